"""The corpus of bad and odd files, and thousands of damaged ones: exact findings, no traceback, no change."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from data_loader import store
from data_loader.codes import CODES
from data_loader.load import prepare
from data_loader.marked import mark
from data_loader.outcome import Outcome, write_json
from data_loader.report import Finding, has_errors, write_csv
from data_loader.spreadsheet import File
from tests.data_loader import corpus, exports
from tests.data_loader.conftest import Known
from tests.data_loader.corpus import CORPUS, MEETINGS, TABLES, book_bytes, csv_bytes
from tests.data_loader.old_workbooks import ods, xls, xlsb

BATCHES, OF_A_BATCH = 20, 100


@pytest.fixture(scope="module")
def connection(loaded_once: Path) -> Iterator[sa.Connection]:
    Known.read = {}
    with store.reading(f"sqlite:///{loaded_once}") as connection:
        yield connection


def file(name: str, content: bytes) -> File:
    return File(name, content, hashlib.sha256(content).hexdigest())


def place(finding: Finding) -> str:
    return finding.address or finding.sheet or finding.file


def silent(_step: str, _done: int, _all: int) -> None:
    pass


def test_the_corpus_has_at_least_150_files() -> None:
    assert len(CORPUS) >= 150


def test_the_corpus_has_every_code_a_file_can_give() -> None:
    by_path = {
        "file-missing",
        "file-unreadable",
        "lock-file",
        "skipped-file",
    }  # of names, not of files: test_bad_files.py
    by_size = {
        "too-many-rows",
        "too-many-cells",
        "missing-table",
        "formulas",
        "alias-used",
        "plan-differs",
        "download-older",
        "download-too-old",
    }  # elsewhere
    by_ogp = {
        "doubtful-match",
        "known-commitments",
        "new-tag",
        "plan-id-differs",
        "unread-address",
    }  # of OGP's exports beside what is stored: test_ogp_history.py
    assert CODES.keys() - {code for case in CORPUS.values() for code, _ in case.expected} <= by_path | by_size | by_ogp


@pytest.mark.parametrize("name", CORPUS)
def test_a_file_gives_exactly_its_findings_and_changes_nothing(
    connection: sa.Connection, loaded_once: Path, name: str
) -> None:
    before = hashlib.sha256(loaded_once.read_bytes()).digest()
    files = [file(path, content()) for path, content in CORPUS[name].files.items()]
    prepared = prepare(files, Known(connection), silent)
    assert sorted((f.code, place(f)) for f in prepared.findings) == sorted(CORPUS[name].expected)
    of_encodings = [question.key for question in prepared.asking.open() if question.kind == "encoding"]
    assert of_encodings == [*CORPUS[name].asks]
    assert all(finding.sentence.endswith((".", "?")) for finding in prepared.findings)
    assert hashlib.sha256(loaded_once.read_bytes()).digest() == before


TOKENS = (
    b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"=1+1", b"#REF!",
    b"9" * 40, b"-", b"1e999", b"2016-02-30", "\u202e".encode(), "\ud55c".encode(), b"<a>", b"NaN", b"\x0c", b"\x0b",
    "\uffff".encode(), "\u0660".encode(), "\u00b2".encode(), b"; ", b"None", b"1899", b"\x85", "\u2028".encode(),
)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One to four damages: bytes lost, doubled, changed, put in, or the end cut off."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.choice((1, 1, 2, 8, 40)))
        content = chance.choice((
            content[:at] + content[end:],
            content[:at] + content[at:end] * 2 + content[end:],
            content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
            content[:at] + chance.choice(TOKENS) + content[at:],
            content[:at] + chance.choice(TOKENS) + content[end:],
            content[:at] if chance.random() < 0.2 else content,
        ))  # fmt: skip
    return content


def damaged_book(content: bytes, chance: random.Random) -> bytes:
    """The archive itself, or the XML of one of its parts."""
    if chance.random() < 0.3:
        return damaged(content, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        parts = [name for name in source.namelist() if "sheet" in name or "workbook" in name or "content" in name]
        unlucky = chance.choice(parts)
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, damaged(part, chance) if name == unlucky else part)
    return out.getvalue()


SOUND = {
    **{f"{name}.csv": csv_bytes(rows) for name, rows in TABLES.items()},
    "explorer.csv": exports.explorer({}).encode(),
    "database.csv": exports.database({}).encode(),
    "meetings.utf-16.csv": corpus.text_of(MEETINGS, "\t").encode("utf-16"),
    "book.xlsx": book_bytes({"meetings": MEETINGS}),
    "book.ods": ods({"meetings": MEETINGS}),
    "book.xls": xls({"meetings": MEETINGS}),
    "book.xlsb": xlsb({"meetings": MEETINGS}),
}

SLOW = ("explorer.csv", "database.csv", "book.xls", "book.xlsb")  # five times as slow
WEIGHTS = [1 if name in SLOW else 5 for name in SOUND]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_damaged_files_give_known_findings_and_change_nothing(
    connection: sa.Connection, loaded_once: Path, batch: int
) -> None:
    chance = random.Random(batch)
    before = hashlib.sha256(loaded_once.read_bytes()).digest()
    for number in range(OF_A_BATCH):
        name = chance.choices([*SOUND], WEIGHTS)[0]
        damage = damaged_book if SOUND[name].startswith(b"PK") else damaged
        spoilt = file(name, damage(SOUND[name], chance))
        prepared = prepare([spoilt], Known(connection), silent)
        assert {finding.code for finding in prepared.findings} <= CODES.keys()
        assert all(finding.sentence and finding.file == name for finding in prepared.findings)
        write_csv(prepared.findings, io.StringIO())
        write_json(Outcome(accepted=False, sentence="", version=1, findings=prepared.findings), io.StringIO())
        if not has_errors(prepared.findings):
            assert all(store.checksum(table) for table in prepared.tables.values())
        if number % 10 == 0:
            openpyxl.load_workbook(io.BytesIO(mark(spoilt, prepared.findings)))
    assert hashlib.sha256(loaded_once.read_bytes()).digest() == before


def test_a_damaged_file_is_2_000_times_another() -> None:
    assert BATCHES * OF_A_BATCH >= 2_000
