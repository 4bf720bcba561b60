"""Binary workbooks, .xls and .xlsb, as grids of text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence

from data_loader import apart, marker, records
from data_loader.compound import Compound, Damaged
from data_loader.phrases import phrase
from data_loader.records import Marks
from data_loader.report import Finding
from data_loader.sheets import Size, append, finish, hidden_sheet, oddities, range_of, text_of
from data_loader.spreadsheet import File, Grid, Unreadable, check_cells, check_size, damaged, protected

_WORKBOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_ENCRYPTED = "EncryptedPackage"
_BINARY, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_NONE = Marks()
_RELATION = re.compile(r"<Relationship\s[^>]*>")


def is_one(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is a binary workbook (.xlsb)."""
    return _BINARY in archive.namelist()


def read_old(file: File) -> tuple[list[Grid], list[Finding]]:
    """The visible sheets of an .xls; raises Unreadable where it is protected, damaged or something else."""
    try:
        compound = Compound(file.content)
        if _ENCRYPTED in compound.names:
            raise protected(file)
        name = next((name for name in _WORKBOOKS if name in compound.names), "")
        if not name:
            sentence = phrase("{name} is no workbook of Excel; save its table as .xlsx or CSV.", name=file.name)
            raise Unreadable("not-a-table", sentence)
        workbook = compound.stream(name)
    except Damaged:
        raise damaged(file) from None
    if records.is_protected(workbook):
        raise protected(file)
    return _read(file, records.old_sheets(workbook))


def read(file: File, archive: zipfile.ZipFile) -> tuple[list[Grid], list[Finding]]:
    """The visible sheets of an .xlsb."""
    parts = [part for part in _parts(archive) if "worksheet" in part]
    if len({*parts}) < len(parts):
        raise damaged(file)
    return _read(file, [records.new_sheet(archive.read(part)) for part in parts])


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold the sheets, in the order of the workbook."""
    targets = {}
    for relation in _RELATION.findall(archive.read(_RELATIONS).decode("utf-8")):
        named = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', relation))
        targets[named["Id"]] = named["Target"].lstrip("/")
    names = records.relations(archive.read(_BINARY))
    return [part if (part := targets[name]).startswith("xl/") else f"xl/{part}" for name in names]


def _read(file: File, marks: Sequence[Marks]) -> tuple[list[Grid], list[Finding]]:
    """Sheets with the marks of each; what is out of bounds is not even begun."""
    for mark in marks:
        check_size(file.name, mark.rows, 0)
        check_cells(file.name, mark.rows * mark.columns)
    grids: list[Grid] = []
    findings: list[Finding] = []
    of_sheets = iter([mark for mark in marks if mark.is_worksheet])
    for sheet in apart.sheets(file, also=marker.SHEET):
        mark = next(of_sheets, _NONE)
        if mark is _NONE:
            raise damaged(file)
        if not sheet.is_visible:
            findings.append(hidden_sheet(file.name, sheet.title))
        if sheet.is_visible or sheet.title == marker.SHEET:
            grid = _grid(file, sheet, mark)
            grids.append(grid)
            findings += oddities(grid, mark.formulas)
    return grids, findings


def _grid(file: File, sheet: apart.Sheet, mark: Marks) -> Grid:
    grid = Grid(file.name, sheet.title, [], hidden=frozenset(mark.hidden))
    ranges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged]
    grid.merged = [range_of(*edges) for edges in ranges or mark.merged]
    size = Size(f"{file.name}, {sheet.title},")
    wrong = _by_row(mark)
    for number, values in enumerate(sheet.rows):
        row = [text_of(value) for value in values]
        size.add(row)
        for column, error in wrong.get(number, ()):
            row += [""] * (column + 1 - len(row))
            row[column] = error
        append(grid, row)
    finish(grid)
    return grid


def _by_row(mark: Marks) -> dict[int, list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), error in mark.errors.items():
        rows.setdefault(row, []).append((column, error))
    return rows
