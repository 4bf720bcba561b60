"""What the browser does by itself, without asking the server: colours, counts, downloads, focus."""

from __future__ import annotations

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State

from dashboard.components import ids
from dashboard.view.view import Views

_PAGE = "_pages_content"  # Dash's own name of the place where pages appear


def _function(name: str) -> ClientsideFunction:
    """A function of assets/js/20-actions.js."""
    return ClientsideFunction(namespace="monitor", function_name=name)


def register(app: Dash, views: Views) -> None:  # noqa: ARG001 - every action is registered the same way
    """Name the functions of assets/js that answer in the browser."""

    def part(kind: str) -> ids.Id:
        return ids.part(kind, MATCH)

    app.clientside_callback(
        _function("come"),
        Output(part("graph"), "figure"),  # which it never answers, but draws by itself: a callback has an output
        Input(part("drawn"), "data"),
        Input(ids.MODE, "data"),
        State(ids.DARK_COLOURS, "data"),
    )
    app.clientside_callback(_function("appear"), Output(ids.MODE, "data"), Input(ids.appearance(ALL), "value"))
    app.clientside_callback(_function("take"), Output(ids.HEARD, "data"), Input(ids.answer(ALL), "data"))
    app.clientside_callback(
        _function("arrived"),
        Output(ids.HEARD, "data", allow_duplicate=True),
        Input(_PAGE, "children"),
        prevent_initial_call=True,
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
