"""A table that is downloaded knows its data version, whatever is done to the file; nothing else of it changes."""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data_loader import export, marker, read, store, versions
from data_loader.export import Form
from data_loader.load import prepare
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.store import Current
from data_loader.tables import Table
from tests.data_loader.conftest import Run, set_cell
from tests.reference import SHIPPED

HEADER = ["id", "name", "data_version"]


def _taken(rows: list[list[str]]) -> tuple[Grid, list[Finding]]:
    grids, findings = marker.take_off([Grid("members.csv", "", [[*row] for row in rows])], [])
    return grids[0], findings


def _tables(paths: list[Path], current: Current) -> tuple[dict[str, Table], list[Finding]]:
    files, findings = read.open_files(paths)
    prepared = prepare(files, current, lambda *_: None)
    return prepared.tables, findings + prepared.findings


class TestAColumn:
    def test_is_taken_off_and_says_the_version(self) -> None:
        grid, findings = _taken([HEADER, ["a", "A", "3"], ["b", "B", "3"]])
        assert (grid.version, grid.rows) == (3, [["id", "name", ""], ["a", "A", ""], ["b", "B", ""]])
        assert findings == []

    def test_of_rows_that_disagree_the_oldest_counts(self) -> None:
        assert _taken([HEADER, ["a", "A", "12"], ["b", "B", "9"], ["c", "C", "10"]])[0].version == 9

    def test_rows_from_elsewhere_may_lack_it(self) -> None:
        grid, findings = _taken([HEADER, ["a", "A", "3"], ["b", "B"], ["c", "C", ""]])
        assert (grid.version, findings) == (3, [])

    def test_without_a_number_anywhere_the_version_is_not_known(self) -> None:
        assert _taken([HEADER, ["a", "A"]])[0].version is None
        assert _taken([HEADER[:2], ["a", "A"]])[0].version is None

    @pytest.mark.parametrize("header", ["DATA_VERSION", " data version ", "Data_Version"])
    @pytest.mark.parametrize("number", ["3", "3.0", "3,00", " 3 "])
    def test_is_known_as_programs_write_it(self, header: str, number: str) -> None:
        assert _taken([["id", header], ["a", number]])[0].version == 3

    def test_may_be_anywhere_and_all_others_stay_where_they_are(self) -> None:
        grid, _ = _taken([["id", "data_version", "name"], ["a", "3", "A"]])
        assert (grid.version, grid.rows) == (3, [["id", "", "name"], ["a", "", "A"]])

    def test_may_stand_below_a_title(self) -> None:
        assert _taken([["The members"], [], HEADER, ["a", "A", "3"]])[0].version == 3

    def test_repeated_with_the_header_is_passed_over(self) -> None:
        grid, findings = _taken([HEADER, ["a", "A", "3"], HEADER, ["b", "B", "3"]])
        assert (grid.version, grid.rows[2], findings) == (3, ["id", "name", ""], [])

    def test_is_none_among_the_cells_of_a_table(self) -> None:
        rows = [["id", "name", "kind"], ["a", "data_version", "city"], ["b", "3", "city"]]
        grid, findings = _taken(rows)
        assert (grid.version, grid.rows, findings) == (None, rows, [])

    @pytest.mark.parametrize("odd", ["x", "-1", "0", "3.5", "#REF!", "=1", "1e9", "9" * 400, "٣"])
    def test_damaged_is_a_warning_and_the_rest_of_it_counts(self, odd: str) -> None:
        grid, [finding] = _taken([HEADER, ["a", "A", odd], ["b", "B", odd], ["c", "C", "3"]])
        assert (grid.version, grid.rows[1]) == (3, ["a", "A", ""])
        assert (finding.code, finding.severity, finding.cell, finding.value) == ("mark-damaged", "warning", "C2", odd)


