"""Publishing versions: what a load adds, carries over, refuses and says."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from data_loader import store
from data_loader.commands import app
from data_loader.load import REFERENCE
from tests.data_loader.conftest import Run, query, rows_of, set_cell, version, write_rows
from tests.reference import SHIPPED

RATED = """
WITH ranked AS (
  SELECT a.completion, row_number() OVER (
    PARTITION BY a.commitment_id ORDER BY substr(a.published || '-12-31', 1, 10) DESC, CASE a.assessor
      WHEN 'irm_end_of_term' THEN 3 WHEN 'irm_progress_report' THEN 2 ELSE 1 END DESC) AS place
  FROM assessments a JOIN version_tables t ON t.batch = a.batch AND t.table_name = 'assessments'
  WHERE t.version = (SELECT max(number) FROM versions) AND a.completion IS NOT NULL)
SELECT count(*), sum(CASE WHEN completion IN ('substantial', 'complete') THEN 1 ELSE 0 END) FROM ranked
WHERE place = 1 AND completion IN ('not_started', 'limited', 'substantial', 'complete')
"""
"""Rule 4 in SQL, written without the code under test: commitments rated, and rated substantial or complete."""


def test_the_reference_data_loads_without_a_finding(run: Run, database: str) -> None:
    answer = run("load", "--if-empty")
    assert (answer.status, answer.findings) == (0, [])
    assert query(database, "SELECT count(*) FROM commitments") == [(2018,)]
    assert query(database, RATED) == [(1798, 947)]


def test_if_empty_leaves_a_database_with_data_alone(run: Run, loaded: str) -> None:
    answer = run("load", "--if-empty")
    assert answer.status == 0
    assert "already holds version 1" in answer.output
    assert version(loaded) == 1


def test_the_same_bytes_again_make_no_version(run: Run, loaded: str) -> None:
    answer = run("load", REFERENCE)
    assert answer.status == 0
    assert "very files of version 1" in answer.output
    assert version(loaded) == 1


def test_the_same_rows_in_other_bytes_make_no_version(run: Run, loaded: str, package: Path) -> None:
    path = package / "members.csv"
    write_rows(path, [rows_of(path)[0], *reversed(rows_of(path)[1:])])
    answer = run("load", path)
    assert "already in version 1" in answer.output
    assert version(loaded) == 1


def test_one_changed_table_makes_a_version_in_which_only_it_differs(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another title")
    answer = run("load", package / "roles.csv", "--by", "Ana")
    assert answer.status == 0, answer.output
    changed = query(
        loaded,
        "SELECT a.table_name FROM version_tables a JOIN version_tables b ON a.table_name = b.table_name"
        " WHERE a.version = 1 AND b.version = 2 AND a.batch <> b.batch",
    )
    assert changed == [("roles",)]
    assert query(loaded, "SELECT count(*) FROM version_tables WHERE version = 2") == [(len(SHIPPED),)]
    assert query(loaded, "SELECT published_by, changes FROM versions WHERE number = 2") == [
        ("Ana", "roles: 0 new, 1 changed, 0 removed")
    ]


def test_a_row_remembers_its_line_and_its_file(run: Run, loaded: str) -> None:
    found = query(
        loaded,
        "SELECT m.row, b.source FROM members m JOIN batches b ON b.id = m.batch WHERE m.id = 'ARM'",
    )
    assert found == [(4, "members.csv")]


def test_dates_keep_their_precision_and_empty_cells_stay_unknown(loaded: str) -> None:
    found = query(
        loaded, "SELECT start_date, end_date FROM roles WHERE id IN ('role-01', 'role-24', 'role-27') ORDER BY id"
    )
    assert found == [("2016-10-01", None), ("2017-05", "2017-05"), ("2017", "2017")]


def test_a_word_for_missing_in_a_number_is_unknown(loaded: str) -> None:
    found = query(loaded, "SELECT consultation_steps_followed FROM plan_process WHERE action_plan_id = 'SLV-2'")
    assert found == [(None,)]


def test_names_are_folded_for_search(loaded: str) -> None:
    found = query(loaded, "SELECT count(*) FROM commitments WHERE lead_institution_folded LIKE '%secretaria de%'")
    assert found[0][0] > 20


def test_text_that_looks_like_a_formula_or_markup_stays_text(run: Run, loaded: str, package: Path) -> None:
    texts = ["=1+1", "+1", "-x", "@me", "<script>alert(1)</script>"]
    for row, text in enumerate(texts, 2):
        set_cell(package / "commitments.csv", row, "title", text)
    assert run("load", package / "commitments.csv").status == 0
    found = query(
        loaded, "SELECT c.title FROM commitments c WHERE batch = (SELECT max(batch) FROM commitments) AND row < 7"
    )
    assert [title for (title,) in found] == texts


def test_removing_what_carried_rows_refer_to_is_one_finding_for_each_name(run: Run, loaded: str, package: Path) -> None:
    path = package / "steering_members.csv"
    write_rows(path, [row for row in rows_of(path) if row[0] != "gov-geo"])
    answer = run("load", path)
    assert answer.status == 1
    assert answer.codes() == ["lost-reference"] * 3  # from seats, roles and representatives
    assert version(loaded) == 1


def test_a_table_alone_in_an_empty_database_misses_each_table_it_refers_to_once(run: Run, package: Path) -> None:
    answer = run("check", package / "commitments.csv")
    found = sorted((finding["code"], finding["column"]) for finding in answer.findings)
    assert found == [("missing-table", column) for column in ("action_plan_id", "member_id", "themes")]


@pytest.mark.parametrize("url", ["nonsense", "oracle://x/y", "sqlite:////no/such/folder/x.sqlite"])
def test_a_database_that_cannot_be_used_is_one_sentence(run: Run, url: str) -> None:
    answer = run("load", "--if-empty", url=url)
    assert answer.status == 1
    assert "Traceback" not in answer.output
    assert answer.output.strip().endswith((".", "?"))


def test_a_file_that_is_no_database_is_one_sentence(run: Run, database: str, tmp_path: Path) -> None:
    (tmp_path / "monitor.sqlite").write_text("This is a letter, not a database. " * 50)
    for command in (["load", "--if-empty"], ["check", REFERENCE], ["versions"]):
        answer = run(*command)
        assert answer.status == 1
        assert "not a database" in answer.output


def test_a_database_of_a_later_release_is_one_sentence(run: Run, loaded: str) -> None:
    with store.writing(loaded) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    answer = run("load", REFERENCE)
    assert answer.status == 1
    assert "another release" in answer.output


def test_check_makes_no_database(run: Run, tmp_path: Path) -> None:
    assert run("check", REFERENCE).status == 0
    assert not (tmp_path / "monitor.sqlite").exists()


def test_versions_lists_what_was_published(run: Run, loaded: str) -> None:
    answer = run("versions")
    assert answer.status == 0
    assert "26 tables: 5,700 new" in answer.output


def test_a_load_says_in_a_line_a_table_what_it_changed(loaded: str, package: Path) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another title")
    set_cell(package / "themes.csv", 2, "name_en", "Another name")
    result = CliRunner().invoke(app, ["load", str(package), "--database", loaded])
    assert result.stdout.splitlines() == ["themes: 1 changed", "roles: 1 changed", "Published version 2."]


@pytest.mark.parametrize(("rows", "sentence"), [([2], "1 error, 0 warnings."), ([2, 3], "2 errors, 0 warnings.")])
def test_a_check_counts_in_plain_words(loaded: str, package: Path, rows: list[int], sentence: str) -> None:
    for row in rows:
        set_cell(package / "themes.csv", row, "priority_id", "none")
    result = CliRunner().invoke(app, ["check", str(package / "themes.csv"), "--database", loaded])
    assert (result.exit_code, sentence in result.stdout.splitlines()) == (1, True)


def test_a_check_says_how_many_rows_would_change_once(loaded: str, package: Path) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another title")
    result = CliRunner().invoke(app, ["check", str(package / "roles.csv"), "--database", loaded])
    assert result.stdout.splitlines()[-1] == "A load would be accepted."


def test_load_without_a_file_is_a_mistake_of_usage(run: Run) -> None:
    assert run("load").status == 2
