"""The addresses of signing in and out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlencode

import flask
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue

from dashboard.blocks import N_
from dashboard.settings import Settings
from dashboard.signin import access, options, plain
from dashboard.signin.accounts import AccountsError
from dashboard.signin.service import Service, current, make

TITLE = N_("Sign in")
_SIGNED_IN = N_("Signed in")
_WHO = N_("For those who load data or report for a member. Everything else is open to everybody without signing in.")
_WAYS = {
    access.LOAD: (N_("Load data"), "data/load"),
    access.ACCOUNTS: (N_("People and roles"), "people"),
    access.REPORT: (N_("Report progress"), "report"),
}
"""A right -> the page that needs it, and what leads there."""
_WRONG = N_("Name and password do not fit together.")
_AWAY = N_("Nobody can sign in here just now. Please tell those who run this dashboard.")
_THROUGH_PROXY = N_("Your organisation's own sign-in comes before this dashboard, and it has not said who you are.")
_LONGEST_FORM = 16_384  # bytes
_COOKIE = {"NAME": "monitor_session", "HTTPONLY": True, "SAMESITE": "Lax"}
"""Signed, out of the reach of scripts, not sent with forms of other sites, and for strangers none at all."""
_log = logging.getLogger(__name__)


def register(server: flask.Flask, settings: Settings, known_members: Callable[[], Collection[str]]) -> None:
    """Add the routes; without a way of signing in there are none. Nobody reports for a member that is not known."""
    service, root = make(server, settings, known_members), settings.path_prefix
    if not service.ways:
        return
    server.secret_key = settings.secret_key
    server.session_interface = _Cookies()
    server.config.update({f"SESSION_COOKIE_{name}": value for name, value in (_COOKIE | {"PATH": root}).items()})
    server.add_url_rule(f"{root}signin", "signin", lambda: _page(service), methods=["GET"])
    server.add_url_rule(f"{root}signout", "signout", lambda: _sign_out(service), methods=["POST"])
    if options.ACCOUNT in service.ways:
        server.add_url_rule(f"{root}signin", "signin_account", lambda: _with_password(service), methods=["POST"])
    if options.OPENID in service.ways:
        from dashboard.signin import openid  # noqa: PLC0415 - what it needs is loaded where it is needed

        openid.register(server, service)


class _Cookies(SecureCookieSessionInterface):
    def get_cookie_secure(self, app: flask.Flask) -> bool:  # noqa: ARG002 - Flask's own signature
        """It travels encrypted wherever the reader's connection is."""
        site = current().settings.site_url
        return site.startswith("https:") if site else access.is_secure()


def _page(service: Service, status: int = 200, fault: str = "", name: str = "") -> flask.Response:
    """The form, or who is signed in already."""
    words, someone = plain.language(), access.person()
    back_to = flask.request.args.get("next", "")
    query = urlencode({"lang": words.lang, **({"next": back_to} if back_to else {})})
    parts: dict[str, Any] = {"fault": fault, "name": name, "lines": [words(_WHO)], "sign_in": words(TITLE)}
    if someone:
        parts["lines"] = [words("Signed in as {name}", name=someone.name)]
        parts["lines"] += [words(access.may_do(someone))]
        ways = [_WAYS[right] for right in _WAYS if right in someone.rights]
        parts["ways"] = [
            (words(text), f"{service.root}{path}?{urlencode({'lang': words.lang})}") for text, path in ways
        ]
        if someone.session:
            parts |= {"csrf_token": access.csrf_token(), "sign_out": words("Sign out")}
            parts["sign_out_action"] = f"{service.root}signout?{query}"
        return plain.page("signin.html", _SIGNED_IN, status, **parts)
    if options.ACCOUNT in service.ways:
        parts |= {"with_account": True, "action": f"{service.root}signin?{query}"}
        parts |= {"name_label": words("Name"), "password_label": words("Password")}
    if options.OPENID in service.ways:
        parts["openid"] = words("Sign in with your organisation")
        parts["openid_href"] = f"{service.root}signin/openid?{query}"
    if service.ways == (options.PROXY,):
        parts["lines"] += [words(_THROUGH_PROXY)]
    return plain.page("signin.html", TITLE, status, **parts)


def _with_password(service: Service) -> ResponseReturnValue:
    """A name and a password, tried so often and no more."""
    flask.request.max_content_length = _LONGEST_FORM
    if not access.from_here():
        return access.refusal(403, access.STALE_FORM)
    divided = access.refused_divided()
    if divided:
        return divided
    name, address = flask.request.form.get("name", "").strip(), access.client_address()
    marks = service.marks(name)
    wait = service.attempts.begin(marks)
    if wait:
        return _too_often(service, wait, name)
    try:
        account = service.accounts.check(name, flask.request.form.get("password", ""))
    except AccountsError as fault:
        _log.error("%s", fault)
        return access.refusal(503, _AWAY)
    if account is None:
        _log.warning("a sign-in as %s with a wrong name or password, from %s", _tried(service, name), address)
        return _page(service, 401, plain.language()(_WRONG), name)
    service.attempts.succeeded(marks)
    service.begin(account)
    _log.info("%r signed in as %s from %s", account.name, account.role, address)
    back_to = flask.request.args.get("next", "")
    return flask.redirect(access.back(back_to, service.root) if back_to else access.landing(account.role), 303)


def _tried(service: Service, name: str) -> str:
    """The account that somebody tried, for the log; a password typed in the wrong place is none."""
    try:
        return repr(name) if name in service.accounts.all() else "nobody we know"
    except AccountsError as fault:
        return f"somebody ({fault})"


def _too_often(service: Service, wait: int, name: str) -> flask.Response:
    _log.warning("too many sign-ins, now as %s, from %s", _tried(service, name), access.client_address())
    response = _page(service, 429, plain.too_often(wait), name)
    response.headers["Retry-After"] = str(wait)
    return response


def _sign_out(service: Service) -> ResponseReturnValue:
    """End the session; who has none is signed out already."""
    someone = access.person()
    if someone:
        refused = access.refused_form()
        if refused:
            return refused
        _log.info("%r signed out from %s", someone.name, access.client_address())
    service.sessions.end()
    return flask.redirect(f"{service.root}?{urlencode({'lang': plain.language().lang})}", 303)
