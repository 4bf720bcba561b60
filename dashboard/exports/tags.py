"""The styles and scripts of a document without Dash, as tags."""

from __future__ import annotations

from html import escape

from dashboard.exports.document import script_at, style_at
from dashboard.theme.assets import address, fixed


def head(root: str, style: str, first: str) -> list[str]:
    """Icon, font and style sheet; the script `first` runs before the first paint and says light or dark."""
    font = escape(address(root, "public-sans-latin-wght-normal.woff2"))
    return [
        f'<link rel="icon" href="{escape(fixed(root, "icon.svg"))}" type="image/svg+xml">',
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>',
        style_at(address(root, style)),
        script_at(address(root, first), first=True),
    ]


def scripts(root: str, own: str) -> list[str]:
    """Plotly, then the document's own script."""
    return [script_at(address(root, name)) for name in ("plotly.js", own)]
