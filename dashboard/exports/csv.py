"""Tables as CSV that a spreadsheet opens as it stands."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from dashboard.data.snapshot import COMPLETION
from data_loader.formula_text import mark

BREAKDOWN = ("id", "label", *COMPLETION, "commitments", "assessed", "completion_rate")
"""The columns of a chart's CSV."""


def lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The CSV record by record, the header first; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in itertools.chain([header], rows):
        writer.writerow([mark(cell) if isinstance(cell, str) else cell for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def chart_csv(table: pd.DataFrame) -> str:
    """The numbers under a chart; the rate as the shortest text that reads back as the same number."""
    cells = table[list(BREAKDOWN)].astype(object)
    return "".join(lines(BREAKDOWN, cells.where(cells.notna(), None).itertuples(index=False)))