class TestASheet:
    def test_says_the_version_of_every_table(self) -> None:
        grids, findings = marker.take_off(
            [Grid("a.xlsx", "roles", [["id"]]), Grid("a.xlsx", marker.SHEET, marker.sheet_rows(7))], []
        )
        assert ([(grid.sheet, grid.version) for grid in grids], findings) == ([("roles", 7)], [])

    def test_of_sheet_and_column_the_older_counts(self) -> None:
        hidden = Grid("a.xlsx", marker.SHEET, marker.sheet_rows(7))
        grids, _ = marker.take_off([Grid("a.xlsx", "roles", [[*HEADER], ["a", "A", "5"]]), hidden], [])
        assert grids[0].version == 5

    def test_names_the_sheets_of_which_nothing_is_to_be_said(self) -> None:
        hidden = Grid("a.xlsx", marker.SHEET, marker.sheet_rows(7, ["Read me", "lists"]))
        about = [Finding("hidden-sheet", "It is hidden.", "a.xlsx", name) for name in ("lists", marker.SHEET, "mine")]
        grids, findings = marker.take_off([Grid("a.xlsx", name, []) for name in ("roles", "Read me")] + [hidden], about)
        assert [grid.sheet for grid in grids] == ["roles"]
        assert [finding.sheet for finding in findings] == ["mine"]

    @pytest.mark.parametrize("rows", [[], [[]], [["data_version"]], [["data_version", "x"]], [["", ""], ["3"]]])
    def test_damaged_is_a_warning(self, rows: list[list[str]]) -> None:
        grids, [finding] = marker.take_off([Grid("a.xlsx", "roles", [["id"]]), Grid("a.xlsx", marker.SHEET, rows)], [])
        assert ([grid.version for grid in grids], finding.code) == ([None], "mark-damaged")


@pytest.mark.parametrize("form", [*Form])
def test_every_table_of_an_export_knows_its_version(
    run: Run, loaded: str, package: Path, tmp_path: Path, form: Form
) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another")
    assert run("load", package / "roles.csv").status == 0
    with store.reading(loaded) as connection:
        for number in (1, 2):
            out = tmp_path / f"{form}-{number}"
            export.write(Current(connection, number), versions.find(connection, number), form, out)
            tables, findings = _tables([out], Current(connection))
            assert {table.base for table in tables.values()} == {number}
            assert {finding.code for finding in findings} == ({"download-older"} if number == 1 else set())
            assert set(tables) == {*SHIPPED}


def test_nothing_is_shown_of_the_mark_in_a_workbook(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out.xlsx", "--format", "xlsx").status == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book[marker.SHEET].sheet_state == "veryHidden"
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == SHIPPED


def test_a_workbook_saved_by_another_program_still_knows(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out.xlsx", "--format", "xlsx").status == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    book[marker.SHEET].sheet_state = "hidden"  # as LibreOffice has it
    book["roles"]["H2"] = "Another title"
    book.save(tmp_path / "again.xlsx")
    with store.reading(loaded) as connection:
        tables, findings = _tables([tmp_path / "again.xlsx"], Current(connection))
    assert ({table.base for table in tables.values()}, findings) == ({1}, [])


def test_a_file_of_ones_own_knows_none(run: Run, loaded: str, package: Path) -> None:
    with store.reading(loaded) as connection:
        tables, _ = _tables([package], Current(connection))
    assert {table.base for table in tables.values()} == {None}


def test_a_damaged_mark_keeps_no_file_out(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out").status == 0
    path = tmp_path / "out" / "meetings.csv"
    rows = [*csv.reader(path.read_text("utf-8-sig").splitlines())]
    rows[1][-1] = "#VALUE!"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    answer = run("check", path)
    assert (answer.status, answer.codes()) == (0, ["mark-damaged"])


def test_one_file_of_a_package_still_knows(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", "--format", "datapackage").status == 0
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.write(tmp_path / "out" / "roles.csv", "roles.csv")
    shutil.unpack_archive(tmp_path / "sent.zip", tmp_path / "received")
    with store.reading(loaded) as connection:
        tables, _ = _tables([tmp_path / "received" / "roles.csv"], Current(connection))
    assert tables["roles"].base == 1
