"""NATIVES: the few things that only a screen can show, by the name a block calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.components.elements import Element, el
from dashboard.view.view import View


def _progress(view: View, done: int, total: int) -> Element:
    """How far work has come; without a total only that it goes on."""
    known = {"value": str(done), "max": str(total)} if total else {}
    return el("progress", aria_label=view.words("Progress"), **known)


NATIVES: dict[str, Callable[..., Any]] = {"progress": _progress, "dash": lambda _view, node: node}
