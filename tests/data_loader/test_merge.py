"""Loading that cannot destroy: what a file does not speak of stays, and what two people changed at once is asked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_loader import content as content_after
from data_loader import merge, schema, store
from data_loader.diff import key_names
from data_loader.load import REFERENCE, prepare
from data_loader.merge import Merged, Merging
from data_loader.questions import Asking
from data_loader.report import has_errors
from data_loader.spreadsheet import File
from data_loader.store import Current
from data_loader.tables import Scope, Source, Table, field_names
from tests.data_loader.conftest import Known, Run, query, rows_of, set_cell, version, write_rows
from tests.data_loader.corpus import book_bytes, csv_bytes
from tests.data_loader.some_rows import a_day_of_work, cut_down
from tests.reference import SHIPPED

Rows = dict[tuple[str, ...], dict[str, str]]


def silent(_step: str, _done: int, _all: int) -> None:
    pass


@pytest.fixture(scope="module")
def connection(loaded_once: Path) -> Iterator[sa.Connection]:
    with store.reading(f"sqlite:///{loaded_once}") as connection:
        yield connection


def content(url: str, name: str, number: int | None = None) -> Rows:
    """A table of a version, by key."""
    with store.reading(url) as connection:
        frame = Current(connection, number).table(name).frame
    return {tuple(row[key] for key in key_names(name)): row for row in frame[field_names(name)].to_dict("records")}


def contents(url: str) -> dict[str, Rows]:
    return {name: content(url, name) for name in schema.DATA_TABLES}


def part(package: Path, name: str, wanted: dict[str, dict[str, str]]) -> Path:
    """The file of a table cut down to the rows of some ids, with other values."""
    return write_rows(package / f"{name}.csv", cut_down(name, wanted))


class TestModes:
    def test_a_few_rows_are_added_and_updated_and_the_others_stay(self, run: Run, loaded: str, package: Path) -> None:
        before = content(loaded, "roles")
        new = {"holder": "Ana", "constituency": "government", "kind": "co_chair", "title": "Lead"}
        path = part(package, "roles", {"role-90": new, "role-02": {"end_date": "2018-01"}})
        answer = run("load", path, allow_removals=False)
        assert answer.status == 0, answer.output
        [question] = answer.report["questions"]
        assert (question["key"], question["answer"]) == ("mode:roles", "add")
        assert question["sentence"] == (
            "roles: the file holds 1 of the 36 rows: these are added or updated, and the others stay."
        )
        after = content(loaded, "roles")
        assert after.keys() - before.keys() == {("role-90",)}
        assert {key for key in before if before[key] != after[key]} == {("role-02",)}
        assert after["role-02",] == before["role-02",] | {"end_date": "2018-01"}

    def test_half_of_the_rows_replace_them_and_that_is_asked(self, run: Run, loaded: str, package: Path) -> None:
        path = part(package, "roles", {f"role-{n:02}": {} for n in range(1, 31)})
        answer = run("load", path, allow_removals=False)
        assert [(q["key"], q["answer"]) for q in answer.report["questions"]] == [
            ("mode:roles", "replace"), ("removed:roles", "")
        ]  # fmt: skip
        assert (answer.status, version(loaded)) == (1, 1)
        assert run("load", path, "--answer", "removed:roles=yes", allow_removals=False).status == 0
        assert len(content(loaded, "roles")) == 30

    def test_rows_that_are_all_new_are_said_to_be(self, run: Run, loaded: str, package: Path) -> None:
        new = {"holder": "Ana", "constituency": "government", "kind": "co_chair", "title": "Lead"}
        [question] = run("check", part(package, "roles", {"role-90": new})).report["questions"]
        assert question["sentence"] == (
            "roles: all rows of the file are new: they are added, and the 36 that are there stay."
        )

    @pytest.mark.parametrize(("way", "left"), [("--add", 36), ("--replace", 2), ("mode:roles=replace", 2)])
    def test_either_can_be_said(self, run: Run, loaded: str, package: Path, way: str, left: int) -> None:
        path = part(package, "roles", {"role-01": {"title": "x"}, "role-02": {}})
        said = [way] if way.startswith("--") else ["--answer", way]
        assert run("check", path, *said).report["changes"][0]["removed"] == 36 - left
        assert run("load", path, *said).status == 0
        assert len(content(loaded, "roles")) == left

    def test_both_at_once_are_a_mistake_of_usage(self, run: Run, loaded: str, package: Path) -> None:
        assert run("load", package, "--add", "--replace").status == 2

    def test_the_whole_package_replaces(self, run: Run, loaded: str, package: Path) -> None:
        part(package, "roles", {"role-01": {}})
        [first, *_] = run("check", package).report["questions"]
        assert (first["key"], first["answer"]) == ("mode:roles", "replace")

    def test_a_file_of_all_rows_asks_nothing(self, run: Run, loaded: str, package: Path) -> None:
        set_cell(package / "roles.csv", 2, "title", "Another")
        assert run("check", package / "roles.csv").report["questions"] == []

    def test_the_same_file_again_as_a_replacement_is_not_the_same(self, run: Run, loaded: str, package: Path) -> None:
        path = part(package, "roles", {"role-01": {"title": "Another"}})
        assert run("load", path).report["version"] == 2
        assert "nothing to load" in run("load", path).output
        assert run("load", path, "--replace").report["version"] == 3
        assert len(content(loaded, "roles")) == 1


class TestPlaces:
    def test_a_row_keeps_its_place_and_says_where_it_came_from(self, run: Run, loaded: str, package: Path) -> None:
        ids = [row[0] for row in rows_of(package / "commitments.csv")[1:4]]
        changed = part(package, "commitments", {ids[1]: {"title": "Another"}, ids[0]: {}})
        assert run("load", changed).status == 0
        found = query(
            loaded,
            "SELECT id, row, part, file FROM commitments WHERE batch = (SELECT max(batch) FROM commitments)"
            " ORDER BY row, part LIMIT 3",
        )
        assert [(id_, row, part) for id_, row, part, _ in found] == [(id_, 2 + n, 0) for n, id_ in enumerate(ids)]
        origins = [schema.origin(row, file) for _, row, _, file in found]
        assert [(one.row, one.version) for one in origins] == [(2, 1), (2, 2), (4, 1)]

    def test_no_two_commitments_have_one_place(self, run: Run, loaded: str, package: Path) -> None:
        header, first, *_ = rows_of(package / "commitments.csv")
        rows = [[f"NEW-{n}", *first[1:]] for n in range(5)]
        assert run("load", write_rows(package / "commitments.csv", [header, *rows])).status == 0
        [(rows_there, places)] = query(
            loaded,
            "SELECT count(*), count(DISTINCT row) FROM commitments WHERE batch = (SELECT max(batch) FROM commitments)",
        )
        assert rows_there == places == 2023

    def test_the_checksum_of_an_update_is_that_of_its_rows(self, run: Run, loaded: str, package: Path) -> None:
        assert run("load", part(package, "roles", {"role-01": {"title": "x"}})).status == 0
        with store.reading(loaded) as connection:
            current = Current(connection)
            assert current.checksum("roles") == store.checksum(current.table("roles"))

    def test_a_checksum_of_an_older_release_is_made_anew(self, run: Run, loaded: str, package: Path) -> None:
        with store.writing(loaded) as connection:
            connection.execute(schema.batches.update().values(sha256="0" * 64))
        assert "Every row is already in version 1" in " ".join(run("load", package / "themes.csv").output.split())
        assert run("load", part(package, "roles", {"role-01": {"title": "x"}})).status == 0
        with store.reading(loaded) as connection:
            current = Current(connection)
            assert current.checksum("roles") == store.checksum(current.table("roles"))


# Large tables


def _changed(name: str, wanted: dict[str, dict[str, str]]) -> tuple[str, list[list[str]]]:
    return name, cut_down(name, wanted)


def _assessed(column: str, value: str) -> list[list[str]]:
    header, *rows = rows_of(REFERENCE / "assessments.csv")
    return [header, [value if name == column else cell for name, cell in zip(header, rows[0], strict=True)]]


COMMITMENT = rows_of(REFERENCE / "commitments.csv")[1][0]
PARTS = {
    "a member that differs": _changed("commitments", {COMMITMENT: {"member_id": "GEO"}}),
    "a plan that is not there": _changed("commitments", {COMMITMENT: {"action_plan_id": "GEO-9"}}),
    "a theme that is not there": _changed("commitments", {COMMITMENT: {"themes": "another"}}),
    "an assessment before its plan": ("assessments", _assessed("published", "2009")),
    "an assessment of nothing": ("assessments", _assessed("commitment_id", "another")),
    "a plan that begins after its assessments": _changed("action_plans", {"ALB-1": {"start_date": "2030"}}),
    "a plan of another member": _changed("action_plans", {"ALB-1": {"member_id": "GEO"}}),
    "commitments that go": ("commitments", rows_of(REFERENCE / "commitments.csv")[:1500]),
    "themes that go": ("themes", rows_of(REFERENCE / "themes.csv")[:30]),
    "nothing wrong": _changed("commitments", {COMMITMENT: {"title": "Another"}}),
}


@pytest.mark.parametrize("case", PARTS)
def test_of_a_large_table_the_rows_in_question_are_enough(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    name, rows = PARTS[case]
    file = File(f"{name}.csv", csv_bytes(rows), "")
    whole = prepare([file], Known(connection), silent)
    for module in (merge, content_after):
        monkeypatch.setattr(module, "WHOLE", 0)
    part = prepare([file], Current(connection), silent)
    assert part.findings == whole.findings
    assert has_errors(part.findings) == (case != "nothing wrong")
    assert [merged.diff.counts for merged in part.merged.values()] == [
        merged.diff.counts for merged in whole.merged.values()
    ]


def test_a_large_table_is_updated_as_a_small_one_is_written(
    run: Run, loaded: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package / "commitments.csv"
    set_cell(path, 2, "title", "Another")
    header, *rows = rows_of(path)
    write_rows(path, [header, *rows[1:], [f"new {rows[0][0]}", *rows[0][1:]], rows[0]])
    expected = {row[0]: row for row in rows} | {f"new {rows[0][0]}": [f"new {rows[0][0]}", *rows[0][1:]]}
    monkeypatch.setattr(merge, "WHOLE", 0)
    assert run("load", path).report["version"] == 2
    assert {key: row["title"] for (key,), row in content(loaded, "commitments").items()} == {
        key: row[header.index("title")] for key, row in expected.items()
    }
    [(places,)] = query(loaded, "SELECT count(*) FROM commitments WHERE file LIKE 'commitments.csv#row=%&version=2'")
    assert places == 2
    with store.reading(loaded) as connection:
        current = Current(connection)
        assert current.checksum("commitments") == store.checksum(current.table("commitments"))


# Columns


TABLES = sorted(SHIPPED)
MOST = 40  # rows of a table, which are enough to tell


def _grid(name: str) -> list[list[str]]:
    return rows_of(REFERENCE / f"{name}.csv")[: MOST + 1]


def _spoilt(name: str, column: int) -> Iterator[list[list[str]]]:
    """The table without a column, with another header over it, and with it in another place."""
    rows = _grid(name)
    yield [[*row[:column], *row[column + 1 :]] for row in rows]
    yield [[*rows[0][:column], f"{rows[0][column]} of ours", *rows[0][column + 1 :]], *rows[1:]]
    yield [[row[column], *row[:column], *row[column + 1 :]] for row in rows]


def _files(name: str, rows: list[list[str]]) -> Iterator[File]:
    yield File(f"{name}.csv", csv_bytes(rows), f"csv{rows[0]}")
    yield File(f"{name}.xlsx", book_bytes({name: rows}), f"xlsx{rows[0]}")


@pytest.mark.parametrize("name", TABLES)
def test_no_column_dropped_renamed_or_moved_changes_a_stored_value_without_a_question(
    connection: sa.Connection, name: str
) -> None:
    for column in range(len(_grid(name)[0])):
        for rows in _spoilt(name, column):
            for file in _files(name, rows):
                prepared = prepare([file], Known(connection), silent)
                stands_against = has_errors(prepared.findings) or prepared.asking.open()
                assert stands_against or not any(prepared.changes), (rows[0], prepared.changes)


@pytest.mark.parametrize("column", ["themes", "starred", "lead_institution", "title"])
def test_a_column_that_is_not_there_keeps_what_is_stored(run: Run, loaded: str, package: Path, column: str) -> None:
    path = package / "commitments.csv"
    set_cell(path, 2, "number", "changed")
    header, *_ = rows = rows_of(path)
    at = header.index(column)
    write_rows(path, [[*row[:at], *row[at + 1 :]] for row in rows])
    before = content(loaded, "commitments")
    answer = run("load", path, allow_removals=False)
    assert (answer.status, answer.codes()) == (0, ["absent-column"]), answer.output
    after = content(loaded, "commitments")
    assert [key for key in before if before[key] != after[key]] == [(rows[1][0],)]
    assert after[rows[1][0],] == before[rows[1][0],] | {"number": "changed"}


def test_a_new_row_needs_the_columns_that_must_be_filled(run: Run, loaded: str, package: Path) -> None:
    path = write_rows(package / "roles.csv", [["id", "end_date"], ["role-01", "2018"], ["role-99", "2018"]])
    missing = [f["column"] for f in run("check", path).findings if f["code"] == "missing-column"]
    assert sorted(missing) == ["constituency", "holder", "kind", "title"]


def test_a_key_that_is_no_column_of_the_file_is_an_error(run: Run, loaded: str, package: Path) -> None:
    header, *rows = rows_of(package / "seats.csv")
    at = header.index("start_date")
    path = write_rows(package / "seats.csv", [[*row[:at], *row[at + 1 :]] for row in (header, *rows)])
    assert "missing-column" in run("check", path).codes()


class TestEmptied:
    def test_more_than_a_tenth_of_a_column_is_asked(self, run: Run, loaded: str, package: Path) -> None:
        path = package / "roles.csv"
        for row in range(2, 12):
            set_cell(path, row, "theme_id", "")
        answer = run("load", path, allow_removals=False)
        assert (answer.status, version(loaded)) == (1, 1)
        [question] = answer.report["questions"]
        assert (question["key"], question["answer"]) == ("emptied:roles:theme_id", "")
        kept = run("load", path, "--answer", "emptied:roles:theme_id=keep", allow_removals=False)
        assert (kept.status, version(loaded)) == (0, 1)
        assert run("load", path, "--answer", "emptied:roles:theme_id=yes", allow_removals=False).report["version"] == 2

    def test_one_cell_of_many_is_not(self, run: Run, loaded: str, package: Path) -> None:
        set_cell(package / "commitments.csv", 2, "themes", "")
        answer = run("load", package / "commitments.csv", allow_removals=False)
        assert (answer.status, answer.report["questions"]) == (0, [])


# Three ways


def table(name: str, rows: Rows, base: int | None = None, scope: Scope | None = None) -> Table:
    names = field_names(name)
    frame = pd.DataFrame([*rows.values()], columns=names, dtype=object)
    frame.insert(0, "row", range(2, len(rows) + 2))
    frame.insert(1, "file", "")
    source = Source(f"{name}.csv", "", {one: (one, at) for at, one in enumerate(names)})
    return Table(name, frame.astype(object), source, base=base, scope=scope)


def load(url: str, loaded: Table, **answers: str) -> Asking:
    """Publishes a table where no question stays open."""
    asking = Asking({"mode": "replace", "removed": "yes", "emptied": "yes"} | answers)
    with store.writing(url) as connection:
        current = Current(connection)
        merged: dict[str, Merged] = Merging(current, asking).merge_all({loaded.name: loaded}, ())
        if not asking.open():
            store.publish(connection, current, [one.change for one in merged.values()], "", [], "Ana", silent)
    return asking


MEETINGS = [row[0] for row in rows_of(REFERENCE / "meetings.csv")[1:]]
EDIT = st.one_of(
    st.tuples(st.just("place"), st.sampled_from(MEETINGS[:4]), st.sampled_from(["Lyon", "Oslo", ""])),
    st.tuples(st.just("kind"), st.sampled_from(MEETINGS[:4]), st.sampled_from(["event", "working"])),
    st.tuples(st.just("remove"), st.sampled_from(MEETINGS[:5]), st.just("")),
    st.tuples(st.just("add"), st.sampled_from(["n1", "n2"]), st.sampled_from(["Lyon", "Oslo"])),
)


def edited(rows: Rows, edits: list[tuple[str, str, str]]) -> Rows:
    after = {key: dict(row) for key, row in rows.items()}
    for kind, key, value in edits:
        if kind == "add":
            after[key,] = dict.fromkeys(field_names("meetings"), "") | {
                "id": key,
                "start_date": "2017",
                "end_date": "2017",
                "place": value,
                "kind": "event",
            }
        elif kind == "remove":
            after.pop((key,), None)
        elif (key,) in after:
            after[key,][kind] = value
    return after


def merged_by_hand(base: Rows, theirs: Rows, yours: Rows, mode: str, answer: str) -> tuple[Rows, set[str]]:
    """What comes of two edits of one download, and the conflicts on the way; row by row and cell by cell."""
    if mode == "add":  # what is not in the file is as it was downloaded
        yours = base | yours
    after: Rows = {}
    conflicts: set[str] = set()
    for key in base.keys() | theirs.keys() | yours.keys():
        was, their, our = base.get(key), theirs.get(key), yours.get(key)
        if our is not None and their is not None:
            cells = {name: _cell(was[name] if was else None, their[name], our[name], answer) for name in our}
            conflicts |= {f"{key[0]}:{name}" for name, (_, asked) in cells.items() if asked}
            after[key] = {name: value for name, (value, _) in cells.items()}
            continue
        there = their if our is None else our  # in one of the two only, or in the download alone
        if there is not None and (was is None or there != was):
            if was is not None:
                conflicts.add(key[0])
            if was is None or (answer == "theirs") == (our is None):
                after[key] = there
    return after, conflicts


def _cell(was: str | None, theirs: str, yours: str, answer: str) -> tuple[str, bool]:
    """What a cell becomes, and whether that is asked."""
    if was is not None and was in (theirs, yours):
        return (yours if theirs == was else theirs), False
    return (yours if answer == "yours" else theirs), theirs != yours


@pytest.mark.usefixtures("loaded_once")
@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    one=st.lists(EDIT, max_size=5),
    other=st.lists(EDIT, max_size=5),
    mode=st.sampled_from(["add", "replace"]),
    answer=st.sampled_from(["yours", "theirs"]),
)
def test_two_edits_of_one_download_lose_nothing_without_a_question(
    loaded_once: Path, one: list[tuple[str, str, str]], other: list[tuple[str, str, str]], mode: str, answer: str
) -> None:
    results: list[Any] = []
    for first, second in ((one, other), (other, one)):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(loaded_once, Path(folder) / "monitor.sqlite")
            url = f"sqlite:///{folder}/monitor.sqlite"
            base = content(url, "meetings")
            theirs, yours = edited(base, first), edited(base, second)
            load(url, table("meetings", theirs, 1))
            assert content(url, "meetings") == theirs
            asking = load(url, table("meetings", yours, 1), mode=mode)
            expected, conflicts = merged_by_hand(base, theirs, yours, mode, answer)
            asked = {key.removeprefix("conflict:meetings:") for key in asking.asked if key.startswith("conflict")}
            assert asked == conflicts
            if conflicts:
                assert content(url, "meetings") == theirs  # nobody answered
                load(url, table("meetings", yours, 1), mode=mode, conflict=answer)
            assert content(url, "meetings") == expected
            results.append((expected, conflicts))
    if mode == "replace" and not results[0][1]:
        assert results[0] == results[1]


def test_a_conflict_says_both_values_and_who_published_the_other_and_when(loaded: str) -> None:
    base = content(loaded, "meetings")
    load(loaded, table("meetings", edited(base, [("place", MEETINGS[0], "Oslo")]), 1))
    load(loaded, table("meetings", edited(content(loaded, "meetings"), [("kind", MEETINGS[1], "event")]), 2))
    asking = load(loaded, table("meetings", edited(base, [("place", MEETINGS[0], "Lyon")]), 1))
    [question] = asking.open()
    assert question.key == f"conflict:meetings:{MEETINGS[0]}:place"
    for words in ("Ana", "(version 2)", "“Oslo”", "“Lyon”"):
        assert words in question.sentence


def test_an_old_download_is_merged_with_what_was_published_since(run: Run, loaded: str, package: Path) -> None:
    path = package / "roles.csv"
    download = [[*row, "data_version" if number == 0 else "1"] for number, row in enumerate(rows_of(path))]
    set_cell(path, 2, "title", "Theirs")
    assert run("load", path, "--by", "Ana").report["version"] == 2
    write_rows(path, download)
    set_cell(path, 3, "title", "Yours")
    answer = run("load", path, allow_removals=False)
    assert (answer.status, answer.codes(), answer.report["questions"]) == (0, ["download-older"], [])
    titles = [row["title"] for row in content(loaded, "roles").values()][:2]
    assert titles == ["Theirs", "Yours"]
    set_cell(path, 2, "title", "Mine")
    refused = run("load", path)
    assert (refused.status, version(loaded)) == (1, 3)
    [question] = [one for one in refused.report["questions"] if not one["answer"]]
    assert question["key"] == "conflict:roles:role-01:title"
    assert run("load", path, "--answer", "conflict=yours").report["version"] == 4
    assert content(loaded, "roles")["role-01",]["title"] == "Mine"


def test_a_download_of_a_version_no_longer_kept_is_said(run: Run, loaded: str, package: Path) -> None:
    with store.writing(loaded) as connection:
        merging = Merging(Current(connection), Asking())
        base = content(loaded, "meetings")
        merging.merge_all({"meetings": table("meetings", base, 99)}, ())
        assert [finding.code for finding in merging.findings] == ["download-too-old"]


def test_what_a_file_does_not_speak_of_stays_when_it_replaces(loaded: str) -> None:
    before = content(loaded, "commitments")
    member = "GEO"
    own = {key: row for key, row in before.items() if row["member_id"] == member}
    kept = dict([*own.items()][1:])
    assert len(own) > 2
    asking = load(loaded, table("commitments", kept, scope=Scope("member_id", frozenset({member}))))
    assert asking.asked["mode:commitments"].proposed == "replace"
    assert content(loaded, "commitments") == {key: row for key, row in before.items() if key not in own or key in kept}


# As the Support Unit does it


def assert_only_that_changed(before: dict[str, Rows], after: dict[str, Rows]) -> None:
    differing = {
        (name, key) for name in before for key in before[name].keys() | after[name].keys()
        if before[name].get(key) != after[name].get(key)
    }  # fmt: skip
    assert len(differing) == 5
    assert {name for name, _ in differing} == {"roles", "action_plans", "commitments"}
    assert after["roles"]["role-02",]["end_date"] == "2018-01"
    assert after["action_plans"]["GEO-2",] == before["action_plans"]["GEO-2",] | {"end_date": "2019-12-31"}


def test_files_with_only_some_rows_change_nothing_else(run: Run, loaded: str, tmp_path: Path) -> None:
    before = contents(loaded)
    for name, file in a_day_of_work().items():
        (tmp_path / name).write_bytes(file)
    answer = run("load", *(tmp_path / name for name in a_day_of_work()), allow_removals=False)
    assert answer.status == 0, answer.output
    assert version(loaded) == 2
    assert_only_that_changed(before, contents(loaded))


def test_postgresql_does_the_same(postgresql_url: str, run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("load", "--if-empty", url=postgresql_url).status == 0
    for name, file in a_day_of_work().items():
        (tmp_path / name).write_bytes(file)
    for url in (postgresql_url, loaded):
        assert run("load", *(tmp_path / name for name in a_day_of_work()), url=url).status == 0
    assert contents(postgresql_url) == contents(loaded)
    statement = "SELECT row, part, file, id FROM commitments WHERE batch = (SELECT max(batch) FROM commitments)"
    assert sorted(query(postgresql_url, statement)) == sorted(query(loaded, statement))


def test_an_unchanged_file_offers_nothing_to_publish(run: Run, loaded: str, package: Path) -> None:
    rows = rows_of(package / "roles.csv")
    path = write_rows(package / "roles.csv", [rows[0], *reversed(rows[1:10])])
    answer = run("check", path)
    assert answer.report["accepted"]
    assert "there is nothing to publish" in answer.report["sentence"]
    assert run("load", path).report["version"] == 1
