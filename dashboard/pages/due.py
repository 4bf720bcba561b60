"""Commitments overdue or due soon, the first to end first: on the brief, on the page of a member, on slides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from dashboard.blocks import Answer, Day, Link, Row, Table, Text, Topic
from dashboard.data.records import Row as Record
from dashboard.data.selection import SOON_DAYS
from dashboard.data.snapshot import COMPLETION as STATES
from dashboard.language.words import N_
from dashboard.queries.changes import places
from dashboard.view.columns import COMMITMENT, COMPLETION, MEMBER, PROMISED_END, completion_chip
from dashboard.view.view import View

FIRST_ROWS = 20
"""How many rows a list shows on screen; a longer one goes on in the list of commitments."""
ROWS_AT_ONCE = 500


Read = Callable[[View, np.ndarray], Iterator[tuple[int, Record]]]
"""Places with their rows."""


def one_by_one(view: View, found: np.ndarray) -> Iterator[tuple[int, Record]]:
    """Places with their rows, a few hundred read at a time."""
    for start in range(0, len(found), ROWS_AT_ONCE):
        some = found[start : start + ROWS_AT_ONCE]
        yield from zip(some.tolist(), view.records.commitments(view.snapshot, some), strict=True)


def due(view: View, value: str, span: int = 12, read: Read = one_by_one) -> Table:
    """The commitments of a value of DUE; on a page about one member without the column that would say it again."""
    found, states, words = places(view.selection, "due", value), view.selection.findings.completion, view.words
    of_one = bool(view.scope.member)

    def rows(most: int | None) -> Iterable[Row]:
        for place, record in read(view, found[:most]):
            first = named(view, record)[: 1 if of_one else 2]
            yield [*first, Day(record.end_date or ""), completion_chip(STATES[states[place]], words)]

    return Table(
        f"due-{value}",
        words.code("due", value),
        (COMMITMENT, *(() if of_one else (MEMBER,)), PROMISED_END, COMPLETION),
        rows,
        total=len(found),
        first=FIRST_ROWS,
        more=more(view, len(found), _href(view, value)),
        empty=words("No such commitment on {date}.", date=view.asof),
        span=span,
    )


def _href(view: View, value: str) -> str:
    return view.href("commitments", **view.scope.chosen(), due=(value,))


def named(view: View, record: Record) -> list[Text]:
    """The cells of a commitment and its member."""
    member = record.member_id
    return [
        Link(record.title, view.href(f"commitments/{record.id}")),
        Link(view.names.of("member", member), view.href(f"members/{member}")),
    ]


def more(view: View, n: int, href: str) -> Text:
    """How many of a list are shown, and the way to all; nothing where there are none."""
    if not n:
        return ""
    words = view.words
    all_of_them = Link(words.plural("{n} commitment", "{n} commitments", n), href)
    if n <= FIRST_ROWS:
        return all_of_them
    return [words("The first {n} are shown here; the list has all:", n=FIRST_ROWS), " ", all_of_them]


def overdue_clause(view: View, n: int) -> str:
    """How many are late, as a clause."""
    return view.words.plural(
        "{n} assessed commitment past its end date and not complete",
        "{n} assessed commitments past their end date and not complete",
        n,
    )


def soon_clause(view: View, n: int) -> str:
    """How many fall due soon, as a clause."""
    return view.words.plural(
        "{n} commitment falls due within {days} days", "{n} commitments fall due within {days} days", n, days=SOON_DAYS
    )


_CLAUSES = {"overdue": overdue_clause, "soon": soon_clause}


def _answer(view: View, value: str) -> Answer:
    table = due(view, value)
    n = view.words.plural("n={n} commitment", "n={n} commitments", view.selection.commitments)
    subtitle = " · ".join([*view.chosen_in_words(), n])
    if not len(table):
        return Answer(str(table.empty), subtitle)
    return Answer(sentence(_CLAUSES[value](view, len(table))), subtitle, table, href=_href(view, value))


def sentence(clause: str) -> str:
    """A clause as a sentence of its own."""
    return f"{clause[:1].upper()}{clause[1:]}."


TOPICS = {
    "overdue": Topic(N_("What is overdue?"), "commitments", lambda view: _answer(view, "overdue")),
    "due-soon": Topic(N_("What falls due soon?"), "commitments", lambda view: _answer(view, "soon")),
}
