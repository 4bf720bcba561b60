"""Everything a presentation needs, as plain values: its slides, those of its prepared choices, what it is pinned to.

The filter choices prepared for each slide are why a question from the hall is answered without a network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dashboard.components.notices import lost
from dashboard.data.filters import SELECTING, Filters
from dashboard.decks.deck import Item
from dashboard.decks.presentation import dropped, presentation, slides_of, view_of
from dashboard.exports.slides import Slide, slide_data
from dashboard.language.words import N_
from dashboard.view.view import View

FEW = 20
"""Slides up to which a deck has prepared choices for all of them; in a longer one the first so many have."""
PREPARED = ("region", "level")
"""The filters whose every value is prepared."""
_EVERYTHING = N_("Everything")


@dataclass(frozen=True)
class Choice:
    """A slide under other filters. `name` is that of the filter; empty where it is everything."""

    name: str
    text: str
    slide: Slide


def payload(view: View) -> dict[str, Any]:
    """The deck that the address of a view names, of one data version."""
    pinned = replace(view, chosen=replace(view.chosen, version=str(view.snapshot.version.number)))
    deck = presentation(view if view.snapshot.empty else pinned)
    return {
        "title": deck.title,
        "version": view.snapshot.version.number,
        "newest": view.newest,
        "notices": lost(view, dropped(deck.view, deck.items), deck.left_out),
        "slides": [entry for place, item in enumerate(deck.items) for entry in _entries(deck.view, item, place < FEW)],
    }


def _entries(view: View, item: Item, with_choices: bool) -> Iterator[dict[str, Any]]:
    """The slide of an item with its prepared choices; none without data."""
    for slide in slides_of(view, [item]):
        prepared = choices(view, item, slide) if with_choices else []
        others = [{"name": choice.name, "text": choice.text, "slide": slide_data(choice.slide)} for choice in prepared]
        yield {"slide": slide_data(slide), "choices": others}


def choices(view: View, item: Item, own: Slide) -> list[Choice]:
    """What can be chosen for `item`, whose slide is `own`, in place of its filters: only what says something else."""
    asked = view_of(view, item).chosen
    bare = replace(view, chosen=Filters(version=asked.version, lang=asked.lang))
    every = (
        Choice(name, text, slide)
        for name, text, filters in _prepared(view, asked)
        for slide in slides_of(bare, [replace(item, filters=filters.query().removeprefix("?"))])
    )
    return [choice for choice in every if _message(choice.slide) != _message(own)]


def _prepared(view: View, asked: Filters) -> Iterator[tuple[str, str, Filters]]:
    yield "", view.words(_EVERYTHING), replace(asked, **dict.fromkeys(SELECTING, ()))  # type: ignore[arg-type]
    for name in PREPARED:
        for value in view.snapshot.choices.get(name, ()):
            yield view.words.filter(name), view.names.of(name, value), asked.choosing(name, (value,))


def _message(slide: Slide) -> tuple[object, ...]:
    """What a slide says; its filters may have no bearing on it."""
    return slide.headline, slide.points, slide.rows
