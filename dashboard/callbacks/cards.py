"""Charts follow the address and their Table button: one callback for every card of every page."""

from __future__ import annotations

from typing import Any

from dash import MATCH, Dash, Input, Output, State, ctx

from dashboard import ids
from dashboard.callbacks.request import page_of
from dashboard.cards import draw
from dashboard.components.chart_card import PARTS
from dashboard.view import Views


def register(app: Dash, views: Views) -> None:
    """Let every card answer."""

    def part(kind: str) -> ids.Id:
        return ids.part(kind, MATCH)

    @app.callback(
        {name: Output(part(kind), prop) for name, (kind, prop) in PARTS.items()},
        Input(ids.URL, "search"),
        Input(part("table-button"), "n_clicks"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def redraw(query: str, clicks: int | None, pathname: str) -> dict[str, Any]:
        name = ctx.outputs_grouping["figure"]["id"]["chart"]
        _, view = page_of(app, views, pathname, query)
        drawn = draw(view, name, with_table=bool(clicks and clicks % 2))
        return {field: getattr(drawn, field) for field in PARTS}
