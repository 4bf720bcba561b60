"""The store: a newer version is seen, kept ones are not read again, and PostgreSQL gives what SQLite gives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from dashboard.charts.registry import CHARTS
from dashboard.data.backends import BusyError
from dashboard.data.snapshot import Snapshot, Version, read_snapshot
from dashboard.data.store import SnapshotStore
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers
from data_loader.commands import app
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_views


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    return sa.create_engine(f"sqlite:///{tmp_path / 'monitor.sqlite'}")


def current(store: SnapshotStore) -> int:
    return store.current().version.number


def test_a_database_without_tables_is_empty(engine: sa.Engine) -> None:
    assert SnapshotStore(engine, 2, 0).current().empty


def test_the_first_load_is_seen_without_a_restart(engine: sa.Engine) -> None:
    store = SnapshotStore(engine, 2, 0)
    before = current(store)
    databases.write(engine, hand.TABLES)
    assert (before, current(store)) == (0, 1)


def test_a_newer_version_is_seen_and_holds_only_its_own_rows(engine: sa.Engine) -> None:
    store = SnapshotStore(engine, 2, 0)
    databases.write(engine, hand.TABLES)
    store.current()
    databases.write(engine, hand.TABLES | {"commitments": hand.TABLES["commitments"][:3]}, version=2)
    assert len(store.current().rows) == 3


def test_a_version_is_read_once(engine: sa.Engine) -> None:
    store = SnapshotStore(engine, 2, 0)
    databases.write(engine, hand.TABLES)
    assert store.current() is store.current()


def test_a_kept_version_is_trusted_for_a_while(engine: sa.Engine) -> None:
    store = SnapshotStore(engine, 2, 3600)
    databases.write(engine, hand.TABLES)
    store.current()
    databases.write(engine, hand.TABLES, version=2)
    assert current(store) == 1


def test_readers_keep_the_old_version_while_a_new_one_is_read(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SnapshotStore(engine, 2, 0)
    databases.write(engine, hand.TABLES)
    store.current()
    databases.write(engine, hand.TABLES, version=2)
    meanwhile: list[int] = []

    def slowly(connection: sa.Connection, version: Version, before: Snapshot | None) -> Snapshot:
        reader = threading.Thread(target=lambda: meanwhile.append(current(store)))
        reader.start()
        reader.join()
        return read_snapshot(connection, version, before)

    monkeypatch.setattr("dashboard.data.store.read_snapshot", slowly)
    assert (current(store), meanwhile) == (2, [1])


def test_answers_of_an_older_version_are_not_given_for_a_newer(engine: sa.Engine) -> None:
    databases.write(engine, hand.TABLES)
    views = make_views(str(engine.url))
    before = chart_numbers(views.of(""), "completion-by-level")
    databases.write(engine, hand.TABLES | {"assessments": []}, version=2)
    assert chart_numbers(views.of(""), "completion-by-level") != before


class TestPostgresql:
    @pytest.fixture(scope="class")
    def other(self, postgresql_server: str) -> Iterator[Views]:
        """Views over the reference data in PostgreSQL."""
        owner = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.exec_driver_sql("DROP DATABASE IF EXISTS dashboard")
            connection.exec_driver_sql("CREATE DATABASE dashboard")
        owner.dispose()
        url = sa.make_url(postgresql_server).set(database="dashboard").render_as_string(hide_password=False)
        result = CliRunner().invoke(app, ["load", "--if-empty", "--database", url])
        assert result.exit_code == 0, result.output
        views = make_views(url)
        yield views
        views.store.engine.dispose()

    def test_the_snapshot_is_the_same(self, reference: Views, other: Views) -> None:
        assert different(reference.of("").snapshot, other.of("").snapshot) == []

    @pytest.mark.parametrize("name", CHARTS)
    def test_the_numbers_of_a_chart_are_the_same(self, reference: Views, other: Views, name: str) -> None:
        query = "?region=europe&asof=2016-12-31"
        assert chart_numbers(other.of(query), name) == chart_numbers(reference.of(query), name)

    @pytest.mark.parametrize(
        "query", ["?q=santé", "?q=open data&sort=title", "?sort=-member", "?q=%25", "?q=_", "?q=\\"]
    )
    def test_the_list_is_the_same(self, reference: Views, other: Views, query: str) -> None:
        from dashboard.view.listing import in_order

        assert in_order(other.of(query)).tolist() == in_order(reference.of(query)).tolist()


def different(one: Snapshot, two: Snapshot) -> list[str]:
    """The parts in which two snapshots differ; when they were loaded aside."""
    names = [field.name for field in fields(Snapshot) if field.name not in {"version", "batches"}]
    return [name for name in names if not equal(getattr(one, name), getattr(two, name))]


def equal(one: Any, two: Any) -> bool:
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, two))
    if isinstance(one, pd.DataFrame):
        return bool(one.equals(two))
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(equal(one[key], two[key]) for key in one)
    if hasattr(one, "__dataclass_fields__"):
        return all(equal(getattr(one, name), getattr(two, name)) for name in one.__dataclass_fields__)
    return bool(one == two)


def test_nobody_waits_for_a_version_that_takes_long_to_read(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    databases.write(engine, hand.TABLES)
    store = SnapshotStore(engine, 2, 3600)
    monkeypatch.setattr("dashboard.data.store._QUICK", -1)  # whatever time it took
    monkeypatch.setattr("dashboard.data.store._WAIT", 600)
    assert current(store) == 1
    databases.write(engine, hand.TABLES, version=2)
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: sa.Connection, version: Version, before: Snapshot | None) -> Snapshot:
        begun.set()
        go_on.wait(60)
        return read_snapshot(connection, version, before)

    monkeypatch.setattr("dashboard.data.store.read_snapshot", slow)
    store.refresh()  # not even who asks for it
    assert begun.wait(60)
    store.refresh()
    before, known = current(store), store.known()
    go_on.set()
    with store._reading:  # until it has been read
        pass
    assert (before, known and known.number, current(store)) == (1, 1, 2)


@pytest.mark.parametrize("changed", ["commitments", "assessments", "members", "themes", "agenda_updates", "roles"])
class TestAVersionThatBringsOneTable:
    @pytest.fixture
    def both(self, engine: sa.Engine, changed: str) -> tuple[Snapshot, Snapshot]:
        """The version before, and the one that has one row less in a table and shares all others."""
        store = SnapshotStore(engine, 2, 0)
        databases.write(engine, hand.TABLES)
        before = store.current()
        databases.write_one(engine, 2, changed, hand.TABLES.get(changed, [])[:-1])
        return before, store.current()

    def test_is_what_a_server_reads_that_never_saw_another(
        self, engine: sa.Engine, both: tuple[Snapshot, Snapshot]
    ) -> None:
        assert different(both[1], SnapshotStore(engine, 2, 0).current()) == []

    def test_shares_what_it_did_not_bring(self, both: tuple[Snapshot, Snapshot], changed: str) -> None:
        before, after = both
        anew = {name for name in before.tables if before.tables[name] is not after.tables[name]}
        assert anew == {changed} - {"commitments", "assessments"}
        is_shared = before.dimensions is after.dimensions
        assert is_shared is (changed in {"assessments", "agenda_updates", "roles"})


def test_a_version_in_another_file_shares_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    store = SnapshotStore(engine, 2, 0)
    databases.write(engine, hand.TABLES)
    before = store.current()
    other = sa.create_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    databases.write(other, hand.TABLES)
    (tmp_path / "other.sqlite").replace(tmp_path / "monitor.sqlite")
    after = store.current()
    assert (after is before, after.tables["members"] is before.tables["members"]) == (False, False)


def test_who_waits_too_long_for_others_that_read_old_versions_is_put_off(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    databases.write(engine, hand.TABLES)
    databases.write(engine, hand.TABLES, version=2)
    store = SnapshotStore(engine, 2, 3600)
    assert current(store) == 2
    monkeypatch.setattr("dashboard.data.store._WAIT", 0)
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: sa.Connection, version: Version, before: Snapshot | None) -> Snapshot:
        begun.set()
        go_on.wait(60)
        return read_snapshot(connection, version, before)

    monkeypatch.setattr("dashboard.data.store.read_snapshot", slow)
    reader = threading.Thread(target=store.of, args=(1,))
    reader.start()
    assert begun.wait(60)
    with pytest.raises(BusyError):
        store.of(1)
    go_on.set()
    reader.join()
    snapshot = store.of(1)
    assert snapshot
    assert snapshot.version.number == 1
