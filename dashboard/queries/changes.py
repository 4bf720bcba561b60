"""What differs between the day compared with and the as-of day, in counts that add up and places that lead to rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.selection import Selection, assessed, completed
from dashboard.data.snapshot import COMPLETION, day_of
from dashboard.language.words import SMALL_N


@dataclass(frozen=True)
class Rate:
    """A completion rate as its two numbers."""

    completed: int
    assessed: int

    def points_from(self, before: Rate) -> float | None:
        """The change in percentage points; None where either rate rests on too few to be one (rule 2)."""
        if min(self.assessed, before.assessed) < SMALL_N:
            return None
        return round(100 * (self.completed / self.assessed - before.completed / before.assessed), 1)

    @classmethod
    def of(cls, totals: list[int]) -> Rate:
        """The rate of counts by code of COMPLETION."""
        return cls(completed(totals), assessed(totals))


def by_class(selection: Selection) -> dict[str, int]:
    """Commitments selected by what became of them, in the order of CHANGES; they add up to all that are selected."""
    dimension = selection.dimension("change")
    return dict(zip(dimension.values, dimension.sizes(selection.mask).tolist(), strict=True))


def now_complete(selection: Selection, change: str) -> int:
    """Of a class, the ones that are complete now."""
    return int((selection.having("change", change) & selection.having("completion", "complete")).sum())


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


@dataclass(frozen=True)
class Promise:
    """What was found since on one of the co-chairs' promises; an empty `before`: no finding until then."""

    item: str
    before: str
    now: str
    date: str
    note: str
    source: str


def agenda(selection: Selection) -> list[Promise]:
    """The co-chairs' promises on which something was found since, each with its last finding, the oldest first."""
    table = selection.snapshot.tables["agenda_updates"].itertuples()
    dated = sorted(((day_of(row.date), row) for row in table), key=lambda pair: pair[0])
    since, asof = selection.since.toordinal(), selection.asof.toordinal()
    before = {row.agenda_item_id: row.status for day, row in dated if day <= since}
    last = {row.agenda_item_id: row for day, row in dated if since < day <= asof}
    return [
        Promise(item, before.get(item, ""), row.status, row.date, row.note or "", row.source)
        for item, row in last.items()
    ]
