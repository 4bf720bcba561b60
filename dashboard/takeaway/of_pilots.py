"""The tables of the City pilots page: one pilot's commitments, its peers, what can be learned, and all by theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.components.marks import completion_told
from dashboard.data.filters import as_day
from dashboard.exports.xlsx import Share, Value
from dashboard.language.vocabulary import OPENNESS, PEER_REASONS
from dashboard.language.words import N_
from dashboard.pages import pilot_peers, published
from dashboard.pages.pilot_shown import Shown
from dashboard.queries.pilots import Work, by_theme, lessons
from dashboard.takeaway.of_commitments import themes
from dashboard.takeaway.of_members import totals
from dashboard.takeaway.tables import Table
from dashboard.view.view import View

_OWN = (*(N_("Commitment"), N_("Themes"), N_("Plan"), N_("Completion"), N_("Did it open government"), N_("Starred")),)
_PEERS = (
    *(N_("Pilot"), N_("Why a peer"), N_("Commitments"), N_("Substantial or complete"), N_("Assessed")),
    *(N_("Completion rate"), N_("Opened government"), N_("In a major way"), N_("Effect known")),
)
_LESSONS = (N_("Commitment of a peer"), N_("Pilot"), N_("Themes in common"), N_("Completion"), N_("Openness"))
_WORKS = (N_("Theme"), N_("Pilot"), N_("Commitment"), N_("Completion"), N_("Openness"))
_SPREADS = (N_("Commitments"), N_("Substantial or complete"), N_("Opened government"), N_("In a major way"))
_STARRED = {True: N_("Yes"), False: N_("No")}


def tables(view: View) -> Iterator[Table]:
    """Everything about the pilot shown; nothing where the data have no pilots."""
    if not view.snapshot.pilots:
        return
    shown = Shown.of(view)
    yield _own(shown)
    yield _peers(shown)
    yield _lessons(shown)
    yield _works(shown)
    found = published.results(view, shown.id)
    day = view.selection.asof.isoformat()
    yield from totals(view, found[found["published"].map(lambda date: as_day(date) <= day).astype(bool)])


def _own(shown: Shown) -> Table:
    view, words = shown.view, shown.view.words
    rows = []
    for work in shown.of_pilot(shown.id):
        record = shown.records[work.place]
        plan = view.names.short_plan(record.action_plan_id)
        found = [*_found(view, work), words(_STARRED.get(record.starred, ""))]
        rows.append([record.title, themes(view, record), plan, *found])
    title = words("The commitments of {name}", name=shown.name)
    return Table(words("Commitments"), title, _OWN, rows)


def _found(view: View, work: Work) -> list[Value]:
    openness = view.words(OPENNESS.get(work.openness, ""))
    return [completion_told(work.completion, work.openness, view.words), openness or None]


def _peers(shown: Shown) -> Table:
    words = shown.view.words
    whys = {
        shown.id: words("the pilot shown"),
        **{peer.id: "; ".join(words(PEER_REASONS[reason]) for reason in peer.reasons) for peer in shown.peers},
    }
    rows = [_peer(shown, pilot, why) for pilot, why in whys.items()]
    title = words("Who are fair peers of {name}, and how are they doing?", name=shown.name)
    order = words(
        "Peers of a pilot are pilots, put in order by level of government, kind, region, size and year of the plan."
    )
    return Table(words("Peers"), title, _PEERS, rows, [order, *_medians(shown)])


def _medians(shown: Shown) -> list[str]:
    """A ranking is read only with median, range and n (rule 8)."""
    words = shown.view.words
    if not shown.peers:
        return []
    label = words.plural("Median of {n} peer", "Median of {n} peers", len(shown.peers))
    told = [
        words("{name}: {text}", name=words(name), text=spread)
        for name, spread in zip(_SPREADS, pilot_peers.spreads(shown), strict=True)
    ]
    which = words("lowest to highest, and of how many peers it is known")
    return [" · ".join([words("{name}: {text}", name=label, text=which), *told])]


def _peer(shown: Shown, pilot: str, why: str) -> list[Value]:
    found: Any = shown.counts[pilot]
    done, known = int(found.substantial + found.complete), int(found.openness_known)
    effects = [int(found.opened), int(found.opened_much)] if known else [None, None]
    completed: list[Value] = [done if found.assessed else None, int(found.assessed), Share(done, int(found.assessed))]
    return [shown.view.names.of("pilot", pilot), why, int(found.commitments), *completed, *effects, known]


def _lessons(shown: Shown) -> Table:
    view, words = shown.view, shown.view.words
    rows: list[list[Value]] = [
        [
            shown.records[lesson.work.place].title,
            view.names.of("pilot", lesson.work.pilot),
            "; ".join(view.names.of("theme", theme) for theme in lesson.themes),
            *_found(view, lesson.work),
        ]
        for lesson in lessons(view.selection, shown.id, [peer.id for peer in shown.peers])
    ]
    note = words(
        "Commitments of these peers that are finished, or opened government, on themes where none of {name} has "
        "been found to have come as far",
        name=shown.name,
    )
    return Table(words("Lessons"), words("What can {name} learn?", name=shown.name), _LESSONS, rows, [note])


def _works(shown: Shown) -> Table:
    view, words = shown.view, shown.view.words
    rows: list[list[Value]] = [
        [
            view.names.of("theme", theme) if theme else None,
            view.names.of("pilot", work.pilot),
            shown.records[work.place].title,
            *_found(view, work),
        ]
        for theme, group in by_theme(view.selection).items()
        for work in group
    ]
    note = words("A commitment may carry several themes, so theme totals do not add up.")
    return Table(words("Themes"), words("Who works on what, and how did it go?"), _WORKS, rows, [note])
