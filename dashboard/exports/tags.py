"""The styles and scripts that draw a slide, as tags of a document; `OWN` are files that a single file holds itself."""

from __future__ import annotations

from html import escape

from dashboard.exports.document import script_at, style_at
from dashboard.theme.vendor import address

OWN_STYLES = ("standalone/plain.css", "standalone/chart.css")
OWN_SCRIPTS = ("standalone/chart.js", "js/10-figure-mode.js")
"""Under assets/; they know neither Dash nor the server."""


def asset(root: str, name: str) -> str:
    """Where the browser finds a file of assets/."""
    return f"{root}assets/{name}"


def head(root: str, *styles: str) -> list[str]:
    """The look of slides, the page's own `styles` under assets/ after it, and the mode before the first paint."""
    font = escape(address(root, "public-sans-latin-wght-normal.woff2"))
    return [
        f'<link rel="icon" href="{escape(asset(root, "icon.svg"))}" type="image/svg+xml">',
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>',
        style_at(address(root, "base.css")),
        *(style_at(asset(root, name)) for name in (*OWN_STYLES, *styles)),
        script_at(asset(root, OWN_SCRIPTS[0]), first=True),
    ]


def scripts(root: str, *more: str) -> list[str]:
    """What draws, then the page's own scripts under assets/."""
    return [
        script_at(address(root, "plotly.js")),
        *(script_at(asset(root, name)) for name in (*OWN_SCRIPTS[1:], *more)),
    ]
