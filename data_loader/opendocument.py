"""OpenDocument spreadsheets (.ods) as grids of text, within the limits although a cell may stand for a million."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pyexpat import ParserCreate

from data_loader import marker, spreadsheet
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.sheets import Size, append, finish, hidden_sheet, oddities, range_of
from data_loader.spreadsheet import File, Grid, Unreadable, check_size, protected

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_CHUNK = 2**20
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE = (f"{_OASIS}{name}:1.0 " for name in ("table", "text", "office", "style"))
_DRAWING = f"{_OASIS}drawing:1.0 "
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_BLANKS = re.compile(r"\s*[\t\r\n]\s*")  # LibreOffice keeps blanks alone as they are, whatever the standard says
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")
_WHOLE = re.compile(r"-?\d+")
_MERGED_KEPT = 1000  # each is an error already

Attributes = dict[str, str]


def is_one(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is an OpenDocument file."""
    names = archive.namelist()
    return (_CONTENT in names or _MANIFEST in names) and not any(name.startswith("xl/") for name in names)


def read(file: File, archive: zipfile.ZipFile) -> tuple[list[Grid], list[Finding]]:
    """The visible sheets; raises Unreadable where there are none to be had."""
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise protected(file)
    reader = _Reader(file)
    with archive.open(_CONTENT) as stream:
        while chunk := stream.read(_CHUNK):
            reader.parse(chunk)
    reader.parse(b"", last=True)
    if not reader.is_spreadsheet:
        sentence = phrase("{name} is an OpenDocument file, but no spreadsheet.", name=file.name)
        raise Unreadable("not-a-table", sentence)
    return reader.grids, reader.findings


@dataclass
class _Cell:
    """A cell whose content is being read."""

    attributes: Attributes
    paragraphs: list[str] = field(default_factory=list)

    def whole(self, name: str) -> int:
        return max(int(self.attributes.get(f"{_TABLE}{name}", "1")), 1)

    @property
    def is_formula(self) -> bool:
        return f"{_TABLE}formula" in self.attributes

    def text(self) -> str:
        shown = "\n".join(self.paragraphs)
        if self.attributes.get(_CALC_TYPE) == "error":
            return shown if shown.startswith("#") else "#VALUE!"  # LibreOffice shows some as Err:502
        kind = self.attributes.get(f"{_OFFICE}value-type", "")
        name = _VALUES.get(kind)
        value = self.attributes.get(f"{_OFFICE}{name}") if name else None
        return shown if value is None else _AS_TEXT.get(kind, _number)(value)


def _number(value: str) -> str:
    if _WHOLE.fullmatch(value):
        return value
    number = float(value)
    return str(int(number)) if number.is_integer() else str(number)


def _time(value: str) -> str:
    match = _TIME.match(value)
    return ":".join(part.zfill(2) for part in match.groups()) if match else value


_VALUES = {
    "float": "value", "percentage": "value", "currency": "value", "date": "date-value", "time": "time-value",
    "boolean": "boolean-value", "string": "string-value",
}  # fmt: skip
"""The attribute that holds the value of a cell of each kind; without it, it is what the cell shows."""
_AS_TEXT: dict[str, Callable[[str], str]] = {
    "date": lambda value: value[:10],
    "time": _time,
    "boolean": lambda value: "1" if value == "true" else "0",
    "string": str,
}


