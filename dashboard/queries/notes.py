"""Notes for readers: those of a day, the newest first, on one thing or on several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from dashboard.data.snapshot import Snapshot, cached, day_of, first_day_of


@dataclass(frozen=True)
class Note:
    """A note as its row has it."""

    id: str
    about: str
    about_id: str
    text: str
    author_role: str
    date: str
    source: str


@cached(16)
def known(snapshot: Snapshot, asof: dt.date) -> tuple[Note, ...]:
    """The notes of a day or of one before it, the newest first; one of a month counts from its last day."""
    rows = snapshot.rows_of("notes")
    some = [(day_of(row.date), row) for row in rows]
    shown = sorted((pair for pair in some if pair[0] <= asof.toordinal()), key=lambda pair: -pair[0])
    return tuple(
        Note(row.id, row.about, row.about_id, row.text, row.author_role, row.date, row.source or "") for _, row in shown
    )


def on(snapshot: Snapshot, asof: dt.date, about: str, ids: Collection[str] | None = None) -> list[Note]:
    """Those known by a day on things of one kind: some of these, or all."""
    return [one for one in known(snapshot, asof) if one.about == about and (ids is None or one.about_id in ids)]


def days_of_meeting(snapshot: Snapshot, meeting_id: str) -> list[str]:
    """The days of a meeting, each as a note names it."""
    row = snapshot.table("meetings").loc[meeting_id]
    first, last = first_day_of(row.start_date), day_of(row.end_date)
    return [dt.date.fromordinal(day).isoformat() for day in range(first, last + 1)]
