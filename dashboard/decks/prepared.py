"""The filter choices prepared for each slide: a question from the hall is answered without a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.data.filters import SELECTING, Filters
from dashboard.decks.deck import Item
from dashboard.decks.presentation import view_of
from dashboard.decks.slides import slides_of
from dashboard.exports.slide import Slide
from dashboard.language.vocabulary import FILTERS
from dashboard.language.words import N_
from dashboard.view.view import View

PREPARED = ("region", "level")
"""The filters whose every value is prepared."""
_EVERYTHING = N_("Everything")


@dataclass(frozen=True)
class Choice:
    """A slide under other filters. `name` is that of the filter; empty where it is everything."""

    name: str
    text: str
    slide: Slide


def choices(view: View, item: Item, own: Slide) -> list[Choice]:
    """What can be chosen for `item`, whose slide is `own`, in place of its filters: only what says something else."""
    asked = view_of(view, item).chosen
    bare = replace(view, chosen=Filters(version=asked.version, lang=asked.lang))
    found = (
        Choice(name, text, slide)
        for name, text, filters in _prepared(view, asked)
        for slide in slides_of(bare, [replace(item, filters=filters.query().removeprefix("?"))])
    )
    return [choice for choice in found if _said(choice.slide) != _said(own)]


def _prepared(view: View, asked: Filters) -> Iterator[tuple[str, str, Filters]]:
    yield "", view.words(_EVERYTHING), replace(asked, **dict.fromkeys(SELECTING, ()))  # type: ignore[arg-type]
    for name in PREPARED:
        for value in view.snapshot.choices.get(name, ()):
            yield view.words(FILTERS[name]), view.names.of(name, value), asked.choosing(name, (value,))


def _said(slide: Slide) -> tuple[object, ...]:
    """What a slide says; its filters may have no bearing on it."""
    return slide.headline, slide.points, slide.rows
