"""How long the loader takes to read a large sheet, as a workbook and as CSV."""

from __future__ import annotations

import csv
import io
import random
import time
from collections.abc import Callable

import xlsxwriter

from benchmarks.results import Part, Promise
from data_loader import read
from data_loader.spreadsheet import File

_ROWS, _COLUMNS = 30_000, 20
_PROMISED = 3.0  # seconds; openpyxl alone takes nine
_TIMES = 3


def measure(_sizes: list[int]) -> Part:
    """One row a kind of file."""
    part = Part(
        "workbooks",
        "Reading large sheets",
        f"{_ROWS:,} rows of {_COLUMNS} columns: different texts, flags, dates and fractions. Seconds until "
        "the cells are text, the best of three.",
        ("file", "MB", "seconds"),
    )
    for name, write in _KINDS.items():
        file = File(name, write(), "")
        seconds = min(_seconds(file) for _ in range(_TIMES))
        part.rows.append([name, f"{len(file.content) / 2**20:.1f}", f"{seconds:.1f}"])
        if name == "values.xlsx":
            promise = f"a workbook of {_ROWS * _COLUMNS:,} cells is read in under {_PROMISED:.0f} s"
            part.promises.append(Promise(promise, f"{seconds:.1f} s", seconds < _PROMISED))
    return part


def _seconds(file: File) -> float:
    start = time.perf_counter()
    grids, _ = read.read(file)
    assert len(grids[0].rows) == _ROWS + 1
    return time.perf_counter() - start


def _row(number: int, chance: random.Random) -> list[str | float]:
    texts = [f"text {chance.randrange(10**5)} of row {number}" for _ in range(_COLUMNS - 12)]
    flags, dates = [chance.randrange(2) for _ in range(4)], [chance.randrange(30_000, 45_000) for _ in range(2)]
    return [*texts, *flags, *dates, *(chance.random() * 100 for _ in range(6))]


def _workbook(*, formulas: bool = False) -> bytes:
    out, chance = io.BytesIO(), random.Random(1)
    with xlsxwriter.Workbook(out) as book:
        sheet, date = book.add_worksheet("values"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.set_column(_COLUMNS - 8, _COLUMNS - 7, None, date)
        sheet.write_row(0, 0, [f"column {number}" for number in range(_COLUMNS)])
        for number in range(1, _ROWS + 1):
            sheet.write_row(number, 0, _row(number, chance))
            if formulas:
                sheet.write_formula(number, _COLUMNS - 1, "=1+1", None, 2)
    return out.getvalue()


def _csv() -> bytes:
    out, chance = io.StringIO(newline=""), random.Random(1)
    writer = csv.writer(out)
    writer.writerow([f"column {number}" for number in range(_COLUMNS)])
    writer.writerows(_row(number, chance) for number in range(1, _ROWS + 1))
    return out.getvalue().encode()


_KINDS: dict[str, Callable[[], bytes]] = {
    "values.csv": _csv,
    "values.xlsx": _workbook,
    "values with formulas.xlsx": lambda: _workbook(formulas=True),
}
