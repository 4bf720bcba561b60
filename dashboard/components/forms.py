"""Forms of plain elements: what is in them is sent as it stands, by the page's script or by the browser itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.blocks import Field, Form, Text
from dashboard.components.elements import Element, Node, el
from dashboard.language.words import Words

Write = Callable[[Text, Words], Node]
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm"


def form(block: Form, words: Words, write: Write) -> Element:
    """A form; `write` makes the elements of a text."""
    parts = [
        _FIELDS[part.kind](part, words, write) if isinstance(part, Field) else write(part, words)
        for part in block.parts
    ]
    token = el("input", type="hidden", name="csrf_token", value=block.token)
    return el(
        "form",
        token,
        *parts,
        action=block.action,
        method="post",
        encType="multipart/form-data",
        className=block.style or None,
    )


def _hidden(field: Field, _: Words, __: Write) -> Element:
    return el("input", type="hidden", name=field.name, value=field.value)


def _text(field: Field, words: Words, write: Write) -> Element:
    box = el("input", type="text", name=field.name, defaultValue=field.value, maxLength=field.longest, required=True)
    return el("label", el("span", write(field.label, words)), " ", box, className="line-of-text")


def _tick(field: Field, words: Words, write: Write) -> Element:
    box = el("input", type="checkbox", name=field.name, value="yes", required=field.required or None)
    return el("label", box, " ", el("span", write(field.label, words)), className="tick")


def _choice(field: Field, words: Words, write: Write) -> Element:
    """One of several values; none at first when the value is none of them."""
    options = [el("option", text, value=value) for value, text in field.options]
    none = el("option", "–", value="")
    select = el("select", none, *options, name=field.name, defaultValue=field.value, required=True)
    return el("label", el("span", write(field.label, words)), " ", select, className="choice-of-one")


def _files(field: Field, words: Words, write: Write) -> Element:
    """A choice of files, on which files may be dropped."""
    box = el("input", type="file", name=field.name, multiple=True, required=True, accept=ACCEPTED)
    label, note = (
        el("span", write(field.label, words), className="drop-label"),
        el("span", field.note, className="note"),
    )
    return el("label", label, box, note, className="drop")


def _submit(field: Field, words: Words, write: Write) -> Element:
    """What sends the form; `value` is the style of the button."""
    return el("button", write(field.label, words), type="submit", className=field.value or "send",
              aria_label=field.note or None)  # fmt: skip


_FIELDS: dict[str, Callable[[Field, Words, Write], Any]] = {
    "hidden": _hidden,
    "text": _text,
    "tick": _tick,
    "choice": _choice,
    "files": _files,
    "submit": _submit,
}
