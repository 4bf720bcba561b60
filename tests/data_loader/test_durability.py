"""Whatever happens to a load, the database holds the old version or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_loader import schema, store
from data_loader.load import REFERENCE
from tests.data_loader.conftest import Run, query, set_cell, version

COUNTS = {"commitments": 2018, "assessments": 1949, "members": 96, "action_plans": 228, "roles": 36}


def assert_whole(url: str, number: int) -> None:
    """Version `number` is current, each of its batches has the rows it says, and no row belongs to nothing."""
    assert version(url) == number
    for name in schema.DATA_TABLES:
        batches = query(url, f"SELECT id, rows FROM batches WHERE table_name = '{name}'")
        stored = dict(query(url, f"SELECT batch, count(*) FROM {name} GROUP BY batch"))
        assert stored == {batch: rows for batch, rows in batches if rows}
    for name, count in COUNTS.items():
        current = f"SELECT batch FROM version_tables WHERE version = {number} AND table_name = '{name}'"
        assert query(url, f"SELECT count(*) FROM {name} WHERE batch = ({current})") == [(count,)]


def _spoil_lightly(package: Path) -> None:
    """A load that brings every large table anew."""
    set_cell(package / "commitments.csv", 2, "title", "Another")
    set_cell(package / "assessments.csv", 2, "completion", "limited")
    set_cell(package / "members.csv", 2, "name", "Shqipëria")


@pytest.mark.parametrize("delay", [random.Random(seed).uniform(0.5, 3.5) for seed in range(4)])
def test_a_killed_load_leaves_the_old_version_or_the_new_one(
    loaded: str, run: Run, package: Path, delay: float
) -> None:
    _spoil_lightly(package)
    command = [sys.executable, "-m", "data_loader", "load", str(package), "--database", loaded]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert_whole(loaded, 2 if process.returncode == 0 or version(loaded) == 2 else 1)
    assert run("load", package).status == 0
    assert_whole(loaded, 2)


@pytest.mark.parametrize("writes", [0, 1, 3, 6])
def test_a_load_that_breaks_while_writing_changes_nothing(
    loaded: str, run: Run, package: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    _spoil_lightly(package)
    monkeypatch.setattr(store, "CHUNK", 500)
    left = iter(range(writes))

    def fail(engine: sa.Engine) -> None:
        @sa.event.listens_for(engine, "before_cursor_execute")
        def count(_connection, _cursor, statement, *_more) -> None:  # type: ignore[no-untyped-def]
            if statement.startswith("INSERT") and next(left, None) is None:
                raise sa.exc.OperationalError(statement, {}, Exception("disk I/O error"))

    original = store.engine_for

    def failing(url: str) -> sa.Engine:
        engine = original(url)
        fail(engine)
        return engine

    with monkeypatch.context() as patch:
        patch.setattr(store, "engine_for", failing)
        answer = run("load", package)
    assert answer.status == 1
    assert "disk I/O error" in answer.output
    assert_whole(loaded, 1)
    assert run("load", package).status == 0
    assert_whole(loaded, 2)


def test_the_first_load_of_all_is_all_or_nothing_too(database: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("disk I/O error"))

    with monkeypatch.context() as patch:
        patch.setattr(store, "_store_batch", fail)
        assert run("load", "--if-empty").status == 1
    assert query(database, "SELECT count(*) FROM sqlite_master") == [(0,)]
    assert run("load", "--if-empty").status == 0
    assert_whole(database, 1)


def test_a_load_beside_another_is_refused_with_a_sentence(
    loaded: str, run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0)
    _spoil_lightly(package)
    with store.writing(loaded):
        answer = run("load", package)
    assert answer.status == 1
    assert "Another load is running" in answer.output
    assert_whole(loaded, 1)


def test_readers_see_the_old_version_while_a_load_writes(loaded: str) -> None:
    with store.writing(loaded) as connection:
        connection.execute(schema.version_files.delete())
        assert version(loaded) == 1
        assert query(loaded, "SELECT count(*) > 0 FROM version_files") == [(1,)]


def test_postgresql_keeps_the_same_promises(
    postgresql_url: str, run: Run, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("load", "--if-empty", url=postgresql_url).status == 0
    assert_whole(postgresql_url, 1)
    _spoil_lightly(package)
    monkeypatch.setattr(store, "WAIT_SECONDS", 1)
    with store.writing(postgresql_url):
        answer = run("load", package, url=postgresql_url)
    assert "Another load is running" in answer.output
    assert_whole(postgresql_url, 1)
    assert run("load", package, url=postgresql_url).status == 0
    assert_whole(postgresql_url, 2)
    assert "very files" in run("load", package, url=postgresql_url).output
    assert run("versions", url=postgresql_url).status == 0


def test_two_loads_at_once_on_postgresql_are_both_whole(postgresql_url: str, run: Run, package: Path) -> None:
    _spoil_lightly(package)
    command = [sys.executable, "-m", "data_loader", "load", "--database", postgresql_url]
    threads = [
        threading.Thread(target=subprocess.run, args=([*command, str(folder)],), kwargs={"capture_output": True})
        for folder in (package, REFERENCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_whole(postgresql_url, 2)
