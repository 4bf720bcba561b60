"""XLSX workbooks as grids of text, opened only after a look at what they would unpack to."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

import openpyxl

from data_loader import marker, spreadsheet
from data_loader.archive import check, check_parts, lean
from data_loader.report import Finding
from data_loader.spreadsheet import File, Grid, Unreadable, cell_too_long, check_cells, check_size

_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_MERGED_KEPT = 1000  # each is an error already
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


def read(file: File) -> tuple[list[Grid], list[Finding]]:
    """The visible sheets of a workbook; raises Unreadable where it cannot be opened."""
    try:
        check_parts(file)
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            check(file, archive)
            return _read_sheets(file, archive)
    except Unreadable:
        raise
    except MemoryError:
        sentence = f"{file.name} needs more memory than the loader may take."
        raise Unreadable("file-too-large", sentence) from None
    except Exception:  # noqa: BLE001  openpyxl raises whatever its parsers meet: nothing it says would help a person
        raise Unreadable("workbook-corrupt", f"{file.name} is damaged or is not an Excel workbook (.xlsx).") from None


def _read_sheets(file: File, archive: zipfile.ZipFile) -> tuple[list[Grid], list[Finding]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styling it does not keep
        content = lean(file, archive)
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        findings = list(_workbook_findings(file, archive, values))
        grids = []
        for sheet in values.worksheets:
            if sheet.sheet_state == "visible" or sheet.title == marker.SHEET:
                xml = archive.read(_path(sheet))
                grid, formulas = _read_sheet(file, sheet, written[sheet.title] if _FORMULA.search(xml) else None)
                grid.merged = _merged(xml)
                grids.append(grid)
                findings.extend(_formulas(grid, formulas))
    return grids, findings


def _workbook_findings(file: File, archive: zipfile.ZipFile, workbook: Any) -> Iterator[Finding]:
    if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
        yield Finding("workbook-macros", f"{file.name} carries macros; they are not run.", file.name)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":  # of sheets that came with a mark it is taken back
            sentence = f"The sheet {sheet.title} is hidden and is not read; unhide it to load it."
            yield Finding("hidden-sheet", sentence, file.name, sheet.title)


def _read_sheet(file: File, values: Any, written: Any) -> tuple[Grid, int]:
    """The cells of a sheet and how many are formulas; `written` is the sheet once more, if it has any."""
    grid = Grid(file.name, values.title, [])
    formulas, size = 0, _Size(f"{file.name}, {values.title},")
    for shown, source in zip_longest(_rows(values), _rows(written) if written else (), fillvalue=()):
        size.add(shown)
        row = [_text(cell.value) for cell in shown]
        for column, cell in enumerate(source):
            if cell.data_type == "f":  # text that only looks like a formula is text
                formulas += 1
                if shown[column].value is None:
                    grid.faults[len(grid.rows), column] = "formula-without-value"
        _append(grid, row)
    while grid.rows and not grid.rows[-1]:
        grid.rows.pop()
    return grid, formulas


def _rows(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    return sheet.iter_rows()  # type: ignore[no-any-return]


class _Size:
    """What a sheet shows so far: a text that is stored once may be shown in a million cells."""

    def __init__(self, name: str) -> None:
        self._name, self._cells, self._letters = name, 0, 0

    def add(self, row: Any) -> None:
        """Raises Unreadable when the sheet has outgrown the limits."""
        self._cells += len(row)
        check_cells(self._name, self._cells)
        self._letters += sum(len(cell.value) for cell in row if isinstance(cell.value, str))
        most = spreadsheet.LIMITS.unpacked
        if self._letters > most:
            raise Unreadable("file-too-large", f"{self._name} shows more than {most:,} letters.")


def _append(grid: Grid, row: list[str]) -> None:
    while row and not row[-1] and (len(grid.rows), len(row) - 1) not in grid.faults:
        row.pop()
    if any(len(text) > spreadsheet.LIMITS.letters for text in row):
        raise cell_too_long(f"{grid.file}, {grid.sheet}, row {len(grid.rows) + 1}")
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


def _path(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # noqa: SLF001


def _merged(xml: bytes) -> list[str]:
    """Ranges such as `A2:A4`; openpyxl gives them only when it holds the whole sheet in memory."""
    return [found[1].decode() for found in islice(_MERGED.finditer(xml), _MERGED_KEPT)]


def _formulas(grid: Grid, count: int) -> Iterator[Finding]:
    calculated = count - len(grid.faults)
    if calculated:
        sentence = f"{calculated} cells are formulas; the values stored at the last calculation are used."
        yield Finding("formulas", sentence, grid.file, grid.sheet)
