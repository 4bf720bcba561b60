"""Elements: HTML as plain data, which becomes a component of Dash or the text of a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

Node = Any
"""An element, a text, a component of Dash, nothing, or several of these."""


@dataclass(frozen=True, slots=True)
class Element:
    """A tag, its properties as React names them, and what is in it; without a tag it is only what is in it."""

    tag: str
    props: dict[str, Any]
    children: tuple[Node, ...]


def el(tag: str, *children: Node, **props: Any) -> Element:
    """An element; properties that are None are left out, `aria_label` is written aria-label."""
    return Element(tag, {_written(name): value for name, value in props.items() if value is not None}, children)


@cache
def _written(name: str) -> str:
    """A property as React names it; kept, as there are few, and thousands of elements."""
    return name.replace("_", "-") if name.startswith(("aria_", "data_")) else name


def link(text: Node, href: str, **more: Any) -> Element:
    """A link within the dashboard, which assets/js/page/navigation.js follows without loading the document again."""
    return el("a", text, href=href, className="inside", **more)


def fold_toggle(title: str) -> Element:
    """The button over the heading of a card that is folded on a phone, which assets/js/page/fold.js hears."""
    return el("button", type="button", className="fold-toggle", aria_expanded="false", aria_label=title)
