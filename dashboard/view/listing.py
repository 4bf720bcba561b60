"""The list of commitments: search, order and pages over a selection of any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.records import Row
from dashboard.data.snapshot import COMPLETION
from dashboard.view.commitment_search import matching
from dashboard.view.view import View
from data_loader.schema import fold

PAGE_ROWS = 50
SORTS = ("title", "member", "year", "completion", "due")
"""What the list can be sorted by; a minus before it turns the order round."""


@dataclass(frozen=True)
class Listing:
    """One page of the list."""

    found: int  # commitments that fit filters and search
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
    return _ordered(view, _searched(view) if view.filters.q.strip() else np.flatnonzero(view.selection.mask))


def _searched(view: View) -> np.ndarray:
    matches = matching(view)
    as_typed, mistyped = np.split(matches.places, [matches.as_typed])
    places: np.ndarray = np.concatenate([np.sort(as_typed), np.sort(mistyped)])
    fits: np.ndarray = places[view.selection.mask[places]]
    return fits


def _ordered(view: View, places: np.ndarray) -> np.ndarray:
    column = view.filters.sort.removeprefix("-")
    if column not in SORTS:
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
        return np.where(codes < 0, len(COMPLETION) + len(view.snapshot.choices[column]), codes)
    names = [fold(name) for name in view.names.all("member").values()]
    return np.append(np.argsort(np.argsort(np.array(names, dtype=object))), len(names))[codes]
