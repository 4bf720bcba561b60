"""Dates of a workbook (.xlsx) at the precision it shows: Dec-16 is a month, whatever day a program put behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from openpyxl.utils import column_index_from_string

from data_loader.spreadsheet import Grid

DAY, MONTH, YEAR = 10, 7, 4
"""How many letters of a date such as 2016-12-01 say what is shown."""
_ASIDE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]{1,5})"')
_FIRSTS = {MONTH: "-01", YEAR: "-01-01"}


def precision(code: str) -> int:
    """What the format of a cell shows of a date: `mmm-yy` a month, `yyyy` a year, any other a day."""
    letters = set(_ASIDE.sub("", code).lower()) & set("ymdhs")
    return {frozenset("ym"): MONTH, frozenset("y"): YEAR}.get(frozenset(letters), DAY)


def shorten(grid: Grid, xml: bytes, styles: Mapping[int, int]) -> None:
    """Leaves of the first day of a month or year what cells show; `styles` gives how much, of those that hide some."""
    for cell in _CELL.finditer(xml) if styles else ():
        style, place = _STYLE.search(cell[1]), _PLACE.search(cell[1])
        if style and place and int(style[1]) in styles:
            row, column = int(place[2]) - 1, column_index_from_string(place[1].decode()) - 1
            _shorten(grid, row, column, styles[int(style[1])])


def _shorten(grid: Grid, row: int, column: int, letters: int) -> None:
    if row < len(grid.rows) and column < len(grid.rows[row]):
        text = grid.rows[row][column]
        if len(text) == DAY and text.endswith(_FIRSTS[letters]) and text[:4].isdecimal():
            grid.rows[row][column] = text[:letters]
