"""What differs between the day compared with and the as-of day, in counts that add up and places that lead to rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.filters import as_day
from dashboard.selection import Selection, assessed, completed
from dashboard.snapshot import COMPLETION

_NO_STATUS = ""


@dataclass(frozen=True)
class Rate:
    """A completion rate as its two numbers."""

    completed: int
    assessed: int

    @classmethod
    def of(cls, totals: list[int]) -> Rate:
        """The rate of counts by code of COMPLETION."""
        return cls(completed(totals), assessed(totals))


def by_class(selection: Selection) -> dict[str, int]:
    """Commitments selected by what became of them, in the order of CHANGES; they add up to all that are selected."""
    dimension = selection.dimension("change")
    return dict(zip(dimension.values, dimension.sizes(selection.mask).tolist(), strict=True))


def now_complete(selection: Selection) -> int:
    """Of those that advanced, the ones that are complete now."""
    return int((selection.having("change", "advanced") & selection.having("completion", "complete")).sum())


def places(selection: Selection, name: str, value: str) -> np.ndarray:
    """The places of the commitments selected in a group, by their promised end where that is what groups them."""
    found = np.flatnonzero(selection.having(name, value))
    return found[np.argsort(selection.snapshot.due[found], kind="stable")] if name == "due" else found


def states(selection: Selection) -> pd.DataFrame:
    """By completion level or state: `before` and `now`. Of those selected now, only what had begun counts before."""
    earlier = selection.before
    before = np.bincount(earlier.completion[selection.mask & earlier.begun], minlength=len(COMPLETION))
    return pd.DataFrame({"id": pd.Series(COMPLETION, dtype=object), "before": before, "now": selection.totals})


def rates(selection: Selection, name: str) -> list[tuple[str, Rate, Rate]]:
    """By group of a dimension that has a commitment: its completion rate before and now."""
    dimension, earlier = selection.dimension(name), selection.before
    before = dimension.count(selection.mask & earlier.begun, earlier.completion, len(COMPLETION))
    now = selection.count(name)
    return [
        (value, Rate.of(before[code].tolist()), Rate.of(now[code].tolist()))
        for code, value in enumerate(dimension.values)
        if now[code].sum()
    ]


def agenda(selection: Selection) -> pd.DataFrame:
    """The co-chairs' promises on which something was found since: `agenda_item_id`, `before`, `now` and the last find.

    A promise without an earlier finding has an empty `before`: nothing known is not "not started".
    """
    updates = selection.snapshot.tables["agenda_updates"]
    found = updates.assign(day=[as_day(text or "") for text in updates["date"]])
    known = found[(found["day"] != "") & (found["day"] <= selection.asof.isoformat())].sort_values("day", kind="stable")
    since = selection.since.isoformat()
    before = known[known["day"] <= since].groupby("agenda_item_id")["status"].last()
    last = known[known["day"] > since].groupby("agenda_item_id", sort=False).tail(1)
    earlier = last["agenda_item_id"].map(before).where(last["agenda_item_id"].isin(before.index), _NO_STATUS)
    return last.assign(before=earlier, now=last["status"]).reset_index(drop=True)
