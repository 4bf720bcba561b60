"""What each chart's callback costs over HTTP, beside a callback that does nothing."""

from __future__ import annotations

from statistics import median

import sqlalchemy as sa

from benchmarks.choices import choices
from benchmarks.generate import REFERENCE, database
from benchmarks.results import Part, Promise, milliseconds
from benchmarks.serving import serving
from benchmarks.traffic import Caller, addresses
from dashboard.data.filters import Filters
from dashboard.data.store import SnapshotStore

_TIMES = 60
_PROMISED = 5  # times a callback that does nothing, at reference size


def measure(sizes: list[int]) -> Part:
    """One row a chart; for each size the milliseconds and how many times nothing they are."""
    sizes = [REFERENCE, *sizes]
    part = Part(
        "callbacks",
        "Callbacks over HTTP",
        f"Median milliseconds of {_TIMES} calls over one kept connection, answers "
        "compressed as for a browser, in turn with a callback that does nothing; then how many times that. *New*: each "
        "call has filters never asked before. *Again*: the same filters a second time.",
        ("", *(f"{_name(rows)} {what}" for rows in sizes for what in ("new", "×", "again", "×"))),
    )
    columns = [_timed(rows) for rows in sizes]
    for name in columns[0]:
        part.rows.append([name, *(figure for column in columns for figure in column[name][1])])
    ratios = {name: ratio for name, (ratio, _) in columns[0].items() if ratio > 1}
    slowest = max(ratios, key=lambda name: ratios[name])
    part.promises.append(
        Promise(
            "reference data: any chart's callback at most 5 times one that does nothing",
            f"{ratios[slowest]:.1f} times ({slowest})",
            ratios[slowest] <= _PROMISED,
        )
    )
    return part


def _name(rows: int) -> str:
    return f"{rows:,}" if rows else "reference"


def _timed(rows: int) -> dict[str, tuple[float, list[str]]]:
    """By chart, how many times nothing a new view costs, and the figures of its row."""
    url = database(rows)
    snapshot = SnapshotStore(sa.create_engine(url), 1, 0).current()
    views = choices(snapshot, _TIMES, new_day=True)
    found: dict[str, tuple[float, list[str]]] = {}
    nothing: list[float] = []
    with serving(url, "benchmarks.app:server") as served:
        caller = Caller(served)
        for name, path in addresses(snapshot).items():
            caller.chart(name, path, "")  # the first call of a process reads the snapshot and the words
        for name, path in addresses(snapshot).items():
            found[name], idle = _chart(caller, name, path, views)
            nothing += idle
    return {"nothing": (1.0, [milliseconds(median(nothing)), "1", "", ""])} | found


def _chart(caller: Caller, name: str, path: str, views: list[Filters]) -> tuple[tuple[float, list[str]], list[float]]:
    new, again, nothing = [], [], []
    for filters in views:
        query = filters.query()
        nothing.append(caller.nothing())
        new.append(caller.chart(name, path, query))
        again.append(caller.chart(name, path, query))
    times = [median(seconds) / median(nothing) for seconds in (new, again)]
    figures = [milliseconds(median(new)), f"{times[0]:.1f}", milliseconds(median(again)), f"{times[1]:.1f}"]
    return (times[0], figures), nothing
