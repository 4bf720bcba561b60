"""Commitments by completion in each group of a dimension: the table under most charts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from dashboard.rates import SMALL_N
from dashboard.selection import Selection
from dashboard.snapshot import COMPLETION
from data_loader.schema import COMPLETION_SCALE

Query = Callable[[Selection], pd.DataFrame]


def tabulate(values: tuple[str, ...], counts: np.ndarray) -> pd.DataFrame:
    """Counts of shape (groups, states) as a table.

    Columns: `id`, one a completion state, `commitments`, `assessed` (those on the four-level scale) and
    `completion_rate` (0 to 1; NaN where nothing is assessed).
    """
    table = pd.DataFrame(counts, columns=list(COMPLETION))
    table.insert(0, "id", list(values))
    assessed = counts[:, : len(COMPLETION_SCALE)].sum(axis=1)
    completed = table["substantial"] + table["complete"]
    table["commitments"] = counts.sum(axis=1)
    table["assessed"] = assessed
    table["completion_rate"] = completed / pd.Series(assessed, dtype=float).replace(0.0, np.nan)
    return table


def by(dimension: str, *, ranked: bool = False) -> Query:
    """The query for one dimension; groups without a commitment are left out.

    `ranked` orders by completion rate, groups with too few assessed for a rate after the others.
    """

    def query(selection: Selection) -> pd.DataFrame:
        table = tabulate(selection.dimension(dimension).values, selection.count(dimension))
        table = table[table["commitments"] > 0]
        return (rank(table) if ranked else table).reset_index(drop=True)

    return query


def rank(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by completion rate; those with fewer than five assessed follow by their number of commitments."""
    few = table["assessed"] < SMALL_N
    key = table.assign(few=few, rate=table["completion_rate"].where(~few, -1.0))
    return table.loc[
        key.sort_values(["few", "rate", "commitments"], ascending=[True, False, False], kind="stable").index
    ]


def by_member(selection: Selection) -> pd.DataFrame:
    """By member, ranked; members without a commitment stay, since nothing known is not nothing done (rule 6)."""
    members = selection.snapshot.table("members")
    table = tabulate(tuple(members["id"]), selection.count("member"))
    filters = selection.filters
    shown = members["region"].isin(filters.region or members["region"]) & members["id"].isin(
        filters.member or members["id"]
    )
    narrowed = set(filters.chosen()) - {"region", "member"}
    return rank(table[shown.to_numpy() & ((table["commitments"] > 0) | (not narrowed))]).reset_index(drop=True)
