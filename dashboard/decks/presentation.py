"""What an address presents: a deck that ships, one that was saved, or the slides it spells out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.data.filters import NAMES, Dropped, Filters, parse
from dashboard.decks.deck import SHIPPED, Deck, Item, read
from dashboard.view.about import filters_in_full
from dashboard.view.view import View

_NO_PAGE = Filters()


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
    kept = saved(view).get(text)
    if kept:
        return Presentation(kept.title, _with(view, kept.query), list(kept.items), list(kept.left_out))
    own = read(text)
    return Presentation(view.words("Presentation"), view, own.items, own.left_out)


def saved(view: View) -> dict[str, Deck]:
    """The decks that editors saved, by name."""
    return {row.name: _kept(row.name, row.text, row.query) for row in view.records.decks()}


def _kept(name: str, text: str, query: str) -> Deck:
    if text in SHIPPED:
        return Deck(name, SHIPPED[text].items, query)
    found = read(text)
    return Deck(name, tuple(found.items), query, tuple(found.left_out))


def _with(view: View, query: str) -> View:
    """The view with the filters of a query where the reader chose nothing."""
    given, _ = parse(query, view.snapshot.choices)
    return replace(view, chosen=_over(given, view.chosen))


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
    return " · ".join(part for part in (*filters_in_full(view, own), pilot, asof) if part)


def dropped(view: View, items: Iterable[Item]) -> list[Dropped]:
    """What the slides' own filters ask for and this data does not have."""
    return [lost for item in items for lost in parse(item.filters, view.snapshot.choices)[1]]
