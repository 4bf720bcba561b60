"""Who had joined OGP by a day: when, what that rests on, and who joined in the year of the co-chairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.data.membership import Standing, membership
from dashboard.data.selection import Selection
from dashboard.data.snapshot import NEVER, Snapshot, cached, day_of, first_day_of
from dashboard.queries import agenda

MANDATE = (agenda.MANDATE_START, agenda.MANDATE_END)
"""The first and the last day of the lead co-chairs whose promises ask for new members."""
_FIRST, _LAST = (day.toordinal() for day in MANDATE)


@dataclass(frozen=True)
class Joined:
    """A member that had joined, when and what that rests on; the day is as precise as it is known, or not known."""

    id: str
    region: str
    subnational: bool
    date: str
    basis: str
    source: str  # a list
    confidence: str
    francophonie: str  # empty: not known, which is not "no"
    francophonie_source: str

    @property
    def year(self) -> int | None:
        """The year it joined; None where that is not known."""
        return int(self.date[:4]) if self.date else None

    @property
    def first(self) -> int:
        """The first day that the date may mean."""
        return first_day_of(self.date)

    @property
    def last(self) -> int:
        """The last day that it may mean, from which it counts (rule 4)."""
        return day_of(self.date)

    @property
    def in_the_mandate(self) -> bool:
        """It joined in the co-chairs' year for certain: whatever day its date means."""
        return self.first >= _FIRST and self.last <= _LAST

    @property
    def perhaps_in_the_mandate(self) -> bool:
        """Its date may mean a day of that year, or one outside."""
        return self.first <= _LAST and self.last >= _FIRST and not self.in_the_mandate


@dataclass(frozen=True)
class Joining:
    """Who had joined by the as-of day, the first to join first, and who perhaps had."""

    members: tuple[Joined, ...]
    perhaps: tuple[Joined, ...]  # of the day only the year or month is known, and that is not over
    undated: tuple[Joined, ...]  # when is not known at all

    def of(self, *, subnational: bool) -> list[Joined]:
        """Those that had joined: national members, or subnational ones."""
        return [one for one in self.members if one.subnational == subnational]

    @property
    def new(self) -> list[Joined]:
        """The national members that joined in the co-chairs' year for certain."""
        return [one for one in self.of(subnational=False) if one.in_the_mandate]

    @property
    def perhaps_new(self) -> list[Joined]:
        """The national members that perhaps did: of the day only the year or month is known."""
        return [one for one in self.of(subnational=False) if one.perhaps_in_the_mandate]


def joining(selection: Selection) -> Joining:
    """Who had joined by the as-of day, of the regions and members chosen, whatever became of them since."""
    regions, members = selection.filters.region, selection.filters.member
    some = (one for one in _all(selection.snapshot, selection.asof) if not regions or one.region in regions)
    return _by_the_day(selection, (one for one in some if not members or one.id in members))


def of_everyone(selection: Selection) -> Joining:
    """Who had joined by the as-of day, whatever is chosen."""
    return _by_the_day(selection, _all(selection.snapshot, selection.asof))


def _by_the_day(selection: Selection, some: Iterable[Joined]) -> Joining:
    day, every = selection.asof.toordinal(), sorted(some, key=lambda one: (one.last, one.first))
    return Joining(
        members=tuple(one for one in every if one.last <= day),
        perhaps=tuple(one for one in every if one.first <= day < one.last != NEVER),
        undated=tuple(one for one in every if not one.date),
    )


def by_year(some: Sequence[Joined]) -> dict[int, list[Joined]]:
    """Members by the year they joined, the earliest first."""
    years = sorted({one.year for one in some if one.year is not None})
    return {year: [one for one in some if one.year == year] for year in years}


@cached(16)
def _all(snapshot: Snapshot, asof: dt.date) -> tuple[Joined, ...]:
    """Every member with the day it became one: as its standing has it, else as the members table does."""
    first = membership(snapshot, asof).joined
    return tuple(
        _joined(row, first[row.id], subnational=row.id in snapshot.pilots) for row in snapshot.rows_of("members")
    )


def _joined(row: Any, standing: Standing, *, subnational: bool) -> Joined:
    return Joined(
        id=row.id,
        region=row.region,
        subnational=subnational,
        date=standing.since,
        basis=row.joined_basis or standing.reason,
        source=standing.source or row.url or "",
        confidence=standing.confidence or row.confidence or "",
        francophonie=row.francophonie or "",
        francophonie_source=row.francophonie_source or "",
    )
