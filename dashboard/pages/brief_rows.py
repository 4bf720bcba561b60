"""The rows behind the brief: what changed, what could not be compared, what is due, who leads, how rates moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from dash import html

from dashboard.components.chips import completion_chip
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.change import CHANGES
from dashboard.data.records import Row
from dashboard.data.snapshot import COMPLETION, NEVER, day_of
from dashboard.language.rates import with_n
from dashboard.language.vocabulary import AGENDA_STATUSES, ASSESSORS
from dashboard.language.vocabulary import CHANGES as CHANGE_WORDS
from dashboard.language.words import N_
from dashboard.pages.due_list import FIRST_ROWS, due_list, more, named
from dashboard.queries import changes
from dashboard.queries.changes import Rate
from dashboard.queries.leadership import Seat, committee
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE

_LISTS = (*(("change", change) for change in CHANGES if change != "unchanged"), ("due", "overdue"), ("due", "soon"))
_WITH_COMPLETE = ("advanced", "newly_assessed")
"""The classes of which the complete are told apart."""

_NOT_COMPARED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (N_("Begun since: not there before"), "new", ()),
    (N_("Assessed since: nothing known before"), "newly_assessed", ()),
    (N_("Withdrawn since: no longer on the scale"), "withdrawn", ()),
    (N_("Into or out of the scale: neither forward nor back"), "otherwise", ()),
    (N_("Not assessed on either day"), "unchanged", ("not_assessed",)),
    (N_("No evidence or withdrawn on both days"), "unchanged", ("unclear", "withdrawn")),
)
"""Why a commitment cannot be compared, its class, and its completion now where that tells it apart."""


@dataclass(frozen=True)
class Listed:
    """The commitments of all lists on the page, read at once: rows by place, dates as published by finding."""

    rows: dict[int, Row]
    dates: dict[tuple[str, str, int], str]

    @classmethod
    def of(cls, view: View, lists: list[np.ndarray]) -> Listed:
        """Two queries, however many lists there are."""
        places = np.unique(np.concatenate([places[:FIRST_ROWS] for places in lists]))
        records = view.records.commitments(view.snapshot, places)
        found = view.records.findings(view.snapshot, [record.id for record in records])
        dates = {(row.commitment_id, row.assessor, day_of(row.published)): row.published for row in found}
        return cls(dict(zip(places.tolist(), records, strict=True)), dates)


def changed_href(view: View, change: str, **more: Any) -> str:
    """The list of the commitments of a class, with the day they are compared with written into the address."""
    return view.href("commitments", since=view.selection.since.isoformat(), change=(change,), **more)


def rows(view: View) -> Any:
    """Everything under the sentences."""
    if not view.selection.commitments:
        return html.P(link(view.words("Reset the filters"), href=view.reset), className="empty")
    compared = [_sums(view), _states(view)] if view.since else []
    lists = _lists(view)
    left = [_not_compared(view)] if view.since else []
    rates = [_rates(view, "priority"), _rates(view, "region")] if view.since else []
    return html.Div(
        [*compared, *lists["change"], *left, *rates, *lists["due"], *_leadership(view), *_agenda(view)],
        className="cards",
    )


def _section(title: str, parts: list[Any], span: int = 12) -> Any:
    return html.Section([html.H2(title), *parts], className=f"card span-{span}")


def _count(view: View, n: int, href: str) -> Any:
    """A number that leads to its rows, where there are any."""
    return link(view.words.number(n), href=href) if n else view.words.number(n)


def _sums(view: View) -> Any:
    """Every class with its number; together they are all."""
    words, found = view.words, changes.by_class(view.selection)
    total = sum(found.values())
    *moved, same = CHANGES
    body: list[list[Any]] = []
    for change in moved:
        body.append([words(CHANGE_WORDS[change]), _count(view, found[change], changed_href(view, change))])
        if change in _WITH_COMPLETE:
            complete = changes.now_complete(view.selection, change)
            href = changed_href(view, change, completion=("complete",))
            body.append([html.Span(words("of them now complete"), className="part"), _count(view, complete, href)])
    changed_link = view.href("commitments", since=view.selection.since.isoformat(), change=tuple(moved))
    body += [
        [html.Strong(words("Changed in all")), _count(view, total - found[same], changed_link)],
        [words(CHANGE_WORDS[same]), _count(view, found[same], changed_href(view, same))],
        [html.Strong(words("All commitments")), _count(view, total, view.href("commitments"))],
    ]
    title = words("What changed since {since}", since=view.since)
    columns = [Column(words("Change")), Column(words("Commitments"), numeric=True)]
    return _section(title, [data_table(title, columns, body, cards=False)], 6)


def _states(view: View) -> Any:
    """Completion on both days, as the Overview has it on each."""
    words = view.words
    title = words("Completion on both days")
    columns = [
        Column(words("Completion")),
        *(Column(day, numeric=True) for day in (view.since, view.asof)),
        Column(words("Difference"), numeric=True),
    ]
    found = changes.states(view.selection)
    body = [
        _state(view, completion_chip(row.id, words), int(row.before), int(row.now), (row.id,))
        for row in found.itertuples()
    ]
    all_of_them = html.Strong(words("All commitments"))
    body.append(_state(view, all_of_them, int(found["before"].sum()), int(found["now"].sum()), ()))
    note = [] if _free(view) else [_note(view)]
    return _section(title, [data_table(title, columns, body), *note], 6)


def _note(view: View) -> Any:
    text = view.words("Counted are the commitments chosen by the filters on the later day.")
    return html.P(text, className="card-note")


def _state(view: View, name: Any, before: int, now: int, completion: tuple[str, ...]) -> list[Any]:
    words = view.words
    return [
        name,
        *both(view, before, now, words.number(before), words.number(now), completion=completion),
        words.signed(now - before),
    ]


def _free(view: View) -> bool:
    """No filter is chosen whose meaning differs between the two days."""
    return not (view.filters.completion or view.filters.due or view.filters.change)


def both(view: View, before: int, now: int, told_before: str, told_now: str, **chosen: Any) -> list[Any]:
    """What is told of the two days, each with the way to its rows where the list can show exactly those."""
    since = view.selection.since.isoformat()
    then: dict[str, Any] = {"asof": since, "since": ""}
    days = ((before, told_before, chosen | then), (now, told_now, chosen))
    return [link(text, href=view.href("commitments", **day)) if n and _free(view) else text for n, text, day in days]


def _not_compared(view: View) -> Any:
    words = view.words
    body = [[words(reason), _count(view, n, href)] for reason, n, href in not_compared(view)]
    title = words("What could not be compared, and why")
    return _section(
        title,
        [data_table(title, [Column(words("Why")), Column(words("Commitments"), numeric=True)], body, cards=False)],
    )


def not_compared(view: View) -> Iterator[tuple[str, int, str]]:
    """Each reason why commitments cannot be compared, how many it holds for, and the way to them."""
    for reason, change, completion in _NOT_COMPARED:
        mask = view.selection.having("change", change)
        if completion:
            states = [COMPLETION.index(state) for state in completion]
            mask = mask & np.isin(view.selection.findings.completion, states)
        href = changed_href(view, change, **({"completion": completion} if completion else {}))
        yield reason, int(mask.sum()), href


def _lists(view: View) -> dict[str, list[Any]]:
    """By dimension: the commitments of every class and those that are due, the first of each."""
    asked = [(name, value) for name, value in _LISTS if name == "due" or view.since]
    found = {key: changes.places(view.selection, *key) for key in asked}
    # What became of none is said by the sums; that nothing is due is said in its own section.
    shown = {key: places for key, places in found.items() if len(places) or key[0] == "due"}
    sections: dict[str, list[Any]] = {name: [] for name in _DRAWN}
    listed = Listed.of(view, list(shown.values()))
    for (name, value), places in shown.items():
        sections[name].append(_DRAWN[name](view, value, places, listed))
    return sections


def _changed(view: View, change: str, places: np.ndarray, listed: Listed) -> Any:
    words = view.words
    titles = (N_("Commitment"), N_("Member"), N_("Before"), N_("Now"), N_("Published"), N_("Assessor"))
    body = [_changed_row(view, int(place), listed) for place in places[:FIRST_ROWS]]
    table = data_table(words(CHANGE_WORDS[change]), [Column(words(title)) for title in titles], body)
    return _section(words(CHANGE_WORDS[change]), [table, more(view, len(places), changed_href(view, change))])


def _changed_row(view: View, place: int, listed: Listed) -> list[Any]:
    words, before, now = view.words, view.selection.before, view.selection.findings
    assessor, day = int(now.assessor[place]), int(now.published[place])
    record = listed.rows[place]
    old = completion_chip(COMPLETION[before.completion[place]], words) if before.begun[place] else words("not begun")
    new = completion_chip(COMPLETION[now.completion[place]], words)
    if day == NEVER:
        return [*named(view, record), old, new, "", ""]
    code = view.snapshot.choices["assessor"][assessor]
    return [*named(view, record), old, new, words.date(listed.dates[record.id, code, day]), words(ASSESSORS[code])]


def _due(view: View, value: str, places: np.ndarray, listed: Listed) -> Any:
    return due_list(view, value, places, listed.rows, 12)


_DRAWN = {"change": _changed, "due": _due}


def _leadership(view: View) -> Iterator[Any]:
    """Gaps and ends of terms of the committee as a whole: filters choose commitments, not seats."""
    words, found = view.words, committee(view.snapshot, view.selection.asof)
    if not found.seats:
        return
    themes = [view.names.of("theme", theme) for theme in found.themes_without_lead]
    without = [who(view, seat) for seat in found.without_role]
    gaps = [
        html.H3(words("Themes without a lead on record")),
        html.P(words.listing(themes) or words("None on record")),
        html.H3(words("Members without a role on record")),
        html.P(words.listing(without) or words("None on record")),
        html.P(words("The sources are incomplete: none on record is not none held."), className="card-note"),
    ]
    yield _section(words("Gaps in leadership"), [*gaps, _all_of_it(view)], 6)
    title = words("Terms that end within 180 days")
    columns = [Column(words("Member")), Column(words("Last day")), Column(words("Roles held"), numeric=True)]
    body = [
        [who(view, seat), words.date(seat.span.end_date), words.number(len(seat.held_roles))] for seat in found.ending()
    ]
    ending = data_table(title, columns, body) if body else html.P(words("None on record"))
    yield _section(title, [ending, _all_of_it(view)], 6)


def who(view: View, seat: Seat) -> str:
    """A Steering Committee member, with the organisation where there is one."""
    name = view.names.of("steering_member", seat.steering_member_id)
    return f"{name} ({seat.organisation})" if seat.organisation else name


def _all_of_it(view: View) -> Any:
    return html.P(link(view.words("The whole Steering Committee"), href=view.href("leadership")))


def _agenda(view: View) -> Iterator[Any]:
    """Each promise on which something was found since, with its last finding."""
    words = view.words
    found = changes.agenda(view.selection) if view.since else []
    if not found:
        return
    titles = (N_("Promise"), N_("Before"), N_("Now"), N_("Found on"), N_("What was found"), N_("Source"))
    body = [
        [
            link(view.names.of("promise", promise.item), href=view.href("agenda")),
            words(AGENDA_STATUSES[promise.before]) if promise.before else words("no finding"),
            words(AGENDA_STATUSES[promise.now]),
            words.date(promise.date),
            promise.note,
            promise.source,
        ]
        for promise in found
    ]
    title = words("The co-chairs' promises")
    yield _section(title, [data_table(title, [Column(words(name)) for name in titles], body)])


def _rates(view: View, name: str) -> Any:
    """The completion rate of each group on both days."""
    words = view.words
    title = words(_RATE_TITLES[name])
    columns = [
        Column(words(_RATE_GROUPS[name])),
        *(Column(day, numeric=True) for day in (view.since, view.asof)),
        Column(words("Difference in percentage points"), numeric=True),
    ]
    body = [_rate(view, name, *found) for found in changes.rates(view.selection, name)]
    return _section(title, [data_table(title, columns, body)], 6)


_RATE_TITLES = {"priority": N_("Completion rate by priority"), "region": N_("Completion rate by region")}
_RATE_GROUPS = {"priority": N_("Priority"), "region": N_("Region")}


def _rate(view: View, name: str, value: str, before: Rate, now: Rate) -> list[Any]:
    words, label = view.words, view.names.of(name, value)
    told = [with_n(rate.completed, rate.assessed, words) for rate in (before, now)]
    if getattr(view.filters, name) in {(), (value,)}:  # else the list would show more than was counted
        chosen: dict[str, Any] = {name: (value,), "completion": COMPLETION_SCALE}
        cells = both(view, before.assessed, now.assessed, *told, **chosen)
    else:
        cells = list(told)
    points = now.points_from(before)
    return [label, *cells, words("too few to compare") if points is None else words.points(points)]
