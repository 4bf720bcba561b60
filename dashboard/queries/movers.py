"""From what commitments were on the day compared with to what they are: how many went each way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.data.selection import NO_DAY, Selection

BETWEEN = "."
"""What stands in the id of a way between what a commitment was, what it is, and the class of that change."""


def ways(selection: Selection) -> pd.DataFrame:
    """A row a way that any commitment went, the classes of change in their order.

    Columns: `id`, `was`, `completion`, `change`, `since` and `asof` (the two days; no first day where there is
    none to compare with), `commitments` that went this way, of so many that `was_so`, and their `share` of these. What
    went the same way is of two classes where some of it cannot be placed between the two days (rule 10).
    """
    parts = [selection.was, selection.completion, selection.change]
    befores, nows, changes = (part.values for part in parts)
    codes = np.array([selection.was.codes, selection.findings.completion, selection.change.codes])[:, selection.mask]
    (was, now, change), counts = np.unique(codes, axis=1, return_counts=True)
    order = np.lexsort((now, was, change))
    was, now, change, n = was[order], now[order], change[order], counts[order]
    of = np.bincount(was, n, len(befores)).astype(np.int64)[was]
    since = "" if selection.since == NO_DAY else selection.since.isoformat()
    columns = {
        "was": [befores[code] for code in was],
        "completion": [nows[code] for code in now],
        "change": [changes[code] for code in change],
        "since": [since] * len(n),
        "asof": [selection.asof.isoformat()] * len(n),
    }
    ids = [BETWEEN.join(way) for way in zip(columns["was"], columns["completion"], columns["change"], strict=True)]
    texts = {name: pd.Series(values, dtype=object) for name, values in {"id": ids, **columns}.items()}
    return pd.DataFrame({**texts, "commitments": n, "was_so": of, "share": n / of})
