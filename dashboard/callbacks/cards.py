"""Charts follow the address and their Table button: one callback for every card of every page."""

from __future__ import annotations

from typing import Any

from dash import MATCH, Dash, Input, Output, State, ctx, no_update

from dashboard import ids
from dashboard.callbacks.request import page_of
from dashboard.cards import draw
from dashboard.view import Views


def register(app: Dash, views: Views) -> None:
    """Let every card answer."""

    def part(kind: str) -> ids.Id:
        return ids.part(kind, MATCH)

    @app.callback(
        {
            "drawn": Output(part("drawn"), "data"),
            "message": Output(part("message"), "children"),
            "table": Output(part("table"), "children"),
            "expanded": Output(part("table-button"), "aria-expanded"),
        },
        Input(ids.URL, "search"),
        Input(part("table-button"), "n_clicks"),
        State(part("message"), "children"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def redraw(query: str, clicks: int | None, message: Any, pathname: str) -> dict[str, Any]:
        name = ctx.outputs_grouping["drawn"]["id"]["chart"]
        _, view = page_of(app, views, pathname, query)
        is_open, pressed = bool(clicks and clicks % 2), ctx.triggered_id != ids.URL
        drawn = draw(view, name, with_table=is_open)
        return {
            "drawn": no_update if pressed else drawn.data(name),
            "message": drawn.message if drawn.message or message else no_update,
            "table": drawn.table if is_open or pressed else no_update,
            "expanded": str(is_open).lower() if pressed else no_update,
        }
