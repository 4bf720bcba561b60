"""Versions once published: listed, shown, made current again, and let go of as the setting says."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import alembic.command
import pytest
import sqlalchemy as sa

from data_loader import schema, store, versions
from data_loader.load import REFERENCE
from data_loader.store import Current
from data_loader.tables import field_names
from data_loader.tables import rows_of as rows_in
from tests.data_loader.conftest import Run, query, rows_of, set_cell, version
from tests.reference import SHIPPED

TABLES = len(SHIPPED)


def _retitle(run: Run, package: Path, title: str, *more: str, url: str) -> None:
    set_cell(package / "roles.csv", 2, "title", title)
    assert run("load", package / "roles.csv", "--by", "Ana", *more, url=url).status == 0


def _title(url: str) -> str:
    found = query(
        url,
        "SELECT title FROM roles r JOIN version_tables t ON t.batch = r.batch AND t.table_name = 'roles'"
        " WHERE t.version = (SELECT max(number) FROM versions) AND r.id = 'role-01'",
    )
    return str(found[0][0])


def _batches(url: str, number: int) -> list[tuple[object, ...]]:
    return query(url, f"SELECT table_name, batch FROM version_tables WHERE version = {number} ORDER BY table_name")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
class TestOnBothDatabases:
    @pytest.fixture
    def url(self, kind: str, run: Run, request: pytest.FixtureRequest) -> str:
        """A database with the reference data."""
        if kind == "sqlite":
            return str(request.getfixturevalue("loaded"))
        found = str(request.getfixturevalue("postgresql_url"))
        assert run("load", "--if-empty", url=found).status == 0
        return found

    def test_restoring_the_one_before_undoes_a_load(self, run: Run, url: str, package: Path) -> None:
        first = _title(url)
        _retitle(run, package, "Another", url=url)
        answer = run("restore", 1, "--by", "Bo", url=url)
        assert answer.status == 0, answer.output
        assert (version(url), _title(url)) == (3, first)
        assert _batches(url, 3) == _batches(url, 1)
        assert query(url, "SELECT published_by, changes FROM versions WHERE number = 3") == [
            ("Bo", "version 1 again: roles: 0 new, 1 changed, 0 removed")
        ]
        assert "very files of version 3" in " ".join(run("load", REFERENCE, url=url).output.split())

    def test_versions_beyond_those_kept_lose_their_rows_and_stay_in_the_list(
        self, run: Run, url: str, package: Path
    ) -> None:
        for title in ("second", "third", "fourth"):
            _retitle(run, package, title, "--keep", "2", url=url)
        assert query(url, "SELECT DISTINCT version FROM version_tables ORDER BY version") == [(3,), (4,)]
        assert query(url, "SELECT count(*) FROM versions") == [(4,)]
        assert query(url, "SELECT count(DISTINCT batch) FROM roles") == [(2,)]  # of the four
        assert query(url, "SELECT count(*) FROM batches") == [(TABLES + 1,)]
        assert query(url, "SELECT count(*) FROM commitments") == [(2018,)]  # carried on from the first
        assert _title(url) == "fourth"
        refused = run("restore", 2, url=url)
        assert (refused.status, version(url)) == (1, 4)
        assert "Version 2 is no longer kept; these are: 4, 3." in refused.output
        assert "no longer" in run("versions", url=url).output
        assert "no longer kept" in run("version", 1, url=url).output


def test_letting_go_of_versions_gives_disk_space_back(run: Run, loaded: str, package: Path) -> None:
    file = Path(str(sa.make_url(loaded).database))
    size = file.stat().st_size
    engine = sa.create_engine(loaded)
    with engine.connect() as connection:  # a server that has read: its connection stays open
        connection.exec_driver_sql("SELECT count(*) FROM commitments").fetchall()
        connection.rollback()
        for title in ("second", "third", "fourth"):
            set_cell(package / "commitments.csv", 2, "title", title)
            assert run("load", package / "commitments.csv", "--keep", "2", url=loaded).status == 0
        assert file.with_name(f"{file.name}-wal").stat().st_size == 0
    engine.dispose()
    assert file.stat().st_size < 1.9 * size
    assert query(loaded, "PRAGMA freelist_count") == [(0,)]


def test_a_disk_without_space_to_tidy_up_undoes_no_load(
    run: Run, loaded: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "give_back", fail)
    _retitle(run, package, "Another", url=loaded)
    assert version(loaded) == 2


def test_a_new_database_is_its_owners_alone(run: Run, database: str) -> None:
    assert run("load", REFERENCE).status == 0
    file = Path(str(sa.make_url(database).database))
    engine = store.engine_for(database)
    with engine.connect() as connection:  # while it is open, SQLite keeps its log beside it
        connection.exec_driver_sql("SELECT count(*) FROM commitments").fetchall()
        modes = {
            path.name.removeprefix(file.name): path.stat().st_mode & 0o777 for path in file.parent.glob("monitor*")
        }
    engine.dispose()
    assert modes == {"": 0o600, "-wal": 0o600, "-shm": 0o600}


def test_the_mode_that_somebody_gave_a_database_stays(run: Run, loaded: str, package: Path) -> None:
    file = Path(str(sa.make_url(loaded).database))
    file.chmod(0o640)
    _retitle(run, package, "Another", "--keep", "2", url=loaded)
    assert file.stat().st_mode & 0o777 == 0o640


def test_all_versions_are_kept_unless_told_otherwise(run: Run, loaded: str, package: Path) -> None:
    for title in ("second", "third"):
        _retitle(run, package, title, url=loaded)
    assert query(loaded, "SELECT count(DISTINCT version) FROM version_tables") == [(3,)]


def test_the_setting_says_how_many_are_kept(
    run: Run, loaded: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_VERSIONS_KEPT", "2")
    for title in ("second", "third"):
        _retitle(run, package, title, url=loaded)
    assert query(loaded, "SELECT min(version) FROM version_tables") == [(2,)]


@pytest.mark.parametrize("kept", ["1", "-1", "many"])
def test_the_last_version_is_always_kept_beside_the_current_one(run: Run, loaded: str, kept: str) -> None:
    assert run("load", REFERENCE, "--keep", kept).status == 2


def test_restoring_what_is_current_is_refused_with_a_sentence(run: Run, loaded: str) -> None:
    answer = run("restore", 1)
    assert (answer.status, version(loaded)) == (1, 1)
    assert "Version 1 has the very rows of version 1: nothing to do." in answer.output


@pytest.mark.parametrize("command", ["version", "restore"])
def test_a_version_that_never_was_is_refused_with_a_sentence(run: Run, loaded: str, command: str) -> None:
    answer = run(command, 9)
    assert (answer.status, answer.output) == (1, "There is no version 9; the newest is 1.\n")


@pytest.mark.parametrize("command", [["versions"], ["version", 1], ["restore", 1], ["export", "out"]])
def test_without_a_database_none_is_made(run: Run, tmp_path: Path, command: list[object]) -> None:
    answer = run(*map(str, command))
    path = tmp_path / "monitor.sqlite"
    assert (answer.status, answer.output) == (1, f"There is no database {path} yet; `load` makes one.\n")
    assert not path.exists()


def test_the_list_says_what_changed_by_whom_and_from_which_file(run: Run, loaded: str, package: Path) -> None:
    _retitle(run, package, "Another", url=loaded)
    said = " ".join(run("versions").output.replace("│", " ").split())
    newest = said[: said.index("26 tables")]
    for part in ("2 ", "Ana", "roles", "1", "changed", "roles.csv"):
        assert part in newest


def test_a_version_in_full_gives_whole_checksums_and_the_rows_of_each_table(run: Run, loaded: str) -> None:
    engine = sa.create_engine(loaded)
    with engine.connect() as connection:
        found = versions.find(connection, 1)
    engine.dispose()
    assert {len(file.sha256) for file in found.files} == {64}
    assert {table.table_name: table.rows for table in found.tables}["commitments"] == 2018
    assert schema.counted(found.changes)["commitments"] == (2018, 0, 0)


def test_names_that_look_like_markup_are_shown_as_they_are(run: Run, loaded: str, package: Path) -> None:
    set_cell(package / "roles.csv", 2, "title", "[/red] another")
    assert run("load", package / "roles.csv", "--by", "[/b]Ana").status == 0
    for command in (["versions"], ["version", "2"]):
        assert "[/b]Ana" in run(*command).output


def test_a_restore_that_breaks_changes_nothing(
    run: Run, loaded: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _retitle(run, package, "Another", url=loaded)

    def fail(*_: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("disk I/O error"))

    monkeypatch.setattr(versions, "drop_beyond", fail)
    assert run("restore", 1).status == 1
    assert (version(loaded), _title(loaded)) == (2, "Another")


class TestNotes:
    """Why a version was published is kept with it: one line, at most 500 characters, whatever is in it."""

    def test_a_note_is_kept_with_the_version_of_a_load_and_of_a_restore(
        self, run: Run, loaded: str, package: Path
    ) -> None:
        _retitle(run, package, "Another", "--note", " The plenary  of\nMay ", url=loaded)
        assert run("restore", 1, "--note", "A mistake").status == 0
        assert query(loaded, "SELECT note FROM versions ORDER BY number") == [
            (None,),
            ("The plenary of May",),
            ("A mistake",),
        ]
        assert "The plenary of May" in " ".join(run("version", 2).output.split())

    def test_hostile_text_stays_text(self, run: Run, loaded: str, package: Path) -> None:
        hostile = "=cmd|'/c calc'!A1 [/red] <script> '; DROP TABLE versions; --"
        _retitle(run, package, "Another", "--note", hostile, url=loaded)
        assert query(loaded, "SELECT note FROM versions WHERE number = 2") == [(hostile,)]
        assert hostile in " ".join(run("version", 2).output.split())

    @pytest.mark.parametrize("command", [["restore", 1], ["load", REFERENCE]])
    def test_a_note_that_is_too_long_is_refused_before_anything_is_done(
        self, run: Run, loaded: str, command: list[object]
    ) -> None:
        answer = run(*map(str, command), "--note", "x" * (schema.LONGEST_NOTE + 1))
        assert (answer.status, version(loaded)) == (1, 1)
        assert "The note has 501 characters; at most 500 are kept." in " ".join(answer.output.split())

    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_a_database_of_an_older_release_is_read_as_it_is_and_upgraded_without_loss(
        self, kind: str, run: Run, request: pytest.FixtureRequest
    ) -> None:
        url = str(request.getfixturevalue("database" if kind == "sqlite" else "postgresql_url"))
        engine = store.engine_for(url)
        with engine.begin() as connection:
            alembic.command.upgrade(store.migration_config(connection), "0005")
            connection.exec_driver_sql("INSERT INTO versions VALUES (1, '2017-01-02 03:04:05', 'Ana', 'roles: 1 new')")
        engine.dispose()
        assert "Ana" in run("versions", url=url).output
        assert "Ana" in run("version", 1, url=url).output
        with store.writing(url) as connection:
            [one] = versions.listed(connection)
        assert (one.published_by, one.changes, one.note) == ("Ana", "roles: 1 new", "")

    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_every_version_of_a_database_without_the_later_facts_stays_readable(
        self, kind: str, request: pytest.FixtureRequest
    ) -> None:
        url = str(request.getfixturevalue("database" if kind == "sqlite" else "postgresql_url"))
        engine = store.engine_for(url)
        with engine.begin() as connection:
            alembic.command.upgrade(store.migration_config(connection), "0006")
            before = _filled(connection)
        engine.dispose()
        with store.writing(url) as connection:
            for number in (1, 2):
                current = Current(connection, number)
                assert current.batches.keys() == before[number].keys()
                for name, rows in before[number].items():
                    empty = dict.fromkeys(field_names(name), "")
                    assert rows_in(current.table(name)) == [empty | row for row in rows], name
            assert current.table("standing").frame.empty
            assert [one.number for one in versions.listed(connection)] == [2, 1]


OF_THE_RELEASE_BEFORE = (
    "priorities", "themes", "members", "action_plans", "commitments", "assessments", "plan_results", "plan_process",
    "steering_members", "seats", "roles", "meetings", "agenda_items", "agenda_updates",
)  # fmt: skip
SQL_VALUES: dict[str, Callable[[str], object]] = {"integer": int, "number": float, "flag": lambda text: text == "1"}


def _filled(connection: sa.Connection) -> dict[int, dict[str, list[dict[str, str]]]]:
    """Two versions in tables as the release before had them, which differ in their roles; gives what is in each."""
    tables = sa.MetaData()
    tables.reflect(connection)
    told: dict[int, dict[str, list[dict[str, str]]]] = {}
    batches: dict[str, int] = {}
    for number in (1, 2):
        told[number] = dict(told.get(1, {}))
        at = dt.datetime(2017, number, 1, tzinfo=dt.UTC).replace(tzinfo=None)
        one = {"number": number, "published_at": at, "published_by": "Ana", "changes": "some"}
        connection.execute(tables.tables["versions"].insert(), [one])
        for name in OF_THE_RELEASE_BEFORE if number == 1 else ("roles",):
            table = tables.tables[name]
            batches[name] = len(OF_THE_RELEASE_BEFORE) * (number - 1) + len(batches) + 1
            columns = [one for one in field_names(name) if one in table.c]
            header, *lines = rows_of(REFERENCE / f"{name}.csv")
            rows = [{column: line[header.index(column)].replace("NR", "") for column in columns} for line in lines]
            rows = [row for row in rows if all(row[one] or table.c[one].nullable for one in columns)][: 30 // number]
            told[number][name] = rows
            batch = {"id": batches[name], "table_name": name, "version": number, "source": "x", "rows": len(rows)}
            connection.execute(tables.tables["batches"].insert(), [batch | {"sha256": "x"}])
            place = [{"batch": batches[name], "row": row, "part": 0} for row in range(len(rows))]
            values = [{column: _stored(name, column, text) for column, text in row.items()} for row in rows]
            connection.execute(table.insert(), [one | other for one, other in zip(place, values, strict=True)])
        named = [{"version": number, "table_name": name, "batch": id_} for name, id_ in batches.items()]
        connection.execute(tables.tables["version_tables"].insert(), named)
    return told


def _stored(table: str, column: str, text: str) -> object:
    kind = schema.DATA_TABLES[table].c[column].info["field"].kind
    return SQL_VALUES.get(kind, str)(text) if text else None
