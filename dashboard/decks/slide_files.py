"""A deck, the brief or one chart as a PowerPoint file."""

from __future__ import annotations

import datetime as dt

from dashboard.components.cards import chosen_in_words
from dashboard.decks.presentation import presentation
from dashboard.decks.slides import slides_of
from dashboard.exports import front
from dashboard.exports.about import About
from dashboard.exports.chart_slide import chart_slide
from dashboard.exports.pptx import pptx
from dashboard.exports.slide import Slide
from dashboard.pages import brief
from dashboard.takeaway.brief_slides import brief_slides
from dashboard.view.view import View

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
"""The MIME type."""


def deck_pptx(view: View, site: str, made_on: dt.date) -> bytes:
    """The deck that the address of a view names; links lead to `site`, if known."""
    found = presentation(front.pinned(view))
    view, slides = found.view, slides_of(found.view, found.items)
    return _written(view, found.title, slides, f"{site}{view.href('present', deck=view.chosen.deck)}", site, made_on)


def brief_pptx(view: View, site: str, made_on: dt.date) -> bytes:
    """The brief of a view."""
    view = front.pinned(view)
    return _written(view, view.words(brief.TITLE), brief_slides(view), f"{site}{view.href('brief')}", site, made_on)


def chart_pptx(view: View, site: str, made_on: dt.date, *, name: str) -> bytes:
    """One chart of a view."""
    view = front.pinned(view)
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
