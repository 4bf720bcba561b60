"""The days on which anything among commitments moved: a finding was published, or an action plan had begun."""

from __future__ import annotations

import datetime as dt

import numpy as np

from dashboard.data.snapshot import NEVER, Snapshot, cached

MOST = 60
"""So many are stepped over one by one; of more, the last of each year."""


@cached(1)
def days(snapshot: Snapshot) -> list[dt.date]:
    """These days in their order, each the last that its date may mean; the last of them is the default as-of day."""
    every = snapshot.assessments
    moved = np.unique(np.concatenate([every.day[every.independent], snapshot.begun]))
    last = snapshot.known_until.toordinal()
    moved = moved[(moved != NEVER) & (moved < last)]
    known = [dt.date.fromordinal(int(day)) for day in moved]
    if len(known) > MOST:
        known = [*{day.year: day for day in known}.values()]
    return [*known, snapshot.known_until]
