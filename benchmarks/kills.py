"""Loads that are killed at random moments: whatever the moment, the database is whole and the next load succeeds."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from benchmarks import publish
from benchmarks.generate import copied, load
from benchmarks.results import Part, Promise
from data_loader import schema

PROMISED = 1000
_OF_ONE_COPY = 50  # kills, after which versions begin anew with a fresh copy
_BEYOND = 1.05  # of what a load takes: some are not killed in time
_WRITING = 0.5  # the share of loads that is killed within the last part, in which they write
_LAST = 0.35  # of what a load takes: that part


@dataclass
class Count:
    """How the loads ended."""

    killed: int = 0
    ended: int = 0  # before they were killed
    published: int = 0  # although killed, or before they were
    broken: list[str] = field(default_factory=list)  # in sentences


def part(number: int) -> Part:
    """One row: loads of findings into copies of the data that ship with the product, until so many were killed."""
    made = Part(
        "kills",
        "Loads that are killed",
        f"`python -m data_loader load` killed {number:,} times (SIGKILL) at random moments, half of them within the "
        "last third of the time a load takes, in which it writes. After each, SQLite must find its file in order, "
        "every version must have the rows it had, and there must be one version more or none; after each 50th, and at "
        "the end, a load must succeed.",
        ("", "killed", "ended before", "published", "broken"),
    )
    count = Count()
    for first in range(0, number, _OF_ONE_COPY):
        with tempfile.TemporaryDirectory() as folder:
            _kill_some(min(first + _OF_ONE_COPY, number), Path(folder), count, random.Random(first))
    made.rows.append(["SQLite", f"{count.killed:,}", f"{count.ended:,}", str(count.published), str(len(count.broken))])
    said = "; ".join(count.broken[:3]) or f"{count.killed:,} loads killed, none lost"
    made.promises.append(Promise("a load that is killed leaves the database whole", said, not count.broken))
    return made


def _kill_some(number: int, folder: Path, count: Count, chance: random.Random) -> None:
    """Kill loads into one copy until `number` of all are killed."""
    url = copied(str(folder))
    start = time.monotonic()
    load(url, str(publish.file_of(2, folder)), "--allow-removals")
    takes = time.monotonic() - start
    known, version = _state(url), 3
    while count.killed < number:
        writes = chance.random() < _WRITING
        moment = takes * chance.uniform(1 - _LAST if writes else 0, _BEYOND)
        ended = _killed(url, publish.file_of(version, folder), moment)
        known, version = _checked(url, known, count), version + 1
        if ended is None:
            count.killed += 1
        else:
            count.ended += 1
            takes = ended  # a machine becomes quicker and slower
    load(url, str(publish.file_of(version, folder)), "--allow-removals")
    _checked(url, known, count)


def _killed(url: str, file: Path, moment: float) -> float | None:
    """Load, and kill the load and all it has started at a moment; the seconds it took, where it ended before that.

    subprocess.CalledProcessError where it failed: after a kill the next load must succeed.
    """
    command = [sys.executable, "-m", "data_loader", "load", str(file), "--allow-removals", "--database", url]
    quiet, start = subprocess.DEVNULL, time.monotonic()
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    if process.wait() == -signal.SIGKILL:
        return None
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.monotonic() - start


State = dict[int, dict[str, str]]
"""By version, the digest of each of its tables."""


def _checked(url: str, known: State, count: Count) -> State:
    """The state now; what is wrong with it is counted."""
    try:
        now = _state(url)
    except (sa.exc.SQLAlchemyError, ValueError) as fault:
        count.broken.append(str(fault))
        return known
    more = len(now) - len(known)
    if more not in (0, 1):
        count.broken.append(f"{more} versions more than before")
    if any(now.get(version) != tables for version, tables in known.items()):
        count.broken.append("an earlier version has other rows")
    count.published += more
    return now


def _state(url: str) -> State:
    """Every version with its tables; ValueError where the file is damaged or a table has not the rows it should."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            if found != "ok":
                raise ValueError(f"SQLite says: {found}")
            batches = {row.id: _digest(connection, row) for row in connection.execute(sa.select(schema.batches))}
            state: State = {number: {} for (number,) in connection.execute(sa.select(schema.versions.c.number))}
            for row in connection.execute(sa.select(schema.version_tables)):
                state[row.version][row.table_name] = batches[row.batch]
    finally:
        engine.dispose()
    return state


def _digest(connection: sa.Connection, batch: sa.Row[tuple[object, ...]]) -> str:
    """Of all rows of a batch, of which there must be as many as it says."""
    table = schema.DATA_TABLES[batch.table_name]
    query = sa.select(table).where(table.c.batch == batch.id).order_by(table.c.row, table.c.part)
    rows = connection.execute(query).fetchall()
    if len(rows) != batch.rows:
        raise ValueError(f"batch {batch.id} of {batch.table_name} has {len(rows)} rows, not {batch.rows}")
    return hashlib.sha256(repr(rows).encode()).hexdigest()
