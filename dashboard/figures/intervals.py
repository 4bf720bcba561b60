"""Completion rates as dots with their 95 % interval, beside the rate of all members."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.figures import frame
from dashboard.figures.frame import Ladder, Row, Shown
from dashboard.theme import colours

_Z = 1.959963984540054  # the 97.5 % quantile of the normal distribution: a 95 % interval

_TOP, _BOTTOM = frame.LINE_TOP, 30  # px for the name of the line and for the scale
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


def figure(shown: Shown) -> dict[str, Any]:
    """One dot a row of `table`, top down in its order; hollow where fewer than five are assessed.

    Grey is what was not chosen; the row of all members, where the table ends with it, is a line.
    """
    rows, all_members = [*shown.rows], shown.all_members
    ladder = Ladder.of(row.label for row in rows)
    left, right, ticks = _scale([row for row in rows if row.assessed], all_members)
    assessed = ladder.assessed(rows)
    beside = [(row, y) for row, y in assessed if not row.chosen]
    data = [
        *_reference(all_members, ladder, (left, right), shown),
        *([_dots(beside, shown, "too_few", "context")] if beside else []),
        _dots([(row, y) for row, y in assessed if row.chosen], shown, "accent", "interval"),
        frame.rates(rows, ladder, right, shown.words),
        frame.nothing_assessed(rows, ladder, left, shown.words),
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
            ticktext=[shown.words.percent(tick) for tick in ticks],
            tickfont={"size": colours.NOTE, "color": colours.LIGHT["quiet"]},
        ),
    )
    return {"data": data if rows else [], "layout": layout}


def _scale(rows: list[Row], all_members: Row | None) -> tuple[float, float, list[float]]:
    """The horizontal range around all intervals and the rate of all, in whole tenths, and the ticks on it."""
    lower, upper = _intervals(rows)
    if all_members and all_members.is_rated and rows:
        rate = all_members.completed / all_members.assessed
        lower, upper = np.append(lower, rate), np.append(upper, rate)
    return scale_of(lower, upper)


def scale_of(lower: npt.ArrayLike, upper: npt.ArrayLike) -> tuple[float, float, list[float]]:
    """The range from the lowest to the highest share, in whole tenths, and the ticks on it."""
    lowest, highest = np.min(lower, initial=1), np.max(upper, initial=0)
    first, last = floor(lowest * 10) / 10, ceil(highest * 10) / 10
    if first > last:  # nothing is assessed
        first, last = 0.0, 1.0
    step = next(step for widest, step in _STEPS if last - first <= widest + 1e-9)
    start = ceil(round(first / step, 6)) * step
    return first, last, [round(tick, 2) for tick in np.arange(start, last + 1e-9, step).tolist()]


def _dots(assessed: list[tuple[Row, float]], shown: Shown, colour: str, interval: str) -> dict[str, Any]:
    rates = np.array([row.completed / row.assessed for row, _ in assessed])
    lower, upper = _intervals([row for row, _ in assessed])
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rates.tolist(),
        "y": [y for _, y in assessed],
        "marker": {
            "size": 12,
            "color": colours.LIGHT[colour],
            "symbol": ["circle-open" if not row.is_rated else "circle" for row, _ in assessed],
            "line": {"width": 2, "color": colours.LIGHT[colour]},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (upper - rates).tolist(),
            "arrayminus": (rates - lower).tolist(),
            "color": colours.LIGHT[interval],
            "thickness": 4,
            "width": 0,
        },
        "cliponaxis": False,
        **frame.hover_texts([row for row, _ in assessed], shown.words),
    }


def _intervals(rows: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    return wilson([row.completed for row in rows], [row.assessed for row in rows])


def _reference(row: Row | None, ladder: Ladder, ends: tuple[float, float], shown: Shown) -> list[dict[str, Any]]:
    """A line at the rate of all members."""
    if row is None or not row.is_rated:
        return []
    rate = row.completed / row.assessed
    return [frame.line_of_all(f"{row.label} {shown.words.percent(rate)}", rate, ladder, ends, "quiet")]
