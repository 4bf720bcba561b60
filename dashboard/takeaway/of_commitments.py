"""Tables of commitments: the whole list under filters and search, and those that are overdue or fall due."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.data.records import Row
from dashboard.data.snapshot import COMPLETION
from dashboard.exports.xlsx import Day, Value
from dashboard.language.vocabulary import COMPLETION as COMPLETION_WORDS
from dashboard.language.vocabulary import DUE, IMPACT, LEVELS, OGP_VALUES, SPECIFICITY
from dashboard.language.words import N_
from dashboard.queries.changes import places
from dashboard.takeaway.tables import Table
from dashboard.view.listing import in_order
from dashboard.view.view import View
from data_loader.schema import LIST_SEPARATOR

ROWS_AT_ONCE = 500

_COMMITMENTS = (
    *(N_("Commitment"), N_("Number in the data"), N_("Member"), N_("Action plan"), N_("Number in the plan")),
    *(N_("Themes"), N_("Lead institution"), N_("Delivered by"), N_("Start"), N_("Promised end")),
    *(N_("Completion"), N_("Ambition"), N_("Specificity"), N_("OGP values"), N_("Starred by the IRM")),
)
_DUE = (N_("Commitment"), N_("Member"), N_("Promised end"), N_("Completion"))
_STARRED = {True: N_("Yes"), False: N_("No")}


def whole_list(view: View) -> Iterator[Table]:
    """The list of commitments, all its pages, read as it is written."""
    found, title = in_order(view), view.words("Commitments")
    yield Table(title, title, _COMMITMENTS, _rows(view, found), total=len(found))


def _rows(view: View, found: np.ndarray) -> Iterator[list[Value]]:
    states = view.selection.findings.completion
    for place, record in one_by_one(view, found):
        yield _row(view, record, COMPLETION[states[place]])


def one_by_one(view: View, found: np.ndarray) -> Iterator[tuple[int, Row]]:
    """Places with their rows, a few hundred read at a time."""
    for start in range(0, len(found), ROWS_AT_ONCE):
        some = found[start : start + ROWS_AT_ONCE]
        yield from zip(some.tolist(), view.records.commitments(view.snapshot, some), strict=True)


def _row(view: View, record: Row, state: str) -> list[Value]:
    words = view.words
    values = [words(OGP_VALUES[value]) for value in _parts(record.ogp_values)]
    return [
        record.title,
        record.id,
        view.names.of("member", record.member_id),
        view.names.short_plan(record.action_plan_id),
        record.number,
        themes(view, record),
        record.lead_institution,
        words(LEVELS[record.government_level]),
        Day(record.start_date or ""),
        Day(record.end_date or ""),
        words(COMPLETION_WORDS[state]),
        words(IMPACT.get(record.potential_impact, "")),
        words(SPECIFICITY.get(record.specificity, "")),
        "; ".join(values),
        words(_STARRED.get(record.starred, "")),
    ]


def themes(view: View, record: Row) -> str:
    """The themes of a commitment by name."""
    return "; ".join(view.names.of("theme", theme) for theme in _parts(record.themes))


def _parts(text: str | None) -> list[str]:
    return [part for part in (text or "").split(LIST_SEPARATOR) if part]


def due(view: View) -> Iterator[Table]:
    """The commitments that are overdue, then those that fall due soon, the first to end first."""
    words, states = view.words, view.selection.findings.completion
    for value, title in DUE.items():
        found = places(view.selection, "due", value)
        rows = (
            [
                record.title,
                view.names.of("member", record.member_id),
                Day(record.end_date or ""),
                words(COMPLETION_WORDS[COMPLETION[states[place]]]),
            ]
            for place, record in one_by_one(view, found)
        )
        none = [] if len(found) else [words("No such commitment on {date}.", date=view.asof)]
        yield Table(words(title), words(title), _DUE, rows, none, len(found))
