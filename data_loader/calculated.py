"""Values of a workbook (.xlsx): by calamine, which is fast, where they are what openpyxl gives; else by openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import python_calamine
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS

from data_loader import shown_dates, spreadsheet
from data_loader.sheets import Size, append, finish, text_of
from data_loader.spreadsheet import File, Grid

_STRINGS = "xl/sharedStrings.xml"
_SPARSE = 4  # times the cells there are that the rectangle around them may hold: calamine keeps all of it
_SMALL = 100_000  # cells of a rectangle that may be empty
_MOST_LETTERS = 2**28  # that cells show together: calamine keeps a text for each cell, openpyxl one for all

_COLUMNS, _ROWS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]'), re.compile(rb'<row r="([0-9]{1,7})"')
_ROWS_OF_CELLS = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_STRANGE = (b't="e"', b't="d"', b"\r", b"<![CDATA[", b"rPh", b"&#")
"""What the two libraries do not read alike, or calamine does not tell: errors, dates as text, escapes."""
_UNCERTAIN = (
    (b"<v>", re.compile(rb"<v>(?:-?[0-9]{16,}</v>|\s|[^<]*\s</v>)")),  # more digits than a float has; outer blanks
    (b"<t>", re.compile(rb"<t>(?:\s|[^<]*\s</t>)")),
    (b"_x", re.compile(rb"_x[0-9A-Fa-f]{4}_")),  # letters written as numbers
)
_WITH_VALUE = re.compile(rb"<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)<v>[^<]")
_BEYOND_DATES = re.compile(rb"<v>(?:-|[0-9]{7}|[0-9.]+[eE])")

_QUOTED = re.compile(r'"[^"]*"|\\.|[_*].|\[\$[^\]]*\]|\[(?:[A-Z][a-z]+|Color ?\d+|[<>=]+[\d.]+)\]')
_NO_DATE = re.compile(r"[0-9#?.,%$€£¥ ()\-+;@/E]*")
_DATE = re.compile(r"[dmyhsDMYHS/\-., :年月日]*(?:AM/PM|am/pm)?;?@?")
_ALIKE = (*range(23), *range(37, 46), 47, 48, 49)  # formats of Excel's own whose meaning is the same everywhere


class _Reader(ExcelReader):
    """openpyxl's reader, which reads the shared texts only when they are asked for."""

    def read_strings(self) -> None:
        """Not yet."""

    def fill(self) -> None:
        """Now, into the list that every sheet has."""
        shared = self.shared_strings
        if not shared:
            super().read_strings()
            shared.extend(self.shared_strings)
            self.shared_strings = shared


