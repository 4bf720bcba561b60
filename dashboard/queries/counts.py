"""What a selection amounts to: totals, rates, what is not known, and what differs from the day compared with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.selection import NO_DAY, Selection, assessed, completed, select
from dashboard.data.snapshot import COMPLETION, LEVEL_NOT_PUBLISHED, LEVELS, NEVER, NOT_ASSESSED
from dashboard.language.words import SMALL_N

_A_MONTH = 31
ASSESSED, BESIDE = COMPLETION[:LEVELS], COMPLETION[LEVELS:]
"""The levels of which rates are made, and the states left out of every rate."""


@dataclass(frozen=True)
class Rate:
    """A completion rate as its two numbers."""

    completed: int
    assessed: int

    def points_from(self, before: Rate) -> float | None:
        """The change in percentage points; None where either rate rests on too few to be one (rule 2)."""
        if self.is_small or before.is_small:
            return None
        return round(100 * (self.completed / self.assessed - before.completed / before.assessed), 1)

    @property
    def is_small(self) -> bool:
        """Whether it rests on too few to be written as a rate (rule 2)."""
        return self.assessed < SMALL_N

    @classmethod
    def of(cls, totals: list[int]) -> Rate:
        """The rate of counts by code of COMPLETION."""
        return cls(completed(totals), assessed(totals))


@dataclass(frozen=True)
class Totals:
    """The few figures at the top of a page."""

    commitments: int
    members: int  # with at least one commitment here
    assessed: int
    completed: int  # substantial or complete
    complete: int
    not_started: int
    overdue: int
    beside: dict[str, int]  # the states left out of every rate

    @property
    def rate(self) -> Rate:
        """The completion rate."""
        return Rate(self.completed, self.assessed)


def totals(selection: Selection) -> Totals:
    """Count a selection."""
    states = selection.sizes("completion")
    return Totals(
        commitments=selection.commitments,
        members=sum(n > 0 for n in selection.sizes("member").values()),
        assessed=selection.assessed,
        completed=selection.completed,
        complete=states["complete"],
        not_started=states["not_started"],
        overdue=int(selection.overdue.sum()),
        beside={state: states[state] for state in BESIDE},
    )


def totals_before(selection: Selection) -> Totals | None:
    """The totals on the day compared with; a choice made between the two days, or another version, has none there."""
    chosen = selection.filters
    if selection.since == NO_DAY or chosen.change or chosen.was or selection.known:
        return None
    earlier = selection.filters.changed(asof=selection.since.isoformat(), since="")
    return totals(select(selection.snapshot, earlier))


def gaps(selection: Selection) -> dict[str, int]:
    """Commitments selected of which something is not known, by what it is."""
    snapshot, mask = selection.snapshot, selection.mask
    theme = snapshot.dimensions["theme"]
    unknown = {
        "completion": selection.findings.completion == NOT_ASSESSED,
        "level": selection.findings.completion == LEVEL_NOT_PUBLISHED,
        "end_date": snapshot.due == NEVER,
        "themes": ~theme.mask(theme.values),
        "impact": snapshot.dimensions["impact"].codes < 0,
        "starred": snapshot.dimensions["starred"].codes < 0,
    }
    return {name: int(np.count_nonzero(mask & rows)) for name, rows in unknown.items()}


def now_complete(selection: Selection, change: str) -> int:
    """Of the commitments of a class of CHANGES, those that are complete now."""
    return int((selection.having("change", change) & selection.having("completion", "complete")).sum())


def imprecision(selection: Selection, *changes: str) -> int:
    """How well the dates of the findings of some classes of change are known, the worst: 0 day, 1 month, 2 year."""
    group = np.logical_or.reduce([selection.having("change", change) for change in changes])
    last, first = selection.findings.published[group], selection.findings.first[group]
    spans = (last - first)[last != NEVER]
    longest = int(spans.max()) if len(spans) else 0
    return 0 if not longest else 1 if longest < _A_MONTH else 2


def states_before(selection: Selection) -> list[int]:
    """By code of COMPLETION as it was before: those of the commitments selected now that had begun by then."""
    earlier = selection.before
    codes = earlier.completion[selection.mask & earlier.begun]
    return [int(n) for n in np.bincount(codes, minlength=len(COMPLETION))]


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


def themes_since(selection: Selection) -> dict[str, int]:
    """Themes that the sources did not yet know in the year of some plan selected -> the first year they did."""
    years = [int(year) for year, n in selection.sizes("year").items() if n]
    themes = selection.snapshot.tables["themes"]
    known = zip(themes["id"], themes["known_from"], strict=True)
    return {theme: int(year) for theme, year in known if years and not pd.isna(year) and year > min(years)}
