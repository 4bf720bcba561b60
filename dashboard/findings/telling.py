"""What all findings have in common: how much fits on a slide, and which filters they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.data.filters import Filters
from dashboard.decks.deck import FINDINGS
from dashboard.exports.slide import Slide
from dashboard.language.vocabulary import CONSTITUENCIES
from dashboard.language.vocabulary import FILTERS as FILTER_WORDS
from dashboard.view.about import chosen_in_words, source
from dashboard.view.view import View

MOST_ROWS = 8
MOST_POINTS = 7
_MOST_NAMES = 8  # in one point


@dataclass(frozen=True)
class Told:
    """What a finding tells. A longer table or list is cut, and what is left out counted."""

    headline: str
    subtitle: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    points: Sequence[str] = ()
    note: str = ""
    href: str = ""  # where all of it is, when that is not the page itself


def finding(view: View, name: str, told: Told) -> Slide:
    """The slide of a finding, with the way to the page that has all of it."""
    about = FINDINGS[name]
    left_out = max(len(told.rows) - MOST_ROWS, 0) + max(len(told.points) - MOST_POINTS, 0)
    more = view.words.plural("And {n} more on the page.", "And {n} more on the page.", left_out) if left_out else ""
    return Slide(
        name=name,
        title=view.words(about.title),
        headline=told.headline,
        subtitle=told.subtitle,
        source=source(view),
        href=told.href or f"{view.root}{about.page}{view.filters.query()}",
        note=" ".join(part for part in (more, told.note) if part),
        columns=list(told.columns) if told.rows else [],
        rows=[list(row) for row in told.rows[:MOST_ROWS]],
        points=list(told.points[:MOST_POINTS]),
    )


def sentence(clause: str) -> str:
    """A clause as a sentence of its own."""
    return f"{clause[:1].upper()}{clause[1:]}."


def listing(view: View, names: Sequence[str]) -> str:
    """Names in a row; of many the first, and how many more there are."""
    more = len(names) - _MOST_NAMES
    rest = [view.words.plural("{n} more", "{n} more", more)] if more > 0 else []
    return view.words.listing([*names[:_MOST_NAMES], *rest])


def filtered(view: View, *counted: str) -> str:
    """The filters of a finding about commitments, and how many it rests on."""
    return " · ".join([*chosen_in_words(view), *counted])


def only(view: View, *names: str) -> View:
    """The view with the only filters that a finding follows."""
    kept = {name: getattr(view.chosen, name) for name in (*names, "asof", "since", "version", "lang")}
    return replace(view, chosen=Filters(**kept))


def seats(view: View, *counted: str) -> str:
    """The filters of a finding about the Steering Committee, and what it counts."""
    words, chosen, label = view.words, view.filters.constituency, FILTER_WORDS["constituency"]
    names = [words(CONSTITUENCIES[value]) for value in chosen]
    told = [words("{name}: {text}", name=words(label), text=words.listing(names))]
    return " · ".join([*chosen_in_words(only(view, "region", "theme")), *(told if chosen else []), *counted])
