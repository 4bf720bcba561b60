"""A page in brief: its headline and figures, for those who see a link to it and not the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.live import made
from dashboard.components.tree import classed, text
from dashboard.pages import missing
from dashboard.view.view import View
from dashboard.web.pages import Page


@dataclass(frozen=True)
class Gist:
    """The sentence a page begins with, what stands under it, and its figures as (name, value, note)."""

    headline: str
    lede: str = ""
    figures: tuple[tuple[str, str, str], ...] = ()


def gist(page: Page | None, view: View) -> Gist:
    """What the top of a page says; of a page that is not there, that it is not."""
    top = _top(page, view)
    headline, lede = (next((text(part) for part in classed(top, name)), "") for name in ("headline", "lede"))
    return Gist(headline, lede, tuple(_figure(part) for part in classed(top, "figure")))


def _top(page: Page | None, view: View) -> Any:
    if page is None:
        return missing.not_found(view)
    return missing.empty_database(view) if view.snapshot.empty else made(view, page.name, page.top or page.layout)


def _figure(figure: Component) -> tuple[str, str, str]:
    name, value, note = figure.children[:3]  # as page_header writes them
    return text(name), text(value), _first_line(note)


def _first_line(note: Component) -> str:
    parts = note.children if isinstance(note.children, list) else [note.children]
    ends = (place for place, part in enumerate(parts) if isinstance(part, html.Br))
    return text(parts[: next(ends, len(parts))])
