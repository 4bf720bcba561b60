"""How the pilots are doing, on what they work, and what one of them can learn from its peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.components.marks import openness_told
from dashboard.components.tree import text
from dashboard.exports.slide import Slide
from dashboard.findings.telling import Told, filtered, finding, sentence
from dashboard.language.rates import in_words
from dashboard.language.vocabulary import COMPLETION as COMPLETION_WORDS
from dashboard.language.words import N_
from dashboard.pages.pilot_peers import of_known
from dashboard.pages.pilot_shown import Shown
from dashboard.pages.pilots import unknown
from dashboard.queries.pilots import Work, assessed, by_theme, lessons
from dashboard.view.view import View
from data_loader.schema import fold

_PILOTS = (N_("Pilot"), N_("Commitments"), N_("Substantial or complete"), N_("Opened government"))
_LESSONS = (N_("Commitment of a peer"), N_("Pilot"), N_("Completion"), N_("Openness"))


def _subtitle(view: View) -> str:
    n = assessed(view.selection)
    return filtered(view, view.words.plural("n={n} assessed", "n={n} assessed", n))


def with_pilots(name: str, make: Callable[[Shown], Told]) -> Callable[[View], Slide]:
    """A finding about pilots; in data without any it says so."""

    def made(view: View) -> Slide:
        if not view.snapshot.pilots:
            return finding(view, name, Told(view.words("There are no pilots in this data."), ""))
        shown = Shown.of(view)
        told = make(shown)
        note = " ".join(part for part in (text(unknown(shown)), told.note) if part)
        return finding(view, name, replace(told, note=note))

    return made


def _row(shown: Shown, pilot: str) -> list[str]:
    words, found = shown.view.words, shown.counts[pilot]
    name = shown.view.names.of("pilot", pilot)
    if not found.commitments:
        return [name, words("no commitment"), words("none assessed"), words("not known")]
    return [
        name,
        words.number(found.commitments),
        _of_assessed(shown, found.substantial + found.complete, found.assessed),
        of_known(shown, found.opened, found.openness_known),
    ]


def _of_assessed(shown: Shown, completed: int, n: int) -> str:
    """A completion with its n; the counts themselves where the rate would rest on too few."""
    words = shown.view.words
    told = in_words(completed, n, words)
    counted = words("{part} of {whole}", part=words.number(completed), whole=words.number(n))
    return told if told == counted or not n else f"{told} ({counted})"


def compared(shown: Shown) -> Told:
    """Every pilot, those of which most is known first."""
    view, words = shown.view, shown.view.words
    known = {pilot: found.assessed + found.openness_known for pilot, found in shown.counts.items()}
    order = sorted(known, key=lambda one: (-known[one], -shown.counts[one].commitments, _by_name(shown, one)))
    committed = sum(found.commitments > 0 for found in shown.counts.values())
    headline = words.plural(
        "{n} of {total} pilots has commitments; completion is known of {assessed} of {commitments}.",
        "{n} of {total} pilots have commitments; completion is known of {assessed} of {commitments}.",
        committed,
        total=words.number(len(order)),
        assessed=words.number(assessed(view.selection)),
        commitments=words.number(sum(found.commitments for found in shown.counts.values())),
    )
    note = words("In the order of how much is known of them: not a ranking.")
    return Told(headline, _subtitle(view), _titles(view, _PILOTS), [_row(shown, one) for one in order], note=note)


def _by_name(shown: Shown, pilot: str) -> str:
    return fold(shown.view.names.of("pilot", pilot))


def _titles(view: View, names: tuple[str, ...]) -> list[str]:
    return [view.words(name) for name in names]


def themes(shown: Shown) -> Told:
    """Commitments by theme and pilot, the themes of most pilots first: the pilot shown, its peers, the others."""
    view, words, found = shown.view, shown.view.words, by_theme(shown.view.selection)
    without = len(found.pop("", []))
    note = words("A commitment may carry several themes, so theme totals do not add up.")
    if without:
        note += " " + words.plural(
            "The theme of {n} commitment is not known.", "The theme of {n} commitments is not known.", without
        )
    if not found:
        return Told(words("No commitments under these filters."), _subtitle(view))
    at_work = {theme: {work.pilot for work in works} for theme, works in found.items()}
    most = max(len(pilots) for pilots in at_work.values())
    first = words.listing([view.names.of("theme", theme) for theme, pilots in at_work.items() if len(pilots) == most])
    headline = words.plural(
        "Most shared by the pilots: {themes}, with {n} of {total} pilots at work.",
        "Most shared by the pilots: {themes}, with {n} of {total} pilots at work.",
        most,
        themes=first,
        total=words.number(len(shown.counts)),
    )
    pilots = [shown.id, *(peer.id for peer in shown.peers)]
    names = [view.names.of("pilot", pilot) for pilot in pilots]
    columns = [words("Theme"), *names, words("Other pilots"), words("All pilots")]
    rows = [[view.names.of("theme", theme), *_counts(view, pilots, works)] for theme, works in found.items()]
    return Told(headline, _subtitle(view), columns, rows, note=note)


def _counts(view: View, pilots: list[str], works: list[Work]) -> list[str]:
    """Commitments on a theme: of each of these pilots, of the others, and of all."""
    own = Counter(work.pilot for work in works)
    counts = [*(own[pilot] for pilot in pilots), sum(own[pilot] for pilot in own if pilot not in pilots), len(works)]
    return [view.words.number(n) for n in counts]


def peers(shown: Shown) -> Told:
    """The pilot shown, then its peers, nearest first."""
    words = shown.view.words
    names = [shown.view.names.of("pilot", peer.id) for peer in shown.peers]
    headline = words("No other pilot is in this data.")
    if names:
        headline = words("The fair peers of {name}: {peers}.", name=shown.name, peers=words.listing(names))
    rows = [_row(shown, pilot) for pilot in (shown.id, *(peer.id for peer in shown.peers))]
    note = words("Nearest first, not a ranking.")
    return Told(headline, _subtitle(shown.view), _titles(shown.view, _PILOTS), rows, note=note)


def learned(shown: Shown) -> Told:
    """Commitments of the peers that have come further on a theme of the pilot shown."""
    view, words = shown.view, shown.view.words
    found = lessons(view.selection, shown.id, [peer.id for peer in shown.peers])
    clause = words.plural(
        "{n} commitment of its peers has come further than any of {name} on a shared theme",
        "{n} commitments of its peers have come further than any of {name} on a shared theme",
        len(found),
        name=shown.name,
    )
    rows = [_lesson(shown, lesson.work) for lesson in found]
    return Told(sentence(clause), _subtitle(view), _titles(view, _LESSONS), rows)


def _lesson(shown: Shown, work: Work) -> list[Any]:
    words = shown.view.words
    return [
        shown.records[work.place].title,
        shown.view.names.of("pilot", work.pilot),
        words(COMPLETION_WORDS[work.completion]),
        openness_told(work.openness, words),
    ]
