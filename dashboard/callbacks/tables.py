"""The Table button of a card: its numbers come when they are asked for."""

from __future__ import annotations

from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx

from dashboard.components import ids
from dashboard.components.cards import draw
from dashboard.components.static import static
from dashboard.view.view import Views
from dashboard.web.frame import page_of


def register(app: Dash, views: Views) -> None:
    """Let every Table button answer."""

    def part(kind: str) -> ids.Id:
        return ids.part(kind, MATCH)

    @app.callback(
        Output(part("table"), "children"),
        Output(part("table-button"), "aria-expanded"),
        Input(part("table-button"), "n_clicks"),
        State(ids.address(ALL), "data"),
        prevent_initial_call=True,
    )
    def turn(clicks: int, addresses: list[dict[str, str]]) -> tuple[Any, str]:
        _, view = page_of(app, views, **addresses[0])
        is_open = clicks % 2 == 1
        table = draw(view, ctx.triggered_id["chart"], with_table=True).table if is_open else ""
        return static(table), str(is_open).lower()
