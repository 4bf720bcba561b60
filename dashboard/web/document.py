"""The HTML document every page comes in: language, title, styles, and what a reader sees before the scripts run."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

import flask
from dash import Dash

from dashboard.language.brand import BRAND
from dashboard.theme import colours
from dashboard.theme.vendor import address
from dashboard.view.view import Views
from dashboard.web import link_preview, request
from dashboard.web.frame import title
from dashboard.web.page_request import page_of

_UNWANTED = re.compile(r'<script src="[^"]*/(?:polyfill@|dash_table/)[^"]*"></script>')
"""Scripts of Dash's that no page needs: its tables, as ours are plain HTML, and its help for browsers that cannot run
the rest, which takes well-working functions (trim, for one) for faulty and doubles the time of drawing a chart."""

_DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{link_preview}
<meta name="plotly-bundle" content="{plotly}">
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>
<style>{colours}</style>
<link rel="stylesheet" href="{base}">
{css}
</head>
<body>
<div id="react-entry-point">
<div class="first-paint"><header class="site-header"><span class="brand">{brand}</span></header>
<main class="page"><p class="lede" role="status">{loading}</p></main></div>
</div>
<noscript><p class="page">{noscript}</p></noscript>
<div hidden>{config}<script src="{generators}"></script>{scripts}{renderer}</div>
</body>
</html>"""


class MonitorDash(Dash):
    """Dash with a document of our own."""

    def __init__(self, views: Views, site: Callable[[], str], **settings: Any) -> None:
        self._views, self._site = views, site
        super().__init__("dashboard", **settings)

    def interpolate_index(self, **parts: Any) -> str:
        """The document of the address asked for, in the reader's language."""
        page, view = page_of(self, self._views, flask.request.path, request.query())
        flask.g.missing = page is None
        words, root = view.words, view.root
        written = {
            "lang": view.lang,
            "title": title(page, view),
            "plotly": address(root, "plotly.js"),
            "generators": address(root, "generators.js"),
            "icon": self.get_asset_url("icon.svg"),
            "font": address(root, "public-sans-latin-wght-normal.woff2"),
            "base": address(root, "base.css"),
            "brand": BRAND,
            "loading": words("Loading…"),
            "noscript": words("This dashboard needs JavaScript. The numbers are also there as CSV files."),
        }
        safe = {name: escape(text) for name, text in written.items()}
        made = {name: parts[name] for name in ("css", "config", "renderer")}
        made["link_preview"] = "\n".join(link_preview.tags(page, view, self._site()))
        made["scripts"] = _UNWANTED.sub("", parts["scripts"])
        return _DOCUMENT.format(**safe, **made, colours=colours.css())
