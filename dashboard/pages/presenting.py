"""The way from a page to its slides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.decks import OF_PAGES
from dashboard.view import View

PATH = "present"


def shown(view: View, deck: str) -> str:
    """The address that presents a deck under the filters of a view."""
    return f"{view.root}{PATH}{replace(view.chosen, deck=deck, q='', sort='', page='').query()}"


def edited(view: View, deck: str) -> str:
    """The address at which a deck is put together."""
    return f"{view.root}{PATH}/edit{replace(view.chosen, deck=deck, q='', sort='', page='').query()}"


def present(view: View) -> Any:
    """The link that presents what this page has found."""
    return html.A(view.words("Present this page"), href=shown(view, OF_PAGES[view.path]), className="present-page")
