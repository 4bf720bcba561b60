"""Elements and components as HTML: for the first paint of a page, and for documents; every text as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dash.development.base_component import Component

from dashboard.components.elements import Element, Node, el

_EMPTY = frozenset({"br", "hr", "input"})
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
_LEADS = re.compile(r"(https?:|mailto:|[/?#]|$)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_HERE = re.compile(r"/(?!/)")
_NOT_IN_DOCUMENTS = frozenset({"button", "details", "fieldset", "form", "input", "label", "progress", "select", "svg"})

Plain = Callable[[dict[str, Any]], Node]
"""What stands for a component of a library, from its properties."""


@dataclass(frozen=True)
class Writer:
    """How HTML is written: what stands for components, which elements there are, and where links lead."""

    instead: Mapping[tuple[str, str], Plain]
    leads: Callable[[str], str]  # the address of a link; empty where it leads nowhere
    without: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)  # of a class, where it is another than on a running page

    def html(self, node: Node) -> str:
        """`node` as HTML."""
        if isinstance(node, (list, tuple)):
            return "".join(map(self.html, node))
        if isinstance(node, Element):
            return self._element(node.tag, node.props, self.html(node.children))
        if isinstance(node, Component):
            return self._component(node.to_plotly_json())
        return "" if node is None or isinstance(node, bool) else escape(str(node))

    def _component(self, written: Mapping[str, Any]) -> str:
        kind, props = written["type"], written["props"]
        if kind == "Static":
            return self._tree(props["tree"], props["children"])
        if written["namespace"] == "dash_html_components":
            return self._element(kind.lower(), props, self.html(props.get("children")))
        instead = self.instead.get((written["namespace"], kind))
        return self.html(instead(props)) if instead else ""

    def _tree(self, tree: Any, components: list[Any]) -> str:
        """What dashboard/components/static.py folded together."""
        if isinstance(tree, int):
            return self.html(components[tree])
        if isinstance(tree, str):
            return escape(tree)
        tag, props, *inner = tree
        return self._element(tag, props, "".join(self._tree(part, components) for part in inner))

    def _element(self, tag: str, props: Mapping[str, Any], inner: str) -> str:
        if not tag:
            return inner
        if tag in self.without:
            return ""
        attributes = dict(_attribute(name, value) for name, value in props.items() if name != "children")
        if role := self.roles.get(attributes.get("class", "")):
            attributes["role"] = role
        if "href" in attributes:
            attributes["href"] = self.leads(str(attributes["href"]))
            if not attributes["href"]:
                tag = "span"
                attributes = {name: attributes[name] for name in ("class", "title") if name in attributes}
        if tag == "textarea":
            inner = escape(str(attributes.pop("value", "")))
        opened = f"<{tag}{''.join(_written(name, value) for name, value in attributes.items())}>"
        return opened if tag in _EMPTY else f"{opened}{inner}</{tag}>"


def _attribute(name: str, value: Any) -> tuple[str, Any]:
    if isinstance(value, Mapping):  # a style, or the id of a component that a callback names
        value = ";".join(f"{key}:{text}" for key, text in value.items()) if name == "style" else None
    return _ATTRIBUTES.get(name, name.lower()), value


def _written(name: str, value: Any) -> str:
    """An attribute; true stands alone, as HTML has it, but for those of ARIA."""
    if value is None or value is False or not _NAME.fullmatch(name) or name.startswith("on"):
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _alert(props: dict[str, Any]) -> Node:
    return el("p", props.get("children"), className="alert alert-warning", role="alert")


def document_html(node: Node, site: str) -> str:
    """`node` for a document: without controls; links lead to `site`, where that is not known they are plain text."""

    def leads(href: str) -> str:
        if _ELSEWHERE.match(href):
            return href
        return f"{site}{href}" if site and _HERE.match(href) else ""

    alert = {("dash_bootstrap_components", "Alert"): _alert}
    return Writer(alert, leads, _NOT_IN_DOCUMENTS).html(node)


def page_html(node: Node, instead: Mapping[tuple[str, str], Plain]) -> str:
    """`node` for the first paint of a page; `instead` are the plain controls that stand for Dash's."""
    alert = {("dash_bootstrap_components", "Alert"): _alert}
    group = {"chart": "group"}  # its frame holds a table until it holds a picture
    return Writer({**alert, **instead}, lambda href: href if _LEADS.match(href) else "", roles=group).html(node)
