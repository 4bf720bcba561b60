"""Expected against actual: how far a commitment should be by now, beside how far it was found (rule 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS, NEVER, day_of, first_day_of
from dashboard.queries.measures import Measure

BEHIND, ON_TRACK, AHEAD, NOT_DUE, NOT_KNOWN = "behind", "on_track", "ahead", "not_due", "not_known"
COMPARED = (BEHIND, ON_TRACK, AHEAD)
NOTHING, BEGUN, COMPLETE = "nothing", "begun", "complete"
"""What is expected of a commitment: nothing yet, that it has begun, that it is complete."""
_HALF = 0.5
_NOT_STARTED, _COMPLETE = COMPLETION.index("not_started"), COMPLETION.index("complete")


@dataclass(frozen=True, eq=False)
class Progress:
    """How every commitment of the snapshot stands to its promised end on the as-of day of a selection."""

    is_over: np.ndarray  # the last day that its promised end may mean is past
    share: np.ndarray  # of the time from start to promised end that has gone by, 0 to 1; NaN where that is not known
    codes: np.ndarray  # its place in COMPARED; -1 where its end or its level is not known, or it was withdrawn

    @classmethod
    def of(cls, selection: Selection) -> Progress:
        """Of each date the last day that it may mean counts; the start is its own, else that of its plan."""
        snapshot, day, completion = selection.snapshot, selection.asof.toordinal(), selection.findings.completion
        start = np.where(snapshot.start == NEVER, snapshot.begun, snapshot.start).astype(float)
        due, is_over = snapshot.due.astype(float), day > snapshot.due
        whole = np.where(due > start, due - start, np.nan)  # one that is to end as it starts has no time between
        share = np.where(is_over, 1.0, np.nan_to_num(np.clip((day - start) / whole, 0, 1)))
        share[snapshot.due == NEVER] = np.nan
        behind = np.where(is_over, completion != _COMPLETE, (share > _HALF) & (completion == _NOT_STARTED))
        ahead = ~is_over & (completion == _COMPLETE)
        place = np.select([behind, ahead], [COMPARED.index(BEHIND), COMPARED.index(AHEAD)], COMPARED.index(ON_TRACK))
        return cls(is_over, share, np.where(np.isnan(share) | (completion >= LEVELS), -1, place))

    def expected(self, place: int) -> str:
        """What is expected of the commitment at a place by now; empty where its promised end is not known."""
        if np.isnan(self.share[place]):
            return ""
        return COMPLETE if self.is_over[place] else BEGUN if self.share[place] > _HALF else NOTHING

    def verdict(self, place: int) -> str:
        """How the commitment at a place stands to its promised end."""
        code = int(self.codes[place])
        return COMPARED[code] if code >= 0 else NOT_KNOWN

    def in_order(self, selection: Selection) -> np.ndarray:
        """The places of those selected: those behind first, those not known last; each by their promised end."""
        places = np.flatnonzero(selection.mask)
        code = self.codes[places]
        return places[np.lexsort((selection.snapshot.due[places], np.where(code < 0, len(COMPARED), code)))]


PROGRESS = Measure(COMPARED, (ON_TRACK, AHEAD), lambda selection: Progress.of(selection).codes)


def by_pilot(selection: Selection) -> pd.DataFrame:
    """The same by pilot."""
    table = PROGRESS.by("member")(selection)
    return table[table["id"].isin(selection.snapshot.pilots)].reset_index(drop=True)


def known_of_pilots(selection: Selection) -> int:
    """Of how many of the pilots' commitments selected it is known."""
    return int(by_pilot(selection)["known"].sum())


def of_milestone(step: Any, asof: str, reported: str = "") -> str:
    """How a milestone stands to its own promised end; `reported` is the level last reported of it by a member.

    Late only where it was done after the last day that its end may mean for sure, early only where before the first.
    """
    day, due, done = day_of(asof), day_of(step.end_date), day_of(step.done_date)
    if due == NEVER or (step.status == "done" and done == NEVER):
        return NOT_KNOWN
    if done <= day:
        if step.status == "carried_over" or first_day_of(step.done_date) > due:
            return BEHIND
        return AHEAD if done < first_day_of(step.end_date) else ON_TRACK
    if reported == "complete":
        return ON_TRACK if day > due else AHEAD
    if day <= due:
        return NOT_DUE
    return BEHIND if reported else NOT_KNOWN
