"""The slides of a deck in a view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.charts.registry import CHARTS
from dashboard.data.records import RowsGoneError
from dashboard.decks.deck import TITLES, Item
from dashboard.decks.presentation import view_of
from dashboard.exports.slide import Slide
from dashboard.exports.slides import answer_slide, chart_slide
from dashboard.pages.topics import TOPICS
from dashboard.view.faults import noted
from dashboard.view.view import View


def slides_of(view: View, items: Iterable[Item]) -> list[Slide]:
    """A slide an item, each under its own filters in place of the deck's; none without data."""
    return [] if view.snapshot.empty else [_slide(view, item) for item in items]


def _slide(view: View, item: Item) -> Slide:
    own = view_of(view, item)
    try:
        made = chart_slide(own, item.name) if item.name in CHARTS else answer_slide(own, item.name, TOPICS[item.name])
    except RowsGoneError:  # the whole deck is to be made anew, of one version
        raise
    except Exception:  # noqa: BLE001 - the border between one slide and the deck
        made = _failed(own, item.name)
    return replace(made, remark=item.note)


def _failed(view: View, name: str) -> Slide:
    """A slide that says what happened; the deck lives on."""
    told = view.words(
        "This slide could not be made. The fault is noted under the reference {reference}.",
        reference=noted(name, view),
    )
    return Slide(name=name, title=view.words(TITLES[name]), headline=told, subtitle="", source="", href=view.root)
