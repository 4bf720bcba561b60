"""A pilot beside its peers: why they are peers, how all are doing on one scale, and what can be learned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import html

from dashboard.components import marks
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.snapshot import COMPLETION
from dashboard.language.rates import in_words
from dashboard.language.vocabulary import PEER_REASONS
from dashboard.language.words import N_
from dashboard.pages.pilot_own import completion_chip
from dashboard.pages.pilot_shown import Shown
from dashboard.queries.pilots import Lesson, lessons, spread
from data_loader.schema import COMPLETION_SCALE

_COLUMNS = (
    (N_("Pilot"), False),
    (N_("Why a peer"), False),
    (N_("One mark a commitment"), False),
    (N_("Commitments"), True),
    (N_("Substantial or complete"), True),
    (N_("Opened government"), True),
    (N_("In a major way"), True),
)
_MEASURES: tuple[tuple[Callable[[Any], int], Callable[[Any], int]], ...] = (
    (lambda row: row.commitments, lambda row: row.commitments),
    (lambda row: row.substantial + row.complete, lambda row: row.assessed),
    (lambda row: row.opened, lambda row: row.openness_known),
    (lambda row: row.opened_much, lambda row: row.openness_known),
)
"""Of each column of numbers: what is counted of a pilot, and of how many commitments it is known."""
_LESSONS = (N_("Commitment of a peer"), N_("Pilot"), N_("Themes in common"), N_("Completion"), N_("Openness"))


def cards(shown: Shown) -> list[Any]:
    """The comparison and the lessons."""
    return [_comparison(shown), _lessons(shown)]


def of_known(shown: Shown, part: int, known: int) -> str:
    """How many of those of which it is known; a word where it is known of none."""
    words = shown.view.words
    if not known:
        return words("not known")
    return words("{part} of {whole}", part=words.number(part), whole=words.number(known))


def finished(shown: Shown, pilot: str) -> Any:
    """The completion of a pilot's commitments, with the way to those assessed."""
    found = shown.counts[pilot]
    text = in_words(found.substantial + found.complete, found.assessed, shown.view.words)
    among = shown.view.filters.completion or COMPLETION_SCALE
    levels = tuple(level for level in COMPLETION_SCALE if level in among)
    return link(text, href=shown.href(pilot, completion=levels)) if found.assessed else text


def _comparison(shown: Shown) -> Any:
    words = shown.view.words
    title = words("Who are fair peers of {name}, and how are they doing?", name=shown.name)
    order = words(
        "Peers come by government level first, then kind, region, size and the year of their plans; "
        "among the pilots only. Choose others above."
    )
    columns = [Column(words(label), numeric=numeric) for label, numeric in _COLUMNS]
    whys = {shown.id: words("the pilot shown"), **{peer.id: _why(shown, peer.reasons) for peer in shown.peers}}
    rows = [_row(shown, pilot, why) for pilot, why in whys.items()]
    rows += [_median(shown)] if shown.peers else []
    states = [state for state in COMPLETION if any(work.completion == state for work in shown.works)]
    return html.Section(
        [
            html.H2(title),
            html.P(order, className="card-subtitle"),
            data_table(title, columns, rows),
            marks.legend(states, words),
        ],
        className="card span-12 peers",
    )


def _why(shown: Shown, reasons: tuple[str, ...]) -> str:
    return " · ".join(shown.view.words(PEER_REASONS[reason]) for reason in reasons)


def _row(shown: Shown, pilot: str, why: str) -> list[Any]:
    view, words, found = shown.view, shown.view.words, shown.counts[pilot]
    name = view.names.of("pilot", pilot)
    works = sorted(shown.of_pilot(pilot), key=lambda work: -work.merit)
    strip = html.Span([marks.mark(work.completion, work.openness) for work in works], className="marks")
    told = words.plural("{n} commitment", "{n} commitments", len(works))
    return [
        name if pilot == shown.id else link(name, href=view.href(pilot=pilot)),
        why,
        [strip, html.Span(told, className="visually-hidden")] if works else words("no commitment"),
        link(words.number(len(works)), href=shown.href(pilot)) if works else words.number(0),
        finished(shown, pilot),
        of_known(shown, found.opened, found.openness_known),
        of_known(shown, found.opened_much, found.openness_known),
    ]


def _median(shown: Shown) -> list[Any]:
    """Median, range and n of the peers, ours left out; each among those of which it is known."""
    words = shown.view.words
    return [
        words.plural("Median of {n} peer", "Median of {n} peers", len(shown.peers)),
        words("lowest to highest, and of how many peers it is known"),
        words("not a ranking"),
        *spreads(shown),
    ]


def spreads(shown: Shown) -> list[str]:
    """Of each column of numbers the median, lowest and highest of the peers, and of how many it is known."""
    peers = [shown.counts[peer.id] for peer in shown.peers]
    return [_spread(shown, [part(peer) for peer in peers if known(peer)]) for part, known in _MEASURES]


def _spread(shown: Shown, values: list[int]) -> str:
    words, found = shown.view.words, spread(values)
    if found is None:
        return words("not known")
    median, lowest, highest = (words.number(value) for value in found)
    return words("{median} ({lowest}–{highest}, n={n})", median=median, lowest=lowest, highest=highest, n=len(values))


def _lessons(shown: Shown) -> Any:
    words = shown.view.words
    found = lessons(shown.view.selection, shown.id, [peer.id for peer in shown.peers])
    title = words("What can {name} learn?", name=shown.name)
    subtitle = words(
        "Commitments of these peers that are finished, or opened government, on themes where none of {name} has "
        "been found to have come as far",
        name=shown.name,
    )
    none = words(
        "None is known among these peers. Choose other peers, or look along the themes below for those at work on them."
    )
    columns = [Column(words(label)) for label in _LESSONS]
    table = data_table(title, columns, [_lesson(shown, lesson) for lesson in found]) if found else html.P(none)
    return html.Section(
        [html.H2(title), html.P(subtitle, className="card-subtitle"), table], className="card span-12 lessons"
    )


def _lesson(shown: Shown, lesson: Lesson) -> list[Any]:
    view, work = shown.view, lesson.work
    record = shown.records[work.place]
    return [
        link(record.title, href=view.href(f"commitments/{record.id}")),
        link(view.names.of("pilot", work.pilot), href=view.href(pilot=work.pilot)),
        " · ".join(view.names.of("theme", theme) for theme in lesson.themes),
        completion_chip(view, work),
        marks.openness_told(work.openness, view.words),
    ]
