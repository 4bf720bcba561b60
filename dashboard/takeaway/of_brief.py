"""The tables of the Brief: what changed and what could not be compared, rates, what is due, gaps, promises."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.data.change import CHANGES
from dashboard.data.snapshot import COMPLETION, NEVER, day_of
from dashboard.exports.xlsx import Day, Points, Share, Value
from dashboard.language.vocabulary import AGENDA_STATUSES, ASSESSORS
from dashboard.language.vocabulary import CHANGES as CHANGE_WORDS
from dashboard.language.vocabulary import COMPLETION as COMPLETION_WORDS
from dashboard.language.words import N_
from dashboard.pages.brief_rows import not_compared
from dashboard.queries import changes
from dashboard.queries.changes import Rate
from dashboard.queries.leadership import committee
from dashboard.takeaway import of_leadership
from dashboard.takeaway.of_commitments import ROWS_AT_ONCE, due, one_by_one
from dashboard.takeaway.tables import Table
from dashboard.view.view import View

_SUMS = (N_("Change"), N_("Commitments"), N_("Of them now complete"))
_STATES = (N_("Completion"), N_("Before"), N_("Now"), N_("Difference"))
_CHANGED = (
    *(N_("Change"), N_("Commitment"), N_("Member"), N_("Before"), N_("Now")),
    *(N_("Published"), N_("Assessor"), N_("Number in the data")),
)
_REASONS = (N_("Why"), N_("Commitments"))
_RATES = (
    *(N_("Completion rate before"), N_("Assessed before"), N_("Completion rate now"), N_("Assessed now")),
    N_("Difference in percentage points"),
)
_RATE_TITLES = {
    "priority": (N_("Priority"), N_("Completion rate by priority")),
    "region": (N_("Region"), N_("Completion rate by region")),
}
_NEWS = (N_("Promise"), N_("Before"), N_("Now"), N_("Found on"), N_("What was found"), N_("Source"))


def tables(view: View) -> Iterator[Table]:
    """Everything of the page, every list in full."""
    if view.since:
        yield _sums(view)
        yield _states(view)
        yield _changed(view)
        yield _not_compared(view)
        yield from (_rates(view, name) for name in _RATE_TITLES)
    yield from due(view)
    found = committee(view.snapshot, view.selection.asof)
    if found.seats:
        yield from of_leadership.gaps(view, found)
        yield of_leadership.ending(view, found)
    if view.since:
        yield _news(view)


def _days(view: View) -> str:
    """What "before" and "now" stand for."""
    return view.words("Before: {since}; now: {date}.", since=view.since, date=view.asof)


def _sums(view: View) -> Table:
    words, found = view.words, changes.by_class(view.selection)
    rows: list[list[Value]] = [
        [words(CHANGE_WORDS[change]), found[change], changes.now_complete(view.selection, change)] for change in CHANGES
    ]
    complete = int(view.selection.totals[COMPLETION.index("complete")])
    rows.append([words("All commitments"), sum(found.values()), complete])
    title = words("What changed since {since}", since=view.since)
    return Table(words("Changes"), title, _SUMS, rows, [_days(view)])


def _states(view: View) -> Table:
    words, found = view.words, changes.states(view.selection)
    rows: list[list[Value]] = [
        [words(COMPLETION_WORDS[row.id]), int(row.before), int(row.now), Points(int(row.now - row.before))]
        for row in found.itertuples()
    ]
    before, now = int(found["before"].sum()), int(found["now"].sum())
    rows.append([words("All commitments"), before, now, Points(now - before)])
    note = words("Counted are the commitments chosen by the filters on the later day.")
    return Table(words("Completion"), words("Completion on both days"), _STATES, rows, [_days(view), note])


def _changed(view: View) -> Table:
    words = view.words
    found = {change: changes.places(view.selection, "change", change) for change in CHANGES if change != "unchanged"}
    rows = (row for change, places in found.items() for row in _moved(view, change, places))
    total = sum(len(places) for places in found.values())
    title = words("The commitments that changed")
    return Table(words("Commitments"), title, _CHANGED, rows, [_days(view)], total)


def _moved(view: View, change: str, places: np.ndarray) -> Iterator[list[Value]]:
    for start in range(0, len(places), ROWS_AT_ONCE):
        yield from _moved_at_once(view, change, places[start : start + ROWS_AT_ONCE])


def _moved_at_once(view: View, change: str, places: np.ndarray) -> Iterator[list[Value]]:
    records = dict(one_by_one(view, places))
    found = view.records.findings(view.snapshot, [record.id for record in records.values()])
    dates = {(row.commitment_id, row.assessor, day_of(row.published)): row.published for row in found}
    words, before, now = view.words, view.selection.before, view.selection.findings
    for place, record in records.items():
        begun = before.begun[place]
        yield [
            words(CHANGE_WORDS[change]),
            record.title,
            view.names.of("member", record.member_id),
            words(COMPLETION_WORDS[COMPLETION[before.completion[place]]]) if begun else words("not begun"),
            words(COMPLETION_WORDS[COMPLETION[now.completion[place]]]),
            *_finding(view, record.id, place, dates),
            record.id,
        ]


def _finding(view: View, id_: str, place: int, dates: dict[tuple[str, str, int], str]) -> list[Value]:
    """When the finding that counts now was published, and who found it; nothing where there is none."""
    assessor, day = int(view.selection.findings.assessor[place]), int(view.selection.findings.published[place])
    if day == NEVER:
        return [None, None]
    code = view.snapshot.choices["assessor"][assessor]
    return [Day(dates[id_, code, day]), view.words(ASSESSORS[code])]


def _not_compared(view: View) -> Table:
    words = view.words
    rows: list[list[Value]] = [[words(reason), n] for reason, n, _ in not_compared(view)]
    title = words("What could not be compared, and why")
    return Table(words("Not compared"), title, _REASONS, rows, [_days(view)])


def _rates(view: View, name: str) -> Table:
    group, title = _RATE_TITLES[name]
    rows = [_rate(view, name, *found) for found in changes.rates(view.selection, name)]
    note = view.words("A commitment may belong to several priorities, so their totals do not add up.")
    notes = [_days(view), *([note] if name == "priority" else [])]
    return Table(view.words(group), view.words(title), (group, *_RATES), rows, notes)


def _rate(view: View, name: str, value: str, before: Rate, now: Rate) -> list[Value]:
    points = now.points_from(before)
    return [
        view.names.of(name, value),
        Share(before.completed, before.assessed),
        before.assessed,
        Share(now.completed, now.assessed),
        now.assessed,
        None if points is None else Points(points),
    ]


def _news(view: View) -> Table:
    words = view.words
    rows: list[list[Value]] = [
        [
            view.names.of("promise", promise.item),
            words(AGENDA_STATUSES[promise.before]) if promise.before else words("no finding"),
            words(AGENDA_STATUSES[promise.now]),
            Day(promise.date),
            promise.note,
            promise.source,
        ]
        for promise in changes.agenda(view.selection)
    ]
    note = words("Notes and sources are as they were recorded, in English.")
    return Table(words("Promises"), words("The co-chairs' promises"), _NEWS, rows, [_days(view), note])
