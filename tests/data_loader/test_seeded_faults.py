"""Twenty faults give twenty findings, each in its place, and change nothing."""

from __future__ import annotations

import csv
from pathlib import Path

from data_loader.load import REFERENCE
from tests.data_loader.conftest import Run, rows_of, set_cell, version, write_rows


def _row(table: str, column: str, value: str, nth: int = 0) -> int:
    """The spreadsheet row of the nth row of `table` whose `column` is `value`."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        numbered = enumerate(csv.DictReader(file), 2)
        return [number for number, row in numbered if row[column] == value][nth]


ALBANIA = _row("members", "id", "ALB")  # its plans and commitments must not be blamed for its lost id
PLAN = _row("action_plans", "id", "L-AUS-1")
PARIS = _row("commitments", "member_id", "L-PAR")

FAULTS = [
    ("members", ALBANIA, "id", "", "missing-value", ""),
    ("members", 5, "region", "europ", "not-allowed", "europe"),
    ("members", 6, "population", "many", "not-an-integer", ""),
    ("members", 7, "latitude", "95", "out-of-range", ""),
    ("members", 8, "status_date", "in the spring", "not-a-date", ""),
    ("action_plans", PLAN, "end_date", "2016-12", "end-before-start", ""),
    ("action_plans", 10, "year_submitted", "1999", "out-of-range", ""),
    ("action_plans", 12, "number", "second", "not-an-integer", ""),
    ("commitments", 20, "themes", "open-data; open-dta", "unknown-reference", "open-data"),
    ("commitments", 21, "start_date", "2015-02-30", "impossible-date", ""),
    ("commitments", 22, "starred", "maybe", "not-a-flag", ""),
    ("commitments", 23, "member_id", "FRA", "member-differs", "ALB"),
    ("commitments", 24, "id", "ALB-1-001", "duplicate-key", ""),
    ("commitments", 25, "title", "#REF!", "error-cell", ""),
    ("commitments", PARIS, "action_plan_id", "L-PAR-9", "unknown-reference", "L-PAR-1"),
    ("assessments", 30, "completion", "complet", "not-allowed", "complete"),
    ("assessments", 31, "published", "2009", "assessment-before-plan", ""),
    ("assessments", 32, "commitment_id", "ATLANTIS", "unknown-reference", ""),
    ("roles", _row("roles", "id", "role-20"), "end_date", "2010", "end-before-start", ""),
]


def _spoil(package: Path) -> None:
    for table, row, column, value, _code, _suggestion in FAULTS:
        set_cell(package / f"{table}.csv", row, column, value)
    meetings = rows_of(package / "meetings.csv")
    meetings[3] = [*meetings[3], "a cell too many"]
    write_rows(package / "meetings.csv", meetings)


def test_twenty_faults_give_exactly_twenty_findings_and_change_nothing(run: Run, package: Path, loaded: str) -> None:
    _spoil(package)
    answer = run("load", package)
    expected = {
        (f"{table}.csv", row, column, code, suggestion) for table, row, column, _value, code, suggestion in FAULTS
    } | {("meetings.csv", 4, "", "extra-cells", "")}
    found = {(f["file"], f["row"], f["column"], f["code"], f["suggestion"]) for f in answer.findings}
    assert found == expected
    assert len(answer.findings) == 20
    assert all(finding["sentence"] for finding in answer.findings)
    assert answer.status == 1
    assert version(loaded) == 1


def test_check_finds_the_same_as_load(run: Run, package: Path, loaded: str) -> None:
    _spoil(package)
    assert run("check", package).findings == run("load", package).findings
