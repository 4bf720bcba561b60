"""What members report of their commitments beside what others found of the same ones: apart, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.data.selection import Selection, assessed, completed
from dashboard.data.snapshot import COMPLETION, LEVELS, Snapshot, cached
from dashboard.queries.breakdown import tabulate

FOUND, REPORTED = "found", "reported"
SIDES = (FOUND, REPORTED)
"""Whose word a row of the chart is: that of others, that of the member."""


@dataclass(frozen=True)
class Pair:
    """So many are reported at one level where others found another; codes into COMPLETION."""

    reported: int
    assessed: int
    n: int


@dataclass(frozen=True)
class Compared:
    """Of the commitments selected: those reported on, and of those that others found on the scale too, what differs."""

    on: int  # reported on at a level of the scale
    completed: int  # of them reported substantial or complete
    both: int  # of them found at a level of the scale by others as well
    further: int  # of these reported further than found
    less: int  # of these reported less far
    pairs: tuple[Pair, ...]  # those that differ, the most frequent first

    @property
    def same(self) -> int:
        """Those reported as they were found."""
        return self.both - self.further - self.less


def any_reported(snapshot: Snapshot, member: str = "") -> bool:
    """Whether there is anything that a member, or one of all, reports itself."""
    own = snapshot.assessments.commitment[~snapshot.assessments.independent]
    if not member:
        return len(own) > 0
    of = snapshot.dimensions["member"]
    return bool((of.codes[own] == of.values.index(member)).any())


def compared(selection: Selection) -> Compared:
    """What is reported, and how that stands to what was found, of the very same commitments."""
    others, reported = selection.independent.completion, selection.reported.completion
    on = _reported_on(selection)
    both = on & (others < LEVELS)
    levels = [*zip(reported[both].tolist(), others[both].tolist(), strict=True)]
    different = pd.Series([pair for pair in levels if pair[0] != pair[1]], dtype=object).value_counts(sort=False)
    pairs = [Pair(own, other, int(n)) for (own, other), n in different.items()]
    totals = np.bincount(reported[on], minlength=len(COMPLETION)).tolist()
    return Compared(
        assessed(totals),
        completed(totals),
        len(levels),
        sum(own > other for own, other in levels),
        sum(own < other for own, other in levels),
        tuple(sorted(pairs, key=lambda pair: (-pair.n, -pair.reported, pair.assessed))),
    )


def otherwise(selection: Selection) -> npt.NDArray[np.intp]:
    """The places of those reported at another level than others found, those furthest apart first."""
    others = selection.independent.completion.astype(int)
    reported = selection.reported.completion.astype(int)
    differs = np.flatnonzero(_reported_on(selection) & (others < LEVELS) & (others != reported))
    return differs[np.argsort(-np.abs(reported - others)[differs], kind="stable")]


def side_by_side(selection: Selection) -> pd.DataFrame:
    """The commitments reported on, twice: as others found them, and as they are reported; no row where there is none.

    Each row has its own n, and nothing is made of both.
    """
    on = _reported_on(selection)
    whose = (selection.independent, selection.reported) if on.any() else ()
    counts = [np.bincount(findings.completion[on], minlength=len(COMPLETION)) for findings in whose]
    table = np.array(counts, dtype=np.int64).reshape(len(counts), len(COMPLETION))
    return tabulate(SIDES[: len(counts)], table)


def reported_on(selection: Selection) -> int:
    """How many of the commitments selected are reported on."""
    return int(np.count_nonzero(_reported_on(selection)))


def _reported_on(selection: Selection) -> npt.NDArray[np.bool_]:
    return np.asarray(selection.mask & (selection.reported.completion < LEVELS))


@cached(1)
def _accepted(snapshot: Snapshot) -> pd.DataFrame:
    """The reports that were accepted, the earliest first."""
    every = snapshot.tables["progress_reports"]
    accepted = every[every["accepted"].eq(True)]  # noqa: FBT003
    return accepted.sort_values(["reported_on", "id"], kind="stable")


def earlier(snapshot: Snapshot, report: Any) -> Any | None:
    """The last report that was accepted on the commitment or milestone of a report; None where there is none."""
    every = _accepted(snapshot)
    same = (every["commitment_id"] == report.commitment_id) & (
        every["milestone_id"].fillna("") == (report.milestone_id or "")
    )
    rows = [*every[same & (every["id"] != report.id)].itertuples()]
    return rows[-1] if rows else None
