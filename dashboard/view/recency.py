"""How far the data reach: that they end before the as-of day, and that nothing was published for long."""

from __future__ import annotations

import datetime as dt

from dashboard.language.words import Words

STALE_DAYS = 200
"""Data on which nothing was published for more than so many days say so."""
_MONTHS = 12


def recency(words: Words, end: dt.date, asof: dt.date, opened_on: dt.date | None) -> str:
    """A clause, empty while there is nothing to say: when the data end, and how long before the as-of day or ago.

    `opened_on` is the day of reading where no other day was chosen; else it is counted to the as-of day.
    """
    if asof < end:
        return ""
    until = opened_on or asof
    is_stale = (until - end).days > STALE_DAYS
    if asof == end and not is_stale:
        return ""
    date = words.date(end.isoformat())
    clause = words("last published {date}", date=date) if asof == end else words("the data end on {date}", date=date)
    return f"{clause}, {_how_long(words, end, until, ago=opened_on is not None)}" if is_stale else clause


def _how_long(words: Words, start: dt.date, end: dt.date, *, ago: bool) -> str:
    """The time between two days in whole years; in months where that is not two years."""
    months = _MONTHS * (end.year - start.year) + end.month - start.month - (end.day < start.day)
    years, plural = months // _MONTHS, words.plural
    if years > 1:
        n = years
        return (
            plural("{n} year ago", "{n} years ago", n)
            if ago
            else plural("{n} year before the as-of day", "{n} years before the as-of day", n)
        )
    n = months
    return (
        plural("{n} month ago", "{n} months ago", n)
        if ago
        else plural("{n} month before the as-of day", "{n} months before the as-of day", n)
    )
