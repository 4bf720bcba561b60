"""What a member has to report on: its running commitments and their milestones, with when each is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data.filters import Filters
from dashboard.data.selection import select
from dashboard.data.snapshot import NEVER, Snapshot, day_of
from data_loader import schema

Rows = Callable[[Snapshot, np.ndarray], Sequence[Any]]


@dataclass(frozen=True)
class Owed:
    """A commitment or milestone that is running; `due` is the last day its promised end may mean, as an ordinal."""

    commitment_id: str
    milestone_id: str  # "" for the commitment itself
    title: str
    within: str  # the title of the commitment of a milestone
    lead: str
    end_date: str
    due: int
    state: str  # the completion last found; "" for a milestone

    def is_late(self, day: dt.date) -> bool:
        """Whether its promised end is over."""
        return self.due < day.toordinal()


def owed(snapshot: Snapshot, rows: Rows, member: str, day: dt.date) -> list[Owed]:
    """What runs on a day, what was due first at the top; a milestone after its commitment.

    `rows` gives the commitments at some places: `Records.commitments`.
    """
    if member not in snapshot.choices["member"]:
        return []
    selection = select(snapshot, Filters(member=(member,), asof=day.isoformat()))
    places = np.flatnonzero(selection.mask)
    running = [
        (record, selection.findings.state(place), int(snapshot.due[place]))
        for place, record in zip(places.tolist(), rows(snapshot, places), strict=True)
        if selection.findings.state(place) not in schema.ENDED
    ]
    steps = snapshot.tables["milestones"]
    own = steps[steps["member_id"] == member]
    every: list[Owed] = []
    for record, state, due in sorted(running, key=lambda one: one[2]):
        every.append(
            Owed(record.id, "", record.title, "", record.lead_institution or "", record.end_date or "", due, state)
        )
        every += (_step(row, record.title) for row in own[own["commitment_id"] == record.id].itertuples() if _runs(row))
    return every


def _runs(step: Any) -> bool:
    return not step.done_date and not step.status


def _step(row: Any, within: str) -> Owed:
    due = day_of(row.end_date) if row.end_date else NEVER
    return Owed(row.commitment_id, row.id, row.title, within, row.lead_institution or "", row.end_date or "", due, "")
