"""Changed rows as the files that an editor would upload: what forms and pastes bring is loaded as every file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from werkzeug.datastructures import FileStorage

from dashboard.editing.written import written
from dashboard.language import data_words
from dashboard.view.values import row_called
from dashboard.view.view import View
from data_loader import schema
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
    return [_file(view, name, changed) for name, changed in table_rows.items() if changed]


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


def table(view: View, name: str) -> Iterator[dict[str, str]]:
    """Every row of a table as a file has it."""
    names = [field.name for field in _fields(name)]
    return ({one: cell(getattr(record, one)) for one in names} for record in view.records.table(view.snapshot, name))


def matching(view: View, name: str, text: str) -> list[dict[str, str]]:
    """The rows of a table that have a text in any of their cells."""
    asked = schema.fold(text.strip())
    return [row for row in table(view, name) if asked in schema.fold(" ".join(row.values()))]


def where(view: View, name: str, column: str, value: str) -> list[dict[str, str]]:
    """The rows of a table that have a value in a column."""
    names = [field.name for field in _fields(name)]
    records = view.records.where(view.snapshot, name, column, value)
    return [{one: cell(getattr(record, one)) for one in names} for record in records]


def columns(name: str) -> list[str]:
    """The columns of a table, in the order in which it is downloaded."""
    return [field.name for field in _fields(name)]


def _fields(name: str) -> list[Field]:
    return [*schema.fields(schema.DATA_TABLES[name])]


def cell(value: object) -> str:
    """A value as a CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value) if isinstance(value, float) else str(value)


def _file(view: View, name: str, changed: Sequence[Row]) -> FileStorage:
    names = [field.name for field in _fields(name)]
    removes = [REMOVE] if any(row.get(REMOVE) for row in changed) else []
    whole = [{**(stored(view, name, key_of(name, row)) or {}), **row} for row in changed]
    return written(name, [*names, *removes], whole, view.snapshot.version.number)


# What tables and rows are called


_NAMES = ("title", "title_{lang}", "title_en", "name", "name_{lang}", "name_en", "text", "person", "subject", "summary")
_SHOWN = 100  # letters of what a row is called


def called(view: View, name: str, row: Row) -> str:
    """What a row is called: by its own name where it has one, else by what tells it from others."""
    names = (one.format(lang=view.lang) for one in _NAMES)
    own = next((row[one] for one in names if row.get(one)), "")
    text = " · ".join(filter(None, (row.get("holder"), own)))
    if not text:
        keys = (field.name for field in _fields(name) if field.key)
        text = row_called(view, name, {one: row.get(one, "") for one in keys}) or "–"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0] or text[:_SHOWN]}…"


def title(view: View, name: str) -> str:
    """What a table is called."""
    return data_words.table(view.words, name)


def meaning(view: View, name: str) -> str:
    """What a table holds."""
    text = view.words(str(schema.DATA_TABLES[name].comment))
    return f"{text[:1].upper()}{text[1:]}"


def header(view: View, name: str, column: str) -> str:
    """What a column is called."""
    return data_words.field(view.words, f"{name}.{column}")


def note(view: View, name: str, row: Row, columns: Iterable[str]) -> str:
    """On one line, what was done to a row."""
    whole = {**(stored(view, name, key_of(name, row)) or {}), **row}
    about = f"{title(view, name)} · {called(view, name, whole)}"
    headers = ", ".join(header(view, name, column) for column in columns)
    text = f"{about}: {headers}" if headers else view.words("{row}: removed", row=about)
    return " ".join(text.split())[: schema.LONGEST_NOTE]
