"""The tables of the Agenda page: the promises, every finding on them, and the commitments beside them."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.exports.xlsx import Day, Share, Value
from dashboard.language.vocabulary import AGENDA_STATUSES
from dashboard.language.words import N_
from dashboard.queries import agenda
from dashboard.queries.agenda import MANDATE_END, NO_FINDING, Delivery, Promise
from dashboard.takeaway.tables import Table
from dashboard.view.view import View

_PROMISES = (
    *(N_("Section"), N_("Promise"), N_("Status"), N_("Found on")),
    N_("Open at the end of the mandate"),
)
_FINDINGS = (N_("Promise"), N_("Found on"), N_("Status"), N_("What was found"), N_("Source"))
_DELIVERY = (N_("Promise"), N_("Counted"), N_("Commitments"), N_("Assessed"), N_("Completion rate"))


def tables(view: View) -> Iterator[Table]:
    """The promises with their status, their findings, and the commitments of their themes."""
    found = agenda.promises(view.snapshot, view.selection.asof)
    yield _promises(view, found)
    yield _findings(view, found)
    yield _delivered(view, found)


def _promises(view: View, found: tuple[Promise, ...]) -> Table:
    words = view.words
    open_then = _open_at_the_end(view)
    rows: list[list[Value]] = [
        [
            view.names.of("section", one.section),
            view.names.of("promise", one.id),
            _status(view, one.status),
            Day(one.findings[-1].date) if one.findings else None,
            open_then.get(one.id),
        ]
        for one in found
    ]
    return Table(words("Promises"), words("The co-chairs' promises"), _PROMISES, rows)


def _open_at_the_end(view: View) -> dict[str, str]:
    """Whether a promise was open when the mandate ended; nothing before, and of one with no finding by then."""
    if view.selection.asof < MANDATE_END:
        return {}
    carried = {one.id for one in agenda.carried_over(view.snapshot)}
    known = [one.id for one in agenda.promises(view.snapshot, MANDATE_END) if one.status != NO_FINDING]
    return {id_: view.words("Yes") if id_ in carried else view.words("No") for id_ in known}


def _status(view: View, status: str) -> str:
    return view.words(AGENDA_STATUSES[status]) if status else view.words("No finding on record")


def _findings(view: View, found: tuple[Promise, ...]) -> Table:
    words = view.words
    rows: list[list[Value]] = [
        [
            view.names.of("promise", promise.id),
            Day(one.date),
            words(AGENDA_STATUSES[one.status]),
            one.note,
            one.source,
        ]
        for promise in found
        for one in promise.findings
    ]
    note = words("Notes and sources are as they were recorded, in English.")
    return Table(words("Findings"), words("Findings by {date}", date=view.asof), _FINDINGS, rows, [note])


def _delivered(view: View, found: tuple[Promise, ...]) -> Table:
    words = view.words
    note = words(
        "Findings by {date}. The filters choose the commitments counted beside the promises, never the promises; "
        "each promise counts its own themes, whichever are chosen.",
        date=view.asof,
    )
    rows = [row for one in found for row in _beside(view, one)]
    return Table(words("Live figures"), words("Live figures"), _DELIVERY, rows, [note])


def _beside(view: View, promise: Promise) -> Iterator[list[Value]]:
    """Each theme of a promise, then its themes together; for the one about pilots the subnational members."""
    title = view.names.of("promise", promise.id)
    if promise.id == "sub-1":
        yield [title, view.words("Subnational members"), *_counts(agenda.pilots(view.selection).delivery)]
    for theme in promise.themes:
        yield [title, view.names.of("theme", theme), *_counts(agenda.on_themes(view.selection, (theme,)))]
    if len(promise.themes) > 1:
        together = agenda.on_themes(view.selection, promise.themes)
        yield [title, view.words("These themes together"), *_counts(together)]


def _counts(found: Delivery) -> list[Value]:
    return [found.commitments, found.rate.assessed, Share(found.rate.completed, found.rate.assessed)]
