"""Action plans: how each was made, what was published of it as a whole, what to read, and the steps it promised."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS, NEVER, Snapshot, begins, cached, day_of

SCALE = COMPLETION[:LEVELS]
Record = Any
"""A row of a table of the data."""
_PROCESS = {
    "steps": "consultation_steps_followed",
    "participation": "participation_level",
    "forum": "regular_forum",
    "self_assessment": "self_assessment_published",
}
"""What is known of how a plan was made -> its column."""


@dataclass(frozen=True)
class Plan:
    """An action plan that had begun, and how it was made; None is not known."""

    id: str
    member: str
    region: str
    number: int
    year: int
    url: str
    steps: int | None = None
    participation: str | None = None
    forum: bool | None = None
    self_assessment: bool | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of how it was made."""
        return any(getattr(self, fact) is not None for fact in _PROCESS)

    @property
    def chosen_by(self) -> dict[str, str]:
        """The filters that choose plans, with its value of each."""
        return {"region": self.region, "member": self.member, "year": str(self.year), "plan": self.id}


class Of(NamedTuple):
    """How many are so of those of which it is known, and of how many in all; none of none is not known."""

    part: int
    known: int
    all: int

    @classmethod
    def flags(cls, values: Collection[bool | None]) -> Of:
        """How many are so."""
        known = [value for value in values if value is not None]
        return cls(sum(known), len(known), len(values))


@dataclass(frozen=True)
class Summary:
    """How some plans were made; every figure is of those of which it is known."""

    plans: int
    members: int
    known: int
    levels: Counter[str]
    forum: Of
    self_assessment: Of
    steps: tuple[int, ...]

    @property
    def median_steps(self) -> float | None:
        """The middle number of steps followed; None where that is known of no plan."""
        return median(self.steps) if self.steps else None


@cached(16)
def begun(snapshot: Snapshot, asof: dt.date) -> tuple[Plan, ...]:
    """The plans that had begun by a day, in their order."""
    tables = snapshot.tables
    region = dict(zip(tables["members"]["id"], tables["members"]["region"], strict=True))
    process = {
        row.action_plan_id: {fact: getattr(row, column) for fact, column in _PROCESS.items()}
        for row in snapshot.rows_of("plan_process")
    }
    return tuple(
        Plan(row.id, row.member_id, region[row.member_id], int(row.number), int(row.year_submitted), row.url or "",
             **process.get(row.id, {}))
        for row in snapshot.rows_of("action_plans")
        if begins(row) <= asof.toordinal()
    )  # fmt: skip


def plans(selection: Selection) -> list[Plan]:
    """The plans that had begun on the as-of day, of the regions, members, years and plans chosen."""

    def is_chosen(plan: Plan) -> bool:
        filters = ((getattr(selection.filters, name), value) for name, value in plan.chosen_by.items())
        return all(not values or value in values for values, value in filters)

    return [plan for plan in begun(selection.snapshot, selection.asof) if is_chosen(plan)]


def of_member(selection: Selection, member: str) -> list[Plan]:
    """The plans of a member that had begun on the as-of day, the first one first, whatever is chosen."""
    own = (plan for plan in begun(selection.snapshot, selection.asof) if plan.member == member)
    return sorted(own, key=lambda plan: plan.number)


def commitments(selection: Selection) -> dict[str, int]:
    """How many commitments of each plan the data have as of the day, whatever is chosen."""
    return selection.sizes("plan", selection.findings.begun)


def summary(some: Sequence[Plan]) -> Summary:
    """How some plans were made."""
    return Summary(
        plans=len(some),
        members=len({plan.member for plan in some}),
        known=sum(plan.is_known for plan in some),
        levels=Counter(plan.participation for plan in some if plan.participation is not None),
        forum=Of.flags([plan.forum for plan in some]),
        self_assessment=Of.flags([plan.self_assessment for plan in some]),
        steps=tuple(int(plan.steps) for plan in some if plan.steps is not None),
    )


