"""Meetings: those held by a day with their papers, decisions and attendance, and those that come after it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from dashboard.data.snapshot import NEVER, Snapshot, cached, day_of
from dashboard.queries import leadership

AROUND_DAYS = 30
"""An event within so many days of a meeting is around it."""
NAMED_DAYS = 366
"""Who was named to speak for a member within so many days of a meeting is named around it."""
MINISTERS = ("head_of_government", "minister")
ON_STATUS = "status"
"""The kind of a decision on the standing of a member."""

Record = Any
"""A row of a table of the data."""


@dataclass(frozen=True)
class Meeting:
    """A meeting with what was known of it on the as-of day; of one after that day only when and where it is."""

    id: str
    start_date: str
    end_date: str
    place: str
    kind: str
    title: str
    source: str
    first: int  # its days, as ordinals
    last: int
    held: bool  # it had begun by the as-of day
    papers: tuple[Record, ...] = ()
    decisions: tuple[Record, ...] = ()
    attendance: tuple[Record, ...] = ()

    @property
    def levels(self) -> Counter[str]:
        """How many members were represented at each level, of those of which that is known."""
        return Counter(row.level for row in self.attendance if row.level)

    @property
    def on_status(self) -> tuple[Record, ...]:
        """The decisions on the standing of a member."""
        return tuple(row for row in self.decisions if row.kind == ON_STATUS)


@cached(16)
def meetings(snapshot: Snapshot, asof: dt.date) -> tuple[Meeting, ...]:
    """Every meeting, the latest first."""
    day = asof.toordinal()
    papers = _of_meetings(snapshot.rows_of("documents"), "published", day)
    decisions = _of_meetings(snapshot.rows_of("decisions"), "date", day)
    attendance = _of_meetings(snapshot.rows_of("attendance"), "", day)
    every = [_meeting(row, day) for row in snapshot.rows_of("meetings")]
    every.sort(key=lambda one: (one.first, one.last, one.id), reverse=True)
    return tuple(_with(one, papers, decisions, attendance) if one.held else one for one in every)


def _meeting(row: Record, day: int) -> Meeting:
    first = day_of(row.start_date)
    last = max(first, day_of(row.end_date or row.start_date))
    place, title, source = row.place or "", row.title or "", row.source or ""
    end = row.end_date or row.start_date
    return Meeting(row.id, row.start_date, end, place, row.kind, title, source, first, last, first <= day)


def _of_meetings(rows: Iterable[Record], dated: str, day: int) -> dict[str, tuple[Record, ...]]:
    """Rows by meeting, in the order of the table: those known on a day, one without a date with its meeting."""
    grouped: dict[str, list[Record]] = {}
    for row in rows:
        date = getattr(row, dated) if dated else None
        if row.meeting_id and (not date or day_of(date) <= day):
            grouped.setdefault(row.meeting_id, []).append(row)
    return {meeting: tuple(of) for meeting, of in grouped.items()}


def _with(
    one: Meeting,
    papers: dict[str, tuple[Record, ...]],
    decisions: dict[str, tuple[Record, ...]],
    attendance: dict[str, tuple[Record, ...]],
) -> Meeting:
    in_time = sorted(decisions.get(one.id, ()), key=lambda row: day_of(row.date) if row.date else NEVER)
    own = papers.get(one.id, ()), attendance.get(one.id, ())
    return replace(one, papers=own[0], decisions=tuple(in_time), attendance=own[1])


def neighbours(every: tuple[Meeting, ...], id_: str) -> tuple[Meeting | None, Meeting | None]:
    """The meeting before one, and the one after it; None where there is none on record."""
    place = [one.id for one in every].index(id_)
    return (every[place + 1] if place + 1 < len(every) else None), (every[place - 1] if place else None)


def next_after(every: tuple[Meeting, ...]) -> Meeting | None:
    """The first meeting after the as-of day."""
    return next((one for one in reversed(every) if not one.held), None)


def seats(snapshot: Snapshot, meeting: Meeting) -> tuple[leadership.Seat, ...]:
    """Who sat on the Steering Committee on the first day of a meeting."""
    return leadership.committee(snapshot, dt.date.fromordinal(meeting.first)).seats


def named_around(snapshot: Snapshot, meeting: Meeting, asof: dt.date) -> list[Record]:
    """Who was named for each member around a meeting: of several of one member those of the nearest day."""
    nearest: dict[str, tuple[int, list[Record]]] = {}
    for row in snapshot.rows_of("representatives"):
        day = day_of(row.date)
        away = max(meeting.first - day, day - meeting.last, 0)
        if day > asof.toordinal() or away > NAMED_DAYS:
            continue
        member = row.steering_member_id or f"\0{row.person}"  # who speaks for nobody on record stands alone
        best, rows = nearest.get(member, (NEVER, []))
        if away <= best:
            nearest[member] = (away, [row] if away < best else [*rows, row])
    return [row for _, rows in nearest.values() for row in rows]


def review_steps(snapshot: Snapshot, meeting: Meeting, asof: dt.date) -> list[Record]:
    """The steps of reviews of countries that are dated on the days of a meeting."""
    until = min(meeting.last, asof.toordinal())
    rows = snapshot.rows_of("review_steps")
    return [row for row in rows if len(row.date) == len("2016-05-03") and meeting.first <= day_of(row.date) <= until]


def member_of_country(snapshot: Snapshot, country: str) -> str:
    """The national member of a country; empty where it is none."""
    members = snapshot.tables["members"]
    ids = members.loc[(members["country"] == country) & (members["government_level"] == "national"), "id"]
    return str(ids.iloc[0]) if len(ids) else ""


def decided(every: Iterable[Meeting]) -> list[tuple[Meeting, Record]]:
    """Every decision known, with its meeting, in time."""
    return [(one, row) for one in sorted(every, key=lambda one: one.first) for row in one.decisions]
