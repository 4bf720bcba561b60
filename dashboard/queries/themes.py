"""What is done on themes: by how many members and by whom, what is worth copying, and what happened on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.selection import Selection
from dashboard.data.snapshot import OPENNESS
from dashboard.queries.agenda import Promise
from dashboard.queries.agenda import promises as known_promises
from dashboard.queries.counts import Rate
from dashboard.queries.events import Event
from dashboard.queries.events import known as known_events


@dataclass(frozen=True)
class Work:
    """What is selected of a theme: how many commitments, of how many members, and their completion rate."""

    commitments: int
    members: int
    rate: Rate


@dataclass(frozen=True)
class Example:
    """A commitment worth copying, by its place in the snapshot: complete, and starred or transformative."""

    place: int
    starred: bool
    transformative: bool
    openness: str  # of OPENNESS; empty when not known


def work(selection: Selection) -> dict[str, Work]:
    """The commitments selected, by theme."""
    theme, member = selection.dimension("theme"), selection.dimension("member")
    counts = selection.count("theme")
    known = selection.mask & (member.codes >= 0)
    members = np.count_nonzero(theme.count(known, member.codes, len(member.values)), axis=1)
    return {
        id_: Work(int(row.sum()), int(n), Rate.of(row.tolist()))
        for id_, row, n in zip(theme.values, counts, members, strict=True)
    }


def promises(selection: Selection, theme: str) -> list[Promise]:
    """The co-chairs' promises on a theme, with what was found on each by the as-of day."""
    return [one for one in known_promises(selection.snapshot, selection.asof) if theme in one.themes]


def without_theme(selection: Selection) -> int:
    """How many commitments selected carry no theme."""
    theme = selection.dimension("theme")
    return int(np.count_nonzero(selection.mask & ~theme.mask(theme.values)))


def by_member(selection: Selection) -> list[tuple[str, Work]]:
    """The members with commitments selected, those with most first."""
    members = zip(selection.dimension("member").values, selection.count("member"), strict=True)
    rows = [(member, Work(int(row.sum()), 1, Rate.of(row.tolist()))) for member, row in members if row.any()]
    return sorted(rows, key=lambda row: -row[1].commitments)


def examples(selection: Selection) -> list[Example]:
    """The commitments selected that are worth copying: starred and transformative first, then by their openness."""
    done = selection.having("completion", "complete")
    starred, transformative = selection.having("starred", "1"), selection.having("impact", "transformative")
    places = np.flatnonzero(done & (starred | transformative))
    openness = selection.findings.openness
    order = np.lexsort((places, -openness[places].astype(int), ~starred[places], ~(starred & transformative)[places]))
    return [
        Example(
            int(place),
            bool(starred[place]),
            bool(transformative[place]),
            OPENNESS[openness[place]] if openness[place] >= 0 else "",
        )
        for place in places[order]
    ]


def events(selection: Selection, theme: str) -> list[Event]:
    """The events on a theme, or on a promise on it, that had begun by the as-of day, the earliest first."""
    own = {one.id for one in promises(selection, theme)}
    begun = known_events(selection.snapshot, selection.asof)
    return [event for event in begun if theme in event.themes or own & set(event.promises)]
