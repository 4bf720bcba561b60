"""The files that OGP publishes: the real ones where they are at hand, and look-alikes of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loader.load import REFERENCE
from tests.data_loader import exports
from tests.data_loader.conftest import Run, query, rows_of, version
from tests.data_loader.test_loading import RATED

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="expected: OGP's exports are not part of the project")

PROGRESS_ALONE = """
SELECT count(*), sum(CASE WHEN completion IN ('substantial', 'complete') THEN 1 ELSE 0 END) FROM assessments
WHERE assessor = 'irm_progress_report' AND completion IN ('not_started', 'limited', 'substantial', 'complete')
  AND batch = (SELECT max(batch) FROM assessments)
"""


@pytest.fixture(params=["empty", "reference"])
def before(request: pytest.FixtureRequest, database: str) -> str:
    """A database without anything, and one with the reference data."""
    if request.param == "reference":
        request.getfixturevalue("loaded")
    return database


@needs_samples
def test_the_explorer_export_gives_the_published_figures(run: Run, before: str) -> None:
    answer = run("load", SAMPLES / "ogp_explorer_2016.csv")
    assert answer.status == 0, answer.output
    others = (7, 2) if version(before) == 2 else (0, 0)  # pilots, of which the export does not speak: they stay
    assert query(before, RATED) == [(1791 + others[0], 945 + others[1])]
    assert query(before, PROGRESS_ALONE) == [(1787, 946)]


@needs_samples
def test_the_database_export_gives_its_own_totals(run: Run, database: str) -> None:
    answer = run("load", SAMPLES / "ogp_database_2024_parliament.csv")
    assert answer.status == 0, answer.output
    assert query(database, RATED) == [(403, 229)]  # the export's own columns "Comp Assessed" and "High Completion"


@needs_samples
@pytest.mark.parametrize("name", ["ogp_explorer_2016.csv", "ogp_database_2024_parliament.csv"])
def test_loading_an_export_again_makes_no_version(run: Run, loaded: str, name: str) -> None:
    run("load", SAMPLES / name)
    assert "nothing to load" in run("load", SAMPLES / name).output
    assert version(loaded) == 2


def _load(run: Run, folder: Path, text: str) -> list[str]:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    answer = run("load", path)
    assert answer.status == 0, answer.output
    return answer.codes()


CURRENT = "batch = (SELECT max(batch) FROM {0}) AND (file IS NULL OR file LIKE 'export.csv%')"
"""What the last load brought of a table."""


def _one(url: str, table: str, columns: str, where: str = "1 = 1") -> list[tuple[object, ...]]:
    rows = f"{CURRENT.format(table)} AND {where} ORDER BY file, row, part"
    return query(url, f"SELECT {columns} FROM {table} WHERE {rows}")


def test_an_explorer_row_becomes_a_commitment(run: Run, loaded: str, tmp_path: Path) -> None:
    assert _load(run, tmp_path, exports.explorer({"End Date": "31/12/2014", "Capacity Building": "1"})) == []
    columns = (
        "id, member_id, action_plan_id, number, title, themes, potential_impact, specificity, end_date, ogp_values"
    )
    assert _one(loaded, "commitments", columns) == [
        ("GBR-2-022", "GBR", "GBR-2", "1.10", "Open registers", "open-data; capacity-building", "none", "high",
         "2014-12-31", "access_to_information")
    ]  # fmt: skip


def test_two_reports_on_a_row_become_two_assessments(run: Run, loaded: str, tmp_path: Path) -> None:
    row = {
        "Completion (end of term)": "d. Complete",
        "Report publication year (end of term)": "2016",
        "Did it open government (end of term only)": "c. Marginal",
    }
    assert _load(run, tmp_path, exports.explorer(row)) == []
    assert _one(loaded, "assessments", "assessor, published, completion, did_it_open_government") == [
        ("irm_progress_report", "2015", "limited", None),
        ("irm_end_of_term", "2016", "complete", "marginal"),
    ]


def test_unclear_and_withdrawn_are_states_and_words_for_missing_no_assessment(
    run: Run, loaded: str, tmp_path: Path
) -> None:
    labels = ("Unclear", "Withdrawn", "NR", "NA", "None Specified")
    rows = [{"Completion (progress report)": label, "Comm No": str(number)} for number, label in enumerate(labels)]
    assert _load(run, tmp_path, exports.explorer(*rows)) == []
    assert _one(loaded, "assessments", "completion") == [("unclear",), ("withdrawn",)]


def test_a_report_without_a_year_is_dated_by_the_usual_delay_and_said(run: Run, loaded: str, tmp_path: Path) -> None:
    text = exports.explorer({"Report publication year (progress report)": "ND"})
    assert _load(run, tmp_path, text) == ["publication-year-assumed"]
    assert _one(loaded, "assessments", "published") == [("2015",)]


def test_repeated_numbers_are_kept_with_a_warning(run: Run, loaded: str, tmp_path: Path) -> None:
    assert _load(run, tmp_path, exports.explorer({}, {})) == ["repeated-number"]
    assert _one(loaded, "commitments", "id") == [("GBR-2-022",), ("GBR-2-023",)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("USA", "USA"), ("Macedonia", "MKD"), ("South Korea", "KOR"), ("Serbia", "SRB"), ("Turkey", "TUR")],
)
def test_countries_are_known_by_their_usual_names(run: Run, loaded: str, tmp_path: Path, name: str, code: str) -> None:
    _load(run, tmp_path, exports.explorer({"Country": name, "Action Plan Number": "1"}))
    assert _one(loaded, "commitments", "member_id") == [(code,)]


def test_an_unknown_country_and_an_unknown_label_are_errors_in_their_cells(
    run: Run, loaded: str, tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    rows = [{"Country": "Atlantis"}, {"Completion (progress report)": "b. Limitted"}, {"Year of submission": "soon"}]
    path.write_text(exports.explorer(*rows), encoding="utf-8", newline="")
    answer = run("load", path)
    found = [(f["code"], f["row"], f["column"], f["suggestion"]) for f in answer.findings]
    assert sorted(found) == [
        ("not-allowed", 4, "Completion (progress report)", "limited"),
        ("not-an-integer", 5, "Year of submission", ""),
        ("unknown-country", 3, "Country", ""),
    ]
    assert version(loaded) == 1


def test_unknown_columns_are_named_and_known_unused_ones_are_not(run: Run, loaded: str, tmp_path: Path) -> None:
    text = exports.explorer({}).replace(",ODWG,", ",Climate Resilience,")
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    answer = run("load", path)
    assert [(f["code"], f["value"], f["row"]) for f in answer.findings] == [("unknown-column", "Climate Resilience", 2)]


def test_a_missing_column_of_an_export_is_one_finding(run: Run, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(exports.explorer({}, {}).replace("Comm No", "Zzz"), encoding="utf-8", newline="")
    answer = run("load", path)
    errors = [f["column"] for f in answer.findings if f["severity"] == "error"]
    assert errors == ["Comm No"]


def test_a_database_row_becomes_a_commitment_with_its_own_id(run: Run, loaded: str, tmp_path: Path) -> None:
    assert _load(run, tmp_path, exports.database({"Fiscal Openness": "1", "Youth": "NA"})) == []
    columns = "id, action_plan_id, title, themes, government_level, start_date, potential_impact"
    assert _one(loaded, "commitments", columns) == [
        ("GB0001", "GBR-3", "Budget portal", "fiscal-openness", "national", "2016-09-01", "transformative")
    ]
    assert _one(loaded, "assessments", "assessor, published, completion, did_it_open_government") == [
        ("irm_end_of_term", "2019", "substantial", "none")
    ]


def test_a_new_plan_is_added_and_the_known_ones_keep_where_they_came_from(
    run: Run, loaded: str, tmp_path: Path
) -> None:
    row = {"Action Plan Number": "7", "Year Of Submission": "2018", "Action Plan End Year": "2020"}
    _load(run, tmp_path, exports.database(row))
    assert _one(loaded, "action_plans", "id, end_date") == [("GBR-7", "2020")]
    kept = "SELECT id FROM action_plans WHERE batch = (SELECT max(batch) FROM action_plans) AND file = '{}'"
    plans = rows_of(REFERENCE / "action_plans.csv")[1:]
    assert len(query(loaded, kept.format("action_plans.csv"))) == len(plans)


@pytest.mark.parametrize(
    ("row", "member", "level", "codes"),
    [
        ({"Open Parliament Plan": "1"}, "GBR", "parliament", []),
        ({"Country/Locality": "Buenos Aires, Argentina", "Code": "ARBA"}, "L-BUE", "local", []),
        ({"Country/Locality": "Scotland, United Kingdom", "Code": "GBSC"}, "L-SCO", "regional", []),
        ({"Country/Locality": "Benin", "Code": "BEN", "Region": "Africa and the Middle East"}, "BEN", "national",
         ["member-added"]),
        ({"Country/Locality": "Kosovo", "Code": "XKX"}, "XKX", "national", ["member-added"]),
        (
            {"Country/Locality": "Kaduna State, Nigeria", "Commitment Unique Identifier": "KAD0004"},
            "L-KAD", "regional", ["member-added"],
        ),
    ],
)  # fmt: skip
def test_whose_commitment_it_is(
    run: Run, loaded: str, tmp_path: Path, row: dict[str, str], member: str, level: str, codes: list[str]
) -> None:
    assert _load(run, tmp_path, exports.database(row)) == codes
    assert _one(loaded, "commitments", "member_id, government_level") == [(member, level)]


def test_an_export_in_an_empty_database_brings_the_words_it_needs(run: Run, database: str, tmp_path: Path) -> None:
    assert _load(run, tmp_path, exports.explorer({})) == []
    tables = query(database, "SELECT table_name FROM version_tables ORDER BY table_name")
    assert [name for (name,) in tables] == [
        "action_plans", "assessments", "commitments", "members", "policy_areas", "priorities", "themes",
    ]  # fmt: skip
