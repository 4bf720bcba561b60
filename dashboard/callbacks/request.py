"""The page and the view of the request a callback answers."""

from __future__ import annotations

import flask
from dash import Dash

from dashboard.pages.frame import found
from dashboard.pages.registry import Page
from dashboard.view import View, Views

_LAST_VERSION = 2**31 - 1  # what the database has room for


def path_of(app: Dash, pathname: str | None) -> str:
    """The path under the dashboard's root, without slashes at its ends."""
    return (app.strip_relative_path(pathname or app.config.requests_pathname_prefix) or "").strip("/")


def page_of(
    app: Dash, views: Views, pathname: str | None, query: str | None, version: object = 0
) -> tuple[Page | None, View]:
    """The page and the view of the address in the reader's browser; `version` is the one shown there, to stay with."""
    accept = flask.request.accept_languages
    shown = version if isinstance(version, int) and 0 < version <= _LAST_VERSION else 0  # a browser may send anything
    return found(views, path_of(app, pathname), query or "", shown=shown, accept=accept)
