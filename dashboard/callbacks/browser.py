"""What the browser does by itself, without asking the server: colours, counts, downloads, focus."""

from __future__ import annotations

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State

from dashboard.components import ids

_NOTHING = Output(ids.HEARD, "data", allow_duplicate=True)
"""Of components that come with a page Dash tells only callbacks that have an output; these never write to it."""

_CALLBACKS: tuple[tuple[str, bool | str, tuple[Input | Output | State, ...]], ...] = (
    ("locate", False, (Output(ids.LOCATION, "data"), Input(ids.LOCATION, "id"))),
    ("arrived", True, (Input(ids.PAGE, "children"), State(ids.TITLE, "data"))),
    ("come", "initial_duplicate", (_NOTHING, Input(ids.part("drawn", ALL), "data"))),
    ("take", "initial_duplicate", (_NOTHING, Input(ids.answer(ALL), "data"))),
    ("appear", "initial_duplicate", (_NOTHING, Input(ids.appearance(ALL), "value"))),
    ("toggleDrawer", True, (Output(ids.drawer(MATCH), "aria-expanded"), Input(ids.drawer(MATCH), "n_clicks"))),
)
"""The name of a function of assets/js/page/callbacks.js, whether it waits for a change, and what it follows."""


def register(app: Dash) -> None:
    """Let these functions answer in the browser."""
    for name, waits, places in _CALLBACKS:
        function = ClientsideFunction(namespace="monitor", function_name=name)
        app.clientside_callback(function, *places, prevent_initial_call=waits)
