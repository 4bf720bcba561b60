"""The dates of OGP's exports, which mix orders, precisions, words and the numbers Excel keeps dates as."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from data_loader import dates
from data_loader.clean import is_missing

_OPEN = frozenset({"continuous", "ongoing", "underway", "in progress", "permanent activity", "unclear", "tbd"})
"""Words of plans whose work has no date; they say that nothing is known, so nobody is asked to act."""
_MONTHS = (  # calendar.month_name would follow the locale of the machine
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)

_NUMBERS = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[34][0-9]{4}")  # 1982 to 2036, as days since the end of 1899
_MONTH = re.compile(rf"({'|'.join(_MONTHS)}),? ([0-9]{{4}})", re.IGNORECASE)
_ROUGH = re.compile(
    r"(?:quarter [1-4]|q[1-4]|(?:i|ii|iii|iv) quarter of|spring|summer|autumn|fall|winter|early|mid|late|end of)"
    r"[ -]([0-9]{4})",
    re.IGNORECASE,
)
_DAY_0 = dt.date(1899, 12, 30)


class Read(NamedTuple):
    """A date ("" where none is known), and the warning it needs: code, sentence, suggestion."""

    value: str
    code: str = ""
    sentence: str = ""
    suggestion: str = ""


def read_date(text: str, first_is_month: bool) -> Read:
    """`text` as a date at the precision known; with `first_is_month`, 7/1/2016 is July as a whole, not its 1st day."""
    if not text or is_missing(text) or text.lower() in _OPEN:
        return Read("")
    if dates.is_written(text):
        return Read(text) if dates.exists(text) else _unreal(text)
    for pattern, reader in _READERS.items():
        found = pattern.fullmatch(text)
        if found:
            return reader(found, first_is_month)
    return Read("", "unread-date", f"{text} is not a date; it is left empty.")


def _numbers(found: re.Match[str], first_is_month: bool) -> Read:
    a, b = int(found[1]), int(found[2])
    year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
    if a <= 12 and b == 1:
        return _checked(found[0], f"{year}-{a:02}" if first_is_month else f"{year}-{a:02}-01")
    if a <= 12 and b <= 12 and a != b:
        sentence = f"{found[0]} may be {year}-{a:02}-{b:02} or {year}-{b:02}-{a:02}; it is left empty."
        return Read("", "undecidable-date", sentence)
    month, day = (b, a) if a > 12 else (a, b)
    return _checked(found[0], f"{year}-{month:02}-{day:02}")


def _checked(text: str, value: str) -> Read:
    if not dates.exists(value):
        return _unreal(text)
    if value.startswith("1905"):  # a year typed into a cell that is formatted as a date
        days = (dt.date.fromisoformat(dates.earliest(value)) - _DAY_0).days
        return Read("", "unreal-date", f"{text} cannot be meant; it is left empty.", str(days))
    return Read(value)


def _unreal(text: str) -> Read:
    return Read("", "unreal-date", f"{text} is not in the calendar; it is left empty.")


def _serial(found: re.Match[str], _first_is_month: bool) -> Read:
    return Read((_DAY_0 + dt.timedelta(days=int(found[0]))).isoformat())


def _month(found: re.Match[str], _first_is_month: bool) -> Read:
    return Read(f"{found[2]}-{_MONTHS.index(found[1].lower()) + 1:02}")


def _rough(found: re.Match[str], _first_is_month: bool) -> Read:
    return Read(found[1], "rounded-date", f"{found[0]} is kept as {found[1]}: a date is a year, a month or a day.")


_READERS: dict[re.Pattern[str], Callable[[re.Match[str], bool], Read]] = {
    _NUMBERS: _numbers,
    _SERIAL: _serial,
    _MONTH: _month,
    _ROUGH: _rough,
}
