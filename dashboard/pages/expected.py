"""What should be by now beside what is: of one commitment, of a member's commitments, of its milestones (rule 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import expected as query
from dashboard.view import columns as c
from dashboard.view.view import Record, View

_EXPECTED = {
    query.NOTHING: N_("nothing yet"),
    query.BEGUN: N_("that it has begun"),
    query.COMPLETE: N_("that it is complete"),
}
RULE = N_(
    "By its promised end a commitment is expected to be complete; when more than half of its time has gone, to have "
    "begun."
)
_TIME = b.Column(
    N_("Time gone"), N_("The share of the time from its start to its promised end that has gone by."), numeric=True
)
_BY_NOW = b.Column(N_("Expected by now"), RULE)
COMPARED = b.Column(
    N_("Against its promised end"), N_("Behind, on track or ahead of what is expected on the as-of day.")
)
_COLUMNS = (c.COMMITMENT, c.PLAN, c.PROMISED_END, _TIME, _BY_NOW, c.COMPLETION, COMPARED)
_FIRST = 5  # rows on screen


def of_commitment(view: View, record: Record) -> b.Card:
    """What is expected of a commitment on the as-of day, what was found, and how these stand to each other."""
    words, place = view.words, view.records.place(view.snapshot, record.row)
    progress = query.Progress.of(view.selection)
    time, by_now = _expected(view, progress, place)
    facts: list[tuple[b.Text, b.Text]] = [
        (words("Promised end"), b.Day(record.end_date or "")),
        (words(_TIME.header), time),
        (words(_BY_NOW.header), by_now),
        (words(c.COMPLETION.header), c.completion_chip(view.state(place), words)),
        (words(COMPARED.header), _verdict(view, progress.verdict(place))),
    ]
    return b.Card(words("Expected against actual"), [b.Facts(facts), b.Paragraph(words(RULE), "note")])


def in_order(view: View) -> np.ndarray:
    """The places of the commitments in view, those behind first."""
    return query.Progress.of(view.selection).in_order(view.selection)


def of_member(view: View, read: Callable[[View, np.ndarray], Iterable[tuple[int, Record]]]) -> b.Table:
    """The commitments of a member, those behind first; `read` gives their rows."""
    words, progress = view.words, query.Progress.of(view.selection)
    order = progress.in_order(view.selection)

    def rows(most: int | None) -> Iterable[b.Row]:
        for place, record in read(view, order[:most]):
            yield [
                c.commitment_link(view, record),
                view.names.short_plan(record.action_plan_id),
                b.Day(record.end_date or ""),
                *_expected(view, progress, place),
                c.completion_chip(view.state(place), words),
                _verdict(view, progress.verdict(place)),
            ]

    more = words.plural("{n} commitment", "{n} commitments", len(order))
    return b.Table(
        "expected",
        words("Expected against actual"),
        _COLUMNS,
        rows,
        total=len(order),
        first=_FIRST,
        more=b.Link(more, view.href("commitments", **view.scope.chosen())),
        notes=[words(RULE)],
    )


def of_milestone(view: View, step: Any) -> b.Text:
    """How a milestone stands to its promised end, by what is known of it, else by what its member last reported."""
    return _verdict(view, query.of_milestone(step, view.selection.asof.isoformat(), _reported(view, step.id)))


def _reported(view: View, milestone: str) -> str:
    """The level that a member last reported of a milestone by the as-of day, in a report that was accepted."""
    every = view.snapshot.tables["progress_reports"]
    own = every[(every["milestone_id"] == milestone) & every["accepted"].eq(True)]  # noqa: FBT003
    known = [row for row in own.sort_values("reported_on").itertuples() if view.known(row.reported_on)]
    return str(known[-1].status) if known else ""


def _expected(view: View, progress: query.Progress, place: int) -> tuple[b.Text, b.Text]:
    """The time that has gone, and what is expected by now; unknown where the promised end is."""
    by_now, share = progress.expected(place), progress.share[place]
    if np.isnan(share):
        return b.Unknown(), b.Unknown()
    return view.words.percent(float(share)), view.words(_EXPECTED[by_now])


def _verdict(view: View, state: str) -> b.Text:
    """Behind, on track, ahead, not due yet; unknown where that cannot be said."""
    return b.Unknown() if state == query.NOT_KNOWN else b.Chip(view.words.code("progress", state), f"progress-{state}")
