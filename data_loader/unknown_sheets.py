"""What is said of a sheet that is no known table: what its header seems to be, and which table that is like."""

from __future__ import annotations

from data_loader.formats import reference
from data_loader.headers import TOP_ROWS
from data_loader.phrases import Phrase, phrase
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import field_names

SHOWN = 4  # headers in the sentence
LEAST_ALIKE = 0.2  # below this likeness, no table is worth naming


def unknown(grid: Grid, ignore: bool) -> Finding:
    """A finding on a sheet; with `ignore`, the file has others that are known."""
    name = f"{grid.file}!{grid.sheet}" if grid.sheet else grid.file
    if not any(any(row) for row in grid.rows):
        sentence = phrase("{name} is empty.", name=name)
        return Finding("ignored-sheet" if ignore else "file-empty", sentence, grid.file, grid.sheet)
    if ignore:
        sentence = phrase("{name} is no known table and is not read.", name=name)
        return Finding("ignored-sheet", sentence, grid.file, grid.sheet)
    row = _header_row(grid)
    return Finding("unknown-table", _sentence(grid, name, row), grid.file, grid.sheet, row + 1)


def _header_row(grid: Grid) -> int:
    """The first of the rows with most words in different cells."""
    words = [len({cell for cell in row if any(map(str.isalpha, cell))}) for row in grid.rows[:TOP_ROWS]]
    return words.index(max(words))


def _sentence(grid: Grid, name: str, row: int) -> Phrase:
    header = ", ".join(" ".join(cell.split()) for cell in [cell for cell in grid.rows[row] if cell][:SHOWN])[:80]
    likeness, table = reference.likest(grid, row)
    if likeness < LEAST_ALIKE:
        return phrase("{name} is no known table or export of OGP; its header begins with: {header}.",
                      name=name, header=header)  # fmt: skip
    return phrase(
        "{name} is no known table or export of OGP; its header begins with: {header}. Is it {table}? Its columns are: "
        "{fields}.",
        name=name, header=header, table=table, fields=field_names(table),
    )  # fmt: skip
