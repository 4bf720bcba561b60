"""Dash components written as plain HTML: elements and attributes from a list, every text as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

_ELEMENTS = frozenset(
    {
        *(
            "a",
            "abbr",
            "address",
            "article",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "section",
        ),
        *("small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul"),
    }
)
"""What a document may hold; controls, drawings and stores are none of it and are left out."""
_EMPTY = frozenset({"br", "hr"})
_INSTEAD = {("dash_bootstrap_components", "Alert"): "p"}
"""The element that stands for a component of a library."""

_ATTRIBUTES = {
    name.lower().replace("classname", "class"): name
    for name in ("className", "colSpan", "hrefLang", "id", "lang", "role", "rowSpan", "scope", "tabIndex", "title")
} | {"data-label": "data-label"}
"""Attribute -> property of Dash; those of ARIA are added."""
_ARIA = re.compile(r"aria-[a-z]+")
_ELSEWHERE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_HERE = re.compile(r"/(?!/)")


def markup(node: Any, site: str = "") -> str:
    """`node` as HTML. Links within the dashboard lead to `site`; where that is not known they are plain text."""
    if isinstance(node, (list, tuple)):
        return "".join(markup(part, site) for part in node)
    if isinstance(node, Component):
        return _component(node.to_plotly_json(), site)
    return "" if node is None or isinstance(node, bool) else escape(str(node))


def _component(written: Mapping[str, Any], site: str) -> str:
    kind, props = written["type"], written["props"]
    if kind == "Static":
        return _tree(props["tree"], props["children"], site)
    is_element = written["namespace"] == "dash_html_components"
    tag = kind.lower() if is_element else _INSTEAD.get((written["namespace"], kind), "")
    return _element(tag, props, markup(props.get("children"), site), site)


def _tree(tree: Any, kept: Any, site: str) -> str:
    """What dashboard/components/static.py folded together."""
    if isinstance(tree, int):
        return markup(kept[tree], site)
    if isinstance(tree, str):
        return escape(tree)
    tag, props, *inner = tree
    text = "".join(_tree(part, kept, site) for part in inner)
    return _element(tag, props, text, site) if tag else text


def _element(tag: str, props: Mapping[str, Any], inner: str, site: str) -> str:
    if tag not in _ELEMENTS:
        return ""
    attributes = _attributes(props)
    if tag == "a":
        address = _address(props.get("href"), site)
        tag, attributes = ("a", {"href": address, **attributes}) if address else ("span", attributes)
    opened = "".join([f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in attributes.items()), ">"])
    return opened if tag in _EMPTY else f"{opened}{inner}</{tag}>"


def _attributes(props: Mapping[str, Any]) -> dict[str, str]:
    known = {name: props[prop] for name, prop in _ATTRIBUTES.items() if prop in props}
    spoken = {name: value for name, value in props.items() if _ARIA.fullmatch(name)}
    return {name: str(value) for name, value in (known | spoken).items() if isinstance(value, (str, int))}


def _address(href: Any, site: str) -> str:
    """Where a link leads; empty when that cannot be said outside of the dashboard, or is no place to go."""
    text = str(href or "")
    if text.startswith("#") or _ELSEWHERE.match(text):
        return text
    return f"{site}{text}" if site and _HERE.match(text) else ""
