"""Blocks as the elements of a page on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dash import html

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.components import ids
from dashboard.components.chart_card import card
from dashboard.components.controls import CONTROLS
from dashboard.components.elements import Element, Node, el, fold_toggle
from dashboard.components.inline import anchor, items, tile
from dashboard.components.inline import inline as text
from dashboard.components.tables import table
from dashboard.view.columns import openness_text
from dashboard.view.faults import NOT_MADE, attempt
from dashboard.view.view import View

_PARAGRAPHS = {"note": "card-note", "subtitle": "card-subtitle", "notice": "told"}
_ROLES = {"status": "status", "alert": "alert", "load-alert": "alert"}
"""The role of a paragraph of this style."""


def screen(view: View, blocks: Iterable[b.Block]) -> list[Node]:
    """The elements of blocks, in their order."""
    return [_MAKE[type(block)](view, block) for block in blocks]


def part(view: View, block: b.Part) -> list[Node]:
    """What a part shows now."""
    return screen(view, b.listed(block.make(view)))


def _part(view: View, block: b.Part) -> Node:
    return html.Div(part(view, block), id=ids.live(block.name))


def _header(view: View, block: b.Header) -> Node:
    words = view.words
    actions = [anchor(link, words) for link in block.actions]
    lines = (
        el("h1", block.headline, className="headline", lang=block.lang or None),
        el("p", text(block.lede, words), className="lede"),
    )
    figures = [_figure(view, figure) for figure in block.figures]
    reach = el("p", words.sentence(view.recency), className="data-reach") if view.recency else None
    return [
        _trail(view, block),
        el("div", *lines, reach, *actions, className="page-header"),
        el("dl", *figures, className="figures") if figures else None,
    ]


def _trail(view: View, block: b.Header) -> Node:
    """The way back to each page above this one."""
    if not block.trail:
        return None
    steps = [el("li", anchor(link, view.words)) for link in block.trail]
    return el("nav", el("ol", *steps), className="breadcrumb", aria_label=view.words("You are here"))


def _figure(view: View, figure: b.Figure) -> Element:
    words = view.words
    return el(
        "div",
        el("dt", text(figure.name, words)),
        el("dd", text(figure.value, words), className="value"),
        el("dd", text(figure.note, words), className=f"note {figure.tone}".strip()),
        el("dd", text(figure.change, words), className="change") if figure.change else None,
        className="figure",
    )


def _paragraph(view: View, block: b.Paragraph) -> Element:
    classes = " ".join(_PARAGRAPHS.get(one, one) for one in block.style.split())
    role = next((_ROLES[one] for one in block.style.split() if one in _ROLES), None)
    return el("p", text(block.text, view.words), className=classes or None, role=role)


def _heading(view: View, block: b.Heading) -> Element:
    return el(f"h{block.level}", text(block.text, view.words), className=block.style or None)


def _sentences(view: View, block: b.Sentences) -> Element:
    return el("ol", *(el("li", text(item, view.words)) for item in block.items), className="sentences")


def _facts(view: View, block: b.Facts) -> Element:
    words = view.words
    rows = [
        el("div", el("dt", text(name, words)), el("dd", text(value or b.Unknown(), words)))
        for name, value in block.pairs
    ]
    return el("dl", *rows, className="facts")


def _table(view: View, block: b.Table) -> Node:
    """A table, whose rows are read now; where that fails, a sentence in its place."""
    if block.only == b.FILES:
        return None

    def failed(text: str) -> Node:
        return _paragraph(view, b.Paragraph(text, "alert alert-warning"))

    return attempt(view, block.name, partial(_with_rows, view, block), NOT_MADE, failed)


def _with_rows(view: View, block: b.Table) -> Node:
    shown = table(view, block) if len(block) or not block.empty else _paragraph(view, b.Paragraph(block.empty))
    if not block.span:
        return shown
    after = [_paragraph(view, b.Paragraph(note, "note")) for note in (block.more, *block.notes) if note]
    is_empty = not len(block) and bool(block.empty)
    return _section(view, replace(block, style=f"{block.style} nothing") if is_empty else block, [shown, *after])


def _section(view: View, block: b.Table | b.Card, inside: list[Node]) -> Element:
    heading = el("h2", block.title) if block.title else None
    subtitle = _paragraph(view, b.Paragraph(block.subtitle, "subtitle")) if block.subtitle else None
    folds = block.folds and bool(block.title)
    classes = " ".join(["card", f"span-{block.span}", *([block.style] if block.style else []), *(["folds"] * folds)])
    known = _data(block.data) if isinstance(block, b.Card) else {"id": block.name}
    known |= {"id": block.id} if block.id else {}
    if folds:  # what is open stays with its title when other cards come and go
        known |= {"key": block.title}
    toggle = fold_toggle(block.title) if folds else None
    return el("section", heading, toggle, subtitle, *inside, className=classes, **known)


def _data(values: Mapping[str, str]) -> dict[str, str]:
    return {f"data-{name}": value for name, value in values.items()}


def _box(view: View, block: b.Section) -> Element:
    """A section with an id takes the focus when its content has changed, and at each turn its fields are new ones."""
    tab = {"id": block.id, "tabIndex": "-1", "key": block.data.get("turn")} if block.id else {}
    return el("div", *screen(view, block.blocks), className=block.style or None, **tab, **_data(block.data))


def _legend(view: View, block: b.Legend) -> Element:
    """What grounds and signs mean."""
    words = view.words
    grounds = [el("li", tile(f"level-{state}", ""), words.code("completion", state)) for state in block.states]
    signs = [el("li", tile("", one), openness_text(one, words)) for one in (*words.codes("openness"), "")]
    return el(
        "div",
        el("p", words("Ground: completion"), className="legend-name"),
        el("ul", *grounds, className="legend"),
        el("p", words("Sign: did it open government"), className="legend-name"),
        el("ul", *signs, className="legend"),
        className="tile-legend",
    )


def _actions(view: View, block: b.Actions) -> Element:
    links = [text(one, view.words) for one in block.links]
    return el("div", *links, className=block.style or "takeaways", role="group" if block.label else None,
              aria_label=block.label or None)  # fmt: skip


def _disclosure(view: View, block: b.Disclosure) -> Element:
    summary = el("summary", text(block.summary, view.words))
    return el("details", summary, *screen(view, block.blocks), open=block.open or None)


def _within(name: Callable[[Any], str]) -> Callable[[View, Any], Element]:
    """A container of a class."""
    return lambda view, block: el("div", *screen(view, block.blocks), className=name(block))


def _progress(view: View, done: int, total: int) -> Element:
    """How far work has come; without a total only that it goes on."""
    known = {"value": str(done), "max": str(total)} if total else {}
    return el("progress", aria_label=view.words("Progress"), **known)


def _deck_slides(view: View, slides: Sequence[Mapping[str, Any]], name: str, messages: Mapping[str, str]) -> Element:
    """The name of a deck that is put together, and its slides, each with what can be done with it and its words."""
    words = view.words
    named = el("input", type="text", defaultValue=name, maxLength=60, data_deck_name=messages["renamed"])
    undo = [
        el("button", words(label), type="button", className="send", disabled=True, data_history=act)
        for act, label in (("undo", N_("Undo the last change")), ("redo", N_("Redo")))
    ]
    head = el(
        "div",
        el("label", el("span", words("Name of the deck"), className="note-label"), named, className="deck-name"),
        el("span", *undo, className="deck-history"),
        className="deck-head",
    )
    listed = el("ol", *(_deck_slide(view, **slide) for slide in slides), className="deck-edited", **_data(messages))
    return el("div", head, listed)


def _deck_slide(view: View, thumbnail: str, handle: str, words: Sequence[Any], **more: Any) -> Element:
    """A slide drawn small, what it is, what can be done with it, and the words on it."""
    dots = el("span", "⠿", aria_hidden="true")
    held = {"className": "action slide-handle", "aria_label": handle, "aria_pressed": "false", "data_act": "grab"}
    acts = [el("button", dots, type="button", **held), text(more["acts"], view.words)]
    kind = el("span", more["kind"], className="slide-kind") if more["kind"] else None
    named = [kind, text(more["title"], view.words)]
    return el(
        "li",
        el("div", className="slide-thumbnail", aria_hidden="true", data_thumbnail=thumbnail),
        el("div", *named, className="slide-name"),
        el("span", *acts, className="slide-acts"),
        el("div", *(_deck_words(**one) for one in words), className="slide-words"),
        **_data(more["data"]),
    )


def _deck_words(key: str, label: str, value: str, most: Mapping[str, Any], data: Mapping[str, str]) -> Element:
    """Words on a slide, or the note beside it, in a box of as many lines."""
    lines, longest = most["lines"], most["longest"]
    limits = {"maxLength": longest, "required": most["required"] or None, "data_word": key, **_data(data)}
    if lines == 1:
        box = el("input", type="text", defaultValue=value, **limits)
    else:
        box = el("textarea", defaultValue=value, rows=min(lines, 3) or 1, data_lines=str(lines), **limits)
    return el("label", el("span", label, className="note-label"), box, className="slide-note")


_NATIVES: dict[str, Callable[..., Element]] = {"progress": _progress, "deck-slides": _deck_slides}
"""The few things that only a screen can show, by the name a block calls them."""

_MAKE: dict[type, Callable[[View, Any], Node]] = {
    b.Header: _header,
    b.Paragraph: _paragraph,
    b.Heading: _heading,
    b.Sentences: _sentences,
    b.Facts: _facts,
    b.Items: lambda view, block: items(block, view.words),
    b.Chart: lambda view, block: card(view, block.name, block.span, folds=block.folds),
    b.Table: _table,
    b.Legend: _legend,
    b.Control: lambda view, block: CONTROLS[block.name](view),
    b.Actions: _actions,
    b.Form: lambda view, block: text(block, view.words),
    b.Card: lambda view, block: _section(view, block, screen(view, block.blocks)),
    b.Disclosure: _disclosure,
    b.Grid: _within(lambda _: "cards"),
    b.Stack: _within(lambda block: f"column span-{block.span}"),
    b.Section: _box,
    b.Part: _part,
    b.Native: lambda view, block: _NATIVES[block.name](view, **block.values),
}
