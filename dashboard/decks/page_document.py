"""A page as one HTML file: a cover, what is in it, its sentences, its charts as tables and every table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.blocks import Actions, Block, Card, Chart, Control, Form, Header, Sentences, leaves
from dashboard.charts.registry import numbers
from dashboard.components.elements import Element, Node, el
from dashboard.components.html import document_html
from dashboard.components.notices import notices
from dashboard.components.screen import screen
from dashboard.decks import front
from dashboard.exports.document import Document
from dashboard.exports.html_file import at_the_foot, html_file
from dashboard.exports.inline import fonts
from dashboard.language.words import BRAND, titled
from dashboard.theme.assets import text
from dashboard.view.view import View

_LIVE = (Control, Actions, Form)
"""What only a running page can do."""


def page_document(view: View, title: str, cover: str, blocks: Sequence[Block], site: str, made_on: dt.date) -> str:
    """A page of a pinned view as the text of one HTML file; its links lead to `site`, where that is known."""
    document = Document(
        lang=view.lang,
        title=titled(title),
        description=cover,
        kind="document",
        body=document_html(_body(view, title, blocks, front.origin(view, site, made_on)), site),
    )
    return html_file(document, [fonts(), text("page-file.css"), at_the_foot(f"{BRAND} · {view.source()}")])


def _body(view: View, title: str, blocks: Iterable[Block], about: list[front.Fact]) -> list[Node]:
    shown = [_on_paper(view, block) for block in leaves(view, blocks, whole=(Card,)) if not isinstance(block, _LIVE)]
    top = [block for block in shown if isinstance(block, Header | Sentences)]
    rest = [block for block in shown if not isinstance(block, Header | Sentences)]
    sections, names = _numbered(screen(view, rest))
    cards = el("div", *sections, className="cards")
    main = el("main", *notices(view), *screen(view, top), front.contents(view.words, names), cards)
    heading = el("p", title, className="document-title")
    cover = front.front(view, BRAND, heading, [*front.days(view), *front.choice(view), *about])
    return [cover, replace(main, props={"className": "brief"}), front.end(view)]


def _on_paper(view: View, block: Block) -> Block:
    """A chart is the table of its numbers; a header has no way to be presented."""
    if isinstance(block, Chart):
        return numbers(view, block.name)
    return replace(block, actions=()) if isinstance(block, Header) else block


def _numbered(nodes: list[Node]) -> tuple[list[Node], list[str]]:
    """The sections, each with the id to which its line among the contents leads, and their names."""
    names: list[str] = []
    sections: list[Node] = []
    for node in nodes:
        heading = _heading(node)
        if heading is None:
            sections.append(node)
            continue
        names.append(str(heading.children[0]))
        named = replace(heading, props={**heading.props, "id": front.place(len(names))})
        sections.append(replace(node, children=tuple(named if part is heading else part for part in node.children)))
    return sections, names


def _heading(node: Node) -> Element | None:
    if not isinstance(node, Element):
        return None
    return next((part for part in node.children if isinstance(part, Element) and part.tag == "h2"), None)
