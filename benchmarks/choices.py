"""Filters that differ each time, so that no answer kept from before is what is measured."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import sqlalchemy as sa

from dashboard.data.filters import Filters
from dashboard.data.snapshot import Snapshot
from dashboard.data.store import SnapshotStore

_FIRST_DAY = dt.date(2014, 1, 1)


def choices(snapshot: Snapshot, n: int, *, new_day: bool, **fixed: tuple[str, ...]) -> list[Filters]:
    """`n` different views of the kind readers make: some regions, themes, levels and years, no two alike.

    With `new_day` each has an as-of day of its own, from 2014 to the latest, else all are as of the latest.
    """
    random = np.random.default_rng(7)
    apart = (snapshot.known_until - _FIRST_DAY) // n
    made: dict[Filters, None] = {}
    while len(made) < n:
        picked = {name: _some(random, snapshot.choices[name]) for name in ("region", "theme", "level", "year")}
        filters = replace(Filters(), **(picked | fixed))  # type: ignore[arg-type]
        if new_day:
            filters = replace(filters, asof=(_FIRST_DAY + len(made) * apart).isoformat())
        made[filters] = None
    return list(made)


def queries(url: str, n: int, *, new_day: bool) -> list[str]:
    """The query strings of so many views of the newest data of a database."""
    engine = sa.create_engine(url)
    snapshot = SnapshotStore(engine, 1, 0).current()
    engine.dispose()
    return [filters.query() for filters in choices(snapshot, n, new_day=new_day)]


def _some(random: np.random.Generator, values: tuple[str, ...]) -> tuple[str, ...]:
    """All of them half of the time, else some, in their order."""
    if random.random() < 0.5:
        return ()
    return tuple(value for value, taken in zip(values, random.random(len(values)) < 0.5, strict=True) if taken)
