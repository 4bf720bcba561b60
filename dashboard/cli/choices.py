"""The filters of the API and the values that each may take, and a sentence on what is none of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from dashboard.cli.client import Client, ClientError, Row
from dashboard.data.filters import SELECTING, TODAY, as_day
from dashboard.language.words import Words


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
_MOST, _NEAREST = 12, 5  # values named in a sentence


def values(client: Client, name: str, version: int, words: Words) -> dict[str, str]:
    """The values that a filter may take in a data version, each with its name."""
    if name not in LISTED:
        raise ClientError(f"{name!r} is no filter. There are: {', '.join(LISTED)}.")
    if name not in OF_DATA:
        return words.codes(name)
    source = OF_DATA[name]
    rows = filter(source.holds, client.table(source.table, version))
    return {row[source.value]: row[source.name.format(lang=words.lang)] for row in rows}


def check(client: Client, name: str, value: str, version: int, words: Words) -> str:
    """A value that there is; ClientError with what there is where it is none."""
    known = values(client, name, version, words)
    if value not in known:
        raise ClientError(f"{value!r} is no {name} of the data. {nearest(value, known)}")
    return value


def query(client: Client, filters: Mapping[str, str | list[str]], version: int, words: Words) -> dict[str, str]:
    """Filters as a query of the API; ClientError, with what there is, where one is none or has no such value."""
    asked = {name: _listed(value) for name, value in filters.items()}
    for name, some in asked.items():
        if name not in SELECTING:
            raise ClientError(f"{name!r} is no filter. Filters are: {', '.join(SELECTING)}.")
        for value in some:
            check(client, name, value, version, words)
    return {name: ",".join(some) for name, some in asked.items()}


def day(name: str, text: str) -> str:
    """A day, month or year as a query of the API writes it; ClientError where it is no date."""
    if text and text != TODAY and not as_day(text):
        raise ClientError(f"{text!r} is no {name}: give a day as 2017-06-27, a month as 2017-06 or a year as 2017.")
    return text


def nearest(value: str, known: Mapping[str, str]) -> str:
    """A sentence with the values there are; where they are many, with the nearest."""
    if len(known) <= _MOST:
        return f"There are: {', '.join(known)}."
    by_text = {name: one for one, name in known.items()} | {one: one for one in known}
    near = process.extract(value, by_text.keys(), scorer=fuzz.ratio, processor=utils.default_process, limit=_NEAREST)
    named = ", ".join(f"{one} ({known[one]})" for one in dict.fromkeys(by_text[text] for text, _, _ in near))
    return f"Nearest are: {named}; list_values gives all {len(known)}."


def _listed(value: str | list[str]) -> list[str]:
    return value.split(",") if isinstance(value, str) else value
