"""Plain controls in place of Dash's, until the scripts have come and where there are none: a form that works by GET."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.charts.registry import numbers
from dashboard.components.elements import Element, Node, el
from dashboard.components.tables import table
from dashboard.data.filters import NAMES
from dashboard.view.view import View

FORM = "plain-filters"
"""The id of the form to which every control of the page belongs, wherever it stands."""

Props = dict[str, Any]


def plain_controls(view: View) -> Mapping[tuple[str, str], Callable[[Props], Node]]:
    """What stands for each component of Dash in a view, by its library and its name."""
    return {
        ("dashboard", "Plot"): lambda props: _numbers(view, props["chart"]),
        ("dash_core_components", "Checklist"): _boxes,
        ("dash_bootstrap_components", "Checklist"): _boxes,
        ("dash_bootstrap_components", "RadioItems"): lambda props: _days(view, props),
        ("dash_bootstrap_components", "Select"): _select,
        ("dash_bootstrap_components", "Input"): lambda props: _input(view, props),
    }


def _numbers(view: View, chart: str) -> Node:
    """The numbers of a chart in its place; nothing where there are none."""
    return table(numbers(view, chart), view.words) if view.selection.commitments else None


def _boxes(props: Props) -> Element:
    name, chosen = props["id"]["filter"], set(props.get("value") or ())
    boxes = [
        el("label", _box("checkbox", name, option["value"], checked=option["value"] in chosen), " ", option["label"])
        for option in props["options"]
    ]
    return el("div", *boxes, className=props.get("className", ""))


def _box(kind: str, name: str, value: str, *, checked: bool) -> Element:
    return el("input", type=kind, name=name, value=value, checked=checked or None, form=FORM)


def _days(view: View, props: Props) -> Element:
    """The meetings of the as-of day; the day of the box above them counts where none of them is chosen."""
    rows = [
        el("label", _box("radio", "asof", one["value"], checked=one["value"] == view.chosen.asof), " ", one["label"])
        for one in props["options"]
    ]
    return el("div", *rows)


def _select(props: Props) -> Element:
    """One value of many. The appearance needs the scripts, and is only there so that nothing jumps."""
    id_, chosen = props["id"], props.get("value") or ""
    name = id_.get("filter") or ("since" if id_["kind"] == "since" else "")
    options = [
        el(
            "option",
            one["label"],
            value=one["value"],
            selected=one["value"] == chosen or None,
            disabled=one.get("disabled"),
        )
        for one in props["options"]
    ]
    none = [el("option", props["placeholder"], value="")] if props.get("placeholder") else []
    classes = f"form-select {props.get('class_name', '')}".strip()
    where = {"name": name, "form": FORM} if name else {"disabled": True}
    return el("select", *none, *options, className=classes, **where)


def _input(view: View, props: Props) -> Element:
    id_ = props["id"]
    given = {"type": props["type"], "className": "form-control", "placeholder": props.get("placeholder")}
    if id_["kind"] == "text":
        return el("input", **given, name=id_["filter"], value=props.get("value"), form=FORM)
    if id_["kind"] == "asof":  # empty where a meeting says the same day, so that another meeting may be chosen
        return el("input", **given, name="asof", value=_own_day(view), form=FORM)
    return el("input", **given, value=props.get("value"), disabled=True)


def _own_day(view: View) -> str:
    days = set(view.snapshot.tables["meetings"]["start_date"])
    return "" if view.chosen.asof in days else view.chosen.asof


def form(view: View, page: str) -> Element:
    """The form of the controls in the HTML of a `page`, and what else its address asks for, which no control shows."""
    texts = {name: _text(getattr(view.chosen, name)) for name in NAMES}
    missing = {name: text for name, text in texts.items() if text and name != "page" and f'name="{name}"' not in page}
    fields = [el("input", type="hidden", name=name, value=text) for name, text in missing.items()]
    return el("form", *fields, id=FORM, method="get", action=f"{view.root}{view.path}")


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)
