"""The form of a row: what each field means and holds, where the row came from, and the ways to send or remove it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import addresses, rows
from dashboard.editing.addresses import PATH
from dashboard.editing.forms import FIELD, RowForm
from dashboard.view.view import View

_EDIT = N_("Edit the data")
Fault = tuple[Mapping[str, Any], str]
"""A finding of the loader, and its sentence in the reader's language."""


def trail(view: View, table: str) -> list[b.Link]:
    """The pages above the form of a row."""
    name = rows.title(view, table)
    return [b.Link(view.words(_EDIT), view.href(PATH)), b.Link(name, view.href(f"{PATH}/{table}"))]


def exists(view: View) -> bool:
    """There is such a row."""
    address = addresses.read(view.item)
    return bool(address and rows.stored(view, *address))


def form(
    view: View, item: str, csrf: str, typed: Mapping[str, str] | None = None, faults: Sequence[Fault] = ()
) -> Sequence[b.Block]:
    """The form of a row, or of a new one; with what was typed, and what the loader found wrong with it."""
    address = addresses.read(item)
    row = RowForm(view, item.partition("/")[0], address[1] if address else (), typed or {})
    return _page(row, csrf, faults) if row.exists else _of_none(view, row.table)


def _of_none(view: View, table: str) -> Sequence[b.Block]:
    """Others removed the row meanwhile."""
    text = view.words("This row is no longer there: somebody else removed it.")
    return [b.Header(view.words(_EDIT), text, trail=trail(view, table))]


def _page(row: RowForm, csrf: str, faults: Sequence[Fault]) -> Sequence[b.Block]:
    view, table, words = row.view, row.table, row.view.words
    name = rows.called(view, table, row.stored) if row.key else words("A new row")
    lede = words("What you change is checked and shown to you first. Nothing changes before you publish.")
    header = b.Header(name, lede, trail=trail(view, table), lang="" if not row.key else "en")
    hidden = _hidden(row)
    fields = _fields(row, faults)
    sent = b.Field("submit", "", words("Check the changes"), value="send strong")
    whole = b.Form(view.href(f"{PATH}/{table}"), csrf, [*hidden, *fields, sent], "posted entries")
    card = b.Card("", [whole, b.Paragraph("", "load-alert")])
    return [header, *_faults(view, faults), card, *_about(row), *_removal(row, csrf)]


def _hidden(row: RowForm) -> list[b.Field]:
    """Of which row the form is, and of which version."""
    values = {"key": json.dumps([*row.key]), "version": str(row.view.snapshot.version.number)}
    return [b.Field("hidden", name, value=value) for name, value in values.items()]


def _fields(row: RowForm, faults: Sequence[Fault]) -> list[b.Field]:
    """A control a column, with its meaning and what is wrong with it."""
    wrong: dict[str, list[str]] = {}
    for finding, sentence in faults:
        wrong.setdefault(finding["column"], []).append(sentence)
    return [
        b.Field(
            control.kind,
            FIELD + control.column.name,
            rows.header(row.view, row.table, control.column.name),
            control.text,
            tuple(control.options.items()),
            required=control.is_required,
            note=control.help,
            fault=" ".join(wrong.get(control.column.name, [])),
        )
        for control in row.controls
    ]


def _faults(view: View, faults: Sequence[Fault]) -> list[b.Block]:
    """All that the loader found, also what is of no single field."""
    if not faults:
        return []
    return [b.Card(view.words("Faults"), [b.Items([*dict.fromkeys(sentence for _, sentence in faults)])])]


def _about(row: RowForm) -> list[b.Block]:
    """Where the row came from."""
    view, words = row.view, row.view.words
    record = view.records.row(view.snapshot, row.table, row.key) if row.key else None
    if record is None:
        return []
    source = view.records.source(record)
    where = words(
        "Row {row} of {file}, loaded with data version {version} on {date}.", row=str(source.row), file=source.file,
        version=source.version, date=words.date(source.published_at.date().isoformat()),
    )  # fmt: skip
    return [b.Card(words("Where this comes from"), [b.Paragraph(where)])]


def _removal(row: RowForm, csrf: str) -> list[b.Block]:
    """The way to take the row out."""
    if not row.key:
        return []
    words = row.view.words
    note = words("The row goes when you publish, and not before. It can be brought back.")
    button = b.Field("submit", "", words("Remove this row"), value="send")
    away = b.Form(row.view.href(f"{PATH}/{row.table}/remove"), csrf, [*_hidden(row), button])
    return [b.Card(words("Remove"), [b.Paragraph(note), away])]
