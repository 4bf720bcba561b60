"""The user's own spreadsheet given back: faulty cells filled and commented, everything listed, nothing that runs."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from data_loader import marked, report
from data_loader.report import Finding
from data_loader.spreadsheet import File
from tests.data_loader.conftest import Run, version
from tests.data_loader.corpus import MEETINGS, book_bytes, changed, csv_bytes


def file(name: str, content: bytes) -> File:
    return File(name, content, hashlib.sha256(content).hexdigest())


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


FAULTY = changed(changed(MEETINGS, 2, "kind", "party"), 3, "place", "=1+1")
FOUND = Finding("not-allowed", "party is not one of these.", "meetings.csv", "", 2, "kind", "E2", "party", "working")


def test_a_csv_file_becomes_a_sheet_of_text_with_its_faulty_cells_marked() -> None:
    book = opened(marked.mark(file("meetings.csv", csv_bytes(FAULTY)), [FOUND]))
    assert book.sheetnames == ["Findings", "meetings"]
    cell = book["meetings"]["E2"]
    assert cell.comment.text == "party is not one of these. Did you mean working?"
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert [[cell.value or "" for cell in row] for row in book["meetings"].iter_rows()] == FAULTY
    marks = [c.coordinate for row in book["meetings"].iter_rows() for c in row if c.comment]
    assert marks == ["E2"]


def test_text_like_a_formula_is_text_and_stays_so() -> None:
    cell = opened(marked.mark(file("meetings.csv", csv_bytes(FAULTY)), []))["meetings"]["D3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_everything_is_listed_first_with_a_link_to_its_cell() -> None:
    column = Finding("missing-column", "The column place is not there.", "meetings.csv", row=1, column="place")
    other = Finding("file-empty", "x is empty.", "x.csv")
    sheet = opened(marked.mark(file("meetings.csv", csv_bytes(FAULTY)), [FOUND, column, other]))["Findings"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ["error", "meetings!E2", "kind", "party", FOUND.sentence, "working", "not-allowed"],
        ["error", "meetings!1:1", "place", None, column.sentence, None, "missing-column"],
    ]
    assert (sheet["B2"].hyperlink.location, sheet["B3"].hyperlink) == ("'meetings'!E2", None)


def test_a_workbook_keeps_its_looks_and_loses_its_formulas() -> None:
    def change(book: Any) -> None:
        book["meetings"]["A1"].font = Font(bold=True)
        book["meetings"]["D2"] = '=WEBSERVICE("https://example.org")'
        book["meetings"].column_dimensions["D"].width = 44
        book["meetings"].merge_cells("D3:E3")

    finding = Finding("formula-without-value", "No value.", "book.xlsx", "meetings", 2, "place", "D2")
    inside = Finding("not-allowed", "Merged.", "book.xlsx", "meetings", 3, "kind", "E3")
    content = marked.mark(file("book.xlsx", book_bytes({"meetings": MEETINGS}, change)), [finding, inside])
    sheet = opened(content)["meetings"]
    assert (sheet["A1"].font.bold, sheet.column_dimensions["D"].width) == (True, 44)
    assert (sheet["D2"].value, sheet["D2"].comment.text) == (None, "No value.")
    assert b"WEBSERVICE" not in content


def test_no_more_comments_than_a_workbook_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked, "MAX_COMMENTS", 2)
    rows = [MEETINGS[0], *([f"m{number}", "2016", "2016", "", "party"] for number in range(2, 7))]
    found = [Finding("not-allowed", "No.", "meetings.csv", "", row, "kind", f"E{row}") for row in range(2, 7)]
    book = opened(marked.mark(file("meetings.csv", csv_bytes(rows)), found))
    cells = [book["meetings"][f"E{row}"] for row in range(2, 7)]
    assert [cell.comment is not None for cell in cells] == [True, True, False, False, False]
    assert {cell.fill.fgColor.rgb for cell in cells} == {"FFFFC7CE"}
    assert book["Findings"].max_row == 6


def test_a_file_that_is_too_large_or_unreadable_gives_the_list_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Finding("file-empty", "It is empty.", "x.csv")
    assert opened(marked.mark(file("x.csv", b""), [empty])).sheetnames == ["Findings"]
    monkeypatch.setattr(marked, "MAX_CELLS", 5)
    assert opened(marked.mark(file("meetings.csv", csv_bytes(FAULTY)), [FOUND])).sheetnames == ["Findings"]


def test_letters_that_a_workbook_cannot_hold_are_left_out() -> None:
    odd = changed(MEETINGS, 2, "place", "a\x0bb\uffffc" + "x" * 40_000)
    value = opened(marked.mark(file("[a]:b?.csv", csv_bytes(odd)), [])).worksheets[1]["D2"].value
    assert (value[:3], len(value)) == ("abc", 32_767)


def test_the_marked_workbook_put_right_can_be_loaded(run: Run, loaded: str, tmp_path: Path) -> None:
    source, out = tmp_path / "meetings.csv", tmp_path / "marked.xlsx"
    source.write_bytes(csv_bytes(FAULTY))
    assert run("check", source, "--marked", out).status == 1
    book = openpyxl.load_workbook(out)
    book["meetings"]["E2"] = "working"
    book.save(out)
    assert run("load", out).codes() == ["ignored-sheet"]  # the list of findings
    assert version(loaded) == 2


def test_several_files_go_into_a_folder_and_none_over_the_users_own(run: Run, loaded: str, tmp_path: Path) -> None:
    source, other = tmp_path / "meetings.csv", tmp_path / "roles.csv"
    source.write_bytes(csv_bytes(FAULTY))
    other.write_bytes(b"")
    run("check", source, other, "--marked", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["meetings.xlsx", "roles.xlsx"]
    book = tmp_path / "book.xlsx"
    book.write_bytes(book_bytes({"meetings": MEETINGS}))
    before = book.read_bytes()
    answer = run("check", book, "--marked", book)
    assert (answer.status, book.read_bytes()) == (1, before)
    assert "must end in .xlsx" in " ".join(run("check", book, "--marked", tmp_path / "x.ods").output.split())


@pytest.mark.parametrize(
    ("finding", "address"),
    [
        (Finding("not-allowed", "", "roles.csv", "", 14, "kind", "C14"), "roles!C14"),
        (Finding("not-allowed", "", "book.xlsx", "roles", 14, "kind", "C14"), "roles!C14"),
        (Finding("not-allowed", "", "book.xlsx", "My roles", 14, "kind", "C14"), "'My roles'!C14"),
        (Finding("not-allowed", "", "2016-roles.csv", "", 14, "kind", "C14"), "'2016-roles'!C14"),
        (Finding("missing-column", "", "roles.csv", "", 1, "kind"), "roles!1:1"),
        (Finding("file-empty", "", "roles.csv"), ""),
    ],
)
def test_an_address_is_written_as_spreadsheet_programs_do(finding: Finding, address: str) -> None:
    assert finding.address == address
    assert report.as_row(finding)["address"] == address
