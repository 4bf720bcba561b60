"""Agenda: are the co-chairs keeping their own promises?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import leadership, promise_grid
from dashboard.pages import promises as measured
from dashboard.queries import agenda
from dashboard.queries.agenda import MANDATE_END, NO_FINDING, OPEN, Delivery, Finding, Promise
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Agenda")

_LIVE_FIGURES = N_("Live figures")
_PROMISES = (
    *(c.SECTION.in_files, c.PROMISE, b.Column(N_("In other languages")).on_screen),
    *(c.STATUS.on_screen, c.STATUS.in_files),  # on screen with a mark where the promise was carried over
    *(c.FOUND_ON.in_files, c.OPEN_AT_THE_END_OF_THE_MANDATE.in_files),
    *(c.WHAT_WAS_FOUND.on_screen, b.Column(_LIVE_FIGURES).on_screen, b.Column(c.EVENTS.header).on_screen),
)
_FINDINGS = (c.PROMISE, c.FOUND_ON, c.STATUS, c.WHAT_WAS_FOUND, c.SOURCE)
_DELIVERY = (c.PROMISE, c.COUNTED, c.COMMITMENTS, c.ASSESSED, c.COMPLETION_RATE)
_BOARD, _CARRIED = "promises-board", "carried-over"
_OF_PILOTS = "sub-1"
"""The promise beside which the commitments of the pilots are counted."""


def blocks(_: View) -> Sequence[b.Block]:
    """The answer, then what is carried over and the promises by section."""
    return [b.Section([b.Part("agenda", header), b.Part("agenda-promises", promises)], "agenda")]


def header(view: View) -> b.Header:
    """How many promises are kept, and of how many that is not known."""
    counts = _by_status(view)
    if not counts.total():
        return b.Header(_headline(view, counts), view.words("As of {date}", date=view.asof))
    return b.Header(_headline(view, counts), _which_filters(view), _figures(view, counts), [view.present_link(SLIDES)])


def _known(view: View) -> tuple[Promise, ...]:
    return agenda.promises(view.snapshot, view.selection.asof)


def _by_status(view: View) -> Counter[str]:
    """The promises by what was found last."""
    return Counter(one.status for one in _known(view))


def _headline(view: View, counts: Counter[str]) -> str:
    words = view.words
    if not counts.total():
        return words("No promises of the co-chairs are on record.")
    return words.plural(
        "{n} of the co-chairs' {total} promises is kept, {going} under way; on {unknown} no information was found.",
        "{n} of the co-chairs' {total} promises are kept, {going} under way; on {unknown} no information was found.",
        counts["complete"],
        total=counts.total(),
        going=counts["in_progress"],
        unknown=counts[NO_FINDING],
    )


def _which_filters(view: View) -> str:
    """What the filters choose here."""
    return view.words(
        "Findings and events by {date}. The filters choose the commitments counted beside the promises, never the "
        "promises or events; each promise counts its own themes, whichever are chosen.",
        date=view.asof,
    )


def _figures(view: View, counts: Counter[str]) -> list[b.Figure]:
    """How many promises are of which status; unknown is a figure of its own."""
    words, of_all = view.words, view.words.plural("of {n} promise", "of {n} promises", counts.total())
    beside = {NO_FINDING: words("unknown, which is not “not begun”")}
    return [
        b.Figure(word, b.Count(counts[status]), beside.get(status, of_all))
        for status, word in promise_grid.statuses(view).items()
    ]


def promises(view: View) -> Sequence[b.Block]:
    """The status of every promise as a picture, each section to be opened, what is carried over, and the events."""
    words, known = view.words, _known(view)
    tab, sheet = words("Promises"), words("The co-chairs' promises")
    in_files = [measured.table(view, known), _findings(view, known), _delivered(view, known)]
    if not known:
        return [b.Table("promises", sheet, _PROMISES, tab=tab).in_files, *in_files]
    at_the_end = agenda.promises(view.snapshot, MANDATE_END) if view.selection.asof >= MANDATE_END else None
    open_then = {one.id: one.status in OPEN for one in at_the_end or () if one.status != NO_FINDING}
    own = _own_figures(view)

    def section(name: str) -> b.Section:
        some = [one for one in known if one.section == name]
        rows = [_row(view, one, open_then.get(one.id), own.get(one.id)) for one in some]
        title = view.names.of("section", name)
        table = b.Table(f"promises-{name}", title, _PROMISES, rows, tab=tab, sheet=sheet, span=0)
        folded = b.Disclosure(_summary(view, title, some), [table])
        return b.Section([folded], "promises-section", promise_grid.place(name))

    every = [section(name) for name in dict.fromkeys(one.section for one in known)]
    subtitle = words("Open a section for what was found, what is counted and the events on it.")
    board = b.Card(words("How each promise stands"), every, subtitle, style="promises-board", id=_BOARD)
    shown = [promise_grid.promises_picture(view), measured.in_time(view, known), board]
    after = [_carried_over(view, at_the_end), *measured.all_events(view)]
    return [b.Grid([*(one for one in shown if one), *after, *in_files])]


def _summary(view: View, title: str, some: Sequence[Promise]) -> b.Text:
    """A section in one line: its name, and how many promises are of which status."""
    counts = Counter(one.status for one in some)
    known = [(word, counts[status]) for status, word in promise_grid.statuses(view).items() if counts[status]]
    texts = [view.words.named(word, view.words.number(n)) for word, n in known]
    return [b.Styled(title, "section-name"), " ", b.Styled(" · ".join(texts), "section-counts")]


def _carried_over(view: View, at_the_end: Sequence[Promise] | None) -> b.Card:
    """The promises found open when the mandate ended; not those of which nothing is known."""
    words, end = view.words, view.words.date(MANDATE_END.isoformat())
    title = words("Carried over at the end of the mandate")
    if at_the_end is None:
        text = words("The mandate of these co-chairs lasts until {date}: nothing is carried over yet.", date=end)
        return b.Card(title, [b.Paragraph(text)], id=_CARRIED)
    carried = [view.names.of("promise", one.id) for one in at_the_end if one.status in OPEN]
    text = words.plural(
        "{n} promise was still open on {date}, going by its last finding.",
        "{n} promises were still open on {date}, going by their last findings.",
        len(carried),
        date=end,
    )
    note = words.plural(
        "{n} other promise had no finding by then: whether it was still open is not known.",
        "{n} other promises had no finding by then: whether they were still open is not known.",
        sum(one.status == NO_FINDING for one in at_the_end),
    )
    names = [b.Items(carried, style="carried")] if carried else []
    return b.Card(title, [b.Paragraph(text), *names, b.Paragraph(note, "note")], id=_CARRIED)


def _row(view: View, promise: Promise, open_then: bool | None, own: b.Link | None) -> b.Row:
    words, findings, status = view.words, promise.findings, c.agenda_chip(promise.status, view.words)
    mark = [b.Styled(words("Carried over"), "line carried-mark")] if open_then else []
    beside = [_in_words(view, *counted) for counted in _counted(view, promise)]
    live = measured.live(view, promise, [*([own] if own else []), *beside])
    return [
        view.names.of("section", promise.section),
        view.names.of("promise", promise.id),
        _other_languages(view, promise.id),
        [status, *mark],
        status,
        b.Day(findings[-1].date) if findings else b.Unknown(),
        c.yes_or_no(open_then, words),
        b.Items([_finding(view, one) for one in findings], ordered=True, style="timeline") if findings else "",
        b.Items(live, style="live-figures"),
        measured.events_of(view, promise),
    ]


def _other_languages(view: View, promise: str) -> b.Text:
    """The title as the other languages have it, where the data bring it."""
    every, own = view.snapshot.table("agenda_items"), view.names.of("promise", promise)
    others = {lang: f"title_{lang}" for lang in view.languages if lang != view.lang}
    titles = {lang: every[column].get(promise) for lang, column in others.items() if column in every}
    return [b.Styled(title, "line", lang=lang) for lang, title in titles.items() if title and title != own]


def _finding(view: View, finding: Finding) -> b.Text:
    """What was found when, and where."""
    words = view.words
    day, source = b.Styled(words.date(finding.date), "strong"), c.sources(finding.source, words)
    note, found_in = c.in_english(finding.note, "line"), b.Styled([words("Source:"), " ", source], "line source")
    return [day, " · ", words.code("agenda_status", finding.status), note, found_in]


def _counted(view: View, promise: Promise) -> Iterator[tuple[str, Delivery, dict[str, Any]]]:
    """Whose commitments are counted beside a promise, and what chooses them: each theme, then its themes together."""
    words = view.words
    if promise.id == _OF_PILOTS:
        pilots = agenda.pilots(view.selection)
        yield words("Subnational members"), pilots.delivery, {"member": pilots.committed}
    for theme in promise.themes:
        yield view.names.of("theme", theme), agenda.on_themes(view.selection, (theme,)), {"theme": (theme,)}
    if len(promise.themes) > 1:
        together = agenda.on_themes(view.selection, promise.themes)
        yield words("These themes together"), together, {"theme": promise.themes}


def _in_words(view: View, name: str, delivery: Delivery, chosen: dict[str, Any]) -> b.Text:
    """A name with its commitments, which lead to their rows, and their completion rate."""
    words, (n, rate) = view.words, delivery
    text = words.named(name, words.plural("{n} commitment", "{n} commitments", n))
    if not n:
        return text
    share = words.rate_with_n(rate.completed, rate.assessed)
    in_full = words("completion rate {rate}", rate=share) if rate.assessed else share
    return [b.Link(text, view.href("commitments", **chosen)), " · ", in_full]


def _own_figures(view: View) -> dict[str, b.Link]:
    """The figures of other pages, by the promise that they answer."""
    led, with_role = leadership.in_short(view)
    pilots = agenda.pilots(view.selection)
    cities = view.words(
        "{committed} of {total} subnational members have commitments, {assessed} of them assessed ones",
        committed=len(pilots.committed),
        total=pilots.all,
        assessed=pilots.assessed,
    )
    return {
        "thm-1": b.Link(led, view.href("leadership")),
        "thm-2": b.Link(with_role, view.href("leadership")),
        _OF_PILOTS: b.Link(cities, view.href("pilots")),
    }


def _findings(view: View, known: Sequence[Promise]) -> b.Table:
    """Every finding, a row each."""
    words, names = view.words, view.names
    rows = b.Later(
        lambda: [
            [
                names.of("promise", promise.id),
                b.Day(one.date),
                words.code("agenda_status", one.status),
                one.note,
                one.source,
            ]
            for promise in known
            for one in promise.findings
        ]
    )
    title = words("Findings by {date}", date=view.asof)
    note = words("Notes and sources are as they were recorded, in English.")
    return b.Table("agenda-findings", title, _FINDINGS, rows, notes=[note], tab=words("Findings")).in_files


def _delivered(view: View, known: Sequence[Promise]) -> b.Table:
    """What is counted beside the promises, a row each."""
    title, names = view.words(_LIVE_FIGURES), view.names

    def row(promise: Promise, name: str, delivery: Delivery) -> b.Row:
        n, rate = delivery
        counts = b.Count(n), b.Count(rate.assessed), b.Share(rate.completed, rate.assessed)
        return [names.of("promise", promise.id), name, *counts]

    rows = b.Later(lambda: [row(one, name, counted) for one in known for name, counted, _ in _counted(view, one)])
    return b.Table("agenda-delivery", title, _DELIVERY, rows, notes=[_which_filters(view)], tab=title).in_files


def _subtitle(view: View) -> str:
    """No filter chooses promises, so none is named."""
    return view.words.plural("n={n} promise", "n={n} promises", len(_known(view)))


def _status_answer(view: View) -> b.Answer:
    """How many promises are of which status."""
    counts = _by_status(view)
    rows = [[figure.name, figure.value] for figure in _figures(view, counts)]
    table = b.Table("agenda-status", "", (c.STATUS, b.Column(N_("Promises"), numeric=True)), rows)
    note = view.words("The filters choose commitments, never promises.")
    return b.Answer(_headline(view, counts), _subtitle(view), table, note)


def _open_answer(view: View) -> b.Answer:
    """The promises last found open; those of which nothing is known are counted beside them."""
    words, known = view.words, _known(view)
    going, unknown = [one for one in known if one.status in OPEN], sum(one.status == NO_FINDING for one in known)
    clause = words.plural(
        "{n} promise was still open when last looked at", "{n} promises were still open when last looked at", len(going)
    )
    note = words.plural(
        "On {n} other promise nothing is on record.", "On {n} other promises nothing is on record.", unknown
    )
    rows: list[b.Row] = [
        [view.names.of("promise", one.id), c.agenda_chip(one.status, words), b.Day(one.findings[-1].date)]
        for one in going
    ]
    table = b.Table("agenda-open", "", (c.PROMISE, c.STATUS, c.FOUND_ON), rows)
    return b.Answer(words.sentence(clause), _subtitle(view), table, note if unknown else "")


TOPICS = {
    "agenda-status": b.Topic(N_("Are the co-chairs keeping their own promises?"), "agenda", _status_answer),
    "agenda-open": b.Topic(N_("Which promises are still open?"), "agenda", _open_answer),
}
SLIDES = tuple(TOPICS)
"""What the page has to present."""
