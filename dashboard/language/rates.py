"""Rates: how sure they are, and how they are written."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dashboard.language.words import Words

SMALL_N = 5
"""Rule 2: a rate of fewer assessed commitments is written as counts."""

_Z = 1.959963984540054  # the 97.5 % quantile of the normal distribution: a 95 % interval


def wilson(completed: npt.ArrayLike, assessed: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end of the 95 % Wilson score interval of each rate (Wilson 1927); NaN where n is 0."""
    n = np.asarray(assessed, dtype=float)
    n = np.where(n > 0, n, np.nan)
    rate = np.asarray(completed, dtype=float) / n
    shrink = 1 + _Z**2 / n
    centre = (rate + _Z**2 / (2 * n)) / shrink
    half = _Z * np.sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n**2)) / shrink
    return centre - half, centre + half


def with_n(completed: int, assessed: int, words: Words) -> str:
    """A completion rate and the n it rests on."""
    if assessed < SMALL_N:
        return in_words(completed, assessed, words)
    n = words("of {whole} assessed", whole=assessed)
    return f"{words.percent(completed / assessed)} {n}"


def in_words(completed: int, assessed: int, words: Words) -> str:
    """A completion rate: counts instead of a percentage below n = 5, a word when nothing is assessed."""
    if assessed == 0:
        return words("none assessed")
    if assessed < SMALL_N:
        return words("{part} of {whole}", part=completed, whole=assessed)
    return words.percent(completed / assessed)
