"""What the Support Unit asks for: seats and roles on which something is missing or ends, members that are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data.selection import Selection
from dashboard.data.snapshot import NEVER, Snapshot, day_of, first_day_of
from dashboard.queries.leadership import Committee, Role, Seat
from data_loader import schema

NO_ROLE_NOW, NO_ROLE_IN_TERM, NOT_CONFIRMED, ENDING, MANY_ROLES, LATE, NOT_REPORTED = schema.REQUESTED
"""What an entry is about, as the notes of who was asked have it."""
ENDS_WITHIN = (30, 90, 180)
"""Days in which a term or a role ends: a list each, from the day after the one before."""
MANY = 3
"""So many roles held at a time are many."""
CONFIRMED_MONTHS = 12
"""What was confirmed no longer ago than so many months is confirmed."""
FOLLOW_UP_DAYS = 14
"""After so many days one looks again at what has no day of its own."""
LATE_COUNTS = ("overdue", "overdue-unknown", "end-unknown")
"""The three counts of rule 11, by value of DUE."""


@dataclass(frozen=True)
class Standing:
    """How a member stands with its commitments: counts by value of DUE; those that run, and which lack a report."""

    due: dict[str, int]
    running: int
    unreported: int

    @property
    def is_late(self) -> bool:
        """Something of it is late, may be late, has no promised end or falls due soon."""
        return any(self.due.values())


@dataclass(frozen=True)
class Entry:
    """A row of a list: what it is about, and whom or what it concerns: a seat, a role or a member."""

    about: str  # one of schema.REQUESTED
    subject: str  # id of a steering member, a role or a member
    within: int = 0  # of ENDS_WITHIN, where something ends
    seat: Seat | None = None
    role: Role | None = None
    standing: Standing | None = None
    day: int = NEVER  # the last day that the date it ends on may mean, or when reporting closes

    def reminder(self, today: dt.date) -> dt.date:
        """The day on which it ends or reporting closes; of what has no such day, the day to look again."""
        has_day = self.day != NEVER and (self.about == ENDING or self.standing is not None)
        return dt.date.fromordinal(self.day) if has_day else today + dt.timedelta(days=FOLLOW_UP_DAYS)

    @property
    def identity(self) -> str:
        """What is the same of it on any day and in any list: what it is about, of whom, and of which term."""
        return "\n".join((self.about, self.subject, self.seat.span.start_date if self.seat else ""))


def half_year(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the half-year that a day is in."""
    first = dt.date(day.year, 1 if day.month <= 6 else 7, 1)
    return first, dt.date(day.year, 6, 30) if first.month == 1 else dt.date(day.year, 12, 31)


def entries(committee: Committee) -> list[Entry]:
    """The entries on seats and roles, list after list."""
    held = _held(committee)
    return [
        *(_of_seat(NO_ROLE_NOW, seat) for seat in committee.without_now),
        *(_of_seat(NO_ROLE_IN_TERM, seat) for seat in committee.without_role),
        *_unconfirmed(committee, held),
        *_ending(committee, held),
        *(_of_seat(MANY_ROLES, seat) for seat in committee.seats if len(seat.held_roles) >= MANY),
    ]


def _of_seat(about: str, seat: Seat, within: int = 0) -> Entry:
    return Entry(about, seat.steering_member_id, within, seat=seat, day=seat.span.end)


def _of_role(about: str, role: Role, within: int = 0) -> Entry:
    return Entry(about, role.id, within, role=role, day=role.span.end)


def _held(committee: Committee) -> list[Role]:
    """The roles held on the day, their end known or not."""
    return [role for role in committee.roles if role.held]


def _unconfirmed(committee: Committee, held: Collection[Role]) -> Iterator[Entry]:
    since = _months_before(committee.asof, CONFIRMED_MONTHS).toordinal()

    def is_old(one: Seat | Role) -> bool:
        """Neither confirmed since then, nor begun: what shows a beginning shows that it was held."""
        known = [day_of(text) for text in (one.last_confirmed, one.span.start_date) if text]
        return max(known, default=0) < since

    yield from (_of_seat(NOT_CONFIRMED, seat) for seat in committee.seats if is_old(seat))
    yield from (_of_role(NOT_CONFIRMED, role) for role in held if is_old(role))


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or the last one of it."""
    month = day.year * 12 + day.month - 1 - months
    last = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _ending(committee: Committee, held: Collection[Role]) -> Iterator[Entry]:
    """What ends, the first to end first; each in the shortest list that it is in."""
    spans: list[Entry] = [_of_seat(ENDING, seat) for seat in committee.seats]
    spans += [_of_role(ENDING, role) for role in held]
    for entry in sorted(spans, key=lambda entry: entry.day):
        left = entry.day - committee.asof.toordinal()
        within = next((days for days in ENDS_WITHIN if left <= days), 0)
        if within:
            yield Entry(entry.about, entry.subject, within, entry.seat, entry.role, day=entry.day)


def of_members(selection: Selection, reported: Collection[int]) -> list[Entry]:
    """The entries on members: what is late or due, then what has no report; `reported` are places with one."""
    _, closes = half_year(selection.asof)
    standings = _standings(selection, reported)
    late = (Entry(LATE, id_, standing=one) for id_, one in standings.items() if one.is_late)
    unreported = (Entry(NOT_REPORTED, id_, standing=one) for id_, one in standings.items() if one.unreported)
    return [
        Entry(one.about, one.subject, standing=one.standing, day=closes.toordinal()) for one in (*late, *unreported)
    ]


def _standings(selection: Selection, reported: Collection[int]) -> dict[str, Standing]:
    states = selection.snapshot.choices["completion"]
    ended = np.isin(selection.findings.completion, [states.index(state) for state in schema.ENDED])
    running = selection.mask & ~ended
    unreported = running.copy()
    unreported[list(reported)] = False
    due = {value: selection.sizes("member", selection.having("due", value)) for value in selection.due.values}
    all_running, lacking = (selection.sizes("member", mask) for mask in (running, unreported))
    return {
        member: Standing({value: sizes[member] for value, sizes in due.items()}, n, lacking[member])
        for member, n in all_running.items()
    }


def reported_ids(snapshot: Snapshot, waiting: Iterable[Any], asof: dt.date) -> list[str]:
    """The commitments on which a report is known to have been made in the running half-year, by the day.

    `waiting` are the reports that were submitted and that nobody has decided on.
    """
    first, last = (day.toordinal() for day in half_year(asof))
    rows = snapshot.rows_of("progress_reports")
    reports = [(row.commitment_id, row.reported_on) for row in rows]
    reports += [(row.commitment_id, row.submitted_at.date().isoformat()) for row in waiting]
    return [
        commitment
        for commitment, day in reports
        if first <= first_day_of(day) and day_of(day) <= min(last, asof.toordinal())
    ]
