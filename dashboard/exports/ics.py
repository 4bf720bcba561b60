"""Days as a calendar file (RFC 5545) that mail and calendar programs open."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, vDuration

KIND = "text/calendar"
PRODUCT = "-//Open Government Monitor//Calendar//EN"
_OURS = uuid.UUID("5a1d1bb0-6e0b-5a53-9f0c-0a5f4f6f7d2e")
"""The space of names in which each entry has one and the same id in every calendar file."""
_OFTEN = dt.timedelta(days=1)
"""How long a program that follows a calendar waits before it asks again."""


def uid(name: str) -> str:
    """The id of an entry by what it is about: the same in every file, language and version."""
    return f"{uuid.uuid5(_OURS, name)}@open-government-monitor"


@dataclass(frozen=True)
class AllDay:
    """A day to be remembered, or some days up to `last`.

    The same `uid` in a later file is the same entry of the calendar, with its new day.
    """

    uid: str
    day: dt.date
    summary: str
    lines: tuple[str, ...] = ()
    last: dt.date | None = None
    href: str = ""


@dataclass(frozen=True)
class Subscription:
    """Where a calendar is followed, and what it has and has not."""

    href: str
    description: str


def calendar(
    name: str, days: Iterable[AllDay], now: dt.datetime, lang: str, subscription: Subscription | None = None
) -> bytes:
    """The file; `now` (UTC) is when it is made, or its data were published."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("x-wr-calname", _one_line(name))
    if subscription:
        _subscribe(whole, _one_line(name), subscription, lang)
    for one in days:
        whole.add_component(_event(one, now, lang))
    content: bytes = whole.to_ical()
    return content


def _subscribe(whole: Calendar, name: str, subscription: Subscription, lang: str) -> None:
    """What programs that follow a calendar show of it, by RFC 7986 and by the names that were used before."""
    spoken, description = {"LANGUAGE": lang}, _one_line(subscription.description)
    whole.add("method", "PUBLISH")
    whole.add("name", name, spoken)
    whole.add("description", description, spoken)
    whole.add("x-wr-caldesc", description)
    whole.add("url", subscription.href)
    whole.add("source", subscription.href, {"VALUE": "URI"})
    whole.add("refresh-interval", vDuration(_OFTEN), {"VALUE": "DURATION"})
    whole.add("x-published-ttl", "P1D")


def _event(one: AllDay, now: dt.datetime, lang: str) -> Event:
    event, spoken = Event(), {"LANGUAGE": lang}
    event.add("uid", one.uid)
    event.add("dtstamp", now)
    event.add("dtstart", one.day)
    event.add("dtend", (one.last or one.day) + dt.timedelta(days=1))
    event.add("summary", _one_line(one.summary), spoken)
    event.add("description", "\n".join(map(_one_line, one.lines)), spoken)
    event.add("transp", "TRANSPARENT")
    if one.href:
        event.add("url", one.href)
    return event


def _one_line(text: str) -> str:
    """Without line breaks of any kind and signs that nobody sees, some of which would turn what follows around."""
    words = _BLANKS.sub(" ", text).strip()
    return "".join(sign for sign in words if unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in _TURNING)


_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces are meant
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
