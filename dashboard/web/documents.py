"""The Brief, a deck and a chart as files to keep, and the addresses of these files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import flask

from dashboard.charts.registry import CHARTS
from dashboard.decks.files import deck_html, deck_pptx
from dashboard.exports import pptx
from dashboard.settings import Settings
from dashboard.view.view import View, Views
from dashboard.web import request
from dashboard.web.api import FORMATS, Extract, today
from dashboard.web.pages import PAGES, find

Write = Callable[[View, str, dt.date], bytes]
"""From a view, the site to which links lead ("" where it is not known), and the day."""


@dataclass(frozen=True)
class File:
    """A file: the page it is of, the address it has under the root, and its writer."""

    page: str
    address: str
    kind: str  # MIME
    write: Write


def _html(text: Callable[[View, str, dt.date], str]) -> Write:
    return lambda view, site, day: text(view, site, day).encode()


def _brief(form: str) -> Write:
    """The Brief in a format of every page."""

    def write(view: View, site: str, day: dt.date) -> bytes:
        page, _ = find(view.path) or (PAGES[0], "")
        file = io.BytesIO()
        FORMATS[form].write(Extract(page, view, site, day), file)
        return file.getvalue()

    return write


FILES: dict[tuple[str, str], File] = {
    ("brief", "html"): File("brief", "brief.html", "text/html", _brief("html")),
    ("deck", "html"): File("present", "present.html", "text/html", _html(deck_html)),
    ("brief", "pptx"): File("brief", "brief.pptx", pptx.KIND, _brief("pptx")),
    ("deck", "pptx"): File("present", "present.pptx", pptx.KIND, deck_pptx),
}
"""(What, format) -> file."""


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add an address for each row of FILES, and for the slides of each chart."""
    root = settings.path_prefix
    for (what, form), file in FILES.items():
        answer = partial(_document, views, settings, what, form, file)
        server.add_url_rule(f"{root}{file.address}", f"{what}.{form}", answer, methods=["GET"])

    @server.get(f"{root}charts/<name>.pptx")
    def slides_of_a_chart(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        file = File("", f"charts/{name}.pptx", pptx.KIND, partial(pptx.chart_pptx, name=name))
        return _document(views, settings, name, "pptx", file)


def _document(views: Views, settings: Settings, what: str, form: str, file: File) -> flask.Response:
    view = request.view(views, path=file.page)
    if view.snapshot.empty:
        flask.abort(404)
    response = flask.Response(file.write(view, request.origin(settings), today()), mimetype=file.kind)
    name = f"{what}-{view.selection.asof.isoformat()}-{view.lang}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Data-Version"] = str(view.snapshot.version.number)
    return response
