"""Days as a calendar file (RFC 5545) that mail and calendar programs open."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

PRODUCT = "-//Open Government Monitor//Leadership desk//EN"


@dataclass(frozen=True)
class AllDay:
    """A day to be remembered. The same `uid` in a later file is the same entry of the calendar, with its new day."""

    uid: str
    day: dt.date
    summary: str
    lines: tuple[str, ...] = ()


def calendar(name: str, days: Iterable[AllDay], now: dt.datetime, lang: str) -> bytes:
    """The file; `now` (UTC) is when it is made."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("x-wr-calname", _one_line(name))
    for one in days:
        whole.add_component(_event(one, now, lang))
    content: bytes = whole.to_ical()
    return content


def _event(one: AllDay, now: dt.datetime, lang: str) -> Event:
    event, spoken = Event(), {"LANGUAGE": lang}
    event.add("uid", one.uid)
    event.add("dtstamp", now)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + dt.timedelta(days=1))
    event.add("summary", _one_line(one.summary), spoken)
    event.add("description", "\n".join(map(_one_line, one.lines)), spoken)
    event.add("transp", "TRANSPARENT")
    return event


def _one_line(text: str) -> str:
    """Without line breaks of any kind and signs that nobody sees, some of which would turn what follows around."""
    words = _BLANKS.sub(" ", text).strip()
    return "".join(sign for sign in words if unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in _TURNING)


_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces are meant
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
