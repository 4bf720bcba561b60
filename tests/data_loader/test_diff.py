"""What a load says it changes is what it changes; much is removed only when that is meant."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from data_loader.commands import app
from data_loader.diff import Counts, FieldChange, compare
from data_loader.load import REFERENCE
from data_loader.tables import Source, Table, field_names
from tests.data_loader.conftest import Run, query, rows_of, set_cell, version, write_rows

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "load-report.schema.json").read_text("utf-8"))
MEETINGS = REFERENCE / "meetings.csv"


def _table(name: str, *rows: dict[str, str]) -> Table:
    frame = pd.DataFrame([dict.fromkeys(field_names(name), "") | row for row in rows], dtype=object)
    frame = frame.reindex(columns=field_names(name)).assign(row=range(2, len(rows) + 2), file="")
    return Table(name, frame.astype(object), Source("x.csv"))


def test_rows_are_told_apart_by_the_whole_key() -> None:
    before = _table("seats", {"steering_member_id": "a", "start_date": "2016", "end_date": "2018"})
    after = _table(
        "seats",
        {"steering_member_id": "a", "start_date": "2017", "end_date": "2018"},
        {"steering_member_id": "a", "start_date": "2016", "end_date": "2019"},
    )
    diff = compare(before, after)
    assert diff.counts == Counts(new=1, changed=1, removed=0, unchanged=0)
    changed = [*diff.changed()]
    assert (changed[0].key, changed[0].row) == (("a", "2016"), 3)
    assert changed[0].changes == (FieldChange("end_date", "2018", "2019"),)


def test_the_order_of_rows_is_no_change() -> None:
    rows = [{"id": "a", "place": "x"}, {"id": "b", "place": "y"}]
    diff = compare(_table("meetings", *rows), _table("meetings", *rows[::-1]))
    assert not diff
    assert diff.unchanged == 2


def test_a_large_table_is_compared_column_by_column(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = np.arange(200_000).astype(str).astype(object)
    before = _table("meetings", {"id": "0"})
    before.frame = pd.DataFrame(dict.fromkeys(field_names("meetings"), "x"), index=range(len(ids)), dtype=object)
    before.frame = before.frame.assign(id=ids, row=range(2, len(ids) + 2))
    after = Table("meetings", before.frame.iloc[1:].reset_index(drop=True), before.source)
    after.frame.loc[0, "place"] = "y"
    assert compare(before, after).counts == Counts(new=0, changed=1, removed=1, unchanged=199_998)


def _stored(url: str, table: str) -> dict[str, tuple[Any, ...]]:
    """The rows of the current version by id, asked in SQL."""
    rows = query(
        url,
        f"SELECT d.id, d.start_date, d.end_date, d.place, d.kind FROM {table} d"
        " JOIN version_tables t ON t.batch = d.batch"
        f" WHERE t.table_name = '{table}' AND t.version = (SELECT max(number) FROM versions)",
    )
    return {row[0]: row for row in rows}


UNNAMED = [
    number for number, (id_, *_) in enumerate(rows_of(MEETINGS)[1:])
    if all(id_ not in row for name in ("documents", "decisions") for row in rows_of(REFERENCE / f"{name}.csv"))
]  # fmt: skip
"""Places of the meetings that nothing refers to: these may go."""
EDIT = st.one_of(
    st.tuples(st.just("place"), st.integers(0, 10),
              st.sampled_from(["Lyon", "=1+1", "-x", "", "São Tomé", "'@a", "007"])),
    st.tuples(st.just("end_date"), st.integers(0, 10), st.sampled_from(["2099", "2099-02", "2099-02-03"])),
    st.tuples(st.just("remove"), st.sampled_from(UNNAMED), st.just("")),
    st.tuples(st.just("add"), st.integers(0, 10), st.sampled_from(["n1", "n2", "-n", "'=n"])),
)  # fmt: skip


def _edited(edits: list[tuple[str, int, str]]) -> list[list[str]]:
    header, *rows = rows_of(MEETINGS)
    by_id = {row[0]: row for row in rows}
    ids = [row[0] for row in rows]
    for kind, at, value in edits:
        if kind == "add":
            by_id[value] = [value, "2017", "2018", "", "working", "", ""]
        elif kind == "remove":
            by_id.pop(ids[at], None)
        elif ids[at] in by_id:
            by_id[ids[at]][header.index(kind)] = value
    return [header, *([cell if not cell.startswith("'") else f"'{cell}" for cell in row] for row in by_id.values())]


@pytest.mark.usefixtures("loaded_once")
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDIT, max_size=8))
def test_the_preview_equals_what_the_load_then_does(loaded_once: Path, edits: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(loaded_once, Path(folder) / "monitor.sqlite")
        url = f"sqlite:///{folder}/monitor.sqlite"
        path = write_rows(Path(folder) / "meetings.csv", _edited(edits))

        def call(command: str, *more: str) -> Any:
            result = CliRunner().invoke(app, [command, str(path), "--database", url, "--report", "json", *more])
            assert result.exit_code == 0, result.output
            return json.loads(result.stdout)

        before, preview = _stored(url, "meetings"), call("check")
        did = call("load", "--allow-removals")
        after = _stored(url, "meetings")
    found = preview["changes"][0] if preview["changes"] else {"new": 0, "changed": 0, "removed": 0, "unchanged": 16}
    both = before.keys() & after.keys()
    changed = {name for name in both if before[name] != after[name]}
    assert found["new"] == len(after.keys() - before.keys())
    assert found["removed"] == len(before.keys() - after.keys())
    assert found["changed"] == len(changed)
    assert found["unchanged"] == len(both) - len(changed)
    assert {row["key"]["id"] for row in found["examples"]["changed"]} == changed
    assert did["changes"] == preview["changes"]


def test_nothing_is_said_of_tables_the_file_does_not_bring(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another title")
    report = run("check", package / "roles.csv").report
    assert [change["table"] for change in report["changes"]] == ["roles"]
    row = report["changes"][0]["examples"]["changed"][0]
    assert (row["key"], row["row"]) == ({"id": "role-01"}, 2)
    assert [(change["field"], change["after"]) for change in row["changes"]] == [("title", "Another title")]


def test_check_changes_nothing(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "roles.csv", 2, "title", "Another title")
    assert run("check", package / "roles.csv").status == 0
    assert version(loaded) == 1


def _without(package: Path, table: str, rows: int) -> Path:
    path = package / f"{table}.csv"
    header, *kept = rows_of(path)
    return write_rows(path, [header, *kept[rows:]])


def _asked(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions that keep the files out."""
    return [question for question in report["questions"] if not question["answer"]]


