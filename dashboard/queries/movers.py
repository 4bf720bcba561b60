"""From what commitments were on the day compared with to what they are: how many went each way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.data.selection import NO_DAY, Selection

BETWEEN = "."
"""What stands in the id of a way between what a commitment was and what it is."""


def ways(selection: Selection) -> pd.DataFrame:
    """A row a way that any commitment went, the classes of change in their order.

    Columns: `id`, `was`, `completion`, `change`, `since` and `asof` (the two days; no first day where there is
    none to compare with), `commitments` that went this way, of so many that `was_so`, and their `share` of these.
    """
    befores, nows, changes = (getattr(selection, name).values for name in ("was", "completion", "change"))
    counts = selection.was.count(selection.mask, selection.findings.completion, len(nows))
    was, now = np.nonzero(counts)
    change = _classes(selection)[was, now]
    order = np.lexsort((was, change))
    was, now, change = was[order], now[order], change[order]
    n, of = counts[was, now], counts.sum(axis=1)[was]
    ids = [f"{befores[before]}{BETWEEN}{nows[after]}" for before, after in zip(was, now, strict=True)]
    since = "" if selection.since == NO_DAY else selection.since.isoformat()
    columns = {
        "id": ids,
        "was": [befores[code] for code in was],
        "completion": [nows[code] for code in now],
        "change": [changes[code] for code in change],
        "since": [since] * len(ids),
        "asof": [selection.asof.isoformat()] * len(ids),
    }
    texts = {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    return pd.DataFrame({**texts, "commitments": n, "was_so": of, "share": n / of})


def _classes(selection: Selection) -> np.ndarray:
    """The class of each way: it is the same for every commitment that went it."""
    classes = np.full((len(selection.was.values), len(selection.completion.values)), -1)
    classes[selection.was.codes, selection.findings.completion] = selection.change.codes
    return classes
