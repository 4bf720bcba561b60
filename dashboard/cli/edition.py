"""A data version in a language, as an assistant asks for it: its pages, its rows and the values of its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process, utils

from dashboard.cli.client import Client, ClientError, Page, Query, Row
from dashboard.data.filters import SELECTING, TODAY, as_day
from dashboard.language.words import NATIVE_NAMES, Words
from dashboard.language.words import words as spoken_in

EMPTY = "The database holds no data: run `ogm load --if-empty`."
_MOST, _NEAREST = 12, 5  # values named in a sentence


@dataclass(frozen=True)
class Source:
    """The table of the data that has values, the columns of these and of their names, and which rows are meant."""

    table: str
    value: str
    name: str
    holds: Callable[[Row], bool] = lambda _: True


OF_DATA = {
    "theme": Source("themes", "id", "name_{lang}"),
    "priority": Source("priorities", "id", "name_{lang}"),
    "member": Source("members", "id", "name"),
    "plan": Source("action_plans", "id", "id"),
    "year": Source("action_plans", "year_submitted", "year_submitted"),
    "pilot": Source("members", "id", "name", lambda row: row["government_level"] != "national"),
    "meeting": Source("meetings", "start_date", "place"),
}
"""What takes its values from the data."""
LISTED = (*SELECTING, "pilot", "meeting")
"""Of what the values can be listed: the filters that select commitments, pilots, and the days of meetings."""


@dataclass(frozen=True)
class Edition:
    """What `client` has of a data version, 0 for the newest, in a language. ClientError says what there is instead."""

    client: Client
    version: int
    lang: str

    @cached_property
    def words(self) -> Words:
        """The language."""
        return spoken_in(one_of("language", self.lang, NATIVE_NAMES))

    @cached_property
    def number(self) -> int:
        """The number of the data version."""
        newest = self.client.newest()
        if not newest:
            raise ClientError(EMPTY)
        if self.version > newest:
            raise ClientError(f"There is no data version {self.version}: the newest is {newest}.")
        return self.version or newest

    def page(self, path: str, query: Query) -> Page:
        """A page, or one block of it; MissingError where there is none."""
        return self.client.page(path, {**query, **self.pinned})

    @property
    def pinned(self) -> dict[str, str]:
        """The version and the language as a query."""
        return {"version": str(self.number), "lang": self.words.lang}

    def rows(self, table: str, **where: str) -> list[Row]:
        """The rows of a table that have these values."""
        return [row for row in self.client.table(table, self.number) if where.items() <= row.items()]

    def values(self, name: str) -> dict[str, str]:
        """The values that a filter may take, each with its name."""
        source = OF_DATA.get(one_of("filter", name, LISTED))
        if source is None:
            return self.words.codes(name)
        label = source.name.format(lang=self.words.lang)
        return {row[source.value]: row[label] for row in filter(source.holds, self.rows(source.table))}

    def check(self, name: str, value: str) -> str:
        """A value that there is."""
        return one_of(name, value, self.values(name))

    def query(self, filters: Mapping[str, str | list[str]], as_of: str = "", since: str = "") -> dict[str, str]:
        """Filters and days as a query of the API."""
        asked = {name: value.split(",") if isinstance(value, str) else value for name, value in filters.items()}
        chosen = {
            one_of("filter", name, SELECTING): ",".join(self.check(name, value) for value in some)
            for name, some in asked.items()
        }
        return chosen | {"asof": _day(as_of), "since": _day(since)}


def one_of(name: str, value: str, known: Mapping[str, str] | tuple[str, ...]) -> str:
    """A value that is among the known ones; ClientError names these or, where they are many, the nearest."""
    if value in known:
        return value
    if len(known) <= _MOST or not isinstance(known, Mapping):
        raise ClientError(f"There is no {name} {value!r}. There are: {', '.join(known)}.")
    by_text = {text: one for one, text in known.items()} | {one: one for one in known}
    near = process.extract(value, by_text.keys(), scorer=fuzz.ratio, processor=utils.default_process, limit=_NEAREST)
    named = ", ".join(f"{one} ({known[one]})" for one in dict.fromkeys(by_text[text] for text, _, _ in near))
    raise ClientError(f"There is no {name} {value!r}. Nearest are: {named}; list_values gives all {len(known)}.")


def _day(text: str) -> str:
    if text and text != TODAY and not as_day(text):
        raise ClientError(f"{text!r} is no day: give a day as 2017-06-27, a month as 2017-06 or a year as 2017.")
    return text
