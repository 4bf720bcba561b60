"""The words of a component, without its links and marks: a sentence of a page where there are no pages."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


def text_of(node: Any) -> str:
    """Every text in `node`, in its order."""
    if isinstance(node, (list, tuple)):
        return "".join(text_of(item) for item in node)
    if isinstance(node, Component):
        return text_of(getattr(node, "children", None))
    return "" if node is None else str(node)
