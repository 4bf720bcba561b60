"""Who may write: asked by every page and route that changes something."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

import flask
from flask.typing import ResponseReturnValue
from itsdangerous import BadData

from dashboard.language.words import N_
from dashboard.signin.people import LOAD, Person
from dashboard.signin.plain import refusal
from dashboard.signin.service import EXTENSION, Service

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

TOKEN_FIELD, TOKEN_HEADER = "csrf_token", "X-CSRF-Token"

NOT_SET_UP = N_("Signing in is not set up here.")
SIGN_IN_FIRST = N_("Please sign in first.")
NOT_AN_EDITOR = N_("Your account may read the data, but not change them.")
STALE_FORM = N_("This form is out of date or comes from elsewhere. Open the page again and repeat the step.")


@dataclass(frozen=True)
class Editor:
    """Somebody who may change the data; `way` is how this person signed in."""

    name: str
    way: str


def service() -> Service | None:
    """The signing in of the server that answers now; None outside a request."""
    found: Service | None = flask.current_app.extensions.get(EXTENSION) if flask.has_request_context() else None
    return found


def configured() -> bool:
    """Whether anybody can sign in here."""
    here = service()
    return bool(here and here.ways)


def person() -> Person | None:
    """Who sends the current request, whatever the role; None for strangers."""
    here = service()
    return here.person() if here and not flask.g.get("anonymous") else None


@contextmanager
def anonymous() -> Iterator[None]:
    """What is made meanwhile is made as for a stranger: the document of a public page is the same for everybody."""
    flask.g.anonymous = True
    try:
        yield
    finally:
        flask.g.anonymous = False


def editor() -> Editor | None:
    """The editor who sends the current request; None for strangers and for those who may not load data."""
    someone = person()
    return Editor(someone.name, someone.way) if someone and LOAD in someone.rights else None


def the_editor() -> Editor:
    """Who sends the current request, where a guard has let nobody else through."""
    someone = person()
    assert someone, "asked for by the guard of the route"
    return Editor(someone.name, someone.way)


def client_address() -> str:
    """Where the current request comes from, beyond our own proxies."""
    here = service()
    return here.proxies.client_address(flask.request) if here else ""


def csrf_token() -> str:
    """What a form of this person carries, as `csrf_token` or in the header `X-CSRF-Token`; empty for strangers."""
    here, someone = service(), person()
    return here.tokens.dumps(_binding(someone)) if here and someone else ""


def writing(right: str) -> Callable[[View[P]], View[P]]:
    """For a view that writes: POST, by somebody who has the right, from a form of ours."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*given: P.args, **named: P.kwargs) -> ResponseReturnValue:
            if flask.request.method != "POST":
                return flask.abort(405)
            return refused(right) or refused_form() or view(*given, **named)

        return guarded

    return guard


def reading(right: str) -> Callable[[View[P]], View[P]]:
    """For a view that only reads, and what it reads takes the right."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*given: P.args, **named: P.kwargs) -> ResponseReturnValue:
            return refused(right) or view(*given, **named)

        return guarded

    return guard


def refused(right: str) -> flask.Response | None:
    """The refusal of somebody who is nobody, or has not the right."""
    if not configured():
        return refusal(403, NOT_SET_UP)
    someone = person()
    if someone is None:
        return refusal(401, SIGN_IN_FIRST)
    return None if right in someone.rights else refusal(403, NOT_AN_EDITOR)


def refused_form() -> flask.Response | None:
    """The refusal of what did not come from a form of ours, shown to this very person."""
    return None if from_here() and _has_token() else refusal(403, STALE_FORM)


def from_here() -> bool:
    """Whether the browser says that the request was made by a page of ours; one that says nothing is not believed."""
    headers = flask.request.headers
    source, here = urlsplit(headers.get("Origin") or headers.get("Referer") or ""), service()
    if here and here.settings.site_url:
        return f"{source.scheme}://{source.netloc}" == here.settings.site_url
    return bool(source.netloc) and source.netloc == flask.request.host


def _has_token() -> bool:
    here, someone = service(), person()
    given = flask.request.headers.get(TOKEN_HEADER) or flask.request.form.get(TOKEN_FIELD) or ""
    if not here or not someone:
        return False
    try:
        return bool(here.tokens.loads(given, max_age=here.token_seconds) == _binding(someone))
    except BadData:
        return False


def _binding(someone: Person) -> str:
    """Whose form it is: of this session, or where a proxy signs in, of this name."""
    return hashlib.sha256(repr((someone.way, someone.name, someone.session)).encode()).hexdigest()
