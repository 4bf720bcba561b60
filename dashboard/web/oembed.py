"""oEmbed: a site that is given the address of one of our charts asks here for the code that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import SplitResult, urlsplit

import flask

from dashboard.charts.registry import CHARTS, asking, chart_of
from dashboard.exports import xml
from dashboard.signin.access import refusal
from dashboard.view.view import View, Views
from dashboard.web import embed, request

_WIDTH = 800  # px, where nobody asks for less
_LONGEST_ADDRESS = 10_000
_MAX_AGE = 3_600  # seconds for which a site need not ask again


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str], *, framed: bool) -> None:
    """Add the address, which answers for charts alone, and for none where no site may show them in a frame."""

    @server.get(f"{root}{embed.OEMBED}", endpoint=embed.OEMBED)
    def answer() -> flask.Response:
        asked = flask.request.args
        write = _FORMATS.get(asked.get("format", "json"))
        if write is None:
            return refusal(501, "This is answered as json or xml.")
        if not framed:
            return refusal(401, "Those who run this site let no other site show its charts.")
        chart = _chart(views, asked.get("url", ""), f"{site()}{root}embed/")
        if chart is None:
            return refusal(404, "This is no address of a chart of ours.")
        return write(chart, _most(asked.get("maxwidth", "")), _most(asked.get("maxheight", "")), f"{site()}{root}")


@dataclass(frozen=True)
class _Chart:
    view: View
    name: str
    mode: str  # light or dark; empty: as the reader's system has it


def _chart(views: Views, url: str, start: str) -> _Chart | None:
    """The chart of an address of ours; None where there is none, or no longer in the version it is pinned to."""
    ours, parts = urlsplit(start), _split(url)
    name = parts.path.removeprefix(ours.path) if parts else ""
    if not parts or parts.netloc != ours.netloc or parts.path != f"{ours.path}{name}" or name not in CHARTS:
        return None
    query, mode = embed.mode_apart(parts.query)
    view = request.view(views, query)
    is_gone = view.snapshot.empty or view.is_draft or any(drop.name == "version" for drop in view.dropped)
    return None if is_gone else _Chart(view, name, mode)


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


def _properties(chart: _Chart, most_wide: int, most_high: int, home: str) -> dict[str, str | int]:
    view, name = chart.view, chart.name
    width, high = min(_WIDTH, most_wide or _WIDTH), embed.height(view, name)
    high = min(high, most_high or high)
    title, href = (
        view.words(chart_of(view, name).title),
        embed.address(name, asking(view, name).query(), home, chart.mode),
    )
    style = "border:0;max-width:100%"
    attributes = {"src": href, "title": title, "width": width, "height": high, "loading": "lazy"}
    written = " ".join(f'{key}="{escape(str(value))}"' for key, value in attributes.items())
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": view.brand,
        "provider_url": home,
        "cache_age": _MAX_AGE,
        "html": f'<iframe {written} style="{style}"></iframe>',
        "width": width,
        "height": high,
    }


def _json(chart: _Chart, most_wide: int, most_high: int, home: str) -> flask.Response:
    text = json.dumps(_properties(chart, most_wide, most_high, home), ensure_ascii=False)
    return request.of_version(flask.Response(text, mimetype="application/json"), chart.view)


def _xml(chart: _Chart, most_wide: int, most_high: int, home: str) -> flask.Response:
    properties = _properties(chart, most_wide, most_high, home)
    inside = "".join(f"<{name}>{xml.text(value)}</{name}>" for name, value in properties.items())
    text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{inside}</oembed>\n'
    return request.of_version(flask.Response(text, mimetype="text/xml"), chart.view)


_FORMATS = {"json": _json, "xml": _xml}
