"""What is late by action plan, in its three counts (rule 11): the newest plan first, those of a member together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.selection import Selection
from dashboard.data.snapshot import DUE, begins

NOT_ENDED = ("yes", "unknown")
"""The values of RUNNING of plans that are not known to have ended."""
_OVERDUE, _RESULT_UNKNOWN, _END_UNKNOWN = (DUE.index(value) for value in ("overdue", "overdue-unknown", "end-unknown"))


@dataclass(frozen=True)
class Plan:
    """An action plan, of its commitments selected the three counts of late, and how many there are."""

    id: str
    member: str
    begins: int
    running: str
    overdue: int
    result_unknown: int
    end_unknown: int
    commitments: int


def by_plan(selection: Selection) -> list[Plan]:
    """The plans of which anything is late or cannot be known to be."""
    due, running, dimension = selection.due, selection.running, selection.dimension("plan")
    counts = dimension.count(selection.mask, np.where(due.codes < 0, len(DUE), due.codes), len(DUE) + 1)
    counted = dimension.count(selection.mask, running.codes, len(running.values))
    states = counted.argmax(axis=1)  # the same of all of a plan
    rows = selection.snapshot.table("action_plans")
    plans = [
        Plan(
            id=dimension.values[code],
            member=rows.loc[dimension.values[code], "member_id"],
            begins=begins(rows.loc[dimension.values[code]]),
            running=running.values[states[code]],
            overdue=int(counts[code, _OVERDUE]),
            result_unknown=int(counts[code, _RESULT_UNKNOWN]),
            end_unknown=int(counts[code, _END_UNKNOWN]),
            commitments=int(counts[code].sum()),
        )
        for code in np.flatnonzero(counts[:, [_OVERDUE, _RESULT_UNKNOWN, _END_UNKNOWN]].sum(axis=1)).tolist()
    ]
    newest: dict[str, tuple[int, int]] = {}
    for plan in plans:
        newest[plan.member] = max(newest.get(plan.member, (0, 0)), (plan.begins, plan.overdue))
    return sorted(plans, key=lambda plan: (*(-n for n in newest[plan.member]), plan.member, -plan.begins))


def any_end_known(selection: Selection) -> bool:
    """Whether the promised end of any commitment selected is known: without one, no count of overdue means anything."""
    return selection.sizes("due")["end-unknown"] < selection.commitments
