"""The slides of a deck in a view, and the deck that an address names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.charts import CHARTS
from dashboard.decks import SHIPPED, TITLES, Deck, Item, read
from dashboard.faults import noted
from dashboard.filters import NAMES, Dropped, Filters, parse
from dashboard.findings.registry import MAKERS
from dashboard.records import RowsGoneError
from dashboard.slide import Slide
from dashboard.slides import chart_slide
from dashboard.view import View

_NO_PAGE = Filters()


@dataclass(frozen=True)
class Presentation:
    """What an address presents. `view` has the filters that hold for the whole deck, also those it was saved with."""

    title: str
    view: View
    items: list[Item]
    left_out: list[str]


def presentation(view: View) -> Presentation:
    """The deck that the address of a view names or spells out."""
    text = view.chosen.deck.strip()
    named = SHIPPED.get(text) or saved(view).get(text)
    if named is None:
        own = read(text)
        return Presentation(view.words("Presentation"), view, own.items, own.left_out)
    title = view.words(named.title) if text in SHIPPED else named.title
    return Presentation(title, _with(view, named.query), list(named.items), [])


def saved(view: View) -> dict[str, Deck]:
    """The decks that editors saved, by name."""
    return {row.name: Deck(row.name, tuple(items_of(row.text)), row.query) for row in view.records.decks()}


def items_of(text: str) -> list[Item]:
    """The slides of a deck that ships, or those a text spells out."""
    return list(SHIPPED[text].items) if text in SHIPPED else read(text).items


def _with(view: View, query: str) -> View:
    """The view with the filters of a query where the reader chose nothing."""
    given, _ = parse(query, view.snapshot.choices)
    chosen = {name: value for name in NAMES if (value := getattr(view.chosen, name))}
    return replace(view, chosen=replace(given, **chosen))  # type: ignore[arg-type]


def slides_of(view: View, items: Iterable[Item]) -> list[Slide]:
    """A slide an item, each under its own filters in place of the deck's; none without data."""
    return [] if view.snapshot.empty else [_slide(view, item) for item in items]


def dropped(view: View, items: Iterable[Item]) -> list[Dropped]:
    """What the slides' own filters ask for and this data does not have."""
    return [lost for item in items for lost in parse(item.filters, view.snapshot.choices)[1]]


def view_of(view: View, item: Item) -> View:
    """The view of one slide."""
    given, _ = parse(item.filters, view.snapshot.choices)
    own = {name: value for name in NAMES if (value := getattr(given, name))}
    chosen = replace(view.chosen, **own, deck="")  # type: ignore[arg-type]
    return replace(view, chosen=chosen, scope=_NO_PAGE, item="", path="")


def _slide(view: View, item: Item) -> Slide:
    own = view_of(view, item)
    try:
        made = chart_slide(own, item.name) if item.name in CHARTS else MAKERS[item.name](own)
    except RowsGoneError:  # the whole deck is to be made anew, of one version
        raise
    except Exception:  # noqa: BLE001 - the border between one slide and the deck
        made = _failed(own, item.name)
    return replace(made, remark=item.note)


def _failed(view: View, name: str) -> Slide:
    """A slide that says what happened; the deck lives on."""
    words = view.words
    told = words("This slide could not be made. The fault is noted under the reference {reference}.",
                 reference=noted(name, view))  # fmt: skip
    return Slide(name=name, title=words(TITLES[name]), headline=told, subtitle="", source="", href=view.root)
