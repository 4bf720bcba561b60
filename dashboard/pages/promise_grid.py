"""The co-chairs' promises as a picture: a mark each by section, filled as far as it is kept, and what is news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import agenda
from dashboard.view import columns as c
from dashboard.view.view import View

_PAGE = "agenda"
_NEWS = b.Column(N_("News since"), N_("Whether something was found on it since the day compared with."))


def promises_picture(view: View, span: int = 12) -> b.Card | None:
    """A mark a promise, which leads to its section; in files a row a promise. Nothing where there are none."""
    words, known = view.words, agenda.promises(view.snapshot, view.selection.asof)
    if not known:
        return None
    news = {promise for promise, _, _ in agenda.news(view.selection)} if view.since else set()
    sections: list[b.Text] = [
        [b.Styled(view.names.of("section", name), "grid-name"), " ", _marks(view, [*some], news)]
        for name, some in groupby(known, key=lambda one: one.section)
    ]
    subtitle = words.plural("{n} has news since {since}", "{n} have news since {since}", len(news), since=view.since)
    title = words.plural("The co-chairs' {n} promise", "The co-chairs' {n} promises", len(known))
    table = b.Table(
        "promise-grid",
        title,
        (c.SECTION, c.PROMISE, c.STATUS, _NEWS),
        b.Later(lambda: [_row(view, one, news) for one in known]),
        file_notes=[words("Compared with {since}", since=view.since)] if view.since else [],
        tab=words("Promises by section"),
    )
    return b.Card(
        title,
        [_legend(view, known, news), b.Items(sections, style="promise-grid"), table.in_files],
        subtitle if view.since else "",
        span=span,
        style="promise-picture",
        id="promises-picture",
    )


def _marks(view: View, some: Sequence[agenda.Promise], news: set[str]) -> b.Items:
    return b.Items([_mark(view, one, is_new=one.id in news) for one in some], style="grid-marks")


def _mark(view: View, promise: agenda.Promise, *, is_new: bool) -> b.Link:
    """A mark, spoken as what it is: the promise, what was found of it, and whether that is news."""
    words = view.words
    name = words.named(view.names.of("promise", promise.id), _word(view, promise))
    spoken = " · ".join([name, words("news since {since}", since=view.since)]) if is_new else name
    kind = f"mark promise-{promise.status or 'unknown'}{' news' if is_new else ''}"
    word = b.Styled(_word(view, promise), "visually-hidden")
    there, to = ("", "here") if view.path == _PAGE else (view.href(_PAGE), "page")
    return b.Link(word, f"{there}#{place(promise.section)}", to, spoken, spoken, kind)


def place(section: str) -> str:
    """The id of a section on the page of the Agenda."""
    return f"section-{section}"


def statuses(view: View) -> dict[str, str]:
    """Every status of a promise and its words, the best first and last that nothing was found."""
    words = view.words
    return {one: c.agenda_status(one, words) for one in [*reversed(words.codes("agenda_status")), agenda.NO_FINDING]}


def _word(view: View, promise: agenda.Promise) -> str:
    return c.agenda_status(promise.status, view.words)


def _legend(view: View, known: Sequence[agenda.Promise], news: set[str]) -> b.Paragraph:
    """What the marks mean, and how many are of each."""
    words, counts = view.words, Counter(one.status for one in known)
    marks: list[b.Text] = [
        [b.Styled("", f"span mark promise-{status or 'unknown'}"), " ", words.named(word, counts[status])]
        for status, word in statuses(view).items()
        if counts[status]
    ]
    if news:
        marks.append([b.Styled("", "span mark news"), " ", words("with a ring: news since {since}", since=view.since)])
    entries = [part for mark in marks for part in (b.Break(), b.Styled(mark, "legend-entry"))]
    return b.Paragraph(entries[1:], "legend grid-legend")


def _row(view: View, promise: agenda.Promise, news: set[str]) -> b.Row:
    return [
        view.names.of("section", promise.section),
        view.names.of("promise", promise.id),
        _word(view, promise),
        c.yes_or_no(promise.id in news if view.since else None, view.words),
    ]
