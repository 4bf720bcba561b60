"""Elements and components as HTML, every text as text: for documents; and for the first paint, with plain controls."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from dash.development.base_component import Component

from dashboard.charts.registry import numbers
from dashboard.components.elements import Element, Node, el
from dashboard.components.ids import FORM
from dashboard.components.tables import rate_in_sight, table
from dashboard.data.filters import NAMES, written
from dashboard.view.view import View

_EMPTY = frozenset({"br", "hr", "img", "input"})
_ATTRIBUTES = {
    "className": "class",
    "class_name": "class",
    "htmlFor": "for",
    "defaultValue": "value",
    "defaultChecked": "checked",
    "encType": "enctype",
}
"""Property as React names it -> attribute, where lower case is not enough."""
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_NO_ATTRIBUTES = frozenset({"children", "key"})
_LEADS = re.compile(r"(https?:|mailto:|[/?#]|$)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_HERE = re.compile(r"/(?!/)")
_OPEN_IN_DOCUMENTS = {"details": "div", "summary": "div"}
_NOT_IN_DOCUMENTS = frozenset({"button", "fieldset", "form", "img", "input", "label", "progress", "select", "svg"})

Props = dict[str, Any]
Plain = Callable[[Props], Node]
"""What stands for a component of a library, from its properties."""


@dataclass(frozen=True)
class _Writer:
    """How HTML is written: what stands for components, which elements there are, and where links lead."""

    instead: Mapping[str, Plain]  # by the name of a component
    leads: Callable[[str], str]  # the address of a link; empty where it leads nowhere
    without: frozenset[str] = frozenset()
    tags: Mapping[str, str] = field(default_factory=dict)  # in place of some elements
    roles: Mapping[str, str] = field(default_factory=dict)  # of a class, where it is another than on a running page

    def html(self, node: Node) -> str:
        """`node` as HTML."""
        if isinstance(node, str):
            return escape(node)
        if isinstance(node, Element):
            return self._element(node.tag, node.props, "".join(map(self.html, node.children)))
        if isinstance(node, (list, tuple)):
            return "".join(map(self.html, node))
        if isinstance(node, Component):
            return self._component(node.to_plotly_json())
        return "" if node is None or isinstance(node, bool) else escape(str(node))

    def _component(self, written: Mapping[str, Any]) -> str:
        kind, props = written["type"], written["props"]
        if kind == "Static":
            return self._tree(props["tree"], props["children"])
        if written["namespace"] == "dash_html_components":
            return self._element(kind.lower(), props, self.html(props.get("children")))
        return self.html(self.instead[kind](props)) if kind in self.instead else ""

    def _tree(self, tree: Any, components: list[Any]) -> str:
        """What dashboard/components/static.py folded together."""
        if isinstance(tree, int):
            return self.html(components[tree])
        if isinstance(tree, str):
            return escape(tree)
        tag, props, *inner = tree
        return self._element(tag, props, "".join([self._tree(part, components) for part in inner]))

    def _element(self, tag: str, props: Mapping[str, Any], inner: str) -> str:
        if not tag:
            return inner
        if tag in self.without:
            return ""
        tag = self.tags.get(tag, tag)
        attributes = {_attribute(name): value for name, value in props.items()}
        if role := self.roles.get(attributes.get("class", "")):
            attributes["role"] = role
        if "href" in attributes:
            attributes["href"] = self.leads(str(attributes["href"]))
            if not attributes["href"]:
                tag = "span"
                attributes = {name: attributes[name] for name in ("class", "title") if name in attributes}
        if tag == "textarea":
            inner = escape(str(attributes.pop("value", "")))
        if tag == "select" and (chosen := attributes.pop("value", None)):  # which React gives to the whole
            value = f' value="{escape(str(chosen))}"'
            inner = inner.replace(f"<option{value}>", f"<option{value} selected>", 1)
        opened = f"<{tag}{''.join([_written(name, value) for name, value in attributes.items()])}>"
        return opened if tag in _EMPTY else f"{opened}{inner}</{tag}>"


@lru_cache(maxsize=1024)
def _attribute(name: str) -> str:
    """The attribute that a property is written as; empty where HTML has none. A page has thousands of a few names."""
    own = _ATTRIBUTES.get(name, name.lower())
    return own if _NAME.fullmatch(own) and not own.startswith("on") and own not in _NO_ATTRIBUTES else ""


def _written(name: str, value: Any) -> str:
    """An attribute; true stands alone, as HTML has it, but for those of ARIA."""
    if isinstance(value, str):
        return f' {name}="{escape(value)}"' if name else ""
    if not name or value is None or value is False:
        return ""
    if isinstance(value, dict):  # a style, or the id of a component that a callback names
        return _written(name, _style(value)) if name == "style" else ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _style(value: Mapping[str, str]) -> str:
    return ";".join(f"{key}:{text}" for key, text in value.items())


def _alert(props: Props) -> Element:
    return el("p", props.get("children"), className="alert alert-warning", role="alert")


def document_html(node: Node, site: str) -> str:
    """`node` for a document: without controls; links lead to `site`, where that is not known they are plain text."""

    def leads(href: str) -> str:
        if _ELSEWHERE.match(href):
            return href
        return f"{site}{href}" if site and _HERE.match(href) else ""

    return _Writer({"Alert": _alert}, leads, _NOT_IN_DOCUMENTS, _OPEN_IN_DOCUMENTS).html(node)


def page_html(view: View, node: Node) -> str:
    """`node` for the first paint: until the scripts have come, its controls belong to a form that works by GET."""
    instead: dict[str, Plain] = {
        "Alert": _alert,
        "Plot": lambda props: _numbers(view, props["id"]["chart"]),
        "Checklist": lambda props: _boxes(view, props["id"]["filter"], props["options"]),
        "Boxes": lambda props: _boxes(view, props["filter"], props["options"]),
        "RadioItems": lambda props: _days(view, props),
        "Select": _select,
        "Input": lambda props: _input(view, props),
    }
    group = {"chart": "group"}  # its frame holds a table until it holds a picture
    writer = _Writer(instead, lambda href: href if _LEADS.match(href) else "", roles=group)
    page = writer.html(node)
    return page + writer.html(_form(view, page))


def _numbers(view: View, chart: str) -> Node:
    """The numbers of a chart in its place; nothing where there are none."""
    return table(view, rate_in_sight(numbers(view, chart)), bare=True) if view.selection.commitments else None


def _boxes(view: View, name: str, options: Sequence[Mapping[str, str]]) -> Element:
    chosen = getattr(view.filters, name)
    boxes = [_box("checkbox", name, option, checked=option["value"] in chosen) for option in options]
    return el("div", *boxes, className="choice-options")


def _days(view: View, props: Props) -> Element:
    """The meetings of the as-of day; the day of the box above them counts where none of them is chosen."""
    chosen = view.chosen.asof
    return el("div", *(_box("radio", "asof", day, checked=day["value"] == chosen) for day in props["options"]))


def _box(kind: str, name: str, option: Mapping[str, str], *, checked: bool) -> Element:
    box = el("input", type=kind, name=name, value=option["value"], checked=checked or None, form=FORM)
    return el("label", box, " ", el("span", option["label"]), className="choice-option")


def _select(props: Props) -> Element:
    """One value of many. The appearance needs the scripts, and is only there so that nothing jumps."""
    id_, chosen = props["id"], props.get("value") or ""
    name = id_.get("filter") or ("since" if id_["kind"] == "since" else "")
    options = [
        el("option", text, value=value, selected=value == chosen or None, disabled=option.get("disabled"))
        for option in props["options"]
        for text, value in [(option["label"], option["value"])]
    ]
    has_none = any(option["value"] == "" for option in props["options"])
    none = [el("option", props["placeholder"], value="")] if props.get("placeholder") and not has_none else []
    classes = f"form-select {props.get('class_name', '')}".strip()
    where = {"name": name, "form": FORM} if name else {"disabled": True}
    return el("select", *none, *options, className=classes, **where)


def _input(view: View, props: Props) -> Node:
    id_ = props["id"]
    given = {"type": props["type"], "className": "form-control", "placeholder": props.get("placeholder")}
    if id_["kind"] == "text":
        return el("input", **given, name=id_["filter"], value=props.get("value"), form=FORM)
    if id_["kind"] == "asof":  # empty where a meeting says the same day, so that another meeting may be chosen
        days = set(view.snapshot.tables["meetings"]["start_date"])
        own_day = "" if view.chosen.asof in days else view.chosen.asof
        return el("input", **given, name="asof", value=own_day, form=FORM)
    return el("input", **given, value=props.get("value"), disabled=True)


def _form(view: View, page: str) -> Element:
    """The form of the controls in the HTML of a `page`, and what else its address asks for, which no control shows."""
    fields = []
    for name in NAMES:
        value = getattr(view.chosen, name)
        text = value if isinstance(value, str) else ",".join(value)
        if text and name != "page" and f'name="{name}"' not in page:
            fields.append(el("input", type="hidden", name=written(name), value=text))
    return el("form", *fields, id=FORM, method="get", action=f"{view.root}{view.path}")
