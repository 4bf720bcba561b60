"""Horizontal bars of completion that diverge at the line between limited and substantial."""

from __future__ import annotations

from typing import Any

from dashboard.figures import frame
from dashboard.figures.frame import Ladder, Row, Shown
from dashboard.theme import colours

_TOP, _BOTTOM = 4, 8  # px
_THICKNESS = 21  # px
_FAINT = 0.45
"""How strong a bar is whose few assessments make no rate."""


def figure(shown: Shown) -> dict[str, Any]:
    """Shares of assessed commitments in each row of `table`, top down in its order.

    Grey is what was not chosen; the row of all members, where the table ends with it, is a tick where its rate ends.
    """
    rows, all_members = [*shown.rows], shown.all_members
    ladder = Ladder.of(row.label for row in rows)
    left, right = _range(rows, all_members)
    line_of_all = _line_of_all(all_members, ladder, (left, right), shown) if rows else []
    notes = [
        frame.rates(rows, ladder, right, shown.words),
        frame.nothing_assessed(rows, ladder, right / 50, shown.words),
    ]
    line = {"zerolinecolor": colours.LIGHT["ink"], "zerolinewidth": 1, "zerolinelayer": "above traces"}
    layout = ladder.layout(
        left,
        frame.LINE_TOP if line_of_all else _TOP,
        _BOTTOM,
        barmode="overlay",
        **frame.LEGEND,
        uniformtext={"mode": "hide", "minsize": 11},
        xaxis=frame.axis(range=[left, right], showticklabels=False, zeroline=True, **line),
    )
    layout["meta"]["legend"] = frame.legend(colours.SCALE, shown.words)
    # On a phone the line would cross the labels; where the colours meet shows it as well.
    layout["meta"]["narrow"]["xaxis"] = layout["xaxis"] | {"zeroline": False}
    return {"data": [*_bars(rows, ladder, shown), *notes, *line_of_all] if rows else [], "layout": layout}


def _line_of_all(row: Row | None, ladder: Ladder, ends: tuple[float, float], shown: Shown) -> list[dict[str, Any]]:
    """A tick in each row where the bar of all members would end."""
    if row is None or not row.is_rated:
        return []
    rate = row.completed / row.assessed
    return [frame.ticks_of_all(f"{row.label} {shown.words.percent(rate)}", rate, ladder, ends)]


def _range(rows: list[Row], all_members: Row | None) -> tuple[float, float]:
    """From the longest bar on the left to the longest on the right, in shares."""
    everyone = [all_members] if all_members and all_members.is_rated else []
    rates = [row.completed / row.assessed for row in [*rows, *everyone] if row.assessed]
    return (min(rates) - 1 - 0.01, max(rates) + 0.04) if rates else (-1.0, 1.0)


def _bars(rows: list[Row], ladder: Ladder, shown: Shown) -> list[dict[str, Any]]:
    """One trace a level; each bar stands on its base, so that the order of the traces is the order of completion."""
    every = ladder.assessed(rows)
    beside = [(row, y) for row, y in every if not row.chosen]
    return [*_of_levels([(row, y) for row, y in every if row.chosen], shown), *_in_grey(beside, shown)]


def _in_grey(beside: list[tuple[Row, float]], shown: Shown) -> list[dict[str, Any]]:
    """What was not chosen, without its shares: behind, and yet on the same scale."""
    grey = {"color": colours.LIGHT["context"], "line": {"width": 0}}
    bars = _of_levels(beside, shown) if beside else []
    return [bar | {"marker": grey, "text": [""] * len(beside)} for bar in bars]


def _of_levels(assessed: list[tuple[Row, float]], shown: Shown) -> list[dict[str, Any]]:
    hover = frame.hover_texts([row for row, _ in assessed], shown.words)
    strength = [1 if row.is_rated else _FAINT for row, _ in assessed]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": shown.words.code("completion", level),
            "base": [_base(level, row) for row, _ in assessed],
            "x": [row.count(level) / row.assessed for row, _ in assessed],
            "y": [y for _, y in assessed],
            "width": _THICKNESS,
            "marker": colours.MARKERS[level] | {"opacity": strength},
            "text": [_inside(level, row) for row, _ in assessed],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "insidetextfont": {"size": 11, "color": colours.LIGHT[colours.TEXT_ON[level]]},
            **hover,
        }
        for level in colours.SCALE
    ]


def _base(level: str, row: Row) -> float:
    """Where the bar of a level begins, as a share of the assessed: left of the line what is not done, right what is."""
    begins = {
        "not_started": -(row.count("not_started") + row.count("limited")),
        "limited": -row.count("limited"),
        "substantial": 0,
        "complete": row.count("substantial"),
    }
    return begins[level] / row.assessed


def _inside(level: str, row: Row) -> str:
    """The per cent written in a bar; nothing where the rule for small numbers forbids a percentage."""
    count = row.count(level)
    return f"{count / row.assessed * 100:.0f}" if count and row.is_rated else ""
