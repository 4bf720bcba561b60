"""What search engines read first: robots.txt, and the sitemap of every page that everybody may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from urllib.parse import quote

import flask

from dashboard.exports import xml
from dashboard.web import request
from dashboard.web.pages import PAGES
from dashboard.web.request import View, Views

MOST = 50_000
"""How many addresses a sitemap may hold, and how many sitemaps an index."""
_START = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_ITEMS: dict[str, Callable[[View], Iterable[str]]] = {
    "commitment": lambda view: view.records.ids(view.snapshot),
    "member": lambda view: view.snapshot.choices["member"],
    "one-page": lambda view: view.snapshot.choices["member"],
    "theme": lambda view: view.snapshot.choices["theme"],
    "meeting": lambda view: view.snapshot.table("meetings").index,
}
"""The ids of what there is a page each of, by the name of the page."""


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str]) -> None:
    """Add the addresses under `root`; crawlers ask for robots.txt at the root of a host alone."""

    @server.get(f"{root}robots.txt")
    def robots() -> flask.Response:
        closed = [f"Disallow: {root}{path}" for path in _private()]
        text = "\n".join(["User-agent: *", *closed, "", f"Sitemap: {site()}{root}{_FIRST}", ""])
        return flask.Response(text, mimetype="text/plain")

    @server.get(f"{root}{_FIRST}")
    def sitemap() -> flask.Response:
        view, home = views.of(""), f"{site()}{root}"
        total = sum(1 for _ in _paths(view))
        return _answer(view, _urls(view, home, _paths(view)) if total <= MOST else _index(view, home, total))

    @server.get(f"{root}sitemap-<int:part>.xml")
    def part_of_sitemap(part: int) -> flask.Response:
        view = views.of("")
        within = 0 < part <= MOST
        paths = [*islice(_paths(view), (part - 1) * MOST, part * MOST)] if within else []
        return _answer(view, _urls(view, f"{site()}{root}", paths)) if paths else flask.abort(404)


def _answer(view: View, pieces: Iterable[str]) -> flask.Response:
    return request.of_version(flask.Response("".join([_START, *pieces]), mimetype="application/xml"), view)


def _index(view: View, home: str, total: int) -> Iterator[str]:
    yield f'<sitemapindex xmlns="{_SITEMAPS}">\n'
    for part in range(1, -(-total // MOST) + 1):
        yield f"<sitemap><loc>{xml.text(home)}sitemap-{part}.xml</loc>{_changed(view)}</sitemap>\n"
    yield "</sitemapindex>\n"


def _urls(view: View, home: str, paths: Iterable[str]) -> Iterator[str]:
    """Each page at the address that leaves the language to the browser, beside its address in each language."""
    queries = {lang: view.chosen.changed(lang=lang).query() for lang in view.languages} | {"x-default": ""}
    yield f'<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="{_XHTML}">\n'
    for path in paths:
        href = xml.text(f"{home}{path}")
        others = (
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{href}{query}"/>' for lang, query in queries.items()
        )
        yield f"<url><loc>{href}</loc>{_changed(view)}{''.join(others)}</url>\n"
    yield "</urlset>\n"


_FIRST = "sitemap.xml"


def _none(_: View) -> Iterable[str]:
    return ()


def _private() -> list[str]:
    """The paths of pages that are not for everybody, or say nothing to who searches."""
    closed = (page.path.rstrip("*").rstrip("/") for page in PAGES if not (page.public or page.nav))
    return sorted({*closed, "signin", "invitation"})


def _paths(view: View) -> Iterator[str]:
    """The path of every page that is for everybody."""
    for page in PAGES:
        if page.public and not page.path.endswith("*"):
            yield page.path
        elif page.public and not view.snapshot.empty:
            yield from (
                f"{page.path.removesuffix('*')}{quote(id_, safe='')}" for id_ in _ITEMS.get(page.name, _none)(view)
            )


def _changed(view: View) -> str:
    """When the data version was published; nothing where there is none."""
    at = view.snapshot.version.published_at
    return f"<lastmod>{at.replace(tzinfo=dt.UTC).isoformat(timespec='seconds')}</lastmod>" if at else ""