def by_year(some: Sequence[Plan]) -> dict[int, list[Plan]]:
    """Plans by their year of submission, the earliest first."""
    return {year: [plan for plan in some if plan.year == year] for year in sorted({plan.year for plan in some})}


def documents(selection: Selection, some: Collection[str]) -> dict[str, list[Record]]:
    """The documents of plans known on the as-of day, the earliest first; one without a date may have been there."""
    every = selection.snapshot.rows_of("documents")
    dated = [(day_of(row.published), row.kind, row) for row in every if row.action_plan_id in some]
    by_plan: dict[str, list[Record]] = {}
    for day, _, row in sorted(dated, key=lambda one: one[:2]):
        if day == NEVER or day <= selection.asof.toordinal():
            by_plan.setdefault(row.action_plan_id, []).append(row)
    return by_plan


def report(snapshot: Snapshot, plan: str, assessor: str) -> pd.Series | None:
    """The document of a plan in which an assessor's findings stand; None where that is not known, or not one alone."""
    every = snapshot.tables["documents"]
    own = every[(every["action_plan_id"] == plan) & (every["kind"] == assessor)]
    return own.iloc[0] if len(own) == 1 else None


class Totals(NamedTuple):
    """The totals published for plans as a whole: those known on the as-of day, and those that came later (rule 4)."""

    known: list[Record]
    later: list[Record]

    @property
    def next(self) -> str:
        """When the first of those that came later was published."""
        return min(str(row.published) for row in self.later)


def totals(selection: Selection, some: Collection[str]) -> Totals:
    """The totals published for plans; where it is not known when, at the end of the data and not before."""
    rows = [row for row in selection.snapshot.rows_of("plan_results") if row.action_plan_id in some]
    end, day = selection.snapshot.known_until.isoformat(), selection.asof.toordinal()
    return Totals(
        [row for row in rows if day_of(row.published or end) <= day],
        [row for row in rows if row.published and day_of(row.published) > day],
    )


def totals_of_member(selection: Selection, member: str) -> Totals:
    """The totals published for the plans of a member, also for those that are to begin."""
    every = selection.snapshot.tables["action_plans"]
    return totals(selection, set(every.loc[every["member_id"] == member, "id"]))


def completed(row: Record) -> int | None:
    """The commitments found substantial or complete, told apart or not; None where that was not published."""
    if row.substantial_or_complete is not None:
        return int(row.substantial_or_complete)
    parts = (row.substantial, row.complete)
    return None if None in parts else int(sum(parts))


def milestones(snapshot: Snapshot, **of: str) -> pd.DataFrame:
    """The steps of a commitment, a plan or a member, by their promised end, else by the day they were done."""
    every = snapshot.tables["milestones"]
    for column, value in of.items():
        every = every[every[column] == value]
    when = every["end_date"].where(every["end_date"].notna(), every["done_date"]).map(day_of).astype(int)
    return every.assign(day=when).sort_values("day", kind="stable").drop(columns="day")


def recommendations(snapshot: Snapshot, some: Sequence[Plan]) -> list[tuple[Plan, Record]]:
    """What the IRM recommended on some plans, in the order of the plans, then by where it stands in the report."""
    place = {plan.id: place for place, plan in enumerate(some)}
    every = snapshot.rows_of("recommendations")
    rows = [(place[row.action_plan_id], row) for row in every if row.action_plan_id in place]
    return [(some[at], row) for at, row in sorted(rows, key=lambda one: (one[0], one[1].kind))]


def dated(selection: Selection, table: str, **of: str) -> pd.DataFrame:
    """The rows of a table with a `date` that some columns choose, known on the as-of day, the earliest first."""
    every = selection.snapshot.tables[table]
    for column, value in of.items():
        every = every[every[column] == value]
    day = every["date"].map(day_of).astype(int)
    known = day <= selection.asof.toordinal()
    return every[known].assign(day=day[known]).sort_values("day", kind="stable").drop(columns="day")
