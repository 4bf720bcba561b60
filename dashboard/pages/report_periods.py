"""What reporters read of the periods: which is open and until when, or when the next opens."""

from __future__ import annotations

import datetime as dt

from dashboard.editing.periods import Periods
from dashboard.language.words import Words


def when(words: Words, periods: Periods, today: dt.date) -> str:
    """The period of today in a sentence or two."""
    period, following = periods.on(today), periods.after(today)
    closes, opens = words.date(period.closes.isoformat()), words.date(following.opens.isoformat())
    if period.is_open(today):
        return words("This period is open until {date}. The next opens on {next}.", date=closes, next=opens)
    return words(
        "The last period closed on {date}. What you submit now counts for it and is late. The next opens on {next}.",
        date=closes, next=opens,
    )  # fmt: skip
