"""What can be taken away as a file of its own, and the addresses of these files: documents, slides and workbooks."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import flask

from dashboard.blocks import Block
from dashboard.charts.registry import CHARTS
from dashboard.decks.files import deck_html, deck_pptx
from dashboard.decks.page_document import page_document
from dashboard.exports import pptx
from dashboard.exports.workbook import write_workbook
from dashboard.settings import Settings
from dashboard.view.about import cover
from dashboard.view.view import View, Views
from dashboard.web import request
from dashboard.web.frame import found
from dashboard.web.pages import PAGES, Page, blocks_of, find

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = 2 * 2**20  # bytes; a larger workbook is kept on the disk until it is sent

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


def _page(view: View) -> tuple[View, str, Sequence[Block], bool]:
    """The page at the path of a view, pinned: its title, its blocks, and whether it compares two days."""
    page, _ = find(view.path) or (PAGES[0], "")
    view = view.pinned()
    return view, page.titled(view), blocks_of(page, view), page.compared


def _page_html(view: View, site: str, day: dt.date) -> str:
    pinned, title, blocks, compared = _page(view)
    return page_document(pinned, title, cover(pinned, title, compared=compared), blocks, site, day)


def _page_pptx(view: View, site: str, day: dt.date) -> bytes:
    pinned, title, blocks, _ = _page(view)
    return pptx.page_pptx(pinned, view.path, title, blocks, site, day)


FILES: dict[tuple[str, str], File] = {
    ("brief", "html"): File("brief", "brief.html", "text/html", _html(_page_html)),
    ("deck", "html"): File("present", "present.html", "text/html", _html(deck_html)),
    ("brief", "pptx"): File("brief", "brief.pptx", pptx.KIND, _page_pptx),
    ("deck", "pptx"): File("present", "present.pptx", pptx.KIND, deck_pptx),
}
"""(What, format) -> file."""


def today() -> dt.date:
    """The day a document is made on."""
    return dt.datetime.now(dt.UTC).date()


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add an address for each row of FILES, for the slides of each chart, and for the workbook of each page."""
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

    @server.get(f"{root}<page>.xlsx")
    def workbook(page: str) -> flask.Response:
        return _workbook(views, settings, "" if page == "overview" else page)

    @server.get(f"{root}members/<item>.xlsx")
    def workbook_of_member(item: str) -> flask.Response:
        return _workbook(views, settings, f"members/{item}")


def _document(views: Views, settings: Settings, what: str, form: str, file: File) -> flask.Response:
    view = request.view(views, path=file.page)
    if view.snapshot.empty:
        flask.abort(404)
    response = flask.Response(file.write(view, request.origin(settings), today()), mimetype=file.kind)
    name = f"{what}-{view.selection.asof.isoformat()}-{view.lang}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return _of_version(view, response)


def _workbook(views: Views, settings: Settings, path: str) -> flask.Response:
    """The workbook of the page at a path, which is the page's own address with .xlsx behind it."""
    page, view = found(views, path, request.query(), accept=flask.request.accept_languages)
    if page is None or not page.workbook or view.snapshot.empty:
        flask.abort(404)
    # Written whole before it is sent, so that a fault on the way is told as one; closed with the answer.
    with ExitStack() as at_a_fault:
        file = at_a_fault.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
        write_workbook(view, page.titled(view), blocks_of(page, view), request.origin(settings), file)
        at_a_fault.pop_all()
    file.seek(0)
    response = flask.send_file(file, _XLSX, as_attachment=True, download_name=f"{_stem(page, view)}.xlsx")
    return _of_version(view, response)


def _stem(page: Page, view: View) -> str:
    """The name of a workbook, without its ending."""
    name = "-".join(part for part in (page.name, view.item) if part)
    return f"{name}-version-{view.snapshot.version.number}" if view.chosen.version else name


def _of_version(view: View, response: flask.Response) -> flask.Response:
    response.headers["Data-Version"] = str(view.snapshot.version.number)
    return response
