"""Fields of forms as elements, each with its label and what is to be known of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard import blocks as b
from dashboard.components.elements import Element, Node, el

_ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods"
_LINES = 4  # of a box for several lines, to begin with


def field(of: b.Field, label: Node) -> Element:
    """A field under its label."""
    return _FIELDS[of.kind](of, label)


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
