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
from dashboard.pages.frame import languages, navigation
from dashboard.view import View, Views

_CONTROLS = {
    "choices": (ids.choice(ALL, ALL), "value"),
    "asof": (ids.asof(ALL), "value"),
    "texts": (ids.text(ALL), "value"),
}
"""What the reader sets; each follows the address, too."""

_FOLLOWERS = {
    "current": (ids.current_choice(ALL), "children"),
    "summary": (ids.summary(ALL), "children"),
    "counts": (ids.counts(ALL), "data"),
    "notice": (ids.notice(ALL), "children"),
    "nav": (ids.link("nav", ALL), "href"),
    "lang": (ids.link("lang", ALL), "href"),
}
"""What only follows. All are patterns, since not every page has every one of them."""


def register(app: Dash, views: Views) -> None:
    """Tie controls and address together: one callback, for only so may each set the other."""

    @app.callback(
        {name: Output(*place) for name, place in (_CONTROLS | _FOLLOWERS).items()}
        | {"query": Output(ids.URL, "search")},
        {name: Input(*place) for name, place in _CONTROLS.items()}
        | {"query": Input(ids.URL, "search"), "pathname": State(ids.URL, "pathname")},
        prevent_initial_call=True,
    )
    def follow(query: str | None, pathname: str, **_: Any) -> dict[str, Any]:
        _page, view = page_of(app, views, pathname, query)
        by_reader = ctx.triggered_id != ids.URL
        if by_reader:
            _page, view = page_of(app, views, pathname, _asked(view.chosen).query())
        answer: dict[str, Any] = {
            name: [_VALUES[name](view, output["id"]) for output in ctx.outputs_grouping[name]]
            for name in _CONTROLS | _FOLLOWERS
        }
        return answer | {"query": view.chosen.query() if by_reader else no_update}


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
    "current": lambda view, id_: controls.current(view, id_["filter"]),
    "summary": lambda view, _: controls.summary(view),
    "counts": lambda view, _: controls.option_counts(view),
    "notice": lambda view, _: page_frame.notice(view.words, view.dropped),
    "nav": lambda view, id_: navigation(view)[id_["to"]],
    "lang": lambda view, id_: languages(view)[id_["to"]],
}
"""What each control and follower shows in a view, by its id."""
