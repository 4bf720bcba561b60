"""Files that are not what they should be: each gives its finding in its place, and changes nothing."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from data_loader import spreadsheet
from data_loader.limits import Limits
from data_loader.spreadsheet import LIMITS
from tests.data_loader.conftest import Run, query, rows_of, set_cell, version, write_rows
from tests.data_loader.old_workbooks import compound

MEETINGS = "id,start_date,end_date,place,kind,title,source\nsc-1,2016-05-03,2016-05-04,São Tomé,working,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_usual_encodings_and_separators_are_read(
    run: Run, loaded: str, tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "meetings.csv"
    path.write_bytes(MEETINGS.replace(",", separator).replace("\n", "\r\n").encode(encoding))
    answer = run("load", path)
    assert (answer.status, answer.findings) == (0, []), answer.output
    assert query(loaded, "SELECT place FROM meetings WHERE id = 'sc-1'") == [("São Tomé",)]


def test_rows_are_counted_as_the_spreadsheet_shows_them(run: Run, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "meetings.csv"
    path.write_text(
        'id,start_date,end_date,place,kind,title,source\r\na,2016,2016,"two\nlines",working\r\n\r\nb,2016,2016,x,oops\r\n',
        newline="",
    )
    answer = run("check", path)
    assert [(f["row"], f["cell"], f["code"]) for f in answer.findings] == [(4, "E4", "not-allowed")]


CONTENTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "file-empty"),
    "blank": (b" \r\n\n", "file-empty"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not-text"),
    "prose": (b"Dear all, please find attached\nthe figures\n", "unknown-table"),
    "open quote": (MEETINGS.encode() + b'sc-2,"2016,2016,x,working\n', "broken-quotes"),
    "long cell": (MEETINGS.encode() + b"x" * (LIMITS.letters + 1) + b",2016,2016,x,working\n", "cell-too-long"),
    "wide": (b"id," + b"," * LIMITS.columns + b"\n", "too-many-columns"),
    "corrupt workbook": (b"PK\x03\x04" + b"nonsense" * 20, "workbook-corrupt"),
    "old workbook that is damaged": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook-corrupt"),
    "protected workbook": (compound({"EncryptedPackage": b"x"}), "workbook-protected"),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_a_file_that_is_no_spreadsheet_is_one_finding(run: Run, loaded: str, tmp_path: Path, case: str) -> None:
    content, code = CONTENTS[case]
    path = tmp_path / "meetings.csv"
    path.write_bytes(content)
    answer = run("load", path)
    assert (answer.status, answer.codes()) == (1, [code])
    assert version(loaded) == 1


def test_a_name_that_is_no_file_and_an_empty_folder_are_findings(run: Run, loaded: str, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    answer = run("load", tmp_path / "missing.csv", tmp_path / "nothing", "/dev/null")
    assert sorted(answer.codes()) == ["file-empty", "file-missing", "file-unreadable"]


def test_a_file_beyond_the_limit_is_not_opened(
    run: Run, loaded: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "LIMITS", Limits(bytes=100))
    assert run("load", package / "members.csv").codes() == ["file-too-large"]


def test_too_many_rows_are_refused(run: Run, loaded: str, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "LIMITS", Limits(rows=50))
    assert run("load", package / "members.csv").codes() == ["too-many-rows"]


def test_a_damaged_letter_is_a_warning_and_the_other_letters_survive(run: Run, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "meetings.csv"
    text = MEETINGS + "sc-2,2016,2016,Málaga à côté,working\n"
    path.write_bytes(text.encode() + b"sc-3,2016,2016,\xff,working\n")
    assert run("load", path).codes() == ["damaged-text"]
    assert query(loaded, "SELECT place FROM meetings WHERE id = 'sc-2'") == [("Málaga à côté",)]


Change = Callable[[list[list[str]]], object]
HEADERS: dict[str, tuple[Change, list[tuple[str, str, str]]]] = {
    "unknown": (lambda rows: rows[0].append("budget"), [("unknown-column", "budget", "")]),
    "misspelt": (lambda rows: rows[0].__setitem__(4, "knd"), [("absent-column", "kind", "kind")]),
    "missing": (lambda rows: [row.pop(4) for row in rows], [("absent-column", "kind", "")]),
    "absent": (lambda rows: [row.pop(3) for row in rows], [("absent-column", "place", "")]),
    "twice": (lambda rows: rows[0].append("kind"), [("repeated-column", "kind", "")]),
    "nameless": (lambda rows: (rows[0].append(""), rows[1].append("x")), [("unnamed-column", "H", "")]),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_faulty_header_is_one_finding(run: Run, loaded: str, package: Path, case: str) -> None:
    change, expected = HEADERS[case]
    rows = rows_of(package / "meetings.csv")
    change(rows)
    path = write_rows(package / "meetings.csv", rows)
    answer = run("check", path)
    assert [(f["code"], f["column"], f["suggestion"]) for f in answer.findings] == expected


def test_the_same_table_twice_is_refused(run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
    copy = tmp_path / "more.csv"
    copy.write_bytes((package / "seats.csv").read_bytes())
    assert run("load", package / "seats.csv", copy).codes() == ["table-twice"]


def test_an_id_that_is_lost_does_not_accuse_what_refers_to_it(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "members.csv", 2, "id", "")
    assert run("load", package).codes() == ["missing-value"]


def test_a_plan_with_a_bad_member_does_not_accuse_its_commitments(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "action_plans.csv", 2, "member_id", "ALBB")
    answer = run("load", package)
    assert [(f["code"], f["suggestion"]) for f in answer.findings] == [("unknown-reference", "ALB")]


def test_a_role_outside_every_term_is_an_error(run: Run, loaded: str, package: Path) -> None:
    rows = rows_of(package / "roles.csv")
    row = next(number for number, row in enumerate(rows, 1) if row[0] == "role-20")  # France, 2016-17
    set_cell(package / "roles.csv", row, "start_date", "2012-01")
    set_cell(package / "roles.csv", row, "end_date", "2012-12")
    assert run("load", package / "roles.csv").codes() == ["role-outside-term"]


def _workbook(path: Path, fill: Callable[[Workbook], object]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "meetings"
    for line in MEETINGS.strip().split("\n"):
        sheet.append(line.split(","))
    fill(workbook)
    workbook.save(path)
    return path


def _sheet(workbook: Workbook, title: str, *rows: list[str], state: str = "visible") -> None:
    sheet = workbook.create_sheet(title)
    sheet.sheet_state = state
    for row in rows:
        sheet.append(row)


WORKBOOKS: dict[str, tuple[Callable[[Workbook], object], list[tuple[str, str, str]]]] = {
    "sound": (lambda book: None, []),
    "formula": (lambda book: book["meetings"].__setitem__("D2", "=1+1"), [("formula-without-value", "meetings", "D2")]),
    "error": (lambda book: book["meetings"].__setitem__("D2", "#REF!"), [("error-cell", "meetings", "D2")]),
    "merged": (lambda book: book["meetings"].merge_cells("B2:C2"), [("merged-cells", "meetings", "B2")]),
    "hidden": (lambda book: _sheet(book, "roles", ["id"], state="hidden"), [("hidden-sheet", "roles", "")]),
    "notes": (lambda book: _sheet(book, "Notes", ["Please read"]), [("ignored-sheet", "Notes", "")]),
    "bad value": (lambda book: book["meetings"].__setitem__("E2", "party"), [("not-allowed", "meetings", "E2")]),
}


@pytest.mark.parametrize("case", WORKBOOKS)
def test_workbooks_are_read_and_their_oddities_found(run: Run, loaded: str, tmp_path: Path, case: str) -> None:
    fill, expected = WORKBOOKS[case]
    answer = run("check", _workbook(tmp_path / "book.xlsx", fill))
    assert [(f["code"], f["sheet"], f["cell"]) for f in answer.findings] == expected


def test_real_dates_and_numbers_of_a_workbook_are_read(run: Run, loaded: str, tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook["meetings"]
        sheet["B2"], sheet["C2"] = dt.date(2016, 5, 3), 2016

    assert run("load", _workbook(tmp_path / "book.xlsx", fill)).status == 0
    found = query(loaded, "SELECT start_date, end_date FROM meetings WHERE id = 'sc-1'")
    assert found == [("2016-05-03", "2016")]
    assert query(loaded, "SELECT source FROM batches WHERE version = 2") == [("book.xlsx!meetings",)]


def test_macros_are_named_and_never_run(run: Run, loaded: str, tmp_path: Path) -> None:
    path = _workbook(tmp_path / "book.xlsm", lambda book: None)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert run("check", path).codes() == ["workbook-macros"]


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(run: Run, loaded: str, tmp_path: Path) -> None:
    path = _workbook(tmp_path / "book.xlsx", lambda book: None)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * (30 * 2**20))
    assert run("check", path).codes() == ["file-too-large"]


def test_a_workbook_with_an_entity_bomb_is_not_parsed(run: Run, loaded: str, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "b">]><workbook/>')
    path = tmp_path / "book.xlsx"
    path.write_bytes(buffer.getvalue())
    assert run("check", path).codes() == ["workbook-corrupt"]


def test_a_whole_package_as_one_workbook_is_the_same_data(run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for file in sorted(package.glob("*.csv")):
        _sheet(workbook, file.stem, *rows_of(file))
    workbook.save(tmp_path / "package.xlsx")
    assert "already in version 1" in run("load", tmp_path / "package.xlsx").output
