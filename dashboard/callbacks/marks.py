"""Clicking a mark of a chart narrows the filters to it; clicking it again lets go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboard import ids
from dashboard.callbacks.request import page_of
from dashboard.cards import narrowed
from dashboard.charts import CHARTS
from dashboard.filters import CHOICES
from dashboard.view import Views


def register(app: Dash, views: Views) -> None:
    """Listen to every chart."""

    @app.callback(
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.part("graph", ALL), "clickData"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def narrow(_clicks: list[Any], query: str | None, pathname: str) -> Any:
        value = _marked(next((entry["value"] for entry in ctx.triggered if entry["value"]), None))
        if value is None:
            return no_update
        dimension = CHARTS[ctx.triggered_id["chart"]].dimension
        _, view = page_of(app, views, pathname, query)
        if dimension not in CHOICES or getattr(view.scope, dimension) or value not in view.snapshot.choices[dimension]:
            return no_update
        return replace(view.chosen, **narrowed(view, dimension, value)).query()


def _marked(click: dict[str, Any] | None) -> Any:
    """The id that a clicked mark carries; None for what is no mark."""
    custom = click["points"][0].get("customdata") if click else None
    return custom[0] if isinstance(custom, list) and custom else custom
