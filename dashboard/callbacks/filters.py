"""Filter bar and address follow each other; links elsewhere carry the filters along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboard import controls, ids
from dashboard.callbacks.request import page_of
from dashboard.components import page_frame
from dashboard.filters import Filters
from dashboard.pages.frame import shown
from dashboard.view import View, Views

_CONTROLS = {
    "choices": (ids.choice(ALL, ALL), "value"),
    "asof": (ids.asof(ALL), "value"),
    "texts": (ids.text(ALL), "value"),
}
"""What the reader sets; each follows the address, too."""


def register(app: Dash, views: Views) -> None:
    """Tie controls and address together: one callback, for only so may each set the other."""

    @app.callback(
        {name: Output(*place) for name, place in _CONTROLS.items()}
        | {
            "query": Output(ids.URL, "search"),
            "shown": Output(ids.shown(ALL), "data"),
            "notice": Output(ids.notice(ALL), "children"),
        },
        {name: Input(*place) for name, place in _CONTROLS.items()}
        | {"query": Input(ids.URL, "search"), "pathname": State(ids.URL, "pathname")},
        prevent_initial_call=True,
    )
    def follow(query: str | None, pathname: str, **_: Any) -> dict[str, Any]:
        page, view = page_of(app, views, pathname, query)
        by_reader = ctx.triggered_id != ids.URL
        if by_reader:
            page, view = page_of(app, views, pathname, _asked(view.chosen).query())
        told = shown(view, filtered=page is not None and page.filtered)
        # Every property that changes costs the browser a pass over the page: what stands already is left alone.
        return {
            **{name: _controls(view, name, by_reader=by_reader) for name in _CONTROLS},
            "query": view.chosen.query() if by_reader else no_update,
            "shown": [told for _ in ctx.outputs_grouping["shown"]],
            "notice": [_notice(view, by_reader=by_reader) for _ in ctx.outputs_grouping["notice"]],
        }


def _controls(view: View, name: str, *, by_reader: bool) -> list[Any]:
    """What the controls of one kind shall show; the reader's own change stands in them already, but for the day."""
    left_alone = by_reader and ctx.triggered_id["kind"] != "asof"
    return [no_update if left_alone else _VALUES[name](view, output["id"]) for output in ctx.outputs_grouping[name]]


def _notice(view: View, *, by_reader: bool) -> Any:
    return no_update if by_reader else page_frame.notice(view.words, view.dropped)


def _asked(chosen: Filters) -> Filters:
    """The filters after the control that was touched; the other controls stand as the address has them."""
    touched = ctx.triggered_id
    given = next(control["value"] for control in _inputs() if control["triggered"])
    if touched["kind"] == "choice":
        name = touched["filter"]
        ticked = [control["value"] or [] for control in _inputs() if control["id"].get("filter") == name]
        return chosen.choosing(name, [value for values in ticked for value in values])
    name = touched.get("filter", "asof")
    return replace(chosen, **{name: given or "", "page": ""})  # type: ignore[arg-type]


def _inputs() -> list[dict[str, Any]]:
    return [control for name in _CONTROLS for control in ctx.args_grouping[name]]


def _ticked(view: View, box: ids.Id) -> list[str]:
    groups = {group: values for group, _, values in controls.groups(view, box["filter"])}
    return [value for value in getattr(view.filters, box["filter"]) if value in groups[box["group"]]]


_VALUES: dict[str, Callable[[View, ids.Id], Any]] = {
    "choices": _ticked,
    "asof": lambda view, id_: controls.asof_value(view, id_["by"]),
    "texts": lambda view, id_: getattr(view.chosen, id_["filter"]),
}
"""What each control shows in a view, by its id."""
