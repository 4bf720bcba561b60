"""What a member owes now, and how each of its action plans was made."""

from __future__ import annotations

from typing import Any

import numpy as np
from dash import html

from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.snapshot import DUE
from dashboard.language.vocabulary import PARTICIPATION_LEVELS
from dashboard.pages.due_list import FIRST_ROWS, due_list
from dashboard.queries.changes import places
from dashboard.queries.process import Process, processes
from dashboard.view.view import View
from data_loader.schema import plan_process

_STEPS = int(plan_process.c.consultation_steps_followed.info["field"].maximum)


def plans(view: View) -> Any:
    """Overdue, due soon, and the process of each plan; nothing while the member has no plan."""
    made = processes(view.selection, view.item)
    return html.Div([*_due(view), _made(view, made)], className="cards") if made else []


def _due(view: View) -> list[Any]:
    found = {value: places(view.selection, "due", value) for value in DUE}
    first = np.unique(np.concatenate([chosen[:FIRST_ROWS] for chosen in found.values()]))
    records = dict(zip(first.tolist(), view.records.commitments(view.snapshot, first), strict=True))
    return [due_list(view, value, chosen, records, 6) for value, chosen in found.items()]


def _made(view: View, made: list[Process]) -> Any:
    words = view.words
    columns = [
        Column(words("Action plan")),
        Column(words("Commitments"), numeric=True),
        Column(words("Process steps followed")),
        Column(words("Level of public participation")),
        Column(words("Regular forum")),
        Column(words("Self-assessment published")),
    ]
    title = words("How its action plans were made")
    note = words("Steps are those of the OGP process; levels are those of IAP2.")
    table = data_table(title, columns, [_row(view, plan) for plan in made])
    return html.Section([html.H2(title), table, html.P(note, className="card-note")], className="card span-12")


def _row(view: View, plan: Process) -> list[Any]:
    words = view.words
    said = {None: words("not known"), True: words("Yes"), False: words("No")}
    return [
        view.names.short_plan(plan.plan),
        _commitments(view, plan),
        said[None] if plan.steps is None else words("{part} of {whole}", part=plan.steps, whole=_STEPS),
        words(PARTICIPATION_LEVELS[plan.participation]) if plan.participation else said[None],
        said[plan.forum],
        said[plan.self_assessment],
    ]


def _commitments(view: View, plan: Process) -> Any:
    """How many are selected, with the way to them."""
    n, chosen = view.words.number(plan.commitments), view.scope.chosen() | {"plan": (plan.plan,)}
    return link(n, href=view.href("commitments", **chosen)) if plan.commitments else n
