"""What is kept of data versions: snapshots of the current one and the last few others, and answers worked out."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeVar

import sqlalchemy as sa
from flask import Flask
from prometheus_client import Counter

from dashboard.data.backends import AwayError, BusyError, Database, GuardedCache, Health, connected, guarded
from dashboard.data.release import release
from dashboard.data.snapshot import Snapshot, Version, read_snapshot
from dashboard.settings import Settings
from data_loader import schema

CACHE = Counter("monitor_cache", "Answers looked for in the cache.", ("result",))

T = TypeVar("T")
_log = logging.getLogger(__name__)
_WAIT = 3  # seconds for another's look to end: who waits longer goes on with what there is
_QUICK = 1  # seconds: where reading a version takes longer, no request does it, and nobody waits for another's look


class SnapshotStore:
    """Hands out the snapshots of versions, each read once; safe among threads.

    A server looks for a newer version at most every `check_seconds`; a database without tables, or without a version,
    gives the empty snapshot. While one reader's request reads a new version, the others are served the old one.
    Beside the current snapshot it keeps those of other versions asked for last, one at least and `kept` in all, so
    that no walk through the versions fills the memory. While the database is away, it goes on with what it has.
    """

    def __init__(self, engine: sa.Engine, kept: int, check_seconds: float) -> None:
        self.engine, self.database = engine, Database(engine)
        self._others_kept, self._check_seconds = max(kept - 1, 1), check_seconds
        self._others: OrderedDict[int | str, Snapshot] = OrderedDict()
        self._changing = threading.Lock()  # of what is kept: never held while reading
        self._reading, self._reading_other = threading.Lock(), threading.Lock()
        self._current: Snapshot | None = None
        self._look_again, self._read_in = 0.0, 0.0  # seconds that the longest reading took

    @property
    def away_since(self) -> dt.datetime | None:
        """Since when the database cannot be reached (UTC); None while it can."""
        return self.database.health.away_since

    def current(self) -> Snapshot:
        """The snapshot of the newest version, as far as is known; AwayError where none could ever be read."""
        current = self._current
        if current and not self._is_time(current):
            return current
        if not self._reading.acquire(blocking=current is None and self.away_since is None):
            return current or self._absent()
        if self._current is None or self._is_time(self._current):
            self._look_and_release()
        else:
            self._reading.release()
        return self._current or self._absent()

    def known(self) -> Version | None:
        """The newest version, without looking; None when it is time to look, and nobody does."""
        current = self._current
        looks = current is not None and self._is_time(current) and not self._reading.locked()
        return None if current is None or looks else self.in_memory()

    def in_memory(self) -> Version | None:
        """The version that is current until somebody looks, and whether nobody can; None before the first."""
        current, since = self._current, self.away_since
        version = current.version if current else None
        return replace(version, away_since=since) if version and since else version

    def look(self) -> None:
        """Look for a newer version when it is time to, also where that finds the database away."""
        with suppress(AwayError):
            self.current()

    def refresh(self) -> None:
        """Look for a newer version now, whenever that was done last; but not while the database is away."""
        if self._current and self.away_since:
            return
        if self._reading.acquire(timeout=_WAIT if self._read_in <= _QUICK else 0):
            self._look_and_release()

    def _look_and_release(self) -> None:
        """Look, and let others look again; where reading a version takes long, in a thread for which nobody waits."""

        def look() -> None:
            try:
                self._look()
            finally:
                self._reading.release()

        if self._current and self._read_in > _QUICK:
            threading.Thread(target=look, name="reading", daemon=True).start()
        else:
            look()

    def _is_time(self, current: Snapshot) -> bool:
        """Whether to look for a newer version."""
        if self.away_since:
            return not self.database.health.rests
        return time.monotonic() >= self._look_again or self.database.file() != current.version.file

    def _look(self) -> None:
        """Look for a newer version; where that fails, what is in memory stays the newest that is known."""
        try:
            with self.database.looking():
                self._refresh()
        except AwayError:
            if self._current is None:
                raise

    def _absent(self) -> NoReturn:
        raise self.database.health.away()

    def of(self, number: int, *, needed: bool = True) -> Snapshot | None:
        """The snapshot of version `number`; None when there is none, or its rows are no longer kept.

        While the database is away, and it is not in memory: AwayError where no other is of use, else None.
        """
        current = self.current()
        if number == current.version.number:
            return current
        try:
            version = None if current.empty else self._still_kept(number)
        except AwayError:
            in_memory = self._others.get(number)
            return in_memory if in_memory or not needed else self._absent()
        if version is None:
            self._let_go(number)
            return None
        return self._kept(version) or self._read_other(version)

    def of_draft(self, id_: str) -> Snapshot | None:
        """The snapshot of a draft that waits; None where there is none. Who may see it is not asked here."""
        table = schema.drafts
        with self.database.connect() as connection:
            if not sa.inspect(connection).has_table(table.name):
                return None
            query = sa.select(table.c.base, table.c.prepared_at).where(table.c.id == id_, table.c.state == "waiting")
            row = connection.execute(query).one_or_none()
        version = Version(row.base, row.prepared_at, self.database.file(), draft=id_) if row else None
        return self._kept(version) or self._read_other(version) if version else None

    def _read_other(self, version: Version) -> Snapshot | None:
        """The snapshot of an older version, read one at a time, as each takes memory; BusyError after a while."""
        if not self._reading_other.acquire(timeout=_WAIT):
            raise BusyError("Other versions are being read.")
        try:
            snapshot = self._kept(version) or self._read(version)
            if snapshot is None or not snapshot.batches:  # gone before the first of them was read
                return None
            self._keep(snapshot)
            return snapshot
        finally:
            self._reading_other.release()

    def _refresh(self) -> None:
        """The newest snapshot becomes the current one, and that until now one of the others."""
        before, newest = self._current, self._read_newest()
        self._current, self._look_again = newest, time.monotonic() + self._check_seconds
        if before is not newest:
            _log.info("data version %d has been read and is current", newest.version.number)
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
        newest = Version(0) if self.database.is_missing else self._last_published()
        if newest.number == 0 and self._current and not self._current.empty:
            raise AwayError("The database holds no data any more.")  # taken away, or about to be restored
        return newest

    def _last_published(self) -> Version:
        table, file = schema.versions, self.database.file()
        with self.database.connect() as connection:
            has_any = sa.inspect(connection).has_table(table.name)
        newest = (
            self._version(sa.select(table.c.number, table.c.published_at).order_by(table.c.number.desc()).limit(1))
            if has_any
            else None
        )
        return newest or Version(0, file=file)

    def _still_kept(self, number: int) -> Version | None:
        table, named = schema.versions, schema.version_tables
        rows_are_there = sa.exists().where(named.c.version == number)
        columns = table.c.number, table.c.published_at
        return self._version(sa.select(*columns).where(table.c.number == number, rows_are_there))

    def _version(self, query: sa.Select[tuple[Any, ...]]) -> Version | None:
        file = self.database.file()  # if another takes its place meanwhile, that is noticed at the next look
        with self.database.connect() as connection:
            row = connection.execute(query).one_or_none()
        return Version(row.number, row.published_at, file) if row else None

    def _read(self, version: Version) -> Snapshot | None:
        """The snapshot of a version; None when its rows went meanwhile."""
        if version.number == 0:
            return read_snapshot(None, version)
        start = time.monotonic()
        with self.database.connect(whole=True) as connection:
            snapshot = read_snapshot(connection, version, self._current)
        self._read_in = max(self._read_in, time.monotonic() - start)
        with self.database.connect() as connection:  # the loader takes rows and the names of their batches at once
            named: dict[str, int] = dict(connection.execute(schema.batches_of(version.stored_as)).fetchall())
        return snapshot if named == snapshot.batches else None

    def _kept(self, version: Version) -> Snapshot | None:
        snapshot = self._others.get(version.stored_as)
        return snapshot if snapshot and snapshot.version == version else None

    def _keep(self, snapshot: Snapshot) -> None:
        """Keep one of the others as the one asked for last, in place of the one asked for longest ago."""
        with self._changing:
            self._others[snapshot.version.stored_as] = snapshot
            self._others.move_to_end(snapshot.version.stored_as)
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

    cache: GuardedCache
    state: object = None
    keeps: bool = True  # nothing of a draft stays anywhere but in memory

    def of(self, state: object) -> Answers:
        """The answers of one data version, or of the contents of the tables that they are worked out from."""
        return replace(self, state=state)

    def unkept(self) -> Answers:
        """The same, of which none is kept or looked for."""
        return replace(self, keeps=False)

    def get(
        self, question: tuple[object, ...], work_out: Callable[[], T], may_keep: Callable[[], bool] = lambda: True
    ) -> T:
        """The kept answer to `question`, or the one worked out now, also while the cache is away.

        `may_keep` says, once it has been worked out, whether it is one for all.
        """
        if not self.keeps:
            return work_out()
        key = hashlib.blake2b(repr((release(), self.state, question)).encode(), digest_size=16).hexdigest()
        kept: T | None = None
        with suppress(AwayError):
            kept = self.cache.get(key)
        CACHE.labels("miss" if kept is None else "hit").inc()
        if kept is None:
            kept = work_out()
            with suppress(AwayError):
                if may_keep():
                    self.cache.set(key, kept)
        return kept


def store_of(settings: Settings) -> SnapshotStore:
    """The store of the database that the settings name."""
    engine = connected(settings.database_url, settings.database_seconds)
    return SnapshotStore(engine, settings.snapshots_kept, settings.version_check_seconds)


def answers(server: Flask, settings: Settings) -> Answers:
    """The cache of a server: in the process, or in Redis where several servers share one."""
    return Answers(guarded(server, Health("The cache"), settings.cache_url, settings.answers_kept))
