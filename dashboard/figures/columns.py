"""Stacked columns of commitments by completion."""

from __future__ import annotations

from typing import Any

from dashboard.figures import frame
from dashboard.figures.frame import Row, Shown
from dashboard.theme import colours

_HEIGHT = 310  # px
_TOP = 26  # px
_WIDEST = 8  # columns' worth of room, so that a single column is no wall


def figure(shown: Shown) -> dict[str, Any]:
    """One column a row of `table`, with its total above; states that occur nowhere are left out.

    A row without a commitment keeps its place, and says so: between two years there may be others.
    """
    rows = frame.over_time(shown.rows, Row.empty)
    there = [(i, row) for i, row in enumerate(rows) if row.commitments]  # a place without a column is no mark
    hover = frame.hover_texts([row for _, row in there], shown.words)
    levels = frame.states([row for row in rows if row.chosen])
    totals, nothing = _totals(rows, shown), _nothing(rows, shown)
    most = max((row.commitments for row in rows), default=0)
    columns = [*(_column(name, there, hover, shown) for name in levels), *_in_grey(there, hover)]
    layout = frame.layout(
        _HEIGHT,
        margin={"l": 8, "r": 8, "t": _TOP, "b": 30},
        barmode="stack",
        bargap=0.32,
        **frame.LEGEND,
        meta={"legend": frame.legend(levels, shown.words)},
        uniformtext={"mode": "hide", "minsize": 11},
        xaxis=_names(rows),
        yaxis=frame.axis(range=[0, most * 1.1 or 1], showticklabels=False),
    )
    return {"data": [*columns, totals, *nothing] if rows else [], "layout": layout}


def _column(name: str, there: list[tuple[int, Row]], hover: dict[str, Any], shown: Shown) -> dict[str, Any]:
    counts = [row.count(name) if row.chosen else 0 for _, row in there]
    return {
        "type": "bar",
        "name": shown.words.code("completion", name),
        "x": [i for i, _ in there],
        "y": counts,
        "marker": colours.MARKERS[name],
        "text": [shown.words.number(count) if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": 11, "color": colours.LIGHT[colours.TEXT_ON[name]]},
        **hover,
    }


def _in_grey(there: list[tuple[int, Row]], hover: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns that were not chosen, whole."""
    if all(row.chosen for _, row in there):
        return []
    counts = [0 if row.chosen else row.commitments for _, row in there]
    grey = {"color": colours.LIGHT["context"]}
    return [{"type": "bar", "x": [i for i, _ in there], "y": counts, "marker": grey, **hover}]


def _totals(rows: list[Row], shown: Shown) -> dict[str, Any]:
    full = [(i, row) for i, row in enumerate(rows) if row.commitments]
    points = [(i, row.commitments, f"<b>{shown.words.number(row.commitments)}</b>") for i, row in full]
    return frame.texts(points, textposition="top center", hoverinfo="skip")


def _nothing(rows: list[Row], shown: Shown) -> list[dict[str, Any]]:
    """A word where there is no column."""
    empty = [i for i, row in enumerate(rows) if not row.commitments]
    text = shown.words("none")
    font = {"size": 11, "color": colours.LIGHT["quiet"]}
    points = [(i, 0, text) for i in empty]
    return [frame.texts(points, textposition="top center", textfont=font, hoverinfo="skip")] if empty else []


def _names(rows: list[Row]) -> dict[str, Any]:
    """The horizontal axis, with the columns' labels under them."""
    room = max(0, _WIDEST / 2 - len(rows)) / 2
    return frame.axis(
        range=[-0.5 - room, len(rows) - 0.5 + room],
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=["<br>".join(frame.lines(row.label, 14)) for row in rows],
        tickfont={"size": colours.NOTE},
        automargin="height",
    )
