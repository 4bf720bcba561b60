"""The fair peers of a pilot, nearest first, each with the reasons (rule 8)."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import Snapshot, day_of

MOST = 4
"""How many peers we choose by ourselves: as many as are compared at a glance."""
SIMILAR = 3.0
"""Two sizes are similar when the larger is at most so many times the smaller."""

_SIZES = {"size": 0, "size_unknown": 1, "": 2}
"""A size that is not known is nearer than one known to differ, and further than one known to be similar."""


@dataclass(frozen=True)
class Peer:
    """A pilot to compare with, and in what it is like ours: codes of `vocabulary.PEER_REASONS`."""

    id: str
    reasons: tuple[str, ...]

    @property
    def same_level(self) -> bool:
        """Its government is of our level."""
        return "level" in self.reasons


def in_order(selection: Selection, pilot: str) -> list[Peer]:
    """Every other pilot, nearest first; a national member is never among them.

    Each test decides only between those the tests before leave equal: government level, kind, region, similar size, a
    plan of the same year, how near the size is, and at last the id, so that the order is always the same.
    """
    snapshot = selection.snapshot
    years = _plan_years(snapshot, selection.asof.toordinal())
    members = snapshot.table("members")
    own = members.loc[pilot]
    peers = [
        Peer(other, _reasons(own, members.loc[other], shared=bool(years[pilot] & years[other])))
        for other in snapshot.pilots
        if other != pilot
    ]
    return sorted(peers, key=lambda peer: (*_distance(peer.reasons), _times(own, members.loc[peer.id]), peer.id))


def chosen(selection: Selection, pilot: str, wanted: Collection[str]) -> list[Peer]:
    """The peers the reader wants; where none is wanted the fairest: those of the same level before any other."""
    ordered = in_order(selection, pilot)
    picked = [peer for peer in ordered if peer.id in wanted]
    if picked or not ordered:
        return picked
    return [peer for peer in ordered if peer.same_level == ordered[0].same_level][:MOST]


def _plan_years(snapshot: Snapshot, day: int) -> dict[str, set[int]]:
    """The years in which each pilot submitted the plans that had begun on `day`."""
    years: dict[str, set[int]] = {pilot: set() for pilot in snapshot.pilots}
    for plan in snapshot.tables["action_plans"].itertuples():
        if plan.member_id in years and day_of(plan.start_date or str(plan.year_submitted)) <= day:
            years[plan.member_id].add(plan.year_submitted)
    return years


def _reasons(own: pd.Series, other: pd.Series, *, shared: bool) -> tuple[str, ...]:
    level = "level" if own["government_level"] == other["government_level"] else "other_level"
    alike = [name for name in ("kind", "region") if own[name] == other[name]]
    found = (level, *alike, _size(own, other), "plan_year" if shared else "")
    return tuple(code for code in found if code)


def _size(own: pd.Series, other: pd.Series) -> str:
    """The code of how the sizes compare; empty where they differ."""
    times = _times(own, other)
    if math.isinf(times):
        return "size_unknown"
    return "size" if times <= SIMILAR else ""


def _times(own: pd.Series, other: pd.Series) -> float:
    """How many times larger the larger one is; infinite where a size is not known."""
    sizes = [own["population"], other["population"]]
    if any(pd.isna(size) or size <= 0 for size in sizes):
        return math.inf
    return float(max(sizes) / min(sizes))


def _distance(reasons: tuple[str, ...]) -> tuple[int, ...]:
    near = [int(name not in reasons) for name in ("level", "kind", "region")]
    size = next((_SIZES[name] for name in reasons if name in _SIZES), _SIZES[""])
    return (*near, size, int("plan_year" not in reasons))
