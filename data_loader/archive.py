"""A workbook's zip archive, looked through before anything is made of it, and rid of the cells that hold nothing."""

from __future__ import annotations

import io
import re
import zipfile
from pyexpat import ErrorString, ExpatError, ParserCreate, errors

from data_loader import spreadsheet
from data_loader.phrases import phrase
from data_loader.spreadsheet import File, Unreadable, check_cells, protected

_SMALL = 10 * 2**20  # parts of this size may be packed as tightly as they like
_CHUNK = 2**20
_LARGE = 2**20  # sheets under this size are read as they are
_ENTRY = b"PK\x01\x02"  # one stands before each entry of a table of contents
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack to more, or take memory as the file asks
_DOCTYPE = b"<!DOCTYPE"
_ENCODINGS = (None, "utf-8", "utf8", "us-ascii", "ascii")

_XML = (".xml", ".rels")
STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"officeDocument/relationships/extendedProperties", b"officeDocument/2006/relationships/extended-properties"),
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
)
_PREFIXED = re.compile(rb"<[\w.-]+:(?:c|row)[\s/>]")
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*?(?:/>|>(?:<v/>|<v></v>)?</c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*?(?:/>|>\s*</row>)')
_FAR_CELL = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{4}|[A-Za-z]{0,3}&)""")
"""A column beyond ZZZ: openpyxl would make a cell for each before it."""
_FIRST_LINE = 100  # bytes in which the declaration of XML ends
_FAR_CELL_AS_USUAL = re.compile(rb' r="(?:[A-Za-z]{4}|[A-Za-z]{0,3}&)')


def check(file: File, archive: zipfile.ZipFile) -> None:
    """Raises Unreadable where unpacking or parsing could do harm."""
    parts = archive.infolist()
    for part in parts:
        if part.flag_bits & 1:
            raise protected(file)
        if part.compress_type not in _METHODS:
            sentence = phrase("{name} is packed in a way no spreadsheet program uses.", name=file.name)
            raise Unreadable("workbook-corrupt", sentence)
        _check_ratio(file, part.file_size, part.compress_size)
    total = sum(part.file_size for part in parts)
    _check_ratio(file, total, len(file.content))  # parts may overlap and share what they unpack
    if total > spreadsheet.LIMITS.unpacked:
        raise _too_large(file, total)
    for part in parts:
        _check_part(file, archive, part)


def check_parts(file: File) -> None:
    """Raises Unreadable when there are too many parts, before a table of contents is made of them."""
    if file.content.count(_ENTRY) > spreadsheet.LIMITS.parts:
        sentence = phrase(
            "{name} is packed from more than {most} parts.", name=file.name, most=spreadsheet.LIMITS.parts
        )
        raise Unreadable("file-too-large", sentence)


def _check_ratio(file: File, unpacked: int, packed: int) -> None:
    if unpacked > _SMALL and unpacked > spreadsheet.LIMITS.ratio * packed:
        sentence = phrase("{name} unpacks to far more than it seems to hold; not opened.", name=file.name)
        raise Unreadable("file-too-large", sentence)


def _too_large(file: File, size: int) -> Unreadable:
    sentence = phrase(
        "{name} unpacks to {size} bytes or more; at most {most} are accepted.",
        name=file.name, size=size, most=spreadsheet.LIMITS.unpacked,
    )  # fmt: skip
    return Unreadable("file-too-large", sentence)


def _check_part(file: File, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """What the table of contents says need not be so: unpack once, keeping nothing."""
    size = 0
    prolog: _Prolog | None = _Prolog(file)
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            prolog = prolog and prolog.passed(chunk)
            size += len(chunk)
            if size > spreadsheet.LIMITS.unpacked:
                raise _too_large(file, size)
    if prolog:
        prolog.end()


class _Body(Exception):  # noqa: N818  what was looked for is passed
    """The first element: nothing that could do harm can follow."""


class _Prolog:
    """What stands before the first element of an XML part: there, and only there, entities are declared.

    Expat 2.6 and later may put off what it has been given; so the bytes themselves are searched for as long as it has
    not come to an element, and at the end it is made to say all.
    """

    def __init__(self, file: File) -> None:
        sentence = phrase("{name} contains XML no spreadsheet program writes.", name=file.name)
        self._refusal = Unreadable("workbook-corrupt", sentence)
        self._parser = ParserCreate()
        if hasattr(self._parser, "SetReparseDeferralEnabled"):
            self._parser.SetReparseDeferralEnabled(False)  # noqa: FBT003  it takes no name
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element
        self._last = b""

    def passed(self, chunk: bytes) -> _Prolog | None:
        """None when the prolog is over, or the part is no XML; raises Unreadable where it declares a document type."""
        if b"\0" in chunk[:4] and b"<" in chunk[:4]:
            raise self._refusal  # UTF-16 or UTF-32
        if not self._goes_on(chunk):
            return None
        if _DOCTYPE in self._last + chunk:
            raise self._refusal
        self._last = chunk[-len(_DOCTYPE) :]
        return self

    def end(self) -> None:
        """Raises Unreadable where only the end shows what the part declares."""
        self._goes_on(b"", last=True)

    def _goes_on(self, chunk: bytes, *, last: bool = False) -> bool:
        try:
            self._parser.Parse(chunk, last)
        except _Body:
            return False
        except ExpatError as problem:
            if ErrorString(problem.code) in (errors.XML_ERROR_UNKNOWN_ENCODING, errors.XML_ERROR_INCORRECT_ENCODING):
                raise self._refusal from None
            return False
        return True

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding and encoding.lower()) not in _ENCODINGS:
            raise self._refusal

    def _doctype(self, *_: object) -> None:
        raise self._refusal

    def _element(self, *_: object) -> None:
        raise _Body


def lean(file: File, archive: zipfile.ZipFile) -> bytes:
    """The workbook without the cells that have a format and no content, where these are many, and in the usual names.

    Excel can save a workbook as "Strict Open XML": the same elements under other names, which few programs know.
    """
    shorter: dict[str, bytes] = {}
    for part in archive.infolist():
        if part.filename.endswith(_XML):
            read = archive.read(part)
            xml = _usual(read)
            if b"<sheetData" in xml and _has_far_cell(xml):
                sentence = phrase("{name} has a cell beyond the last column there can be.", name=file.name)
                raise Unreadable("workbook-corrupt", sentence)
            filled = without_empty_cells(xml) if len(xml) > _LARGE else xml
            if len(filled) > spreadsheet.LIMITS.cells:
                check_cells(file.name, _count(b"c", filled))
            if filled is not read:
                shorter[part.filename] = filled
    return _packed(archive, shorter) if shorter else file.content


def _has_far_cell(xml: bytes) -> bool:
    """Looked for as spreadsheet programs write it where they wrote the sheet: ten times as fast."""
    is_usual = xml.count(b"=") == xml.count(b'="') and b" =" not in xml
    is_usual = is_usual and not any(xml.find(blank, _FIRST_LINE) >= 0 for blank in (b"\n", b"\t", b"\r"))
    pattern = _FAR_CELL_AS_USUAL if is_usual else _FAR_CELL
    return pattern.search(xml) is not None


def _usual(xml: bytes) -> bytes:
    if STRICT not in xml:
        return xml
    for strict, usual in _NAMES:
        xml = xml.replace(STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    return xml


def without_empty_cells(xml: bytes) -> bytes:
    """`xml` without empty cells and rows, if it is a sheet where each says its own place."""
    if b"<sheetData" not in xml or b"<!" in xml or _is_prefixed(xml) or not _numbered(b"c", xml):
        return xml
    filled = _EMPTY_CELL.sub(b"", xml)
    return _EMPTY_ROW.sub(b"", filled) if _numbered(b"row", filled) else filled


def _is_prefixed(xml: bytes) -> bool:
    return (b":c" in xml or b":row" in xml) and _PREFIXED.search(xml) is not None


def _numbered(element: bytes, xml: bytes) -> bool:
    return xml.count(b'<%s r="' % element) == _count(element, xml)


def _count(element: bytes, xml: bytes) -> int:
    """How many of `element` there are; plain counts are ten times as fast as a pattern."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    usual = xml.count(b"<" + element + b" ", start, end)
    if 0 <= start < end and usual == xml.count(b"<" + element, start, end):
        return usual
    return sum(xml.count(b"<" + element + end) for end in (b" ", b">", b"/", b"\n", b"\r", b"\t"))


def _packed(archive: zipfile.ZipFile, replaced: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            copy.writestr(name, replaced.get(name) or archive.read(name))
    return packed.getvalue()
