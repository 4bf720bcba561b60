"""Tables of several pages: commitments overdue or due soon, also on slides; totals published for a whole plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.data.selection import SOON_DAYS
from dashboard.queries.counts import places
from dashboard.queries.plans import Published, published_totals
from dashboard.view import columns as c
from dashboard.view.view import Record, View

FIRST_ROWS = 20
"""How many rows a list shows on screen; a longer one goes on in the list of commitments."""
ROWS_AT_ONCE = 500
Read = Callable[[View, np.ndarray], Iterator[tuple[int, Record]]]
"""Places with their rows."""


def one_by_one(view: View, places: np.ndarray) -> Iterator[tuple[int, Record]]:
    """Places with their rows, a few hundred read at a time."""
    for start in range(0, len(places), ROWS_AT_ONCE):
        some = places[start : start + ROWS_AT_ONCE]
        yield from zip(some.tolist(), view.records.commitments(view.snapshot, some), strict=True)


def named(view: View, record: Record) -> list[b.Text]:
    """The cells of a commitment and its member."""
    member = record.member_id
    return [
        b.Link(record.title, view.href(f"commitments/{record.id}")),
        b.Link(view.names.of("member", member), view.href(f"members/{member}")),
    ]


def more(view: View, n: int, href: str) -> b.Text:
    """How many of a list are shown, and the way to all; nothing where there are none."""
    if not n:
        return ""
    words = view.words
    all_of_them = b.Link(words.plural("{n} commitment", "{n} commitments", n), href)
    if n <= FIRST_ROWS:
        return all_of_them
    return [words("The first {n} are shown here; the list has all:", n=FIRST_ROWS), " ", all_of_them]


def due(view: View, value: str, span: int = 12, read: Read = one_by_one) -> b.Table:
    """The commitments of a value of DUE; on a page about one member without the column that would say it again."""
    late, names = places(view.selection, "due", value), (c.COMMITMENT, c.MEMBER)[: 1 if view.scope.member else 2]

    def rows(most: int | None) -> Iterable[b.Row]:
        for place, record in read(view, late[:most]):
            chip = c.completion_chip(view.selection.findings.state(place), view.words)
            yield [*named(view, record)[: len(names)], b.Day(record.end_date or ""), chip]

    return b.Table(
        f"due-{value}",
        view.words.code("due", value),
        (*names, c.PROMISED_END, c.COMPLETION),
        rows,
        total=len(late),
        first=FIRST_ROWS,
        more=more(view, len(late), due_href(view, value)),
        empty=view.words("No such commitment on {date}.", date=view.asof),
        span=span,
    )


def due_href(view: View, value: str) -> str:
    """The list of the commitments of a value of DUE."""
    return view.href("commitments", **view.scope.chosen(), due=(value,))


def due_clause(view: View, value: str, n: int) -> str:
    """How many commitments are of a value of DUE, as a clause."""
    if value == "overdue":
        return view.words.plural(
            "{n} assessed commitment past its end date and not complete",
            "{n} assessed commitments past their end date and not complete",
            n,
        )
    return view.words.plural(
        "{n} commitment falls due within {days} days", "{n} commitments fall due within {days} days", n, days=SOON_DAYS
    )


def _answer(view: View, value: str) -> b.Answer:
    table, words = due(view, value), view.words
    n = words.plural("n={n} commitment", "n={n} commitments", view.selection.commitments)
    subtitle = " · ".join([*view.chosen_in_words(), n])
    if not len(table):
        return b.Answer(str(table.empty), subtitle)
    text = words.sentence(due_clause(view, value, len(table)))
    return b.Answer(text, subtitle, table, href=due_href(view, value))


TOPICS = {
    "overdue": b.Topic(N_("What is overdue?"), "commitments", lambda view: _answer(view, "overdue")),
    "due-soon": b.Topic(N_("What falls due soon?"), "commitments", lambda view: _answer(view, "soon")),
}


def published(view: View, member: str) -> Sequence[b.Block]:
    """Totals for whole plans of a member: beside the commitments, never added to them; later ones only exist."""
    words, (known, later) = view.words, published_totals(view.selection, member)
    blocks: list[b.Block] = []
    if known:
        title = words("Totals published for the plan as a whole")
        note = words("These stand beside the commitments and are not added to them.")
        columns = (c.ACTION_PLAN, c.ASSESSOR, c.PUBLISHED, *c.LEVELS)
        rows = [_totals_of_plan(view, totals) for totals in known]
        blocks.append(b.Table("published-totals", title, columns, rows, notes=[note], tab=words("Published totals")))
    if later:  # on the as-of day nobody knew them
        date = words.date(min(totals.day for totals in later))
        text = words("Totals for a plan as a whole were published after the as-of day ({date}).", date=date)
        blocks.append(b.Paragraph(text, "note span-12"))
    return blocks


def _totals_of_plan(view: View, totals: Published) -> b.Row:
    return [
        view.names.short_plan(totals.plan),
        view.words.code("assessor", totals.assessor),
        b.Day(totals.day),
        *(b.Unknown() if count is None else b.Count(count) for count in totals.by_level),
    ]
