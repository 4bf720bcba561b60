"""Completion rates as dots with their 95 % interval, beside the rate of all rows together."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.figures import frame
from dashboard.figures.frame import Ladder, Row
from dashboard.language.words import SMALL_N, Words
from dashboard.theme import colours

_Z = 1.959963984540054  # the 97.5 % quantile of the normal distribution: a 95 % interval
_EVERYONE = "all"
"""The id of a row that holds the other rows: then there is no rate of all rows together."""

_TOP, _BOTTOM = 24, 30  # px for the name of the line and for the scale
_TOWARDS_MIDDLE = ("top right", "top center", "top left")  # by the third of the scale in which the line is
_STEPS = ((0.3, 0.05), (0.6, 0.1), (1.0, 0.2))  # widest range, distance of its ticks


def wilson(completed: npt.ArrayLike, assessed: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the 95 % Wilson score interval of each rate (Wilson 1927), within 0 and 1; NaN where n is 0."""
    n = np.asarray(assessed, dtype=float)
    n = np.where(n > 0, n, np.nan)
    rate = np.asarray(completed, dtype=float) / n
    shrink = 1 + _Z**2 / n
    centre = (rate + _Z**2 / (2 * n)) / shrink
    half = _Z * np.sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n**2)) / shrink
    # rounding alone can lead a hair beyond the ends, where no rate is
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def figure(table: pd.DataFrame, words: Words) -> dict[str, Any]:
    """One dot a row of `table`, top down in its order; hollow where fewer than five are assessed."""
    rows = frame.rows(table)
    ladder = Ladder.of(row.label for row in rows)
    assessed = [row for row in rows if row.assessed]
    lower, upper = wilson([row.completed for row in assessed], [row.assessed for row in assessed])
    left, right, ticks = _scale(lower, upper)
    data = [
        *_reference(rows, ladder, (left, right), words),
        _dots(ladder.assessed(rows), lower, upper, words),
        frame.rates(rows, ladder, right, words),
        frame.nothing_assessed(rows, ladder, left, words),
    ]
    layout = ladder.layout(
        left,
        _TOP,
        _BOTTOM,
        showlegend=False,
        xaxis=frame.axis(
            range=[left, right],
            showgrid=True,
            gridcolor=colours.LIGHT["line"],
            tickmode="array",
            tickangle=0,
            tickvals=ticks,
            ticktext=[words.percent(tick) for tick in ticks],
            tickfont={"size": colours.NOTE, "color": colours.LIGHT["quiet"]},
        ),
    )
    return {"data": data if rows else [], "layout": layout}


def _scale(lower: np.ndarray, upper: np.ndarray) -> tuple[float, float, list[float]]:
    """The horizontal range around all intervals, in whole tenths, and the ticks on it."""
    first, last = floor(lower.min(initial=1) * 10) / 10, ceil(upper.max(initial=0) * 10) / 10
    if first > last:  # nothing is assessed
        first, last = 0.0, 1.0
    step = next(step for widest, step in _STEPS if last - first <= widest + 1e-9)
    start = ceil(round(first / step, 6)) * step
    return first, last, [round(tick, 2) for tick in np.arange(start, last + 1e-9, step).tolist()]


def _dots(assessed: list[tuple[Row, float]], lower: np.ndarray, upper: np.ndarray, words: Words) -> dict[str, Any]:
    rates = [row.completed / row.assessed for row, _ in assessed]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rates,
        "y": [y for _, y in assessed],
        "marker": {
            "size": 12,
            "color": colours.LIGHT["accent"],
            "symbol": ["circle-open" if row.assessed < SMALL_N else "circle" for row, _ in assessed],
            "line": {"width": 2, "color": colours.LIGHT["accent"]},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (upper - rates).tolist(),
            "arrayminus": (rates - lower).tolist(),
            "color": colours.LIGHT["interval"],
            "thickness": 4,
            "width": 0,
        },
        "cliponaxis": False,
        **frame.hover_texts([row for row, _ in assessed], words),
    }


def _reference(rows: list[Row], ladder: Ladder, ends: tuple[float, float], words: Words) -> list[dict[str, Any]]:
    """A line at the rate of all rows together."""
    assessed = sum(row.assessed for row in rows)
    if assessed < SMALL_N or len(rows) == 1 or rows[-1].id == _EVERYONE:
        return []
    rate = sum(row.completed for row in rows) / assessed
    return [
        {
            "type": "scatter",
            "mode": "lines+text",
            "x": [rate, rate],
            "y": [0, ladder.total],
            "text": [words("all shown {rate}", rate=words.percent(rate)), ""],
            "textposition": _TOWARDS_MIDDLE[floor((rate - ends[0]) / (ends[1] - ends[0]) * 2.99)],
            "textfont": {"size": colours.NOTE, "color": colours.LIGHT["quiet"]},
            "line": {"color": colours.LIGHT["quiet"], "width": 1, "dash": "dash"},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]
