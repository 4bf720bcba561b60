"""What every answer carries, so that a browser runs nothing but our own scripts and talks to no other host."""

from __future__ import annotations

import logging
import re

import flask
from dash import Dash
from dash.exceptions import DependencyException
from sqlalchemy.exc import SQLAlchemyError

from dashboard.signin import access
from dashboard.signin.access import refusal

_log = logging.getLogger(__name__)
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_ANYWHERE = "preview.png", "assets/standalone/", "api/"
"""What pages of other sites load: the pictures of links, the script beside a chart in a frame, and the API."""
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",  # and the hashes of Dash's own inline scripts
    "style-src": "'self' 'unsafe-inline'",  # Plotly and React set styles on elements
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",  # but for what other sites may show
}
FRAMED = "embed"
"""The endpoint that other sites may show in a frame. Pages with controls stay out of frames."""
_HOST = re.compile(r"([\w-]+\.)*[\w-]+\.?(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?", re.ASCII | re.IGNORECASE)
_ENCRYPTED_ONLY = "max-age=31536000"  # a browser that has seen us encrypted does without for a year


def register(app: Dash, root: str, ancestors: str) -> None:
    """Add headers, the status of unknown addresses, and a plain sentence when the database is away.

    `ancestors` are the sites that may show a chart in a frame.
    """
    app.server.before_request(_check_host)
    app.server.register_error_handler(SQLAlchemyError, away)
    app.server.register_error_handler(DependencyException, lambda _: ("", 404))  # a script that no page asks for

    @app.server.after_request
    def finish(response: flask.Response) -> flask.Response:
        if flask.g.get("missing"):
            response.status_code = 404
        if flask.request.path.removeprefix(root).startswith(_ANYWHERE):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = _policy(app, ancestors)
        if access.is_secure():
            response.headers["Strict-Transport-Security"] = _ENCRYPTED_ONLY
        return response


def _check_host() -> None:
    if not _HOST.fullmatch(flask.request.host):  # our links would lead to it
        flask.abort(400)


def away(fault: Exception) -> flask.Response:
    """The answer where rows are needed and the database, or whatever else has a sentence of its own, is away."""
    if isinstance(fault, SQLAlchemyError):  # any other fault is in the log already
        _log.error("database not readable: %s", fault)
    sentence: str = getattr(fault, "sentence", "")
    if sentence:
        return refusal(503, sentence)
    return refusal(503, "The database cannot be reached just now. Please try again soon.")


def _policy(app: Dash, ancestors: str) -> str:
    parts = _POLICY | {"script-src": " ".join([_POLICY["script-src"], *app.csp_hashes()])}
    if flask.request.endpoint == FRAMED:
        parts["frame-ancestors"] = ancestors
    return "; ".join(f"{name} {value}" for name, value in parts.items())
