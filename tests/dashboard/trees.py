"""Looking into what Dash is given: every element and component of a page, and the text a reader would see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

from dashboard.components.elements import Element


class Seen:
    """An element as a component is looked at: its properties are its attributes."""

    def __init__(self, element: Element) -> None:
        self.name = element.tag.capitalize()
        self.children = list(element.children)
        self.__dict__.update({name: value for name, value in element.props.items() if name != "children"})


def walk(node: Any) -> Iterator[Any]:
    """Every element and component in `node`, from the outside in, also those inside the labels of options."""
    if isinstance(node, (list, tuple)):
        for item in node:
            yield from walk(item)
    elif isinstance(node, Element):
        yield from walk(Seen(node))
    elif isinstance(node, (Component, Seen)):
        yield node
        yield from walk(getattr(node, "children", None))
        options = getattr(node, "options", None) or []
        yield from walk([option.get("label") for option in options if isinstance(option, dict)])


def of_type(node: Any, name: str) -> list[Any]:
    """The components of one type: `of_type(page, "H1")`."""
    return [one for one in walk(node) if (one.name if isinstance(one, Seen) else type(one).__name__) == name]


def text(node: Any) -> str:
    """The words in `node`, in their order."""
    if isinstance(node, (list, tuple)):
        return "".join(text(item) for item in node)
    if isinstance(node, (Component, Element, Seen)):
        return text(getattr(node, "children", None))
    return "" if node is None or isinstance(node, (bool, dict)) else str(node)


def classed(node: Any, name: str) -> list[Any]:
    """The components that carry a class."""
    return [component for component in walk(node) if name in _classes(component)]


def _classes(component: Any) -> list[str]:
    """Dash says className, Bootstrap's components say class_name."""
    return f"{getattr(component, 'className', '')} {getattr(component, 'class_name', '')}".split()


def hrefs(node: Any) -> list[str]:
    """Where the links in `node` lead."""
    return [component.href for component in walk(node) if getattr(component, "href", None)]


def table(node: Any) -> list[list[str]]:
    """The first table in `node`, header and rows, as text."""
    return [[text(cell) for cell in row.children] for row in of_type(of_type(node, "Table")[0], "Tr")]
