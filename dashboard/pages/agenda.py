"""Agenda: are the co-chairs keeping their own promises?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dashboard.blocks import (
    FILES,
    SCREEN,
    Answer,
    Block,
    Card,
    Column,
    Count,
    Day,
    Figure,
    Grid,
    Header,
    Items,
    Link,
    Paragraph,
    Part,
    Row,
    Section,
    Share,
    Styled,
    Table,
    Text,
    Topic,
    Unknown,
)
from dashboard.language.languages import LANGUAGES
from dashboard.language.rates import with_n
from dashboard.language.vocabulary import AGENDA_STATUSES
from dashboard.language.words import N_
from dashboard.pages.due import sentence
from dashboard.queries import agenda
from dashboard.queries.agenda import MANDATE_END, NO_FINDING, OPEN, Delivery, Finding, Promise
from dashboard.queries.leadership import committee
from dashboard.view import columns
from dashboard.view.chips import agenda_chip, yes_or_no
from dashboard.view.view import View

TITLE = N_("Agenda")

_PROMISES = (
    replace(columns.SECTION, only=FILES),
    columns.PROMISE,
    Column(N_("In other languages"), only=SCREEN),
    replace(columns.STATUS, only=SCREEN),  # with a mark where the promise was carried over
    replace(columns.STATUS, only=FILES),
    replace(columns.FOUND_ON, only=FILES),
    replace(columns.OPEN_AT_THE_END_OF_THE_MANDATE, only=FILES),
    replace(columns.WHAT_WAS_FOUND, only=SCREEN),
    Column(N_("Live figures"), only=SCREEN),
)
_FINDINGS = (columns.PROMISE, columns.FOUND_ON, columns.STATUS, columns.WHAT_WAS_FOUND, columns.SOURCE)
_DELIVERY = (columns.PROMISE, columns.COUNTED, columns.COMMITMENTS, columns.ASSESSED, columns.COMPLETION_RATE)
_OPEN = (columns.PROMISE, columns.STATUS, columns.FOUND_ON)
_BY_STATUS = (columns.STATUS, Column(N_("Promises"), numeric=True))
_OF_PILOTS = "sub-1"
"""The promise beside which the commitments of the pilots are counted."""


def blocks(_: View) -> Sequence[Block]:
    """The answer, then what is carried over and the promises by section."""
    return [Section([Part("agenda", header), Part("agenda-promises", promises)], "agenda")]


def header(view: View) -> Header:
    """How many promises are kept, and of how many that is not known."""
    words, counts = view.words, _by_status(view)
    if not counts.total():
        return Header(_headline(view, counts), words("As of {date}", date=view.asof))
    deck = Link(words("Present this page"), view.presenting(";".join(SLIDES)), "document", style="present-page")
    return Header(_headline(view, counts), _which_filters(view), _figures(view, counts), [deck])


def promises(view: View) -> Sequence[Block]:
    """What is carried over, a table for each section of the statement, and in files what stands in their cells."""
    known = _known(view)
    if not known:
        return []
    by_section = [_section(view, section, some) for section, some in agenda.by_section(known).items()]
    return [Grid([_carried_over(view), *by_section, _findings(view, known), _delivered(view, known)])]


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
        "{n} of the co-chairs' {total} promises is complete, {going} in progress; on {unknown} nothing is on record.",
        "{n} of the co-chairs' {total} promises are complete, {going} in progress; on {unknown} nothing is on record.",
        counts["complete"],
        total=words.number(counts.total()),
        going=words.number(counts["in_progress"]),
        unknown=words.number(counts[NO_FINDING]),
    )


def _which_filters(view: View) -> str:
    """What the filters choose here."""
    return view.words(
        "Findings by {date}. The filters choose the commitments counted beside the promises, never the promises; "
        "each promise counts its own themes, whichever are chosen.",
        date=view.asof,
    )


def _figures(view: View, counts: Counter[str]) -> list[Figure]:
    """How many promises are of which status; unknown is a figure of its own."""
    words = view.words
    of_all = words.plural("of {n} promise", "of {n} promises", counts.total())
    known = [
        Figure(words(AGENDA_STATUSES[status]), Count(counts[status]), of_all) for status in reversed(AGENDA_STATUSES)
    ]
    beside = words("unknown, which is not “not started”")
    return [*known, Figure(words("No finding on record"), Count(counts[NO_FINDING]), beside)]


def _mandate_is_over(view: View) -> bool:
    return view.selection.asof >= MANDATE_END


def _carried_over(view: View) -> Card:
    """The promises found open when the mandate ended; not those of which nothing is known."""
    words, end = view.words, view.words.date(MANDATE_END.isoformat())
    title = words("Carried over at the end of the mandate")
    if not _mandate_is_over(view):
        text = words("The mandate of these co-chairs lasts until {date}: nothing is carried over yet.", date=end)
        return Card(title, [Paragraph(text)])
    carried = agenda.carried_over(view.snapshot)
    unknown = sum(one.status == NO_FINDING for one in agenda.promises(view.snapshot, MANDATE_END))
    text = words.plural(
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
    names = Items([view.names.of("promise", one.id) for one in carried], style="carried")
    return Card(title, [Paragraph(text), *([names] if carried else []), Paragraph(note, "note")])


def _section(view: View, section: str, some: Sequence[Promise]) -> Table:
    """The promises of a section."""
    words, open_then = view.words, _open_at_the_end(view)
    rows = [_row(view, one, open_then.get(one.id)) for one in some]
    return Table(f"promises-{section}", view.names.of("section", section), _PROMISES, rows,
                 tab=words("Promises"), sheet=words("The co-chairs' promises"))  # fmt: skip


def _open_at_the_end(view: View) -> dict[str, bool]:
    """Whether a promise was open when the mandate ended; nothing before, and of one with no finding by then."""
    if not _mandate_is_over(view):
        return {}
    return {
        one.id: one.status in OPEN for one in agenda.promises(view.snapshot, MANDATE_END) if one.status != NO_FINDING
    }


def _row(view: View, promise: Promise, open_then: bool | None) -> Row:
    words, status = view.words, agenda_chip(promise.status, view.words)
    mark = [Styled(words("Carried over"), "line carried-mark")] if open_then else []
    return [
        view.names.of("section", promise.section),
        view.names.of("promise", promise.id),
        _other_languages(view, promise.id),
        [status, *mark],
        status,
        Day(promise.findings[-1].date) if promise.findings else Unknown(),
        yes_or_no(open_then, words),
        Items([_finding(view, one) for one in promise.findings], ordered=True, style="timeline")
        if promise.findings
        else "",
        _live_figures(view, promise),
    ]


def _other_languages(view: View, promise: str) -> Text:
    """The title as the other languages have it, where the data bring it."""
    row = view.snapshot.table("agenda_items").loc[promise]
    titles = {lang: row.get(f"title_{lang}") for lang in LANGUAGES if lang != view.lang}
    own = view.names.of("promise", promise)
    return [Styled(title, "line", lang=lang) for lang, title in titles.items() if title and title != own]


def _finding(view: View, finding: Finding) -> Text:
    """Notes and sources are in English whatever the page is in, and say so to the browser."""
    words = view.words
    return [
        Styled(words.date(finding.date), "strong"),
        " · ",
        words(AGENDA_STATUSES[finding.status]),
        Styled(finding.note, "line", lang="en"),
        Styled([words("Source:"), " ", Styled(finding.source, "", lang="en")], "line source"),
    ]


def _live_figures(view: View, promise: Promise) -> Text:
    """The figure of another page that answers the promise, where there is one, then what is counted beside it."""
    own = [_OWN_FIGURES[promise.id](view)] if promise.id in _OWN_FIGURES else []
    beside = [_in_words(view, name, delivery, chosen) for name, delivery, chosen in _counted(view, promise)]
    return Items([*own, *beside], style="live-figures") if own or beside else ""


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


def _in_words(view: View, name: str, delivery: Delivery, chosen: dict[str, Any]) -> Text:
    """A name with its commitments, which lead to their rows, and their completion rate."""
    words = view.words
    count = words.plural("{n} commitment", "{n} commitments", delivery.commitments)
    text = words("{name}: {text}", name=name, text=count)
    if not delivery.commitments:
        return text
    rate = with_n(delivery.rate.completed, delivery.rate.assessed, words)
    in_full = words("completion rate {rate}", rate=rate) if delivery.rate.assessed else rate
    return [Link(text, view.href("commitments", **chosen)), " · ", in_full]


def _leads(view: View) -> Link:
    words, now = view.words, committee(view.snapshot, view.selection.asof)
    text = words(
        "{led} of {total} themes have a lead on record",
        led=words.number(len(now.leads) - len(now.themes_without_lead)),
        total=words.number(len(now.leads)),
    )
    return Link(text, view.href("leadership"))


def _roles(view: View) -> Link:
    words, now = view.words, committee(view.snapshot, view.selection.asof)
    text = words(
        "{holding} of {total} Steering Committee members have a role on record",
        holding=words.number(len(now.with_role)),
        total=words.number(len(now.seats)),
    )
    return Link(text, view.href("leadership"))


def _pilots(view: View) -> Link:
    words, pilots = view.words, agenda.pilots(view.selection)
    text = words(
        "{committed} of {total} subnational members have commitments, {assessed} of them assessed ones",
        committed=words.number(len(pilots.committed)),
        total=words.number(pilots.all),
        assessed=words.number(pilots.assessed),
    )
    return Link(text, view.href("pilots"))


_OWN_FIGURES: dict[str, Callable[[View], Link]] = {"thm-1": _leads, "thm-2": _roles, _OF_PILOTS: _pilots}
"""Promises that figures of other pages answer."""


def _findings(view: View, known: Sequence[Promise]) -> Table:
    """Every finding, a row each."""
    words = view.words
    rows: list[Row] = [
        [
            view.names.of("promise", promise.id),
            Day(one.date),
            words(AGENDA_STATUSES[one.status]),
            one.note,
            one.source,
        ]
        for promise in known
        for one in promise.findings
    ]
    title = words("Findings by {date}", date=view.asof)
    note = words("Notes and sources are as they were recorded, in English.")
    return Table("agenda-findings", title, _FINDINGS, rows, notes=[note], tab=words("Findings"), only=FILES)


def _delivered(view: View, known: Sequence[Promise]) -> Table:
    """What is counted beside the promises, a row each."""
    title = view.words("Live figures")
    rows: list[Row] = [
        [
            view.names.of("promise", one.id),
            name,
            Count(delivery.commitments),
            Count(delivery.rate.assessed),
            Share(delivery.rate.completed, delivery.rate.assessed),
        ]
        for one in known
        for name, delivery, _ in _counted(view, one)
    ]
    return Table("agenda-delivery", title, _DELIVERY, rows, notes=[_which_filters(view)], tab=title, only=FILES)


def _subtitle(view: View) -> str:
    """No filter chooses promises, so none is named."""
    return view.words.plural("n={n} promise", "n={n} promises", len(_known(view)))


def _status_answer(view: View) -> Answer:
    """How many promises are of which status."""
    counts = _by_status(view)
    rows = [[figure.name, figure.value] for figure in _figures(view, counts)]
    table = Table("agenda-status", "", _BY_STATUS, rows)
    note = view.words("The filters choose commitments, never promises.")
    return Answer(_headline(view, counts), _subtitle(view), table, note)


def _open_answer(view: View) -> Answer:
    """The promises last found open; those of which nothing is known are counted beside them."""
    words, known = view.words, _known(view)
    going = [one for one in known if one.status in OPEN]
    unknown = sum(one.status == NO_FINDING for one in known)
    clause = words.plural(
        "{n} promise was still open when last looked at", "{n} promises were still open when last looked at", len(going)
    )
    note = words.plural(
        "On {n} other promise nothing is on record.", "On {n} other promises nothing is on record.", unknown
    )
    rows: list[Row] = [
        [view.names.of("promise", one.id), agenda_chip(one.status, words), Day(one.findings[-1].date)] for one in going
    ]
    table = Table("agenda-open", "", _OPEN, rows)
    return Answer(sentence(clause), _subtitle(view), table, note if unknown else "")


TOPICS = {
    "agenda-status": Topic(N_("Are the co-chairs keeping their own promises?"), "agenda", _status_answer),
    "agenda-open": Topic(N_("Which promises are still open?"), "agenda", _open_answer),
}
SLIDES = ("agenda-status", "agenda-open")
"""What the page has to present."""
