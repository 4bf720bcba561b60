"""The periods in which members report: when each opens and closes, which counts on a day, and which comes next."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, order=True)
class Period:
    """A time in which reports are due."""

    opens: dt.date
    closes: dt.date

    @property
    def name(self) -> str:
        """First and last day, as ISO 8601 writes a time from one to the other."""
        return f"{self.opens.isoformat()}/{self.closes.isoformat()}"

    def is_open(self, day: dt.date) -> bool:
        """Whether a report of that day is in time."""
        return self.opens <= day <= self.closes


class Periods:
    """The periods of every year, from the text of a setting: `01-01/02-28,07-01/08-31`."""

    def __init__(self, text: str) -> None:
        self._ends = [tuple(_day(end) for end in one.split("/")) for one in text.split(",")]

    def on(self, day: dt.date) -> Period:
        """The period for which a report of that day counts: the one that is open, else the one that closed last."""
        return max(one for one in self._around(day) if one.opens <= day)

    def after(self, day: dt.date) -> Period:
        """The next that opens."""
        return min(one for one in self._around(day) if one.opens > day)

    def _around(self, day: dt.date) -> Iterator[Period]:
        return chain.from_iterable(map(self._of, range(day.year - 1, day.year + 2)))

    def _of(self, year: int) -> Iterator[Period]:
        """Those that open in a year; one that would end before it opens ends in the next."""
        for first, last in self._ends:
            opens = _date(year, *first)
            yield Period(opens, _date(year if last >= first else year + 1, *last))


def _day(text: str) -> tuple[int, int]:
    month, _, day = text.strip().partition("-")
    return int(month), int(day)


def _date(year: int, month: int, day: int) -> dt.date:
    """A day of a year; the last of the month where the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
