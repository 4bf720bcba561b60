"""One chart for a frame of another site: live, or pinned to a data version and then never another."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import flask

from dashboard.charts.registry import CHARTS
from dashboard.components.notices import left_out
from dashboard.exports.document import Document, head, scripts, written
from dashboard.exports.slide import options, slide_data
from dashboard.exports.slides import chart_slide
from dashboard.language.words import BRAND, titled
from dashboard.theme.assets import plotly_config
from dashboard.view.view import View, Views
from dashboard.web import request

MODES = ("light", "dark")
_APPEARANCE = {"appearance", "theme"}
"""The parameters that may say light or dark; no theme of commitments is called so."""


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the address under `root`."""

    @server.get(f"{root}embed/<name>")
    def embed(name: str) -> flask.Response:
        query, mode = mode_apart(request.query())
        document, status = _document(request.view(views, query), name)
        return flask.Response(written(replace(document, mode=mode)), status, mimetype="text/html")


def embed_href(view: View, name: str, **changes: str) -> str:
    """The address of chart `name` alone, under the filters of `view` and some changes."""
    filters = replace(view.filters.travelling(), **changes)  # type: ignore[arg-type]
    return f"{view.root}embed/{name}{filters.query()}"


def mode_apart(query: str) -> tuple[str, str]:
    """A query without its wish for light or dark, and that wish; empty: as the reader's system has it."""
    rest, modes = [], [""]
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name in _APPEARANCE and value in MODES:
            modes.append(value)
        else:
            rest.append((name, value))
    # A query without such a wish stays as it was written: an overlong one is to be refused, not rewritten.
    return (urlencode(rest, errors="surrogatepass") if len(modes) > 1 else query), modes[-1]


def _document(view: View, name: str) -> tuple[Document, int]:
    for refused, say in _REFUSALS.items():
        if (message := say(view, name)) is not None:
            return _sentence(view, message), refused
    return _chart(view, name), 200


def _unknown(view: View, name: str) -> str | None:
    return None if name in CHARTS else view.words("There is no such chart here.")


def _gone(view: View, _name: str) -> str | None:
    """A pinned chart is that of its version or none: never in silence that of another."""
    gone = [drop.value for drop in view.dropped if drop.name == "version"]
    if not gone:
        return None
    return view.words(
        "This chart was pinned to data version {version}, which is no longer kept, so it is not shown.",
        version=gone[0],
    )


_REFUSALS = {404: _unknown, 410: _gone}
"""Why there may be no chart, by status: gives a sentence, or None where there is no such reason."""


def _sentence(view: View, message: str) -> Document:
    home = f'<a href="{escape(view.href(""))}" target="_blank" rel="noopener">{BRAND}</a>'
    body = f'<main id="main"><p role="status">{escape(message)}</p><p class="slide-source">{home}</p></main>'
    return _written(view, BRAND, message, {}, body)


def _chart(view: View, name: str) -> Document:
    slide = chart_slide(view, name)
    links = [{"text": view.words("See it on {site}", site=BRAND), "href": slide.href}]
    payload = {
        "slide": slide_data(slide),
        "options": options(view.words, plotly_config(view.root, view.lang)) | {"links": links},
        "version": view.snapshot.version.number,
        "watch": "" if view.chosen.version else f"{view.root}version.json",
    }
    parts = [slide.headline, slide.subtitle, slide.source]
    silent = "".join(f"<p>{escape(text)}</p>" for text in (slide.title, *parts))
    body = f'{_lost(view)}<main id="main"></main><noscript>{silent}</noscript>'
    return _written(view, slide.title, " · ".join(parts), payload, body)


def _lost(view: View) -> str:
    """What the address asked for and this data does not have."""
    told = left_out(view.words, view.dropped)
    return f'<p class="embed-notice" role="status">{escape(told)}</p>' if told else ""


def _written(view: View, title: str, description: str, payload: dict[str, Any], body: str) -> Document:
    return Document(
        lang=view.lang,
        title=titled(title) if title != BRAND else title,
        description=description,
        payload=payload,
        kind="embed",
        head=head(view.root, "embed.css", "system-mode.js"),
        body=body,
        scripts=scripts(view.root, "embed.js") if payload else [],
    )
