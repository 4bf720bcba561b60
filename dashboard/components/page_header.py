"""The top of a page: one true sentence, what it rests on, and at most four figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html


@dataclass(frozen=True)
class Figure:
    """One figure: its name, its value written out, and a note under it."""

    name: Any
    value: Any
    note: Any = ""
    tone: str = ""  # up, down or warn
    change: Any = ""  # since an earlier day, with sign and word


def page_header(headline: str, lede: Any, figures: Sequence[Figure] = (), action: Any = None) -> Any:
    """Headline, lede, what can be done with the page, and the row of figures."""
    rows = [
        html.Div(
            [
                html.Dt(figure.name),
                html.Dd(figure.value, className="value"),
                html.Dd(figure.note, className=f"note {figure.tone}".strip()),
                *([html.Dd(figure.change, className="change")] if figure.change else []),
            ],
            className="figure",
        )
        for figure in figures
    ]
    said = [html.H1(headline, className="headline"), html.P(lede, className="lede")]
    top = html.Div([*said, *([action] if action else [])], className="page-header")
    return [top, html.Dl(rows, className="figures")] if rows else [top]
