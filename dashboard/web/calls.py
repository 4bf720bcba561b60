"""What a browser sends to a callback is checked before Dash sees it: anybody may send anything to that address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import flask
from dash import Dash

from dashboard.charts.registry import CHARTS
from dashboard.components import ids
from dashboard.data.filters import CHOICES, NAMES

_ADDRESS = "_dash-update-component"
_MOST = 500  # components that a page may name of one kind, values that a control may hold
_ONE_A_PAGE = {"address", "answer", "notice"}
_TEXTS = {"pathname", "search", "query"}  # of a place


def register(app: Dash, root: str) -> None:
    """Refuse, with 400, whatever no page of ours could have sent."""

    @app.server.before_request
    def check() -> None:
        if flask.request.path != f"{root}{_ADDRESS}" or flask.request.method != "POST":
            return
        try:
            body = flask.request.get_json()
        except RecursionError:
            flask.abort(400)
        if not _is_of_a_callback(app.callback_map, body):
            flask.abort(400)


def _is_of_a_callback(callbacks: Mapping[str, dict[str, Any]], body: Any) -> bool:
    """Whether a body names a callback that runs here, and holds what that one takes."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = callbacks.get(body["output"])
    if callback is None or "callback" not in callback:
        return False
    outputs = [{"id": one.component_id_str(), "property": one.component_property} for one in callback["output"]]
    wanted = {"outputs": outputs, "inputs": callback["inputs"], "state": callback["state"]}
    fits = all(_fit(body.get(name, []), places, valued=name != "outputs") for name, places in wanted.items())
    return fits and _is_triggered(body.get("changedPropIds"), body["inputs"])


def _fit(given: Any, wanted: list[dict[str, str]], *, valued: bool) -> bool:
    """Whether the components given are those of a callback, each in its place; a pattern may have several."""
    if not isinstance(given, list) or len(given) != len(wanted):
        return False
    return all(
        _fits_each(one, place, valued=valued) if '["ALL"]' in place["id"] else _fits(one, place, valued=valued)
        for one, place in zip(given, wanted, strict=True)
    )


def _fits_each(given: Any, place: dict[str, str], *, valued: bool) -> bool:
    if not isinstance(given, list) or len(given) > _MOST:
        return False
    is_one = _pattern(place["id"])["kind"] in _ONE_A_PAGE
    return (not is_one or len(given) == 1) and all(_fits(one, place, valued=valued) for one in given)


def _fits(given: Any, place: dict[str, str], *, valued: bool) -> bool:
    if not isinstance(given, dict) or given.get("property") != place["property"]:
        return False
    if not _is_id(given.get("id"), place["id"]):
        return False
    return not valued or _VALUES[place["property"]](given["id"], given.get("value"))


def _is_id(given: Any, wanted: str) -> bool:
    """Whether an id is the one wanted, or fits its pattern with names that there are."""
    if not wanted.startswith("{"):
        return bool(given == wanted)
    pattern = _pattern(wanted)
    if not isinstance(given, dict) or given.keys() != pattern.keys():
        return False
    named = given | {"kind": pattern["kind"]}
    return named == given and all(_is_name(given, key) for key in pattern if key != "kind")


@cache
def _pattern(written: str) -> ids.Id:
    """The id or pattern of a callback; kept, as there are few and each call names them hundreds of times."""
    pattern: ids.Id = json.loads(written)
    return pattern


def _is_name(id_: ids.Id, key: str) -> bool:
    known = _NAMES.get((id_["kind"], key), _NAMES.get(("", key)))
    return isinstance(id_[key], str) and (known is None or id_[key] in known)


_NAMES: dict[tuple[str, str], Iterable[str]] = {
    ("", "chart"): CHARTS,
    ("", "by"): ("meeting", "day"),
    ("choice", "filter"): CHOICES,
    ("text", "filter"): [name for name in NAMES if name not in CHOICES],
}
"""What a part of an id may be, by the kind of component and the name of the part; others are any text."""


def _is_triggered(changed: Any, inputs: list[Any]) -> bool:
    """Whether what changed, one thing at least, is among the inputs."""
    flat = [one for given in inputs for one in (given if isinstance(given, list) else [given])]
    known = {f"{_written(one['id'])}.{one['property']}" for one in flat}
    return isinstance(changed, list) and bool(changed) and all(isinstance(one, str) and one in known for one in changed)


def _written(id_: str | ids.Id) -> str:
    return id_ if isinstance(id_, str) else json.dumps(id_, sort_keys=True, separators=(",", ":"))


def _is_chosen(id_: Any, value: Any) -> bool:
    """What a control holds: the values of the boxes that are ticked, or one text."""
    if value is None or id_["kind"] != "choice":
        return value is None or _is_text(value)
    return _is_list(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _MOST and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    """A text that an address can hold: halves of signs are none."""
    return isinstance(value, str) and value.encode(errors="replace").decode() == value


def _is_place(id_: Any, value: Any) -> bool:
    """Where the browser is, or the mark that was clicked: texts and numbers by name."""
    if id_ == ids.LOCATION:
        needed = {"pathname", "search"}
    elif id_["kind"] == "ticked":
        return isinstance(value, dict) and value.keys() <= set(CHOICES) and all(map(_is_list, value.values()))
    elif id_["kind"] == "address":
        needed = {"pathname", "query"}
    elif id_["kind"] == "confirmed":
        return value is None or isinstance(value, int)
    else:
        return value is None or _is_mark(value)
    return isinstance(value, dict) and _is_flat(value) and value.keys() >= needed and _is_path(value["pathname"])


def _is_path(value: Any) -> bool:
    """A path of the dashboard, which stands under the same root as the address of the callbacks."""
    root = flask.request.path.removesuffix(_ADDRESS)
    return isinstance(value, str) and f"{value}/".startswith(root)


def _is_mark(value: Any) -> bool:
    """A chart, and what a mark of it carries: a value, or a list that begins with it."""
    if not isinstance(value, dict) or value.get("chart") not in CHARTS:
        return False
    carried = value.get("value")
    return all(_is_plain(one) for one in (carried if isinstance(carried, list) else [carried]))


def _is_flat(value: dict[str, Any]) -> bool:
    return all(_is_text(one) if name in _TEXTS else _is_plain(one) for name, one in value.items())


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (int, float)) or _is_text(value)


_VALUES: dict[str, Callable[[Any, Any], bool]] = {
    "value": _is_chosen,
    "data": _is_place,
    "children": lambda *_: True,  # what stands in a card now; nothing of it is read
    "aria-expanded": lambda _, value: value is None or isinstance(value, str),
    "n_clicks": lambda _, value: isinstance(value, int),
}
"""What a property of a component may hold."""
