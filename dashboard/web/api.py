"""Every page and every block of one at an address of its own: as JSON, CSV or plain text, under the same filters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import flask

from dashboard.blocks import Block, Chart, Table, leaves
from dashboard.charts.describe import numbers
from dashboard.exports.csv import table_csv
from dashboard.exports.json import as_json
from dashboard.exports.text import as_text
from dashboard.view.view import View, Views
from dashboard.web import request
from dashboard.web.frame import found
from dashboard.web.pages import Page, blocks_of

Write = Callable[[Page, View, Sequence[Block]], Iterable[str]]


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the addresses under `root`: `api/v1/<page>.json`, `api/v1/<page>/<block>.csv`."""

    @server.get(f"{root}api/v1/<path:path>.<form>")
    def block(path: str, form: str) -> flask.Response:
        page, view, blocks = _asked(views, path)
        if page is None or form not in _FORMS or not blocks or (form == "csv" and len(blocks) > 1):
            flask.abort(404)
        kind, write = _FORMS[form]
        response = flask.Response(write(page, view, blocks), mimetype=kind)
        response.headers["Data-Version"] = str(view.snapshot.version.number)
        return response


def _asked(views: Views, path: str) -> tuple[Page | None, View, Sequence[Block]]:
    """The page at a path with all of its blocks, or a page with the one that the end of the path names."""
    page, view = _page(views, path)
    if page is not None or "/" not in path:
        return page, view, blocks_of(page, view)
    rest, _, name = path.rpartition("/")
    page, view = _page(views, rest)
    if page is None:
        return None, view, ()
    return page, view, [block for block in leaves(view, blocks_of(page, view)) if _name(block) == name][:1]


def _page(views: Views, path: str) -> tuple[Page | None, View]:
    where = "" if path == "overview" else path
    page, view = found(views, where, request.query(), accept=flask.request.accept_languages)
    return (None if view.snapshot.empty or page is None or not page.public else page), view


def _name(block: Block) -> str:
    return block.name if isinstance(block, Table | Chart) else ""


def _json(page: Page, view: View, blocks: Sequence[Block]) -> Iterable[str]:
    about: dict[str, Any] = {
        "page": page.name,
        "title": page.titled(view),
        "href": view.href(),
        "asof": view.selection.asof.isoformat(),
        "version": view.snapshot.version.number,
        "lang": view.lang,
        "blocks": as_json(view, blocks),
    }
    yield json.dumps(about, ensure_ascii=False)


def _csv(_: Page, view: View, blocks: Sequence[Block]) -> Iterable[str]:
    [block] = blocks
    return table_csv(view, numbers(view, block.name) if isinstance(block, Chart) else _table(block))


def _table(block: Block) -> Table:
    if not isinstance(block, Table):
        flask.abort(404)
    return block


def _text(_: Page, view: View, blocks: Sequence[Block]) -> Iterable[str]:
    yield as_text(view, blocks)


_FORMS: dict[str, tuple[str, Write]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "txt": ("text/plain", _text),
}
"""Ending of an address -> its MIME type, and what writes it."""
