"""A deck, the brief or one chart as a PowerPoint file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.blocks import Block
from dashboard.decks.presentation import presentation
from dashboard.decks.slides import slides_of
from dashboard.exports import front
from dashboard.exports.about import About
from dashboard.exports.pptx import pptx
from dashboard.exports.slide import Slide
from dashboard.exports.slides import chart_slide, page_slides
from dashboard.view.about import chosen_in_words
from dashboard.view.view import View

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
"""The MIME type."""


def deck_pptx(view: View, site: str, made_on: dt.date) -> bytes:
    """The deck that the address of a view names; links lead to `site`, if known."""
    found = presentation(view.pinned())
    view, slides = found.view, slides_of(found.view, found.items)
    return _written(view, found.title, slides, f"{site}{view.href('present', deck=view.chosen.deck)}", site, made_on)


def page_pptx(view: View, name: str, title: str, blocks: Sequence[Block], site: str, made_on: dt.date) -> bytes:
    """A page of a pinned view."""
    slides = page_slides(view, name, title, blocks)
    return _written(view, title, slides, f"{site}{view.href(view.path)}", site, made_on)


def chart_pptx(view: View, site: str, made_on: dt.date, *, name: str) -> bytes:
    """One chart of a view."""
    view = view.pinned()
    slide = chart_slide(view, name)
    return _written(view, slide.title, [slide], f"{site}{slide.href}", site, made_on)


def _written(view: View, title: str, slides: list[Slide], href: str, site: str, made_on: dt.date) -> bytes:
    words = view.words
    lines = [
        words("As of {date}", date=front.day(view, view.selection.asof.isoformat(), view.asof)),
        words("Data version {version}", version=view.snapshot.version.number),
        *chosen_in_words(view),
        words("{name}: {text}", name=words("Made on"), text=words.date(made_on.isoformat())),
    ]
    return pptx(slides, words, About(title, lines, href, site))
