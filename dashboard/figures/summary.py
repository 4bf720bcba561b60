"""A chart in one sentence, for readers who do not see it."""

from __future__ import annotations

import pandas as pd

from dashboard.figures import frame
from dashboard.figures.frame import Row
from dashboard.language import Words
from dashboard.rates import SMALL_N, in_words


def sentence(table: pd.DataFrame, words: Words) -> str:
    """Highest and lowest completion rate of the rows with enough assessed, and how many rows there are."""
    rows = frame.rows(table)
    rated = sorted((row for row in rows if row.assessed >= SMALL_N), key=lambda row: row.completed / row.assessed)
    shown = words.plural("{n} row.", "{n} rows.", len(rows))
    if not rated:
        return " ".join([words("No completion rate: too few assessed commitments."), shown])
    if len(rated) == 1:
        return " ".join([words("Completion rate: {row}.", row=_rate(rated[0], words)), shown])
    said = words(
        "Highest completion rate: {highest}; lowest: {lowest}.",
        highest=_rate(rated[-1], words),
        lowest=_rate(rated[0], words),
    )
    return f"{said} {shown}"


def _rate(row: Row, words: Words) -> str:
    rate = in_words(row.completed, row.assessed, words)
    return words("{label}, {rate} of {assessed}", label=row.label, rate=rate, assessed=words.number(row.assessed))
