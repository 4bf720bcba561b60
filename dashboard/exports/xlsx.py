"""A workbook of plain values and the words around them, as any spreadsheet program opens it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count, islice, zip_longest
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from dashboard.blocks import Count, Day, Items, Link, Names, Points, Row, Share, Text, Unknown
from dashboard.language.words import BRAND, SMALL_N, Words
from dashboard.theme import colours
from dashboard.view.text import plain
from data_loader.formula_text import is_like_formula

MOST_ROWS = 1_048_576
"""How many rows a sheet has room for."""
LONGEST_NAME = 31
"""How many characters the name of a sheet may have."""

_SAMPLE = 200  # rows looked at to choose the widths of columns
_WIDTHS = (8, 60)  # narrowest and widest column, in characters
_LONGEST_LINK = 2_000  # characters; longer ones stay text
_FIRST_DATE = 1900  # year; spreadsheets know no earlier ones
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """A sheet: a name for its tab, a title, lines under it, then the table. Without columns it has no header."""

    name: str
    title: str
    lines: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Iterable[Row] = ()

    @property
    def header(self) -> int:
        """The row the header is in."""
        return len(self.lines) + 3

    @property
    def room(self) -> int:
        """How many rows of the table there is room for."""
        return MOST_ROWS - self.header


def named(sheets: Iterable[Sheet], *before: str) -> Iterator[str]:
    """The names of the tabs of some sheets behind those named `before`: valid, short, none twice in any case."""
    taken = {"history", *(name.casefold() for name in before)}  # the first is the one name Excel keeps for itself
    for sheet in sheets:
        plain = _NOT_IN_NAMES.sub(" ", sheet.name).strip(" '\N{RIGHT SINGLE QUOTATION MARK}") or "-"
        endings = chain([""], (f" ({number})" for number in count(2)))
        names = (_shortened(plain, LONGEST_NAME - len(ending)) + ending for ending in endings)
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield name


def _shortened(text: str, most: int) -> str:
    """`text` in at most so many characters, cut between words where that is possible."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    start = text[: most - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def write(
    sheets: Sequence[Sheet], words: Words, file: IO[bytes], title: str, subject: str, created: dt.datetime | None
) -> None:
    """Write the workbook; its rows pass through one by one, and none of them stays in memory."""
    book = Workbook(write_only=True)
    about = book.properties
    about.title, about.subject, about.language, about.creator = title, subject, words.lang, BRAND
    if created:
        about.created = about.modified = created.replace(tzinfo=None)
    for name, sheet in zip(named(sheets), sheets, strict=True):
        _write(book.create_sheet(name), sheet, words)
    book.save(file)


def _write(place: Any, sheet: Sheet, words: Words) -> None:
    """Everything that is said of a sheet as a whole comes before its first row, as the rows are not kept."""
    rows = iter(sheet.rows)
    sample = list(islice(rows, _SAMPLE))
    for number, width in enumerate(_widths([sheet.columns, *sample]), start=1):
        place.column_dimensions[get_column_letter(number)].width = width
    place.sheet_properties.pageSetUpPr.fitToPage = True  # printed, it is as wide as the paper
    place.page_setup.orientation, place.page_setup.paperSize, place.page_setup.fitToHeight = "landscape", 9, 0
    if sheet.columns:
        place.freeze_panes = f"B{sheet.header + 1}"
        place.print_title_rows = f"{sheet.header}:{sheet.header}"
    place.append([_line(place, sheet.title, Font(bold=True, size=14, color=_colour("ink")))])
    for line in sheet.lines:
        place.append([_line(place, line, Font(color=_colour("quiet")))])
    place.append([])
    if sheet.columns:
        place.append([_head(place, column) for column in sheet.columns])
    number = 0
    for number, row in enumerate(islice(chain(sample, rows), sheet.room), start=1):  # noqa: B007 - counted
        place.append([_cell(place, value, words) for value in row])
    if sheet.columns and number:
        place.auto_filter.ref = f"A{sheet.header}:{get_column_letter(len(sheet.columns))}{sheet.header + number}"


