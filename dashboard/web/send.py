"""The address of a QR code that leads to a page of ours: what it shows depends on its address alone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import flask

from dashboard.exports import qr
from dashboard.web.pages import find


def register(server: flask.Flask, root: str, site: Callable[[], str]) -> None:
    """Add the codes; `site` gives scheme and host that readers find us at."""

    @server.get(f"{root}qr.svg")
    def code() -> flask.Response:
        to = flask.request.args.get("to", "")
        if not is_page(root, to):
            flask.abort(404)
        return flask.Response(qr.svg(urljoin(site(), to)), mimetype=qr.KIND)


def is_page(root: str, to: str) -> bool:
    """Whether an address is the path, with its query, of a page of ours: nothing else gets a code from us."""
    if not to.startswith(root) or to.startswith("//") or len(to) > qr.MOST or not to.isprintable() or "\\" in to:
        return False
    path = urlsplit(to).path.removeprefix(root).strip("/")
    return find(path) is not None
