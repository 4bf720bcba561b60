"""A workbook made to be edited: in every language what comes back is what went out, but for what was changed."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dashboard.theme import colours
from data_loader import column_names, editable, export, labels, marker, names, read, schema, store, values, versions
from data_loader.commands import app
from data_loader.load import prepare
from data_loader.report import Finding
from data_loader.store import Current
from data_loader.tables import Table, field_names, rows_of
from tests.data_loader.conftest import Run, set_cell
from tests.data_loader.test_export import ODD, _package, _written
from tests.reference import SHIPPED

LANGUAGES = ("en", "fr", "es")
TABLES = SHIPPED
LONG = ("commitments", "assessments")
PAIRS = [(table, lang) for table in TABLES for lang in (LANGUAGES if table not in LONG else ("fr",))]
"""Every table in every language; the long ones in one, where it takes openpyxl seconds to open them."""
Row = dict[str, str]


@pytest.fixture(scope="module")
def current(reference_url: str) -> Iterator[Current]:
    with store.reading(reference_url) as connection:
        yield Current(connection)


@pytest.fixture(scope="module")
def write(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Writes a table in a language, once."""
    folder = tmp_path_factory.mktemp("edit")

    def call(table: str, lang: str) -> Path:
        path = folder / f"{table}-{lang}.xlsx"
        if not path.exists():
            with store.reading(reference_url) as connection:
                export.write_editable(Current(connection), versions.find(connection, 1), [table], lang, path)
        return path

    return call


def loaded_back(path: Path, current: Current) -> tuple[dict[str, Table], list[Finding]]:
    files, findings = read.open_files([path])
    prepared = prepare(files, current, lambda *_: None)
    return prepared.tables, findings + prepared.findings


def as_csv(path: Path) -> Path:
    """The sheet in front as a spreadsheet program saves it; columns that are not shown come along."""
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True).worksheets[0]
    out = path.with_suffix(".csv")
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(["" if value is None else value for value in row] for row in sheet.values)
    return out


def column_of(sheet: Any, table: str, field: str, lang: str) -> int:
    header = column_names.header(table, field, lang)
    return next(int(cell.column) for cell in sheet[1] if cell.value == header)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_loads_back_as_the_very_same_rows(
    write: Callable[[str, str], Path], current: Current, table: str, lang: str
) -> None:
    path = write(table, lang)
    for file in (path, *([as_csv(path)] if (table, lang) in PAIRS else ())):
        tables, findings = loaded_back(file, current)
        assert (findings, [*tables]) == ([], [table])
        assert (tables[table].base, store.checksum(tables[table])) == (1, current.checksum(table))


