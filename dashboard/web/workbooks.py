"""The address of the workbook of each page: the page's own, with .xlsx behind it."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack

import flask

from dashboard.exports.workbook import write_workbook
from dashboard.settings import Settings
from dashboard.view.view import View, Views
from dashboard.web import request
from dashboard.web.frame import found
from dashboard.web.pages import Page, blocks_of

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = 2 * 2**20  # bytes; a larger workbook is kept on the disk until it is sent


def stem(page: Page, view: View) -> str:
    """The name of the file, without its ending."""
    name = "-".join(part for part in (page.name, view.item) if part)
    return f"{name}-version-{view.snapshot.version.number}" if view.chosen.version else name


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the routes under the dashboard's root."""
    root = settings.path_prefix

    def answer(path: str) -> flask.Response:
        page, view = found(views, path, request.query(), accept=flask.request.accept_languages)
        if page is None or not page.workbook or view.snapshot.empty:
            flask.abort(404)
        # Written whole before it is sent, so that a fault on the way is told as one; closed with the answer.
        with ExitStack() as at_a_fault:
            file = at_a_fault.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
            write_workbook(view, page.titled(view), blocks_of(page, view), request.origin(settings), file)
            at_a_fault.pop_all()
        file.seek(0)
        response = flask.send_file(file, _KIND, as_attachment=True, download_name=f"{stem(page, view)}.xlsx")
        response.headers["Data-Version"] = str(view.snapshot.version.number)
        return response

    @server.get(f"{root}<page>.xlsx")
    def workbook(page: str) -> flask.Response:
        return answer("" if page == "overview" else page)

    @server.get(f"{root}members/<item>.xlsx")
    def workbook_of_member(item: str) -> flask.Response:
        return answer(f"members/{item}")
