"""Files as people really saved them, each a kind of fault that once went wrong: what becomes of it now."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data_loader import marker, read
from data_loader.spreadsheet import File
from tests.data_loader.conftest import Run, query, rows_of
from tests.data_loader.corpus import MEETINGS, csv_bytes
from tests.data_loader.old_workbooks import ods, strict, xls, xlsb

HEADER = "id,steering_member_id,holder,constituency,kind,theme_id,title,start_date,end_date,confidence"
UKRAINIAN = "role-99,,Олена Прикладова,civil_society,co_anchor,open-data,Голова підкомітету,2016,,low"
SPANISH = "role-99,,José Ejémplez,civil_society,co_anchor,open-data,Coordinación de participación,2016,,low"


@pytest.mark.parametrize(
    ("row", "encoding", "end", "holder", "title"),
    [
        (UKRAINIAN, "cp1251", "\r\n", "Олена Прикладова", "Голова підкомітету"),
        (SPANISH, "mac_roman", "\r", "José Ejémplez", "Coordinación de participación"),
    ],
)
def test_roles_saved_by_excel_elsewhere_keep_their_letters(  # noqa: PLR0917
    run: Run, loaded: str, tmp_path: Path, row: str, encoding: str, end: str, holder: str, title: str
) -> None:
    (tmp_path / "roles.csv").write_bytes(f"{HEADER}{end}{row}{end}".encode(encoding))
    assert run("load", tmp_path / "roles.csv").status == 0
    assert query(loaded, "SELECT holder, title FROM roles WHERE id = 'role-99'") == [(holder, title)]


def test_a_workbook_saved_as_strict_open_xml_is_loaded(run: Run, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(strict(_book({"meetings": MEETINGS})))
    answer = run("load", path)
    assert (answer.status, answer.codes()) == (0, [])
    assert query(loaded, "SELECT place FROM meetings WHERE id = 'sc-1'") == [("São Tomé",)]


def test_a_workbook_saved_as_strict_open_xml_is_given_back_marked(run: Run, loaded: str, tmp_path: Path) -> None:
    wrong = [*MEETINGS[:2], ["sc-2", "2016", "2016", "x", "fête"]]
    (tmp_path / "book.xlsx").write_bytes(strict(_book({"meetings": wrong})))
    run("check", tmp_path / "book.xlsx", "--marked", tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert marked["meetings"]["E3"].comment is not None


def test_an_opendocument_is_given_back_marked(run: Run, loaded: str, tmp_path: Path) -> None:
    (tmp_path / "book.ods").write_bytes(ods({"meetings": [*MEETINGS[:2], ["sc-2", "2016", "2016", "x", "fête"]]}))
    run("check", tmp_path / "book.ods", "--marked", tmp_path / "marked.xlsx")
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx")["meetings"]["E3"].comment is not None


def test_rows_hidden_by_a_filter_are_read_and_it_is_said(run: Run, loaded: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate([MEETINGS[0], *([f"x-{n}", "2016", "2016", "", "event"] for n in range(6))], 1):
        sheet.append(row)
        sheet.row_dimensions[number].hidden = 3 <= number <= 6
    sheet.title, sheet.auto_filter.ref = "meetings", "A1:E7"
    book.save(tmp_path / "filtered.xlsx")
    answer = run("check", tmp_path / "filtered.xlsx")
    assert [(f["code"], f["sheet"], f["sentence"]) for f in answer.findings] == [
        ("hidden-rows", "meetings", "4 rows are hidden, by a filter or by hand, and are read.")
    ]
    assert answer.report["rows"]["meetings"] == 6


def test_a_folder_with_a_lock_file_and_an_opendocument_is_read_whole(
    run: Run, loaded: str, package: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "meetings.csv").write_bytes((package / "meetings.csv").read_bytes())
    (folder / "seats.ods").write_bytes(ods({"seats": rows_of(package / "seats.csv")}))
    (folder / "~$roles.xlsx").write_bytes(b"\x05Owner")
    answer = run("check", folder)
    assert [(f["code"], f["file"]) for f in answer.findings] == [("lock-file", "~$roles.xlsx")]
    assert {*answer.report["rows"]} == {"meetings", "seats"}
    (folder / "~$roles.xlsx").unlink()
    assert run("check", folder).findings == []


def test_an_opendocument_is_loaded_and_a_web_page_called_xls_is_named(run: Run, loaded: str, tmp_path: Path) -> None:
    (tmp_path / "meetings.ods").write_bytes(ods({"meetings": MEETINGS}))
    assert run("load", tmp_path / "meetings.ods").status == 0
    assert query(loaded, "SELECT place FROM meetings WHERE id = 'sc-2'") == [("Málaga",)]
    (tmp_path / "meetings.xls").write_text("<html><body><table><tr><td>id</td></tr></table></body></html>")
    answer = run("check", tmp_path / "meetings.xls")
    assert (answer.status, answer.codes()) == (1, ["not-a-table"])
    assert "is a web page saved as .xls: open it" in answer.findings[0]["sentence"]


@pytest.mark.parametrize("write", [ods, xls, xlsb])
def test_a_download_saved_in_another_format_still_knows_its_version(write: Callable[..., bytes]) -> None:
    content = write({"meetings": MEETINGS, marker.SHEET: marker.sheet_rows(3)}, hidden=[marker.SHEET])
    grids, findings = read.read(File("book", content, ""))
    assert ([(grid.sheet, grid.version) for grid in grids], findings) == ([("meetings", 3)], [])


def test_the_text_of_an_opendocument_is_what_its_program_shows() -> None:
    """As LibreOffice writes it, and as others may: blanks, lines, tabs, a link; a note and a drawing beside it."""
    cells = {
        "<text:p>a  b</text:p><text:p>c</text:p>": "a  b\nc",
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>': "a   b\tc\nd",
        '<text:p>see <text:a href="x">here</text:a> <text:span>now</text:span></text:p>': "see here now",
        "<text:p>a\n    b</text:p>": "a b",
        "<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>": "a",
        "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><text:p>a</text:p>": "a",
    }
    row = "".join(f'<table:table-cell office:value-type="string">{cell}</table:table-cell>' for cell in cells)
    content = ods({"x": f"<table:table-row>{row}</table:table-row>"})
    [grid], findings = read.read(File("x.ods", content, ""))
    assert (grid.rows, findings) == ([[*cells.values()]], [])


@pytest.mark.parametrize("rows", [MEETINGS[:1], []], ids=["header alone", "nothing"])
def test_a_file_that_brings_nothing_is_never_accepted(
    run: Run, loaded: str, tmp_path: Path, rows: list[list[str]]
) -> None:
    (tmp_path / "book.xlsx").write_bytes(_book({"meetings": rows}))
    (tmp_path / "meetings.csv").write_bytes(csv_bytes(rows))
    for name in ("book.xlsx", "meetings.csv"):
        for command in ("check", "load"):
            answer = run(command, tmp_path / name)
            assert answer.status == 1
            assert "accepted" not in answer.output.replace('"accepted": false', "")


def test_a_package_may_hold_a_table_that_stays_empty(run: Run, loaded: str, package: Path) -> None:
    assert run("check", package).status == 0
    (package / "agenda_updates.csv").write_text((package / "agenda_updates.csv").read_text().partition("\n")[0])
    assert run("check", package).codes() == ["no-rows"]


def _book(sheets: dict[str, list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
