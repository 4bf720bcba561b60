"""How the action plans of a member were made."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.selection import Selection
from dashboard.data.snapshot import day_of


@dataclass(frozen=True)
class Process:
    """One plan, and how many of its commitments are selected; None is not known."""

    plan: str
    commitments: int
    steps: int | None = None
    participation: str | None = None
    forum: bool | None = None
    self_assessment: bool | None = None


def processes(selection: Selection, member: str) -> list[Process]:
    """The plans of a member that had begun on the as-of day, in their order."""
    plans, day = selection.snapshot.tables["action_plans"], selection.asof.toordinal()
    own = plans[plans["member_id"] == member].sort_values("number").itertuples()
    begun = [plan.id for plan in own if day_of(plan.start_date or str(plan.year_submitted)) <= day]
    dimension = selection.dimension("plan")
    sizes = dict(zip(dimension.values, dimension.sizes(selection.mask).tolist(), strict=True))
    known = {row.action_plan_id: row for row in selection.snapshot.tables["plan_process"].itertuples()}
    return [_process(plan, sizes[plan], known.get(plan)) for plan in begun]


def _process(plan: str, commitments: int, row: object) -> Process:
    if row is None:
        return Process(plan, commitments)
    names = ("consultation_steps_followed", "participation_level", "regular_forum", "self_assessment_published")
    return Process(plan, commitments, *(getattr(row, name) for name in names))
