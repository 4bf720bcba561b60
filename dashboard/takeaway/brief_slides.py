"""The brief as slides: its sentences, then every section of the page with all of its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.cards import chosen_in_words, source
from dashboard.components.tree import outermost, text
from dashboard.decks.deck import FINDINGS
from dashboard.exports.slide import Slide
from dashboard.language.words import Words
from dashboard.pages import brief, brief_rows
from dashboard.view.view import View


def brief_slides(view: View) -> list[Slide]:
    """What the page shows, in its order and its words."""
    words, question = view.words, FINDINGS["brief"].title
    base = Slide(
        name="brief",
        title=words(question),
        headline=brief.headline(view),
        subtitle=_subtitle(view),
        source=source(view),
        href=view.href("brief"),
    )
    first = replace(base, points=[text(sentence) for sentence in brief.sentences(view)])
    return [first, *(_section(base, section, words) for section in outermost(brief_rows.rows(view), html.Section))]


def _subtitle(view: View) -> str:
    words, n = view.words, view.selection.commitments
    counted = words.plural("{n} commitment", "{n} commitments", n)
    compared = [words("Compared with {since}", since=view.since)] if view.since else []
    return " · ".join([*compared, *chosen_in_words(view), counted])


def _section(base: Slide, section: Component, words: Words) -> Slide:
    heading, *parts = section.children
    table = [[text(cell).strip() for cell in row.children] for row in outermost(parts, html.Tr)]
    columns, *rows = table or [[]]
    told = list(_told(parts, words))
    return replace(base, title=text(heading), headline="", points=[] if rows else told, columns=columns, rows=rows,
                   note=" ".join(told) if rows else "")  # fmt: skip


def _told(parts: list[Any], words: Words) -> Iterator[str]:
    """The paragraphs beside a table; one under a heading of its own together with it."""
    heading = ""
    for part in parts:
        if isinstance(part, html.H3):
            heading = text(part)
        elif isinstance(part, html.P) and not isinstance(part.children, html.A):  # no way to elsewhere
            told = " ".join(text(part).split())
            yield words("{name}: {text}", name=heading, text=told) if heading else told
            heading = ""
