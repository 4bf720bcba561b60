"""Totals the IRM published for a whole plan: beside the commitments, never added to them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.blocks import Block, Count, Day, Paragraph, Row, Table, Unknown
from dashboard.data.filters import as_day
from dashboard.view import columns
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE

_COLUMNS = (columns.ACTION_PLAN, columns.ASSESSOR, columns.PUBLISHED, *columns.LEVELS)


def published(view: View, member_id: str) -> Sequence[Block]:
    """The totals of a member's plans published by the as-of day; later ones are only said to exist (rule 4)."""
    totals = _totals(view, member_id)
    day = view.selection.asof.isoformat()
    known = totals["published"].map(lambda date: as_day(date) <= day).astype(bool)
    return [*_table(view, totals[known]), *_later(view, totals[~known])]


def _totals(view: View, member_id: str) -> pd.DataFrame:
    plans = view.snapshot.table("action_plans")
    own = plans.loc[plans["member_id"] == member_id, "id"]
    results = view.snapshot.tables["plan_results"]
    return results[results["action_plan_id"].isin(own)]


def _table(view: View, totals: pd.DataFrame) -> list[Block]:
    words = view.words
    if not len(totals):
        return []
    title = words("Totals published for the plan as a whole")
    rows = [_row(view, record) for _, record in totals.iterrows()]
    note = words("These stand beside the commitments and are not added to them.")
    return [Table("published-totals", title, _COLUMNS, rows, notes=[note], tab=words("Published totals"))]


def _row(view: View, record: pd.Series) -> Row:
    counts = [record[level] for level in COMPLETION_SCALE]
    return [
        view.names.short_plan(record["action_plan_id"]),
        view.words.code("assessor", record.assessor),
        Day(record["published"]),
        *(Unknown() if pd.isna(count) else Count(int(count)) for count in counts),
    ]


def _later(view: View, totals: pd.DataFrame) -> list[Block]:
    """On the as-of day nobody knew them."""
    if not len(totals):
        return []
    date = view.words.date(str(totals["published"].min()))
    text = view.words("Totals for a plan as a whole were published after the as-of day ({date}).", date=date)
    return [Paragraph(text, "note span-12")]
