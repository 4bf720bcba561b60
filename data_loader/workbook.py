"""XLSX workbooks as grids of text, opened only after a look at what they would unpack to."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import openpyxl

from data_loader.read import MAX_BYTES, MAX_CELL, File, Grid, Unreadable, check_size
from data_loader.report import Finding

MAX_UNPACKED = 2 * MAX_BYTES
MAX_RATIO = 200  # real workbooks unpack to 5 to 30 times their size; only small parts may exceed this
_SMALL = 10 * 2**20
_CHUNK = 2**20
_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')


def read(file: File) -> tuple[list[Grid], list[Finding]]:
    """The visible sheets of a workbook; raises Unreadable where it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            _check_unpacked(file, archive)
            return _read_sheets(file, archive)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001  openpyxl raises whatever its parsers meet: nothing it says would help a person
        raise Unreadable("workbook-corrupt", f"{file.name} is damaged or is not an Excel workbook (.xlsx).") from None


def _check_unpacked(file: File, archive: zipfile.ZipFile) -> None:
    total = 0
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise Unreadable("workbook-protected", f"{file.name} is protected by a password; save it without one.")
        if part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size:
            raise Unreadable("file-too-large", f"{file.name} unpacks to far more than it seems to hold; not opened.")
        total += part.file_size
    if total > MAX_UNPACKED:
        raise Unreadable("file-too-large", f"{file.name} unpacks to {total:,} bytes; {MAX_UNPACKED:,} are accepted.")
    for part in archive.infolist():
        _check_part(file, archive, part)


def _check_part(file: File, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """What the table of contents says need not be so: unpack once, keeping nothing."""
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if size == 0 and b"<!DOCTYPE" in chunk[:1000]:
                raise Unreadable("workbook-corrupt", f"{file.name} contains XML no spreadsheet program writes.")
            size += len(chunk)
            if size > MAX_UNPACKED:
                raise Unreadable("file-too-large", f"{file.name} unpacks to more than {MAX_UNPACKED:,} bytes.")


def _read_sheets(file: File, archive: zipfile.ZipFile) -> tuple[list[Grid], list[Finding]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styling it does not keep
        values = openpyxl.load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(file.content), read_only=True)
        findings = list(_workbook_findings(file, archive, values))
        grids = []
        for sheet in values.worksheets:
            if sheet.sheet_state == "visible":
                grid, formulas = _read_sheet(file, sheet, written[sheet.title])
                grid.merged = _merged(archive, sheet)
                grids.append(grid)
                findings.extend(_formulas(grid, formulas))
    return grids, findings


def _workbook_findings(file: File, archive: zipfile.ZipFile, workbook: Any) -> Iterator[Finding]:
    if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
        yield Finding("workbook-macros", f"{file.name} carries macros; they are not run.", file.name)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            sentence = f"The sheet {sheet.title} is hidden and is not read; unhide it to load it."
            yield Finding("hidden-sheet", sentence, file.name, sheet.title)


def _read_sheet(file: File, values: Any, written: Any) -> tuple[Grid, int]:
    grid = Grid(file.name, values.title, [])
    values.reset_dimensions()  # what the file says of its own size may be wrong
    written.reset_dimensions()
    formulas = 0
    for shown, source in zip_longest(values.iter_rows(), written.iter_rows(), fillvalue=()):
        row = [_text(cell.value) for cell in shown]
        for column, cell in enumerate(source):
            if cell.data_type == "f":  # text may begin with = and be no formula
                formulas += 1
                if shown[column].value is None:
                    grid.faults[len(grid.rows), column] = "formula-without-value"
        _append(grid, row)
    while grid.rows and not grid.rows[-1]:
        grid.rows.pop()
    return grid, formulas


def _append(grid: Grid, row: list[str]) -> None:
    while row and not row[-1] and (len(grid.rows), len(row) - 1) not in grid.faults:
        row.pop()
    if any(len(text) > MAX_CELL for text in row):
        sentence = f"{grid.file}, {grid.sheet}, row {len(grid.rows) + 1}: a cell has more than {MAX_CELL:,} letters."
        raise Unreadable("cell-too-long", sentence)
    check_size(f"{grid.file}, {grid.sheet},", len(grid.rows) + 1, len(row))
    grid.rows.append(row)


def _text(value: object) -> str:
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


def _merged(archive: zipfile.ZipFile, sheet: Any) -> list[str]:
    """Ranges such as `A2:A4`; openpyxl gives them only when it holds the whole sheet in memory."""
    text = archive.read(sheet._worksheet_path)  # noqa: SLF001
    return [found.decode() for found in _MERGED.findall(text)]


def _formulas(grid: Grid, count: int) -> Iterator[Finding]:
    calculated = count - len(grid.faults)
    if calculated:
        sentence = f"{calculated} cells are formulas; the values stored at the last calculation are used."
        yield Finding("formulas", sentence, grid.file, grid.sheet)
