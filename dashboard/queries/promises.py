"""What can be measured of the co-chairs' promises by a day, beyond commitments and events; None is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from dashboard.data.snapshot import Snapshot, cached, day_of
from dashboard.queries import plans
from dashboard.queries.meetings import MINISTERS, meetings
from dashboard.queries.plans import Of

_TAKEN_UP = ("yes", "partly")


@cached(16)
def below_the_minimum(snapshot: Snapshot, asof: dt.date) -> Of:
    """The countries last found not eligible, of those of which that is on record."""
    last: dict[str, tuple[int, bool]] = {}
    for row in snapshot.rows_of("eligibility"):
        day = day_of(row.date or str(row.year))
        if row.eligible is not None and day <= asof.toordinal() and day >= last.get(row.country, (0, True))[0]:
            last[row.country] = (day, bool(row.eligible))
    return Of.flags([not eligible for _, eligible in last.values()])


@cached(16)
def response_cases(snapshot: Snapshot, asof: dt.date) -> list[Any]:
    """The last step known of each case under the response policy, the latest first."""
    last: dict[str, Any] = {}
    for row in snapshot.rows_of("review_steps"):
        known = row.kind == "response_policy" and day_of(row.date) <= asof.toordinal()
        if known and (row.case_id not in last or day_of(row.date) >= day_of(last[row.case_id].date)):
            last[row.case_id] = row
    return sorted(last.values(), key=lambda row: (-day_of(row.date), row.case_id))


def forums(snapshot: Snapshot, asof: dt.date) -> Of:
    """The plans made with a regular forum, of those begun."""
    return Of.flags([plan.forum for plan in plans.begun(snapshot, asof)])


@cached(16)
def taken_up(snapshot: Snapshot, asof: dt.date) -> Of:
    """The recommendations that the next plan took up, if only partly, of those to plans begun."""
    rows = plans.recommendations(snapshot, plans.begun(snapshot, asof))
    return Of.flags([row.taken_up in _TAKEN_UP if row.taken_up else None for _, row in rows])


def by_a_minister(snapshot: Snapshot, asof: dt.date) -> Of:
    """Of the members at meetings held by a day, those represented by a minister or a head of government."""
    rows = [row for one in meetings(snapshot, asof) for row in one.attendance]
    return Of.flags([row.level in MINISTERS if row.level else None for row in rows])


def at_a_high_level(events: Iterable[Any]) -> Of:
    """The events that a minister or a head of government attended."""
    return Of.flags([event.level in MINISTERS if event.level else None for event in events])
