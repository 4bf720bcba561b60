"""Totals the IRM published for a whole plan: beside the commitments, never added to them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.data_table import Column, data_table
from dashboard.language.vocabulary import ASSESSORS, COMPLETION
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE


def results(view: View, member_id: str) -> pd.DataFrame:
    """The published totals of a member's plans."""
    plans = view.snapshot.table("action_plans")
    own = plans.loc[plans["member_id"] == member_id, "id"]
    found = view.snapshot.tables["plan_results"]
    return found[found["action_plan_id"].isin(own)]


def section(view: View, found: pd.DataFrame) -> Any:
    """The card of some published totals."""
    words = view.words
    title = words("Totals published for the plan as a whole")
    columns = [Column(words("Action plan")), Column(words("Assessor")), Column(words("Published"))]
    columns += [Column(words(COMPLETION[level]), numeric=True) for level in COMPLETION_SCALE]
    rows = [_row(view, record) for _, record in found.iterrows()]
    note = html.P(words("These stand beside the commitments above and are not added to them."), className="card-note")
    return html.Section([html.H2(title), data_table(title, columns, rows), note], className="card span-12")


def _row(view: View, record: pd.Series) -> list[Any]:
    words = view.words
    named = [
        view.names.short_plan(record["action_plan_id"]),
        words(ASSESSORS[record.assessor]),
        words.date(record["published"]),
    ]
    counts = [record[level] for level in COMPLETION_SCALE]
    return named + [words("not known") if pd.isna(count) else words.number(int(count)) for count in counts]
