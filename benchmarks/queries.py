"""How long a selection takes, and each query of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median, quantiles
from typing import Any

import sqlalchemy as sa

from benchmarks.choices import choices
from benchmarks.generate import database
from benchmarks.results import Part, Promise, milliseconds
from dashboard.charts.registry import CHARTS
from dashboard.components.controls import FIRST, MORE
from dashboard.data.filters import Filters
from dashboard.data.selection import Selection, select
from dashboard.data.snapshot import Snapshot
from dashboard.data.store import SnapshotStore
from dashboard.queries.counts import gaps, totals

Taken = tuple[float, float]
"""Seconds by the clock, and seconds of the processor."""

_TIMES = 40
_PROMISED = 0.060  # seconds, selection and any one query, at a million


def _facets(selection: Selection) -> Any:
    return [selection.facet(name) for name in (*FIRST, *MORE)]


_FACETS = "counts of all options (ten queries)"
QUERIES: dict[str, Callable[[Selection], Any]] = {
    **{name: chart.query for name, chart in CHARTS.items()},
    "figures at the top": totals,
    "gaps in the data": gaps,
    _FACETS: _facets,
}


def measure(sizes: list[int]) -> Part:
    """For each size two rows for the selection, then one a query."""
    part = Part(
        "queries",
        "Selection and queries",
        f"Milliseconds, median and 95th percentile of {_TIMES} views no two of which are alike, with no answer kept: "
        "the selection when a choice changed and when the as-of day changed too, then each query of a selection made. "
        "*Processor* is the median of the time the processor worked on it: on a busy machine the rest is waiting.",
        ("", *(f"{rows:,} {what}" for rows in sizes for what in ("median", "p95", "processor"))),
    )
    columns = [_timed(SnapshotStore(sa.create_engine(database(rows)), 1, 0).current()) for rows in sizes]
    for name in columns[0]:
        figures = [figure for column in columns for figure in _figures(column[name])]
        part.rows.append([name, *figures])
    if max(sizes) >= 1_000_000:
        part.promises += _promises(columns[sizes.index(max(sizes))], max(sizes))
    return part


_CHOICE, _DAY = "selection, another choice", "selection, another day too"


def _promises(column: dict[str, list[Taken]], rows: int) -> list[Promise]:
    medians = {name: median(wall for wall, _ in taken) for name, taken in column.items()}
    working = {name: median(processor for _, processor in taken) for name, taken in column.items()}
    slowest = max(QUERIES.keys() - {_FACETS}, key=lambda name: working[name])
    found = []
    for name in (_CHOICE, _DAY):
        seconds = medians[name] + medians[slowest]
        worked = milliseconds(working[name] + working[slowest])
        measured = f"{milliseconds(seconds)} ms, {worked} of them of the processor (slowest query: {slowest})"
        found.append(Promise(f"{rows:,} commitments: {name}, and any one query under 60 ms", measured,
                             seconds < _PROMISED))  # fmt: skip
    return found


def _timed(snapshot: Snapshot) -> dict[str, list[Taken]]:
    """What each thing timed took."""
    found: dict[str, list[Taken]] = {name: [] for name in (_CHOICE, _DAY, *QUERIES)}
    for filters in choices(snapshot, _TIMES, new_day=False):
        fresh = _fresh(snapshot, Filters())
        found[_CHOICE].append(_taken(lambda: _selected(fresh, filters)))  # noqa: B023 - called at once
    member = snapshot.choices["member"][0]
    for filters in choices(snapshot, _TIMES, new_day=True):
        fresh = _fresh(snapshot)
        found[_DAY].append(_taken(lambda: _selected(fresh, filters)))  # noqa: B023
        for name, query in QUERIES.items():
            compared = name in CHARTS and CHARTS[name].dimension == "compared"
            selection = select(fresh, replace(filters, member=(member,)) if compared else filters)
            _ = selection.totals  # the selection is timed above, and is not the query's
            found[name].append(_taken(lambda: query(selection)))  # noqa: B023
    return found


def _taken(work: Callable[[], Any]) -> Taken:
    wall, processor = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - wall, time.thread_time() - processor


def _fresh(snapshot: Snapshot, *known: Filters) -> Snapshot:
    """The same snapshot as another object, for which nothing is kept yet but the views in `known`."""
    fresh = replace(snapshot)
    fresh.table("members")  # made once a version, whatever is selected
    for filters in known:
        select(fresh, filters)
    return fresh


def _selected(snapshot: Snapshot, filters: Filters) -> list[int]:
    """The mask and the totals are worked out when first asked for."""
    return select(snapshot, filters).totals


def _figures(taken: list[Taken]) -> list[str]:
    walls, processor = zip(*taken, strict=True)
    return [milliseconds(seconds) for seconds in (median(walls), quantiles(walls, n=20)[-1], median(processor))]
