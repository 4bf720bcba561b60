"""Rows pasted from a spreadsheet into a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import pasted
from dashboard.editing.addresses import PASTE, PATH
from dashboard.language import data_words
from dashboard.pages import edit_row
from dashboard.signin import access
from dashboard.view.view import View

_HEADERS = (
    ("names", N_("The first row names the columns")),
    ("none", N_("There are rows alone, with the columns of the table in their order")),
)


def form(view: View, table: str, typed: Mapping[str, str] | None = None) -> Sequence[b.Block]:
    """A place for rows that were copied in a spreadsheet program."""
    words, before = view.words, typed or {}
    note = words("Copy cells in a spreadsheet program and paste them here. Rows are added or updated; all others stay.")
    removal = words("A column “Remove row” with “yes” in it takes a row out.")
    order = words.listing([data_words.field(words, f"{table}.{name}") for name in pasted.columns(table)])
    choice = tuple((value, words(text)) for value, text in _HEADERS)
    fields = [
        b.Field("lines", "rows", words("Rows"), before.get("rows", ""), longest=pasted.MOST_LETTERS, required=True),
        b.Field("one", "header", words("What the first row is"), before.get("header", "names"), choice,
                note=words("The columns of the table: {columns}.", columns=order)),
        b.Field("submit", "", words("Check"), value="send strong"),
    ]  # fmt: skip
    sent = b.Form(view.href(f"{PATH}/{table}/{PASTE}"), access.csrf_token(), fields, "posted row")
    title = words("Paste rows into {table}", table=data_words.table(words, table))
    header = b.Header(title, note, trail=edit_row.trail(view, table))
    return [header, b.Card("", [b.Paragraph(removal), sent, b.Paragraph("", "load-alert")])]
