"""A member beside its region and all members, under the same other filters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.data.filters import Filters
from dashboard.data.selection import Selection, select
from dashboard.queries.breakdown import tabulate


def member_region_all(selection: Selection) -> pd.DataFrame:
    """Three rows: the member's id, its region's id and `all`; no row when not exactly one member is chosen."""
    filters = selection.filters
    if len(filters.member) != 1:
        return tabulate((), np.zeros((0, len(selection.totals)), dtype=np.int64))
    member = filters.member[0]
    region = selection.snapshot.table("members").loc[member, "region"]
    everyone = replace(filters, member=(), region=())
    views: dict[str, Filters] = {member: filters, region: replace(everyone, region=(region,)), "all": everyone}
    counts = np.array([select(selection.snapshot, view).totals for view in views.values()])
    return tabulate(tuple(views), counts)
