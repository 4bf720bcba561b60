"""Decks: slides in an order, as a short text that fits into an address; those that ship or were saved; their slides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import starmap
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dashboard.blocks import N_
from dashboard.charts.registry import CHARTS
from dashboard.data.filters import NAMES, Dropped, Filters, parse
from dashboard.exports.slides import Slide, answer_slide, chart_slide
from dashboard.pages.topics import TOPICS
from dashboard.view.faults import attempt
from dashboard.view.view import View
from data_loader.schema import DECK_NAME, LONGEST_DECK_NAME

MOST_SLIDES = 40
LONGEST = 8_000  # characters of a deck's text
NOTE = "note"
LONGEST_NAME = LONGEST_DECK_NAME
"""Characters of the name of one that is saved."""

_ONLY_OF_A_PAGE = {"q", "sort", "page", "deck", "from_", "to", "table", "only"}
_OF_THE_READER = {"version", "lang"}
OWN = tuple(name for name in NAMES if name not in _ONLY_OF_A_PAGE | _OF_THE_READER)
"""The parameters a slide may have for itself; a data version and a language are those of the whole deck."""

_HAS_MEANING = re.compile(r"[%;()!\x00-\x1f]")
_NO_PAGE = Filters()
_NOT_MADE = N_("This slide could not be made. The fault is noted under the reference {reference}.")

GROUPS: dict[str, dict[str, str]] = {
    N_("Findings"): {name: topic.question for name, topic in TOPICS.items()},
    N_("Charts"): {name: chart.title for name, chart in CHARTS.items()},
}
TITLES = {name: title for group in GROUPS.values() for name, title in group.items()}
"""Every slide there is, by name, with the question it answers."""
OF_ONE_MEMBER = {name for name, chart in CHARTS.items() if chart.page.endswith("/*")}
"""The slides that need a member to be chosen."""


@dataclass(frozen=True)
class Item:
    """A slide of a deck: a chart or finding, its own choice of filters, and what the presenter wrote beside it."""

    name: str
    filters: str = ""  # a query string without its `?`
    note: str = ""


def may_be_called(name: str) -> bool:
    """Whether a deck may be saved under a name."""
    return DECK_NAME.fullmatch(name) is not None


@dataclass(frozen=True)
class Deck:
    """Slides under a title."""

    title: str
    items: list[Item]
    left_out: list[str] = field(default_factory=list)  # what its text names and means nothing
    query: str = ""  # the filters a saved deck was saved with


def read(text: str, title: str = "", query: str = "") -> Deck:
    """The slides that a text names, and what of it was left out; any text can be read."""
    if len(text) > LONGEST:
        return Deck(title, [], [f"{text[:40]}…"], query)
    whole = text.encode("utf-8", "replace").decode()  # without halves of characters, which no address can hold
    slides = [_item(part.strip()) for part in whole.split(";") if part.strip()]
    items = [item for item, _ in slides if item]
    lost = [name for _, names in slides for name in names]
    return Deck(title, items[:MOST_SLIDES], [*lost, *(item.name for item in items[MOST_SLIDES:])], query)


def _item(text: str) -> tuple[Item | None, list[str]]:
    name, _, inside = text.partition("(")
    if name not in TITLES:
        return None, [name]
    given = [*_parameters(inside.removesuffix(")"))]
    known = {key: value for key, value in given if key in (*OWN, NOTE)}
    note = known.pop(NOTE, "")
    # In the order in which addresses are written.
    query = urlencode([(own, known[own]) for own in OWN if own in known], safe=",:@", quote_via=quote)
    return Item(name, query, note), [f"{name} {key}" for key, _ in given if key not in (*OWN, NOTE)]


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split("!"):
        key, _, value = part.partition("=")
        if value := unquote(value).strip():
            yield key.strip(), value


def text_of(items: Iterable[Item]) -> str:
    """The text that `read` takes for these slides."""
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


SHIPPED: dict[str, Deck] = {
    "committee": read(
        "overview;brief;changes;completion-by-theme;completion-by-region;completion-by-priority;"
        "overdue;due-soon;leadership-gaps;terms-ending;agenda-status;agenda-open",
        N_("Steering Committee meeting"),
    ),
    "leadership": read(
        "leadership-gaps;roles-per-member;leads-and-delivery;terms-ending;"
        "completion-by-priority;completion-by-theme;agenda-status;agenda-open",
        N_("Thematic leadership"),
    ),
    "pilots": read(
        "pilots-map;pilots-compared;pilots-themes;pilot-peers;pilot-lessons;"
        "completion-by-level;completion-by-year(level=regional,local)",
        N_("City pilots"),
    ),
}
"""The decks that come with the product, by the name that `?deck=` knows them under."""


def saved(view: View) -> dict[str, Deck]:
    """The decks that editors saved, by name."""
    rows = view.records.decks()
    return {
        row.name: replace(SHIPPED[row.text], title=row.name, query=row.query)
        if row.text in SHIPPED
        else read(row.text, row.name, row.query)
        for row in rows
    }


def presentation(view: View) -> tuple[View, Deck]:
    """The deck that the address of a view names or spells out, in the view with the filters it was saved with."""
    text = view.chosen.deck.strip()
    if text in SHIPPED:
        return view, replace(SHIPPED[text], title=view.words(SHIPPED[text].title))
    if deck := saved(view).get(text):
        filters, _ = parse(deck.query, view.snapshot.choices)
        return replace(view, chosen=_over(filters, view.chosen)), deck
    return view, read(text, view.words("Presentation"))


def _over(under: Filters, over: Filters) -> Filters:
    """Filters with what is chosen in others in their place."""
    chosen = {name: value for name in NAMES if (value := getattr(over, name))}
    return replace(under, **chosen)


def edit_href(view: View, deck: str) -> str:
    """The address at which a deck is put together."""
    return f"{view.root}present/edit{view.chosen.presenting(deck).query()}"


def view_of(view: View, item: Item) -> View:
    """The view of one slide: its own filters in place of the deck's."""
    own, _ = parse(item.filters, view.snapshot.choices)
    chosen = replace(_over(view.chosen, own), deck="")
    return replace(view, chosen=chosen, scope=_NO_PAGE, item="", path="")


def own_filters(view: View, item: Item) -> str:
    """The filters that a slide has for itself, in words."""
    own = parse(item.filters, view.snapshot.choices)[0].dated()
    asof = view.words("as of {date}", date=view.words.date(own.asof)) if own.asof else ""
    pilot = view.names.of("pilot", own.pilot) if own.pilot else ""
    return " · ".join(part for part in (*view.filters_in_full(own), pilot, asof) if part)


def dropped(view: View, items: Iterable[Item]) -> list[Dropped]:
    """What the slides' own filters ask for and this data does not have."""
    return [drop for item in items for drop in parse(item.filters, view.snapshot.choices)[1]]


def slides_of(view: View, items: Iterable[Item]) -> list[Slide]:
    """A slide an item, each under its own filters in place of the deck's; none without data."""
    return [] if view.snapshot.empty else [replace(_slide(view, item), remark=item.note) for item in items]


def _slide(view: View, item: Item) -> Slide:
    """A slide under its own filters; where it cannot be made, one that says so: the deck lives on."""
    own, name = view_of(view, item), item.name

    def make() -> Slide:
        return chart_slide(own, name) if name in CHARTS else answer_slide(own, name, TOPICS[name])

    def failed(headline: str) -> Slide:
        return Slide(name=name, title=own.words(TITLES[name]), headline=headline, subtitle="", source="", href=own.root)

    return attempt(own, name, make, _NOT_MADE, failed)
