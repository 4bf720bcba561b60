"""Workbooks of every kind as grids of text, opened only after a look at what they would unpack to."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

import openpyxl

from data_loader import binary_workbook, marker, opendocument, shown_dates
from data_loader.archive import check, check_parts, lean
from data_loader.calculated import Values
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.sheets import Size, append, finish, hidden_sheet, oddities, text_of
from data_loader.spreadsheet import File, Grid, Unreadable

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_MERGED_KEPT = 1000  # each is an error already
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden\s*=\s*["\'](?:1|true)["\']')
_NUMBER = re.compile(rb'\sr\s*=\s*["\'](\d{1,7})["\']')


def read(file: File) -> tuple[list[Grid], list[Finding]]:
    """The visible sheets of a workbook; raises Unreadable where it cannot be opened."""
    try:
        return binary_workbook.read_old(file) if file.content.startswith(OLE) else _read_archive(file)
    except Unreadable:
        raise
    except MemoryError:
        sentence = phrase("{name} needs more memory than the loader may take.", name=file.name)
        raise Unreadable("file-too-large", sentence) from None
    except Exception:  # noqa: BLE001  parsers raise whatever they meet: nothing they say would help a person
        raise Unreadable("workbook-corrupt", phrase("{name} is damaged or is no workbook.", name=file.name)) from None


def _read_archive(file: File) -> tuple[list[Grid], list[Finding]]:
    check_parts(file)
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        check(file, archive)
        if opendocument.is_one(archive):
            return opendocument.read(file, archive)
        if binary_workbook.is_one(archive):
            return binary_workbook.read(file, archive)
        return _read_sheets(file, archive)


def _read_sheets(file: File, archive: zipfile.ZipFile) -> tuple[list[Grid], list[Finding]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styling it does not keep
        content = lean(file, archive)
        values = Values(file, content)
        written: Any = None
        findings = list(_workbook_findings(file, archive, values.book))
        grids = []
        for sheet in values.book.worksheets:
            if sheet.sheet_state == "visible" or sheet.title == marker.SHEET:
                xml = archive.read(_path(sheet))
                quick = values.quickly(sheet, xml)
                if not quick and written is None and _FORMULA.search(xml):
                    written = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
                source = written[sheet.title] if written and _FORMULA.search(xml) else None
                grid, formulas = quick or _read_sheet(file, values.slowly(sheet), source)
                grid.merged, grid.hidden = _merged(xml), _hidden(xml)
                shown_dates.shorten(grid, xml, values.precisions())
                grids.append(grid)
                findings.extend(oddities(grid, formulas))
    return grids, findings


def _workbook_findings(file: File, archive: zipfile.ZipFile, workbook: Any) -> Iterator[Finding]:
    if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
        sentence = phrase("{name} carries macros; they are not run.", name=file.name)
        yield Finding("workbook-macros", sentence, file.name)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            yield hidden_sheet(file.name, sheet.title)


def _read_sheet(file: File, values: Any, written: Any) -> tuple[Grid, int]:
    """The cells of a sheet and how many are formulas; `written` is the sheet once more, if it has any."""
    grid = Grid(file.name, values.title, [])
    formulas, size = 0, Size(f"{file.name}, {values.title},")
    for shown, source in zip_longest(_rows(values), _rows(written) if written else (), fillvalue=()):
        row = [text_of(cell.value) for cell in shown]
        size.add(row)
        for column, cell in enumerate(source):
            if cell.data_type == "f":  # text that only looks like a formula is text
                formulas += 1
                if shown[column].value is None:
                    grid.faults[len(grid.rows), column] = "formula-without-value"
        append(grid, row)
    finish(grid)
    return grid, formulas


def _rows(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    return sheet.iter_rows()  # type: ignore[no-any-return]


def _path(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # noqa: SLF001


def _merged(xml: bytes) -> list[str]:
    """Ranges such as `A2:A4`; openpyxl gives them only when it holds the whole sheet in memory."""
    return [match[1].decode() for match in islice(_MERGED.finditer(xml), _MERGED_KEPT)]


def _hidden(xml: bytes) -> frozenset[int]:
    """The rows, from 0, that a filter or a hand has hidden; one that does not say its number follows the one before."""
    if b"hidden" not in xml:
        return frozenset()
    hidden, number = set(), 0
    for row in _ROW.finditer(xml):
        says = _NUMBER.search(row[0])
        number = int(says[1]) if says else number + 1
        if _HIDDEN.search(row[0]):
            hidden.add(number - 1)
    return frozenset(hidden)