def _widths(rows: Sequence[Row]) -> list[int]:
    """The width of each column, in characters, by the longest text in the rows looked at."""
    narrowest, widest = _WIDTHS
    lengths_of_rows = ([len(value) if isinstance(value, str) else 8 for value in row] for row in rows)
    columns = zip_longest(*lengths_of_rows, fillvalue=0)
    return [min(max(narrowest, *lengths) + 2, widest) for lengths in columns]


def _line(place: Any, text: str, font: Font) -> Cell:
    """A line above the table, which runs on over the columns beside it."""
    cell = text_cell(place, text)
    cell.font, cell.alignment = font, Alignment(wrap_text=False)
    return cell


def _head(place: Any, text: str) -> Cell:
    cell = text_cell(place, text)
    cell.font = Font(bold=True, color=_colour("ink"))
    cell.fill = PatternFill("solid", fgColor=_colour("sunken"))
    cell.border = Border(bottom=Side(style="thin", color=_colour("control")))
    cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    return cell


def _colour(name: str) -> str:
    return colours.LIGHT[name].removeprefix("#")


def text_cell(place: Any, text: str) -> Cell:
    """Text, and never anything else, whatever it starts with."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell = WriteOnlyCell(place, plain)
    cell.data_type = "s"
    cell.quotePrefix = is_like_formula(plain)
    if len(plain) > _WIDTHS[1] or "\n" in plain:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(place: Any, value: Text, words: Words) -> Any:
    """A value as the spreadsheet knows it, everything else as text; what is not known is an empty cell."""
    if make := _MAKERS.get(type(value)):
        return make(place, value, words)
    if isinstance(value, Names | Items):  # apart from each other as in the columns of the data
        text = "; ".join(plain(item, words) for item in value.items)
    else:
        text = plain(value, words)
    return text_cell(place, text) if text else None


def _formatted(place: Any, value: Any, code: str) -> Cell:
    cell = WriteOnlyCell(place, value)
    cell.number_format = code
    return cell


def _day(place: Any, value: Day, _: Words) -> Any:
    """A date that spreadsheets know as one, in an order that means the same everywhere; text where less is known."""
    if _DAY.fullmatch(value.text) and int(value.text[:4]) >= _FIRST_DATE:
        with suppress(ValueError):
            return _formatted(place, dt.date.fromisoformat(value.text), "yyyy-mm-dd")
    return text_cell(place, value.text) if value.text else None


def _share(place: Any, value: Share, words: Words) -> Any:
    """The exact rate; the format writes few as counts, so that the number and what is read are both right."""
    if not value.whole:
        return None
    code = "0%" if value.whole >= SMALL_N else f'"{words.rate(value.part, value.whole)}"'
    return _formatted(place, value.part / value.whole, code)


def _points(place: Any, value: Points, _: Words) -> Any:
    code = "+0;\N{MINUS SIGN}0;0" if isinstance(value.value, int) else "+0.0;\N{MINUS SIGN}0.0;0"
    return _formatted(place, value.value, code)


def _link(place: Any, value: Link, words: Words) -> Any:
    """The text of a link; one that is written as its address can be followed."""
    cell = text_cell(place, plain(value.text, words))
    if value.text != value.href or len(value.href) > _LONGEST_LINK:
        return cell
    cell.row = cell.column = 1  # the sheet puts it where it stands
    cell.hyperlink = value.href
    cell.font = Font(color=_colour("accent"), underline="single")
    return cell


_MAKERS: dict[type, Any] = {
    Count: lambda place, value, _: _formatted(place, value.n, "#,##0"),
    Share: _share,
    Points: _points,
    Day: _day,
    Unknown: lambda *_: None,
    Link: _link,
}
"""How each kind of value is written."""
