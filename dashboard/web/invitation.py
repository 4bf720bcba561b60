"""The link of an invitation: shown once to who invites; it leads to a page that sets a password, once, and signs in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

import flask
from flask.typing import ResponseReturnValue

from dashboard.blocks import N_
from dashboard.editing import people
from dashboard.signin import access, plain

_LINK, _TITLE = N_("The link for a password"), N_("Set your password")
_GONE = N_("This link is of no use any more: it was used, replaced or is too old. Please ask for another one.")
_AWAY = N_("The accounts of this server cannot be read or written just now. Please tell those who run it.")
_NOT_TWICE = N_("The two passwords are not the same. Please type them again.")
_ORIGIN_ALONE = "strict-origin"  # what leads on from here says nothing of the key; without an origin no form is taken
_LONGEST_FORM = 16_384  # bytes
_log = logging.getLogger(__name__)


def register(server: flask.Flask, root: str) -> None:
    """Add the page and what its form is sent to."""
    server.add_url_rule(f"{root}{people.INVITATION}", "invitation", lambda: _private(root, _show), methods=["GET"])
    server.add_url_rule(
        f"{root}{people.INVITATION}", "invitation_join", lambda: _private(root, _join), methods=["POST"]
    )


def shown_once(name: str, key: str, home: str, back_href: str) -> flask.Response:
    """The page with the link for somebody, to be sent by one's own means; `home` is the address of the dashboard."""
    words = plain.language()
    lines = [
        words("Send this link to {name}, and to nobody else: whoever opens it first sets the password.", name=name),
        words.plural(
            "It is shown here once, works once, and for {n} day.",
            "It is shown here once, works once, and for {n} days.",
            people.INVITATION_DAYS,
        ),
    ]
    link = f"{home}{people.INVITATION}?{urlencode({'lang': words.lang, 'key': key})}"
    back = words("People and roles")
    return plain.page("link.html", _LINK, lines=lines, label=words("Link"), link=link, back=back, back_href=back_href)


def _private(root: str, answer: Callable[[str], ResponseReturnValue]) -> flask.Response:
    """The answer, of which no other page and nobody on the way learns the key."""
    try:
        response = flask.make_response(answer(root))
    except people.TooOftenError as fault:
        response = access.refusal(429, plain.too_often(fault.wait))
        response.headers["Retry-After"] = str(fault.wait)
    except (people.AccountsError, OSError) as fault:
        _log.error("%s", fault)
        response = access.refusal(503, _AWAY)
    response.headers["Referrer-Policy"] = _ORIGIN_ALONE
    response.headers.update(plain.NOT_KEPT)
    return response


def _show(root: str) -> ResponseReturnValue:
    account = people.invited(_key()) if people.accounts() else None
    return _form(root, account) if account else access.refusal(410, _GONE)


def _join(root: str) -> ResponseReturnValue:
    """A password by the key of a link, tried so often and no more."""
    flask.request.max_content_length = _LONGEST_FORM
    if not access.from_here():
        return access.refusal(403, access.STALE_FORM)
    divided = access.refused_divided()
    if divided:
        return divided
    account = people.invited(_key()) if people.accounts() else None
    return _set(root, account) if account else access.refusal(410, _GONE)


def _set(root: str, account: people.Account) -> ResponseReturnValue:
    """The password of the form, where it is good enough; the person is then signed in."""
    words, (password, again) = plain.language(), (flask.request.form.get(name, "") for name in ("password", "again"))
    if password != again:
        return _form(root, account, words(_NOT_TWICE))
    try:
        joined = people.join(_key(), password)
    except people.AccountsError as fault:
        return _form(root, account, words(fault.message, **fault.values))
    if not joined:
        return access.refusal(410, _GONE)  # another was a moment faster
    return flask.redirect(access.landing(joined.role), 303)


def _key() -> str:
    """The key of the link; it is in the address, which our log has without it."""
    return flask.request.args.get("key", "")


def _form(root: str, account: people.Account, fault: str = "") -> flask.Response:
    words, least = plain.language(), people.SHORTEST_PASSWORD
    return plain.page(
        "invitation.html",
        _TITLE,
        400 if fault else 200,
        fault=fault,
        lines=[words("You will sign in as {name}, with the password that you choose here.", name=account.name)],
        action=f"{root}{people.INVITATION}?{urlencode({'lang': words.lang, 'key': _key()})}",
        name=account.name,
        name_label=words("Name"),
        password_label=words("Password"),
        again_label=words("The same password again"),
        rule=words("At least {n} characters, and none of the common passwords. A few words are good.", n=least),
        send=words("Set the password and sign in"),
        least=least,
        most=people.LONGEST_PASSWORD,
    )
