"""The reference package: a sheet or CSV file a table, with the columns of the schema under their own names."""

from __future__ import annotations

from pathlib import PurePath

import pandas as pd

from data_loader import clean, formula_text, schema
from data_loader.clean import tidy
from data_loader.formats import Vocabulary
from data_loader.headers import Expected, frame_of, match
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import BOOKKEEPING, Table, field_names

NAME = "reference package"
LEAST_LIKENESS = 0.5  # of the header's names and the table's columns, the share they have in common


def expected(name: str) -> Expected:
    """The columns of the table `name`; those it cannot do without are required."""
    required = frozenset(field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.required)
    return Expected(name, required, frozenset(field_names(name)) - required)


def recognise(grid: Grid) -> int | None:
    return 0 if grid.rows and table_of(grid) else None


def table_of(grid: Grid) -> str | None:
    """The table whose columns are most like the header; between equals, the one the file or sheet is named after."""
    header = {tidy(name) for name in grid.rows[0]} - {""}
    hint = (grid.sheet or PurePath(grid.file).stem).lower().replace(" ", "_")

    def likeness(name: str) -> tuple[float, bool]:
        columns = set(field_names(name))
        return len(header & columns) / max(len(header | columns), 1), name == hint

    best = max(schema.DATA_TABLES, key=likeness)
    return best if likeness(best)[0] >= LEAST_LIKENESS else _hinted(hint, header)


def _hinted(hint: str, header: set[str]) -> str | None:
    """A table named by the file whose header shares at least two columns with it: much is wrong, but not the table."""
    known = hint in schema.DATA_TABLES and len(header & set(field_names(hint))) >= 2
    return hint if known else None


def convert(grid: Grid, header_row: int, _vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    name = table_of(grid)
    if name is None:
        return [], []
    source, findings = match(grid, header_row, expected(name))
    frame, bad, cell_findings = frame_of(grid, header_row, source)
    table = Table(name, _complete(frame, name), source)
    table.bad.update(bad)
    for field in set(field_names(name)) - source.headers.keys():
        table.bad[field].update(frame.index)  # the missing column has its finding; its cells get none
    clean.clean(table)
    for text in formula_text.text_fields(name):
        table.frame[text] = formula_text.unmarked(table.frame[text])
    return [table], findings + cell_findings


def _complete(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    absent = dict.fromkeys(set(field_names(name)) - set(frame.columns), "")
    return frame.assign(file="", **absent)[[*BOOKKEEPING, *field_names(name)]]
