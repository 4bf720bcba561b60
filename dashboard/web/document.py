"""The HTML document every page comes in: all of it can be read at once, then Dash takes its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from html import escape
from typing import Any

import flask
from dash import Dash

from dashboard.components.html import page_html
from dashboard.exports.document import PAYLOAD, json_in_html
from dashboard.signin import access
from dashboard.theme import colours
from dashboard.theme.assets import address, drawing, plotly, thumbnails
from dashboard.web import discovery, link_preview, request
from dashboard.web.frame import Message, shell, whole
from dashboard.web.pages import blocks_of, header_of, page_of, title
from dashboard.web.request import Views

# What we know of Dash's scripts that it does not promise; tests/dashboard/test_dash.py fails when it changes.
_UNWANTED = re.compile(r'<script src="[^"]*/(?:polyfill@|dash_table/|dcc/)[^"]*"></script>')
"""Scripts of Dash's that no page needs: its tables and its controls, as ours are plain HTML, and its help for browsers
that cannot run the rest, which takes well-working functions (trim, for one) for faulty and doubles the time of drawing
a chart."""

_SCRIPT, _INLINE = re.compile(r"<script src="), re.compile(r'type="application/javascript"')
"""How Dash begins a script with an address, and says that one without is a script: both are to wait for the page."""
_UNSCRIPTED = (
    "button:not([form],[type=submit]),.choice-find,.share:not(.send-menu),.appearance,.live-switch{display:none!important}"
    ".chart{height:auto!important}.filter-bar{position:static}"
    ".filter-bar .filters{display:flex!important;flex-wrap:wrap}"
)
"""What only scripts bring to life is not shown where there are none; the filters of a phone stand open."""

_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
"""How the address of a file ends: whoever asks for one that is not there has no use for a page."""

_DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{link_preview}
{discovery}
<link rel="icon" href="{root}favicon.ico" sizes="32x32">
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="apple-touch-icon" href="{root}apple-touch-icon.png">
<link rel="manifest" href="{root}manifest.webmanifest">
<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>
<script src="{appearance}"></script>
<style>{colours}</style>
{css}
<noscript><style>{unscripted}</style></noscript>
</head>
<body>
<div id="react-entry-point"></div>
<div id="first-paint">{page}</div>
<script type="application/json" id="{payload_id}">{payload}</script>
<div hidden>{config}{scripts}{renderer}</div>
</body>
</html>"""


class MonitorDash(Dash):
    """Dash with a document of our own."""

    def __init__(self, views: Views, site: Callable[[], str], *, framed: bool, **settings: Any) -> None:
        self._views, self._site, self._framed = views, site, framed
        super().__init__("dashboard", **settings)
        self.layout = shell

    def interpolate_index(self, **parts: Any) -> str:
        """The document of the address asked for, in the reader's language."""
        page, view = page_of(self, self._views, flask.request.path, request.query())
        if page is None and _FILE.search(flask.request.path):
            flask.abort(404)
        flask.g.missing = page is None
        flask.g.private = view.is_draft or (page is not None and not page.public)
        flask.g.shown = view.snapshot
        with nullcontext() if flask.g.private else access.anonymous():
            root, blocks = view.root, blocks_of(page, view)
            header = header_of(view, blocks)
            message = Message(title(page, view), header.headline, self._site())
            shown = page_html(view, whole(page, view, blocks, message))
        written = {
            "lang": view.lang,
            "title": title(page, view),
            "root": root,
            "appearance": address(root, "appearance.js"),
            "icon": self.get_asset_url("icon.svg"),
            "font": address(root, "public-sans-latin-wght-normal.woff2"),
        }
        safe = {name: escape(text) for name, text in written.items()}
        ready = {
            "css": parts["css"],
            "config": parts["config"],
            "link_preview": "\n".join(link_preview.tags(page, view, header, self._site())),
            "discovery": "\n".join(discovery.tags(page, view, self._site(), framed=self._framed)),
            "page": shown,
            "payload": json_in_html(drawing(root, view.lang) | {"plotly": plotly(root)} | thumbnails(root)),
            # What is read comes first: scripts wait for the styles, run in their order and hold up nothing.
            "scripts": _SCRIPT.sub("<script defer src=", _UNWANTED.sub("", parts["scripts"])),
            "renderer": _INLINE.sub('type="module"', parts["renderer"]),
        }
        return _DOCUMENT.format(**safe, **ready, payload_id=PAYLOAD, colours=colours.css(), unscripted=_UNSCRIPTED)
