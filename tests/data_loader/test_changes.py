"""What changed between versions equals what their exported tables say; sentences; one row undone, exactly."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loader import diff, export, schema, store, versions
from data_loader.changes import compare
from data_loader.english import English
from data_loader.sentences import say, sentences
from data_loader.store import Current
from data_loader.tables import Source, Table
from data_loader.undo import undo_row, undo_version
from tests.data_loader.conftest import Run, query, set_cell, version
from tests.reference import copied

EDITED = ("themes", "standing", "review_steps", "seats", "roles", "meetings", "documents", "agenda_updates", "events")
"""Small tables, among them some with keys of several parts, which may be empty."""
Rows = dict[tuple[str, ...], dict[str, str]]


def exported(connection: sa.Connection, number: int) -> dict[str, Rows]:
    """A version as its CSV files have it, by table and key, read as anybody would."""
    with TemporaryDirectory() as folder:
        export.write(
            Current(connection, number), versions.find(connection, number), export.Form.csv, Path(folder) / "out"
        )
        return {path.stem: _keyed(path) for path in (Path(folder) / "out").iterdir()}


def _keyed(path: Path) -> Rows:
    fields = [*schema.fields(schema.DATA_TABLES[path.stem])]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{field.name: row[field.name] for field in fields} for row in csv.DictReader(file)]
    return {tuple(row[field.name] for field in fields if field.key): row for row in rows}


def differing(before: dict[str, Rows], after: dict[str, Rows]) -> set[tuple[Any, ...]]:
    """Table, key, field, before, after of every cell that differs; a row that is not there has empty cells."""
    return {
        (name, key, field, one.get(field, ""), other.get(field, ""))
        for name in before.keys() | after.keys()
        for key in before.get(name, {}).keys() | after.get(name, {}).keys()
        for one, other in [(before.get(name, {}).get(key, {}), after.get(name, {}).get(key, {}))]
        for field in {*one, *other}
        if one.get(field, "") != other.get(field, "")
    }


def publish(connection: sa.Connection, edits: list[tuple[str, int, int, str]]) -> None:
    """A version with some rows taken away, put in or changed; nothing is checked here."""
    current = Current(connection)
    changed: dict[str, Table] = {}
    for name, act, place, text in edits:
        table = changed.get(name) or current.table(name)
        frame = table.frame.copy()
        keys = [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.key]
        row = frame.index[place % len(frame)]
        if act == 0:
            frame = frame.drop(index=row).reset_index(drop=True)
        elif act == 1:
            new = frame.loc[row].copy()
            new[keys[0]], new["row"] = f"new {text}", int(frame["row"].max()) + 1
            frame.loc[len(frame)] = new
        else:
            names = [field.name for field in schema.fields(schema.DATA_TABLES[name]) if not field.key]
            texts = [one for one in names if schema.DATA_TABLES[name].c[one].info["field"].kind in ("text", "date")]
            frame.loc[row, texts[place % len(texts)]] = text
        changed[name] = Table(name, frame.drop_duplicates(keys).reset_index(drop=True), Source(str(table.source)))
    changes = [diff.Change(diff.compare(current.table(name), one), one.source) for name, one in changed.items()]
    store.publish(connection, current, changes, "edits", [], "Ana", lambda *_: None)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(EDITED),
        st.integers(0, 2),
        st.integers(0, 200),
        st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8).map(lambda text: f"x{text}"),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def engine(reference_url: str, tmp_path: Path) -> sa.Engine:
    return store.engine_for(copied(reference_url, tmp_path / "monitor.sqlite"))


class TestAnyTwoVersions:
    @settings(max_examples=8, deadline=None)
    @given(steps=st.lists(EDITS, min_size=2, max_size=3))
    def test_differ_as_their_exported_tables_do_and_each_change_names_its_version(
        self, reference_url: str, steps: list[list[tuple[str, int, int, str]]]
    ) -> None:
        with TemporaryDirectory() as folder:
            engine = store.engine_for(copied(reference_url, Path(folder) / "monitor.sqlite"))
            with engine.begin() as connection:
                for edits in steps:
                    publish(connection, edits)
                newest = Current(connection).version or 1
                tables = {number: exported(connection, number) for number in range(1, newest + 1)}
                for one, other in [(1, newest), (newest, 1), (newest - 1 or 1, newest), (newest, newest)]:
                    _agree(compare(connection, one, other), tables, one, other)
            engine.dispose()

    def test_are_compared_backwards_too(self, engine: sa.Engine) -> None:
        with engine.begin() as connection:
            publish(connection, [("themes", 2, 3, "x"), ("seats", 0, 5, "")])
            there, back = compare(connection, 1, 2), compare(connection, 2, 1)
        assert (there.backwards, back.backwards) == (False, True)
        turned = [(row.table, row.key, row.after, row.before, row.version) for row in back.rows]
        assert [(row.table, row.key, row.before, row.after, row.version) for row in there.rows] == turned

    def test_that_are_one_do_not_differ(self, engine: sa.Engine) -> None:
        with engine.begin() as connection:
            assert not compare(connection, 1, 1)


def _agree(found: Any, tables: dict[int, dict[str, Rows]], one: int, other: int) -> None:
    said = {(row.table, row.key, cell.field, cell.before, cell.after) for row in found.rows for cell in row.fields}
    assert said == differing(tables[one], tables[other])
    new, old = tables[max(one, other)], tables[min(one, other)]
    assert {(row.table, row.key) for row in found.rows if not row.before} == {
        (name, key) for name in tables[other] for key in tables[other][name].keys() - tables[one][name].keys()
    }
    for row in found.rows:
        for cell in row.fields:
            after = new[row.table].get(row.key, {}).get(cell.field, "")
            values = {
                number: tables[number][row.table].get(row.key, {}).get(cell.field, "")
                for number in range(min(one, other), max(one, other) + 1)
            }
            came = max(number for number in values if number - 1 in values and values[number] != values[number - 1])
            assert (cell.version, values[came]) == (came, after), (row, old)


# Sentences


@pytest.fixture
def spoken(run: Run, loaded: str, package: Path) -> Any:
    """Loads changed cells of one file of the package, and gives the sentences from the first version to the newest."""

    def load(table: str, *cells: tuple[int, str, str], more: tuple[str, ...] = ()) -> list[str]:
        path = package / f"{table}.csv"
        for cell in cells:
            set_cell(path, *cell)
        if more:
            with path.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow(more)
        answer = run("load", path)
        assert answer.status == 0, answer.output
        engine = sa.create_engine(loaded)
        with engine.connect() as connection:
            found = compare(connection, 1, version(loaded) or 1)
        engine.dispose()
        return [say(one, English()) for one in sentences(found)]

    return load


class TestSentences:
    def test_another_holder_takes_a_role_over(self, spoken: Any) -> None:
        told = spoken("roles", (2, "holder", "Croatia"), (2, "steering_member_id", "gov-hrv"))
        assert told == ["Croatia took over Access to information from Mexico"]

    def test_a_role_that_ends_and_one_that_begins_on_the_same_theme_are_a_takeover(self, spoken: Any) -> None:
        began = "role-99,gov-hrv,Croatia,government,co_anchor,access-to-information,,Co-anchor,2017-06,,,,,high"
        told = spoken("roles", (2, "end_date", "2017-05-31"), more=tuple(began.split(",")))
        assert told == ["Croatia took over Access to information from Mexico"]

    def test_a_role_that_ends_alone_is_said_to_end(self, spoken: Any) -> None:
        assert spoken("roles", (2, "end_date", "2017-05-31")) == ["Mexico ended Access to information (2017-05-31)"]
        assert spoken("roles", (2, "end_date", "2049-05-31")) == ["Mexico will end Access to information (2049-05-31)"]

    def test_a_level_of_completion_goes_from_one_to_another(self, spoken: Any) -> None:
        [told] = spoken("assessments", (2, "completion", "limited"))
        commitment = (
            "“Ethical rules for researchers and scholarly publications” (ALB-1-001) (IRM progress report, 2014)"
        )
        assert told == f"The completion of {commitment} went from complete to limited"

    def test_any_other_field_is_said_by_its_name(self, spoken: Any) -> None:
        assert spoken("members", (2, "population", "5"), (3, "cohort", "x")) == [
            "Albania: population was empty and is now 5",
            "Argentina: cohort changed from 3 to x",
        ]

    def test_every_changed_row_is_in_a_sentence(self, engine: sa.Engine) -> None:
        with engine.begin() as connection:
            publish(connection, [(name, act, 7 * act, "x") for name in EDITED for act in (0, 1, 2)])
            found = compare(connection, 1, 2)
        told = {(row.table, row.key) for one in sentences(found) for row in one.rows}
        assert told == {(row.table, row.key) for row in found.rows}


class TestTheCommand:
    def test_says_what_when_by_whom_and_why(self, run: Run, loaded: str, package: Path) -> None:
        set_cell(package / "members.csv", 2, "population", "5")
        assert run("load", package / "members.csv", "--by", "Ana", "--note", "A census").status == 0
        output = " ".join(run("diff", 1, 2).output.split())
        for part in ("members: 1 changed", "by Ana: A census", "population was empty and is now 5."):
            assert part in output
        [line] = csv.DictReader(run("diff", 1, 2, "--report", "csv").output.splitlines())
        expected = {"table": "members", "row": "ALB", "field": "population", "before": "", "after": "5"}
        assert line.items() >= (expected | {"version": "2", "by": "Ana", "note": "A census"}).items()
        report = json.loads(run("diff", 1, 2, "--report", "json").output)
        assert report["counts"] == {"members": {"new": 0, "changed": 1, "removed": 0}}
        assert [one["key"] for one in report["changes"]] == [["ALB"]]

    def test_says_and_undoes_the_same_on_postgresql(self, run: Run, postgresql_url: str, package: Path) -> None:
        assert run("load", "--if-empty", url=postgresql_url).status == 0
        set_cell(package / "roles.csv", 2, "holder", "Croatia")
        set_cell(package / "seats.csv", 2, "start_date", "")
        files = (package / "roles.csv", package / "seats.csv")
        assert run("load", *files, "--note", "Anew", url=postgresql_url).status == 0
        report = json.loads(run("diff", 1, 2, "--report", "json", url=postgresql_url).output)
        assert [(one["table"], one["change"]) for one in report["changes"]][-1] == ("roles", "changed")
        assert run("undo", 2, "roles", "role-01", url=postgresql_url).status == 0
        report = json.loads(run("diff", 1, 3, "--report", "json", url=postgresql_url).output)
        assert {one["table"] for one in report["changes"]} == {"seats"}
        assert "Anew" in run("diff", 3, 1, url=postgresql_url).output

    def test_refuses_versions_that_are_not_there(self, run: Run, loaded: str) -> None:
        assert (run("diff", 1, 9).status, run("diff", 1, 9).output) == (1, "There is no version 9; the newest is 1.\n")

    def test_says_that_nothing_differs(self, run: Run, loaded: str) -> None:
        answer = run("diff", 1, 1)
        assert (answer.status, answer.output) == (0, "From version 1 to version 1: nothing differs.\n")


# Undoing one row


class TestUndoingARow:
    @pytest.mark.parametrize(("act", "kind"), [(0, "removed"), (1, "new"), (2, "changed")])
    @pytest.mark.parametrize("name", EDITED)
    def test_gives_it_back_exactly_and_leaves_all_others(
        self, engine: sa.Engine, name: str, act: int, kind: str
    ) -> None:
        with engine.begin() as connection:
            publish(connection, [(name, act, 9, "x"), *((one, 2, 4, "y") for one in EDITED)])
            row = next(one for one in compare(connection, 1, 2).rows if (one.table, one.kind) == (name, kind))
            undo_row(connection, Current(connection), 2, name, row.key, "Bo")
            before, after = exported(connection, 1), exported(connection, 3)
            second = exported(connection, 2)
        assert after[name].get(row.key) == before[name].get(row.key)
        second[name].pop(row.key, None)
        after[name].pop(row.key, None)
        assert after == second

    def test_is_refused_when_the_row_changed_again_unless_it_is_meant(
        self, run: Run, loaded: str, package: Path
    ) -> None:
        for title in ("one", "two"):
            set_cell(package / "roles.csv", 2, "title", title)
            assert run("load", package / "roles.csv").status == 0
        refused = run("undo", 2, "roles", "role-01")
        assert (refused.status, version(loaded)) == (1, 3)
        assert "changed again after version 2" in refused.output
        answer = run("undo", 2, "roles", "role-01", "--anyway", "--by", "Bo", "--note", "Wrong")
        assert answer.status == 0, answer.output
        assert query(loaded, "SELECT published_by, changes, note FROM versions WHERE number = 4") == [
            ("Bo", "one row of version 2 undone: roles: 0 new, 1 changed, 0 removed", "Wrong")
        ]
        assert query(loaded, "SELECT who, action, version FROM audit ORDER BY id DESC LIMIT 1") == [("Bo", "undo", 4)]
        assert "nothing differs" in run("diff", 1, 4).output

    def test_leaves_no_row_that_points_at_nothing(self, run: Run, loaded: str) -> None:
        answer = run("undo", 1, "members", "ALB")
        assert (answer.status, version(loaded)) == (1, 1)
        assert "refer to ALB: nothing was undone." in answer.output

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            (("1", "nowhere", "x"), "There is no table nowhere"),
            (("1", "roles", "x", "y"), "A row of roles is told by: id."),
            (("1", "roles", "role-00"), "Neither version 1 nor the one before it has such a row"),
            (("9", "roles", "role-01"), "There is no version 9"),
        ],
    )
    def test_is_refused_with_a_sentence(self, run: Run, loaded: str, given: tuple[str, ...], sentence: str) -> None:
        answer = run("undo", *given)
        assert (answer.status, version(loaded)) == (1, 1)
        assert sentence in " ".join(answer.output.split())


class TestUndoingAVersion:
    @given(
        edits=st.lists(
            st.tuples(st.sampled_from(EDITED), st.integers(0, 2), st.integers(0, 8), st.just("x")), min_size=1
        )
    )
    @settings(max_examples=12)
    def test_gives_every_row_of_it_back_and_keeps_what_came_later(
        self, reference_url: str, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, int, str]]
    ) -> None:
        url = copied(reference_url, tmp_path_factory.mktemp("undone") / "monitor.sqlite")
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            publish(connection, edits)
            publish(connection, [("tags", 2, 4, "later")])
            if compare(connection, 1, 2).rows:
                undo_version(connection, Current(connection), 2, "Bo")
                before, later, after = (exported(connection, number) for number in (1, 3, 4))
                assert after == before | {"tags": later["tags"]}
        engine.dispose()

    def test_is_refused_when_one_of_its_rows_changed_again(self, run: Run, loaded: str, package: Path) -> None:
        for title in ("one", "two"):
            set_cell(package / "roles.csv", 2, "title", title)
            set_cell(package / "seats.csv", 2, "confidence", "low")
            assert run("load", package / "roles.csv", package / "seats.csv").status == 0
        refused = run("undo", 2)
        assert (refused.status, version(loaded)) == (1, 3)
        assert "A row of roles was changed again after version 2: nothing was undone." in refused.output
        assert run("undo", 3, "--by", "Bo").status == 0
        assert query(loaded, "SELECT published_by, changes FROM versions WHERE number = 4") == [
            ("Bo", "version 3 undone: roles: 0 new, 1 changed, 0 removed")
        ]

    def test_leaves_no_row_that_points_at_nothing(self, run: Run, loaded: str, package: Path) -> None:
        set_cell(package / "steering_members.csv", 2, "id", "gov-new")
        set_cell(package / "seats.csv", 2, "steering_member_id", "gov-new")
        assert run("load", "--add", package / "steering_members.csv").status == 0
        assert run("load", "--add", package / "seats.csv").status == 0
        refused = run("undo", 2)
        assert (refused.status, version(loaded)) == (1, 3)
        assert "1 row of seats refers to gov-new: nothing was undone." in refused.output

    @pytest.mark.parametrize(
        ("number", "sentence"),
        [(1, "Before version 1 there was nothing"), (9, "There is no version 9")],
    )
    def test_is_refused_with_a_sentence(self, run: Run, loaded: str, number: int, sentence: str) -> None:
        answer = run("undo", number)
        assert (answer.status, version(loaded)) == (1, 1)
        assert sentence in " ".join(answer.output.split())
