"""What other sites show of a link to a page: title, description and picture, by Open Graph and Twitter's names."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from html import escape
from itertools import takewhile
from urllib.parse import parse_qsl, urlencode, urljoin

import flask

from dashboard.blocks import Break, Header, Text
from dashboard.exports.preview import SIZE, Preview, png
from dashboard.web import request
from dashboard.web.pages import Page, blocks_of, header_of, languages, resolve, title
from dashboard.web.request import View, Views

_PATIENCE = 10  # seconds until a request for a picture is sent away: one is drawn at a time
_DRAWING = threading.Lock()


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the address of the pictures."""

    @server.get(f"{root}preview.png")
    def preview() -> flask.Response:
        asked = parse_qsl(request.query(), errors="replace")
        path = next((value for name, value in asked if name == "path"), "").strip("/")
        query = urlencode([pair for pair in asked if pair[0] != "path"], errors="surrogatepass")
        page, view = resolve(views, path, query, accept=flask.request.accept_languages)
        if page is None or view.snapshot.empty:
            flask.abort(404)
        picture = view.answers.get(("preview", path, view.chosen, view.lang), lambda: _draw(page, view))
        return request.of_version(flask.Response(picture, mimetype="image/png"), view)


def _draw(page: Page, view: View) -> bytes:
    if not _DRAWING.acquire(timeout=_PATIENCE):
        flask.abort(503)
    try:
        return png(_preview(page, view))
    finally:
        _DRAWING.release()


def _preview(page: Page, view: View) -> Preview:
    header, own = header_of(view, blocks_of(page, view)), page.titled(view)
    under = " · ".join(view.chosen_in_words()) if page.filtered else view.plain(header.lede)
    over = own if own != header.headline else ""
    figures = tuple(
        (view.plain(one.name), view.plain(one.value), view.plain(_first_line(one.note))) for one in header.figures
    )
    return Preview(view.brand, over, header.headline or own, under, figures, view.source())


def _first_line(note: Text) -> Text:
    """A note up to its first break."""
    parts = [note] if isinstance(note, str) or not isinstance(note, Sequence) else note
    return [*takewhile(lambda part: not isinstance(part, Break), parts)]


def _description(page: Page | None, view: View, header: Header) -> str:
    """The headline of a page, and where its numbers come from; where it is the title, also what stands under it."""
    is_title = page is not None and not view.snapshot.empty and header.headline == page.titled(view)
    lede = view.plain(header.lede) if is_title else ""
    parts = [header.headline, lede, "" if view.snapshot.empty else view.source()]
    return " ".join(part for part in parts if part)


def tags(page: Page | None, view: View, header: Header, site: str) -> list[str]:
    """The tags of a document's head."""
    about = _description(page, view, header)
    own = [_meta("name", "description", about)]
    if page is None:
        return own
    here = urljoin(site, f"{view.root}{view.path}{view.chosen.query()}")
    any_language = urljoin(site, f"{view.root}{view.path}{view.chosen.changed(lang='').query()}")
    others = [_alternate(lang, urljoin(site, href)) for lang, href in languages(view).items()]
    locale = str(view.words.locale)
    graph = {
        "og:type": "website",
        "og:site_name": view.brand,
        "og:title": title(page, view),
        "og:description": about,
        "og:url": here,
        "og:locale": locale if "_" in locale else f"{view.lang}_{view.lang.upper()}",
        **_picture(view, header.headline, site),
    }
    cards = {"twitter:card": "summary_large_image", "twitter:title": title(page, view), "twitter:description": about}
    return [
        *own,
        f'<link rel="canonical" href="{escape(here)}">',
        *others,
        _alternate("x-default", any_language),
        *(_meta("property", name, text) for name, text in graph.items()),
        *(_meta("name", name, text) for name, text in cards.items()),
    ]


def _picture(view: View, headline: str, site: str) -> Mapping[str, str]:
    if view.snapshot.empty:
        return {}
    query = view.chosen.changed(lang=view.lang).query().removeprefix("?")
    address = urljoin(site, f"{view.root}preview.png?{urlencode({'path': view.path})}&{query}")
    width, height = (str(size) for size in SIZE)
    return {"og:image": address, "og:image:width": width, "og:image:height": height, "og:image:alt": headline}


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(text)}">'


def _alternate(lang: str, href: str) -> str:
    return f'<link rel="alternate" hreflang="{lang}" href="{escape(href)}">'
