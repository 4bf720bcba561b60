"""The page at the address that the browser is at."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output

from dashboard.components import ids
from dashboard.components.static import static
from dashboard.view.view import Views
from dashboard.web.frame import page_of, title, whole
from dashboard.web.pages import blocks_of


def register(app: Dash, views: Views) -> None:
    """Answer with the page, and the document's title, whenever the browser asks for another one."""

    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.TITLE, "data"),
        Input(ids.LOCATION, "data"),
        prevent_initial_call=True,
    )
    def show(location: dict[str, str]) -> tuple[Any, str]:
        page, view = page_of(app, views, location["pathname"], location["search"])
        return static(whole(page, view, blocks_of(page, view)), ids.shown(view.path)), title(page, view)
