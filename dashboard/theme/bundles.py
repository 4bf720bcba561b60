"""Our own scripts and styles: the files of a kind as one, so that a page waits for two answers and not for thirty."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import flask

ASSETS = Path(__file__).parents[2] / "assets"
KINDS = {"css": "text/css", "js": "text/javascript"}
KEPT = 365 * 24 * 3600  # seconds, where an address says which content it is of


@cache
def content(kind: str) -> str:
    """The files of `assets/css` or `assets/js`, each after its name, in the order of their names."""
    files = sorted((ASSETS / kind).glob(f"*.{kind}"))
    return "\n".join(f"/* {file.name} */\n{file.read_text('utf-8')}" for file in files)


@cache
def _digest(kind: str) -> str:
    return sha256(content(kind).encode()).hexdigest()[:12]


def address(root: str, kind: str) -> str:
    """Where the browser finds them."""
    return f"{root}bundles/monitor.{kind}?v={_digest(kind)}"


def register(server: flask.Flask, root: str) -> None:
    """Serve them under `root`."""

    @server.get(f"{root}bundles/monitor.<kind>")
    def bundle(kind: str) -> flask.Response:
        if kind not in KINDS:
            flask.abort(404)
        response = flask.Response(content(kind), mimetype=KINDS[kind])
        if flask.request.args.get("v") == _digest(kind):
            response.cache_control.public, response.cache_control.immutable = True, True
            response.cache_control.max_age = KEPT
        else:  # while one server follows another, a page of the one may ask the other: it gets what there is, unkept
            response.cache_control.no_cache = True
        return response
