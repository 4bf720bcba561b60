"""Parliaments, cities and regions, business: what is committed that touches them, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from dashboard.data.selection import Selection, select
from dashboard.queries.counts import Rate
from dashboard.queries.measures import MEASURES


@dataclass(frozen=True)
class Constituency:
    """Who is touched: the levels of government that deliver, and the theme that is about them."""

    name: str
    levels: tuple[str, ...]
    theme: str

    @property
    def ways(self) -> list[tuple[str, str]]:
        """How a commitment may touch it: a filter and the value that chooses such commitments."""
        return [*(("level", level) for level in self.levels), ("theme", self.theme)]


CONSTITUENCIES = (
    Constituency("parliaments", ("parliament",), "legislature"),
    Constituency("subnational", ("regional", "local"), "subnational"),
    Constituency("business", (), "private-sector"),
)


@dataclass(frozen=True)
class Work:
    """Some commitments: of how many members, how far they came, and of how many ambition and effect are known."""

    commitments: int
    members: dict[str, int]  # with their commitments, those with most first
    rate: Rate
    ambitious: int
    ambition_known: int
    opened: int  # in a major way or outstandingly
    openness_known: int


def widened(selection: Selection) -> Selection:
    """The selection under all filters but theme and level: these are the constituency's own."""
    return select(selection.snapshot, selection.filters.changed(theme=(), level=()))


def touching(selection: Selection, ways: Collection[tuple[str, str]]) -> Work:
    """The commitments selected that are of any of some filters' values."""
    mask = np.zeros(len(selection.mask), dtype=bool)
    for name, value in ways:
        mask |= selection.dimension(name).mask((value,))
    return _work(selection, mask & selection.mask)


def _work(selection: Selection, mask: np.ndarray) -> Work:
    sizes = selection.sizes("member", mask)
    (ambitious, ambition_known), (opened, openness_known) = (
        MEASURES[name].totals(selection, mask) for name in ("ambition", "openness")
    )
    return Work(
        commitments=int(np.count_nonzero(mask)),
        members=dict(sorted(((member, n) for member, n in sizes.items() if n), key=lambda one: -one[1])),
        rate=Rate.of(list(selection.sizes("completion", mask).values())),
        ambitious=ambitious,
        ambition_known=ambition_known,
        opened=opened,
        openness_known=openness_known,
    )
