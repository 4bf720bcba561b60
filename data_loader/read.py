"""Spreadsheets as grids of text: files and folders, encodings, separators."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from data_loader import marker, spreadsheet, workbook
from data_loader.questions import Asking
from data_loader.report import Finding
from data_loader.spreadsheet import File, Grid, Unreadable, cell_too_long, check_size

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS = ",;\t"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def open_files(paths: list[Path]) -> tuple[list[File], list[Finding]]:
    """The files named by `paths`, a folder standing for its spreadsheets; what cannot be opened is a finding."""
    files: list[File] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            files.extend(_open(file) for file in _spreadsheets(path))
        except Unreadable as problem:
            findings.append(Finding(problem.code, problem.sentence, str(path)))
        except OSError as problem:
            reason = problem.strerror or "unknown reason"
            findings.append(Finding("file-unreadable", f"{path} cannot be read: {reason}.", str(path)))
    return files, findings


def _spreadsheets(path: Path) -> list[Path]:
    if not path.exists():
        raise Unreadable("file-missing", f"There is no file or folder {path}.")
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Unreadable("file-unreadable", f"{path} is neither a file nor a folder.")
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in (".csv", ".tsv", ".xlsx", ".xlsm"))
    if not found:
        raise Unreadable("file-empty", f"The folder {path} holds no CSV file and no workbook.")
    return found


def _open(path: Path) -> File:
    if not path.is_file():
        raise Unreadable("file-unreadable", f"{path} is not a file.")
    size, most = path.stat().st_size, spreadsheet.LIMITS.bytes
    if size > most:
        raise Unreadable("file-too-large", f"{path.name} has {size:,} bytes; at most {most:,} are accepted.")
    with path.open("rb") as stream:
        content = stream.read(most + 1)  # what the system says of a size need not be so
    if len(content) > most:
        raise Unreadable("file-too-large", f"{path.name} has more than {most:,} bytes.")
    return File(path.name, content, hashlib.sha256(content).hexdigest())


def read(file: File, asking: Asking | None = None) -> tuple[list[Grid], list[Finding]]:
    """The sheets of `file`, with what is odd about them; what only a person can know is asked."""
    try:
        return marker.take_off(*_read(file, asking or Asking()))
    except Unreadable as problem:
        return [], [Finding(problem.code, problem.sentence, file.name)]


def _read(file: File, _asking: Asking) -> tuple[list[Grid], list[Finding]]:
    if file.content.startswith(_ZIP):
        return workbook.read(file)
    if file.content.startswith(_OLE):
        raise _old_workbook(file)
    if not file.content.strip():
        raise Unreadable("file-empty", f"{file.name} is empty.")
    text, findings = _decode(file)
    return [Grid(file.name, "", _parse(file.name, text))], findings


def _old_workbook(file: File) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in file.content:
        return Unreadable("workbook-protected", f"{file.name} is protected by a password; save it without one.")
    return Unreadable("workbook-old", f"{file.name} is an Excel 97-2003 workbook; save it as .xlsx or CSV.")


def _decode(file: File) -> tuple[str, list[Finding]]:
    content = file.content
    findings: list[Finding] = []
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        text, findings = _decode_damaged(file)
    if _CONTROL.search(text):
        raise Unreadable("not-text", f"{file.name} is neither text nor a workbook.")
    return text, findings


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:200]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) * 0.6:
            return encoding
    return "utf-8-sig"


def _decode_damaged(file: File) -> tuple[str, list[Finding]]:
    """Bytes that are not UTF-8: Windows-1252, unless most of what is not ASCII is UTF-8 with a few bytes lost."""
    text = file.content.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd")
    if sum(not letter.isascii() for letter in text) > 2 * lost:
        sentence = f"{lost} places in {file.name} are not valid UTF-8; the letters there are shown as \ufffd."
        return text, [Finding("damaged-text", sentence, file.name)]
    try:
        return file.content.decode("cp1252"), []
    except UnicodeDecodeError:
        raise Unreadable(
            "not-text", f"{file.name} is not text in UTF-8, UTF-16 or Windows-1252, nor a workbook."
        ) from None


def _parse(name: str, text: str) -> list[list[str]]:
    csv.field_size_limit(spreadsheet.LIMITS.letters)
    rows: list[list[str]] = []
    cells = 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for row in records:
            rows.append(row)
            cells += len(row)
            check_size(name, len(rows), len(row), cells)
    except csv.Error as problem:
        raise _csv_problem(name, len(rows) + 1, str(problem)) from None
    return rows


_NAMED = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*(?:[\r\n]|\Z)', re.IGNORECASE)  # the first line that Excel reads so


def _separator(text: str) -> str:
    """The separator that the first line names; else that which makes the records equally wide, and widest.

    Where none does, it is the one that makes the first two records widest, the narrower of them first: separators in
    the text of a row are not in the header above it. A comma where nothing does.
    """
    named = _NAMED.match(text)
    if named:
        return named[1]
    widths = {
        separator: [len(row) for row in itertools.islice(_lenient(text, separator), _LOOKED_AT)]
        for separator in _SEPARATORS
    }

    def score(separator: str) -> tuple[bool, int, int, int, int]:
        first = widths[separator][:2] or [0]
        return *_width_of_all(separator, widths), min(first), max(first)

    return max(_SEPARATORS, key=score)


_LOOKED_AT = 20  # records
_ODD = 0.2  # of the records below titles, the share that may be of another width; one may always


def _width_of_all(separator: str, widths: dict[str, list[int]]) -> tuple[bool, int, int]:
    """Whether the header is the first record, how wide all are (0 where they differ), and how many are above, as minus.

    The header is the first of two records that are as wide as most; what another separator makes wider than they are is
    no title above them, but the header of a file with that separator.
    """
    own = [cells for cells in widths[separator] if cells]
    width = max((cells for cells in own if cells > 1), key=own.count, default=0)
    begins = next((at for at, pair in enumerate(itertools.pairwise(own)) if pair == (width, width)), -1)
    others = len(own[begins:]) - own[begins:].count(width)
    if begins < 0 or others > max(1, _ODD * len(own[begins:])):
        return False, 0, 0
    above = ([cells for cells in other if cells][:begins] for other in widths.values())
    return (begins == 0, width, -begins) if all(max(cells, default=0) <= width for cells in above) else (False, 0, 0)


def _lenient(text: str, separator: str) -> Iterator[list[str]]:
    start = text[: 4 * spreadsheet.LIMITS.letters]
    try:
        yield from csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    except csv.Error:
        return


def _csv_problem(name: str, row: int, problem: str) -> Unreadable:
    if "field larger" in problem:
        return cell_too_long(f"{name}, row {row}")
    return Unreadable(
        "broken-quotes", f'{name}, row {row}: a quotation mark " is not closed, or is closed in the middle of a cell.'
    )
