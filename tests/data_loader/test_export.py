"""Whatever form a version is exported in, loading it says that every row is already there."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from data_loader import export, formula_text, read, schema, store, versions
from data_loader.clean import tidy
from data_loader.commands import app
from data_loader.export import Form
from data_loader.load import REFERENCE, prepare
from data_loader.report import has_errors
from data_loader.store import Current
from tests.data_loader.conftest import Run, query, set_cell, version, write_rows
from tests.reference import SHIPPED

FORMS = [*Form]
ODD = ["=1+1", "+1", "-x", "@me", "'=1", "''-1", "'", "O'Hara", '"q"', 'a "b", c', "two\nlines", "007", "1e5", "TRUE",
       "🏛️ mairie", "é", "NR", "a;b;c;d;e;f;g;h;i;j;k;l;m", "2016-05-03",
       "<script>", "_x0041_", "{=1}", "a\tb", "-"]  # fmt: skip


def _called(*arguments: object) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def _contents(url: str, number: int) -> set[tuple[object, ...]]:
    return set(
        query(
            url,
            "SELECT t.table_name, b.sha256 FROM version_tables t JOIN batches b ON b.id = t.batch"
            f" WHERE t.version = {number}",
        )
    )


def _valid(descriptor: Path) -> list[str]:
    report = Package(str(descriptor)).validate()
    return [f"{error.type}: {error.message}" for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_reference_data_load_back_as_they_are(run: Run, loaded: str, tmp_path: Path, form: Form) -> None:
    out = tmp_path / f"export.{form}"
    assert run("export", out, "--format", form).status == 0
    answer = run("load", out)
    assert (answer.status, answer.findings) == (0, [])
    assert "Every row is already in version 1" in " ".join(answer.output.split())
    assert run("load", out, url=f"sqlite:///{tmp_path / 'fresh.sqlite'}").status == 0
    assert _contents(f"sqlite:///{tmp_path / 'fresh.sqlite'}", 1) == _contents(loaded, 1)


@pytest.mark.parametrize("form", FORMS)
def test_an_older_version_is_exported_as_it_was(
    run: Run, loaded: str, package: Path, tmp_path: Path, form: Form
) -> None:
    set_cell(package / "roles.csv", 2, "title", "=1+1")
    assert run("load", package / "roles.csv").status == 0
    assert run("export", tmp_path / "old", "--format", form, "--version", 1).status == 0
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    assert run("load", tmp_path / "old", url=fresh).status == 0
    assert _contents(fresh, 1) == _contents(loaded, 1)


@pytest.mark.parametrize("form", FORMS)
def test_an_older_version_loaded_back_undoes_nothing(
    run: Run, loaded: str, package: Path, tmp_path: Path, form: Form
) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another")
    assert run("load", package / "roles.csv").status == 0
    assert run("export", tmp_path / "old", "--format", form, "--version", 1).status == 0
    answer = run("load", tmp_path / "old")
    assert (answer.codes(), answer.report["version"]) == (["download-older"], 2)


TEXT = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
SOME_TEXT = TEXT.map(lambda text: text if tidy(text) else "x")
DATE = st.sampled_from(["", "2016", "2016-05", "2016-05-03"])
KINDS = {
    "integer": st.integers(2011, 2016).map(str),
    "number": st.floats(-90, 90).map(repr),
    "flag": st.sampled_from(["0", "1"]),
    "date": DATE,
    "url": st.sampled_from(["", "https://example.org/a?b=é;c#d", "http://example.org"]),
}


@st.composite
def _package(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """Every table, small, each row referring to rows that are there."""
    tables: dict[str, list[dict[str, str]]] = {}
    rows = draw(st.integers(1, 2))  # of each, so that those with the key of another find one each
    for name, table in schema.DATA_TABLES.items():
        tables[name] = [
            {field.name: draw(_cell(field, tables, number)) for field in schema.fields(table)} for number in range(rows)
        ]
    return tables


def _cell(field: schema.Field, tables: dict[str, list[dict[str, str]]], number: int) -> st.SearchStrategy[str]:
    if field.refers_to:
        rows = tables.get(field.refers_to, [{"id": ""}])  # a table that refers to itself is being made
        return st.just(rows[0 if not field.key else number % len(rows)]["id"])
    if field.name == "about_id":  # of the table that its kind names
        return st.just(tables[[*schema.NOTED.values()][number % len(schema.NOTED)]][0]["id"])
    if field.name == "id":
        return st.sampled_from([f"a{number}", f"-{number}", f"'={number}", f"00{number}"])
    if field.kind == "integer" and field.maximum is not None and field.maximum < 2011:
        return st.integers(0, int(field.maximum)).map(str)
    if field.allowed:
        return st.just(field.allowed[number % len(field.allowed)])
    return _typed(field, number) if field.kind in KINDS else _free(field, number)


def _free(field: schema.Field, number: int) -> st.SearchStrategy[str]:
    if field.key and field.required:
        return SOME_TEXT.map(lambda text: f"{text} {number}")
    return SOME_TEXT if field.required or field.key else TEXT


def _typed(field: schema.Field, number: int) -> st.SearchStrategy[str]:
    """Dates that must be there, or that tell rows apart, differ from row to row."""
    if field.kind == "number" and field.minimum is not None:
        return st.floats(max(field.minimum, -90), 90).map(repr)
    if field.kind == "url" and field.required:
        return st.just(f"https://example.org/{number}")
    if field.kind != "date":
        return KINDS[field.kind]
    if field.name == "end_date" and number and not field.required:
        return st.sampled_from(["", "2017", "2017-05"])  # not before a start that must be there
    return st.just(f"20{16 + number}") if field.required else st.just(["2016-05", ""][number]) if field.key else DATE


def _written(folder: Path, tables: dict[str, list[dict[str, str]]]) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        texts = formula_text.text_fields(name)
        marked = [[formula_text.mark(cell) if key in texts else cell for key, cell in row.items()] for row in rows]
        write_rows(folder / f"{name}.csv", [[*rows[0]], *marked])
    return folder


@settings(max_examples=5, suppress_health_check=[*HealthCheck])
@given(tables=_package())
def test_any_data_load_back_as_they_are(tables: dict[str, list[dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        url = f"sqlite:///{folder}/monitor.sqlite"
        _called("load", _written(folder / "in", tables), "--database", url)
        with store.reading(url) as connection:
            current, listed = Current(connection), versions.find(connection, 1)
            for form in FORMS:
                export.write(current, listed, form, folder / form)
                files, _ = read.open_files([folder / form])
                prepared = prepare(files, current, lambda *_: None)
                assert not has_errors(prepared.findings)
                found = {(name, store.checksum(table)) for name, table in prepared.tables.items()}
                assert found == _contents(url, 1)
        assert _valid(folder / "datapackage" / "datapackage.json") == []


@pytest.mark.parametrize("form", FORMS)
def test_odd_text_survives(run: Run, loaded: str, package: Path, tmp_path: Path, form: Form) -> None:
    for row, text in enumerate(ODD, 2):
        set_cell(package / "commitments.csv", row, "title", formula_text.mark(text))
    assert run("load", package / "commitments.csv").status == 0
    statement = "SELECT title FROM commitments WHERE batch = (SELECT max(batch) FROM commitments) ORDER BY row LIMIT 24"
    assert [title for (title,) in query(loaded, statement)] == [text.replace("\t", " ") for text in ODD]
    assert run("export", tmp_path / "out", "--format", form).status == 0
    answer = run("load", tmp_path / "out")
    assert "Every row is already in version 2" in " ".join(answer.output.split())
    assert (answer.findings, version(loaded)) == ([], 2)


def _with_title(run: Run, package: Path, title: str) -> None:
    set_cell(package / "commitments.csv", 2, "title", title)
    assert run("load", package / "commitments.csv").status == 0


def test_no_cell_of_a_csv_file_is_taken_for_a_formula(run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
    _with_title(run, package, "=1+1")
    assert run("export", tmp_path / "out").status == 0
    for name in SHIPPED:
        texts = {field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.kind in ("text", "list")}
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
        assert not [row for row in rows for text in texts if row[text].startswith(("=", "+", "-", "@"))]


def test_text_like_a_formula_is_said_to_be_text_in_a_workbook(
    run: Run, loaded: str, package: Path, tmp_path: Path
) -> None:
    _with_title(run, package, "=1+1")
    assert run("export", tmp_path / "out.xlsx", "--format", "xlsx").status == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["commitments"]
    cell = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", True)


def test_numbers_of_a_workbook_are_numbers(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out.xlsx", "--format", "xlsx").status == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["members"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, columns["population"]).data_type == "n"
    assert sheet.cell(2, columns["id"]).data_type == "s"


class TestRefused:
    def test_an_output_that_is_there_is_left_alone(self, run: Run, loaded: str, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("mine")
        answer = run("export", tmp_path / "out")
        assert (answer.status, (tmp_path / "out").read_text()) == (1, "mine")
        assert "is already there; name a new one." in " ".join(answer.output.split())

    def test_a_cell_too_long_for_a_workbook(self, run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
        _with_title(run, package, "x" * (export.MOST_LETTERS + 1))
        answer = run("export", tmp_path / "out.xlsx", "--format", "xlsx")
        assert answer.status == 1
        assert "Export it as csv." in " ".join(answer.output.split())
        assert not (tmp_path / "out.xlsx").exists()
        assert run("export", tmp_path / "out").status == 0

    def test_a_folder_that_is_not_there(self, run: Run, loaded: str, tmp_path: Path) -> None:
        answer = run("export", tmp_path / "no" / "out")
        assert answer.status == 1
        assert "cannot be written" in " ".join(answer.output.split())


def test_the_shipped_package_is_valid() -> None:
    assert _valid(REFERENCE / "datapackage.json") == []


def test_an_exported_package_is_valid_and_says_its_version(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", "--format", "datapackage").status == 0
    descriptor = tmp_path / "out" / "datapackage.json"
    assert _valid(descriptor) == []
    package = json.loads(descriptor.read_text("utf-8"))
    assert (package["version"], package["description"]) == ("1", formula_text.RULE)


def test_a_fault_in_a_package_is_seen_by_the_validator(package: Path) -> None:
    set_cell(package / "roles.csv", 2, "kind", "king")
    assert any(error.startswith("constraint-error") for error in _valid(package / "datapackage.json"))


@pytest.mark.parametrize("text", ODD)
def test_a_mark_is_taken_off_again(text: str) -> None:
    import pandas as pd

    for mark in (formula_text.mark, formula_text.mark_apostrophes):
        assert formula_text.unmarked(pd.Series([mark(text)], dtype=object)).tolist() == [text]
