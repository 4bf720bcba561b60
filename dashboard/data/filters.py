"""What the reader chose: to and from the query string, in one canonical order."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from dashboard.data import clock
from dashboard.data.questions import COLOURED, GROUPED, MEASURED, SORTED
from dashboard.language.languages import LANGUAGES

LONGEST_QUERY = 8_000  # characters; what servers and mail programs carry safely
_LAST_MONTH = 12
TODAY = "today"
"""The as-of day that is the day of reading: an address says so, and what is pinned says the date."""
_OWN = {"own": True}
_VERSION = r"[1-9][0-9]{0,8}"
DRAFT = "draft-"
"""What the name of a draft begins with, where an address names a data version."""
_AS_THEY_ARE = ",:@;()!="
"""What a value may hold without being encoded: the address of a deck is to be read and typed."""


@dataclass(frozen=True)
class Filters:
    """One reader's view. A tuple is a choice of many (empty = all); the order of the fields is the order in the URL.

    A field that is a page's own (its search, the order of its list) stays on that page and selects no commitments.
    Language and data version travel and are no choices: what is chosen is chosen in them.
    """

    region: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    member: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    completion: tuple[str, ...] = ()
    assessor: tuple[str, ...] = ()
    starred: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    since: str = ""
    known: str = ""  # the number of the data version compared with, in place of a day
    asof: str = ""
    q: str = field(default="", metadata=_OWN)
    sort: str = field(default="", metadata=_OWN)
    page: str = field(default="", metadata=_OWN)
    constituency: tuple[str, ...] = field(default=(), metadata=_OWN)
    mine: tuple[str, ...] = field(default=(), metadata=_OWN)  # the member and the region of who reads the Brief
    pilot: str = field(default="", metadata=_OWN)
    peer: tuple[str, ...] = field(default=(), metadata=_OWN)
    deck: str = field(default="", metadata=_OWN)
    from_: str = field(default="", metadata=_OWN)  # `from` in addresses: the version that another is compared with
    to: str = field(default="", metadata=_OWN)
    table: str = field(default="", metadata=_OWN)
    measure: str = field(default="", metadata=_OWN)
    group: str = field(default="", metadata=_OWN)
    colour: str = field(default="", metadata=_OWN)
    split: str = field(default="", metadata=_OWN)
    only: str = field(default="", metadata=_OWN)
    version: str = ""  # the number of a data version, or the name of a draft; empty is the current one
    lang: str = ""

    def query(self) -> str:
        """The canonical query string with its `?`; empty when nothing is chosen."""
        values = [(name, value) for name in NAMES if (value := getattr(self, name))]
        texts = [(name, ",".join(value) if isinstance(value, tuple) else value) for name, value in values]
        parts = [f"{written(name)}={quote(text, safe=_AS_THEY_ARE)}" for name, text in texts if text]
        return "?" + "&".join(parts) if parts else ""

    def changed(self, **values: object) -> Filters:
        """These filters with other values for some; TypeError for what is no filter.

        As `dataclasses.replace` does, which sets each of the fields anew: a page asks for hundreds.
        """
        if not values.keys() <= vars(self).keys():
            raise TypeError(f"no filters: {values.keys() - vars(self).keys()}")
        other = object.__new__(Filters)
        vars(other).update(vars(self) | values)
        return other

    def parameters(self) -> list[tuple[str, str]]:
        """What the query string holds, name by name, for a form that makes an address."""
        return [*parse_qsl(self.query().removeprefix("?"))]

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The choices made that select commitments, by filter."""
        return {name: getattr(self, name) for name in SELECTING if getattr(self, name)}

    def travelling(self) -> Filters:
        """The part that goes along to another page: without what is the page's own."""
        return self.changed(**_NOTHING_OWN)

    def presenting(self, deck: str) -> Filters:
        """These filters on the slides of `deck`: without what narrows and orders a list."""
        return self.changed(deck=deck, q="", sort="", page="")

    def dated(self) -> Filters:
        """These filters with the date in place of today."""
        return self.changed(asof=clock.today().isoformat()) if self.asof == TODAY else self

    def selecting(self) -> Filters:
        """The part that decides which commitments of a data version are selected."""
        return self.dated().changed(**_NOTHING_OWN, version="", lang="")

    def cleared(self) -> Filters:
        """Nothing chosen; the data version and the language stay."""
        return Filters(version=self.version, lang=self.lang)

    def within(self, scope: Filters) -> Filters:
        """These filters with the choices of `scope` (say, the member whose page it is) put in their place."""
        return self.changed(**scope.chosen())

    def choosing(self, name: str, values: Collection[str]) -> Filters:
        """These filters with another choice for `name`, back on the first page of a list."""
        return self.changed(**{name: tuple(values), "page": ""})


