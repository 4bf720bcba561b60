"""What every answer carries, so that a browser runs nothing but our own scripts and talks to no other host."""

from __future__ import annotations

import logging

import flask
from dash import Dash
from sqlalchemy.exc import SQLAlchemyError

from dashboard.language.words import N_
from dashboard.settings import NO_FRAMES, Settings
from dashboard.signin.access import refusal

_log = logging.getLogger(__name__)
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
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
}
FRAMED = "embed/"
"""Under the root: what other sites may show in a frame. Pages with controls stay out of frames."""
_KEPT_SCRIPTS = "public, max-age=86400"
_DATABASE_AWAY = N_("The database cannot be reached just now. Please try again soon.")


def register(app: Dash, settings: Settings) -> None:
    """Add headers, the status of unknown addresses, and a plain sentence when the database is away."""
    server = app.server

    @server.after_request
    def finish(response: flask.Response) -> flask.Response:
        if flask.g.get("missing"):
            response.status_code = 404
        if flask.g.get("private"):  # it holds what this person may do
            response.headers["Cache-Control"] = "no-store"
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = _policy(app, settings)
        elif "_dash-component-suites" in flask.request.path and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _KEPT_SCRIPTS
        return response

    @server.errorhandler(SQLAlchemyError)
    def database_away(fault: SQLAlchemyError) -> flask.Response:
        _log.error("database not readable: %s", fault)
        return refusal(503, _DATABASE_AWAY)


def _policy(app: Dash, settings: Settings) -> str:
    scripts = " ".join([_POLICY["script-src"], *app.csp_hashes()])
    framed = flask.request.path.startswith(f"{settings.path_prefix}{FRAMED}")
    parts = _POLICY | {"script-src": scripts, "frame-ancestors": settings.frame_ancestors if framed else NO_FRAMES}
    return "; ".join(f"{name} {value}" for name, value in parts.items())
