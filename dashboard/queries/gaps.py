"""What the data does not know, in counts that lead to rows."""

from __future__ import annotations

import numpy as np

from dashboard.data.selection import Selection
from dashboard.data.snapshot import NEVER, NOT_ASSESSED


def gaps(selection: Selection) -> dict[str, int]:
    """Commitments selected of which something is not known, by what it is."""
    snapshot, mask = selection.snapshot, selection.mask
    theme = snapshot.dimensions["theme"]
    unknown = {
        "completion": selection.findings.completion == NOT_ASSESSED,
        "end_date": snapshot.due == NEVER,
        "themes": ~theme.mask(theme.values),
        "impact": snapshot.dimensions["impact"].codes < 0,
        "starred": snapshot.dimensions["starred"].codes < 0,
    }
    return {name: int(np.count_nonzero(mask & rows)) for name, rows in unknown.items()}