CHANGES: dict[str, tuple[str, dict[str, str], str]] = {
    # table: a field, what is chosen or typed in each language, what is stored
    "policy_areas": ("name_es", dict.fromkeys(LANGUAGES, "Otro nombre"), "Otro nombre"),
    "tags": ("confidence", {"en": "Medium", "fr": "Moyenne", "es": "Media"}, "medium"),
    "milestones": ("end_date", dict.fromkeys(LANGUAGES, "2018-06"), "2018-06"),
    "standing": ("end_date", dict.fromkeys(LANGUAGES, "2018-06"), "2018-06"),
    "eligibility": ("eligible", {"en": "no", "fr": "non", "es": "no"}, "0"),
    "review_steps": ("kind", {"en": "Statement", "fr": "Déclaration", "es": "Declaración"}, "statement"),
    "recommendations": ("taken_up", {"en": "Partly", "fr": "En partie", "es": "En parte"}, "partly"),
    "documents": ("url", dict.fromkeys(LANGUAGES, "https://example.org/x"), "https://example.org/x"),
    "representatives": (
        "level",
        {"en": "Senior official", "fr": "Haut fonctionnaire", "es": "Alto funcionario"},
        "senior_official",
    ),
    "decisions": ("kind", {"en": "Strategy", "fr": "Stratégie", "es": "Estrategia"}, "strategy"),
    "events": ("kind", {"en": "Summit", "fr": "Sommet", "es": "Cumbre"}, "summit"),
    "published_figures": ("source", dict.fromkeys(LANGUAGES, "a; b"), "a; b"),
    "priorities": ("cochair_priority", {"en": "no", "fr": "non", "es": "no"}, "0"),
    "themes": ("priority_id", {"en": "", "fr": "", "es": ""}, "integrity"),  # by its name
    "members": ("region", {"en": "Americas", "fr": "Amériques", "es": "Américas"}, "americas"),
    "action_plans": ("end_date", dict.fromkeys(LANGUAGES, "2018-06"), "2018-06"),
    "commitments": (
        "ogp_values",
        {
            "en": "Civic participation; Technology and innovation",
            "fr": "Participation citoyenne; Technologie et innovation",
            "es": "Participación ciudadana; Tecnología e innovación",
        },
        "civic_participation; technology",
    ),
    "assessments": ("completion", {"en": "Not started", "fr": "Non commencé", "es": "No iniciado"}, "not_started"),
    "plan_results": ("limited", dict.fromkeys(LANGUAGES, "7"), "7"),
    "plan_process": ("participation_level", {"en": "Empower", "fr": "Autonomiser", "es": "Empoderar"}, "empower"),
    "steering_members": ("region", {"en": "Europe", "fr": "Europe", "es": "Europa"}, "europe"),
    "seats": ("end_date", dict.fromkeys(LANGUAGES, "2019"), "2019"),
    "roles": ("title", dict.fromkeys(LANGUAGES, "=1+1"), "=1+1"),
    "meetings": ("kind", {"en": "Event", "fr": "Événement", "es": "Evento"}, "event"),
    "agenda_items": ("title_es", dict.fromkeys(LANGUAGES, "Otro título"), "Otro título"),
    "agenda_updates": ("status", {"en": "Complete", "fr": "Achevé", "es": "Completo"}, "complete"),
}


@pytest.mark.parametrize(("table", "lang"), PAIRS)
def test_a_change_by_another_program_is_the_only_one(
    write: Callable[[str, str], Path], current: Current, tmp_path: Path, table: str, lang: str
) -> None:
    field, words, stored = CHANGES[table]
    book = openpyxl.load_workbook(write(table, lang))
    sheet = book.worksheets[0]
    labelled = labels.of_rows(rows_of(current.table("priorities")), lang, {})
    cell = sheet.cell(2, column_of(sheet, table, field, lang))
    text = words[lang] or labelled[stored]
    cell.value = int(text) if table == "plan_results" else text
    cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(tmp_path / "changed.xlsx")
    expected = rows_of(current.table(table))
    assert expected[0][field] != stored
    expected[0][field] = stored
    for file in (tmp_path / "changed.xlsx", as_csv(tmp_path / "changed.xlsx")):
        tables, findings = loaded_back(file, current)
        assert (findings, rows_of(tables[table]), tables[table].base) == ([], expected, 1)


def test_all_small_tables_are_in_one_workbook(run: Run, loaded: str, tmp_path: Path) -> None:
    answer = run("edit", tmp_path / "all.xlsx", "--language", "fr")
    assert answer.status == 0
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert ("Rôles" in shown, "Engagements" in shown, len(shown)) == (True, False, len(SHIPPED) - 1)
    assert "Every row is already in version 1" in " ".join(run("load", tmp_path / "all.xlsx").output.split())


