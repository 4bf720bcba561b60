"""Dates at the precision known: `2016`, `2016-05` or `2016-05-03`, and the first and last day each may mean."""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def is_written(text: str) -> bool:
    """Whether `text` has the form of a date, existing or not."""
    return _DATE.fullmatch(text) is not None


def exists(text: str) -> bool:
    """Whether a date of that form is in the calendar, in a year that can be meant."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    in_calendar = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return in_calendar and 1 <= day <= calendar.monthrange(year, month)[1]


def earliest(text: str) -> str:
    """The first day a known date may mean, as `2016-05-03`; an unknown one ("") is before all others."""
    return text + "-01-01"[len(text) - 4 :] if text else ""


def latest(text: str) -> str:
    """The last day a known date may mean; an unknown one ("") is after all others."""
    if not text:
        return "9999-12-31"
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]}"
    return text
