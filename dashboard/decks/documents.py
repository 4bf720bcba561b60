"""A deck and a page as one HTML file: a cover, what is in it, every slide or block of it, and the source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dashboard import blocks as b
from dashboard.charts.registry import numbers
from dashboard.components import ids
from dashboard.components.elements import Element, Node, el
from dashboard.components.html import document_html
from dashboard.components.notices import notices
from dashboard.components.screen import screen
from dashboard.decks import player
from dashboard.decks.deck import presentation, slides_of
from dashboard.exports.document import Document, drawn_with, html_file
from dashboard.exports.pptx import slides_pptx
from dashboard.theme.assets import text
from dashboard.view.view import View

_LIVE = (b.Control, b.Actions, b.Form)
"""What only a running page can do."""
_LAND = "world_110m"  # what maps are drawn on

Fact = tuple[b.Text, b.Text]


def deck_html(view: View, site: str, made_on: dt.date) -> str:
    """The player with the deck that the address of `view` names, as the text of one HTML file, which needs no network.

    Its links lead to `site`, if known; on paper it is a cover, what is in it, and every slide.
    """
    pinned = view.pinned()
    shown = player.payload(pinned, site)
    view, deck = presentation(pinned)
    words, slides = view.words, [entry["slide"] for entry in shown["slides"]]
    document = Document(
        lang=view.lang,
        title=view.titled(deck.title),
        description=view.cover(deck.title, compared=False),
        payload=_payload(view, shown, slides),
        kind="player",
    )
    kind, heading = " · ".join([view.brand, words("Presentation")]), el("h1", deck.title, className="document-title")
    cover = _cover(view, kind, heading, [_as_of(view), *_choice(view), *_origin(view, site, made_on)])
    nothing = None if slides else el("p", words("This presentation has no slides."), className="empty")
    sheets = [el("section", id=_place(n), className="sheet") for n in range(1, len(slides) + 1)]
    contents = _contents(view, [slide["headline"] or slide["title"] for slide in slides])
    stage = el("main", id=ids.MAIN, tabIndex="-1")
    body = [stage, el("div", cover, contents, nothing, *sheets, *_end(view), className="document deck sheets")]
    scripts = [*drawn_with(maps=_has_map(slides)), "player.js"]
    return _file(view, document, body, site, "deck-file.css", scripts)


def deck_pptx(view: View, site: str, made_on: dt.date) -> bytes:
    """The deck that the address of `view` names, as a PowerPoint file; links lead to `site`, if known."""
    view, deck = presentation(view.pinned())
    slides = slides_of(view, deck.items)
    return slides_pptx(view, deck.title, slides, view.href("present", deck=view.chosen.deck), site, made_on)


def page_document(view: View, title: str, cover: str, blocks: Sequence[b.Block], site: str, made_on: dt.date) -> str:
    """A page of a pinned view as the text of one HTML file; its links lead to `site`, where that is known."""
    document = Document(lang=view.lang, title=view.titled(title), description=cover, kind="document")
    heading = el("p", title, className="document-title")
    since = view.compared_with or view.words("nothing earlier")
    days = [_as_of(view), (view.words("Compared with"), since)]
    front = _cover(view, view.brand, heading, [*days, *_choice(view), *_origin(view, site, made_on)])
    return _file(view, document, [front, _main(view, blocks), *_end(view)], site, "page-file.css")


def _file(view: View, document: Document, body: list[Node], site: str, style: str, scripts: Sequence[str] = ()) -> str:
    """The document around its body."""
    document = replace(document, body=document_html(body, site))
    return html_file(document, style, f"{view.brand} · {view.source()}", scripts)


def _end(view: View) -> list[Node]:
    """The licence and the source."""
    return [el("footer", el("p", view.licence), el("p", view.source()))]


def _payload(view: View, shown: dict[str, Any], slides: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the player needs, the slides and the land of their maps among it: it asks nobody."""
    drawing = player.settings(view)
    drawing["config"] |= {"topojsonURL": ""}  # the land is in the file
    land = {_LAND: text(f"un/{_LAND}.json")} if _has_map(slides) else {}
    return drawing | {"deck": shown, "land": land, "live": view.words("Open the live page"), "every": 0}


def _has_map(slides: Iterable[dict[str, Any]]) -> bool:
    return any("geo" in slide["figure"].get("layout", {}) for slide in slides)


def _cover(view: View, kind: str, heading: Element, facts: Sequence[Fact]) -> Element:
    """What kind of document it is, its title, and the facts about it."""
    shown = screen(view, [b.Facts(facts)])
    return el("header", el("p", kind, className="brand"), heading, *shown, className="document-cover")


def _as_of(view: View) -> Fact:
    return view.words("As of"), view.meeting_day(view.selection.asof.isoformat(), view.asof)


def _choice(view: View) -> list[Fact]:
    """Under which filters, of how many commitments."""
    words, filters = view.words, view.chosen_in_words()
    chosen = b.Items(filters) if filters else words("None chosen")
    return [(words("Filters"), chosen), (words("Commitments"), view.summary())]


def _origin(view: View, site: str, made_on: dt.date) -> list[Fact]:
    """Which data, made when, and where the same is seen live."""
    words, address = view.words, f"{site}{view.href()}"
    return [
        (words("Data"), words("Data version {version}", version=view.snapshot.version.number)),
        (words("Made on"), words.date(made_on.isoformat())),
        *([(words("Live"), b.Link(address, address, "document"))] if site else []),
    ]


def _contents(view: View, names: Sequence[str]) -> Element | None:
    """The names of the sections, each leading to the one with its number."""
    lines = [el("li", el("a", name, href=f"#{_place(n)}")) for n, name in enumerate(names, start=1)]
    name = view.words("Contents")
    return el("nav", el("h2", name), el("ol", *lines), className="contents", aria_label=name) if lines else None


def _place(n: int) -> str:
    """The id of the section with number `n`."""
    return f"section-{n}"


def _main(view: View, blocks: Iterable[b.Block]) -> Element:
    """What a page says: what stands at its top, what is in it, its sentences, its charts as tables and every table."""
    top: list[b.Block] = []
    rest: list[b.Block] = []
    for block in b.leaves(view, blocks, whole=(b.Card,)):
        if isinstance(block, b.Header):
            top.append(replace(block, actions=()))
        elif isinstance(block, b.Sentences):
            top.append(block)
        elif not isinstance(block, _LIVE):
            rest.append(numbers(view, block.name) if isinstance(block, b.Chart) else block)
    sections, names = _numbered(screen(view, rest))
    cards = el("div", *sections, className="cards")
    return el("main", *notices(view), *screen(view, top), _contents(view, names), cards, className="brief")


def _numbered(nodes: list[Node]) -> tuple[list[Node], list[str]]:
    """The sections, each with the id to which its line among the contents leads, and their names."""
    names: list[str] = []
    sections: list[Node] = []
    for node in nodes:
        parts = node.children if isinstance(node, Element) else ()
        heading = next((part for part in parts if isinstance(part, Element) and part.tag == "h2"), None)
        if heading is None:
            sections.append(node)
            continue
        names.append(str(heading.children[0]))
        named = replace(heading, props={**heading.props, "id": _place(len(names))})
        sections.append(replace(node, children=tuple(named if part is heading else part for part in parts)))
    return sections, names
