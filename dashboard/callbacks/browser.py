"""What the browser does by itself, without asking the server: colours, counts, downloads, focus."""

from __future__ import annotations

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State

from dashboard.components import ids
from dashboard.view.view import Views


def _function(name: str) -> ClientsideFunction:
    """A function of assets/js/page/callbacks.js."""
    return ClientsideFunction(namespace="monitor", function_name=name)


def register(app: Dash, views: Views) -> None:  # noqa: ARG001 - every action is registered the same way
    """Name the functions of assets/js that answer in the browser."""

    def part(kind: str) -> ids.Id:
        return ids.part(kind, MATCH)

    app.clientside_callback(_function("locate"), Output(ids.LOCATION, "data"), Input(ids.LOCATION, "id"))
    app.clientside_callback(
        _function("arrived"), Input(ids.PAGE, "children"), State(ids.TITLE, "data"), prevent_initial_call=True
    )
    for name, heard in (
        ("come", Input(ids.part("drawn", ALL), "data")),
        ("take", Input(ids.answer(ALL), "data")),
        ("appear", Input(ids.appearance(ALL), "value")),
    ):
        # Of components that come with a page Dash tells only callbacks that have an output; these never write to it.
        app.clientside_callback(
            _function(name),
            Output(ids.HEARD, "data", allow_duplicate=True),
            heard,
            prevent_initial_call="initial_duplicate",
        )
    for kind in ("png", "png2", "svg"):
        app.clientside_callback(
            _function(kind),
            Output(part(kind), "data-done"),
            Input(part(kind), "n_clicks"),
            State(part("drawn"), "data"),
            prevent_initial_call=True,
        )
    app.clientside_callback(
        _function("toggleDrawer"),
        Output(ids.drawer(MATCH), "aria-expanded"),
        Input(ids.drawer(MATCH), "n_clicks"),
        prevent_initial_call=True,
    )
