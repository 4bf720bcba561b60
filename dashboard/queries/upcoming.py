"""What falls due next, however far off that is."""

from __future__ import annotations

import numpy as np

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, NEVER
from data_loader import schema


def next_due(selection: Selection) -> np.ndarray:
    """The places of those selected whose promised end is still to come, found neither complete nor withdrawn."""
    due, ended = selection.snapshot.due, [COMPLETION.index(state) for state in schema.ENDED]
    is_open = selection.mask & ~np.isin(selection.findings.completion, ended)
    group = np.flatnonzero(is_open & (due >= selection.asof.toordinal()) & (due < NEVER))
    return group[np.argsort(due[group], kind="stable")]
