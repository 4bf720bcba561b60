"""The ends of a long ranking: its highest and its lowest rows, until all are asked for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.language.words import NAMED_N, Words
from dashboard.queries.breakdown import ALL

LONGEST = 12
"""So many rows are shown whole."""
ENDS = 5
"""So many are shown of the highest, and of the lowest."""


@dataclass(frozen=True)
class Ends:
    """Some rows of a ranking, and what they are of all of them."""

    table: pd.DataFrame
    n: int  # rows of the ranking
    named: int  # of them, those that rest on enough to be named (rule 2)

    def sentence(self, words: Words) -> str:
        """Which rows these are."""
        if self.named > 2 * ENDS:
            return words(
                "The {ends} highest and the {ends} lowest of the {named} that rest on {least} or more.",
                ends=ENDS,
                named=self.named,
                least=NAMED_N,
            )
        return words("Those of the {n} that rest on most.", n=self.n)


def ends(table: pd.DataFrame, whole: str) -> Ends | None:
    """The rows of a ranking that are shown first, in its order; None where it is short enough to be shown whole.

    They are the highest and the lowest of those of which `whole` is enough (rule 2), and what was chosen among others;
    where few have enough, those that rest on most.
    """
    ids, counts, chosen = (table[name].tolist() for name in ("id", whole, "chosen"))
    n = len(ids) - (bool(ids) and ids[-1] == ALL)
    if n <= LONGEST or not any(counts[:n]):
        return None
    named = [place for place in range(n) if counts[place] >= NAMED_N]
    if len(named) > 2 * ENDS:
        shown = {*named[:ENDS], *named[-ENDS:]}
    else:
        shown = {*sorted(range(n), key=lambda place: -counts[place])[: 2 * ENDS]}
    if not all(chosen[:n]):
        shown |= {*[place for place in range(n) if chosen[place]][: 2 * ENDS]}
    return Ends(table.take([*sorted(shown), *range(n, len(ids))]), n, len(named))
