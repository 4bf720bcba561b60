"""A chart in one sentence, for readers who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.blocks import N_
from dashboard.figures import frame
from dashboard.figures.frame import Row, Shown
from dashboard.language.words import NAMED_N, SMALL_N, Words

_MOST = 5
"""So many of those that stand beside are named, the last of them all members."""
_COMPARED = 2
"""It takes two to name a highest and a lowest."""
_NO_RATE = N_("No completion rate: too few assessed commitments.")
_TOO_FEW = N_(
    "Too few are assessed to name a highest and a lowest completion rate: that takes {n} in each of two groups."
)


def sentence(shown: Shown) -> str:
    """The answer of a chart, and how many rows it has; then what stands beside it in grey, and all members."""
    words, rows, all_members = shown.words, shown.rows, shown.all_members
    beside = [*(row for row in rows if not row.chosen and row.assessed), *([all_members] if all_members else [])]
    texts = [answer(shown), words.plural("{n} row.", "{n} rows.", sum(row.chosen for row in rows))]
    if beside:
        named = words("; ").join(_rate(row, words) for row in some(beside))
        texts.append(words("Beside: {rows}.", rows=named))
    return " ".join(texts)


def some(beside: Sequence[Any]) -> Sequence[Any]:
    """Of a long row of what stands beside, the first and the last; all members are the last of it."""
    return beside if len(beside) <= _MOST else [*beside[: _MOST // 2], *beside[-(_MOST - _MOST // 2) :]]


def answer(shown: Shown) -> str:
    """Highest and lowest completion rate of the rows with enough assessed; of a row beside others, each of them."""
    words, rows = shown.words, [row for row in shown.rows if row.chosen]
    if rows and rows[-1].id == frame.EVERYONE:  # they hold each other, so none is the highest
        rates = words("; ").join(_rate(row, words) for row in rows if row.assessed)
        return words("Completion rate: {row}.", row=rates) if rates else words(_NO_RATE)
    rated = sorted((row for row in rows if row.assessed >= SMALL_N), key=lambda row: row.completed / row.assessed)
    if not rated:
        return words(_NO_RATE)
    if len(rated) == 1:
        return words("Completion rate: {row}.", row=_rate(rated[0], words))
    named = [row for row in rated if row.assessed >= NAMED_N]
    if len(named) < _COMPARED:
        return words(_TOO_FEW, n=NAMED_N)
    return words(
        "Highest completion rate: {highest}; lowest: {lowest}.",
        highest=_rate(named[-1], words),
        lowest=_rate(named[0], words),
    )


def each(shown: Shown) -> str:
    """The completion rate of every row, where none is to be named the highest."""
    rates = shown.words("; ").join(_rate_or_counts(row, shown.words) for row in shown.rows if row.assessed)
    return shown.words("Completion rate: {row}.", row=rates) if rates else shown.words(_NO_RATE)


def sentence_of_each(shown: Shown) -> str:
    """The same with how many rows there are."""
    return " ".join([each(shown), shown.words.plural("{n} row.", "{n} rows.", len(shown.table))])


def _rate_or_counts(row: Row, words: Words) -> str:
    return words.named(row.label, words.rate_with_n(row.completed, row.assessed))


def _rate(row: Row, words: Words) -> str:
    rate = words.rate(row.completed, row.assessed)
    return words("{label}, {rate} of {assessed}", label=row.label, rate=rate, assessed=row.assessed)
