"""Slides of a presenter's own words: title, section, text, quote and picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dashboard.decks import pictures
from dashboard.decks.grammar import HEADLINE, KINDS
from dashboard.exports.slides import Slide
from dashboard.view.view import View

Own = Mapping[str, str]
"""The words that a deck's text gives a slide."""


def slide(view: View, name: str, own: Own) -> Slide:
    """Words that nobody computed, and that say so."""
    plain = Slide(
        name=name,
        title="",
        headline=own.get(HEADLINE, ""),
        subtitle=own.get("text", ""),
        source=view.words("The presenter’s own words"),
        href=view.href(""),
        look=KINDS[name].look,
    )
    return _LOOKS[name](plain, view, own) if name in _LOOKS else plain


def _text(slide: Slide, _: View, own: Own) -> Slide:
    return replace(slide, subtitle="", points=own["text"].split("\n"))


def _quote(slide: Slide, view: View, own: Own) -> Slide:
    """What was said stands large, who said it under it."""
    return replace(slide, headline=view.words("“{text}”", text=own["text"]), subtitle=own.get("by", ""))


def _pictured(slide: Slide, view: View, own: Own) -> Slide:
    """Without a headline, what it shows is one."""
    shown = own["text"]
    return replace(
        slide,
        headline=slide.headline or shown,
        subtitle=shown if slide.headline else "",
        summary=shown,
        source=view.words("A picture from the evidence of a report"),
        picture=pictures.address(view, own["file"]),
    )


_LOOKS: dict[str, Callable[[Slide, View, Own], Slide]] = {"text": _text, "quote": _quote, "picture": _pictured}
