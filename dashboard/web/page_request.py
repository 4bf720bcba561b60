"""The page and the view of the request a callback answers."""

from __future__ import annotations

from typing import Any

import flask
from dash import Dash

from dashboard.view.view import View, Views
from dashboard.web.frame import found
from dashboard.web.pages import Page

_LAST_VERSION = 2**31 - 1  # what the database has room for


def path_of(app: Dash, pathname: str | None) -> str:
    """The path under the dashboard's root, without slashes at its ends."""
    return (app.strip_relative_path(pathname or app.config.requests_pathname_prefix) or "").strip("/")


def page_of(
    app: Dash, views: Views, pathname: str | None, query: str | None, version: object = 0, newest: object = 0
) -> tuple[Page | None, View]:
    """The page and the view of the address in the reader's browser.

    `version` is the one shown there, to stay with; `newest` one that the browser knows of: no older is current.
    """
    versions = {"shown": _number(version), "at_least": _number(newest)}
    return found(views, path_of(app, pathname), query or "", **versions, accept=flask.request.accept_languages)


def known(here: dict[str, Any]) -> int:
    """The newest data version that the browser has shown or heard of."""
    return max(_number(here.get("version")), _number(here.get("newest")))


def _number(version: object) -> int:
    """A version as a browser may send it, which may send anything; 0 when it is none."""
    return version if isinstance(version, int) and 0 < version <= _LAST_VERSION else 0
