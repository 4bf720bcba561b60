"""Dates at the precision known: `2016`, `2016-05` or `2016-05-03`; the days they mean, and other ways to write one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from data_loader.schema import fold

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def is_written(text: str) -> bool:
    """Whether `text` has the form of a date, existing or not."""
    return _DATE.fullmatch(text) is not None


def exists(text: str) -> bool:
    """Whether a date of that form is in the calendar, in a year that can be meant."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
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


class Reading(NamedTuple):
    """What a text may mean as a date, existing or not; `value` is "" where only the order of day and month can tell.

    `day_first` and `month_first` are what numbers alone mean in either order, "" where they mean nothing in it.
    """

    value: str = ""
    day_first: str = ""
    month_first: str = ""


def read(text: str) -> Reading | None:
    """A date in any form that people and spreadsheet programs give it; None where the text is none.

    The precision survives: `Dec-16` is the month 2016-12. A year of two digits lies between 1970 and 2069.
    """
    if is_written(text):
        return Reading(text)
    words = " ".join(_BETWEEN_WORDS.sub(" ", fold(text)).split()) if len(text) <= LONGEST else ""
    words = _AROUND_SIGNS.sub(r"\1", words)
    for pattern, reader in _FORMS.items():
        match = pattern.fullmatch(words)
        if match:
            return reader(match)
    return None


def _parts(match: re.Match[str]) -> Reading | None:
    """A day, a month and a year in numbers, or in words, by the names of the groups."""
    parts = match.groupdict()
    year, month, day = _year(parts["year"]), parts.get("month") or "", parts.get("day") or ""
    number = MONTHS.get(month) or (int(month) if month.isdigit() else 0)
    if month and not number:
        return None
    return Reading("-".join([year, *([f"{number:02}"] if month else []), *([f"{int(day):02}"] if day else [])]))


def _either(match: re.Match[str]) -> Reading:
    """Two numbers and a year: the day is the one beyond twelve; of two that may be months, only a person can say."""
    a, b, year = int(match["a"]), int(match["b"]), _year(match["year"])
    day_first, month_first = f"{year}-{b:02}-{a:02}", f"{year}-{a:02}-{b:02}"
    if a == b:
        return Reading(day_first)
    if a > 12:
        return Reading(day_first, day_first=day_first)
    return Reading(month_first if b > 12 else "", "" if b > 12 else day_first, month_first)


def _serial(match: re.Match[str]) -> Reading:
    return Reading((DAY_0 + dt.timedelta(days=int(match["days"]))).isoformat())


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}" if int(text) < 70 else f"19{text}"


DAY_0 = dt.date(1899, 12, 30)
"""The day from which spreadsheet programs count."""
LONGEST = 60  # letters of a date
_MONTH_NAMES = (
    "january jan janvier janv enero ene januar janeiro",
    "february feb fevrier fevr fev febrero februar fevereiro",
    "march mar mars marzo marz marco",
    "april apr avril avr abril abr",
    "may mai mayo maio",
    "june jun juin junio juni junho",
    "july jul juillet juil julio juli julho",
    "august aug aout aou agosto ago",
    "september sept sep septembre septiembre setiembre set setembro",
    "october oct octobre octubre oktober okt outubro out",
    "november nov novembre noviembre novembro",
    "december dec decembre diciembre dic dezember dez dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Name or short name of a month in English, French, Spanish, German and Portuguese, folded → its number."""

_BETWEEN_WORDS = re.compile(r"(?<=[a-z])\.|,|\b(?:de|del|of|the|le)\b")
_AROUND_SIGNS = re.compile(r" *([-/]) *")
_NAME = r"(?P<month>[a-z]{3,10})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|°|\.)?"
_YEAR = r"(?P<year>[0-9]{4})"
_SHORT = r"(?P<year>[0-9]{4}|[0-9]{2})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|mie|jeu|jue|ven|vie|sam|sab|dim|dom)[a-z]* )?"
_TIME = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[ap] ?m)?z?)?"
_FORMS: dict[re.Pattern[str], Callable[[re.Match[str]], Reading | None]] = {
    re.compile(pattern): reader
    for pattern, reader in (
        (rf"{_YEAR}(?P<sep>[-/.])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}}){_TIME}", _parts),
        (rf"{_YEAR}\.0+", _parts),
        (r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _parts),
        (rf"{_YEAR}[-/](?P<month>[0-9]{{1,2}})", _parts),
        (rf"(?P<month>[0-9]{{1,2}})[-/.]{_YEAR}", _parts),
        (rf"(?P<a>[0-9]{{1,2}})(?P<sep>[-/. ])(?P<b>[0-9]{{1,2}})(?P=sep){_SHORT}{_TIME}", _either),
        (rf"{_WEEKDAY}{_DAY}[-/ ]{_NAME}[-/ ]{_SHORT}{_TIME}", _parts),
        (rf"{_WEEKDAY}{_NAME}[-/ ]{_DAY}[-/ ]{_YEAR}{_TIME}", _parts),
        (rf"{_NAME}(?:[-/]| ?['’]){_SHORT}", _parts),
        (rf"{_NAME} {_YEAR}", _parts),
        (rf"{_YEAR}[-/ ]{_NAME}(?:[-/ ]{_DAY})?", _parts),
        (r"(?P<days>[34][0-9]{4})(?:\.[0-9]+)?", _serial),
    )
}
"""Each form of a date, folded and without what stands between words → what it means."""
