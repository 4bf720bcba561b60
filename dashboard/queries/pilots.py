"""What is known of the pilots: how each is doing, beside which fair peers, who works on what, whom to learn from."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS, OPENNESS, Snapshot, day_of
from dashboard.queries.breakdown import located, tabulate

OPENED = OPENNESS.index("marginal")
OPENED_MUCH = OPENNESS.index("major")
_FINISHED = tuple(COMPLETION.index(level) for level in ("substantial", "complete"))
_NO_THEME = ""


@dataclass(frozen=True)
class Work:
    """A commitment of a pilot: its place in the snapshot, and what was known of it on the as-of day."""

    place: int
    pilot: str
    completion: str  # of COMPLETION
    openness: str  # of OPENNESS; empty when not known

    @property
    def merit(self) -> int:
        """How far it is found to have come: 2 finished or opened government much, 1 opened it a little, else 0."""
        opened = OPENNESS.index(self.openness) if self.openness else -1
        if COMPLETION.index(self.completion) in _FINISHED or opened >= OPENED_MUCH:
            return 2
        return int(opened >= OPENED)


@dataclass(frozen=True)
class Lesson:
    """A peer's commitment that has come further than any of ours on the same themes."""

    work: Work
    themes: tuple[str, ...]


def there(selection: Selection) -> tuple[str, ...]:
    """The pilots of the as-of day, and whoever else of them has begun a plan by then (rule 7)."""
    of_the_day = selection.membership.pilots
    begun = selection.sizes("member", selection.findings.begun)
    return tuple(pilot for pilot in selection.snapshot.pilots if pilot in of_the_day or begun[pilot])


def by_pilot(selection: Selection) -> pd.DataFrame:
    """Every pilot there is on the day in the order of the members table, also without a commitment here.

    After the columns of `tabulate` and of `located` counts of commitments: `openness_known`, `opened`, `opened_much`,
    `starred` and `starred_known`.
    """
    member, rows = selection.dimension("member"), _rows(selection)
    counts = selection.count("member")[rows]
    # A code of -1, not known, becomes the first column.
    opened = member.count(selection.mask, selection.findings.openness + 1, len(OPENNESS) + 1)[rows, 1:]
    stars = member.count(selection.mask, selection.dimension("starred").codes + 1, 3)[rows, 1:]
    return tabulate(
        there(selection),
        counts,
        **{name: column[rows] for name, column in located(selection.snapshot).items()},
        openness_known=opened.sum(axis=1),
        opened=opened[:, OPENED:].sum(axis=1),
        opened_much=opened[:, OPENED_MUCH:].sum(axis=1),
        starred=stars[:, 0],
        starred_known=stars.sum(axis=1),
    )


def _rows(selection: Selection) -> list[int]:
    """The codes of the pilots among the members."""
    values = selection.dimension("member").values
    return [values.index(pilot) for pilot in there(selection)]


def assessed(selection: Selection) -> int:
    """How many of the pilots' commitments are assessed on the scale."""
    return int(selection.count("member")[_rows(selection), :LEVELS].sum())


def best_documented(selection: Selection) -> str:
    """The pilot of whose commitments most is known, which shows best what the page can tell; on a tie the first id.

    There is none on a day before the first one joined.
    """
    table = by_pilot(selection)
    order = table.assign(known=table["assessed"] + table["openness_known"])
    order = order.sort_values(["known", "commitments", "id"], ascending=[False, False, True])
    return str(order["id"].iloc[0]) if len(order) else ""


def works(selection: Selection) -> list[Work]:
    """The pilots' commitments selected, in the order of the snapshot."""
    owner = selection.dimension("member").codes
    pilots = set(selection.snapshot.pilots)
    of_pilot = np.array([value in pilots for value in selection.dimension("member").values] + [False])
    names, findings = selection.dimension("member").values, selection.findings
    return [
        Work(
            int(place),
            names[owner[place]],
            COMPLETION[findings.completion[place]],
            OPENNESS[findings.openness[place]] if findings.openness[place] >= 0 else "",
        )
        for place in np.flatnonzero(selection.mask & of_pilot[owner])
    ]


