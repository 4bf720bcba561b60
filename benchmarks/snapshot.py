"""How long a version takes to be read, and how much memory the server needs that serves it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from benchmarks.choices import choices
from benchmarks.generate import database
from benchmarks.results import Part, Promise
from benchmarks.serving import Served, serving
from benchmarks.traffic import Caller, addresses
from dashboard.data.store import SnapshotStore

_TIMES = 3
_VIEWS = 20
_PROMISED = 2 * 2**30  # bytes at a million


def measure(sizes: list[int]) -> Part:
    """One row a size."""
    part = Part(
        "snapshot",
        "Snapshot and memory",
        f"Reading a version into memory in a fresh store (median of {_TIMES}), and resident memory of a server of one "
        f"worker: after its first page, at the end of every page under {_VIEWS} different filters, and at its highest "
        "in between, reading included.",
        ("commitments", "database, MB", "snapshot, s", "first page, MB", "after browsing, MB", "highest, MB"),
    )
    for rows in sizes:
        url = database(rows)
        seconds = median(_read(url) for _ in range(_TIMES))
        first, after, highest = _memory(url)
        size = Path(url.removeprefix("sqlite:///")).stat().st_size
        memory = [f"{amount / 2**20:,.0f}" for amount in (first, after, highest)]
        part.rows.append([f"{rows:,}", f"{size / 1e6:,.1f}", f"{seconds:.2f}", *memory])
        if rows == max(sizes) >= 1_000_000:
            kept = highest < _PROMISED
            part.promises.append(
                Promise(f"{rows:,} commitments in one process under 2,048 MB", f"{memory[-1]} MB at its highest", kept)
            )
    return part


def _read(url: str) -> float:
    store = SnapshotStore(sa.create_engine(url), 1, 0)
    start = time.perf_counter()
    store.current()
    return time.perf_counter() - start


def _memory(url: str) -> tuple[int, int, int]:
    with serving(url, "benchmarks.app:server") as served:
        served.get("/charts/completion-by-region.csv")
        first = served.memory()
        _browse(served, url)
        return first, served.memory(), _highest(served)


def _browse(served: Served, url: str) -> None:
    """Every page under many filters, drawn as a browser has it drawn."""
    snapshot = SnapshotStore(sa.create_engine(url), 1, 0).current()
    caller = Caller(served)
    for filters in choices(snapshot, _VIEWS, new_day=True):
        for chart, path in addresses(snapshot).items():
            caller.chart(chart, path, filters.query())
    for path in ("/commitments.csv?region=asia-pacific", "/charts/completion-by-plan.csv"):
        served.get(path)


def _highest(served: Served) -> int:
    """The highest resident memory since the start; Linux alone keeps count of it, elsewhere it is the present one."""
    status = Path(f"/proc/{served.pid}/status")
    highest = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(highest[1]) * 1024 if highest else served.memory()
