"""Backup and recovery: of one moment while a load writes, over a dashboard that is being read, and in a sentence."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data_loader import backups, store
from tests import postgresql
from tests.dashboard.conftest import make_client, make_views
from tests.data_loader.conftest import Run, query, set_cell, version


def retitle(package: Path, title: str) -> Path:
    set_cell(package / "commitments.csv", 2, "title", title)
    return package / "commitments.csv"


def file_of(url: str) -> Path:
    return Path(str(sa.make_url(url).database))


def while_a_load_writes(monkeypatch: pytest.MonkeyPatch, action: Callable[[], Any]) -> None:
    """Do something between the rows of a load and its end."""
    original = store.name_batches

    def between(*given: Any) -> None:
        action()
        original(*given)

    monkeypatch.setattr(store, "name_batches", between)


def whole(path: Path) -> bool:
    with sqlite3.connect(path) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    return found == [("ok",)]


def test_a_backup_during_a_load_is_of_the_moment_before_it(
    run: Run, loaded: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "backup.sqlite"
    while_a_load_writes(monkeypatch, lambda: backups.write(loaded, backup))
    assert run("load", retitle(package, "Another")).status == 0
    assert (version(loaded), version(f"sqlite:///{backup}"), whole(backup)) == (2, 1, True)


def test_a_backup_is_one_file_of_its_owner(run: Run, loaded: str, tmp_path: Path) -> None:
    backup = tmp_path / "new" / "backup.sqlite"
    backup.parent.mkdir()
    assert "Wrote the database with version 1" in run("backup", backup).output
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in backup.parent.iterdir()] == [
        (backup.name, 0o600)
    ]


def test_recovery_is_seen_at_once_by_a_dashboard_that_is_being_read(
    run: Run, loaded: str, package: Path, tmp_path: Path
) -> None:
    client = make_client(loaded)
    titles = [client.get("/data/commitments.csv").text]
    run("backup", tmp_path / "backup.sqlite")
    assert run("load", retitle(package, "Another")).status == 0
    titles.append(client.get("/data/commitments.csv").text)
    with sa.create_engine(loaded).connect() as reader:  # in the middle of a long answer
        rows = reader.exec_driver_sql("SELECT id FROM commitments")
        first = rows.fetchone()
        assert run("recover", tmp_path / "backup.sqlite", "--by", "Ana").status == 0
        titles.append(client.get("/data/commitments.csv").text)
        assert (first is not None, len(rows.fetchall())) == (True, 2 * 2018 - 1)
    reader.engine.dispose()
    assert client.get("/version.json").json["version"] == 1
    assert titles[0] == titles[2] != titles[1]


def test_recovery_is_in_the_audit_log_and_loads_go_on_from_it(
    run: Run, loaded: str, package: Path, tmp_path: Path
) -> None:
    run("backup", tmp_path / "backup.sqlite")
    run("load", retitle(package, "Another"))
    run("recover", tmp_path / "backup.sqlite", "--by", "Ana")
    assert query(loaded, "SELECT who, action, version FROM audit ORDER BY id DESC LIMIT 1") == [("Ana", "restore", 1)]
    assert run("load", retitle(package, "A third")).status == 0
    assert (version(loaded), whole(file_of(loaded))) == (2, True)


def test_recovery_makes_a_database_where_there_is_none(run: Run, loaded: str, tmp_path: Path) -> None:
    run("backup", tmp_path / "backup.sqlite")
    new = tmp_path / "new.sqlite"
    assert run("recover", tmp_path / "backup.sqlite", url=f"sqlite:///{new}").status == 0
    assert (version(f"sqlite:///{new}"), stat.S_IMODE(new.stat().st_mode)) == (1, 0o600)


def no_database(path: Path) -> None:
    path.write_text("a page of text\n" * 100)


def a_stranger(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE versions (number)")
    connection.close()


def half_a_file(path: Path) -> None:
    content = path.with_name("monitor.sqlite").read_bytes()
    path.write_bytes(content[: len(content) // 2])


def of_a_later_release(path: Path) -> None:
    shutil.copy(path.with_name("monitor.sqlite"), path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize("make", [no_database, a_stranger, half_a_file, of_a_later_release, lambda _: None])
def test_what_is_no_backup_changes_nothing(run: Run, loaded: str, tmp_path: Path, make: Callable[[Path], None]) -> None:
    file = tmp_path / "backup.sqlite"
    make(file)
    before = file_of(loaded).read_bytes()
    answer = run("recover", file)
    assert (answer.status, "Nothing was changed." in " ".join(answer.output.split())) == (1, True)
    assert file_of(loaded).read_bytes() == before


def test_a_backup_overwrites_nothing(run: Run, loaded: str, tmp_path: Path) -> None:
    file = tmp_path / "there.txt"
    file.write_text("mine")
    assert (run("backup", file).status, file.read_text()) == (1, "mine")


def test_a_backup_that_breaks_leaves_nothing(run: Run, loaded: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    file_of(loaded).write_bytes(file_of(loaded).read_bytes()[:-5000])
    assert run("backup", folder / "backup.sqlite").status in (0, 1)
    assert [path.name for path in folder.iterdir() if path.name != "backup.sqlite"] == []


def test_postgresql_has_commands_of_its_own(run: Run, tmp_path: Path) -> None:
    answer = run("recover", tmp_path / "x", url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert (answer.status, "pg_restore" in answer.output) == (1, True)


def commands_of_postgresql() -> list[list[str]]:
    """As docs/deployment.md has them."""
    lines = (Path(__file__).parents[2] / "docs/deployment.md").read_text("utf-8").splitlines()
    return [line.partition("#")[0].split() for line in lines if line.startswith(("    pg_dump ", "    pg_restore "))]


def test_postgresql_is_backed_up_during_a_load_and_recovered_as_documented(
    run: Run, postgresql_url: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump, restore = commands_of_postgresql()
    binaries = postgresql.find_binaries()
    assert binaries
    programs = (binaries / "initdb").resolve().parent
    address = postgresql_url.replace("+psycopg", "")

    def call(command: list[str]) -> None:
        words = [word.replace("postgresql://monitor@host/monitor", address) for word in command]
        subprocess.run([programs / words[0], *words[1:]], check=True, cwd=tmp_path)

    assert run("load", "--if-empty", url=postgresql_url).status == 0
    views = make_views(postgresql_url)

    def seen() -> tuple[int, str]:
        snapshot = views.store.current()
        first, *_ = views.records.table(snapshot, "commitments")
        return snapshot.version.number, first.title

    before = seen()
    while_a_load_writes(monkeypatch, lambda: call(dump))
    assert run("load", retitle(package, "Another"), url=postgresql_url).status == 0
    assert seen() == (2, "Another")
    call(restore)
    assert seen() == before
    views.store.engine.dispose()
