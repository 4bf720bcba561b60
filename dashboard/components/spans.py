"""Spans of time as bars on one axis: a picture beside dates that stand in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html


@dataclass(frozen=True)
class Bar:
    """A bar from `left` to `right`, in per cent of the axis; an open end fades out."""

    left: float
    right: float
    open_left: bool
    open_right: bool


def span_bar(bar: Bar, today: float, kind: str) -> Any:
    """One bar with the as-of day as a line; the dates beside it say the same, so that it is not spoken."""
    ends = {"open-left": bar.open_left, "open-right": bar.open_right}
    classes = " ".join(["span-bar", kind, *(name for name, is_open in ends.items() if is_open)])
    # A day is less than a hair's breadth of ten years, and still to be seen.
    width = {"left": f"{bar.left:.2f}%", "width": f"max(3px, {bar.right - bar.left:.2f}%)"}
    marks = [html.Span(style=width, className=classes), html.Span(style={"left": f"{today:.2f}%"}, className="today")]
    return html.Div(marks, className="span-track", **{"aria-hidden": "true"})


def span_axis(label: str, ticks: Sequence[tuple[float, str]]) -> Any:
    """The head of a column of bars: what it shows, and the years over it."""
    years = [html.Span(text, style={"left": f"{place:.2f}%"}) for place, text in ticks]
    return [
        html.Span(label, className="visually-hidden"),
        html.Div(years, className="span-axis", **{"aria-hidden": "true"}),
    ]
