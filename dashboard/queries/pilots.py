"""What is known of the pilots: how each is doing, who works on what, and from whom to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS
from dashboard.queries.breakdown import tabulate
from data_loader.schema import DID_IT_OPEN_GOVERNMENT

OPENED = DID_IT_OPEN_GOVERNMENT.index("marginal")
OPENED_MUCH = DID_IT_OPEN_GOVERNMENT.index("major")
_FINISHED = tuple(COMPLETION.index(level) for level in ("substantial", "complete"))
_NO_THEME = ""


@dataclass(frozen=True)
class Work:
    """A commitment of a pilot: its place in the snapshot, and what was known of it on the as-of day."""

    place: int
    pilot: str
    completion: str  # of COMPLETION
    openness: str  # of DID_IT_OPEN_GOVERNMENT; empty when not known

    @property
    def merit(self) -> int:
        """How far it is found to have come: 2 finished or opened government much, 1 opened it a little, else 0."""
        opened = DID_IT_OPEN_GOVERNMENT.index(self.openness) if self.openness else -1
        if COMPLETION.index(self.completion) in _FINISHED or opened >= OPENED_MUCH:
            return 2
        return int(opened >= OPENED)


@dataclass(frozen=True)
class Lesson:
    """A peer's commitment that has come further than any of ours on the same themes."""

    work: Work
    themes: tuple[str, ...]


def by_pilot(selection: Selection) -> pd.DataFrame:
    """Every pilot in the order of the members table, also without a commitment here.

    After the columns of `tabulate`: `country`, `pilot`, `latitude` and `longitude`; then counts of commitments:
    `openness_known`, `opened`, `opened_much`, `starred` and `starred_known`.
    """
    member, rows = selection.dimension("member"), _rows(selection)
    counts = selection.count("member")[rows]
    # A code of -1, not known, becomes the first column.
    opened = member.count(selection.mask, selection.findings.openness + 1, len(DID_IT_OPEN_GOVERNMENT) + 1)[rows, 1:]
    stars = member.count(selection.mask, selection.dimension("starred").codes + 1, 3)[rows, 1:]
    members = selection.snapshot.table("members").loc[list(selection.snapshot.pilots)]
    return tabulate(
        selection.snapshot.pilots,
        counts,
        country=members["country"].to_numpy(dtype=object),
        pilot=np.ones(len(members), dtype=object),
        latitude=members["latitude"].astype(float).to_numpy(),
        longitude=members["longitude"].astype(float).to_numpy(),
        openness_known=opened.sum(axis=1),
        opened=opened[:, OPENED:].sum(axis=1),
        opened_much=opened[:, OPENED_MUCH:].sum(axis=1),
        starred=stars[:, 0],
        starred_known=stars.sum(axis=1),
    )


def _rows(selection: Selection) -> list[int]:
    """The codes of the pilots among the members."""
    values = selection.dimension("member").values
    return [values.index(pilot) for pilot in selection.snapshot.pilots]


def assessed(selection: Selection) -> int:
    """How many of the pilots' commitments are assessed on the scale."""
    return int(selection.count("member")[_rows(selection), :LEVELS].sum())


def best_documented(selection: Selection) -> str:
    """The pilot of whose commitments most is known, which shows best what the page can tell; on a tie the first id."""
    table = by_pilot(selection)
    order = table.assign(known=table["assessed"] + table["openness_known"])
    order = order.sort_values(["known", "commitments", "id"], ascending=[False, False, True])
    return str(order["id"].iloc[0])


def works(selection: Selection) -> list[Work]:
    """The pilots' commitments selected, in the order of the snapshot."""
    owner = selection.dimension("member").codes
    pilots = set(selection.snapshot.pilots)
    of_pilot = np.array([value in pilots for value in selection.dimension("member").values] + [False])
    names, found = selection.dimension("member").values, selection.findings
    return [
        Work(
            int(place),
            names[owner[place]],
            COMPLETION[found.completion[place]],
            DID_IT_OPEN_GOVERNMENT[found.openness[place]] if found.openness[place] >= 0 else "",
        )
        for place in np.flatnonzero(selection.mask & of_pilot[owner])
    ]


def by_theme(selection: Selection) -> dict[str, list[Work]]:
    """The pilots' commitments by theme, the themes on which most pilots work first; those without a theme under "".

    Where themes are chosen only these, since the commitments behind a theme are found by choosing it.
    """
    themes = selection.dimension("theme")
    found: dict[str, list[Work]] = {}
    for work in works(selection):
        for theme in themes.of(work.place) or (_NO_THEME,):
            if not selection.filters.theme or theme in selection.filters.theme:
                found.setdefault(theme, []).append(work)
    order = {theme: code for code, theme in enumerate(themes.values)}

    def key(theme: str) -> tuple[bool, int, int]:
        return theme == _NO_THEME, -len({work.pilot for work in found[theme]}), order.get(theme, 0)

    return {theme: found[theme] for theme in sorted(found, key=key)}


def lessons(selection: Selection, pilot: str, peers: Sequence[str]) -> list[Lesson]:
    """Peers' commitments that are further than ours on a theme of ours, the furthest first, then the nearest peer."""
    found: dict[Work, tuple[str, ...]] = {}
    for theme, group in by_theme(selection).items():
        ours = [work.merit for work in group if work.pilot == pilot]
        for work in group if theme and ours else ():
            if work.pilot in peers and work.merit > max(ours):
                found[work] = (*found.get(work, ()), theme)
    order = sorted(found, key=lambda work: (-work.merit, peers.index(work.pilot), work.place))
    return [Lesson(work, found[work]) for work in order]


def spread(values: Sequence[int]) -> tuple[float, int, int] | None:
    """Median, lowest and highest; None of nothing."""
    return (float(np.median(values)), min(values), max(values)) if values else None
