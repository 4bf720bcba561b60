"""The store of snapshots: reads each data version once and keeps the last few."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

import sqlalchemy as sa

from dashboard.snapshot import Snapshot, Version, read_snapshot
from data_loader import schema

_EMPTY = Version(0)


class SnapshotStore:
    """Hands out the current snapshot; safe among threads.

    A server looks for a newer version at most every `check_seconds`; a database without tables, or without a version,
    gives the empty snapshot. While one reader's request reads a new version, the others are served the old one.
    """

    def __init__(self, engine: sa.Engine, kept: int, check_seconds: float) -> None:
        self.engine = engine
        self._kept, self._check_seconds = kept, check_seconds
        self._snapshots: OrderedDict[int, Snapshot] = OrderedDict()
        self._reading = threading.Lock()
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
                self._current = self._kept_or_read(self._newest())
                self._look_again = time.monotonic() + self._check_seconds
            return self._current
        finally:
            self._reading.release()

    def _newest(self) -> Version:
        with self.engine.connect() as connection:
            if not sa.inspect(connection).has_table(schema.versions.name):
                return _EMPTY
            newest = sa.select(schema.versions).order_by(schema.versions.c.number.desc()).limit(1)
            found = connection.execute(newest).one_or_none()
        return Version(found.number, found.published_at) if found else _EMPTY

    def _kept_or_read(self, version: Version) -> Snapshot:
        if version.number not in self._snapshots:
            self._snapshots[version.number] = self._read(version)
            while len(self._snapshots) > self._kept:
                self._snapshots.popitem(last=False)
        self._snapshots.move_to_end(version.number)
        return self._snapshots[version.number]

    def _read(self, version: Version) -> Snapshot:
        if version == _EMPTY:
            return read_snapshot(None, version)
        with self.engine.connect() as connection:
            return read_snapshot(connection, version)
