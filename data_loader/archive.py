"""A workbook's zip archive, looked through before anything is made of it, and rid of the cells that hold nothing."""

from __future__ import annotations

import io
import re
import zipfile
from pyexpat import ErrorString, ExpatError, ParserCreate, errors

from data_loader import spreadsheet
from data_loader.spreadsheet import File, Unreadable, check_cells

_SMALL = 10 * 2**20  # parts of this size may be packed as tightly as they like
_CHUNK = 2**20
_LARGE = 2**20  # sheets under this size are read as they are
_ENTRY = b"PK\x01\x02"  # one stands before each entry of a table of contents
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack to more, or take memory as the file asks
_ENCODINGS = (None, "utf-8", "utf8", "us-ascii", "ascii")

_PREFIXED = re.compile(rb"<[\w.-]+:(?:c|row)[\s/>]")
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*?(?:/>|>(?:<v/>|<v></v>)?</c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*?(?:/>|>\s*</row>)')
_FAR_CELL = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{4}|[A-Za-z]{0,3}&)""")
"""A column beyond ZZZ: openpyxl would make a cell for each before it."""


def check(file: File, archive: zipfile.ZipFile) -> None:
    """Raises Unreadable where unpacking or parsing could do harm."""
    parts = archive.infolist()
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable("workbook-protected", f"{file.name} is protected by a password; save it without one.")
        if part.compress_type not in _METHODS:
            raise Unreadable("workbook-corrupt", f"{file.name} is packed in a way no spreadsheet program uses.")
        _check_ratio(file, part.file_size, part.compress_size)
    total = sum(part.file_size for part in parts)
    _check_ratio(file, total, len(file.content))  # parts may overlap and share what they unpack
    if total > spreadsheet.LIMITS.unpacked:
        raise _too_large(file, f"{total:,}")
    for part in parts:
        _check_part(file, archive, part)


def check_parts(file: File) -> None:
    """Raises Unreadable when there are too many parts, before a table of contents is made of them."""
    if file.content.count(_ENTRY) > spreadsheet.LIMITS.parts:
        raise Unreadable("file-too-large", f"{file.name} is packed from more than {spreadsheet.LIMITS.parts:,} parts.")


def _check_ratio(file: File, unpacked: int, packed: int) -> None:
    if unpacked > _SMALL and unpacked > spreadsheet.LIMITS.ratio * packed:
        raise Unreadable("file-too-large", f"{file.name} unpacks to far more than it seems to hold; not opened.")


def _too_large(file: File, size: str) -> Unreadable:
    return Unreadable(
        "file-too-large", f"{file.name} unpacks to {size} bytes; at most {spreadsheet.LIMITS.unpacked:,} are accepted."
    )


def _check_part(file: File, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """What the table of contents says need not be so: unpack once, keeping nothing."""
    size = 0
    prolog: _Prolog | None = _Prolog(file)
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            prolog = prolog and prolog.passed(chunk)
            size += len(chunk)
            if size > spreadsheet.LIMITS.unpacked:
                raise _too_large(file, f"more than {spreadsheet.LIMITS.unpacked:,}")


class _Body(Exception):  # noqa: N818  what was looked for is passed
    """The first element: nothing that could do harm can follow."""


class _Prolog:
    """What stands before the first element of an XML part: there, and only there, entities are declared."""

    def __init__(self, file: File) -> None:
        self._refusal = Unreadable("workbook-corrupt", f"{file.name} contains XML no spreadsheet program writes.")
        self._parser = ParserCreate()
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element

    def passed(self, chunk: bytes) -> _Prolog | None:
        """None when the prolog is over, or the part is no XML; raises Unreadable where it declares a document type."""
        if b"\0" in chunk[:4] and b"<" in chunk[:4]:
            raise self._refusal  # UTF-16 or UTF-32
        try:
            self._parser.Parse(chunk)
        except _Body:
            return None
        except ExpatError as problem:
            if ErrorString(problem.code) in (errors.XML_ERROR_UNKNOWN_ENCODING, errors.XML_ERROR_INCORRECT_ENCODING):
                raise self._refusal from None
            return None
        return self

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding and encoding.lower()) not in _ENCODINGS:
            raise self._refusal

    def _doctype(self, *_: object) -> None:
        raise self._refusal

    def _element(self, *_: object) -> None:
        raise _Body


def lean(file: File, archive: zipfile.ZipFile) -> bytes:
    """The workbook without the cells that have a format and no content, where these are many: as it was otherwise."""
    shorter: dict[str, bytes] = {}
    for part in archive.infolist():
        if part.filename.endswith(".xml"):
            xml = archive.read(part)
            if _FAR_CELL.search(xml) and b"<sheetData" in xml:
                raise Unreadable("workbook-corrupt", f"{file.name} has a cell beyond the last column there can be.")
            filled = without_empty_cells(xml) if len(xml) > _LARGE else xml
            check_cells(f"A sheet of {file.name}", _count(b"c", filled))
            if filled is not xml:
                shorter[part.filename] = filled
    return _packed(archive, shorter) if shorter else file.content


def without_empty_cells(xml: bytes) -> bytes:
    """`xml` without empty cells and rows, if it is a sheet where each says its own place."""
    if b"<sheetData" not in xml or b"<!" in xml or _PREFIXED.search(xml) or not _numbered(b"c", xml):
        return xml
    filled = _EMPTY_CELL.sub(b"", xml)
    return _EMPTY_ROW.sub(b"", filled) if _numbered(b"row", filled) else filled


def _numbered(element: bytes, xml: bytes) -> bool:
    return xml.count(b'<%s r="' % element) == _count(element, xml)


def _count(element: bytes, xml: bytes) -> int:
    """How many of `element` there are; six plain counts are ten times as fast as a pattern."""
    return sum(xml.count(b"<" + element + end) for end in (b" ", b">", b"/", b"\n", b"\r", b"\t"))


def _packed(archive: zipfile.ZipFile, replaced: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            copy.writestr(name, replaced.get(name) or archive.read(name))
    return packed.getvalue()
