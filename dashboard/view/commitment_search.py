"""Which commitments hold the words of a search: one way of matching, for the search of everything and for the list.

A commitment is found by its title, lead institution and id, and by its plan's name, which holds the member's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.dimension import Codes
from dashboard.data.records import Records
from dashboard.data.snapshot import Snapshot, cached
from dashboard.language.words import words
from dashboard.view.names import Names
from dashboard.view.view import View
from dashboard.view.word_index import NOWHERE, Distances, Matches, WordIndex, find


@dataclass(frozen=True)
class _Index:
    """Commitments by their own words, and by those of their plan's name: many share it, and it differs by language."""

    own: WordIndex
    names: WordIndex
    plan: Codes  # of each commitment, into `names`; -1 for none

    def distance(self, word: str, *, beginnings: bool) -> Distances:
        """How far each commitment is from `word`."""
        of_plans = np.append(self.names.distance(word, beginnings=beginnings), np.int16(NOWHERE))
        return np.minimum(self.own.distance(word, beginnings=beginnings), of_plans[self.plan])


def matching(view: View) -> Matches:
    """The commitments known on the as-of day that hold every word of the view's `q`, whatever other filters choose."""
    snapshot = view.snapshot
    index = _Index(
        _own_words(snapshot, view.records), _plan_names(snapshot, view.lang), snapshot.dimensions["plan"].codes
    )
    return find(index, view.filters.q, snapshot.begun <= view.selection.asof.toordinal())


@cached(1)
def _own_words(snapshot: Snapshot, records: Records) -> WordIndex:
    """Kept: reading every title costs more than a hundred searches."""
    return WordIndex(
        (row.title_folded, f"{row.id} {row.lead_institution_folded}") for row in records.searched(snapshot)
    )


@cached(3)
def _plan_names(snapshot: Snapshot, lang: str) -> WordIndex:
    names = Names(snapshot, words(lang))
    return WordIndex(("", names.of("plan", plan)) for plan in snapshot.dimensions["plan"].values)
