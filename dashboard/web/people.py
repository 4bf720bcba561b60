"""The addresses at which administrators invite people, change what they may do, and remove them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.editing import people
from dashboard.signin import access
from dashboard.web import invitation, request
from dashboard.web.request import Views

_MOST_MEMBERS = 500
_log = logging.getLogger(__name__)

Answer = Callable[[str], ResponseReturnValue]


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str]) -> None:
    """Add the routes under the dashboard's root; `site` is where readers find it."""

    def write(path: str, answer: Answer) -> None:
        guarded = access.writing(access.ACCOUNTS)(_answering(answer))
        server.add_url_rule(f"{root}people/{path}", f"people {path}", guarded, methods=["POST"])

    def link(name: str, key: str) -> flask.Response:
        return invitation.shown_once(name, key, f"{site()}{root}", _page(views))

    def invite(name: str) -> ResponseReturnValue:
        chosen = _chosen(views)
        return link(name, people.invite(name, *chosen)) if chosen else _unknown_member()

    write("invite", invite)
    write("change", lambda name: _change(views, name))
    write("link", lambda name: link(name, people.renew(name)))
    write("remove", lambda name: _remove(views, name))
    invitation.register(server, root)


def _page(views: Views) -> str:
    """The address of the page of people."""
    return request.view(views).href("people")


def _change(views: Views, name: str) -> ResponseReturnValue:
    chosen = _chosen(views)
    if not chosen:
        return _unknown_member()
    people.change(name, *chosen)
    return flask.redirect(_page(views), 303)


def _remove(views: Views, name: str) -> ResponseReturnValue:
    if flask.request.form.get("sure") != "yes":
        return access.refusal(400, "Please say that you are sure, and repeat the step.")
    people.remove(name)
    return flask.redirect(_page(views), 303)


def _chosen(views: Views) -> tuple[str, list[str]] | None:
    """Role and members of a form; None where the data do not have one of the members."""
    form = flask.request.form
    members = [*dict.fromkeys(filter(None, form.getlist("member")))]
    known = set(views.store.current().tables["members"]["id"])
    return (form.get("role", ""), members) if len(members) <= _MOST_MEMBERS and known.issuperset(members) else None


def _unknown_member() -> flask.Response:
    return access.refusal(400, "One of these members is not in the data. Please open the page again and choose anew.")


def _answering(answer: Answer) -> Callable[[], ResponseReturnValue]:
    """The answer to a form about the account of a name, or why nothing was done."""

    @wraps(answer)
    def answering() -> Any:
        if people.accounts() is None:
            return access.refusal(409, "There are no local accounts here: people sign in with your organisation.")
        try:
            return answer(flask.request.form.get("name", "").strip())
        except people.AccountsError as fault:
            return access.refusal(400, fault.message, **fault.values)
        except OSError:
            _log.exception("the accounts could not be written")
            return access.refusal(503, "The accounts could not be written on the server, whose log says why.")

    return answering