@settings(max_examples=4, suppress_health_check=[*HealthCheck])
@given(tables=_package(), lang=st.sampled_from(LANGUAGES))
def test_any_data_load_back_as_they_are(tables: dict[str, list[Row]], lang: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        url = f"sqlite:///{folder}/monitor.sqlite"
        result = CliRunner().invoke(app, ["load", str(_written(folder / "in", tables)), "--database", url])
        assert result.exit_code == 0, result.output
        with store.reading(url) as connection:
            current, listed = Current(connection), versions.find(connection, 1)
            export.write_editable(current, listed, None, lang, folder / "edit.xlsx")
            back, findings = loaded_back(folder / "edit.xlsx", current)
            assert [finding for finding in findings if finding.severity == "error"] == []
            sums = {name: store.checksum(table) for name, table in back.items()}
            assert sums == {name: current.checksum(name) for name in schema.DATA_TABLES}


@pytest.fixture
def odd(run: Run, loaded: str, package: Path, tmp_path: Path) -> Path:
    """The commitments to be edited, with odd titles."""
    for row, text in enumerate(ODD, 2):
        set_cell(package / "commitments.csv", row, "title", f"'{text}" if text[0] in "=+-@'" else text)
    assert run("load", package / "commitments.csv").status == 0
    assert run("edit", tmp_path / "odd.xlsx", "--table", "commitments", "--table", "assessments").status == 0
    return tmp_path / "odd.xlsx"


class TestHostileText:
    def test_stays_text(self, odd: Path) -> None:
        book = openpyxl.load_workbook(odd)
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        like = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
        assert {cell.value for cell in like} >= {"=1+1", "@me"}
        data = [cell for cell in like if cell.parent.title == "Commitments"]
        assert {(cell.data_type, bool(cell.quotePrefix), cell.number_format) for cell in data} == {("s", True, "@")}

    def test_loads_back(self, run: Run, odd: Path) -> None:
        answer = run("load", odd)
        assert "Every row is already in version 2" in " ".join(answer.output.split())
        assert answer.findings == []


class TestTheSheet:
    @pytest.fixture
    def sheet(self, write: Callable[[str, str], Path]) -> Any:
        return openpyxl.load_workbook(write("roles", "fr"))["Rôles"]

    def test_is_in_the_language_and_ahead_of_all_others(self, write: Callable[[str, str], Path]) -> None:
        book = openpyxl.load_workbook(write("roles", "fr"))
        assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
            ("Rôles", "visible"),
            (book.sheetnames[1], "visible"),
            (editable.LISTS, "veryHidden"),
            (marker.SHEET, "veryHidden"),
        ]
        assert [cell.value for cell in book["Rôles"][1]] == [
            *(column_names.header("roles", name, "fr") for name in field_names("roles")),
            schema.VERSION_COLUMN,
        ]

    def test_keeps_its_header_in_view_and_can_be_filtered(self, sheet: Any) -> None:
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:N37")

    def test_protects_ids_of_rows_that_are_there_and_nothing_else(self, sheet: Any) -> None:
        protection = sheet.protection
        assert (protection.sheet, protection.password) == (True, None)
        # openpyxl has what is forbidden
        assert not any((protection.sort, protection.autoFilter, protection.insertRows, protection.formatColumns))
        assert {cell.protection.locked for cell in (*sheet[1][:14], *sheet["A"][1:37])} == {True}
        assert {cell.protection.locked for row in sheet.iter_rows(2, 37, 2) for cell in row if cell.value} == {False}
        assert {sheet.column_dimensions[letter].protection.locked for letter in "ABN"} == {False}

    def test_has_a_note_on_each_column(self, sheet: Any) -> None:
        assert all(cell.comment and cell.comment.text for cell in sheet[1][:14])

    def test_hides_the_version_of_each_row(self, sheet: Any) -> None:
        assert (sheet["O1"].value, sheet["O2"].value) == (schema.VERSION_COLUMN, 1)
        assert sheet.column_dimensions["O"].hidden

    def test_has_text_where_a_program_would_make_something_else_of_it(self, write: Callable[[str, str], Path]) -> None:
        sheet = openpyxl.load_workbook(write("commitments", "en"))["Commitments"]
        for field in ("number", "title", "start_date"):
            letter = openpyxl.utils.get_column_letter(column_of(sheet, "commitments", field, "en"))
            assert {cell.number_format for cell in sheet[letter][1:] if cell.value} == {"@"}
            assert sheet.column_dimensions[letter].number_format == "@"

    @pytest.mark.parametrize(("table", "lang"), PAIRS)
    def test_offers_what_is_read_back(
        self, write: Callable[[str, str], Path], current: Current, table: str, lang: str
    ) -> None:
        """Every choice of every drop-down is read as one value; and every value can be chosen."""
        book = openpyxl.load_workbook(write(table, lang))
        rules = rules_of(book.worksheets[0])
        for place, field in enumerate(schema.fields(schema.DATA_TABLES[table]), 1):
            if field.kind != "list" and (field.refers_to or field.allowed or field.kind == "flag"):
                cells = book[editable.LISTS][rules[place].formula1.partition("!")[2]]
                reads = reader_of(field, current)
                assert {reads(str(cell[0].value)) for cell in cells} == known_to(field, current)

    def test_takes_dates_numbers_and_words_alone(self, sheet: Any, write: Callable[[str, str], Path]) -> None:
        kinds = {place: rule.type for place, rule in rules_of(sheet).items()}
        assert kinds == {
            **dict.fromkeys((2, 4, 5, 6, 7, 12, 14), "list"), **dict.fromkeys((9, 10, 11), "custom"), 13: None,
        }  # fmt: skip
        plan = openpyxl.load_workbook(write("plan_process", "en")).worksheets[0].data_validations.dataValidation
        [steps] = [rule for rule in plan if rule.type == "whole"]
        assert (steps.formula1, steps.formula2) == ("0", "6")


