"""The user's own spreadsheet given back as a workbook: a list of the findings first, and each faulty cell marked.

Values are written as text or numbers, never as formulas, and nothing that runs or calls elsewhere is carried over.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.hyperlink import Hyperlink

from data_loader.archive import STRICT
from data_loader.formula_text import is_like_formula
from data_loader.read import read
from data_loader.report import Finding
from data_loader.spreadsheet import File, Grid

MAX_COMMENTS = 1_000  # beyond, a workbook opens slowly; the list has them all
MAX_LISTED = 100_000  # a sheet has no more than 1,048,576 rows
MAX_CELLS = 1_000_000  # beyond, writing takes minutes; the list alone is given back
MAX_STYLED = 16 * 2**20  # bytes unpacked: openpyxl holds a workbook with its styles in fifty times that
MAX_TEXT = 32_767  # letters in a cell, says Excel
NAME = "Findings"

_FILLS = {"error": PatternFill("solid", "FFFFC7CE"), "warning": PatternFill("solid", "FFFFEB9C")}
_BOLD, _LINK = Font(bold=True), Font(color="0563C1", underline="single")
_WIDTHS = {"Severity": 10, "Where": 22, "Column": 22, "Found": 28, "What is wrong": 80, "Did you mean": 28, "Code": 22}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

Marks = dict[str, dict[str, list[Finding]]]
"""Sheet → address of a cell → what is wrong with it."""


def mark(file: File, findings: Sequence[Finding]) -> bytes:
    """`file` as a workbook (.xlsx) in which the cells that `findings` name are filled and commented."""
    own = [finding for finding in findings if finding.file == file.name]
    grids, _ = read(file)
    marks = _marks(own)
    if sum(len(row) for grid in grids for row in grid.rows) > MAX_CELLS:
        grids = []
    book = _with_styles(file, own, marks) if grids and _may_be_opened(file) else _plain(file, grids, own, marks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _marks(findings: Iterable[Finding]) -> Marks:
    marks: Marks = {}
    for finding in findings:
        if finding.cell:
            marks.setdefault(finding.sheet, {}).setdefault(finding.cell, []).append(finding)
    return marks


def _may_be_opened(file: File) -> bool:
    """Whether it is an .xlsx small enough to keep its styles; that it is sound was seen when it was read."""
    if not file.content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        if "xl/workbook.xml" not in archive.namelist() or STRICT in archive.read("xl/workbook.xml"):
            return False  # openpyxl sees no sheet
        return sum(part.file_size for part in archive.infolist()) <= MAX_STYLED


def _with_styles(file: File, findings: Sequence[Finding], marks: Marks) -> Any:
    """The user's sheets as they look, with the values of the last calculation in place of formulas."""
    book = openpyxl.load_workbook(io.BytesIO(file.content), data_only=True, keep_links=False)
    book.defined_names = DefinedNameDict()
    places = {}
    left = MAX_COMMENTS
    for sheet in book.worksheets:
        sheet.data_validations, sheet.conditional_formatting = DataValidationList(), ConditionalFormattingList()
        places[sheet.title] = sheet.title
        for address, in_cell in marks.get(sheet.title, {}).items():
            left -= _mark(sheet[address], in_cell, commented=left > 0)
    sheet = book.create_sheet(NAME, 0)
    _list(sheet, findings, places)
    book.active = 0
    return book


def _plain(file: File, grids: Sequence[Grid], findings: Sequence[Finding], marks: Marks) -> Any:
    """Sheets of text, written row by row however many there are."""
    book = openpyxl.Workbook(write_only=True)
    listed = book.create_sheet(NAME)
    sheets = [book.create_sheet(_title(grid.sheet or PurePath(file.name).stem)) for grid in grids]
    places = {grid.sheet: sheet.title for grid, sheet in zip(grids, sheets, strict=True)}
    _list(listed, findings, places)
    left = MAX_COMMENTS
    for grid, sheet in zip(grids, sheets, strict=True):
        for row, faulty in _rows(sheet, grid, marks.get(grid.sheet, {})):
            for cell, in_cell in faulty:
                left -= _mark(cell, in_cell, commented=left > 0)
            sheet.append(row)
    return book


def _rows(
    sheet: Any, grid: Grid, marks: dict[str, list[Finding]]
) -> Iterator[tuple[list[Any], list[tuple[Any, list[Finding]]]]]:
    """Each row as cells, and those of them that are marked."""
    marked_rows: dict[int, list[str]] = {}
    for address in marks:
        marked_rows.setdefault(int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), []).append(address)
    for number, texts in enumerate(grid.rows, 1):
        wanted = {address: marks[address] for address in marked_rows.get(number, ())}
        cells: list[Any] = [_text(sheet, text) if text else None for text in texts]
        faulty = []
        for address, findings in wanted.items():
            column = openpyxl.utils.column_index_from_string(address.rstrip("0123456789")) - 1
            cells += [None] * (column + 1 - len(cells))
            cells[column] = cells[column] or _text(sheet, "")
            faulty.append((cells[column], findings))
        yield cells, faulty


def _text(sheet: Any, text: str) -> Any:
    """A cell that holds `text` and nothing else: no number, no date, and no formula, not even once it is edited."""
    cell: Any = WriteOnlyCell(sheet)
    cell._value = _clean(text) or None  # noqa: SLF001  the setter would read =1+1 as a formula
    cell.data_type = "s"
    if is_like_formula(text):
        cell.quotePrefix = True
    return cell


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)[:MAX_TEXT]


def _mark(cell: Any, findings: Sequence[Finding], *, commented: bool) -> int:
    """Fills a cell and says what is wrong with it; the number of comments written."""
    worst = min(finding.severity for finding in findings)
    cell.fill = _FILLS[worst]
    if not commented or isinstance(cell, MergedCell):
        return 0
    cell.comment = Comment(
        _clean("\n".join(comment(finding) for finding in findings)), "Open Government Monitor", 120, 320
    )
    return 1


def comment(finding: Finding) -> str:
    """The sentence of a finding and what was perhaps meant."""
    return finding.sentence + (f" Did you mean {finding.suggestion}?" if finding.suggestion else "")


def _list(sheet: Any, findings: Sequence[Finding], places: dict[str, str]) -> None:
    """Every finding a row, its place a link to its cell; `places` gives the title of each sheet that is in the book."""
    for number, width in enumerate(_WIDTHS.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    header = [_text(sheet, name) for name in _WIDTHS]
    for cell in header:
        cell.font = _BOLD
    sheet.append(header)
    for row, finding in enumerate(findings[:MAX_LISTED], 2):
        cells = [_text(sheet, text) for text in _line(finding)]
        cells[0].fill = _FILLS[finding.severity]
        if finding.cell and finding.sheet in places:
            title = places[finding.sheet].replace("'", "''")
            cells[1].hyperlink = Hyperlink(ref="", location=f"'{title}'!{finding.cell}")
            cells[1].hyperlink.ref = f"B{row}"  # until it is appended, a cell takes itself for A1
            cells[1].font = _LINK
        sheet.append(cells)
    if len(findings) > MAX_LISTED:
        sheet.append([_text(sheet, f"… and {len(findings) - MAX_LISTED:,} more")])


def _line(finding: Finding) -> tuple[str, ...]:
    where = finding.address or finding.sheet or finding.file
    return (
        finding.severity, where, finding.column, finding.value, finding.sentence, finding.suggestion, finding.code
    )  # fmt: skip


def _title(name: str) -> str:
    """A title that a sheet may bear."""
    return _clean(_NOT_IN_TITLES.sub("_", name)).strip("'")[:31] or "Sheet"
