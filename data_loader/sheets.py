"""What all kinds of workbooks have in common: sheets that fill within the limits, and what is odd about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from data_loader import spreadsheet
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.spreadsheet import Grid, Unreadable, cell_too_long, check_cells, check_size


class Size:
    """What a sheet shows so far: a text that is stored once may be shown in a million cells."""

    def __init__(self, name: str) -> None:
        self._name, self._cells, self._letters = name, 0, 0

    def add(self, row: Sequence[str], times: int = 1) -> None:
        """Raises Unreadable when the sheet has outgrown the limits."""
        self._cells += len(row) * times
        check_cells(self._name, self._cells)
        self._letters += sum(map(len, row)) * times
        most = spreadsheet.LIMITS.unpacked
        if self._letters > most:
            sentence = phrase("{name} shows more than {most} letters.", name=self._name, most=most)
            raise Unreadable("file-too-large", sentence)


def append(grid: Grid, row: list[str]) -> None:
    """Adds a row without the empty cells at its end; raises Unreadable where it is beyond the limits."""
    while row and not row[-1] and (len(grid.rows), len(row) - 1) not in grid.faults:
        row.pop()
    if max(map(len, row), default=0) > spreadsheet.LIMITS.letters:
        raise cell_too_long(f"{grid.file}, {grid.sheet}", len(grid.rows) + 1)
    check_size(f"{grid.file}, {grid.sheet},", len(grid.rows) + 1, len(row))
    grid.rows.append(row)


def finish(grid: Grid) -> None:
    """Takes the empty rows at its end away."""
    while grid.rows and not grid.rows[-1]:
        grid.rows.pop()


def text_of(value: object) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).encode("utf-8", "replace").decode()


def hidden_sheet(file: str, sheet: str) -> Finding:
    """What is said of a sheet that nobody sees."""
    sentence = phrase("The sheet {sheet} is hidden and is not read; unhide it to load it.", sheet=sheet)
    return Finding("hidden-sheet", sentence, file, sheet)


def oddities(grid: Grid, formulas: int) -> Iterator[Finding]:
    """What is said of a sheet as a whole; `formulas`: how many of its cells are."""
    calculated = formulas - len(grid.faults)
    if calculated:
        one = phrase("1 cell is a formula; the value stored at the last calculation is used.")
        many = phrase(
            "{count} cells are formulas; the values stored at the last calculation are used.", count=calculated
        )
        yield Finding("formulas", one if calculated == 1 else many, grid.file, grid.sheet)
    hidden = sum(row < len(grid.rows) and bool(grid.rows[row]) for row in grid.hidden)
    if hidden:
        one = phrase("1 row is hidden, by a filter or by hand, and is read.")
        many = phrase("{count} rows are hidden, by a filter or by hand, and are read.", count=hidden)
        yield Finding("hidden-rows", one if hidden == 1 else many, grid.file, grid.sheet)


def range_of(top: int, left: int, bottom: int, right: int) -> str:
    """A range as spreadsheet programs write it, such as `A2:B4`; rows and columns from 0."""
    return f"{column_of(left)}{top + 1}:{column_of(right)}{bottom + 1}"


def column_of(number: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters
