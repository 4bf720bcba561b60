"""The action plans of a member: how each was made, and the totals published for it as a whole."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS, NEVER, Snapshot, day_of


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


class Published(NamedTuple):
    """The totals that were published for a whole plan: by level of the scale, None where it has none."""

    plan: str
    assessor: str
    day: str
    by_level: tuple[int | None, ...]
    source: str | None = None
    confidence: str | None = None


def published_totals(selection: Selection, member: str) -> tuple[list[Published], list[Published]]:
    """The totals of a member's plans that were published by the as-of day, and those that came later (rule 4).

    Those of which it is not known when they were published are known at the end of the data, and not before.
    """
    plans, results = (selection.snapshot.tables[name] for name in ("action_plans", "plan_results"))
    own = results[results["action_plan_id"].isin(plans.loc[plans["member_id"] == member, "id"])]
    end = selection.snapshot.known_until.isoformat()
    known = own["published"].map(lambda date: day_of(date or end)).astype(int) <= selection.asof.toordinal()
    return _published(own[known]), _published(own[~known & own["published"].notna()])


def _published(rows: pd.DataFrame) -> list[Published]:
    return [
        Published(
            row["action_plan_id"],
            row["assessor"],
            row["published"] or "",
            tuple(None if pd.isna(row[level]) else int(row[level]) for level in COMPLETION[:LEVELS]),
            row["source"],
            row["confidence"],
        )
        for row in rows.to_dict("records")
    ]


def documents(selection: Selection, plan: str) -> pd.DataFrame:
    """The documents of a plan known on the as-of day, the earliest first; one without a date may have been there."""
    every = selection.snapshot.tables["documents"]
    own = every[every["action_plan_id"] == plan]
    day = own["published"].map(day_of).astype(int)
    known = (day <= selection.asof.toordinal()) | (day == NEVER)
    return own[known].assign(day=day[known]).sort_values(["day", "kind"], kind="stable").drop(columns="day")


def report(snapshot: Snapshot, plan: str, assessor: str) -> pd.Series | None:
    """The document of a plan in which an assessor's findings stand; None where that is not known, or not one alone."""
    every = snapshot.tables["documents"]
    own = every[(every["action_plan_id"] == plan) & (every["kind"] == assessor)]
    return own.iloc[0] if len(own) == 1 else None


def milestones(snapshot: Snapshot, **of: str) -> pd.DataFrame:
    """The steps of a commitment, a plan or a member, by their promised end, else by the day they were done."""
    every = snapshot.tables["milestones"]
    for column, value in of.items():
        every = every[every[column] == value]
    when = every["end_date"].where(every["end_date"].notna(), every["done_date"]).map(day_of).astype(int)
    return every.assign(day=when).sort_values("day", kind="stable").drop(columns="day")


def recommendations(selection: Selection, member: str) -> pd.DataFrame:
    """What the IRM recommended to a member on its plans that had begun on the as-of day, the latest plan first."""
    tables = selection.snapshot.tables
    plans = tables["action_plans"]
    begun = {
        plan.id: plan.number
        for plan in plans[plans["member_id"] == member].itertuples()
        if day_of(plan.start_date or str(plan.year_submitted)) <= selection.asof.toordinal()
    }
    every = tables["recommendations"]
    own = every[every["action_plan_id"].isin(begun)]
    order = own["action_plan_id"].map(begun).astype(int)
    return own.assign(order=-order).sort_values(["order", "kind"], kind="stable").drop(columns="order")


def dated(selection: Selection, table: str, **of: str) -> pd.DataFrame:
    """The rows of a table with a `date` that some columns choose, known on the as-of day, the earliest first."""
    every = selection.snapshot.tables[table]
    for column, value in of.items():
        every = every[every[column] == value]
    day = every["date"].map(day_of).astype(int)
    known = day <= selection.asof.toordinal()
    return every[known].assign(day=day[known]).sort_values("day", kind="stable").drop(columns="day")
