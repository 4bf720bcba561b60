"""The workbook inside a chart: what the chart draws, then every number that its CSV has of the rows shown."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

from dashboard.exports.xlsx import text_cell

Cell = str | int | float | None


def workbook(title: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet; its texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 40
    for row in rows:
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
