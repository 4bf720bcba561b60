"""Who had joined OGP by a day: when, what that rests on, and who joined in the year of the co-chairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.data.selection import Selection
from dashboard.data.snapshot import NEVER, Snapshot, day_of
from dashboard.queries import agenda

MANDATE = (dt.date(2016, 10, 1), agenda.MANDATE_END)
"""The first and the last day of the lead co-chairs whose promises ask for new members."""
_A_MEMBER = ("active", "under_review", "inactive")
_FIRST_DAY = "0001-01-01"


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
        return day_of(self.date + _FIRST_DAY[len(self.date) :]) if self.date else NEVER

    @property
    def last(self) -> int:
        """The last day that it may mean, from which it counts (rule 4)."""
        return day_of(self.date)

    @property
    def in_the_mandate(self) -> bool:
        """It joined in the co-chairs' year for certain: whatever day its date means."""
        start, end = (day.toordinal() for day in MANDATE)
        return start <= self.first and self.last <= end

    @property
    def perhaps_in_the_mandate(self) -> bool:
        """Its date may mean a day of that year, or one outside."""
        start, end = (day.toordinal() for day in MANDATE)
        return self.first <= end and self.last >= start and not self.in_the_mandate


@dataclass(frozen=True)
class Joining:
    """Who had joined by the as-of day, the first to join first, and who perhaps had."""

    members: tuple[Joined, ...]
    perhaps: tuple[Joined, ...]  # of the day only the year or month is known, and that is not over
    undated: tuple[Joined, ...]  # when is not known at all

    def of(self, *, subnational: bool) -> list[Joined]:
        """Those that had joined: national members, or subnational ones."""
        return [one for one in self.members if one.subnational == subnational]


def joining(selection: Selection) -> Joining:
    """Who had joined by the as-of day, of the regions and members chosen, whatever became of them since."""
    day, filters = selection.asof.toordinal(), selection.filters
    every = [
        one
        for one in _all(selection.snapshot)
        if (not filters.region or one.region in filters.region) and (not filters.member or one.id in filters.member)
    ]
    every.sort(key=lambda one: (one.last, one.first))
    return Joining(
        members=tuple(one for one in every if one.last <= day),
        perhaps=tuple(one for one in every if one.first <= day < one.last != NEVER),
        undated=tuple(one for one in every if not one.date),
    )


def by_year(some: Sequence[Joined]) -> dict[int, list[Joined]]:
    """Members by the year they joined, the earliest first."""
    years = sorted({one.year for one in some if one.year is not None})
    return {year: [one for one in some if one.year == year] for year in years}


def _all(snapshot: Snapshot) -> Iterator[Joined]:
    """Every member with the day it became one: as its standing has it, else as the members table does."""
    first: dict[str, Any] = {}
    for row in snapshot.tables["standing"].itertuples():
        if row.status in _A_MEMBER and day_of(row.start_date) < _day(first.get(row.member_id)):
            first[row.member_id] = row
    pilots = set(snapshot.pilots)
    for row in snapshot.tables["members"].itertuples():
        standing = first.get(row.id)
        joined = row.joined or (str(int(row.year_joined)) if row.year_joined is not None else "")
        yield Joined(
            id=row.id,
            region=row.region,
            subnational=row.id in pilots,
            date=standing.start_date if standing else joined,
            basis=row.joined_basis or (standing.reason if standing else "") or "",
            source=(standing.source if standing else row.url) or "",
            confidence=(standing.confidence if standing else row.confidence) or "",
            francophonie=row.francophonie or "",
            francophonie_source=row.francophonie_source or "",
        )


def _day(standing: Any) -> int:
    return NEVER if standing is None else day_of(standing.start_date)
