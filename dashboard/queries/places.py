"""Members on the map: where they are and how they are doing."""

from __future__ import annotations

import pandas as pd

from dashboard.queries.breakdown import by_member as members_by_completion
from dashboard.selection import Selection


def by_member(selection: Selection) -> pd.DataFrame:
    """The table by member, with `country` (ISO 3166-1 alpha-3), `kind`, `latitude` and `longitude` after the rate."""
    table = members_by_completion(selection)
    members = selection.snapshot.table("members").loc[table["id"], ["country", "kind", "latitude", "longitude"]]
    place = {column: members[column].astype(float) for column in ("latitude", "longitude")}
    columns = {"country": members["country"], "kind": members["kind"], **place}
    return table.assign(**{name: column.to_numpy() for name, column in columns.items()})
