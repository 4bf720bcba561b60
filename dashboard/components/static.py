"""What no callback touches becomes one component: the browser passes over every component at each change of any."""

from __future__ import annotations

from typing import Any, ClassVar

from dash.development.base_component import Component

from dashboard.components.elements import Element
from dashboard.components.ids import Id

Tree = str | int | list[Any]
"""A text; the place of a child that stays a component, by its number; or a tag, its properties and what is in it."""


class Static(Component):
    """A tree of plain HTML elements, which assets/js/page/static.js builds; `children` stand in its numbered places."""

    _namespace, _type = "dashboard", "Static"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _prop_names: ClassVar[list[str]] = ["children", "id", "tree"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_properties = _prop_names
    available_wildcard_properties = _valid_wildcard_attributes

    def __init__(self, tree: Tree, children: list[Component], id: Id | None = None) -> None:  # noqa: A002
        super().__init__(tree=tree, children=children, **({"id": id} if id else {}))


def static(node: Any, id: Id | None = None) -> Any:  # noqa: A002 - Dash's own name of it
    """`node` with every run of elements that no callback can name made one `Static`; the rest as it is.

    Under an `id` the whole is another element than under another: the browser makes it anew.
    """
    if node is None or isinstance(node, str):
        return node
    kept: list[Component] = []
    tree = _tree(node, kept)
    return Static(tree, kept, id)


def _tree(node: Any, kept: list[Component]) -> Tree:
    if isinstance(node, Element):
        return [node.tag, node.props, *(_tree(part, kept) for part in node.children if part is not None)]
    if isinstance(node, (list, tuple)):
        return ["", {}, *(_tree(item, kept) for item in node if item is not None)]
    if not isinstance(node, Component):
        return str(node)
    written = node.to_plotly_json()
    is_element = written["namespace"] == "dash_html_components"
    if is_element and not isinstance(written["props"].get("id"), dict):
        return _element(written["type"].lower(), written["props"], kept)
    if is_element:
        node.children = static(getattr(node, "children", None))
    kept.append(node)
    return len(kept) - 1


def _element(tag: str, props: dict[str, Any], kept: list[Component]) -> Tree:
    inner = props.pop("children", None)
    parts = inner if isinstance(inner, (list, tuple)) else [inner]
    return [tag, props, *(_tree(part, kept) for part in parts if part is not None)]
