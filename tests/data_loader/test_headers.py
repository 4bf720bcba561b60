"""Headers as people write them: found below titles, in any spelling and language; asked where they are only like."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loader import column_names, questions, schema
from data_loader.aliases import Aliases
from data_loader.formats import Vocabulary, ogp_database, ogp_explorer_2016, reference
from data_loader.headers import IGNORE, Known
from data_loader.spreadsheet import Grid
from data_loader.tables import Table, empty_table, field_names
from tests.data_loader.conftest import Run, query, write_rows
from tests.data_loader.corpus import ROLES, Rows, shipped
from tests.reference import SHIPPED

LANGUAGES = ("en", "fr", "es")


def read(rows: Rows, name: str = "roles", vocabulary: Vocabulary | None = None) -> tuple[Table, list[str]]:
    """The table that the rows are read as, with the codes of what is found wrong in its header."""
    grid = Grid(f"{name}.csv", "", [[*row] for row in rows])
    header_row = reference.recognise(grid)
    assert header_row is not None
    tables, findings = reference.convert(grid, header_row, vocabulary or Vocabulary(empty_table))
    return tables[0], [finding.code for finding in findings]


@pytest.mark.parametrize("table", schema.DATA_TABLES)
def test_every_column_has_a_name_in_each_language_that_no_other_of_its_table_has(table: str) -> None:
    columns = column_names.COLUMNS[table]
    assert [*columns] == field_names(table)
    assert all(field in column_names._COMMON or (table, field) in column_names._OWN for field in columns)
    owners: dict[str, str] = {}
    for field, names in columns.items():
        for name in (field, *names, *column_names.ALSO.get(field, ())):
            assert name.strip() == name != ""
            assert owners.setdefault(column_names.key(name), field) == field


def test_every_table_is_known_by_its_name_in_each_language() -> None:
    assert column_names.TABLES.keys() == schema.DATA_TABLES.keys()
    for table, names in column_names.TABLES.items():
        assert {column_names.table_called(name) for name in (table, *names)} == {table}


@pytest.mark.parametrize("columns", [ogp_database.COLUMNS, ogp_explorer_2016.COLUMNS])
def test_no_two_columns_of_an_export_are_written_alike(columns: ogp_database.Columns) -> None:
    names = columns.used | columns.ignored
    assert len({column_names.key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "header",
    ["Start Date", "START_DATE", " start  date ", "start\ndate", "start-date", "Start\xa0date:", "Date de début",
     "DATE DE DEBUT", "Fecha de inicio", "startdate", "From", "Depuis", "Desde"],
)  # fmt: skip
def test_a_header_is_read_in_any_spelling(header: str) -> None:
    rows = [[*row] for row in ROLES]
    rows[0][7] = header
    table, codes = read(rows)
    assert codes == []
    assert [*table.frame["start_date"]] == ["2016-10", "2016"]


def test_an_underscore_in_front_tells_columns_apart() -> None:
    known = Known({"Specificity", "_Specificity"})
    assert [known.of(text) for text in ("SPECIFICITY", "_specificity")] == ["Specificity", "_Specificity"]


@pytest.mark.parametrize("above", [["Roles of the Steering Committee, May 2017"], ["sep=;"], [""], ["sep=", ""]])
def test_a_header_is_found_below_titles(above: list[str]) -> None:
    table, codes = read([above, *ROLES])
    assert codes == []
    assert [*table.frame["row"]] == [3, 4]


@pytest.mark.parametrize("name", ["Rôles", "roles (1)", "Roles_2026-11-29", "roles - copie"])
def test_a_file_named_in_any_language_says_which_table_it_is(name: str) -> None:
    rows = [["id", "titre"], ["role-1", "Co-chair"]]
    assert read(rows, name)[0].name == "roles"


@pytest.mark.parametrize(
    ("header", "table"),
    [
        (["Id", "Theme", "End date"], "roles"), (["id", "cohort"], "members"), (["id", "Thème"], "roles"),
        (["Commitment", "Assessor", "Published", "Completion"], "assessments"),
        (["id", "title"], None), (["Theme", "End date"], None), (["id", "theme", "budget"], None), (["id"], None),
    ],
)  # fmt: skip
def test_a_few_columns_are_of_the_only_table_that_has_them_all(header: list[str], table: str | None) -> None:
    grid = Grid("changes.csv", "", [header, ["x"] * len(header)])
    assert (reference.recognise(grid) is None) == (table is None)
    assert table is None or reference.table_of(grid, 0) == table


@pytest.mark.parametrize(
    ("header", "name", "table"),
    [
        (["member_id", "status", "start_date"], "x", "standing"),
        (["Adresse", "Type", "Titre"], "documents", "documents"),
        (["Country", "Year", "Eligible"], "x", "eligibility"),
        (["Meeting", "Steering Committee member", "Level"], "x", "attendance"),
        (["Subject", "Measure", "Date", "Value"], "x", "published_figures"),
        (["id", "start_date", "kind", "title"], "events", "events"),
        (["id", "start_date", "end_date", "place", "kind"], "x", "meetings"),
        (["id", "start_date", "end_date", "place", "kind", "note"], "meetings", "meetings"),
        (["id", "member_id", "title", "end_date"], "milestones", "milestones"),
        (["name", "theme"], "list", "tags"),  # no other table has both
        (["id", "source"], "list", None),
    ],
)
def test_a_small_file_of_a_table_is_told_from_those_with_the_same_columns(
    header: list[str], name: str, table: str | None
) -> None:
    grid = Grid(f"{name}.csv", "", [header, ["x"] * len(header)])
    assert reference.table_of(grid, 0) == table


OF_THE_FIRST_RELEASE = {
    "themes": "id,priority_id,name_en,name_fr,name_es,source_columns,sort",
    "members": "id,name,government_level,kind,country,iso_3166_2,region,year_joined,status,status_date,cohort,"
    "population,population_year,latitude,longitude,confidence",
    "action_plans": "id,member_id,number,year_submitted,start_date,end_date",
    "commitments": "id,member_id,action_plan_id,number,title,government_level,themes,lead_institution,start_date,"
    "end_date,potential_impact,specificity,ogp_values,starred",
    "assessments": "commitment_id,assessor,published,completion,did_it_open_government",
    "plan_results": "action_plan_id,assessor,published,not_started,limited,substantial,complete",
    "seats": "steering_member_id,start_date,end_date,confidence",
    "roles": "id,steering_member_id,holder,constituency,kind,theme_id,title,start_date,end_date,confidence",
    "meetings": "id,start_date,end_date,place,kind",
}


@pytest.mark.parametrize("table", OF_THE_FIRST_RELEASE)
def test_a_file_of_the_release_before_is_recognised_whatever_it_is_called(table: str) -> None:
    header = OF_THE_FIRST_RELEASE[table].split(",")
    grid = Grid("Sheet1.csv", "", [header, ["x"] * len(header)])
    assert (reference.recognise(grid), reference.table_of(grid, 0)) == (0, table)


def test_a_file_of_the_release_before_lacks_its_columns_in_one_finding(run: Run, loaded: str, package: Path) -> None:
    rows = shipped("members")
    kept = [rows[0].index(name) for name in OF_THE_FIRST_RELEASE["members"].split(",")]
    path = write_rows(package / "members.csv", [[row[place] for place in kept] for row in rows])
    answer = run("check", path)
    assert [(finding["code"], finding["address"]) for finding in answer.findings] == [("absent-column", "members!1:1")]
    lacking = "francophonie, francophonie_source, joined, joined_basis, ogp_id, url"
    assert answer.findings[0]["sentence"] == f"The columns {lacking} of members are not there."
    changes = [(change["new"], change["changed"], change["removed"]) for change in answer.report["changes"]]
    assert changes == [(0, 0, 0)]


def _spelt(choose: st.DataObject, header: str) -> str:
    """`header` with other letters between its words, and in other case."""
    between = choose.draw(st.sampled_from([" ", "  ", "_", "-", "\n", " \n "]))
    case = choose.draw(st.sampled_from([str.upper, str.lower, str.title, str]))
    return case(between.join(header.replace("_", " ").split()))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(SHIPPED))
def test_spelling_headers_otherwise_never_changes_the_rows(choose: st.DataObject, name: str) -> None:
    rows = shipped(name)[:12]
    header = [
        _spelt(
            choose,
            choose.draw(
                st.sampled_from([field, *(word for word, of in column_names.words(name).items() if of == field)])
            ),
        )
        for field in rows[0]
    ]
    order = choose.draw(st.permutations(range(len(header))))
    spelt = [[row[place] for place in order] for row in (header, *rows[1:])]
    table, codes = read(spelt, name)
    plain, _ = read(rows, name)
    assert (table.name, codes) == (name, [])
    assert table.frame.equals(plain.frame)


def renamed(header: str) -> Rows:
    return [[header if text == "theme_id" else text for text in row] for row in ROLES]


def asked(
    rows: Rows, answers: dict[str, str], aliases: Aliases | None = None
) -> tuple[Table, list[str], questions.Asking]:
    asking = questions.Asking(answers)
    table, codes = read(rows, "roles", Vocabulary(empty_table, aliases or Aliases(), asking))
    return table, codes, asking


def test_a_column_that_is_like_one_that_lacks_is_asked() -> None:
    _, codes, asking = asked(renamed("themeid2"), {})
    (question,) = asking.open()
    assert codes == ["absent-column"]
    assert question.key == "column:roles.csv:themeid2"
    assert [option.value for option in question.options] == ["theme_id", IGNORE]
    assert "open-data" in question.sentence


def test_an_answer_says_which_column_it_is() -> None:
    table, codes, asking = asked(renamed("themeid2"), {"column:roles.csv:themeid2": "theme_id"})
    assert (codes, asking.open()) == ([], [])
    assert [*table.frame["theme_id"]] == ["", "open-data"]


def test_an_answer_leaves_a_column_out() -> None:
    table, codes, asking = asked(renamed("themeid2"), {"column:roles.csv:themeid2": IGNORE})
    assert (codes, asking.open()) == (["unknown-column", "absent-column"], [])
    assert [*table.frame["theme_id"]] == ["", ""]


def test_a_column_like_none_may_be_said_to_be_one_and_is_left_out_otherwise() -> None:
    _, codes, asking = asked(renamed("What it is about"), {})
    assert (codes, asking.open()) == (["absent-column", "unknown-column"], [])
    table, codes, _ = asked(renamed("What it is about"), {"column:roles.csv:What it is about": "theme_id"})
    assert codes == []
    assert [*table.frame["theme_id"]] == ["", "open-data"]


def test_what_was_said_of_a_column_once_is_not_asked_again() -> None:
    table, codes, asking = asked(renamed("Sujet"), {}, Aliases({("column:roles", "sujet"): "theme_id"}))
    assert (codes, asking.asked) == (["alias-used"], {})
    assert [*table.frame["theme_id"]] == ["", "open-data"]


def test_a_column_that_was_left_out_once_is_not_asked_again() -> None:
    _, codes, asking = asked(renamed("themeid2"), {}, Aliases({("column:roles", "themeid2"): IGNORE}))
    assert (codes, asking.asked) == (["unknown-column", "absent-column"], {})


def test_a_column_is_offered_for_one_header_alone() -> None:
    rows = [[*row, "x"] for row in renamed("themeid2")]
    rows[0][-1] = "remarks"
    _, _, asking = asked(rows, {})
    assert [*asking.asked] == ["column:roles.csv:themeid2"]


def test_two_columns_for_one_field_are_never_a_silent_choice() -> None:
    rows = [[*row, text] for row, text in zip(ROLES, ("Thème", "x", "y"), strict=True)]
    assert read(rows)[1] == ["repeated-column"]


def test_an_answer_is_kept_for_the_files_that_come_later(run: Run, loaded: str, tmp_path: Path) -> None:
    rows = [["id", "start_date", "end_date", "Wherever", "kind", "title", "source"],
            ["sc-99", "2016-05", "2016-05", "Oslo", "working", "", ""]]  # fmt: skip
    path = write_rows(tmp_path / "meetings.csv", rows)
    answer = "column:meetings.csv:Wherever=place"
    assert run("load", path, "--answer", answer).status == 0
    assert query(loaded, "SELECT vocabulary, value FROM aliases") == [("column:meetings", "place")]
    again = write_rows(
        tmp_path / "more meetings.csv", [rows[0], ["sc-98", "2016-06", "2016-06", "Rome", "working", "", ""]]
    )
    assert run("load", again).codes() == ["alias-used"]
    assert query(loaded, "SELECT place FROM meetings WHERE id = 'sc-98'") == [("Rome",)]
    assert run("alias", "--remove", "column:meetings", "Wherever").status == 0
    assert "absent-column" in run("check", again).codes()
