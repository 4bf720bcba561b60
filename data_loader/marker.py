"""The mark by which a downloaded table knows its data version: written beside the rows, taken off before they are read.

A CSV file has it as its last column, a workbook on a sheet that is not shown, with the names of the sheets that hold
no rows. Both last when a spreadsheet program saves the file. Rows from elsewhere may lack it; of several the oldest
counts, as nothing newer than that is certain to be in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openpyxl.utils import get_column_letter

from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.schema import VERSION_COLUMN, fold
from data_loader.spreadsheet import Grid

SHEET = "_data_version"
"""The sheet that nobody sees: the first row has the version, the second the other sheets without rows of data."""

_CELLS_OF_A_TITLE = 2  # at most, of a row above the header
_VERSION = re.compile(r"([1-9][0-9]{0,8})(?:[.,]0+)?")  # some programs write 3 as 3.0


def sheet_rows(version: int, others: Iterable[str] = ()) -> list[list[str]]:
    """What stands on the sheet of the mark; `others` are the sheets with words about the tables, and with lists."""
    return [[VERSION_COLUMN, str(version)], ["sheets", *others]]


def take_off(grids: list[Grid], findings: list[Finding]) -> tuple[list[Grid], list[Finding]]:
    """The sheets of a file without marks, each knowing its version; nothing is said of sheets that came with a mark."""
    hidden = [grid for grid in grids if grid.sheet == SHEET]
    own = {SHEET} | {name for grid in hidden for row in grid.rows[1:2] for name in row[1:] if name}
    shown = [grid for grid in grids if grid.sheet not in own]
    others = [finding for finding in findings if not (hidden and finding.sheet in own)]
    of_file = _number(hidden[0].rows[0][1]) if hidden and len((hidden[0].rows or [[]])[0]) > 1 else None
    if hidden and of_file is None:
        sentence = phrase("The sheet {sheet} does not say any more of which data version the file is.", sheet=SHEET)
        others.append(Finding("mark-damaged", sentence, hidden[0].file))
    for grid in shown:
        others += _take_column_off(grid)
        grid.version = min((version for version in (of_file, grid.version) if version), default=None)
    return shown, others


def _take_column_off(grid: Grid) -> Iterator[Finding]:
    """Empties the columns of the mark, so that all others stand where they stood."""
    versions: set[int] = set()
    for header_row, column in [*_columns(grid)]:
        odd = ""
        for number, row in enumerate(grid.rows[header_row:], header_row + 1):
            text = row[column].strip() if column < len(row) else ""
            if not text:
                continue
            row[column] = ""
            version = _number(text)
            if version:
                versions.add(version)
            elif not odd and not _is_header(text):
                odd = text
                yield _odd(grid, number, column, text)
    grid.version = min(versions, default=None)


def _columns(grid: Grid) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each header of a mark: more than one where tables were put side by side."""
    for number, row in enumerate(grid.rows):
        headers = [(number, column) for column, text in enumerate(row) if _is_header(text)]
        if headers or sum(map(bool, row)) > _CELLS_OF_A_TITLE:  # below its first full row are the cells of a table
            yield from headers
            return


def _is_header(text: str) -> bool:
    return len(text) < 40 and re.sub(r"[\s_]+", "_", fold(text.strip())) == VERSION_COLUMN


def _number(text: str) -> int | None:
    match = _VERSION.fullmatch(text.strip())
    return int(match[1]) if match else None


def _odd(grid: Grid, row: int, column: int, value: str) -> Finding:
    sentence = phrase("{value} is no data version; it is passed over.", value=value)
    cell = f"{get_column_letter(column + 1)}{row}"
    return Finding("mark-damaged", sentence, grid.file, grid.sheet, row, VERSION_COLUMN, cell, value)
