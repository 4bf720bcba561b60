"""Names in the place of ids: a cell that names a row of the table it refers to, in any language, is read as its id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

import pandas as pd

from data_loader import schema
from data_loader.schema import LIST_SEPARATOR, Field
from data_loader.suggest import MOST_ROWS, Suggestions, among_rows
from data_loader.tables import Table
from data_loader.values import understood

LONGEST = 400  # letters of a name with its id behind it
Rows = Callable[[str], Iterable[Mapping[str, str]]]
"""The rows of a table: those that are loaded and those that are stored."""


def understand(tables: Iterable[Table], ids: Callable[[str], Collection[str]], rows: Rows) -> None:
    """Puts ids in the place of names; the rows of a table are asked for where a cell holds no id of it."""

    @cache
    def names_of(name: str) -> Suggestions:
        return among_rows(rows(name))

    for table in tables:
        for field in schema.fields(schema.DATA_TABLES[table.name]):
            if field.refers_to:
                _understand(table, field, ids(field.refers_to), names_of)


def _understand(table: Table, field: Field, ids: Collection[str], names_of: Callable[[str], Suggestions]) -> None:
    column = table.frame[field.name]
    strange = [text for text in column.unique() if text and any(part not in ids for part in _parts(text, field))]
    if not strange or len(ids) > MOST_ROWS:
        return
    names = names_of(field.refers_to)
    meant = {text: understood(text, field, lambda part: id_of(part, ids, names.exact)) for text in strange}
    table.frame[field.name] = pd.Series([meant.get(text, text) for text in column], index=column.index, dtype=object)


def id_of(text: str, ids: Collection[str], exact: Callable[[str], str]) -> str:
    """The id that `text` is, names, or has in brackets at its end, as in `Brazil (gov-bra)`; "" where there is none."""
    return text if text in ids else exact(text) or _in_brackets(text, ids)


def _in_brackets(text: str, ids: Collection[str]) -> str:
    if not text.endswith(")") or len(text) > LONGEST:
        return ""
    starts = (place + 1 for place, letter in enumerate(text) if letter == "(")
    return next((own for start in starts if (own := text[start:-1]) in ids), "")


def _parts(text: str, field: Field) -> list[str]:
    return text.split(LIST_SEPARATOR) if field.kind == "list" else [text]