def by_theme(selection: Selection) -> dict[str, list[Work]]:
    """The pilots' commitments by theme, the themes on which most pilots work first; those without a theme under "".

    Where themes are chosen only these, since the commitments behind a theme are found by choosing it.
    """
    themes = selection.dimension("theme")
    grouped: dict[str, list[Work]] = {}
    for work in works(selection):
        for theme in themes.of(work.place) or (_NO_THEME,):
            if not selection.filters.theme or theme in selection.filters.theme:
                grouped.setdefault(theme, []).append(work)
    order = {theme: code for code, theme in enumerate(themes.values)}

    def key(theme: str) -> tuple[bool, int, int]:
        return theme == _NO_THEME, -len({work.pilot for work in grouped[theme]}), order.get(theme, 0)

    return {theme: grouped[theme] for theme in sorted(grouped, key=key)}


def lessons(selection: Selection, pilot: str, peers: Sequence[str]) -> list[Lesson]:
    """Peers' commitments that are further than ours on a theme of ours, the furthest first, then the nearest peer."""
    further: dict[Work, tuple[str, ...]] = {}
    for theme, group in by_theme(selection).items():
        ours = [work.merit for work in group if work.pilot == pilot]
        for work in group if theme and ours else ():
            if work.pilot in peers and work.merit > max(ours):
                further[work] = (*further.get(work, ()), theme)
    order = sorted(further, key=lambda work: (-work.merit, peers.index(work.pilot), work.place))
    return [Lesson(work, further[work]) for work in order]


def spread(values: Sequence[int]) -> tuple[float, int, int] | None:
    """Median, lowest and highest; None of nothing."""
    return (float(np.median(values)), min(values), max(values)) if values else None


MOST_PEERS = 4
"""How many peers we choose by ourselves: as many as are compared at a glance."""
SIMILAR = 3.0
"""Two sizes are similar when the larger is at most so many times the smaller."""
_NEARNESS = ("level", "kind", "region", "size", "size_unknown", "plan_year")
"""Reasons, each deciding only between those the ones before leave equal. An unknown size is nearer than another one."""


@dataclass(frozen=True)
class Peer:
    """A pilot to compare with, and in what it is like ours: codes of `vocabulary.PEER_REASONS`."""

    id: str
    reasons: tuple[str, ...]


def peers_in_order(selection: Selection, pilot: str) -> list[Peer]:
    """Every other pilot, nearest first (rule 8); a national member is never among them.

    At last how near the size is decides, and the id, so that the order is always the same.
    """
    snapshot = selection.snapshot
    years = _plan_years(snapshot, selection.asof.toordinal())
    members = snapshot.table("members")
    own = members.loc[pilot]
    peers = [
        Peer(other, _reasons(own, members.loc[other], shared=bool(years[pilot] & years[other])))
        for other in there(selection)
        if other != pilot
    ]

    def distance(peer: Peer) -> tuple[object, ...]:
        lacking = [reason not in peer.reasons for reason in _NEARNESS]
        return *lacking, _times(own, members.loc[peer.id]), peer.id

    return sorted(peers, key=distance)


def fair_peers(selection: Selection, pilot: str, wanted: Collection[str]) -> list[Peer]:
    """The peers the reader wants; where none is wanted the fairest: those of the same level before any other."""
    ordered = peers_in_order(selection, pilot)
    of_level = [peer for peer in ordered if "level" in peer.reasons]
    return [peer for peer in ordered if peer.id in wanted] or (of_level or ordered)[:MOST_PEERS]


def _plan_years(snapshot: Snapshot, day: int) -> dict[str, set[int]]:
    """The years in which each pilot submitted the plans that had begun on `day`."""
    years: dict[str, set[int]] = {pilot: set() for pilot in snapshot.pilots}
    for plan in snapshot.rows_of("action_plans"):
        if plan.member_id in years and day_of(plan.start_date or str(plan.year_submitted)) <= day:
            years[plan.member_id].add(plan.year_submitted)
    return years


def _reasons(own: pd.Series, other: pd.Series, *, shared: bool) -> tuple[str, ...]:
    same_level, times = own["government_level"] == other["government_level"], _times(own, other)
    reasons = {
        "level": same_level,
        "other_level": not same_level,
        "kind": own["kind"] == other["kind"],
        "region": own["region"] == other["region"],
        "size": times <= SIMILAR,
        "size_unknown": math.isinf(times),
        "plan_year": shared,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def _times(own: pd.Series, other: pd.Series) -> float:
    """How many times larger the larger one is; infinite where a size is not known."""
    sizes = [own["population"], other["population"]]
    if any(pd.isna(size) or size <= 0 for size in sizes):
        return math.inf
    return float(max(sizes) / min(sizes))
