"""What requests to the API have before all else, and its answers after: a form that is accepted, leave to be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import flask
from werkzeug.datastructures import Headers

PREFIX = "api/"
"""What the paths of the API begin with under the root."""
START = f"{PREFIX}v1/"
"""What those of its version begin with."""
NEGOTIATED = "monitor.negotiated"
"""Set in the environment of a request whose form was chosen by what it accepts, and not by its address."""

_JSON = "application/json"
_FORMS = {_JSON: ".json", "text/csv": ".csv"}
"""What may be chosen by a request that names no ending; the first where it accepts anything."""
_READABLE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Data-Version, ETag, Link, Retry-After",
}
"""What lets the scripts of other sites read an answer: as strangers, since no answer allows credentials."""
_BEFOREHAND = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
"""What a browser asks for first, before such a script sends more than it may unasked."""


def register(server: flask.Flask, root: str, endings: Collection[str]) -> None:
    """Stand before everything else: caches tell forms apart by the ending, and give answers again with leave, too.

    `endings` are those that an address of the API may have.
    """
    application, start, versioned = server.wsgi_app, f"{root}{PREFIX}", f"{root}{START}"

    def before_all(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(start):
            return application(environ, start_response)
        if path.startswith(versioned) and not _has_ending(path, endings):
            environ[NEGOTIATED] = True
            environ["PATH_INFO"] = path + _ending(environ)

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, _leave(environ["REQUEST_METHOD"], status, headers), *more)

        return application(environ, begin)

    server.wsgi_app = before_all  # type: ignore[method-assign]


def _has_ending(path: str, endings: Collection[str]) -> bool:
    """Whether an address says in which form it is answered; that of the whole API is for programs and people."""
    return path.endswith("/") or path.rpartition("/")[2].rpartition(".")[2] in endings


def _ending(environ: dict[str, Any]) -> str:
    """The ending of the form that a request prefers; none where it accepts neither."""
    accepted = flask.Request(environ).accept_mimetypes
    return _FORMS.get(accepted.best_match(_FORMS, "") if accepted else _JSON, "")


def _leave(method: str, status: str, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers of an answer with leave to read it, but for data of one person; what it is depends on Accept."""
    more, is_problem = Headers(headers), status[0] in "45"
    more["Vary"] = ", ".join(dict.fromkeys([*filter(None, more.get("Vary", "").split(", ")), "Accept"]))
    if is_problem or more.get("Cache-Control") != "no-store":
        more.update(_READABLE)
    if method == "OPTIONS":
        more.update(_BEFOREHAND)
    return more.to_wsgi_list()
