"""Live parts of pages follow the address: one callback for all of them."""

from __future__ import annotations

from typing import Any

from dash import MATCH, Dash, Input, Output, State, ctx

from dashboard import ids
from dashboard.callbacks.request import page_of
from dashboard.pages.registry import LIVE
from dashboard.view import Views


def register(app: Dash, views: Views) -> None:
    """Let every live part answer."""

    @app.callback(
        Output(ids.live(MATCH), "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def renew(query: str, pathname: str) -> Any:
        _, view = page_of(app, views, pathname, query)
        return LIVE[ctx.outputs_list["id"]["part"]](view)
