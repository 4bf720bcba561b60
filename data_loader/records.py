"""What calamine does not tell of binary sheets (.xls, .xlsb): hidden rows, formulas, errors, merged cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_HIDDEN = 0x20, 0x10  # of the flags of a row, in .xls and .xlsb
_ENDS = 0x0A
_STARTS = (0x0809, 0x0009, 0x0209, 0x0409)
_PROTECTED = 0x2F
_SHEET_NAMES = 0x85


@dataclass
class Marks:
    """What is to be known of a sheet besides its values; rows and columns from 0."""

    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_worksheet: bool = True
    cells: int = 0
    rows: int = 0
    columns: int = 0

    def cell(self, row: int, column: int) -> None:
        self.cells += 1
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)

    def error(self, row: int, column: int, code: int) -> None:
        self.errors[row, column] = ERRORS.get(code, "#VALUE!")


def is_protected(workbook: bytes) -> bool:
    """Whether a workbook of Excel 97-2003 is encrypted."""
    return any(kind == _PROTECTED for kind, _ in _old_records(workbook, 0))


def old_sheets(workbook: bytes) -> list[Marks]:
    """The sheets of a workbook of Excel 97-2003 in its own order; charts and the like among them, without any cell."""
    named = [data for kind, data in _old_records(workbook, 0) if kind == _SHEET_NAMES]
    places = [struct.unpack_from("<I", data)[0] for data in named]
    if len({*places}) < len(places):
        raise ValueError(places)
    ends = dict(pairwise([*sorted(places), len(workbook)]))  # each is looked through once
    return [
        _old_sheet(workbook, place, ends[place], is_worksheet=data[5] == 0)
        for place, data in zip(places, named, strict=True)
    ]


def _old_records(workbook: bytes, at: int, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of the part that begins there."""
    depth, end = 0, len(workbook) if end is None else end
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", workbook, at)
        yield kind, workbook[at + 4 : at + 4 + size]
        depth += (kind in _STARTS) - (kind == _ENDS)
        at += 4 + size
        if depth <= 0:
            return


def _old_sheet(workbook: bytes, place: int, end: int, *, is_worksheet: bool) -> Marks:
    marks = Marks(is_worksheet=is_worksheet)
    for kind, data in _old_records(workbook, place, end):
        if kind in (0x0208, 0x0008) and len(data) >= 13 and data[12] & _HIDDEN[0]:
            marks.hidden.add(struct.unpack_from("<H", data)[0])
        elif kind in _OLD_CELLS and len(data) >= 6:
            row, column = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == _MANY else column
            marks.cell(row, max(column, last))
            _old_value(marks, kind, data, row, column)
    return marks


_FORMULAS, _ERROR_OR_TRUTH, _MANY = (0x0006, 0x0206, 0x0406), 0x0205, 0x00BD
_OLD_CELLS = (*_FORMULAS, _ERROR_OR_TRUTH, _MANY, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6)


def _old_value(marks: Marks, kind: int, data: bytes, row: int, column: int) -> None:
    if kind in _FORMULAS:
        marks.formulas += 1
        if data[12:14] == b"\xff\xff" and data[6:7] == b"\x02":
            marks.error(row, column, data[8])
    elif kind == _ERROR_OR_TRUTH and data[7:8] == b"\x01":
        marks.error(row, column, data[6])


_BUNDLED_SHEET = 156
_NEW_ROW, _NEW_MERGED, _NEW_FORMULAS = 0, 176, (8, 9, 10, 11)
_NEW_ERRORS = (3, 11)
_NEW_CELLS = (2, 3, 4, 5, 6, 7, *_NEW_FORMULAS)


def new_sheet(part: bytes) -> Marks:
    """A sheet of an .xlsb, from its part of the archive."""
    marks, row = Marks(), 0
    for kind, data in _new_records(part):
        if kind == _NEW_ROW and len(data) >= 12:
            row = struct.unpack_from("<I", data)[0]
            if data[11] & _HIDDEN[1]:
                marks.hidden.add(row)
        elif kind in _NEW_CELLS and len(data) >= 8:
            column = struct.unpack_from("<I", data)[0]
            marks.cell(row, column)
            marks.formulas += kind in _NEW_FORMULAS
            if kind in _NEW_ERRORS and len(data) > 8:
                marks.error(row, column, data[8])
        elif kind == _NEW_MERGED and len(data) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            marks.merged.append((top, left, bottom, right))
    return marks


def relations(workbook: bytes) -> list[str]:
    """The relations of an .xlsb that lead to its sheets, in their order."""
    named = [data for kind, data in _new_records(workbook) if kind == _BUNDLED_SHEET]
    return [data[12 : 12 + 2 * struct.unpack_from("<I", data, 8)[0]].decode("utf-16-le") for data in named]


def _new_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(part):
        kind, at = part[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (part[at] << 7), at + 1
        size = shift = 0
        while at < len(part) and shift < 28:
            byte, at = part[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[at : at + size]
        at += size
