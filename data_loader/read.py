"""Spreadsheets as grids of text: files and folders, encodings, separators."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from data_loader import decoding, folders, impostors, marker, spreadsheet, workbook
from data_loader.phrases import phrase
from data_loader.questions import Asking, Option, Question
from data_loader.report import Finding, has_errors
from data_loader.spreadsheet import File, Grid, Unreadable, cell_too_long, check_size

_SEPARATORS = ",;\t"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROL_BYTES = re.compile(b"[\x00-\x08\x0e-\x1f]")


def open_files(paths: list[Path]) -> tuple[list[File], list[Finding]]:
    """The files named by `paths`, a folder standing for its spreadsheets; what cannot be opened is a finding."""
    files: list[File] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            spreadsheets, passed_over = _spreadsheets(path)
            findings += passed_over
            files.extend(_open(file) for file in spreadsheets)
        except Unreadable as problem:
            findings.append(Finding(problem.code, problem.sentence, str(path)))
        except OSError as problem:
            reason = problem.strerror or "unknown reason"
            sentence = phrase("{name} cannot be read: {reason}.", name=str(path), reason=reason)
            findings.append(Finding("file-unreadable", sentence, str(path)))
    if not files and not has_errors(findings):
        sentence = phrase("There is no spreadsheet among the files.")
        findings.append(Finding("file-empty", sentence, ", ".join(map(str, paths))))
    return files, findings


def _spreadsheets(path: Path) -> tuple[list[Path], list[Finding]]:
    if not path.exists():
        raise Unreadable("file-missing", phrase("There is no file or folder {name}.", name=str(path)))
    if path.is_file():
        return ([], [folders.lock_finding(path.name)]) if folders.lock_of(path.name) else ([path], [])
    if not path.is_dir():
        raise Unreadable("file-unreadable", phrase("{name} is neither a file nor a folder.", name=str(path)))
    spreadsheets, passed_over = folders.contents(path)
    if not spreadsheets:
        sentence = phrase("The folder {name} holds no CSV file and no workbook.", name=str(path))
        passed_over.append(Finding("file-empty", sentence, str(path)))
    return spreadsheets, passed_over


def _open(path: Path) -> File:
    if not path.is_file():
        raise Unreadable("file-unreadable", phrase("{name} is not a file.", name=str(path)))
    size, most = path.stat().st_size, spreadsheet.LIMITS.bytes
    if size > most:
        sentence = phrase("{name} has {size} bytes; at most {most} are accepted.", name=path.name, size=size, most=most)
        raise Unreadable("file-too-large", sentence)
    with path.open("rb") as stream:
        content = stream.read(most + 1)  # what the system says of a size need not be so
    if len(content) > most:
        raise Unreadable("file-too-large", phrase("{name} has more than {most} bytes.", name=path.name, most=most))
    return File(path.name, content, hashlib.sha256(content).hexdigest())


def read(file: File, asking: Asking | None = None) -> tuple[list[Grid], list[Finding]]:
    """The sheets of `file`, with what is odd about them; what only a person can know is asked."""
    try:
        grids, findings = marker.take_off(*_read(file, asking or Asking()))
    except Unreadable as problem:
        return [], [Finding(problem.code, problem.sentence, file.name)]
    if not grids and _is_workbook(file):
        sentence = phrase("{name} has no sheet that can be read; save it as Excel Workbook (.xlsx).", name=file.name)
        findings.append(Finding("file-empty", sentence, file.name))
    return grids, findings


def _is_workbook(file: File) -> bool:
    return file.content.startswith((workbook.ZIP, workbook.OLE))


def _read(file: File, asking: Asking) -> tuple[list[Grid], list[Finding]]:
    if _is_workbook(file):
        return workbook.read(file)
    if not file.content.strip():
        raise Unreadable("file-empty", phrase("{name} is empty.", name=file.name))
    impostors.check(file, file.content[:8192].decode(_encoding(file.content), "replace"))
    text, findings = _decode(file, asking)
    if text is None:
        return [], findings
    return [Grid(file.name, "", _parse(file.name, text))], findings


def _decode(file: File, asking: Asking) -> tuple[str | None, list[Finding]]:
    """The text of a file; None while nobody has said in which encoding it is."""
    findings: list[Finding] = []
    text: str | None
    try:
        text = file.content.decode(_encoding(file.content))
    except UnicodeDecodeError:
        text, findings = _decode_other(file, asking)
    if text is not None and _CONTROL.search(text):
        raise _not_text(file)
    return text, findings


def _not_text(file: File) -> Unreadable:
    return Unreadable("not-text", phrase("{name} is neither text nor a workbook.", name=file.name))


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:200]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) * 0.6:
            return encoding
    return "utf-8-sig"


def _decode_other(file: File, asking: Asking) -> tuple[str | None, list[Finding]]:
    """Bytes that are not UTF-8: another encoding, unless most of what is not ASCII is UTF-8 with a few bytes lost."""
    text = file.content.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd")
    if sum(not letter.isascii() for letter in text) > 2 * lost:
        sentence = phrase(
            "{count} places in {name} are not valid UTF-8; the letters there are shown as \ufffd.",
            count=lost, name=file.name,
        )  # fmt: skip
        return text, [Finding("damaged-text", sentence, file.name)]
    if _CONTROL_BYTES.search(file.content):
        raise _not_text(file)
    encoding = _asked(file, decoding.readings(file.content), asking)
    return (file.content.decode(encoding) if encoding else None), []


def _asked(file: File, readings: list[decoding.Reading], asking: Asking) -> str:
    """The encoding of a file, as far as it is known or somebody says it of this file; "" while it is not."""
    key = f"encoding:{file.name}"
    possible = itertools.dropwhile(lambda reading: not _is_possible(file.content, reading.encoding), readings)
    readings = [*possible]
    if not readings:
        raise _not_text(file)
    if decoding.is_sure(readings) and key not in asking.answers:
        return readings[0].encoding
    others = (reading for reading in readings[1:] if _is_possible(file.content, reading.encoding))
    readings = [readings[0], *itertools.islice(others, decoding.SHOWN - 1)]
    sentence = phrase("In which of these are the words of {name} written as they should be?", name=file.name)
    options = tuple(Option(reading.encoding, decoding.sample(reading)) for reading in readings)
    likely = readings[0].encoding if decoding.lead(readings) >= decoding.AHEAD else ""
    return asking.ask(Question(key, sentence, options, likely))


def _is_possible(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


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
        return cell_too_long(name, row)
    sentence = phrase(
        '{name}, row {row}: a quotation mark " is not closed, or is closed in the middle of a cell.', name=name, row=row
    )
    return Unreadable("broken-quotes", sentence)
