"""Overview: how is the Partnership doing?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.charts.registry import OF_OVERVIEW
from dashboard.components.cards import card
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import Figure, page_header
from dashboard.data.selection import NO_DAY, select
from dashboard.language.glossary import term
from dashboard.language.rates import SMALL_N, in_words
from dashboard.language.words import N_
from dashboard.pages.presenting import present
from dashboard.queries.changes import Rate
from dashboard.queries.totals import Totals, totals
from dashboard.view.view import View

TITLE = N_("Overview")


def layout(view: View) -> Any:
    """Headline and figures, then the cards: the tall chart by theme beside the short ones."""
    theme, *short, world = OF_OVERVIEW
    return [
        live(view, "overview", top),
        html.Div(
            [
                html.Div(card(view, theme, 7), className="column span-7"),
                html.Div([card(view, one, 5) for one in short], className="column span-5"),
                card(view, world, 12),
            ],
            className="cards",
        ),
    ]


def top(view: View) -> Any:
    """The headline sentence and the figures."""
    found = totals(view.selection)
    return page_header(headline(view, found), _lede(view, found), figures(view, found), present(view))


def headline(view: View, found: Totals) -> str:
    """The answer in one sentence."""
    words = view.words
    if not found.commitments:
        return words("No commitments under these filters.")
    if not found.assessed:
        return words.plural(
            "{n} commitment, not yet assessed.", "{n} commitments, none assessed yet.", found.commitments
        )
    if found.assessed < SMALL_N:
        return words.plural(
            "{completed} of {n} assessed commitment is substantially or fully complete.",
            "{completed} of {n} assessed commitments are substantially or fully complete.",
            found.assessed,
            completed=words.number(found.completed),
        )
    return words(
        "{completed} of assessed commitments are substantially or fully complete; {not_started} have not started.",
        completed=words.percent(found.completed / found.assessed),
        not_started=words.percent(found.not_started / found.assessed),
    )


def _lede(view: View, found: Totals) -> str:
    words = view.words
    members = words.plural("{n} member", "{n} members", found.members)
    independent = words("findings of the Independent Reporting Mechanism published by {date}", date=view.asof)
    return " · ".join([members, independent])


def figures(view: View, found: Totals) -> list[Figure]:
    """The row of figures: commitments, completion rate, complete, not started and overdue."""
    words = view.words
    share = words("{part} of {whole} assessed", part=words.number(found.completed), whole=words.number(found.assessed))
    beside = words(
        "not counted: {not_assessed} not assessed, {unclear} without evidence, {withdrawn} withdrawn",
        **{state: words.number(count) for state, count in found.beside.items()},
    )
    since = _Since(view, found)
    commitments = Figure(
        term("Commitments", words),
        _rows(view, found.commitments),
        words.plural("{n} assessed", "{n} assessed", found.assessed),
        change=since.count("commitments"),
    )
    if not found.assessed:  # nothing known is not nothing done: no count of complete or not started
        return [commitments, Figure(term("Completion rate", words), words("none assessed"), beside)]
    of_assessed = words("of {whole} assessed", whole=words.number(found.assessed))
    share_complete = f"{words.percent(found.complete / found.assessed)} {of_assessed}"
    return [
        commitments,
        Figure(
            term("Completion rate", words),
            in_words(found.completed, found.assessed, words),
            [share, html.Br(), beside],
            change=since.rate(),
        ),
        Figure(
            words("Fully complete"),
            _rows(view, found.complete, completion=("complete",)),
            of_assessed if found.assessed < SMALL_N else share_complete,
            change=since.count("complete"),
        ),
        Figure(
            words("Not started"),
            _rows(view, found.not_started, completion=("not_started",)),
            _overdue(view, found.overdue),
            "warn" if found.overdue else "",
            since.count("not_started"),
        ),
    ]


def _rows(view: View, n: int, **chosen: Any) -> Any:
    """A number with the way to its rows, on a page about one member those of that member."""
    return link(view.words.number(n), href=view.href("commitments", **view.scope.chosen(), **chosen))


def _overdue(view: View, n: int) -> Any:
    text = view.words.plural(
        "{n} assessed commitment past its end date and not complete",
        "{n} assessed commitments past their end date and not complete",
        n,
    )
    href = view.href("commitments", **view.scope.chosen(), due=("overdue",))
    return link(text, href=href) if n else text


class _Since:
    """How figures changed since the day compared with, each with the way to the brief between the two days."""

    def __init__(self, view: View, now: Totals) -> None:
        self._view, self._now = view, now
        self._before: Totals | None = None
        # A choice by change is made between the two days, so it has no earlier figure.
        if view.selection.since != NO_DAY and not view.filters.change:
            earlier = replace(view.filters, asof=view.selection.since.isoformat(), since="")
            self._before = totals(select(view.snapshot, earlier))

    def count(self, name: str) -> Any:
        """The change of one of the totals."""
        if self._before is None:
            return ""
        words, difference = self._view.words, getattr(self._now, name) - getattr(self._before, name)
        text = words("{change} since {date}", change=words.signed(difference), date=self._view.since)
        return self._told(text, difference)

    def rate(self) -> Any:
        """The change of the completion rate; nothing where one of the two is no rate."""
        if self._before is None:
            return ""
        before, now = (Rate(one.completed, one.assessed) for one in (self._before, self._now))
        points = now.points_from(before)
        if points is None:
            return ""
        words, since = self._view.words, self._view.since
        text = words("{change} percentage points since {date}", change=words.points(points), date=since)
        return self._told(text, points)

    def _told(self, text: str, difference: float) -> Any:
        view, selection = self._view, self._view.selection
        days = {"since": selection.since.isoformat(), "asof": selection.asof.isoformat()}
        same = view.words("no change since {date}", date=view.since)
        return link(text if difference else same, href=view.href("brief", **view.scope.chosen(), **days))