def rules_of(sheet: Any) -> dict[int, Any]:
    """What is taken, by column."""
    return {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}


def reader_of(field: schema.Field, current: Current) -> Callable[[str], str]:
    """What the loader reads a word in a column as."""
    if field.kind == "flag":
        return values.flag
    if field.allowed:
        return values.codes_of(field.allowed).exact
    rows = rows_of(current.table(field.refers_to))
    ids, exact = frozenset(row["id"] for row in rows), labels.among_rows(rows).exact
    return lambda text: names.id_of(text, ids, exact)


def known_to(field: schema.Field, current: Current) -> set[str]:
    if field.kind == "flag":
        return {"0", "1"}
    return set(field.allowed) or {row["id"] for row in rows_of(current.table(field.refers_to))}


class TestNames:
    TWO = ({"id": "a", "name": "Brazil"}, {"id": "b", "name": "Brazil"}, {"id": "c", "name": "Chile"})

    def test_that_two_rows_have_stand_before_the_id(self) -> None:
        assert labels.of_rows(self.TWO, "en", {}) == {"a": "Brazil (a)", "b": "Brazil (b)", "c": "Chile"}

    @pytest.mark.parametrize("name", ["", "a; b", "NA", "b"])
    def test_that_would_be_read_as_something_else_give_way_to_the_id(self, name: str) -> None:
        rows = ({"id": "a", "name": name}, {"id": "b", "name": "B"})
        assert labels.of_rows(rows, "en", {})["a"] in ("a", f"{name} (a)")

    def test_that_are_long_are_cut(self) -> None:
        [label] = labels.of_rows([{"id": "a", "title": "long words " * 40}], "en", {}).values()
        assert (len(label) < 120, label.endswith("… (a)")) == (True, True)

    def test_of_countries_and_themes_are_in_the_language(self, current: Current) -> None:
        assert labels.of_rows(rows_of(current.table("members")), "fr", {})["DEU"] == "Allemagne"
        assert labels.of_rows(rows_of(current.table("themes")), "es", {})["open-data"] == "Datos abiertos"

    def test_are_not_asked_for_where_there_are_too_many(
        self, run: Run, loaded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(labels, "NAMED_ROWS", 100)
        assert run("edit", tmp_path / "large.xlsx", "--table", "assessments").status == 0
        assert openpyxl.load_workbook(tmp_path / "large.xlsx").worksheets[0]["A2"].value == "ALB-1-001"
        assert "Every row is already in version 1" in " ".join(run("load", tmp_path / "large.xlsx").output.split())

    @pytest.mark.parametrize("text", ["x (a)", "x (y) (a)", "(a)", "renamed (a)"])
    def test_with_an_id_in_brackets_are_read_as_it(self, text: str) -> None:
        assert names.id_of(text, {"a"}, lambda _: "") == "a"

    @pytest.mark.parametrize("text", ["x (b)", "x (a", "a)", "x (a) y", "(" * 500 + "a)", ""])
    def test_without_one_are_none(self, text: str) -> None:
        assert names.id_of(text, {"a"}, lambda _: "") == ""


class TestRefused:
    def test_a_table_there_is_not(self, run: Run, loaded: str, tmp_path: Path) -> None:
        assert run("edit", tmp_path / "a.xlsx", "--table", "versions").status == 2

    def test_a_file_that_is_there(self, run: Run, loaded: str, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_text("mine")
        assert run("edit", tmp_path / "a.xlsx", "--table", "roles").status == 1
        assert (tmp_path / "a.xlsx").read_text() == "mine"

    def test_a_cell_too_long(self, run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
        set_cell(package / "roles.csv", 2, "title", "x" * (editable.MOST_LETTERS + 1))
        assert run("load", package / "roles.csv").status == 0
        answer = run("edit", tmp_path / "a.xlsx", "--table", "roles")
        assert (answer.status, (tmp_path / "a.xlsx").exists()) == (1, False)
        assert "take the CSV file" in " ".join(answer.output.split())

    def test_more_rows_than_a_sheet_holds(
        self, run: Run, loaded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(editable, "MOST_ROWS", 1000)
        answer = run("edit", tmp_path / "a.xlsx", "--table", "commitments")
        assert (answer.status, "take the CSV file" in " ".join(answer.output.split())) == (1, True)


def test_an_older_version_is_written_as_it_was(run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
    set_cell(package / "roles.csv", 2, "holder", "Another")
    assert run("load", package / "roles.csv").status == 0
    assert run("edit", tmp_path / "old.xlsx", "--table", "roles", "--version", 1).status == 0
    engine = sa.create_engine(loaded)
    with engine.connect() as connection:
        tables, _ = loaded_back(tmp_path / "old.xlsx", Current(connection))
        assert (tables["roles"].base, store.checksum(tables["roles"])) == (1, Current(connection, 1).checksum("roles"))
    engine.dispose()


def test_what_others_published_meanwhile_stays(run: Run, loaded: str, package: Path, tmp_path: Path) -> None:
    assert run("edit", tmp_path / "mine.xlsx", "--table", "roles", "--language", "fr").status == 0
    set_cell(package / "roles.csv", 3, "title", "Theirs")
    assert run("load", package / "roles.csv").status == 0
    book = openpyxl.load_workbook(tmp_path / "mine.xlsx")
    book["Rôles"]["H2"] = "Mine"
    book.save(tmp_path / "mine.xlsx")
    answer = run("load", tmp_path / "mine.xlsx")
    assert (answer.status, answer.report["version"]) == (0, 3)
    with store.reading(loaded) as connection:
        titles = [row["title"] for row in rows_of(Current(connection).table("roles"))]
    assert titles[:2] == ["Mine", "Theirs"]


def test_the_sheet_of_words_speaks_of_every_column(write: Callable[[str, str], Path]) -> None:
    for table in TABLES:
        sheet = openpyxl.load_workbook(write(table, "en")).worksheets[1]
        words = {str(row[0]) for row in sheet.values}
        assert words >= {column_names.header(table, name, "en") for name in field_names(table)}
        assert "data version 1" in " ".join(str(row[0]) for row in sheet.values)


def test_the_colours_are_those_of_the_dashboard() -> None:
    assert {name: colours.LIGHT[name] for name in editable.COLOURS} == editable.COLOURS


def test_nothing_is_left_of_a_workbook_that_cannot_be_written() -> None:
    edition = editable.Edition(1, None, "en", str, lambda _: iter([("a", "x" * 40_000)]))
    with pytest.raises((editable.TooLarge, ValueError)):
        editable.write(edition, ["meetings"], io.BytesIO())
