"""Facts in pairs: a name and what is known, the unknown in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.link import link
from dashboard.language.words import Words


def facts(pairs: Sequence[tuple[str, Any]], words: Words) -> Any:
    """A description list; an empty value reads "not known"."""
    rows = [
        html.Div([html.Dt(name), html.Dd(value if value not in ("", None, []) else words("not known"))])
        for name, value in pairs
    ]
    return html.Dl(rows, className="facts")


def breadcrumb(words: Words, steps: Sequence[tuple[str, Any]]) -> Any:
    """The way back: (href, name) of each page above this one."""
    links = [html.Li(link(name, href=href)) for href, name in steps]
    return html.Nav(html.Ol(links), className="breadcrumb", **{"aria-label": words("You are here")})
