"""What all servers share of work in progress: values by name, each for a while; here in a file of SQLite."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dashboard.blocks import N_
from dashboard.data.backends import AwayError, Health

_AWAY = N_("What is being loaded cannot be reached just now. Please try again soon.")
_FOLDER = "open-government-monitor-loads"
_MOMENT = 10  # seconds
_AFTER_ALL_NAMES = "\x7f"
_TABLES = """
    PRAGMA auto_vacuum = FULL;
    PRAGMA journal_mode = WAL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS shared (name TEXT PRIMARY KEY, value BLOB NOT NULL, ends REAL NOT NULL);
    CREATE INDEX IF NOT EXISTS shared_ends ON shared (ends);
"""


class UnsafeFolderError(OSError):
    """Somebody else could read or change what is uploaded."""


class Storage(ABC):
    """Values by name, which end by themselves after so many seconds; AwayError while they cannot be reached."""

    faults: tuple[type[Exception], ...] = (OSError, sqlite3.Error)

    def __init__(self) -> None:
        self.health = Health("What is being loaded", _AWAY)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask for something; AwayError where that fails."""
        with self.health.asking(self.faults):
            yield

    def look(self) -> None:
        """See whether it takes what it is given; its health says."""
        with suppress(AwayError):
            self.put("look", b"taken", _MOMENT)

    @abstractmethod
    def get(self, name: str) -> bytes | None:
        """The value of a name; None where there is none, or where it has ended."""

    @abstractmethod
    def put(self, name: str, value: bytes, seconds: float) -> None:
        """Set a value, for so long."""

    @abstractmethod
    def add(self, name: str, value: bytes, seconds: float) -> bool:
        """Set a value where there is none; whether there was none."""

    @abstractmethod
    def swap(self, name: str, old: bytes, new: bytes, seconds: float) -> bool:
        """Set a value in the place of the `old` one; whether that was still there."""

    @abstractmethod
    def names(self, prefix: str) -> list[str]:
        """The names that begin so."""

    @abstractmethod
    def renew(self, prefix: str, seconds: float) -> None:
        """Let all that has such a name last for so long from now."""

    @abstractmethod
    def delete(self, *names: str) -> None:
        """Forget values."""

    def sweep(self) -> None:  # noqa: B027 - Redis does that by itself
        """Leave nothing of what has ended."""

    def drop(self, prefix: str) -> None:
        """Forget all that has such a name."""
        self.delete(*self.names(prefix))


class SqliteFile(Storage):
    """In a file that only the server's own user may read: for one server, or several processes of one machine."""

    def __init__(self, uploads: str, space: str) -> None:
        super().__init__()
        self._folder = Path(uploads or tempfile.gettempdir()) / _FOLDER
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._let_go: Callable[[], object] = lambda: None  # called by itself once nobody has this any more
        self.path = self._folder / f"queue-{space}.sqlite"

    def get(self, name: str) -> bytes | None:
        rows = self._rows("SELECT value FROM shared WHERE name = ? AND ends > ?", name, time.time())
        return rows[0][0] if rows else None

    def put(self, name: str, value: bytes, seconds: float) -> None:
        self._changes("INSERT OR REPLACE INTO shared VALUES (?, ?, ?)", name, value, time.time() + seconds)

    def add(self, name: str, value: bytes, seconds: float) -> bool:
        now = time.time()
        statement = (
            "INSERT INTO shared VALUES (?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET value = excluded.value, ends = excluded.ends WHERE ends <= ?"
        )
        return self._changes(statement, name, value, now + seconds, now) == 1

    def swap(self, name: str, old: bytes, new: bytes, seconds: float) -> bool:
        now = time.time()
        statement = "UPDATE shared SET value = ?, ends = ? WHERE name = ? AND value = ? AND ends > ?"
        return self._changes(statement, new, now + seconds, name, old, now) == 1

    def names(self, prefix: str) -> list[str]:
        statement = "SELECT name FROM shared WHERE name >= ? AND name < ? AND ends > ?"
        return [name for (name,) in self._rows(statement, prefix, prefix + _AFTER_ALL_NAMES, time.time())]

    def renew(self, prefix: str, seconds: float) -> None:
        now = time.time()
        statement = "UPDATE shared SET ends = ? WHERE name >= ? AND name < ? AND ends > ?"
        self._changes(statement, now + seconds, prefix, prefix + _AFTER_ALL_NAMES, now)

    def delete(self, *names: str) -> None:
        with self._asked() as connection:
            connection.executemany("DELETE FROM shared WHERE name = ?", [(name,) for name in names])

    def sweep(self) -> None:
        self._changes("DELETE FROM shared WHERE ends <= ?", time.time())
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rows(self, statement: str, *values: Any) -> Sequence[Any]:
        with self._asked() as connection:
            return connection.execute(statement, values).fetchall()

    def _changes(self, statement: str, *values: Any) -> int:
        with self._asked() as connection:
            return connection.execute(statement, values).rowcount

    @contextmanager
    def _asked(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self.asking():
            yield self._opened()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._make_private()
            connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            try:
                connection.executescript(_TABLES)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection, self._let_go = connection, weakref.finalize(self, connection.close)
        return self._connection

    def open(self) -> None:
        """See to it that the file is there, and ours alone."""
        with self._asked():
            pass

    def close(self) -> None:
        """Let the file go; whoever asks again opens it."""
        with self._lock:
            self._connection = None
            self._let_go()

    def _make_private(self) -> None:
        """The folder and, before SQLite would make it for all to read, the file."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = self._folder.lstat()
        if self._folder.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise UnsafeFolderError(f"{self._folder} must be a folder of this user alone (mode 700).")
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
