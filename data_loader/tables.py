"""A table on its way from spreadsheet to database: text cells, each still knowing the place it came from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

import pandas as pd
from openpyxl.utils import get_column_letter

from data_loader import schema
from data_loader.report import Finding

BOOKKEEPING = ("row", "file")
PLACE = (*BOOKKEEPING, "part")
"""What rows of the database have besides their fields."""


def field_names(name: str) -> list[str]:
    return [field.name for field in schema.fields(schema.DATA_TABLES[name])]


@dataclass(frozen=True)
class Source:
    """Where cells come from; `headers` gives for each field the header it stands under and its column, from 0."""

    file: str
    sheet: str = ""
    headers: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file}!{self.sheet}" if self.sheet else self.file

    def finding(
        self,
        code: str,
        sentence: str,
        *,
        row: int | None = None,
        field: str = "",
        value: str = "",
        suggestion: str = "",
        at: int | None = None,
    ) -> Finding:
        """A finding in this place; `field` may be a field of the table or a header, `at` a column without either."""
        header, column = self.headers.get(field, (field, None))
        column = column if at is None else at
        cell = f"{get_column_letter(column + 1)}{row}" if column is not None and row is not None else ""
        return Finding(code, sentence, self.file, self.sheet, row, header, cell, value, suggestion)


@dataclass(frozen=True)
class Scope:
    """What a file speaks of: rows whose `field` has one of `values`; all others stay as they are, whatever it holds."""

    field: str
    values: frozenset[str]
    adds: bool = False  # what the file does not have of it stays, unless a person says otherwise


@dataclass
class Table:
    """Rows of one table: `frame` holds text ("" is not known) in the fields of the schema, and the bookkeeping columns.

    `bad` names, for each field, the positions of cells that already have a finding: nothing else is said about them.
    `base` is the version of the data that the rows were downloaded from, where that is known.
    """

    name: str
    frame: pd.DataFrame
    source: Source
    bad: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    base: int | None = None
    scope: Scope | None = None
    removes: frozenset[int] = frozenset()  # positions of rows that say no more than that theirs is to go

    @property
    def brought(self) -> frozenset[str]:
        """The fields that its file has a column for, and those of the key; all of them where the source names none."""
        fields = [*schema.fields(schema.DATA_TABLES[self.name])]
        named = frozenset(field.name for field in fields if field.name in self.source.headers)
        return named | frozenset(field.name for field in fields if field.key or not named)

    def good(self, *names: str) -> pd.Series:
        """Mask of the rows whose cells in all of `names` are without a finding."""
        positions = set().union(*(self.bad.get(name, set()) for name in names))
        return pd.Series(~self.frame.index.isin(positions), index=self.frame.index)

    def bad_everywhere(self, field: str) -> bool:
        """Whether there are rows and none of their cells in `field` can be relied on: the column is missing."""
        return 0 < len(self.frame) == len(self.bad.get(field, ()))

    def fault(self, position: int, field: str, code: str, sentence: str, suggestion: str = "", value: str | None = None
    ) -> Finding:  # fmt: skip
        """A finding on one cell, which is from now on known to be bad."""
        self.bad[field].add(position)
        text = self.frame.at[position, field] if value is None else value
        row, file = int(self.frame.at[position, "row"]), str(self.frame.at[position, "file"] or "")
        came = schema.origin(row, file)
        source = Source(came.file) if file else self.source
        fault = source.finding(code, sentence, row=came.row, field=field, value=text, suggestion=suggestion)
        return replace(fault, field=f"{self.name}.{field}")


def rows_of(table: Table) -> list[dict[str, str]]:
    """Its rows as dictionaries of text, the bookkeeping columns left out."""
    records = table.frame[field_names(table.name)].to_dict("records")
    return [{str(key): str(value) for key, value in row.items()} for row in records]


def empty_table(name: str) -> Table:
    return Table(name, pd.DataFrame(columns=[*BOOKKEEPING, *field_names(name)], dtype=object), Source(""))
