"""A link within the dashboard: a real address, which the browser follows without loading the document again."""

from __future__ import annotations

from typing import Any

from dash import html


def link(text: Any, href: str, class_name: str = "", **more: Any) -> Any:
    """`text` as a link to `href`, which assets/js/page/navigation.js follows; unlike dcc.Link's, it may change."""
    return html.A(text, href=href, className=f"inside {class_name}".strip(), **more)
