"""The action plans of a member: how each was made, and the totals published for it as a whole."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import day_of


class Process(NamedTuple):
    """How a plan was made, and how many of its commitments are selected; None is not known."""

    plan: str
    commitments: int
    steps: int | None = None
    participation: str | None = None
    forum: bool | None = None
    self_assessment: bool | None = None


def processes(selection: Selection, member: str) -> list[Process]:
    """The plans of a member that had begun on the as-of day, in their order."""
    tables, day, sizes = selection.snapshot.tables, selection.asof.toordinal(), selection.sizes("plan")
    plans = tables["action_plans"]
    own = plans[plans["member_id"] == member].sort_values("number").itertuples()
    facts = ["consultation_steps_followed", "participation_level", "regular_forum", "self_assessment_published"]
    rows = tables["plan_process"][["action_plan_id", *facts]].itertuples(index=False)
    known = {plan: values for plan, *values in rows}
    return [
        Process(plan.id, sizes[plan.id], *known.get(plan.id, ()))
        for plan in own
        if day_of(plan.start_date or str(plan.year_submitted)) <= day
    ]


def published_totals(selection: Selection, member: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The totals of a member's plans that were published by the as-of day, and those that came later (rule 4)."""
    plans, results = (selection.snapshot.tables[name] for name in ("action_plans", "plan_results"))
    own = results[results["action_plan_id"].isin(plans.loc[plans["member_id"] == member, "id"])]
    known = own["published"].map(day_of).astype(int) <= selection.asof.toordinal()
    return own[known], own[~known]
