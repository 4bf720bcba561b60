"""The few figures at the top of a page."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.selection import Selection, assessed, completed
from dashboard.data.snapshot import COMPLETION, LEVELS


@dataclass(frozen=True)
class Totals:
    """What a selection amounts to."""

    commitments: int
    members: int  # with at least one commitment here
    assessed: int
    completed: int  # substantial or complete
    complete: int
    not_started: int
    overdue: int
    beside: dict[str, int]  # the states left out of every rate


def totals(selection: Selection) -> Totals:
    """Count a selection."""
    states = dict(zip(COMPLETION, selection.totals, strict=True))
    members = selection.count("member").sum(axis=1)
    return Totals(
        commitments=selection.commitments,
        members=int((members > 0).sum()),
        assessed=assessed(selection.totals),
        completed=completed(selection.totals),
        complete=states["complete"],
        not_started=states["not_started"],
        overdue=int(selection.overdue.sum()),
        beside={state: states[state] for state in COMPLETION[LEVELS:]},
    )