class Values:
    """A workbook as `book`, and the values of its sheets as the last calculation left them."""

    def __init__(self, file: File, content: bytes) -> None:
        self._file, self._content = file, content
        self._reader = _Reader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        self._reader.read()
        self.book: Any = self._reader.wb
        self._by_calamine: Any = None
        self._longest = self._longest_text()
        self._is_plain = self._longest is not None and all(map(self._is_alike, range(len(self._styles))))

    @property
    def _styles(self) -> Any:
        return self.book._cell_styles  # noqa: SLF001

    def precisions(self) -> dict[int, int]:
        """Styles of dates that do not show the day, with how much of a date they show."""
        letters_of = {style: shown_dates.precision(self._format(style)) for style in self.book._date_formats}  # noqa: SLF001
        return {style: letters for style, letters in letters_of.items() if letters < shown_dates.DAY}

    def _format(self, style: int) -> str:
        number = self._styles[style].numFmtId
        own = self.book._number_formats  # noqa: SLF001
        return str(BUILTIN_FORMATS.get(number) or own[number - 164])

    def slowly(self, sheet: Any) -> Any:
        """The sheet, to be read by openpyxl."""
        self._reader.fill()
        return sheet

    def quickly(self, sheet: Any, xml: bytes) -> tuple[Grid, int] | None:
        """The grid, by calamine, and how many of its cells are formulas; None where openpyxl might give another."""
        formulas = _formulas(xml)
        if formulas is None or not self._is_plain or not self._is_ordinary(xml):
            return None
        book_sheet = self._sheet(sheet.title)
        return None if book_sheet is None else (_grid(self._file, sheet.title, book_sheet), formulas)

    def _sheet(self, title: str) -> Any:
        try:
            with suppress(python_calamine.CalamineError, ValueError):
                self._by_calamine = self._by_calamine or python_calamine.load_workbook(io.BytesIO(self._content))
                return self._by_calamine.get_sheet_by_name(title)
        except BaseException as problem:
            if type(problem).__name__ != "PanicException":  # what it raises where it fails in a way it should not
                raise
        return None

    def _longest_text(self) -> int | None:
        """Bytes of the longest of the shared texts; None where one of them may be read in two ways."""
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            if _STRINGS not in archive.namelist():
                return 0
            xml = archive.read(_STRINGS)
        if _is_strange(xml):
            return None
        return max(map(len, xml.split(b"</si>")))

    def _is_alike(self, style: int) -> bool:
        """Whether both libraries agree on what the format of a style makes of a number."""
        number = self._styles[style].numFmtId
        if number in BUILTIN_FORMATS or number < 164:
            return number in _ALIKE
        code = _QUOTED.sub("", self.book._number_formats[number - 164])  # noqa: SLF001
        is_date = style in self.book._date_formats  # noqa: SLF001
        is_duration = style in self.book._timedelta_formats  # noqa: SLF001
        code = re.sub("(?i)general", "", code)
        return not is_duration and bool((_DATE if is_date else _NO_DATE).fullmatch(code))

    def _is_ordinary(self, xml: bytes) -> bool:
        if _is_strange(xml):
            return False
        if self.book._date_formats and _BEYOND_DATES.search(xml):  # noqa: SLF001
            return False
        cells = xml.count(b"<c", xml.find(b"<sheetData"), xml.rfind(b"</sheetData"))
        columns, rows = _COLUMNS.findall(xml), _ROWS_OF_CELLS.findall(xml)
        if len(columns) != cells or len(rows) != cells or not set(rows) <= set(_ROWS.findall(xml)):
            return False  # not every cell says where it is, or not where its row is
        across = max(map(_number_of, set(columns)), default=0)
        rectangle = across * max(map(int, set(rows)), default=0)
        letters = (self._longest or 0) * xml.count(b't="s"')
        limits = spreadsheet.LIMITS
        return rectangle <= min(max(_SMALL, _SPARSE * cells), limits.cells) and letters <= min(
            _MOST_LETTERS, limits.unpacked
        )


def _formulas(xml: bytes) -> int | None:
    """How many cells are formulas; None where the value of one is not stored, or none can be counted so."""
    written = sum(xml.count(b"<f" + end) for end in (b">", b" ", b"/"))
    return written if not written or sum(1 for _ in _WITH_VALUE.finditer(xml)) == written else None


def _is_strange(xml: bytes) -> bool:
    if b"\r" in xml[:100] and xml.find(b"\r", 100) < 0:  # Excel ends the first line with a carriage return
        xml = xml[100:]
    return any(strange in xml for strange in _STRANGE) or any(
        start in xml and pattern.search(xml) for start, pattern in _UNCERTAIN
    )


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _grid(file: File, title: str, sheet: Any) -> Grid:
    grid = Grid(file.name, title, [])
    size = Size(f"{file.name}, {title},")
    if sheet.start is None:
        return grid
    before = [""] * sheet.start[1]  # its rows begin at the top, and at the first column that has a cell
    for values in sheet.iter_rows():
        row = before + [_TEXTS.get(type(value), text_of)(value) for value in values]
        size.add(row)
        append(grid, row)
    finish(grid)
    return grid


def _as_it_is(value: str) -> str:
    return value


def _day(value: dt.date) -> str:
    return value.isoformat()


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


_TEXTS: dict[type, Callable[[Any], str]] = {str: _as_it_is, dt.date: _day, float: _number}
"""The most frequent types of values, for speed."""
