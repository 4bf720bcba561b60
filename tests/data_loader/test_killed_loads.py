"""A load killed at any moment leaves the old version or the new one, whole, and the next load works."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data_loader.load import REFERENCE
from tests.data_loader import killed
from tests.data_loader.conftest import set_cell, version

KILLS = 50
BY_THE_CLOCK = 10  # of them; the others die at an event of the database
TABLES = ("members", "meetings", "steering_members")
VERSIONED = {
    "audit": "version",
    "version_tables": "version",
    "batches": "version",
    "version_files": "version",
    "versions": "number",
}


@pytest.fixture(scope="module")
def loads() -> Iterator[killed.Loads]:
    with killed.loads() as started:
        yield started


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return _folder(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    folder = _folder(tmp_path / "new")
    set_cell(folder / "members.csv", 2, "name", "Shqipëria")
    set_cell(folder / "meetings.csv", 2, "place", "Another place")
    set_cell(folder / "steering_members.csv", 2, "name", "Another name")
    return folder


def _folder(path: Path) -> Path:
    path.mkdir()
    for name in TABLES:
        shutil.copy(REFERENCE / f"{name}.csv", path)
    return path


def content(url: str) -> dict[str, list[Any]]:
    """Every row of every table, at one moment; as a stranger to our code would see it."""
    engine = sa.create_engine(url, isolation_level="SERIALIZABLE")
    try:
        with engine.begin() as connection:
            names = sorted(sa.inspect(connection).get_table_names())
            return {
                name: sorted((dict(row) for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings()),
                             key=repr)
                for name in names
            }  # fmt: skip
    finally:
        engine.dispose()


def digest(tables: dict[str, list[Any]]) -> str:
    """Of all that a load decides: a moment and a number drawn from a sequence are not the same twice."""
    batches = {row["id"]: f"{row['table_name']} of {row['version']}" for row in tables["batches"]}
    told: dict[str, list[str]] = {}
    for name, rows in tables.items():
        batch = "id" if name == "batches" else "batch"
        said = [{**row, batch: batches[row[batch]]} if batch in row else row for row in rows]
        drawn = {"published_at": "", "at": ""} | ({"id": ""} if name == "audit" else {})
        told[name] = sorted(repr({**row, **drawn}) for row in said)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def moments(events: int, seconds: float) -> list[dict[str, float]]:
    """The same fifty in every run, spread over the life of a load."""
    chance = random.Random(4)
    counted = [{"events": chance.randint(1, events)} for _ in range(KILLS - BY_THE_CLOCK)]
    return [*counted, *({"seconds": chance.uniform(0, seconds)} for _ in range(BY_THE_CLOCK))]


def assert_kills_leave_all_or_nothing(
    loads: killed.Loads, url: str, old: Path, new: Path, restore: Callable[[], None]
) -> None:
    before = digest(content(url))
    start = time.monotonic()
    (whole,) = loads(url, new)
    seconds = time.monotonic() - start
    after = digest(content(url))
    assert (whole["status"], version(url), before != after) == (0, 2, True), whole
    killed_at = []
    for moment in moments(whole["events"], seconds):
        restore()
        assert digest(content(url)) == before
        (answer,) = loads(url, new, **moment)
        assert answer["status"] in (-signal.SIGKILL, 0), answer
        killed_at += [moment] if answer["status"] else []
        assert digest(content(url)) in ({before, after} if answer["status"] else {after}), moment
        (next_load,) = loads(url, new)
        assert next_load["status"] == 0, next_load
        assert digest(content(url)) == after, moment
    assert len(killed_at) >= KILLS - BY_THE_CLOCK


def test_fifty_kills_on_sqlite_leave_the_old_version_or_the_new(
    loads: killed.Loads, old: Path, new: Path, tmp_path: Path, database: str
) -> None:
    assert loads(database, old)[0]["status"] == 0
    file, kept = tmp_path / "monitor.sqlite", tmp_path / "kept.sqlite"
    assert version(database) == 1
    shutil.copy(file, kept)

    def restore() -> None:
        for name in ("monitor.sqlite-wal", "monitor.sqlite-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        shutil.copy(kept, file)

    assert_kills_leave_all_or_nothing(loads, database, old, new, restore)


def test_fifty_kills_on_postgresql_leave_the_old_version_or_the_new(
    loads: killed.Loads, old: Path, new: Path, postgresql_url: str
) -> None:
    engine = sa.create_engine(postgresql_url)

    def restore() -> None:
        with engine.begin() as connection:
            for name in TABLES:
                statement = f"DELETE FROM {name} WHERE batch IN (SELECT id FROM batches WHERE version = 2)"
                connection.exec_driver_sql(statement)
            for name, column in VERSIONED.items():
                connection.exec_driver_sql(f"DELETE FROM {name} WHERE {column} = 2")

    try:
        assert loads(postgresql_url, old)[0]["status"] == 0
        assert_kills_leave_all_or_nothing(loads, postgresql_url, old, new, restore)
    finally:
        engine.dispose()


def assert_two_at_once_are_both_whole(loads: killed.Loads, url: str, old: Path, tmp_path: Path) -> None:
    assert loads(url, old)[0]["status"] == 0
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, name, column in ((one, "meetings", "place"), (other, "members", "name")):
        folder.mkdir()
        shutil.copy(old / f"{name}.csv", folder)
        set_cell(folder / f"{name}.csv", 2, column, "Changed")
    answers = loads(url, one, other)
    for answer in answers:
        assert answer["status"] == 0 or "Another load is running" in answer["said"], answer
    tables = content(url)
    published = sum(answer["status"] == 0 for answer in answers)
    assert version(url) == 1 + published
    current = {row["table_name"]: row["batch"] for row in tables["version_tables"] if row["version"] == version(url)}
    assert current.keys() == {*TABLES}
    for name, column, answer in (("meetings", "place", answers[0]), ("members", "name", answers[1])):
        changed = [row[column] for row in tables[name] if row["batch"] == current[name] and row[column] == "Changed"]
        assert len(changed) == (answer["status"] == 0)


def test_two_loads_at_once_on_sqlite_are_both_whole(
    loads: killed.Loads, old: Path, tmp_path: Path, database: str
) -> None:
    assert_two_at_once_are_both_whole(loads, database, old, tmp_path)


def test_two_loads_at_once_on_postgresql_are_both_whole(
    loads: killed.Loads, old: Path, tmp_path: Path, postgresql_url: str
) -> None:
    assert_two_at_once_are_both_whole(loads, postgresql_url, old, tmp_path)
