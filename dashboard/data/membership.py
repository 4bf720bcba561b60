"""What each member was on a day: candidate, active, under review, inactive, withdrawn, or not yet one (rule 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.data.dimension import Codes, Mask
from dashboard.data.snapshot import NEVER, Snapshot, begins, cached, day_of, first_day_of
from data_loader import schema

STATUSES = (*schema.STANDINGS, "not_yet", "not_known")
"""What a member may be on a day: a standing, not yet anything, or not known."""
_NOT_YET, _NOT_KNOWN = (STATUSES.index(status) for status in ("not_yet", "not_known"))
OF_MEMBERS = ("active", "under_review", "inactive")
"""The standings in which it is a member: a candidate is not one yet, who has withdrawn is none any more."""
_ARE_MEMBERS = np.isin(STATUSES, OF_MEMBERS)


class Standing(NamedTuple):
    """What a member was from a day on: where it is not yet anything, the day is that of its first standing."""

    status: str
    since: str = ""  # at the precision it is known
    reason: str = ""
    source: str = ""  # a list
    confidence: str = ""
    may_have_begun: bool = False  # it is not yet anything for certain: of the day only the year or the month is known


@dataclass(frozen=True, eq=False)
class _Steps:
    """Every beginning of a standing, sorted so that of those up to a day the last one of a member is its standing."""

    standings: tuple[Standing, ...]
    member: Codes  # place in the members table
    day: npt.NDArray[np.int32]  # last day that its beginning may mean
    first: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]  # last day that its end may mean; NEVER where it lasts until the next one
    status: Codes


@dataclass(frozen=True, eq=False)
class Membership:
    """What every member was on one day, in the order of the members table."""

    snapshot: Snapshot
    status: Codes  # into STATUSES
    counted: Mask  # it was a member on that day
    _standings: tuple[Standing, ...]

    @cached_property
    def by_id(self) -> dict[str, Standing]:
        """The standing of each member."""
        return dict(zip(self.snapshot.tables["members"]["id"], self._standings, strict=True))

    @cached_property
    def members(self) -> frozenset[str]:
        """The members of that day."""
        return frozenset(self.snapshot.tables["members"]["id"][self.counted])

    @cached_property
    def joined(self) -> dict[str, Standing]:
        """The standing in which each first was a member, on whatever day; not known where none says so."""
        members, steps = self.snapshot.rows_of("members"), _steps(self.snapshot)
        known = [(members[place].id, one) for place, one in zip(steps.member, steps.standings, strict=True)]
        known += [(row.id, standing) for row in members for standing in _of_member(row)]
        first: dict[str, Standing] = {}
        for member, standing in known:
            if standing.status in OF_MEMBERS:
                first.setdefault(member, standing)
        return {row.id: Standing("not_known") for row in members} | first

    @cached_property
    def pilots(self) -> tuple[str, ...]:
        """The subnational members of that day."""
        return tuple(pilot for pilot in self.snapshot.pilots if pilot in self.members)


@cached(16)
def membership(snapshot: Snapshot, asof: dt.date) -> Membership:
    """What every member was on a day."""
    members = snapshot.rows_of("members")
    if not len(snapshot.tables["standing"]):  # of before there was one: all that is known is the last status
        standings = tuple(Standing(row.status, row.status_date or "") for row in members)
        status = np.array([STATUSES.index(one.status) for one in standings], dtype=np.int8)
        return Membership(snapshot, status, np.ones(len(members), dtype=bool), standings)
    steps, day = _steps(snapshot), asof.toordinal()
    last, first = np.full(len(members), -1), np.full(len(members), -1)
    first[steps.member[::-1]] = np.arange(len(steps.member))[::-1]
    begun = np.flatnonzero(steps.day <= day)
    last[steps.member[begun]] = begun
    standings = tuple(_on(steps, day, *places) for places in zip(last.tolist(), first.tolist(), strict=True))
    status = np.array([STATUSES.index(one.status) for one in standings], dtype=np.int8)
    return Membership(snapshot, status, _ARE_MEMBERS[status], standings)


@cached(1)
def known_since(snapshot: Snapshot) -> dict[str, int]:
    """The first day on which a member may have been one, or a candidate, or had begun a plan; 0 where none is known."""
    members, plans = snapshot.tables["members"]["id"], snapshot.rows_of("action_plans")
    if not len(snapshot.tables["standing"]):
        return dict.fromkeys(members, 0)
    steps, since = _steps(snapshot), dict.fromkeys(members, NEVER)
    begun = [(members[place], first) for place, first in zip(steps.member, steps.first, strict=True)]
    begun += [(row.member_id, begins(row)) for row in plans]
    for member, day in begun:
        since[member] = min(since[member], int(day))
    return {member: 0 if day == NEVER else day for member, day in since.items()}


def _on(steps: _Steps, day: int, last: int, first: int) -> Standing:
    """The standing of a member whose last step up to a day, and whose first one of all, are at these places."""
    if first < 0:  # nothing says when it joined
        return Standing("not_known")
    if last < 0:
        return steps.standings[first]._replace(status="not_yet", may_have_begun=bool(steps.first[first] <= day))
    if steps.end[last] < day:  # nothing is known of what came after
        return Standing("not_known")
    return steps.standings[last]


@cached(1)
def _steps(snapshot: Snapshot) -> _Steps:
    members, rows = snapshot.rows_of("members"), snapshot.rows_of("standing")
    place = {member.id: place for place, member in enumerate(members)}
    has_rows = {row.member_id for row in rows}
    spells = [(row.member_id, Standing(row.status, row.start_date, *_certainty(row)), row.end_date) for row in rows]
    for row in members:
        if row.id not in has_rows:
            spells += [(row.id, standing, None) for standing in _of_member(row)]
    dates = [standing.since for _, standing, _ in spells]
    member = np.array([place[one] for one, *_ in spells], dtype=np.int32)
    day, first = (np.array([of(date) for date in dates], dtype=np.int32) for of in (day_of, first_day_of))
    end = np.array([day_of(end) for *_, end in spells], dtype=np.int32)
    status = np.array([STATUSES.index(standing.status) for _, standing, _ in spells], dtype=np.int8)
    order = np.lexsort((first, day, member))  # stable: what is equal stays in the order of the table
    return _Steps(
        tuple(spells[one][1] for one in order), member[order], day[order], first[order], end[order], status[order]
    )


def _certainty(row: pd.Series) -> tuple[str, str, str]:
    return row.reason or "", row.source or "", row.confidence or ""


def _of_member(row: pd.Series) -> Iterator[Standing]:
    """What the members table says of one that has no standing: when it joined, and its last status."""
    joined = row.joined or ("" if pd.isna(row.year_joined) else str(int(row.year_joined)))
    if not joined:
        return
    yield Standing("active", joined, row.joined_basis or "", "", row.confidence or "")
    if row.status != "active":  # from when it was that may not be known: then nothing is
        yield Standing(row.status, row.status_date) if row.status_date else Standing("not_known", joined)
