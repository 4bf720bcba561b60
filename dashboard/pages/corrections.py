"""Corrections: what was wrong in these data, since when, and what correcting it changed?"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.editor_notes import correcting
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE = N_("Corrections")
PATH = "corrections"

_COLUMNS = (
    *(c.CORRECTED_ON, c.CORRECTED, c.WHAT_WAS_WRONG, c.WRONG_SINCE, c.WHAT_IT_CHANGED),
    *(c.CORRECTION_ABOUT, c.SOURCES),
)


def blocks(view: View) -> Sequence[b.Block]:
    """The log, of all days: what was corrected is known since, whatever day is looked at."""
    return [b.Part("corrections", log), *correcting(view)]


def log(view: View) -> Sequence[b.Block]:
    """How many corrections there are, and each, the newest first."""
    words = view.words
    every = [*view.snapshot.tables["corrections"].sort_values("date", ascending=False, kind="stable").itertuples()]
    if every:
        headline = words.plural(
            "{n} correction is on record; the last was on {date}.",
            "{n} corrections are on record; the last was on {date}.",
            len(every),
            date=words.date(every[0].date),
        )
    else:
        headline = words("No correction is on record.")
    lede = words("What was wrong in these data, since when, and what correcting it changed.")
    table = b.Table(
        "corrections",
        words(TITLE),
        _COLUMNS,
        [_row(view, one) for one in every],
        tab=words(TITLE),
        empty=words("No correction is on record."),
    )
    return [b.Header(headline, lede), b.Grid([table])]


def _row(view: View, one: Record) -> b.Row:
    return [
        b.Day(one.date),
        one.subject,
        one.wrong,
        b.Day(one.wrong_since or ""),
        one.changed,
        _about(view, one),
        c.sources(one.source, view.words) if one.source else b.Unknown(),
    ]


def _about(view: View, one: Record) -> b.Text:
    """The commitment, else the member."""
    record = view.records.commitment(view.snapshot, one.commitment_id) if one.commitment_id else None
    if record:
        return c.commitment_link(view, record)
    return c.member_link(view, one.member_id) if one.member_id else ""
