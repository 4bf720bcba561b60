"""Everything a presentation needs, as plain values: its slides, those of its prepared choices, what it is pinned to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dashboard.components.notices import lost
from dashboard.decks.deck import Item
from dashboard.decks.prepared import choices
from dashboard.decks.presentation import dropped, presentation
from dashboard.decks.slides import slides_of
from dashboard.exports.slide_data import slide_data
from dashboard.view.view import View

FEW = 20
"""Slides up to which a deck has prepared choices for all of them; in a longer one the first so many have."""


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
        told = [{"name": choice.name, "text": choice.text, "slide": slide_data(choice.slide)} for choice in prepared]
        yield {"slide": slide_data(slide), "choices": told}
