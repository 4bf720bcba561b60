"""What can be measured of the co-chairs' promises by a day, beyond commitments and events; None is not known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from dashboard.data.snapshot import Snapshot, day_of
from dashboard.queries.agenda import MANDATE_END, MANDATE_START
from dashboard.queries.events import Event
from dashboard.queries.meetings import MINISTERS, meetings

_TO_THE_MONTH = len("2016-05")
_TAKEN_UP = ("yes", "partly")


class Of(NamedTuple):
    """How many of those of which it is known, and of how many that could be known."""

    n: int
    known: int
    all: int


@dataclass(frozen=True)
class NewMembers:
    """The countries that joined in the mandate by a day, in time, by id, region and standing in La Francophonie."""

    ids: tuple[str, ...]
    regions: Counter[str]
    francophone: int  # full members of La Francophonie
    only_year: int  # joined in a year of the mandate, the month not known: in none of the other numbers


def new_members(snapshot: Snapshot, asof: dt.date) -> NewMembers:
    """Who joined from the first day of the mandate to its last or the as-of day; no pilot is among them."""
    first, last = MANDATE_START.toordinal(), min(asof, MANDATE_END).toordinal()
    rows = [row for row in snapshot.tables["members"].itertuples() if row.government_level == "national"]
    dated = [row for row in rows if row.joined and len(row.joined) >= _TO_THE_MONTH]
    new = sorted((row for row in dated if first <= day_of(row.joined) <= last), key=lambda row: (row.joined, row.id))
    years = {str(MANDATE_START.year), str(MANDATE_END.year)}
    vague = [row for row in rows if row not in dated and str(row.joined or row.year_joined or "")[:4] in years]
    return NewMembers(
        tuple(row.id for row in new),
        Counter(row.region for row in new),
        sum(row.francophonie == "member" for row in new),
        sum(day_of(str(row.joined or row.year_joined)) <= asof.toordinal() for row in vague),
    )


def below_the_minimum(snapshot: Snapshot, asof: dt.date) -> Of:
    """The countries last found not eligible, of those of which that is on record."""
    last: dict[str, tuple[int, bool]] = {}
    for row in snapshot.tables["eligibility"].itertuples():
        day = day_of(row.date or str(row.year))
        if row.eligible is not None and day <= asof.toordinal() and day >= last.get(row.country, (0, True))[0]:
            last[row.country] = (day, bool(row.eligible))
    return Of(sum(not eligible for _, eligible in last.values()), len(last), len(last))


def response_cases(snapshot: Snapshot, asof: dt.date) -> list[Any]:
    """The last step known of each case under the response policy, the latest first."""
    last: dict[str, Any] = {}
    for row in snapshot.tables["review_steps"].itertuples():
        known = row.kind == "response_policy" and day_of(row.date) <= asof.toordinal()
        if known and (row.case_id not in last or day_of(row.date) >= day_of(last[row.case_id].date)):
            last[row.case_id] = row
    return sorted(last.values(), key=lambda row: (-day_of(row.date), row.case_id))


def _begun(snapshot: Snapshot, asof: dt.date) -> set[str]:
    """The action plans that had begun by a day."""
    plans = snapshot.tables["action_plans"].itertuples()
    return {row.id for row in plans if day_of(row.start_date or str(row.year_submitted)) <= asof.toordinal()}


def forums(snapshot: Snapshot, asof: dt.date) -> Of:
    """The plans made with a regular forum, of those begun."""
    begun = _begun(snapshot, asof)
    rows = [row for row in snapshot.tables["plan_process"].itertuples() if row.action_plan_id in begun]
    return _of((None if row.regular_forum is None else bool(row.regular_forum) for row in rows), len(begun))


def taken_up(snapshot: Snapshot, asof: dt.date) -> Of:
    """The recommendations that the next plan took up, if only partly, of those to plans begun."""
    begun = _begun(snapshot, asof)
    rows = [row for row in snapshot.tables["recommendations"].itertuples() if row.action_plan_id in begun]
    return _of((row.taken_up in _TAKEN_UP if row.taken_up else None for row in rows), len(rows))


def by_a_minister(snapshot: Snapshot, asof: dt.date) -> Of:
    """Of the members at meetings held by a day, those represented by a minister or a head of government."""
    rows = [row for one in meetings(snapshot, asof) for row in one.attendance]
    return _of((row.level in MINISTERS if row.level else None for row in rows), len(rows))


def at_a_high_level(events: Iterable[Event]) -> Of:
    """The events that a minister or a head of government attended."""
    levels = [event.level for event in events]
    return _of((level in MINISTERS if level else None for level in levels), len(levels))


def _of(answers: Iterator[bool | None], most: int) -> Of:
    known = [answer for answer in answers if answer is not None]
    return Of(sum(known), len(known), most)
