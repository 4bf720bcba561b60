"""Members on the map: where they are and how they are doing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import Snapshot, cached
from dashboard.queries.breakdown import by_member as members_by_completion


def by_member(selection: Selection) -> pd.DataFrame:
    """The table by member, with `country` (ISO 3166-1 alpha-3), `pilot`, `latitude` and `longitude` after the rate."""
    return members_by_completion(selection, **_places(selection.snapshot))


@cached(1)
def _places(snapshot: Snapshot) -> dict[str, npt.NDArray[np.object_]]:
    """Where the members are, in their table's order; a latitude or longitude that is not known is NaN."""
    members = snapshot.tables["members"]
    degrees = {name: members[name].astype(float).to_numpy() for name in ("latitude", "longitude")}
    pilot = members["id"].isin(snapshot.pilots).to_numpy(dtype=object)
    return {"country": members["country"].to_numpy(dtype=object), "pilot": pilot} | degrees
