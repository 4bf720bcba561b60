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
from dashboard.charts import CHARTS
from dashboard.controls import FIRST, MORE
from dashboard.filters import Filters
from dashboard.queries.gaps import gaps
from dashboard.queries.totals import totals
from dashboard.selection import Selection, select
from dashboard.snapshot import Snapshot
from dashboard.store import SnapshotStore

_TIMES = 40
_PROMISED = 0.060  # seconds, selection and any one query, at a million


def _facets(selection: Selection) -> Any:
    return [selection.facet(name) for name in (*FIRST, *MORE)]


QUERIES: dict[str, Callable[[Selection], Any]] = {
    **{name: chart.query for name, chart in CHARTS.items()},
    "figures at the top": totals,
    "gaps in the data": gaps,
    "counts of all options": _facets,
}


def measure(sizes: list[int]) -> Part:
    """For each size two rows for the selection, then one a query."""
    part = Part(
        "queries",
        "Selection and queries",
        f"Milliseconds, median and 95th percentile of {_TIMES} views no two of which are alike, with no answer kept: "
        "the selection when a choice changed and when the as-of day changed too, then each query of a selection made.",
        ("", *(f"{rows:,} {what}" for rows in sizes for what in ("median", "p95"))),
    )
    columns = [_timed(SnapshotStore(sa.create_engine(database(rows)), 1, 0).current()) for rows in sizes]
    for name in columns[0]:
        figures = [figure for column in columns for figure in _median_and_p95(column[name])]
        part.rows.append([name, *figures])
    if max(sizes) >= 1_000_000:
        part.promises += _promises(columns[sizes.index(max(sizes))], max(sizes))
    return part


_CHOICE, _DAY = "selection, another choice", "selection, another day too"


def _promises(column: dict[str, list[float]], rows: int) -> list[Promise]:
    slowest = max(QUERIES, key=lambda name: median(column[name]))
    found = []
    for name in (_CHOICE, _DAY):
        seconds = median(column[name]) + median(column[slowest])
        measured = f"{milliseconds(seconds)} ms (slowest query: {slowest})"
        found.append(Promise(f"{rows:,} commitments: {name}, and any one query under 60 ms", measured,
                             seconds < _PROMISED))  # fmt: skip
    return found


def _timed(snapshot: Snapshot) -> dict[str, list[float]]:
    """Seconds by what was timed."""
    seconds: dict[str, list[float]] = {name: [] for name in (_CHOICE, _DAY, *QUERIES)}
    for filters in choices(snapshot, _TIMES, new_day=False):
        seconds[_CHOICE].append(_selection(_fresh(snapshot, Filters()), filters)[0])
    member = snapshot.choices["member"][0]
    for filters in choices(snapshot, _TIMES, new_day=True):
        taken, selection = _selection(_fresh(snapshot), filters)
        seconds[_DAY].append(taken)
        for name, query in QUERIES.items():
            compared = name in CHARTS and CHARTS[name].dimension == "compared"
            of_one = replace(filters, member=(member,))
            asked = select(selection.snapshot, of_one) if compared else selection
            start = time.perf_counter()
            query(asked)
            seconds[name].append(time.perf_counter() - start)
    return seconds


def _fresh(snapshot: Snapshot, *known: Filters) -> Snapshot:
    """The same snapshot as another object, for which nothing is kept yet but the views in `known`."""
    fresh = replace(snapshot)
    fresh.table("members")  # made once a version, whatever is selected
    for filters in known:
        select(fresh, filters)
    return fresh


def _selection(snapshot: Snapshot, filters: Filters) -> tuple[float, Selection]:
    start = time.perf_counter()
    selection = select(snapshot, filters)
    selection.totals  # noqa: B018 - the mask and the totals are worked out when first asked for
    return time.perf_counter() - start, selection


def _median_and_p95(seconds: list[float]) -> list[str]:
    return [milliseconds(median(seconds)), milliseconds(quantiles(seconds, n=20)[-1])]
