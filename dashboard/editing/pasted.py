"""Rows that were pasted from a spreadsheet, as the file that the loader reads, with the cells as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from werkzeug.datastructures import FileStorage

from data_loader import schema

MOST_LETTERS, MOST_BYTES = 1_000_000, 4_000_000
MOST_KEPT = 100_000
"""Letters of a paste that the form still shows when one comes back to it."""


def upload(table: str, text: str, *, has_header: bool) -> FileStorage:
    """The file of a paste; where it names no columns, they are taken to be those of the table, in their order."""
    lines = _rows(text)
    width = max(map(len, lines), default=0)
    header = [] if has_header else [[field.name for field in schema.fields(schema.DATA_TABLES[table])][:width]]
    return FileStorage(io.BytesIO(_written([*header, *lines]).encode()), f"{table}.csv", "files")


def _rows(text: str) -> list[list[str]]:
    """Its rows: spreadsheet programs copy cells with tabs between them, and write quotes only where one needs them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    separator = max("\t;,", key=text.partition("\n")[0].count)
    if "\t" in text:
        separator = "\t"
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]
    except csv.Error:  # a quotation mark that is no more than that
        rows = [line.split(separator) for line in text.split("\n")]
    return [row for row in rows if any(map(str.strip, row))]


def _written(rows: Sequence[Sequence[str]]) -> str:
    """With tabs between the cells, which no cell of a paste holds."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([cell.replace("\t", " ") for cell in row] for row in rows)
    return text.getvalue()
