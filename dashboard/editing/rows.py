"""Changed rows as the files that an editor would upload: what forms and pastes bring is loaded as every file is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from werkzeug.datastructures import FileStorage

from dashboard.view.view import View
from data_loader import schema
from data_loader.formula_text import mark, text_fields
from data_loader.schema import Field

Row = Mapping[str, str]
"""A row by its columns, as a cell of a file has them: those of the key, and those that are to change."""

REMOVE = "remove"
"""The column that takes a row out (data_loader/removals.py); nothing else of the row but its key counts then."""
YES = "yes"
ADD = "add"


def upload(table_rows: Mapping[str, Sequence[Row]], view: View) -> list[FileStorage]:
    """A CSV file for each table that has rows, made of the version that `view` shows.

    The file has every column: what a row does not name is as it is in that version, and empty where the row is new. As
    the file says of which version it is, the loader takes only what differs from it as changed.
    """
    return [_file(view, name, rows) for name, rows in table_rows.items() if rows]


def answers(tables: Iterable[str]) -> dict[str, str]:
    """What goes with such files: rows are added and updated, and all others stay."""
    return {f"mode:{name}": ADD for name in tables}


def key_of(name: str, row: Row) -> tuple[str, ...]:
    """What tells a row of a table from all others."""
    return tuple(row.get(field.name, "") for field in _fields(name) if field.key)


def stored(view: View, name: str, key: Sequence[str]) -> dict[str, str] | None:
    """The row of that key as a file has it; None where the version that `view` shows has none."""
    record = view.records.row(view.snapshot, name, key)
    if record is None:
        return None
    return {field.name: cell(getattr(record, field.name)) for field in _fields(name)}


def _fields(name: str) -> list[Field]:
    return [*schema.fields(schema.DATA_TABLES[name])]


def cell(value: object) -> str:
    """A value as a CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value) if isinstance(value, float) else str(value)


def _file(view: View, name: str, rows: Sequence[Row]) -> FileStorage:
    names = [field.name for field in _fields(name)]
    removes = [REMOVE] if any(row.get(REMOVE) for row in rows) else []
    texts = frozenset(text_fields(name))
    version = str(view.snapshot.version.number)
    lines: list[list[str]] = [["sep=,"], [*names, *removes, schema.VERSION_COLUMN]]
    for row in rows:
        whole = {**(stored(view, name, key_of(name, row)) or {}), **row}
        cells = [mark(whole.get(one, "")) if one in texts else whole.get(one, "") for one in (*names, *removes)]
        lines.append([*cells, version])
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return FileStorage(io.BytesIO(text.getvalue().encode()), f"{name}.csv", "files")
