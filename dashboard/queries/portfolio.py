"""The portfolio of action plans: how each was made, and what was published of those whose commitments are not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS, NEVER, day_of

SCALE = COMPLETION[:LEVELS]
Record = Any
"""A row of a table of the data."""


@dataclass(frozen=True)
class Plan:
    """An action plan that had begun, and how it was made; None is not known."""

    id: str
    member: str
    number: int
    year: int
    url: str
    here: int  # its commitments in the data
    selected: int  # those of them that the filters leave
    steps: int | None = None
    participation: str | None = None
    forum: bool | None = None
    self_assessment: bool | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of how it was made."""
        return any(fact is not None for fact in (self.steps, self.participation, self.forum, self.self_assessment))


@dataclass(frozen=True)
class Of:
    """How many of those of which it is known; none of none is not known."""

    part: int
    known: int

    @classmethod
    def flags(cls, values: Collection[bool | None]) -> Of:
        """How many are so."""
        known = [value for value in values if value is not None]
        return cls(sum(known), len(known))


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


def plans(selection: Selection) -> list[Plan]:
    """The plans that had begun on the as-of day, of the regions, members, years and plans chosen; in their order."""
    tables, day, filters = selection.snapshot.tables, selection.asof.toordinal(), selection.filters
    selected, here = selection.sizes("plan"), selection.sizes("plan", selection.findings.begun)
    region = dict(zip(tables["members"]["id"], tables["members"]["region"], strict=True))
    made = {row.action_plan_id: _made(row) for row in tables["plan_process"].itertuples()}
    chosen = {
        "region": filters.region,
        "member": filters.member,
        "year": filters.year,
        "plan": filters.plan,
    }

    def is_chosen(row: Record) -> bool:
        own = {"region": region[row.member_id], "member": row.member_id, "year": str(row.year_submitted),
               "plan": row.id}  # fmt: skip
        return all(not values or own[name] in values for name, values in chosen.items())

    return [
        Plan(row.id, row.member_id, int(row.number), int(row.year_submitted), row.url or "", here[row.id],
             selected[row.id], **made.get(row.id, {}))
        for row in tables["action_plans"].itertuples()
        if day_of(row.start_date or str(row.year_submitted)) <= day and is_chosen(row)
    ]  # fmt: skip


def _made(row: Record) -> dict[str, Any]:
    return {
        "steps": row.consultation_steps_followed,
        "participation": row.participation_level,
        "forum": row.regular_forum,
        "self_assessment": row.self_assessment_published,
    }


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


def documents(selection: Selection) -> dict[str, list[Record]]:
    """The documents of each plan known on the as-of day, the earliest first; one without a date may have been there."""
    found: dict[str, list[tuple[int, Record]]] = {}
    for row in selection.snapshot.tables["documents"].itertuples():
        day = day_of(row.published)
        if row.action_plan_id and (day == NEVER or day <= selection.asof.toordinal()):
            found.setdefault(row.action_plan_id, []).append((day, row))
    return {plan: [row for _, row in sorted(rows, key=lambda one: one[0])] for plan, rows in found.items()}


def totals(selection: Selection, some: Sequence[Plan]) -> tuple[list[tuple[Plan, Record]], list[str]]:
    """The totals published by the as-of day of plans without a commitment here, and the dates of those that came later.

    Of some it is not known when they were published: these are known at the end of the data, and not before.
    """
    absent = {plan.id: plan for plan in some if not plan.here}
    end, day = selection.snapshot.known_until.isoformat(), selection.asof.toordinal()
    rows = [row for row in selection.snapshot.tables["plan_results"].itertuples() if row.action_plan_id in absent]
    known = [(absent[row.action_plan_id], row) for row in rows if day_of(row.published or end) <= day]
    return known, sorted(row.published for row in rows if row.published and day_of(row.published) > day)


def completed(row: Record) -> int | None:
    """The commitments found substantial or complete, told apart or not; None where that was not published."""
    if row.substantial_or_complete is not None:
        return int(row.substantial_or_complete)
    parts = (row.substantial, row.complete)
    return None if None in parts else int(sum(parts))


def recommendations(selection: Selection, some: Sequence[Plan]) -> list[tuple[Plan, Record]]:
    """What the IRM recommended on some plans, in the order of the plans."""
    place = {plan.id: place for place, plan in enumerate(some)}
    rows = [row for row in selection.snapshot.tables["recommendations"].itertuples() if row.action_plan_id in place]
    return [(some[place[row.action_plan_id]], row) for row in sorted(rows, key=lambda row: place[row.action_plan_id])]
