"""What cannot be placed between two days, because of its date only the year or the month is known (rule 10)."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from dashboard.data.selection import NO_DAY, Selection, counted
from dashboard.data.snapshot import NEVER, Snapshot, cached


def not_placed(selection: Selection) -> int:
    """How many findings on the commitments selected may be of before or of after one of the two days compared."""
    if selection.since in {NO_DAY, selection.asof}:
        return 0
    every, places = selection.snapshot.assessments, _astride(selection.snapshot, selection.since, selection.asof)
    assessors = selection.snapshot.choices["assessor"]
    whose = [assessors.index(name) for name in counted(selection.filters.assessor)]
    of_them = selection.mask[every.commitment[places]] & np.isin(every.assessor[places], whose)
    return int(np.count_nonzero(of_them))


@cached(16)
def _astride(snapshot: Snapshot, since: dt.date, asof: dt.date) -> npt.NDArray[np.intp]:
    """The findings whose time of publication may hold either of two days, and does not end there."""
    every = snapshot.assessments
    is_dated = every.day != NEVER
    days = [day.toordinal() for day in (since, asof)]
    astride = [(every.first <= day) & (day < every.day) for day in days]
    return np.flatnonzero(is_dated & np.logical_or.reduce(astride))
