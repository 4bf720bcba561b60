"""Shared by pages: what is late, in its three counts, and due soon, also on slides; totals for a whole plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries.plans import SCALE, totals_of_member
from dashboard.view import columns as c
from dashboard.view.view import Record, View

ONE_PAGE = "one-page"
"""The path of what of a member fits on one sheet."""
FIRST_ROWS = 20
"""How many rows a list shows on screen; a longer one goes on in the list of commitments."""
ROWS_AT_ONCE = 500
LATE = ("overdue", "overdue-unknown", "end-unknown")
"""The values of DUE that are the three counts of late (rule 11)."""
KNOWN_TO_BE_LATE = N_(
    "Late is what is known to be late: past its promised end, and found short of complete. Where the end or the result "
    "is not known, it is counted apart."
)
Read = Callable[[View, np.ndarray], Iterator[tuple[int, Record]]]
"""Places with their rows."""


def one_by_one(view: View, places: np.ndarray) -> Iterator[tuple[int, Record]]:
    """Places with their rows, a few hundred read at a time."""
    for start in range(0, len(places), ROWS_AT_ONCE):
        some = places[start : start + ROWS_AT_ONCE]
        yield from zip(some.tolist(), view.records.commitments(view.snapshot, some), strict=True)


class Together:
    """Reads several lists: the rows of each that a screen shows are read at once, when the first is asked for."""

    def __init__(
        self, view: View, lists: Iterable[np.ndarray], read: Callable[..., Iterator[Any]] = one_by_one
    ) -> None:
        self._view, self._read = view, read  # `read` gives a place and what goes with it for each of some places
        self._first = np.unique(np.concatenate([places[:FIRST_ROWS] for places in lists]))

    @cached_property
    def _shown(self) -> dict[int, tuple[Any, ...]]:
        return {row[0]: row for row in self._read(self._view, self._first)}

    def __call__(self, view: View, places: np.ndarray) -> Iterator[Any]:
        """What was read of the places of one of the lists."""
        if self._has(places):
            return (self._shown[place] for place in places.tolist())
        return self._read(view, places)

    def records(self, view: View, places: np.ndarray) -> Iterator[tuple[int, Record]]:
        """The rows alone."""
        if self._has(places):
            return (self._shown[place][:2] for place in places.tolist())
        return one_by_one(view, places)

    def _has(self, places: np.ndarray) -> bool:
        return len(places) <= FIRST_ROWS and bool(np.isin(places, self._first).all())


def named(view: View, record: Record) -> list[b.Text]:
    """The cells of a commitment and its member."""
    return [c.commitment_link(view, record), c.member_link(view, record.member_id)]


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
    late, names = view.selection.places("due", value), (c.COMMITMENT, c.MEMBER)[: 1 if view.scope.member else 2]

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


def due_clause(view: View, value: str) -> str:
    """How many commitments are of a value of DUE, as a clause."""
    plural, n = view.words.plural, view.selection.sizes("due")[value]
    return {
        "overdue": plural(
            "{n} assessed commitment past its end date and not complete",
            "{n} assessed commitments past their end date and not complete",
            n,
        ),
        "overdue-unknown": plural(
            "{n} past its promised end, result not known", "{n} past their promised end, result not known", n
        ),
        "end-unknown": c.ends_not_known(view),
        "soon": plural(
            "{n} commitment falls due within {days} days",
            "{n} commitments fall due within {days} days",
            n,
            days=view.selection.SOON_DAYS,
        ),
    }[value]


def late_clauses(view: View) -> list[b.Text]:
    """The three counts of late, always together (rule 11), each with the way to its rows."""
    sizes = view.selection.sizes("due")
    clauses = {value: due_clause(view, value) for value in LATE if _can_tell(view, value)}
    return [b.Link(text, due_href(view, value)) if sizes[value] else text for value, text in clauses.items()]


def _can_tell(view: View, value: str) -> bool:
    """Whether a zero of a value of DUE means anything: not where no promised end is known at all."""
    return value == "end-unknown" or view.selection.sizes("due")["end-unknown"] < view.selection.commitments


def late_figure(view: View, change: b.Text = "") -> b.Figure:
    """The three counts of late as one figure: what is known to be, and below it what cannot be known."""
    words, sizes = view.words, view.selection.sizes("due")
    overdue, known = sizes["overdue"], _can_tell(view, "overdue")
    beside = late_clauses(view)[1 if known else 0 :]
    note = [part for clause in beside for part in (b.Break(), clause)][1:]
    count = b.Count(overdue, due_href(view, "overdue") if overdue else "") if known else b.Unknown()
    return b.Figure(words("Known to be late"), count, note, change=change if known else "")


def late(view: View, span: int = 12) -> b.Table:
    """The three counts of late, and what falls due soon."""
    words, sizes = view.words, view.selection.sizes("due")
    rows: list[b.Row] = [
        [
            words.code("due", value),
            b.Count(n, due_href(view, value) if n else "") if _can_tell(view, value) else b.Unknown(),
        ]
        for value, n in sizes.items()
    ]
    return b.Table(
        "late",
        words("Late and due"),
        (c.PROMISED_END, c.COMMITMENTS),
        rows,
        notes=[words(KNOWN_TO_BE_LATE)],
        span=span,
        as_cards=False,
    )


def late_and_due(view: View, read: Read = one_by_one, off_screen: Collection[str] = ()) -> list[b.Block]:
    """The counts, and the commitments that are late, may be late or fall due soon; on screen where there are any."""
    lists = {value: due(view, value, 6, read) for value in view.selection.due.values if value != "end-unknown"}
    shown = {value: table for value, table in lists.items() if len(table) and value not in off_screen}
    counts = late(view, 12 if len(shown) % 2 == 0 else 6)
    others = [table.in_files for value, table in lists.items() if value not in shown]
    return [counts if view.selection.commitments else counts.in_files, *shown.values(), *others]


def _late_answer(view: View) -> b.Answer:
    words, n = view.words, view.selection.sizes("due")["overdue"]
    text = words.sentence(words("; ").join(view.plain(clause) for clause in late_clauses(view)))
    table = due(view, "overdue") if n else late(view)
    return b.Answer(c.headed(view, text), _of_commitments(view), table, href=due_href(view, "overdue") if n else "")


def _soon_answer(view: View) -> b.Answer:
    table = due(view, "soon")
    if not len(table):
        return b.Answer(c.headed(view, str(table.empty)), _of_commitments(view))
    text = view.words.sentence(due_clause(view, "soon"))
    return b.Answer(c.headed(view, text), _of_commitments(view), table, href=due_href(view, "soon"))


def _of_commitments(view: View) -> str:
    n = view.words.plural("n={n} commitment", "n={n} commitments", view.selection.commitments)
    return " · ".join([*view.chosen_in_words(), n])


TOPICS = {
    "overdue": b.Topic(N_("What is overdue?"), "commitments", _late_answer),
    "due-soon": b.Topic(N_("What falls due soon?"), "commitments", _soon_answer),
}


def published(view: View, member: str) -> Sequence[b.Block]:
    """Totals for whole plans of a member: beside the commitments, never added to them; later ones only exist."""
    words, totals = view.words, totals_of_member(view.selection, member)
    blocks: list[b.Block] = []
    if totals.known:
        title = words("Totals published for the plan as a whole")
        note = words("These stand beside the commitments and are not added to them.")
        columns = (c.ACTION_PLAN, c.ASSESSOR, c.PUBLISHED, *c.LEVELS, c.SOURCES)
        rows = [_totals_of_plan(view, row) for row in totals.known]
        blocks.append(b.Table("published-totals", title, columns, rows, notes=[note], tab=words("Published totals")))
    if totals.later:  # on the as-of day nobody knew them
        date = words.date(totals.next)
        text = words("Totals for a plan as a whole were published after the as-of day ({date}).", date=date)
        blocks.append(b.Paragraph(text, "note span-12"))
    return blocks


def _totals_of_plan(view: View, row: Record) -> b.Row:
    return [
        view.names.short_plan(row.action_plan_id),
        view.words.code("plan_report", row.assessor),
        [c.published_on(row, view.words), *c.doubt(row.confidence, view.words)],
        *(c.count(getattr(row, level)) for level in SCALE),
        c.sources(row.source, view.words),
    ]
