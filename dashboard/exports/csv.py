"""Tables as CSV that a spreadsheet opens as it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from dashboard.blocks import SCREEN, Count, Day, Points, Share, Table, Text, Unknown
from dashboard.view.view import View
from data_loader.formula_text import mark


def lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The CSV record by record, the header first; no text of it is a formula, None is an empty cell."""
    return records([mark(cell) if isinstance(cell, str) else cell for cell in row] for row in chain([header], rows))


def records(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Each row as a record of CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def chart_csv(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """The numbers under a chart in these columns; a rate as the shortest text that reads back as the same number.

    What was not `chosen` stands beside, for comparison.
    """
    cells = table[list(columns)].astype(object)
    return "".join(lines(columns, cells.where(cells.notna(), None).itertuples(index=False)))


def table_csv(view: View, table: Table, first: int = 0, most: int | None = None) -> Iterator[str]:
    """A table record by record, from a row on: a rate as its exact value, with its n in a column of its own."""
    is_rate = _rates(table)
    columns = zip(table.without(SCREEN).columns, is_rate, strict=True)
    header = [name for column, rate in columns for name in (view.words(column.header), "n")[: 1 + rate]]
    rows = (
        [cell for value, rate in zip(row, is_rate, strict=True) for cell in _cells(view, value, rate)]
        for row in table.window(first, most).without(SCREEN).read()
    )
    return lines(header, rows)


def _rates(table: Table) -> list[bool]:
    """Of each column, whether any of it is a rate; of rows that are read as they are sent, the first alone tells."""
    rows = [*table.without(SCREEN).read(1 if callable(table.rows) else None)]
    return [any(isinstance(cell, Share) for cell in cells) for cells in zip(*rows, strict=True)] or [False] * len(
        table.without(SCREEN).columns
    )


def _cells(view: View, value: Text, is_rate: bool) -> list[object]:
    """The cells of a value: two of a rate."""
    if isinstance(value, Share):
        return [value.part / value.whole if value.whole else None, value.whole]
    cell = _VALUES[type(value)](value) if type(value) in _VALUES else view.plain(value)
    return [cell, None] if is_rate else [cell]


_VALUES: dict[type, Callable[[Any], object]] = {
    Count: lambda value: value.n,
    Points: lambda value: value.value,
    Day: lambda value: value.text or None,
    Unknown: lambda _: None,
}
