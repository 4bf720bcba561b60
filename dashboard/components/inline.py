"""Text and values as elements: links, chips, terms, lists, marks of commitments, spans of time; and forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard import blocks as b
from dashboard.components.elements import Element, Node, el, link
from dashboard.components.fields import field
from dashboard.language.words import Words
from dashboard.view import text as write

_STYLES: dict[str, tuple[str, str | None]] = {
    "strong": ("strong", None),
    "code": ("code", None),
    "line": ("div", None),
    "paragraph": ("p", None),
}
"""The element and class of a style, where it is more than a span of that class; `line organisation` is a div of one."""


def inline(node: b.Text, words: Words) -> Node:
    """A text or value as it stands in a line."""
    if isinstance(node, str):
        return node
    if isinstance(node, (list, tuple)):
        return [inline(part, words) for part in node]
    return _MAKE[type(node)](node, words)


def anchor(node: b.Link, words: Words) -> Element:
    """A link; one to a page is followed without loading the document again (assets/js, class `inside`)."""
    text, label = inline(node.text, words), node.label or None
    data = {f"data-{name}": value for name, value in node.data.items()} | {"hidden": node.hidden or None}
    if node.to == "button":
        return el("button", text, type="button", className=node.style or None, aria_label=label, **data)
    inside = "inside" if node.to == "page" else ""
    return el(
        "a",
        text,
        href=node.href,
        className=f"{inside} {node.style}".strip() or None,
        title=node.title or None,
        aria_label=label,
        aria_current="true" if node.current else None,
        download=node.to == "file" or None,
        **data,
    )


def _styled(node: b.Styled, words: Words) -> Element:
    first, _, more = node.style.partition(" ")
    tag, name = _STYLES.get(first, ("span", first))
    given = {"className": more or name or None, "title": node.title or None, "lang": node.lang or None}
    return el(tag, inline(node.text, words), **given)


def _names(node: b.Names, words: Words) -> Node:
    if all(isinstance(item, str) for item in node.items):
        return " · ".join(map(str, node.items))
    return [part for item in node.items for part in (" · ", inline(item, words))][1:]


def items(node: b.Items, words: Words) -> Element:
    """A list; one with a label is a way to go."""
    rows = [el("li", inline(item, words)) for item in node.items]
    own = el("ol" if node.ordered else "ul", *rows, className=node.style or None)
    return el("nav", own, aria_label=node.label) if node.label else own


def _fold(node: b.Fold, words: Words) -> Element:
    return el("details", el("summary", inline(node.summary, words)), inline(node.items, words))


def _tiles(node: b.Tiles, _: Words) -> Element:
    """The marks, in words for those who do not see them."""
    drawn = [tile(f"level-{state}", openness) for state, openness in node.tiles]
    if node.href:
        return el("a", *drawn, href=node.href, className="inside marks", title=node.label, aria_label=node.label)
    return el("span", el("span", *drawn, className="marks"), el("span", node.label, className="visually-hidden"))


def tile(ground: str, openness: str) -> Element:
    """One mark; signs differ by shape, so that they are told apart without colour, on any ground."""
    return el("span", className=f"tile {ground} opened-{openness or 'unknown'}".replace("  ", " "), aria_hidden="true")


def _place(day: int, axis: tuple[int, int]) -> float:
    """A day, in per cent of an axis; what lies beyond it is its edge."""
    first, last = axis
    return 100 * (min(max(day, first), last) - first) / (last - first)


def _span(node: b.Span, _: Words) -> Element:
    """A bar with the as-of day as a line; the dates beside it say the same, so that it is not spoken."""
    left = _place(node.axis[0] if node.start is None else node.start, node.axis)
    right = _place(node.axis[1] if node.end is None else node.end, node.axis)
    ends = {"open-left": node.start is None, "open-right": node.end is None}
    classes = " ".join(["span-bar", node.kind, *(name for name, is_open in ends.items() if is_open)])
    # A day is less than a hair's breadth of ten years, and still to be seen.
    width = {"left": f"{left:.2f}%", "width": f"max(3px, {right - left:.2f}%)"}
    today = {"left": f"{_place(node.today, node.axis):.2f}%"}
    marks = el("span", style=width, className=classes), el("span", style=today, className="today")
    return el("div", *marks, className="span-track", aria_hidden="true")


def _axis(node: b.Axis, _: Words) -> Node:
    years = [el("span", text, style={"left": f"{_place(day, node.days):.2f}%"}) for day, text in node.ticks]
    return [
        el("span", node.label, className="visually-hidden"),
        el("div", *years, className="span-axis", aria_hidden="true"),
    ]


def _bar(node: b.Bar, _: Words) -> Element:
    """A small bar; the numbers beside it say the same, so that it is not spoken."""
    parts = [el("span", style={"width": f"{100 * n / node.of:.2f}%"}, className=kind) for n, kind in node.parts if n]
    return el("span", *parts, className="small-bar", aria_hidden="true")


def _moments(node: b.Moments, _: Words) -> Element:
    """Marks on a line of time, as wide as they lasted; the list beside it says the same."""
    marks = [
        el("span", style={"left": f"{(at := _place(first, node.axis)):.2f}%",
                          "width": f"max(7px, {_place(last, node.axis) - at:.2f}%)"}, className=f"moment {kind}")
        for first, last, kind in node.spans
    ]  # fmt: skip
    today = el("span", style={"left": f"{_place(node.today, node.axis):.2f}%"}, className="today")
    return el("div", *marks, today, className="span-track moments", aria_hidden="true")


def _linked(write_: Callable[[Any, Words], str]) -> Callable[[Any, Words], Node]:
    """A value with the way to its rows, where there are any."""

    def linked(value: Any, words: Words) -> Node:
        text = write_(value, words)
        return link(text, value.href) if value.href else text

    return linked


def _unknown(text: str) -> Element:
    return el("span", text, className="unknown")


def _form(node: b.Form, words: Words) -> Element:
    """A form of plain elements: it is sent as it stands, by the page's script or by the browser itself."""
    parts = [inline(part, words) for part in node.parts]
    token = el("input", type="hidden", name="csrf_token", value=node.token)
    sent = {"action": node.action, "method": "post", "encType": "multipart/form-data"}
    if not node.token:
        return el("form", *parts, action=node.action, method="get", className=node.style or None, id=node.id or None)
    return el("form", token, *parts, **sent, className=node.style or None, id=node.id or None)


_MAKE: dict[type, Callable[[Any, Words], Node]] = {
    b.Link: anchor,
    b.Styled: _styled,
    b.Chip: lambda node, _: el("span", node.text, className=f"chip {node.kind}"),
    b.Term: lambda node, _: el("abbr", node.text, title=node.meaning, className="definition"),
    b.Break: lambda _, __: el("br"),
    b.Names: _names,
    b.Items: items,
    b.Fold: _fold,
    b.Tiles: _tiles,
    b.Span: _span,
    b.Axis: _axis,
    b.QrCode: lambda node, _: el("img", src=node.src, alt=node.label, className="qr-code"),
    b.Bar: _bar,
    b.Moments: _moments,
    b.Form: _form,
    b.Field: lambda node, words: field(node, inline(node.label, words)),
    b.Count: _linked(write.count),
    b.Share: _linked(write.share),
    b.Points: write.points,
    b.Day: lambda value, words: write.day(value, words) if value.text else _unknown(words("not known")),
    b.Unknown: lambda value, words: _unknown(write.unknown(value, words)),
}
