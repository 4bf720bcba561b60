"""Commitments whose promised end is near."""

from __future__ import annotations

import numpy as np

from dashboard.data.selection import Selection, falls_due


def due_within(selection: Selection, days: int) -> np.ndarray:
    """Selected, promised for one of so many days after the as-of day, and found neither complete nor withdrawn."""
    return selection.mask & falls_due(selection.snapshot, selection.findings, selection.asof, days)
