"""The page at the address that the browser is at, and the tables of its cards when they are asked for."""

from __future__ import annotations

from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx

from dashboard.components import ids
from dashboard.components.chart_card import draw
from dashboard.components.static import static
from dashboard.view.view import Views
from dashboard.web.frame import whole
from dashboard.web.pages import blocks_of, page_of, title


def register(app: Dash, views: Views) -> None:
    """Answer when the browser comes to another page, and at the Table button of each card."""

    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.TITLE, "data"),
        Input(ids.LOCATION, "data"),
        prevent_initial_call=True,
    )
    def show(location: dict[str, str]) -> tuple[Any, str]:
        page, view = page_of(app, views, location["pathname"], location["search"])
        return static(whole(page, view, blocks_of(page, view)), ids.shown(view.path)), title(page, view)

    @app.callback(
        Output(ids.part("table", MATCH), "children"),
        Output(ids.part("table-button", MATCH), "aria-expanded"),
        Input(ids.part("table-button", MATCH), "n_clicks"),
        State(ids.address(ALL), "data"),
        prevent_initial_call=True,
    )
    def turn(clicks: int, addresses: list[dict[str, Any]]) -> tuple[Any, str]:
        here = addresses[0]
        _, view = page_of(app, views, here["pathname"], here["query"], here.get("version"))
        is_open = clicks % 2 == 1
        table = draw(view, ctx.triggered_id["chart"], with_table=True).table if is_open else ""
        return static(table), str(is_open).lower()
