"""What an address presents: a deck that ships, one that was saved, or the slides it spells out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.charts.registry import CHARTS
from dashboard.data.filters import NAMES, Dropped, Filters, parse
from dashboard.data.records import Row
from dashboard.decks.deck import SHIPPED, TITLES, Deck, Item, read
from dashboard.exports.slides import Slide, answer_slide, chart_slide
from dashboard.language.words import N_
from dashboard.pages.topics import TOPICS
from dashboard.view.faults import attempt
from dashboard.view.view import View

_NO_PAGE = Filters()
_NOT_MADE = N_("This slide could not be made. The fault is noted under the reference {reference}.")


@dataclass(frozen=True)
class Presentation:
    """A deck in a view. `view` has the filters that hold for the whole deck, also those it was saved with."""

    title: str
    view: View
    items: list[Item]
    left_out: list[str]


def presentation(view: View) -> Presentation:
    """The deck that the address of a view names or spells out."""
    text = view.chosen.deck.strip()
    if text in SHIPPED:
        return Presentation(view.words(SHIPPED[text].title), view, list(SHIPPED[text].items), [])
    deck = saved(view).get(text)
    if deck:
        return Presentation(deck.title, _under(view, deck.query), list(deck.items), list(deck.left_out))
    own = read(text)
    return Presentation(view.words("Presentation"), view, own.items, own.left_out)


def saved(view: View) -> dict[str, Deck]:
    """The decks that editors saved, by name."""
    return {row.name: _deck(row) for row in view.records.decks()}


def _deck(row: Row) -> Deck:
    if row.text in SHIPPED:
        return Deck(row.name, SHIPPED[row.text].items, row.query)
    slides = read(row.text)
    return Deck(row.name, tuple(slides.items), row.query, tuple(slides.left_out))


def _under(view: View, query: str) -> View:
    """The view with the filters of a query where the reader chose nothing."""
    filters, _ = parse(query, view.snapshot.choices)
    return replace(view, chosen=_over(filters, view.chosen))


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
    own, _ = parse(item.filters, view.snapshot.choices)
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
