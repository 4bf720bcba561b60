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
    is_row = table["id"] != ALL
    rows = table[is_row]
    if len(rows) <= LONGEST or not rows[whole].any():
        return None
    named = rows[rows[whole] >= NAMED_N]
    if len(named) > 2 * ENDS:
        shown = {*named.index[:ENDS], *named.index[-ENDS:]}
    else:
        shown = {*rows.sort_values(whole, ascending=False, kind="stable").index[: 2 * ENDS]}
    if not rows["chosen"].all():
        shown |= {*rows.index[rows["chosen"]][: 2 * ENDS]}
    return Ends(table[~is_row | table.index.isin(shown)].reset_index(drop=True), len(rows), len(named))
