"""Search: members, themes, Steering Committee members, agenda items and commitments, by any word of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.blocks import N_
from dashboard.data.membership import known_since
from dashboard.data.snapshot import NEVER, Snapshot, cached
from dashboard.queries import leadership
from dashboard.view.listing import matching
from dashboard.view.names import Names
from dashboard.view.view import View
from dashboard.view.word_index import WordIndex, find

AT_MOST = 8
"""Results shown of a kind."""
_ALWAYS = 0  # the day from which what has no date is known


@dataclass(frozen=True)
class Entry:
    """Something to find, and where it stands."""

    name: str
    note: str
    path: str
    place: str = ""  # its id on that page
    beside: str = ""  # found by this too: its number, its name in another language
    since: int = _ALWAYS  # the day from which it is known

    def href(self, view: View) -> str:
        """Its address; the filters that travel go along."""
        address = view.href(self.path)
        return f"{address}#{self.place}" if self.place else address


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the closest of `total`."""

    kind: str
    total: int
    as_typed: int  # of them; the rest with a typing error
    entries: Sequence[Entry]


class _Catalogue:
    """All there is to find of one kind."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self.entries = tuple(entries)
        self.since = np.array([entry.since for entry in self.entries], dtype=np.int32)
        self.index = WordIndex((entry.name, f"{entry.note} {entry.beside}") for entry in self.entries)


def search(view: View) -> list[Group]:
    """What is known on the as-of day and holds every word of the view's `q`, whatever the other filters choose.

    Kinds stand in the order of SOURCES, those found with a typing error only after the others.
    """
    asof = view.selection.asof.toordinal()
    groups = []
    for kind, catalogue in _catalogues(view.snapshot, view.names).items():
        matches = find(catalogue.index, view.filters.q, catalogue.since <= asof)
        entries = [catalogue.entries[place] for place in matches.places[:AT_MOST]]
        groups.append(Group(kind, len(matches.places), matches.as_typed, entries))
    matches = matching(view)
    commitments = [
        Entry(row.title, view.names.of("plan", row.action_plan_id), f"commitments/{row.id}")
        for row in view.records.commitments(view.snapshot, matches.places[:AT_MOST])
    ]
    groups.append(Group(COMMITMENT, len(matches.places), matches.as_typed, commitments))
    return sorted((group for group in groups if group.total), key=lambda group: not group.as_typed)


@cached(3)
def _catalogues(_: Snapshot, names: Names) -> dict[str, _Catalogue]:
    """Kept: folding every name costs more than a hundred searches."""
    return {kind: _Catalogue(entries(names)) for kind, entries in _ENTRIES.items()}


def _members(names: Names) -> Iterator[Entry]:
    since = known_since(names.snapshot)
    for row in names.snapshot.rows_of("members"):
        codes = {"kind": row.kind, "region": row.region}
        note = " · ".join(names.of(kind, code) for kind, code in codes.items() if code)
        beside, day = f"{row.name} {row.id}", since[row.id]
        yield Entry(names.of("member", row.id), note, f"members/{row.id}", beside=beside, since=day)


def _themes(names: Names) -> Iterator[Entry]:
    for row in names.snapshot.rows_of("themes"):
        yield Entry(
            names.of("theme", row.id),
            names.of("priority", row.priority_id),
            f"themes/{row.id}",
            beside=f"{row.name_en} {row.name_fr} {row.name_es}",
        )


def _areas(names: Names) -> Iterator[Entry]:
    """A policy area stands with its themes on the page of all."""
    for row in names.snapshot.rows_of("policy_areas"):
        beside = f"{row.name_en} {row.name_fr} {row.name_es}"
        yield Entry(names.of("area", row.id), row.programme or "", "themes", f"in-{row.id}", beside=beside)


def _committee(names: Names) -> Iterator[Entry]:
    """Those with a term. A government stands under the name of its country, on the page of that member."""
    snapshot, words = names.snapshot, names.words
    since: dict[str, int] = {}
    for row in snapshot.rows_of("seats"):
        since[row.steering_member_id] = min(leadership.Span.of(row).start, since.get(row.steering_member_id, NEVER))
    for row in snapshot.rows_of("steering_members"):
        government = row.constituency == "government"
        own_page = government and row.country in snapshot.choices["member"]
        yield Entry(
            names.of("steering_member", row.id),
            words("Government") if government else row.organisation or words("Civil society"),
            f"members/{row.country}" if own_page else "leadership",
            place="" if own_page else row.id,
            beside=row.name,
            since=since.get(row.id, NEVER),
        )


def _agenda(names: Names) -> Iterator[Entry]:
    table = names.snapshot.tables["agenda_items"]
    spoken = table[[column for column in table if column.startswith(("title_", "section_"))]]
    for row, texts in zip(table.itertuples(), spoken.itertuples(index=False), strict=True):
        beside = " ".join(text or "" for text in (*texts, row.id))
        yield Entry(names.of("promise", row.id), names.of("section", row.section_id), "agenda", row.id, beside=beside)


_ENTRIES: dict[str, Callable[[Names], Iterator[Entry]]] = {
    "member": _members,
    "theme": _themes,
    "area": _areas,
    "committee": _committee,
    "agenda": _agenda,
}
"""What there is to find beside commitments, which may be a million."""
COMMITMENT = "commitment"
SOURCES = {
    "member": N_("Members"),
    "theme": N_("Themes"),
    "area": N_("Policy areas"),
    "committee": N_("Steering Committee"),
    "agenda": N_("Agenda of the co-chairs"),
    COMMITMENT: N_("Commitments"),
}
"""What there is to find, and the heading of each kind."""
