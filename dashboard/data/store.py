"""What is kept of data versions: snapshots of the current one and the last few others, and answers worked out."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask
from flask_caching import Cache

from dashboard.data.release import release
from dashboard.data.snapshot import Snapshot, Version, read_snapshot
from dashboard.metrics import CACHE
from dashboard.settings import Settings
from data_loader import schema

T = TypeVar("T")
_EMPTY = Version(0)
_MOMENT = 10  # seconds


class SnapshotStore:
    """Hands out the snapshots of versions, each read once; safe among threads.

    A server looks for a newer version at most every `check_seconds`; a database without tables, or without a version,
    gives the empty snapshot. While one reader's request reads a new version, the others are served the old one.
    Beside the current snapshot it keeps those of other versions asked for last, one at least and `kept` in all, so
    that no walk through the versions fills the memory.
    """

    def __init__(self, engine: sa.Engine, kept: int, check_seconds: float) -> None:
        self.engine = engine
        self._others_kept, self._check_seconds = max(kept - 1, 1), check_seconds
        self._others: OrderedDict[int, Snapshot] = OrderedDict()
        self._changing = threading.Lock()  # of what is kept: never held while reading
        self._reading, self._reading_other = threading.Lock(), threading.Lock()
        self._current: Snapshot | None = None
        self._look_again = 0.0

    def current(self) -> Snapshot:
        """The snapshot of the newest version."""
        current = self._current
        if current and time.monotonic() < self._look_again:
            return current
        if not self._reading.acquire(blocking=current is None):
            assert current is not None
            return current
        try:
            if self._current is None or time.monotonic() >= self._look_again:
                self._refresh()
            return self._current  # type: ignore[return-value]
        finally:
            self._reading.release()

    def known(self) -> Version | None:
        """The newest version, without looking; None when it is time to look."""
        return self.in_memory() if time.monotonic() < self._look_again else None

    def in_memory(self) -> Version | None:
        """The version that is current until somebody looks; None where an answer is not to be taken for the newest."""
        current = self._current
        return current.version if current else None

    def is_database_there(self) -> bool:
        """Whether the database answers, or did so when it was looked at last and need not be yet again."""
        try:
            self.current()
        except sa.exc.SQLAlchemyError:
            return False
        return True

    def refresh(self) -> None:
        """Look for a newer version now, whenever that was done last."""
        with self._reading:
            self._refresh()

    def of(self, number: int) -> Snapshot | None:
        """The snapshot of version `number`; None when there is none, or its rows are no longer kept."""
        current = self.current()
        if number == current.version.number:
            return current
        version = None if current.empty else self._still_kept(number)
        if version is None:
            self._let_go(number)
            return None
        with self._reading_other:  # one at a time: each takes memory while it is read
            snapshot = self._kept(version) or self._read(version)
            if snapshot is None or not snapshot.batches:  # gone before the first of them was read
                return None
            self._keep(snapshot)
            return snapshot

    def _refresh(self) -> None:
        """The newest snapshot becomes the current one, and that until now one of the others."""
        before, newest = self._current, self._read_newest()
        self._current, self._look_again = newest, time.monotonic() + self._check_seconds
        if before is not None and before is not newest and not before.empty:
            self._keep(before)

    def _read_newest(self) -> Snapshot:
        """The snapshot of the newest version; a yet newer one when its rows went while they were read."""
        while True:
            version = self._newest()
            if self._current and self._current.version == version:
                return self._current
            snapshot = self._kept(version) or self._read(version)
            if snapshot:
                return snapshot

    def _newest(self) -> Version:
        table = schema.versions
        if not sa.inspect(self.engine).has_table(table.name):
            return _EMPTY
        return self._version(sa.select(table).order_by(table.c.number.desc()).limit(1)) or _EMPTY

    def _still_kept(self, number: int) -> Version | None:
        table, named = schema.versions, schema.version_tables
        rows_are_there = sa.exists().where(named.c.version == number)
        return self._version(sa.select(table).where(table.c.number == number, rows_are_there))

    def _version(self, query: sa.Select[tuple[Any, ...]]) -> Version | None:
        with self.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return Version(row.number, row.published_at) if row else None

    def _read(self, version: Version) -> Snapshot | None:
        """The snapshot of a version; None when its rows went meanwhile."""
        if version == _EMPTY:
            return read_snapshot(None, version)
        with self.engine.connect() as connection:
            snapshot = read_snapshot(connection, version)
        with self.engine.connect() as connection:  # the loader takes rows and the names of their batches at once
            named: dict[str, int] = dict(connection.execute(schema.batches_of(version.number)).fetchall())
        return snapshot if named == snapshot.batches else None

    def _kept(self, version: Version) -> Snapshot | None:
        snapshot = self._others.get(version.number)
        return snapshot if snapshot and snapshot.version == version else None

    def _keep(self, snapshot: Snapshot) -> None:
        """Keep one of the others as the one asked for last, in place of the one asked for longest ago."""
        with self._changing:
            self._others[snapshot.version.number] = snapshot
            self._others.move_to_end(snapshot.version.number)
            while len(self._others) > self._others_kept:
                _, oldest = self._others.popitem(last=False)
                oldest.worked_out.clear()  # answers lead back to their snapshot: without this, both would stay

    def _let_go(self, number: int) -> None:
        with self._changing:
            gone = self._others.pop(number, None)
        if gone:
            gone.worked_out.clear()


@dataclass(frozen=True)
class Answers:
    """The cache, seen from one state of the data: another makes what was kept unreachable, so nothing is ever stale."""

    cache: Cache
    state: object = None

    def of(self, state: object) -> Answers:
        """The answers of one data version, or of the contents of the tables that they are worked out from."""
        return replace(self, state=state)

    def get(self, question: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """The kept answer to `question`, or the one worked out now."""
        key = hashlib.blake2b(repr((release(), self.state, question)).encode(), digest_size=16).hexdigest()
        kept: T | None = self.cache.get(key)
        CACHE.labels("miss" if kept is None else "hit").inc()
        if kept is None:
            kept = work_out()
            self.cache.set(key, kept)
        return kept


def is_there(cache: Cache) -> bool:
    """Whether a cache keeps what it is given."""
    try:
        cache.set("is-there", "yes", timeout=_MOMENT)
        return bool(cache.get("is-there") == "yes")
    except Exception:  # noqa: BLE001 - whatever keeps it from that
        return False


def answers(server: Flask, settings: Settings) -> Answers:
    """The cache of a server: in the process, or in Redis where several servers share one."""
    return Answers(Cache(server, config=settings.cache(settings.answers_kept) | {"CACHE_DEFAULT_TIMEOUT": 0}))
