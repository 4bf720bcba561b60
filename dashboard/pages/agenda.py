"""Agenda: are the co-chairs keeping their own promises?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from dash import html

from dashboard.components.chips import agenda_chip
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import Figure, page_header
from dashboard.language.languages import LANGUAGES
from dashboard.language.rates import with_n
from dashboard.language.vocabulary import AGENDA_STATUSES
from dashboard.language.words import N_
from dashboard.pages.presenting import present
from dashboard.queries import agenda
from dashboard.queries.agenda import MANDATE_END, NO_FINDING, Delivery, Finding, Promise
from dashboard.queries.leadership import committee
from dashboard.view.view import View

TITLE = N_("Agenda")

_COLUMNS = (N_("Promise"), N_("In other languages"), N_("Status"), N_("What was found"), N_("Live figures"))


def layout(view: View) -> Any:
    """The answer, then what is carried over and the promises by section."""
    return html.Div([live(view, "agenda", top), live(view, "agenda-promises", sections)], className="agenda")


def top(view: View) -> Any:
    """How many promises are kept, and how many nobody can tell of."""
    words, counts = view.words, by_status(view)
    if not counts.total():
        return page_header(headline(view, counts), words("As of {date}", date=view.asof))
    lede = words(
        "Findings by {date}. The filters choose the commitments counted beside the promises, never the promises; "
        "each promise counts its own themes, whichever are chosen.",
        date=view.asof,
    )
    return page_header(headline(view, counts), lede, _figures(view, counts), present(view))


def by_status(view: View) -> Counter[str]:
    """The promises by what was found last."""
    return Counter(one.status for one in _promises(view))


def headline(view: View, counts: Counter[str]) -> str:
    """The answer in one sentence."""
    words = view.words
    if not counts.total():
        return words("No promises of the co-chairs are on record.")
    return words.plural(
        "{n} of the co-chairs' {total} promises is complete, {going} in progress; on {unknown} nothing is on record.",
        "{n} of the co-chairs' {total} promises are complete, {going} in progress; on {unknown} nothing is on record.",
        counts["complete"],
        total=words.number(counts.total()),
        going=words.number(counts["in_progress"]),
        unknown=words.number(counts[NO_FINDING]),
    )


def _figures(view: View, counts: Counter[str]) -> list[Figure]:
    words = view.words
    of_all = words.plural("of {n} promise", "of {n} promises", counts.total())
    found = [
        Figure(words(AGENDA_STATUSES[status]), words.number(counts[status]), of_all)
        for status in reversed(AGENDA_STATUSES)
    ]
    unknown = Figure(
        words("No finding on record"), words.number(counts[NO_FINDING]), words("unknown, which is not “not started”")
    )
    return [*found, unknown]


def sections(view: View) -> Any:
    """What is carried over, then a table for each section of the statement."""
    found = _promises(view)
    if not found:
        return []
    parts = [_section(view, section, listed) for section, listed in agenda.by_section(found).items()]
    return html.Div([_carried_over(view), *parts], className="cards")


def _promises(view: View) -> tuple[Promise, ...]:
    return agenda.promises(view.snapshot, view.selection.asof)


def _mandate_is_over(view: View) -> bool:
    return view.selection.asof >= MANDATE_END


def _card(title: str, parts: list[Any]) -> Any:
    return html.Section([html.H2(title), *parts], className="card span-12")


def _carried_over(view: View) -> Any:
    """The promises found open when the mandate ended; not those of which nothing is known."""
    words, end = view.words, view.words.date(MANDATE_END.isoformat())
    title = words("Carried over at the end of the mandate")
    if not _mandate_is_over(view):
        text = words("The mandate of these co-chairs lasts until {date}: nothing is carried over yet.", date=end)
        return _card(title, [html.P(text)])
    carried = agenda.carried_over(view.snapshot)
    unknown = sum(one.status == NO_FINDING for one in agenda.promises(view.snapshot, MANDATE_END))
    told = words.plural(
        "{n} promise was still open on {date}, going by its last finding.",
        "{n} promises were still open on {date}, going by their last findings.",
        len(carried),
        date=end,
    )
    note = words.plural(
        "{n} other promise had no finding by then: whether it was still open is not known.",
        "{n} other promises had no finding by then: whether they were still open is not known.",
        unknown,
    )
    listed = html.Ul([html.Li(view.names.of("promise", one.id)) for one in carried], className="carried")
    return _card(title, [html.P(told), *([listed] if carried else []), html.P(note, className="card-note")])


def _section(view: View, section: str, listed: list[Promise]) -> Any:
    title = view.names.of("section", section)
    carried = {one.id for one in agenda.carried_over(view.snapshot)} if _mandate_is_over(view) else set()
    rows = [
        [
            view.names.of("promise", one.id),
            _other_languages(view, one.id),
            [agenda_chip(one.status, view.words), *_mark(view, carried=one.id in carried)],
            _timeline(view, one.findings),
            _live_figures(view, one),
        ]
        for one in listed
    ]
    return _card(title, [data_table(title, [Column(view.words(name)) for name in _COLUMNS], rows)])


def _other_languages(view: View, promise: str) -> list[Any]:
    """The title as the other languages have it, where the data bring it."""
    row = view.snapshot.table("agenda_items").loc[promise]
    titles = {lang: row.get(f"title_{lang}") for lang in LANGUAGES if lang != view.lang}
    shown = view.names.of("promise", promise)
    return [html.Div(title, lang=lang) for lang, title in titles.items() if title and title != shown]


def _mark(view: View, *, carried: bool) -> list[Any]:
    return [html.Div(view.words("Carried over"), className="carried-mark")] if carried else []


def _timeline(view: View, findings: tuple[Finding, ...]) -> Any:
    return html.Ol([html.Li(_finding(view, one)) for one in findings], className="timeline") if findings else ""


def _finding(view: View, finding: Finding) -> list[Any]:
    """Notes and sources are in English whatever the page is in, and say so to the browser."""
    words = view.words
    return [
        html.Strong(words.date(finding.date)),
        " · ",
        words(AGENDA_STATUSES[finding.status]),
        html.Div(finding.note, lang="en"),
        html.Div([words("Source:"), " ", html.Span(finding.source, lang="en")], className="source"),
    ]


def _live_figures(view: View, promise: Promise) -> Any:
    """The figure of another page that answers the promise, where there is one, then its themes."""
    own = _OWN_FIGURES[promise.id](view) if promise.id in _OWN_FIGURES else []
    themes = [_delivery(view, view.names.of("theme", one), (one,)) for one in promise.themes]
    if len(themes) > 1:
        themes.append(_delivery(view, view.words("These themes together"), promise.themes))
    parts = [html.Li(part) for part in (*own, *themes)]
    return html.Ul(parts, className="live-figures") if parts else ""


def _delivery(view: View, name: str, themes: tuple[str, ...]) -> list[Any]:
    return _told(view, name, agenda.on_themes(view.selection, themes), theme=themes)


def _told(view: View, name: str, delivery: Delivery, **chosen: Any) -> list[Any]:
    """A name with its commitments, which lead to their rows, and their completion rate."""
    words = view.words
    count = words.plural("{n} commitment", "{n} commitments", delivery.commitments)
    text = words("{name}: {text}", name=name, text=count)
    if not delivery.commitments:
        return [text]
    rate = with_n(delivery.rate.completed, delivery.rate.assessed, words)
    said = words("completion rate {rate}", rate=rate) if delivery.rate.assessed else rate
    return [link(text, href=view.href("commitments", **chosen)), " · ", said]


def _leads(view: View) -> list[Any]:
    words, found = view.words, committee(view.snapshot, view.selection.asof)
    text = words(
        "{led} of {total} themes have a lead on record",
        led=words.number(len(found.leads) - len(found.themes_without_lead)),
        total=words.number(len(found.leads)),
    )
    return [link(text, href=view.href("leadership"))]


def _roles(view: View) -> list[Any]:
    words, found = view.words, committee(view.snapshot, view.selection.asof)
    text = words(
        "{holding} of {total} Steering Committee members have a role on record",
        holding=words.number(len(found.with_role)),
        total=words.number(len(found.seats)),
    )
    return [link(text, href=view.href("leadership"))]


def _pilots(view: View) -> list[Any]:
    words, found = view.words, agenda.pilots(view.selection)
    text = words(
        "{committed} of {total} subnational members have commitments, {assessed} of them assessed ones",
        committed=words.number(len(found.committed)),
        total=words.number(found.all),
        assessed=words.number(found.assessed),
    )
    told = _told(view, words("Subnational members"), found.delivery, member=found.committed)
    return [link(text, href=view.href("pilots")), told]


_OWN_FIGURES: dict[str, Callable[[View], list[Any]]] = {"thm-1": _leads, "thm-2": _roles, "sub-1": _pilots}
"""Promises that figures of other pages answer."""
