"""Text and values as elements: links, chips, terms, lists, marks of commitments, spans of time; and forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.components.elements import Element, Node, el, link
from dashboard.language.words import Words
from dashboard.view import text as write

_STYLES: dict[str, tuple[str, str | None]] = {
    "strong": ("strong", None),
    "code": ("code", None),
    "line": ("div", None),
    "paragraph": ("p", None),
}
"""The element and class of a style, where it is more than a span of that class; `line organisation` is a div of one."""

_LINES = 4  # of a text of several lines, as it is at first
_ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods"


def inline(node: b.Text, words: Words) -> Node:
    """A text or value as it stands in a line."""
    if isinstance(node, str):
        return node
    if isinstance(node, Sequence):
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


def _text_field(field: b.Field, label: Node) -> Element:
    box = el("input", type="text", name=field.name, defaultValue=field.value, maxLength=field.longest, required=True)
    return el("label", el("span", label), " ", box, className="line-of-text")


def _entry(field: b.Field, label: Node) -> Element:
    """A line, several lines, a day, or one of several values; may be left empty where it is not required."""
    own: dict[str, Any] = {"name": field.name, "required": field.required or None}
    own["aria-invalid"] = "true" if field.fault else None
    offered: Element | None = None
    if field.kind == "lines":
        box = el("textarea", defaultValue=field.value, rows=_LINES, maxLength=field.longest or None, **own)
    elif field.kind == "pick":
        options = [el("option", text, value=value) for value, text in [("", "–"), *field.options]]
        box = el("select", *options, defaultValue=field.value, **own)
    elif field.kind == "day":
        box = el("input", type="date", defaultValue=field.value, **own)
    else:
        own |= {"maxLength": field.longest or None, "list": f"{field.name}-offered" if field.options else None}
        box = el("input", type="text", defaultValue=field.value, autoComplete="off" if field.options else None, **own)
    if field.kind == "line" and field.options:
        texts = [el("option", value=text) for _, text in field.options]
        offered = el("datalist", *texts, id=f"{field.name}-offered")
    return el("label", el("span", label), " ", box, offered, *_notes(field), className=f"line-of-text {field.kind}")


_LINES = 4  # of a box for several lines, to begin with


def _notes(field: b.Field) -> list[Element]:
    """What is to be known of a field, and what is wrong with it."""
    fault = [el("span", field.fault, className="fault")] if field.fault else []
    return [*fault, *([el("span", field.note, className="note")] if field.note else [])]


def _many(field: b.Field, label: Node) -> Element:
    """Any number of several values: `value` holds those that are ticked, a line each."""
    chosen = field.value.split("\n")
    boxes = [
        el(
            "label",
            el("input", type="checkbox", name=field.name, value=value, defaultChecked=value in chosen or None),
            " ",
            el("span", text),
            className="tick",
        )
        for value, text in field.options
    ]
    none = el("input", type="hidden", name=field.name, value="")  # so that none is sent, too
    ticks = el("div", *boxes, className="many-values")
    return el("fieldset", el("legend", label), none, ticks, *_notes(field), className="one-of many")


def _tick(field: b.Field, label: Node) -> Element:
    more = {"required": field.required or None, "form": field.form or None}
    box = el("input", type="checkbox", name=field.name, value="yes", **more)
    return el("label", box, " ", el("span", label), className="tick")


def _row(field: b.Field, label: Node) -> Element:
    """A row of a table that can be ticked for a form elsewhere."""
    box = el("input", type="checkbox", name=field.name, value=field.value, form=field.form or None)
    return el("label", box, " ", el("span", label), className="tick")


def _copy(field: b.Field, label: Node) -> Element:
    """A text to be copied."""
    rows = min(max(field.value.count("\n") + 2, 6), 24)
    box = el("textarea", readOnly=True, rows=rows, defaultValue=field.value)
    return el("label", el("span", label, className="visually-hidden"), box, className="text-to-copy")


def _choice(field: b.Field, label: Node) -> Element:
    """One of several values; none at first when the value is none of them."""
    options = [el("option", text, value=value) for value, text in [("", "–"), *field.options]]
    select = el("select", *options, name=field.name, defaultValue=field.value, required=True)
    return el("label", el("span", label), " ", select, className="choice-of-one")


def _one(field: b.Field, label: Node) -> Element:
    """A question and its answers, all of them to see."""
    options = [_radio(field, value, text) for value, text in field.options]
    note = el("span", field.note, className="note") if field.note else None
    return el("fieldset", el("legend", label), note, *options, className="one-of")


def _radio(field: b.Field, value: str, text: Node) -> Element:
    chosen = {"defaultChecked": value == field.value or None, "form": field.form or None}
    box = el("input", type="radio", name=field.name, value=value, required=field.required or None, **chosen)
    return el("label", box, " ", el("span", text), className="tick")


def _option(field: b.Field, label: Node) -> Element:
    """One of the options of a question whose other options stand in other cells."""
    return _radio(field, field.options[0][0], label)


def _files(field: b.Field, label: Node) -> Element:
    """A choice of files, on which files may be dropped."""
    box = el("input", type="file", name=field.name, multiple=True, required=True, accept=_ACCEPTED)
    note = el("span", field.note, className="note")
    return el("label", el("span", label, className="drop-label"), box, note, className="drop")


def _under(field: b.Field, label: Node, box: Element) -> Element:
    """A field under its label and what has to be known of it."""
    note = el("span", field.note, className="note") if field.note else None
    return el("label", el("span", label, className="asked-for"), note, box, className="field")


def _sentence(field: b.Field, label: Node) -> Element:
    """A text of a line or two."""
    box = el("textarea", name=field.name, defaultValue=field.value, rows=2, maxLength=field.longest or None)
    return _under(field, label, box)


def _typed(kind: str) -> Callable[[b.Field, Node], Element]:
    """A box of a kind that browsers know."""

    def typed(field: b.Field, label: Node) -> Element:
        longest = field.longest if kind != "date" else 0
        own: dict[str, Any] = {"maxLength": longest or None, "required": field.required or None}
        return _under(field, label, el("input", type=kind, name=field.name, defaultValue=field.value, **own))

    return typed


def _file(field: b.Field, label: Node) -> Element:
    """A choice of one file."""
    return _under(field, label, el("input", type="file", name=field.name, accept=field.value))


def _submit(field: b.Field, label: Node) -> Element:
    """What sends the form; `value` is the style of the button, and of several an option says which was pressed."""
    pressed = {"name": field.name, "value": field.options[0][0]} if field.options else {}
    style, spoken = field.value or "send", field.note or None
    return el("button", label, type="submit", className=style, aria_label=spoken, form=field.form or None, **pressed)


_FIELDS: dict[str, Callable[[b.Field, Node], Element]] = {
    "hidden": lambda field, _: el("input", type="hidden", name=field.name, value=field.value),
    "text": _text_field,
    **dict.fromkeys(("line", "lines", "day", "pick"), _entry),
    "many": _many,
    "tick": _tick,
    "row": _row,
    "copy": _copy,
    "choice": _choice,
    "one": _one,
    "option": _option,
    "files": _files,
    "sentence": _sentence,
    "date": _typed("date"),
    "address": _typed("url"),
    "file": _file,
    "submit": _submit,
}

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
    b.Form: _form,
    b.Field: lambda node, words: _FIELDS[node.kind](node, inline(node.label, words)),
    b.Count: _linked(write.count),
    b.Share: _linked(write.share),
    b.Points: write.points,
    b.Day: lambda value, words: write.day(value, words) if value.text else _unknown(words("not known")),
    b.Unknown: lambda value, words: _unknown(write.unknown(value, words)),
}
