"""Words that people mapped once to a known value: kept, read from then on, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loader import aliases
from tests.data_loader import exports
from tests.data_loader.conftest import Run, query
from tests.data_loader.corpus import ASSESSMENTS, ROLES, changed, csv_bytes, rows_of


def write(folder: Path, name: str, rows: list[list[str]]) -> Path:
    path = folder / name
    path.write_bytes(csv_bytes(rows))
    return path


OF_THE_FILE = """
SELECT DISTINCT completion FROM assessments
WHERE batch = (SELECT max(batch) FROM assessments) AND (commitment_id, published) IN
    (VALUES ('ALB-1-001', '2014'), ('ALB-1-002', '2015-06'))
"""


def in_progress(folder: Path) -> Path:
    rows = changed(changed(ASSESSMENTS, 2, "completion", "In Progress"), 3, "completion", "In Progress")
    return write(folder, "assessments.csv", rows)


def test_a_word_is_an_error_until_somebody_says_what_it_stands_for(run: Run, loaded: str, tmp_path: Path) -> None:
    path = in_progress(tmp_path)
    assert run("load", path).codes() == ["not-allowed", "not-allowed"]
    assert run("alias", "completion", "In Progress", "limited", "--by", "Ana").status == 0
    answer = run("load", path)
    assert [(f["code"], f["address"], f["value"]) for f in answer.findings] == [
        ("alias-used", "assessments!D2", "In Progress")
    ]
    assert "in 2 cells" in answer.findings[0]["sentence"]
    assert query(loaded, OF_THE_FILE) == [("limited",)]


def test_a_word_taken_back_is_an_error_again_and_the_record_stays(run: Run, loaded: str, tmp_path: Path) -> None:
    run("alias", "completion", "In Progress", "limited", "--by", "Ana")
    assert run("alias", "assessments.completion", "in_progress", "--remove", "--by", "Ben").status == 0
    assert run("check", in_progress(tmp_path)).codes() == ["not-allowed", "not-allowed"]
    assert "No word" in run("aliases").output
    history = "SELECT vocabulary, text, value, said_by FROM aliases ORDER BY id"
    assert query(loaded, history) == [
        ("assessments.completion", "In Progress", "limited", "Ana"),
        ("assessments.completion", "in_progress", None, "Ben"),
    ]


def test_the_last_word_holds_and_the_list_says_who(run: Run, loaded: str) -> None:
    run("alias", "completion", "Ongoing", "limited", "--by", "Ana")
    run("alias", "completion", "ongoing", "substantial", "--by", "Ben")
    output = run("aliases").output
    assert "substantial" in output
    assert "Ben" in output
    assert "Ana" not in output


def test_a_member_may_be_mapped_by_name_and_holds_in_every_table(run: Run, loaded: str, tmp_path: Path) -> None:
    answer = run("alias", "members", "Bohemia", "Czech Republic")
    assert "Bohemia stands for CZE" in answer.output
    export = tmp_path / "export.csv"
    export.write_text(exports.explorer({"Country": "BOHEMIA"}, {"Country": "Bohemia"}), newline="")
    found = run("check", export).findings
    assert sorted((f["code"], f["row"]) for f in found) == [
        ("alias-used", 3),
        ("alias-used", 4),
        ("repeated-number", 4),
    ]
    text = (Path(__file__).parents[2] / "data_loader" / "reference" / "action_plans.csv").read_text("utf-8")
    rows = rows_of(text)
    row = next(number for number, line in enumerate(rows, 1) if line[1] == "CZE")
    found = run("check", write(tmp_path, "action_plans.csv", changed(rows, row, "member_id", "Bohemia"))).findings
    assert [(f["code"], f["address"]) for f in found] == [("alias-used", f"action_plans!B{row}")]


def test_themes_of_a_list_and_of_a_column_of_an_export_are_understood(run: Run, loaded: str, tmp_path: Path) -> None:
    run("alias", "themes", "Open Stuff", "open-data")
    roles = write(tmp_path, "roles.csv", changed(ROLES, 2, "theme_id", "open stuff"))
    assert run("check", roles).codes() == ["alias-used"]
    rows = rows_of(exports.database({"Youth": "0"}))
    rows[0].append("Open Stuff")
    rows[1].append("1")
    export = write(tmp_path, "export.csv", rows)
    assert run("load", export).findings == []
    themes = "SELECT themes FROM commitments WHERE batch = (SELECT max(batch) FROM commitments) AND id = 'GB0001'"
    assert query(loaded, themes) == [("open-data",)]


def test_a_label_and_a_region_of_an_export_are_understood(run: Run, loaded: str, tmp_path: Path) -> None:
    run("alias", "completion", "Nearly there", "substantial")
    run("alias", "members.region", "Old Continent", "europe")
    row = {"Completion (End Of Term)": "c. Nearly there", "Country/Locality": "Someplace, France", "Code": "SOM",
           "Commitment Unique Identifier": "SOM1", "Region": "Old Continent"}  # fmt: skip
    path = tmp_path / "export.csv"
    path.write_text(exports.database(row), newline="")
    assert sorted(run("check", path).codes()) == ["alias-used", "alias-used", "member-added"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("colour", "x", "y"), "no column with a list"),
        (("kind", "x", "y"), "say which"),
        (("completion", "x", "limted"), "Did you mean limited?"),
        (("completion", "limited", "complete"), "itself a value"),
        (("completion", " ", "complete"), "letters"),
        (("completion", "\x1b\x07\u202e", "complete"), "letters"),
        (("completion", "x" * 201, "complete"), "letters"),
        (("members", "x", "Atlantis"), "no value of members"),
        (("completion", "x", "--remove"), "Nothing is kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    run: Run, loaded: str, arguments: tuple[str, ...], said: str
) -> None:
    answer = run("alias", *arguments)
    assert answer.status == 1
    assert said in " ".join(answer.output.split())
    assert query(loaded, "SELECT count(*) FROM aliases") == [(0,)]


def test_a_word_never_takes_the_place_of_a_valid_value(run: Run, loaded: str, tmp_path: Path) -> None:
    run("alias", "completion", "Complete", "limited")  # with a capital letter it is no value
    assert run("check", write(tmp_path, "assessments.csv", ASSESSMENTS)).findings == []


def test_a_word_holds_no_letter_that_cannot_be_seen(run: Run, loaded: str, tmp_path: Path) -> None:
    answer = run("alias", "completion", "In\r\n\x1b[31m \u202eProgress", "limited")
    assert "In [31m Progress stands for limited" in answer.output
    assert query(loaded, "SELECT text, folded FROM aliases") == [("In [31m Progress", "in [31m progress")]
    rows = changed(ASSESSMENTS, 2, "completion", "In [31m \u202ePROGRESS")
    assert run("check", write(tmp_path, "assessments.csv", rows)).codes() == ["alias-used"]


def test_there_are_so_many_words_and_no_more(run: Run, loaded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aliases, "MOST", 2)
    assert [run("alias", "completion", word, "limited").status for word in ("a", "b", "c", "a")] == [0, 0, 1, 0]
    assert run("alias", "completion", "a", "--remove").status == 0
    assert run("alias", "completion", "c", "limited").status == 0


def test_suggestions_are_accepted_for_these_files_alone(run: Run, loaded: str, tmp_path: Path) -> None:
    rows = changed(changed(ASSESSMENTS, 2, "completion", "Limitd"), 3, "completion", "Complet e")
    path = write(tmp_path, "assessments.csv", rows)
    assert run("check", path).codes() == ["not-allowed", "not-allowed"]
    assert {*run("check", path, "--accept-suggestions").codes()} == {"alias-used"}
    assert run("load", path, "--accept-suggestions").status == 0
    assert {*query(loaded, OF_THE_FILE)} == {("limited",), ("complete",)}
    assert "No word" in run("aliases").output


def test_only_what_has_a_suggestion_is_accepted(run: Run, loaded: str, tmp_path: Path) -> None:
    rows = changed(changed(ASSESSMENTS, 2, "completion", "Limitd"), 3, "completion", "quite so")
    answer = run("load", write(tmp_path, "assessments.csv", rows), "--accept-suggestions")
    assert sorted(answer.codes()) == ["alias-used", "not-allowed"]
    assert answer.status == 1
