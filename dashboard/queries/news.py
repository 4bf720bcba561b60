"""News between two days: what is dated between them for certain, and what may be, as its date is known to a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data.selection import NO_DAY, Selection
from dashboard.data.snapshot import Snapshot, cached, day_of, first_day_of
from dashboard.queries import leadership

DAY, MONTH, YEAR = "day", "month", "year"
PRECISIONS = (DAY, MONTH, YEAR)
"""How well a date is known, the best first."""
_LENGTHS = {len("2016-12-07"): DAY, len("2016-12"): MONTH, len("2016"): YEAR}

Row = Any
"""A row of a table of the data."""


@dataclass(frozen=True)
class Dated:
    """What is dated between two days, in the order of its dates; and what cannot be placed (rule 10)."""

    between: tuple[Row, ...] = ()
    perhaps: tuple[Row, ...] = ()
    precision: str = DAY  # of the date between that is known least

    def __bool__(self) -> bool:
        """There is anything to be told."""
        return bool(self.between or self.perhaps)


def dated(selection: Selection, rows: Iterable[tuple[str, Row]], *, ends: bool = False) -> Dated:
    """Rows with their dates, as far as these are after the day compared with and not after the as-of day.

    What `ends` on a day lasts through it, and so is over on the next.
    """
    since, asof = selection.since.toordinal() - ends, selection.asof.toordinal() - ends
    if selection.since in {NO_DAY, selection.asof}:
        return Dated()
    spans = [(first_day_of(date), day_of(date), date, row) for date, row in rows if date]
    spans = sorted((span for span in spans if span[0] <= asof and span[1] > since), key=lambda span: span[:2])
    between = [span for span in spans if span[0] > since and span[1] <= asof]
    perhaps = tuple(span[-1] for span in spans if span not in between)
    known = [PRECISIONS.index(_LENGTHS[len(date)]) for _, _, date, _ in between]
    return Dated(tuple(span[-1] for span in between), perhaps, PRECISIONS[max(known, default=0)])


def promises(selection: Selection) -> Dated:
    """The findings on the co-chairs' promises."""
    rows = selection.snapshot.rows_of("agenda_updates")
    return dated(selection, ((row.date, row) for row in rows))


def terms(selection: Selection) -> tuple[Dated, Dated]:
    """The terms on the Steering Committee that began and those that ended, of the regions and sides chosen."""
    people, filters = selection.snapshot.table("steering_members"), selection.filters
    region, constituency = dict(people["region"]), dict(people["constituency"])
    rows = [
        row
        for row in selection.snapshot.rows_of("seats")
        if row.steering_member_id in region
        and _is_chosen(filters.region, region[row.steering_member_id])
        and _is_chosen(filters.constituency, constituency[row.steering_member_id])
    ]
    begun = dated(selection, [(row.start_date, row) for row in rows])
    return begun, dated(selection, [(row.end_date, row) for row in rows], ends=True)


def _is_chosen(choice: tuple[str, ...], value: str | None) -> bool:
    return not choice or value in choice


def standings(selection: Selection) -> Dated:
    """The steps in the standing of members, each row with the status before it, of the regions and members chosen."""
    region, filters = dict(selection.snapshot.table("members")["region"]), selection.filters
    return dated(
        selection,
        (
            (day, step)
            for day, step in _steps(selection.snapshot)
            if _is_chosen(filters.region, region[step[0]]) and _is_chosen(filters.member, step[0])
        ),
    )


@cached(1)
def _steps(snapshot: Snapshot) -> list[tuple[str, tuple[str, str, str]]]:
    """Every step in the standing of a member, the oldest first: its day; the member, its status before it and after."""
    before: dict[str, str] = {}
    steps = []
    for row in sorted(snapshot.rows_of("standing"), key=lambda row: day_of(row.start_date)):
        steps.append((row.start_date, (row.member_id, before.get(row.member_id, ""), row.status)))
        before[row.member_id] = row.status
    return steps


def decisions(selection: Selection) -> Dated:
    """The decisions of meetings; one without a date is of the first day of its meeting."""
    starts = selection.snapshot.table("meetings")["start_date"]
    rows = selection.snapshot.rows_of("decisions")
    return dated(selection, ((row.date or starts.get(row.meeting_id, ""), row) for row in rows))


@dataclass(frozen=True)
class Reports:
    """What members reported themselves between two days, of the commitments selected."""

    commitments: int
    members: tuple[str, ...]


def reports(selection: Selection) -> Reports:
    """The reports of members on commitments that count on the as-of day and did not on the day compared with."""
    every, since, asof = selection.snapshot.assessments, selection.since, selection.asof
    if since in {NO_DAY, asof}:
        return Reports(0, ())
    own = ~every.independent & (every.first > since.toordinal()) & (every.day <= asof.toordinal())
    places = np.unique(every.commitment[own & selection.mask[every.commitment]])
    member = selection.snapshot.dimensions["member"]
    return Reports(len(places), tuple(member.values[code] for code in np.unique(member.codes[places]).tolist()))


def roles(selection: Selection) -> tuple[Dated, Dated, frozenset[str]]:
    """The roles that began and those that ended, as filters leave them; and the ids of those taken over from others."""
    every = leadership.committee(selection.snapshot, dt.date.max).seen(selection.filters)
    begun = dated(selection, [(role.span.start_date, role) for role in every.roles])
    ended = dated(selection, [(role.span.end_date, role) for role in every.roles], ends=True)
    taken = frozenset(one.role.id for post in every.posts for one in post if one.before)
    return begun, ended, taken
