"""The reference package: a sheet or CSV file a table, its columns named as in the schema or as people call them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

import pandas as pd

from data_loader import clean, column_names, formula_text, removals, schema, values
from data_loader.formats import Vocabulary
from data_loader.headers import TOP_ROWS, Expected, Known, frame_of, match
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import BOOKKEEPING, Table, field_names

NAME = "reference package"
LEAST_LIKENESS = 0.5  # of the header's names and the table's columns, the share they have in common
LEAST_LIKENESS_OF_NEEDED, LEAST_OF_NEEDED = 0.75, 3  # where optional columns that are not there do not count
LEAST_SHARED = 2  # columns of a table that a file is named after
_COPY = re.compile(r"[\s_-]*(\([0-9]+\)|[0-9][0-9-]*|copy|copie|copia)$", re.IGNORECASE)


@cache
def expected(name: str) -> Expected:
    """The columns of the table `name`; those it cannot do without are required."""
    required = frozenset(field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.required)
    return Expected(name, required, frozenset(field_names(name)) - required, others=column_names.words(name))


@cache
def _known(name: str) -> Known:
    return Known(field_names(name), column_names.words(name))


def recognise(grid: Grid) -> int | None:
    """The first row that is like the header of a table: titles and notes may stand above it."""
    rows = range(min(len(grid.rows), TOP_ROWS))
    sure = (row for row in rows if _whole(grid, row))
    return next(sure, next((row for row in rows if table_of(grid, row)), None))


def table_of(grid: Grid, header_row: int) -> str | None:
    """The table whose columns are most like the header; between equals, the one the file or sheet is named after."""
    return _whole(grid, header_row) or _hinted(grid, header_row) or _part_of(grid, header_row)


def likest(grid: Grid, header_row: int) -> tuple[float, str]:
    """How like the header is to that of the table it is most like; optional columns that it lacks do not count."""
    best = _likeness_of(grid, header_row)
    return best.likeness, best.table


class _Likeness(NamedTuple):
    """How like a header is to that of a table, most telling first."""

    likeness: float  # of the header's names and the columns that the table needs, the share they have in common
    is_hint: bool
    share: float  # of the header's names and all columns of the table
    shared: int
    table: str

    @property
    def is_sure(self) -> bool:
        """Whether the header is that of the whole table, be it of an earlier release, which had fewer columns."""
        needed = self.shared >= LEAST_OF_NEEDED and self.likeness >= LEAST_LIKENESS_OF_NEEDED
        return self.share >= LEAST_LIKENESS or needed


def _likeness_of(grid: Grid, header_row: int) -> _Likeness:
    """The table that a header is most like."""
    return max((_likeness(grid, header_row, name) for name in schema.DATA_TABLES), key=lambda one: one[:3])


def _likeness(grid: Grid, header_row: int, name: str) -> _Likeness:
    header = [cell for cell in grid.rows[header_row] if cell and not cell.isspace()]
    shared = _known(name).among(header)
    needed, other = len(expected(name).required - shared), len(field_names(name)) - len(shared)
    return _Likeness(
        len(shared) / max(len(header) + needed, 1),
        name == _hint(grid),
        len(shared) / max(len(header) + other, 1),
        len(shared),
        name,
    )


def _whole(grid: Grid, header_row: int) -> str | None:
    """The table of which the header is sure to be; that which the file is named after where it has as much of it."""
    best = _likeness_of(grid, header_row)
    if not best.is_sure:
        return None
    hint = _hint(grid)
    named = _likeness(grid, header_row, hint) if hint else best
    as_much = named.shared >= max(best.shared, LEAST_SHARED)
    return named.table if named.is_sure or as_much else best.table


def _hint(grid: Grid) -> str:
    """The table that the sheet or the file is named after, in any language, whatever a browser added to the name."""
    return column_names.table_called(_COPY.sub("", grid.sheet or PurePath(grid.file).stem))


def _hinted(grid: Grid, header_row: int) -> str | None:
    """A table named by the file whose header shares at least two columns with it: much is wrong, but not the table."""
    hint, header = _hint(grid), grid.rows[header_row]
    shared = len(_known(hint).among(header)) + removals.is_there(header) if hint else 0
    return hint if shared >= LEAST_SHARED else None


def _part_of(grid: Grid, header_row: int) -> str | None:
    """The only table that has every column of the header, its key among them: a file with what is to be changed."""
    header = [cell for cell in grid.rows[header_row] if cell and not cell.isspace()]
    if len(header) < LEAST_SHARED:
        return None
    names = [name for name in schema.DATA_TABLES if _is_part(_known(name).among(header), header, name)]
    return names[0] if len(names) == 1 else None


def _is_part(shared: frozenset[str], header: list[str], name: str) -> bool:
    keys = {field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.key}
    return len(shared) == len(header) and keys <= shared


def convert(grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    name = table_of(grid, header_row)
    if name is None:
        return [], []
    columns = expected(name)
    if removals.is_there(grid.rows[header_row]):
        columns = removals.expected(columns)
    source, findings = match(grid, header_row, columns, vocabulary)
    frame, bad, cell_findings = frame_of(grid, header_row, source)
    table = Table(name, _complete(frame, name), source, base=grid.version)
    table.bad.update(bad)
    if removals.REMOVE in frame:
        findings += removals.mark(table, dict(enumerate(frame[removals.REMOVE])))
    for field in set(field_names(name)) - source.headers.keys():
        table.bad[field].update(frame.index)  # the missing column has its finding; its cells get none
    clean.clean(table)
    findings += values.understand(table, vocabulary.asking)
    for text in formula_text.text_fields(name):
        table.frame[text] = formula_text.unmarked(table.frame[text])
    return [table], findings + cell_findings


def _complete(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    absent = dict.fromkeys(set(field_names(name)) - set(frame.columns), "")
    return frame.assign(file="", **absent)[[*BOOKKEEPING, *field_names(name)]]
