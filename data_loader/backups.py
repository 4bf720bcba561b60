"""A copy of a whole SQLite database while everything goes on, and the way back, while everything goes on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from data_loader import store
from data_loader.refusal import Refused

_OURS = {"alembic_version", "versions", "version_tables"}
"""Tables by which a file is known as a database of this program."""
_MIGRATIONS = Path(__file__).with_name("migrations") / "versions"


def write(url: str, out: Path) -> None:
    """Copies the database, as it is at one moment, to the new file `out`; whole or not at all."""
    database = _file(url)
    if out.exists():
        raise Refused(f"{out} is already there; name a new file.")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _open(database) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
        part.rename(out)
    except (OSError, sqlite3.Error) as problem:
        raise Refused(f"{out} cannot be written: {_reason(problem)}.") from None
    finally:
        part.unlink(missing_ok=True)


def recover(url: str, backup: Path) -> None:
    """Puts what `backup` holds in place of the database, in one transaction: readers see all of it or nothing."""
    database = _file(url)
    with _checked(backup) as source:
        try:
            store.make_private(database)
            with closing(sqlite3.connect(database)) as target:
                source.backup(target)
        except sqlite3.Error as problem:
            raise Refused(f"The database cannot be written: {_reason(problem)}. Nothing was changed.") from None


def _file(url: str) -> Path:
    file = store.file_of(url)
    if file is None:
        raise Refused("This is for a file of SQLite; PostgreSQL has pg_dump and pg_restore (docs/deployment.md).")
    return file


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads; no file is made."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


@contextmanager
def _checked(backup: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a whole database of ours."""
    try:
        with _open(backup) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)] or not tables >= _OURS:
                raise Refused(f"{backup} is no whole database of this program. Nothing was changed.")
            [step] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [""]
            if not any(_MIGRATIONS.glob(f"{step}_*.py")):
                raise Refused(f"{backup} was made by a later release of this program. Nothing was changed.")
            yield connection
    except sqlite3.Error as problem:
        raise Refused(f"{backup} cannot be read: {_reason(problem)}. Nothing was changed.") from None


def _reason(problem: OSError | sqlite3.Error) -> str:
    return str(getattr(problem, "strerror", None) or problem)
