"""What follows from meetings: how many seats ministers took, and which actions are still open, as known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.data.snapshot import NEVER, Snapshot, cached, day_of
from dashboard.queries.leadership import government as government  # noqa: PLC0414 - whose meetings are asked for
from dashboard.queries.meetings import MINISTERS as MINISTERS  # noqa: PLC0414
from dashboard.queries.meetings import Meeting, Record, meetings, seats

ACTION = "action"
"""The kind of a decision that somebody is to carry out."""
OPEN, LATE, DUE_UNKNOWN = "open", "late", "due_unknown"
"""How an action stands on the day: due later, past its due day, due on a day that nobody knows."""


@dataclass(frozen=True)
class AtTheTable:
    """A meeting with those of its seats that were taken by a minister or a head of government.

    `known` are the seats of which it is known by whom they were represented, absence included; the rest of `seats` is
    not known, and never counted as absent.
    """

    meeting: Meeting
    ministers: int
    known: int
    seats: int


@dataclass(frozen=True)
class Action:
    """An action of a meeting that is not known to be done."""

    meeting: Meeting
    row: Record
    standing: str


@cached(16)
def at_the_table(snapshot: Snapshot, asof: dt.date) -> tuple[AtTheTable, ...]:
    """The meetings held of which anybody's attendance is known, the latest first."""
    return tuple(_at(snapshot, one) for one in meetings(snapshot, asof) if one.levels)


def _at(snapshot: Snapshot, one: Meeting) -> AtTheTable:
    ministers, known = sum(one.levels[level] for level in MINISTERS), one.levels.total()
    return AtTheTable(one, ministers, known, max(len(seats(snapshot, one)), known))


def recorded(snapshot: Snapshot, asof: dt.date) -> int:
    """How many actions are on record by a day, done or not."""
    return sum(row.kind == ACTION for one in meetings(snapshot, asof) for row in one.decisions)


@cached(16)
def open_actions(snapshot: Snapshot, asof: dt.date) -> tuple[Action, ...]:
    """The actions of meetings held that are not known to be done: the late first, those of an unknown day last."""
    day = asof.toordinal()
    actions = [
        Action(one, row, _standing(row, day))
        for one in meetings(snapshot, asof)
        for row in one.decisions
        if row.kind == ACTION and not (row.done_date and day_of(row.done_date) <= day)
    ]
    return tuple(sorted(actions, key=lambda action: (day_of(action.row.due_date), action.row.id)))


def _standing(row: Record, day: int) -> str:
    """Late is only what is known to be: a day known to the month is past when the month is."""
    due = day_of(row.due_date)
    return DUE_UNKNOWN if due == NEVER else LATE if due < day else OPEN


def of_standing(actions: Iterable[Action], standing: str) -> int:
    """How many actions stand so."""
    return sum(action.standing == standing for action in actions)


def last_held(snapshot: Snapshot, asof: dt.date) -> Meeting | None:
    """The last meeting that had begun by a day."""
    return next((one for one in meetings(snapshot, asof) if one.held), None)


def attended(snapshot: Snapshot, asof: dt.date, steering_member_id: str) -> list[tuple[Meeting, Record]]:
    """The meetings at which it is known by whom a member of the committee was represented, the latest first."""
    return [
        (one, row)
        for one in meetings(snapshot, asof)
        for row in one.attendance
        if row.steering_member_id == steering_member_id and row.level
    ]
