"""What ends, is due or takes place on a day that is known to the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import NEVER, Snapshot
from dashboard.queries.follow_up import ACTION

_DAY = len("2016-05-03")


@dataclass(frozen=True)
class Known:
    """What takes place: whose it is, its first and its last day, and what names it as long as it is there."""

    id: str
    first: dt.date
    last: dt.date
    key: str = ""


def is_day(text: str | None) -> bool:
    """Whether a date is known to the day."""
    return bool(text) and len(str(text)) == _DAY


def nearest_due(selection: Selection) -> np.ndarray:
    """The places of those selected with a promised end, however well it is known: nearest to the as-of day first."""
    due = selection.snapshot.due
    places = np.flatnonzero(selection.mask & (due < NEVER))
    return places[np.argsort(np.abs(due[places] - selection.asof.toordinal()), kind="stable")]


def ends_of_terms(snapshot: Snapshot, country: str = "") -> tuple[list[Known], int]:
    """The last day of each seat's term, of those of a country where one is named; and of how many it is not known."""
    members = snapshot.table("steering_members")
    seats = [
        seat
        for seat in snapshot.rows_of("seats")
        if not country or members["country"].get(seat.steering_member_id) == country
    ]
    known = [
        Known(seat.steering_member_id, day, day, f"{seat.steering_member_id}\n{seat.start_date or ''}")
        for seat in seats
        if is_day(seat.end_date) and (day := dt.date.fromisoformat(seat.end_date))
    ]
    return known, len(seats) - len(known)


def due(rows: pd.DataFrame, column: str) -> tuple[list[Known], int]:
    """The day in a column of each row that is not known to be done, and of how many it is not known to the day."""
    open_rows = rows[rows["done_date"].isna()]
    known = [
        Known(id_, dt.date.fromisoformat(text), dt.date.fromisoformat(text))
        for id_, text in zip(open_rows["id"], open_rows[column], strict=True)
        if is_day(text)
    ]
    return known, len(open_rows) - len(known)


def actions(snapshot: Snapshot) -> tuple[list[Known], int]:
    """When the actions of meetings are due."""
    rows = snapshot.table("decisions")
    return due(rows[rows["kind"] == ACTION], "due_date")


def milestones(snapshot: Snapshot, member: str = "") -> tuple[list[Known], int]:
    """When the milestones of all members, or of one, are due."""
    rows = snapshot.table("milestones")
    return due(rows[rows["member_id"] == member] if member else rows, "end_date")


def meetings(snapshot: Snapshot) -> tuple[list[Known], int]:
    """The days of each meeting, and of how many they are not known."""
    rows = snapshot.rows_of("meetings")
    known = [
        Known(row.id, dt.date.fromisoformat(row.start_date), dt.date.fromisoformat(row.end_date))
        for row in rows
        if is_day(row.start_date) and is_day(row.end_date)
    ]
    return known, len(rows) - len(known)
