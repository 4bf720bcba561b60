"""A chart in one sentence, for readers who do not see it."""

from __future__ import annotations

import pandas as pd

from dashboard.figures import frame
from dashboard.figures.frame import Row
from dashboard.language.words import SMALL_N, Words


def sentence(table: pd.DataFrame, words: Words) -> str:
    """The answer of a chart, and how many rows it has."""
    return " ".join([answer(table, words), words.plural("{n} row.", "{n} rows.", len(table))])


def answer(table: pd.DataFrame, words: Words) -> str:
    """Highest and lowest completion rate of the rows with enough assessed."""
    rated = [row for row in frame.rows(table) if row.assessed >= SMALL_N]
    rated.sort(key=lambda row: row.completed / row.assessed)
    if not rated:
        return words("No completion rate: too few assessed commitments.")
    if len(rated) == 1:
        return words("Completion rate: {row}.", row=_rate(rated[0], words))
    return words(
        "Highest completion rate: {highest}; lowest: {lowest}.",
        highest=_rate(rated[-1], words),
        lowest=_rate(rated[0], words),
    )


def _rate(row: Row, words: Words) -> str:
    rate = words.rate(row.completed, row.assessed)
    return words("{label}, {rate} of {assessed}", label=row.label, rate=rate, assessed=row.assessed)
