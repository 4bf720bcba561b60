"""A part of a page that is made anew when the filters change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import html

from dashboard import ids
from dashboard.view import View


def live(view: View, name: str, make: Callable[[View], Any]) -> Any:
    """The part `name`, as `make` makes it for this view; `registry.LIVE` must name the same function."""
    return html.Div(make(view), id=ids.live(name))
