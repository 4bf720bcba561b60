"""Spreadsheets that no library here writes, made by hand: .ods, .xls, .xlsb, and .xlsx as Excel's Strict Open XML."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Collection, Sequence
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | bool | dt.date
Rows = Sequence[Sequence[Cell]]
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: dict[str, bytes | str]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(sheets: dict[str, Rows | str], hidden: Collection[str] = (), manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet; a sheet is rows, or the XML that stands in its table."""
    styles = f'<style:style style:name="off" style:family="table">{_HIDE}</style:style>'
    off = ' table:style-name="off"'
    tables = "".join(
        f"<table:table table:name={quoteattr(title)}{off if title in hidden else ''}>"
        f"{rows if isinstance(rows, str) else ''.join(map(ods_row, rows))}</table:table>"
        for title, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content,
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    })  # fmt: skip


_HIDE = '<style:table-properties table:display="false"/>'
_NAMESPACES = " ".join(
    f'xmlns:{name}="{_OFFICE}:{full}:1.0"'
    for name, full in (*((name, name) for name in ("office", "table", "text", "style")), ("draw", "drawing"))
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip


def ods_row(cells: Sequence[Cell], attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(value: Cell, attributes: str = "") -> str:
    kind, given, shown = _of_ods(value)
    if value == "":
        return f"<table:table-cell {attributes}/>"
    return (
        f'<table:table-cell office:value-type="{kind}" {given} {attributes}>'
        f"<text:p>{escape(shown)}</text:p></table:table-cell>"
    )


def _of_ods(value: Cell) -> tuple[str, str, str]:
    if isinstance(value, bool):
        return "boolean", f'office:boolean-value="{str(value).lower()}"', str(value).upper()
    if isinstance(value, dt.date):
        return "date", f'office:date-value="{value.isoformat()}"', f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return "string", "", value
    return "float", f'office:value="{value!r}"', f"{value:,.1f}"


STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
}


def strict(book: bytes) -> bytes:
    """A workbook (.xlsx) under the names of Strict Open XML."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        assert isinstance(content, bytes)
        for usual, other in STRICT.items():
            content = content.replace(usual.encode(), other.encode())  # noqa: PLW2901  one name after the other
        parts[name] = content
    return packed(parts)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each at least as long as those that get sectors of their own."""
    content, entries, fat = b"", [], [0xFFFFFFFD]
    for name, given in streams.items():
        stream = given.ljust(4096, b"\0")
        sectors = -(-len(stream) // 512)
        first = len(fat)
        fat += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        content += stream.ljust(sectors * 512, b"\0")
        entries.append(_entry(name, 2, first, len(stream)))
    start = len(fat)
    directory = b"".join([_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1), *entries])
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    fat += [*range(start + 1, start + len(directory) // 512), 0xFFFFFFFE]
    assert len(fat) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))) + content + directory


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    written = name.encode("utf-16-le").ljust(64, b"\0")
    head = struct.pack("<HBB3I", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return written + head + b"\0" * 36 + struct.pack("<IQ", start, size)


def record(kind: int, *data: bytes) -> bytes:
    joined = b"".join(data)
    return struct.pack("<HH", kind, len(joined)) + joined


ERROR = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


def xls(
    sheets: dict[str, Rows],
    hidden_rows: Collection[int] = (),
    hidden: Collection[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    formulas: Collection[tuple[int, int]] = (),
    protection: bytes = b"",
) -> bytes:
    """A workbook of Excel 97-2003; `merged`: first and last row, first and last column; `formulas`: cells that are."""
    return compound({"Workbook": xls_stream(sheets, hidden_rows, hidden, merged, formulas, protection)})


def xls_stream(
    sheets: dict[str, Rows],
    hidden_rows: Collection[int] = (),
    hidden: Collection[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    formulas: Collection[tuple[int, int]] = (),
    protection: bytes = b"",
) -> bytes:
    texts: dict[str, int] = {}
    bodies = {
        title: _xls_sheet(rows, texts, hidden_rows, merged, formulas) for title, rows in sheets.items()
    }  # fmt: skip
    begin = record(0x809, struct.pack("<4H2I", 0x600, 5, 0xDBB, 0x7CC, 0, 6)) + protection
    begin += record(0x42, struct.pack("<H", 1200))
    begin += b"".join(record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, 14))
    shared = record(0xFC, struct.pack("<2I", len(texts), len(texts)), *map(_long_text, texts)) + record(0x0A)
    names = {title: _short_text(title) for title in sheets}
    at = len(begin) + sum(4 + 6 + len(name) for name in names.values()) + len(shared)
    for title, body in bodies.items():
        begin += record(0x85, struct.pack("<IBB", at, title in hidden, 0), names[title])
        at += len(body)
    return begin + shared + b"".join(bodies.values())


def _short_text(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _long_text(text: str) -> bytes:
    written = text.encode("utf-16-le")
    return struct.pack("<HB", len(written) // 2, 1) + written


def _xls_sheet(
    rows: Rows, texts: dict[str, int], hidden: Collection[int], merged: Sequence[tuple[int, int, int, int]],
    formulas: Collection[tuple[int, int]],
) -> bytes:  # fmt: skip
    begin = record(0x809, struct.pack("<4H2I", 0x600, 16, 0xDBB, 0x7CC, 0, 6))
    begin += record(0x200, struct.pack("<2I3H", 0, len(rows), 0, max(map(len, rows), default=0), 0))
    for number, row in enumerate(rows):
        flags = 0x20 if number in hidden else 0
        begin += record(0x208, struct.pack("<6HBBH", number, 0, len(row), 255, 0, 0, flags, 1, 15))
        for column, value in enumerate(row):
            if value != "":
                begin += _xls_cell(value, struct.pack("<2H", number, column), texts, (number, column) in formulas)
    if merged:
        begin += record(0xE5, struct.pack("<H", len(merged)), *(struct.pack("<4H", *edges) for edges in merged))
    return begin + record(0x0A)


def _xls_cell(value: Cell, place: bytes, texts: dict[str, int], is_formula: bool) -> bytes:
    plain, date = struct.pack("<2H", 0, 1)[:2], struct.pack("<H", 1)
    if value in ERROR:
        code = ERROR[str(value)]
        if is_formula:
            return record(0x06, place, plain, struct.pack("<BxBxxxH", 2, code, 0xFFFF), b"\0" * 8)
        return record(0x205, place, plain, bytes((code, 1)))
    if isinstance(value, bool):
        return record(0x205, place, plain, bytes((value, 0)))
    if isinstance(value, str):
        return record(0xFD, place, plain, struct.pack("<I", texts.setdefault(value, len(texts))))
    style, number = (date, (value - dt.date(1899, 12, 30)).days) if isinstance(value, dt.date) else (plain, value)
    return record(0x06 if is_formula else 0x203, place, style, struct.pack("<d", number), b"\0" * 8 * is_formula)


def xlsb(
    sheets: dict[str, Rows],
    hidden_rows: Collection[int] = (),
    hidden: Collection[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    change: dict[str, bytes] | None = None,
) -> bytes:
    """A binary workbook (.xlsb) whose parts may be changed."""
    titles = [*sheets]
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(titles) + 1)
    )
    bundle = b"".join(
        _bin(156, struct.pack("<2I", title in hidden, n), _wide(f"rId{n}"), _wide(title))
        for n, title in enumerate(titles, 1)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.bin": _bin(131) + _bin(143) + bundle + _bin(144) + _bin(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        **{
            f"xl/worksheets/sheet{n}.bin": _xlsb_sheet(rows, hidden_rows, merged)
            for n, rows in enumerate(sheets.values(), 1)
        },
        **(change or {}),
    }
    return packed(parts)


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _bin(kind: int, *data: bytes) -> bytes:
    joined = b"".join(data)
    name = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, left = b"", len(joined)
    while True:
        size, left = size + bytes((left & 0x7F | (0x80 if left > 127 else 0),)), left >> 7
        if not left:
            return name + size + joined


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _xlsb_sheet(rows: Rows, hidden: Collection[int], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    widest = max(map(len, rows), default=1)
    body = bytearray()
    for number, row in enumerate(rows):
        body += _bin(0, struct.pack("<2IH3BI", number, 0, 0, 0, 0x10 if number in hidden else 0, 0, 0))
        for column, value in enumerate(row):
            if value != "":
                kind, data = _xlsb_value(value)
                body += _bin(kind, struct.pack("<2I", column, 0), data)
    ranges = b"".join(_bin(176, struct.pack("<4I", *edges)) for edges in merged)
    size = _bin(148, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, widest - 1))
    return _bin(129) + size + _bin(145) + body + _bin(146) + (_bin(177) + ranges + _bin(178)) * bool(merged) + _bin(130)


def _xlsb_value(value: Cell) -> tuple[int, bytes]:
    if value in ERROR:
        return 3, bytes((ERROR[str(value)],))
    if isinstance(value, bool):
        return 4, bytes((value,))
    if isinstance(value, str):
        return 6, _wide(value)
    assert not isinstance(value, dt.date), "needs styles"
    return 5, struct.pack("<d", value)
