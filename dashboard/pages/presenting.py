"""The way from a page to its slides."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.view.view import View

PATH = "present"


def shown(view: View, deck: str) -> str:
    """The address that presents a deck under the filters of a view."""
    return f"{view.root}{PATH}{view.chosen.presenting(deck).query()}"


def edited(view: View, deck: str) -> str:
    """The address at which a deck is put together."""
    return f"{view.root}{PATH}/edit{view.chosen.presenting(deck).query()}"


def present(view: View) -> Any:
    """The link that presents what this page has found."""
    return html.A(view.words("Present this page"), href=shown(view, ""), className="present-page")
