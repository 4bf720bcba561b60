"""Overview: how is the Partnership doing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard import blocks as b
from dashboard.charts.registry import OF_OVERVIEW
from dashboard.data.selection import NO_DAY, select
from dashboard.language.words import N_, SMALL_N
from dashboard.pages.due import overdue_clause
from dashboard.queries.changes import Rate
from dashboard.queries.totals import Totals, totals
from dashboard.view.columns import not_counted, term
from dashboard.view.view import View

TITLE = N_("Overview")


def blocks(_: View) -> Sequence[b.Block]:
    """Headline and figures, then the cards: the tall chart by theme beside the short ones."""
    theme, *short, world = OF_OVERVIEW
    columns = [b.Stack([b.Chart(theme, 7)], 7), b.Stack([b.Chart(one, 5) for one in short], 5)]
    return [b.Part("overview", header), b.Grid([*columns, b.Chart(world, 12)])]


def header(view: View) -> b.Header:
    """The headline sentence and the figures."""
    counts = totals(view.selection)
    return b.Header(headline(view, counts), _lede(view, counts), figures(view, counts), [view.present_link(SLIDES)])


def headline(view: View, counts: Totals) -> str:
    """The answer in one sentence."""
    words = view.words
    if not counts.commitments:
        return words("No commitments under these filters.")
    if not counts.assessed:
        return words.plural(
            "{n} commitment, not yet assessed.", "{n} commitments, none assessed yet.", counts.commitments
        )
    if counts.assessed < SMALL_N:
        return words.plural(
            "{completed} of {n} assessed commitment is substantially or fully complete.",
            "{completed} of {n} assessed commitments are substantially or fully complete.",
            counts.assessed,
            completed=counts.completed,
        )
    return words(
        "{completed} of assessed commitments are substantially or fully complete; {not_started} have not started.",
        completed=words.percent(counts.completed / counts.assessed),
        not_started=words.percent(counts.not_started / counts.assessed),
    )


def _lede(view: View, counts: Totals) -> str:
    words = view.words
    members = words.plural("{n} member", "{n} members", counts.members)
    independent = words("findings of the Independent Reporting Mechanism published by {date}", date=view.asof)
    return " · ".join([members, independent])


def figures(view: View, counts: Totals) -> list[b.Figure]:
    """The row of figures: commitments, completion rate, complete, not started and overdue."""
    words = view.words
    share = words("{part} of {whole} assessed", part=counts.completed, whole=counts.assessed)
    beside = not_counted(counts.beside, words)
    since = _Since(view, counts)
    commitments = b.Figure(
        term("Commitments", words),
        _rows(view, counts.commitments),
        words.plural("{n} assessed", "{n} assessed", counts.assessed),
        change=since.count("commitments"),
    )
    if not counts.assessed:  # nothing known is not nothing done: no count of complete or not started
        return [commitments, b.Figure(term("Completion rate", words), words("none assessed"), beside)]
    of_assessed = words("of {whole} assessed", whole=counts.assessed)
    share_complete = f"{words.percent(counts.complete / counts.assessed)} {of_assessed}"
    return [
        commitments,
        b.Figure(
            term("Completion rate", words),
            b.Share(counts.completed, counts.assessed),
            [share, b.Break(), beside],
            change=since.rate(),
        ),
        b.Figure(
            words("Fully complete"),
            _rows(view, counts.complete, completion=("complete",)),
            of_assessed if counts.assessed < SMALL_N else share_complete,
            change=since.count("complete"),
        ),
        b.Figure(
            words("Not started"),
            _rows(view, counts.not_started, completion=("not_started",)),
            _overdue(view, counts.overdue),
            "warn" if counts.overdue else "",
            since.count("not_started"),
        ),
    ]


def _rows(view: View, n: int, **chosen: Any) -> b.Count:
    """A number with the way to its rows, on a page about one member those of that member."""
    return b.Count(n, view.href("commitments", **view.scope.chosen(), **chosen))


def _overdue(view: View, n: int) -> b.Text:
    text = overdue_clause(view, n)
    return b.Link(text, view.href("commitments", **view.scope.chosen(), due=("overdue",))) if n else text


class _Since:
    """How figures changed since the day compared with, each with the way to the brief between the two days."""

    def __init__(self, view: View, now: Totals) -> None:
        self._view, self._now = view, now
        self._before: Totals | None = None
        # A choice by change is made between the two days, so it has no earlier figure.
        if view.selection.since != NO_DAY and not view.filters.change:
            earlier = replace(view.filters, asof=view.selection.since.isoformat(), since="")
            self._before = totals(select(view.snapshot, earlier))

    def count(self, name: str) -> b.Text:
        """The change of one of the totals."""
        if self._before is None:
            return ""
        words, difference = self._view.words, getattr(self._now, name) - getattr(self._before, name)
        text = words("{change} since {date}", change=words.signed(difference), date=self._view.since)
        return self._linked(text, difference)

    def rate(self) -> b.Text:
        """The change of the completion rate; nothing where one of the two is no rate."""
        if self._before is None:
            return ""
        before, now = (Rate(one.completed, one.assessed) for one in (self._before, self._now))
        points = now.points_from(before)
        if points is None:
            return ""
        words, since = self._view.words, self._view.since
        text = words("{change} percentage points since {date}", change=words.points(points), date=since)
        return self._linked(text, points)

    def _linked(self, text: str, difference: float) -> b.Text:
        view, selection = self._view, self._view.selection
        days = {"since": selection.since.isoformat(), "asof": selection.asof.isoformat()}
        same = view.words("no change since {date}", date=view.since)
        return b.Link(text if difference else same, view.href("brief", **view.scope.chosen(), **days))


def _answer(view: View) -> b.Answer:
    """The headline with its figures."""
    counts = totals(view.selection)
    return b.Answer(headline(view, counts), view.rests_on(), figures(view, counts))


TOPICS = {"overview": b.Topic(N_("How is the Partnership doing?"), "", _answer)}
SLIDES = ("overview", *OF_OVERVIEW)
"""What the page has to present."""