class _Reader:
    """Makes grids of what the parser comes by; of each sheet, no more than the limits allow."""

    def __init__(self, file: File) -> None:
        self.grids: list[Grid] = []
        self.findings: list[Finding] = []
        self.is_spreadsheet = False
        self._file = file
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: _Sheet | None = None
        self._tables = 0  # how many are open: a cell may hold another
        self._cell: _Cell | None = None
        self._letters: list[str] | None = None  # of the paragraph that is open
        self._aside = 0  # elements open that are no text of the cell: notes and drawings
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def parse(self, chunk: bytes, *, last: bool = False) -> None:
        self._parser.Parse(chunk, last)

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._aside or name == f"{_OFFICE}annotation" or name.startswith(_DRAWING):
            self._aside += 1
        elif name in _STARTS:
            _STARTS[name](self, attributes)

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in _ENDS:
            _ENDS[name](self)

    def _characters(self, text: str) -> None:
        if self._letters is not None and not self._aside:
            self._letters.append(_BLANKS.sub(" ", text))

    def spreadsheet(self, _attributes: Attributes) -> None:
        self.is_spreadsheet = True

    def style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def table(self, attributes: Attributes) -> None:
        self._tables += 1
        if self._tables == 1 and self.is_spreadsheet:
            title = attributes.get(f"{_TABLE}name", "")
            is_hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
            self._sheet = _Sheet(Grid(self._file.name, title, []), is_hidden=is_hidden)

    def end_table(self) -> None:
        self._tables -= 1
        if self._tables or not self._sheet:
            return
        grid = self._sheet.grid
        if self._sheet.is_hidden:
            self.findings.append(hidden_sheet(grid.file, grid.sheet))
        if not self._sheet.is_hidden or grid.sheet == marker.SHEET:
            self.findings += self._sheet.finished()
            self.grids.append(grid)
        self._sheet = None

    def row(self, attributes: Attributes) -> None:
        if self._sheet and self._tables == 1:
            times = max(int(attributes.get(f"{_TABLE}number-rows-repeated", "1")), 1)
            is_hidden = attributes.get(f"{_TABLE}visibility") in ("collapse", "filter")
            self._sheet.begin_row(times, is_hidden=is_hidden)

    def end_row(self) -> None:
        if self._sheet and self._tables == 1:
            self._sheet.end_row()

    def cell(self, attributes: Attributes) -> None:
        if self._tables == 1:
            self._cell = _Cell(attributes)

    def end_cell(self) -> None:
        if self._sheet and self._cell and self._tables == 1:
            self._sheet.add(self._cell)
            self._cell = None

    def paragraph(self, _attributes: Attributes) -> None:
        if self._cell and self._tables == 1:
            self._letters = []

    def end_paragraph(self) -> None:
        if self._cell and self._letters is not None:
            self._cell.paragraphs.append("".join(self._letters))
        self._letters = None

    def space(self, attributes: Attributes) -> None:
        times = int(attributes.get(f"{_TEXT}c", "1"))
        self._put(" " * min(times, spreadsheet.LIMITS.letters + 1))

    def tab(self, _attributes: Attributes) -> None:
        self._put("\t")

    def line_break(self, _attributes: Attributes) -> None:
        self._put("\n")

    def _put(self, text: str) -> None:
        if self._letters is not None:
            self._letters.append(text)


_STARTS: dict[str, Callable[[_Reader, Attributes], None]] = {
    f"{_OFFICE}spreadsheet": _Reader.spreadsheet,
    f"{_STYLE}style": _Reader.style,
    f"{_STYLE}table-properties": _Reader.table_properties,
    f"{_TABLE}table": _Reader.table,
    f"{_TABLE}table-row": _Reader.row,
    **dict.fromkeys(_CELLS, _Reader.cell),
    f"{_TEXT}p": _Reader.paragraph,
    f"{_TEXT}s": _Reader.space,
    f"{_TEXT}tab": _Reader.tab,
    f"{_TEXT}line-break": _Reader.line_break,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    f"{_TABLE}table": _Reader.end_table,
    f"{_TABLE}table-row": _Reader.end_row,
    **dict.fromkeys(_CELLS, _Reader.end_cell),
    f"{_TEXT}p": _Reader.end_paragraph,
}


class _Sheet:
    """A sheet that fills cell by cell; empty cells and rows are put in once something follows them."""

    def __init__(self, grid: Grid, *, is_hidden: bool) -> None:
        self.grid, self.is_hidden = grid, is_hidden
        self._size = Size(f"{grid.file}, {grid.sheet},")
        self._row: list[str] = []
        self._gap, self._rows_passed = 0, 0
        self._times, self._row_is_hidden = 1, False
        self._formulas = 0
        self._hidden: set[int] = set()

    def begin_row(self, times: int, *, is_hidden: bool) -> None:
        self._row, self._gap = [], 0
        self._times, self._row_is_hidden = times, is_hidden

    def add(self, cell: _Cell) -> None:
        """A cell, as often as it is repeated."""
        times, text = cell.whole("number-columns-repeated"), cell.text()
        number, column = len(self.grid.rows) + self._rows_passed, len(self._row) + self._gap
        self._formulas += cell.is_formula * times
        if cell.is_formula and not text:
            self.grid.faults[number, column] = "formula-without-value"
        down, right = cell.whole("number-rows-spanned"), cell.whole("number-columns-spanned")
        if (down > 1 or right > 1) and len(self.grid.merged) < _MERGED_KEPT:
            self.grid.merged.append(range_of(number, column, number + down - 1, column + right - 1))
        if not text and not cell.is_formula:
            self._gap += times
            return
        check_size(f"{self.grid.file}, {self.grid.sheet},", 0, column + times)
        self._row += [""] * self._gap + [text] * times
        self._gap = 0

    def end_row(self) -> None:
        if not self._row:
            self._rows_passed += self._times
            return
        first, last = len(self.grid.rows) + self._rows_passed, len(self.grid.rows) + self._rows_passed + self._times
        check_size(f"{self.grid.file}, {self.grid.sheet},", last, len(self._row))
        self._size.add(self._row, self._times)
        self.grid.rows += [[] for _ in range(self._rows_passed)]
        self._rows_passed = 0
        for _ in range(self._times):
            append(self.grid, [*self._row])
        if self._row_is_hidden:
            self._hidden.update(range(first, last))

    def finished(self) -> Iterator[Finding]:
        """The sheet is whole; what is odd about it."""
        finish(self.grid)
        self.grid.hidden = frozenset(self._hidden)
        yield from oddities(self.grid, self._formulas)
