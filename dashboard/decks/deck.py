"""Decks: slides in an order, written as a short text that fits into an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import starmap
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dashboard.charts.registry import CHARTS
from dashboard.data.filters import NAMES as PARAMETERS
from dashboard.language.words import N_
from dashboard.pages.topics import TOPICS

MOST_SLIDES = 40
LONGEST = 8_000  # characters of a deck's text
NOTE = "note"

_ONLY_OF_A_PAGE = {"q", "sort", "page", "deck"}
_OF_THE_READER = {"version", "lang"}
OWN = tuple(name for name in PARAMETERS if name not in _ONLY_OF_A_PAGE | _OF_THE_READER)
"""The parameters a slide may have for itself; a data version and a language are those of the whole deck."""

_HAS_MEANING = re.compile(r"[%;()!\x00-\x1f]")


@dataclass(frozen=True)
class Item:
    """A slide of a deck: a chart or finding, its own choice of filters, and what the presenter wrote beside it."""

    name: str
    filters: str = ""  # a query string without its `?`
    note: str = ""


@dataclass(frozen=True)
class Deck:
    """Slides under a title."""

    title: str
    items: tuple[Item, ...]
    query: str = ""  # the filters a saved deck was saved with
    left_out: tuple[str, ...] = ()  # what it was saved with and no release knows now


@dataclass(frozen=True)
class Reading:
    """What a text means as a deck, and what of it means nothing."""

    items: list[Item]
    left_out: list[str]


TITLES = {name: chart.title for name, chart in CHARTS.items()} | {
    name: topic.question for name, topic in TOPICS.items()
}
"""Every slide there is, by name, with the question it answers."""


def parse(text: str) -> list[Item]:
    """The slides that a text names; what it cannot mean is left out."""
    return read(text).items


def read(text: str) -> Reading:
    """The slides that a text names, and what of it was left out; any text can be read."""
    if len(text) > LONGEST:
        return Reading([], [f"{text[:40]}…"])
    slides = [_item(part.strip()) for part in _whole(text).split(";") if part.strip()]
    items = [item for item, _ in slides if item]
    lost = [name for _, names in slides for name in names]
    return Reading(items[:MOST_SLIDES], [*lost, *(item.name for item in items[MOST_SLIDES:])])


def _whole(text: str) -> str:
    """Without halves of characters, which no address can hold."""
    return text.encode("utf-8", "replace").decode()


def _item(text: str) -> tuple[Item | None, list[str]]:
    name, _, inside = text.partition("(")
    if name not in TITLES:
        return None, [name]
    given = [*_parameters(inside.removesuffix(")"))]
    known = {key: value for key, value in given if key in (*OWN, NOTE)}
    note = known.pop(NOTE, "")
    return Item(name, _query(known), note), [f"{name} {key}" for key, _ in given if key not in (*OWN, NOTE)]


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split("!"):
        key, _, value = part.partition("=")
        if value := unquote(value).strip():
            yield key.strip(), value


def _query(values: dict[str, str]) -> str:
    """A query string in the order in which addresses are written."""
    return urlencode([(name, values[name]) for name in OWN if name in values], safe=",:@", quote_via=quote)


def text_of(items: Iterable[Item]) -> str:
    """The text that `parse` reads as these slides."""
    return ";".join(_text(item) for item in items)


def own_text(item: Item) -> str:
    """A slide's own parameters, as they stand in the text; its note is none of them."""
    return "!".join(starmap(_parameter, parse_qsl(item.filters)))


def _text(item: Item) -> str:
    note = _parameter(NOTE, item.note) if item.note else ""
    inside = "!".join(part for part in (own_text(item), note) if part)
    return f"{item.name}({inside})" if inside else item.name


def _parameter(key: str, value: str) -> str:
    return f"{key}={_HAS_MEANING.sub(lambda sign: quote(sign[0]), value)}"


def _deck(title: str, text: str) -> Deck:
    return Deck(title, tuple(parse(text)))


SHIPPED: dict[str, Deck] = {
    "committee": _deck(
        N_("Steering Committee meeting"),
        "overview;brief;changes;completion-by-theme;completion-by-region;completion-by-priority;"
        "overdue;due-soon;leadership-gaps;terms-ending;agenda-status;agenda-open",
    ),
    "leadership": _deck(
        N_("Thematic leadership"),
        "leadership-gaps;roles-per-member;leads-and-delivery;terms-ending;"
        "completion-by-priority;completion-by-theme;agenda-status;agenda-open",
    ),
    "pilots": _deck(
        N_("City pilots"),
        "pilots-map;pilots-compared;pilots-themes;pilot-peers;pilot-lessons;"
        "completion-by-level;completion-by-year(level=regional,local)",
    ),
}
"""The decks that come with the product, by the name that `?deck=` knows them under."""
