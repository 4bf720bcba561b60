"""The dashboard with one callback more, which does nothing: what any callback costs before it does something."""

from __future__ import annotations

from dash import Input, Output

from dashboard.app import create_app
from dashboard.settings import from_environment

_app = create_app(from_environment())


@_app.callback([Output("nothing", "data")], Input("nothing", "n_clicks"), prevent_initial_call=True)
def nothing(clicks: int) -> list[int]:
    """Answer with what was asked."""
    return [clicks]


server = _app.server
