"""Commitments by the words of a search, and the list of them: order and pages over a selection of any size.

A commitment is found by its title, lead institution and id, and by its plan's name, which holds the member's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.data.questions import SORTED
from dashboard.data.records import Records, Row
from dashboard.data.snapshot import Snapshot, cached
from dashboard.view.view import View
from dashboard.view.word_index import NOWHERE, Distances, Matches, WordIndex, find

PAGE_ROWS = 50


@dataclass(frozen=True)
class Listing:
    """One page of the list."""

    total: int  # commitments that fit filters and search
    page: int
    pages: int
    places: np.ndarray  # of this page's commitments
    rows: list[Row]


def listing(view: View) -> Listing:
    """The page of the list that the URL asks for; the last one when it asks for one beyond."""
    places = in_order(view)
    pages = max(1, -(-len(places) // PAGE_ROWS))
    page = min(int(view.filters.page or 1), pages)
    shown = places[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    return Listing(len(places), page, pages, shown, view.records.commitments(view.snapshot, shown))


def in_order(view: View) -> np.ndarray:
    """The places of all commitments that fit filters and search, in the order asked for.

    Without an order they stand as in the data, those that hold a word of the search with a typing error at the end.
    """
    mask = view.selection.mask
    places: np.ndarray = np.flatnonzero(mask)
    if view.filters.q.strip():
        matches = matching(view)
        as_typed, mistyped = np.split(matches.places, [matches.as_typed])
        places = np.concatenate([np.sort(as_typed), np.sort(mistyped)])
        places = places[mask[places]]
    column = view.filters.sort.removeprefix("-")
    if column not in SORTED:
        return places
    keys = _sort_keys(view, column)[places]
    return places[np.argsort(-keys if view.filters.sort.startswith("-") else keys, kind="stable")]


def _sort_keys(view: View, column: str) -> np.ndarray:
    """A number a commitment whose order is the order of `column`; what is unknown comes last, or first turned round."""
    if column == "title":
        return view.records.title_rank(view.snapshot)
    if column == "due":
        return view.snapshot.due
    codes = view.selection.dimension(column).codes.astype(np.int64)
    if column != "member":
        return np.where(codes < 0, len(view.snapshot.choices[column]), codes)
    names = [view.words.order(name) for name in view.names.all("member").values()]
    return np.append(np.argsort(np.argsort(np.array(names, dtype=object))), len(names))[codes]


@dataclass(frozen=True)
class _Index:
    """Commitments by their own words, and by those of their plan's name: many share it, and it differs by language."""

    own: WordIndex
    names: WordIndex
    plan: npt.NDArray[np.integer]  # of each commitment, into `names`; -1 for none

    def distance(self, word: str, *, beginnings: bool) -> Distances:
        """How far each commitment is from `word`."""
        of_plans = np.append(self.names.distance(word, beginnings=beginnings), np.int16(NOWHERE))
        nearest: Distances = np.minimum(self.own.distance(word, beginnings=beginnings), of_plans[self.plan])
        return nearest


def matching(view: View) -> Matches:
    """The commitments known on the as-of day that hold every word of the view's `q`, whatever other filters choose."""
    snapshot = view.snapshot
    index = _Index(
        _own_words(snapshot, view.records), _plan_names(snapshot, view.names), snapshot.dimensions["plan"].codes
    )
    return find(index, view.filters.q, snapshot.begun <= view.selection.asof.toordinal())


@cached(1)
def _own_words(snapshot: Snapshot, records: Records) -> WordIndex:
    """Kept: reading every title costs more than a hundred searches."""
    return WordIndex(
        (row.title_folded, f"{row.id} {row.lead_institution_folded}") for row in records.searched(snapshot)
    )


@cached(3)
def _plan_names(snapshot: Snapshot, names: Any) -> WordIndex:
    return WordIndex(("", names.of("plan", plan)) for plan in snapshot.dimensions["plan"].values)