NAMES = tuple(one.name for one in fields(Filters))
CHOICES = tuple(one.name for one in fields(Filters) if one.default == ())
"""The filters that are a choice among values, as opposed to a date, a text or a language."""
_NOTHING_OWN = {one.name: one.default for one in fields(Filters) if one.metadata == _OWN}
SELECTING = tuple(name for name in CHOICES if name not in _NOTHING_OWN)
"""The choices that decide which commitments are selected."""


_WRITTEN = {"from_": "from"}
"""Filter -> how addresses write it, where Python has a word of its own for that."""
_READ_AS = {written: name for name, written in _WRITTEN.items()}


def written(name: str) -> str:
    """A filter as addresses write it."""
    return _WRITTEN.get(name, name)


RENAMED = {
    "country": "member",
    "date": "asof",
    "locale": "lang",
    "policy_area": "theme",
    "tier": "level",
    "v": "version",
}
"""Name that a parameter once had -> the one it has now: a link made with it still works."""


@dataclass(frozen=True)
class Dropped:
    """A parameter, or one value of it, that a link asked for and this data does not have."""

    name: str
    value: str


@lru_cache(4096)
def as_day(text: str) -> str:
    """A date known to the year, month or day as the last day it may mean, ISO 8601; empty when it is no date."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        return ""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if len(text) == len("2016"):
        month = _LAST_MONTH
    try:
        last = day if len(text) == len("2016-12-31") else calendar.monthrange(year, month)[1]
        return dt.date(year, month, last).isoformat()
    except ValueError:  # no such month or day, or the year 0
        return ""


def _matching(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda text: text if compiled.fullmatch(text) else ""


_READ: dict[str, Callable[[str], str]] = {
    "since": as_day,
    "known": _matching(_VERSION),
    "asof": lambda text: TODAY if text == TODAY else as_day(text),
    "q": _matching(r"[^\x00-\x1f\ud800-\udfff]{0,200}"),
    "sort": _matching(rf"-?({'|'.join(SORTED)})"),
    "page": _matching(r"[1-9][0-9]{0,6}"),
    "pilot": _matching(r"[A-Za-z0-9-]{1,40}"),
    "deck": _matching(r"[^\x00-\x1f\ud800-\udfff]{0,8000}"),
    "from_": _matching(_VERSION),
    "to": _matching(_VERSION),
    "table": _matching(r"[a-z_]{1,40}"),
    "measure": _matching("|".join(MEASURED)),
    "group": _matching(rf"(member|theme|person):[^\x00-\x1f\ud800-\udfff]{{1,200}}|{'|'.join(GROUPED)}"),
    "colour": _matching("|".join(COLOURED)),
    "split": _matching("|".join(GROUPED)),
    "only": _matching("differences"),
    "version": _matching(rf"{_VERSION}|{DRAFT}[0-9a-f]{{32}}"),
    "lang": _matching("|".join(LANGUAGES)),
}
"""How each parameter that is no choice is read; empty when it has no meaning."""


def parse(query: str, choices: Mapping[str, Collection[str]]) -> tuple[Filters, list[Dropped]]:
    """Filters from a query string, and what of it had no meaning.

    `choices` gives the values each filter may take, in the order lists show them; anything else is dropped, never an
    error.
    """
    if len(query) > LONGEST_QUERY:
        return Filters(), [Dropped(query[:40] + "…", "")]
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace"):
        asked.setdefault(_READ_AS.get(name, RENAMED.get(name, name)), []).append(value)
    dropped = [Dropped(name, "") for name in asked if name not in NAMES]
    taken: dict[str, tuple[str, ...] | str] = {}
    for name in (name for name in NAMES if name in asked):
        parts = asked[name]
        if name in CHOICES:
            wanted = [value for part in parts for value in part.split(",") if value]
            taken[name] = tuple(value for value in choices.get(name, ()) if value in wanted)
            unmet = [value for value in dict.fromkeys(wanted) if value not in taken[name]]
        else:
            taken[name], unmet = _single(name, parts)
        dropped += [Dropped(written(name), value) for value in unmet]
    return Filters(**taken), dropped  # type: ignore[arg-type]


def _single(name: str, parts: list[str]) -> tuple[str, list[str]]:
    """The last good value of a parameter that has only one, and the values passed over."""
    values = [(part, _READ[name](part)) for part in parts if part]
    good = [value for _, value in values if value]
    return (good[-1] if good else ""), [part for part, value in values if not value]
