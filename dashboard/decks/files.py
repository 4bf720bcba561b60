"""A deck as a file: one HTML document, in which every slide is a sheet with chart, table and source; or PowerPoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.components.elements import Node, el
from dashboard.components.html import document_html
from dashboard.decks import front
from dashboard.decks.presentation import presentation, slides_of
from dashboard.exports.document import Document
from dashboard.exports.html_file import at_the_foot, html_file
from dashboard.exports.inline import fonts
from dashboard.exports.pptx import slides_pptx
from dashboard.exports.slide import Slide, options, slide_data
from dashboard.language.words import BRAND, titled
from dashboard.theme.assets import plotly_config, text
from dashboard.view.view import View

_LAND = "world_110m"  # what maps are drawn on


def deck_html(view: View, site: str, made_on: dt.date) -> str:
    """The deck that the address of `view` names, as the text of one HTML file; links lead to `site`, if known."""
    deck = presentation(view.pinned())
    view, slides = deck.view, slides_of(deck.view, deck.items)
    document = Document(
        lang=view.lang,
        title=titled(deck.title),
        description=view.cover(deck.title, compared=False),
        payload=_payload(view, slides, site),
        kind="document deck",
        body=document_html(_body(view, deck.title, slides, front.origin(view, site, made_on)), site),
    )
    styles = [fonts(), text("deck-file.css"), at_the_foot(f"{BRAND} · {view.source()}")]
    return html_file(document, styles, [text("plotly.js"), text("sheets.js")])


def deck_pptx(view: View, site: str, made_on: dt.date) -> bytes:
    """The deck that the address of `view` names, as a PowerPoint file; links lead to `site`, if known."""
    deck = presentation(view.pinned())
    view, slides = deck.view, slides_of(deck.view, deck.items)
    return slides_pptx(view, deck.title, slides, view.href("present", deck=view.chosen.deck), site, made_on)


def _body(view: View, title: str, slides: Sequence[Slide], about: list[front.Fact]) -> list[Node]:
    words = view.words
    facts = [
        (words("As of"), view.meeting_day(view.selection.asof.isoformat(), view.asof)),
        *front.choice(view),
        *about,
    ]
    names = [slide.headline or slide.title for slide in slides]
    sheets = [el("section", id=front.place(n), className="sheet") for n in range(1, len(slides) + 1)]
    nothing = None if slides else el("p", words("This presentation has no slides."), className="empty")
    heading = el("h1", title, className="document-title")
    return [
        front.front(view, " · ".join([BRAND, words("Presentation")]), heading, facts),
        el("main", front.contents(words, names), nothing, *sheets),
        front.end(view),
    ]


def _payload(view: View, slides: Sequence[Slide], site: str) -> dict[str, Any]:
    """What assets/js/sheets.js draws."""
    link = view.words("Open the live page")
    sheets = [
        slide_data(slide) | {"links": [{"text": link, "href": f"{site}{slide.href}"}] if site else []}
        for slide in slides
    ]
    config = plotly_config(view.root, view.lang) | {"topojsonURL": ""}  # the land is in the file
    has_map = any("geo" in slide.figure.get("layout", {}) for slide in slides)
    land = {_LAND: text(f"un/{_LAND}.json")} if has_map else {}
    return {"slides": sheets, "options": options(view.words, config), "land": land}
