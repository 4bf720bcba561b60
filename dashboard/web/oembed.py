"""oEmbed: a site that is given the address of one of our charts asks here for the code that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from urllib.parse import SplitResult, urlsplit

import flask

from dashboard.exports import xml
from dashboard.web import embed, request
from dashboard.web.request import View, Views

_WIDTH = 800  # px, where nobody asks for less
_LONGEST_ADDRESS = 10_000
_MAX_AGE = 3_600  # seconds for which a site need not ask again

Properties = dict[str, str | int]


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str], *, framed: bool) -> None:
    """Add the address, which answers for charts alone, and for none where no site may show them in a frame.

    The statuses are those of the standard: 501 for a format it does not have, 401 for what is not to be shown
    elsewhere, 404 for what is no chart of ours.
    """

    @server.get(f"{root}{embed.OEMBED}")
    def oembed() -> flask.Response:
        asked, home = flask.request.args, f"{site()}{root}"
        form = asked.get("format", "json")
        if form not in _FORMATS:
            flask.abort(501)
        if not framed:
            flask.abort(401)
        view, frame = _chart(views, asked.get("url", ""), home) or flask.abort(404)
        kind, write = _FORMATS[form]
        most = [_most(asked.get(name, "")) for name in ("maxwidth", "maxheight")]
        text = write(_properties(view, frame, home, *most))
        return request.of_version(flask.Response(text, mimetype=kind), view)


def _chart(views: Views, url: str, home: str) -> tuple[View, embed.Frame] | None:
    """The chart of an address of ours; None where there is none, or no longer in the version it is pinned to."""
    ours, parts = urlsplit(f"{home}embed/"), _split(url)
    if not parts or parts.netloc != ours.netloc or not parts.path.startswith(ours.path):
        return None
    query, mode = embed.mode_apart(parts.query)
    view = request.view(views, query)
    frame = embed.frame(view, parts.path.removeprefix(ours.path), home, mode)
    return (view, frame) if frame else None


def _split(url: str) -> SplitResult | None:
    """An address in its parts; None where it is none."""
    try:
        parts = urlsplit(url) if len(url) <= _LONGEST_ADDRESS else None
    except ValueError:
        return None
    return parts if parts and parts.scheme in {"http", "https"} else None


def _most(text: str) -> int:
    """A width or height that is not to be exceeded, in pixels; 0 where nobody says a number."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 5 else 0


def _properties(view: View, frame: embed.Frame, home: str, most_wide: int, most_high: int) -> Properties:
    """What the standard has of a chart; sizes in pixels, 0 where none is too large."""
    width, height = min(_WIDTH, most_wide or _WIDTH), min(frame.height, most_high or frame.height)
    attributes = {"src": frame.href, "title": frame.title, "width": width, "height": height, "loading": "lazy"}
    written = " ".join(f'{key}="{escape(str(value))}"' for key, value in attributes.items())
    return {
        "version": "1.0",
        "type": "rich",
        "title": frame.title,
        "provider_name": view.brand,
        "provider_url": home,
        "cache_age": _MAX_AGE,
        "html": f'<iframe {written} style="border:0;max-width:100%"></iframe>',
        "width": width,
        "height": height,
    }


def _json(properties: Properties) -> str:
    return json.dumps(properties, ensure_ascii=False)


def _xml(properties: Properties) -> str:
    inside = "".join(f"<{name}>{xml.text(value)}</{name}>" for name, value in properties.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{inside}</oembed>\n'


_FORMATS: dict[str, tuple[str, Callable[[Properties], str]]] = {
    "json": ("application/json", _json),
    "xml": ("text/xml", _xml),
}
"""Format -> its media type and what writes it."""
