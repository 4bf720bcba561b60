"""The workbook inside a chart of a presentation, which holds the numbers that can be edited."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from dashboard.exports.xlsx import text_cell


def workbook(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
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
