"""The tables of the Members page and of a member's own page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.charts.registry import answer
from dashboard.exports.xlsx import Day, Share, Value
from dashboard.language.vocabulary import ASSESSORS, KINDS, PARTICIPATION_LEVELS, REGIONS, ROLE_KINDS, STATUSES
from dashboard.language.words import N_
from dashboard.pages import published
from dashboard.queries.leadership import Role, government, record
from dashboard.queries.process import Process, processes
from dashboard.takeaway.of_commitments import due
from dashboard.takeaway.tables import Table
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE, fold

_MEMBERS = (
    *(N_("Member"), N_("Region"), N_("Kind"), N_("Status")),
    *(N_("Commitments"), N_("Assessed"), N_("Completion rate")),
)
_PLANS = (
    *(N_("Action plan"), N_("Commitments"), N_("Process steps followed"), N_("Level of public participation")),
    *(N_("Regular forum"), N_("Self-assessment published")),
)
_TERMS = (N_("Term or role"), N_("Theme"), N_("First day"), N_("Last day"))
_PUBLISHED = (
    *(N_("Action plan"), N_("Assessor"), N_("Published")),
    *(N_("Not started"), N_("Limited"), N_("Substantial"), N_("Complete")),
)


def of_all(view: View) -> Iterator[Table]:
    """Every member by name."""
    words, found = view.words, answer("completion-by-member", view.selection, view.names)
    in_order = found.assign(key=found["label"].map(fold)).sort_values("key")
    rows = [_row(view, one) for one in in_order.itertuples()]
    yield Table(words("Members"), words("Each member by name"), _MEMBERS, rows)


def _row(view: View, one: Any) -> list[Value]:
    words, member = view.words, view.member(one.id)
    commitments, assessed = int(one.commitments), int(one.assessed)
    return [
        str(one.label),
        words(REGIONS[member.region]),
        words(KINDS[member.kind]),
        words(STATUSES[member.status]),
        commitments,
        assessed,
        Share(int(one.substantial + one.complete), assessed),
    ]


def of_one(view: View) -> Iterator[Table]:
    """What a member owes, how its plans were made, its terms and roles, the totals published for its plans."""
    made = processes(view.selection, view.item)
    if made:
        yield from due(view)
        yield _made(view, made)
    yield from _committee(view)
    yield from totals(view, published.results(view, view.item))


def _made(view: View, made: list[Process]) -> Table:
    words = view.words
    title, note = (
        words("How its action plans were made"),
        words("Steps are those of the OGP process; levels are those of IAP2."),
    )
    return Table(words("Action plans"), title, _PLANS, [_plan(view, plan) for plan in made], [note])


def _plan(view: View, plan: Process) -> list[Value]:
    words, said = view.words, {None: None, True: view.words("Yes"), False: view.words("No")}
    return [
        view.names.short_plan(plan.plan),
        plan.commitments,
        None if plan.steps is None else int(plan.steps),
        words(PARTICIPATION_LEVELS[plan.participation]) if plan.participation else None,
        said[plan.forum],
        said[plan.self_assessment],
    ]


def _committee(view: View) -> Iterator[Table]:
    words = view.words
    own = record(view.snapshot, view.selection.asof, government(view.snapshot, view.item))
    term = words("Term on the Steering Committee")
    rows: list[list[Value]] = [[term, None, Day(span.start_date), Day(span.end_date)] for span in own.terms]
    rows += [role_row(view, role) for role in own.roles]
    if rows:
        yield Table(words("Steering Committee"), words("On the Steering Committee"), _TERMS, rows)


def role_row(view: View, role: Role) -> list[Value]:
    """A role as the table of terms has it: its kind, its theme or else its title, its days."""
    about = view.names.of("theme", role.theme_id) if role.theme_id else view.words(role.title)
    return [view.words(ROLE_KINDS[role.kind]), about, Day(role.span.start_date), Day(role.span.end_date)]


def totals(view: View, found: pd.DataFrame) -> Iterator[Table]:
    """Totals published for whole plans, where there are any."""
    words = view.words
    if not len(found):
        return
    rows = [_published(view, one) for _, one in found.iterrows()]
    note = words("These stand beside the commitments and are not added to them.")
    title = words("Totals published for the plan as a whole")
    yield Table(words("Published totals"), title, _PUBLISHED, rows, [note])


def _published(view: View, one: pd.Series) -> list[Value]:
    counts = [None if pd.isna(one[level]) else int(one[level]) for level in COMPLETION_SCALE]
    plan = view.names.short_plan(one["action_plan_id"])
    return [plan, view.words(ASSESSORS[one.assessor]), Day(one["published"]), *counts]
