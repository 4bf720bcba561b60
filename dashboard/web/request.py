"""What the request at hand asks for: the view of its address, in its reader's language, and where it was sent to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import flask

from dashboard.signin import access
from dashboard.view.view import Record as Record  # noqa: PLC0414
from dashboard.view.view import View as View  # noqa: PLC0414 - who asks for a view names it
from dashboard.view.view import Views as Views  # noqa: PLC0414
from dashboard.web.strict import MOST as MOST  # noqa: PLC0414 - who reads an address strictly, too
from dashboard.web.strict import NEGOTIATED as NEGOTIATED  # noqa: PLC0414
from dashboard.web.strict import OWN as OWN  # noqa: PLC0414
from dashboard.web.strict import SELECTING as SELECTING  # noqa: PLC0414
from dashboard.web.strict import START as START  # noqa: PLC0414
from dashboard.web.strict import TRAVELLING as TRAVELLING  # noqa: PLC0414
from dashboard.web.strict import ProblemError as ProblemError  # noqa: PLC0414
from dashboard.web.strict import Window as Window  # noqa: PLC0414
from dashboard.web.strict import checked as checked  # noqa: PLC0414
from dashboard.web.strict import only as only  # noqa: PLC0414
from dashboard.web.strict import read_window
from dashboard.web.strict import unwindowed as unwindowed  # noqa: PLC0414

P = ParamSpec("P")
T = TypeVar("T")


def as_anybody(make: Callable[P, T]) -> Callable[P, T]:
    """A function whose answer is the same for everybody: what leaves the house holds nothing for one person alone."""

    @wraps(make)
    def wrapped(*given: P.args, **named: P.kwargs) -> T:
        with access.anonymous():
            return make(*given, **named)

    return wrapped


def query() -> str:
    """The query string, with a sign for each byte that is no text."""
    return flask.request.query_string.decode(errors="replace")


def window() -> Window:
    """Which rows the request asks for."""
    return read_window(query(), flask.request.path)


def view(views: Views, asked: str | None = None, **more: Any) -> View:
    """The view of the request's query string, or of another one in its place; `more` as for `Views.of`."""
    return views.of(query() if asked is None else asked, accept=flask.request.accept_languages, **more)


def of_version(response: flask.Response, view: View) -> flask.Response:
    """The answer, which says of which data version it is: then it is the same for everybody (web/caching.py)."""
    response.headers["Data-Version"] = str(view.snapshot.version.number)
    return response


def origin(site_url: str) -> str:
    """Scheme and host that readers find us at: as set, else as the request was sent to."""
    if site_url:
        return site_url
    scheme = "https" if access.is_secure() else "http"
    return f"{scheme}://{flask.request.host}"
