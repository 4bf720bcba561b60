"""Who moved: the commitments that went forward or back on the scale between two days, from what to what."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard import blocks as b
from dashboard.pages import tables
from dashboard.view import columns as c
from dashboard.view.view import View

_FORWARD, _BACK = "advanced", "slipped"
_SHOWN = 10
_COLUMNS = (
    *(c.COMMITMENT.on_screen, c.COMMITMENT.in_files, c.MEMBER.in_files, c.CHANGE.in_files),
    *(c.WAY.on_screen, c.BEFORE.in_files, c.NOW.in_files),
)


def who_moved(view: View, span: int = 6, read: tables.Read = tables.one_by_one) -> b.Table:
    """Each commitment that moved with its member, forward first; ten are shown, with the way to all."""
    words, selection = view.words, view.selection
    forward, back = (selection.places("change", change) for change in (_FORWARD, _BACK))
    places = np.concatenate([forward, back])

    def rows(most: int | None) -> Iterator[b.Row]:
        for place, record in read(view, places[:most]):
            yield _row(view, place, *tables.named(view, record))

    days = words("{start} to {end}", start=view.since, end=view.asof) if view.since else view.asof
    counted = [words.named(words.code("change", one), len(some)) for one, some in ((_FORWARD, forward), (_BACK, back))]
    href = view.href("commitments", since=selection.since.isoformat(), change=(_FORWARD, _BACK))
    everyone = words.plural("All {n} commitment that moved", "All {n} commitments that moved", len(places))
    return b.Table(
        "who-moved",
        words("Who moved?"),
        _COLUMNS,
        rows,
        total=len(places),
        first=_SHOWN,
        more=b.Link(everyone, href) if len(places) else "",
        subtitle=" · ".join([*counted, days]),
        empty=words("No commitment is known to have moved forward or back between these days."),
        tab=words("Who moved"),
        span=span,
        style="who-moved",
        as_cards=False,
    )


def _row(view: View, place: int, commitment: b.Text, member: b.Text) -> b.Row:
    """From what it was to what it is, in chips; a sign says which way, where no colour does."""
    words, selection = view.words, view.selection
    old = c.completion_chip(selection.before.state(place), words)
    new = c.completion_chip(selection.findings.state(place), words)
    change = selection.change.values[selection.change.codes[place]]
    arrow = b.Styled("▲" if change == _FORWARD else "▼", f"way-{change}", words.code("change", change))
    both = b.Styled([old, b.Styled(" → ", "arrow"), new, " ", arrow], "way")
    return [[commitment, " · ", member], commitment, member, words.code("change", change), both, old, new]
