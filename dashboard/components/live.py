"""A part of a page that is made anew when the filters change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import ids
from dashboard.data.records import RowsGoneError
from dashboard.view.faults import noted
from dashboard.view.view import View


def live(view: View, name: str, make: Callable[[View], Any]) -> Any:
    """The part `name`, as `make` makes it for this view; `registry.LIVE` must name the same function."""
    return html.Div(made(view, name, make), id=ids.live(name))


def made(view: View, name: str, make: Callable[[View], Any]) -> Any:
    """What `make` makes; a fault in it is told in its place, and the page lives on."""
    try:
        return make(view)
    except RowsGoneError:  # the whole page is to be made anew, of one version
        raise
    except Exception:  # noqa: BLE001 - the border between one part and the page
        text = view.words(
            "This part of the page could not be made. The fault is noted under the reference {reference}.",
            reference=noted(name, view),
        )
        return dbc.Alert(text, color="warning")
