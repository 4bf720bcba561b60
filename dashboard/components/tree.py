"""Looking into what a page shows: its components from the outside in, and the words in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from dash import html
from dash.development.base_component import Component

C = TypeVar("C", bound=Component)


def outermost(node: Any, kind: type[C], fits: Callable[[C], bool] = lambda _: True) -> Iterator[C]:
    """The components of a kind, and of them those that fit, in their order; none that is inside another."""
    if isinstance(node, (list, tuple)):
        for part in node:
            yield from outermost(part, kind, fits)
    elif isinstance(node, kind) and fits(node):
        yield node
    elif isinstance(node, Component):
        yield from outermost(getattr(node, "children", None), kind, fits)


def classed(node: Any, name: str) -> Iterator[Component]:
    """The components of a class."""
    return outermost(node, Component, lambda part: name in str(getattr(part, "className", "")).split())


def text(node: Any) -> str:
    """The words of what a page shows, without its links and marks; a new line is a dot in the middle."""
    if isinstance(node, (list, tuple)):
        return "".join(text(part) for part in node)
    if isinstance(node, html.Br):
        return " · "
    if isinstance(node, Component):
        return text(getattr(node, "children", None))
    return "" if node is None else str(node)