class TestRemovals:
    def test_more_than_a_tenth_is_refused_and_changes_nothing(self, run: Run, loaded: str, package: Path) -> None:
        answer = run("load", _without(package, "roles", 4), allow_removals=False)
        assert answer.status == 1
        assert "4 of the 36 rows of roles (11.1%) would be removed" in " ".join(answer.output.split())
        assert not answer.report["accepted"]
        assert [question["key"] for question in _asked(answer.report)] == ["removed:roles"]
        assert version(loaded) == 1

    def test_a_tenth_or_less_is_not_asked(self, run: Run, loaded: str, package: Path) -> None:
        assert run("load", _without(package, "roles", 3), allow_removals=False).status == 0

    def test_when_meant_they_are_made(self, run: Run, loaded: str, package: Path) -> None:
        assert run("load", _without(package, "roles", 4), allow_removals=True).report["version"] == 2

    def test_a_check_says_that_a_load_would_ask(self, run: Run, loaded: str, package: Path) -> None:
        report = run("check", _without(package, "seats", 31), "--replace").report
        assert report["accepted"]
        [question] = _asked(report)
        assert question["sentence"] == "31 of the 32 rows of seats (96.9%) would be removed."
        assert question["sentence"] in report["sentence"]

    def test_the_first_load_asks_nothing(self, run: Run, database: str) -> None:
        assert run("load", REFERENCE, allow_removals=False).report["questions"] == []


class TestReport:
    @pytest.mark.parametrize("spoilt", ["", "title", "kind"])
    @pytest.mark.parametrize("command", ["check", "load"])
    def test_has_the_shape_it_promises(self, run: Run, loaded: str, package: Path, command: str, spoilt: str) -> None:
        if spoilt:
            set_cell(package / "roles.csv", 2, spoilt, "another")
        answer = run(command, package / "roles.csv")
        jsonschema.validate(answer.report, SCHEMA)
        assert answer.report["accepted"] == (spoilt != "kind") == (answer.status == 0)
        assert answer.report["rows"] == {"roles": 36}
        assert answer.report["version"] == (2 if (command, spoilt) == ("load", "title") else 1)

    def test_of_an_empty_database_has_no_version(self, run: Run, package: Path) -> None:
        assert run("check", package).report["version"] is None

    def test_of_the_same_bytes_has_one_too(self, run: Run, loaded: str) -> None:
        report = run("load", REFERENCE).report
        jsonschema.validate(report, SCHEMA)
        assert (report["accepted"], report["version"], report["changes"]) == (True, 1, [])
