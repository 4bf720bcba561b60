"""Our own components: what no callback touches becomes one, as the browser passes over each at any change; a plot."""

from __future__ import annotations

from typing import Any, ClassVar

from dash.development.base_component import Component

from dashboard.components.elements import Element
from dashboard.components.ids import Id

Tree = str | int | list[Any]
"""A text; the place of a child that stays a component, by its number; or a tag, its properties and what is in it.

The tag of `Boxes` is their name."""


class _Own(Component):
    """What Dash asks of any component; the names of its properties are its own."""

    _namespace = "dashboard"
    _children_props: ClassVar[list[str]] = []
    _valid_wildcard_attributes: ClassVar[list[str]] = []


class Static(_Own):
    """A tree of plain HTML elements, which assets/js/page/static.js builds; `children` stand in its numbered places."""

    _type, _prop_names = "Static", ("children", "id", "tree")

    def __init__(self, tree: Tree, children: list[Component], id: Id | None = None) -> None:  # noqa: A002
        super().__init__(tree=tree, children=children, **({"id": id} if id else {}))


class Plot(_Own):
    """An empty element that assets/js/page/charts.js draws `data` in; as HTML, the numbers stand in its place."""

    _type, _prop_names = "Plot", ("id", "data")

    def __init__(self, id: Id, data: dict[str, Any]) -> None:  # noqa: A002
        super().__init__(id=id, data=data)


class Store(_Own):
    """What callbacks know of each other, and nobody sees."""

    _type, _prop_names = "Store", ("id", "data")

    def __init__(self, id: Id | str, data: Any = None) -> None:  # noqa: A002
        super().__init__(id=id, data=data)


class Ticked(_Own):
    """What is ticked in the boxes of a page, by filter; each further component would cost the browser time."""

    _type, _prop_names = "Ticked", ("id", "data", "options")

    def __init__(self, id: Id, data: dict[str, list[str]]) -> None:  # noqa: A002
        super().__init__(id=id, data=data)


class Boxes(_Own):
    """Checkboxes that assets/js/page/boxes.js makes once their list is opened: there are hundreds, most never seen.

    No callback names them, so that they are part of a `Static`: `Ticked` says what is ticked, and newer options.
    """

    _type, _prop_names = "Boxes", ("filter", "group", "options")

    def __init__(self, filter: str, group: str, options: list[dict[str, Any]]) -> None:  # noqa: A002
        super().__init__(filter=filter, group=group, options=options)


def static(node: Any, id: Id | None = None) -> Any:  # noqa: A002 - Dash's own name of it
    """`node` with every run of elements that no callback can name made one `Static`; the rest as it is.

    Under an `id` the whole is another element than under another: the browser makes it anew.
    """
    if node is None or isinstance(node, str):
        return node
    components: list[Component] = []
    tree = _tree(node, components)
    return Static(tree, components, id)


def _tree(node: Any, components: list[Component]) -> Tree:
    if isinstance(node, str):  # as most are; whether they are a component of Dash takes it long to say
        return str(node)
    if isinstance(node, Element):
        return [node.tag, node.props, *[_tree(part, components) for part in node.children if part is not None]]
    if isinstance(node, (list, tuple)):
        return ["", {}, *[_tree(item, components) for item in node if item is not None]]
    return _component(node, components) if isinstance(node, Component) else str(node)


def _component(node: Component, components: list[Component]) -> Tree:
    """A component of Dash: an element like any other where no callback can name it, else one with a place."""
    written = node.to_plotly_json()
    if isinstance(node, Boxes):
        return ["Boxes", written["props"]]
    is_element = written["namespace"] == "dash_html_components"
    if is_element and not isinstance(written["props"].get("id"), dict):
        return _element(written["type"].lower(), written["props"], components)
    if is_element:
        node.children = static(getattr(node, "children", None))
    components.append(node)
    return len(components) - 1


def _element(tag: str, props: dict[str, Any], components: list[Component]) -> Tree:
    inner = props.pop("children", None)
    parts = inner if isinstance(inner, (list, tuple)) else [inner]
    return [tag, props, *(_tree(part, components) for part in parts if part is not None)]
