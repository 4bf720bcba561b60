"""The addresses at which editors publish a draft, set its day or withdraw it."""

from __future__ import annotations

import re

import flask
from flask.typing import ResponseReturnValue

from dashboard.signin import access
from dashboard.web import request, writing
from dashboard.web.request import Views

_ACTS = ("publish", "schedule", "withdraw")
_ID = re.compile(r"[0-9a-f]{32}")


def register(server: flask.Flask, views: Views, root: str, database: str) -> None:
    """Add the routes under the root."""

    def add(act: str) -> None:
        guarded = access.writing(access.LOAD)(lambda draft: _done(views, database, act, draft))
        server.add_url_rule(f"{root}drafts/<draft>/{act}", f"drafts {act}", guarded, methods=["POST"])

    for act in _ACTS:
        add(act)


def _done(views: Views, database: str, act: str, draft: str) -> ResponseReturnValue:
    """The list of drafts, once the loader has done it; else why it refused."""
    if not _ID.fullmatch(draft):
        return access.refusal(404, "There is no such draft.")
    day = [flask.request.form.get("day", "").strip()[:10]] if act == "schedule" else []
    outcome = writing.run(database, ["draft", act], draft, *day)
    if not outcome.succeeded:
        return access.refusal(409, "This was not done: {why}", why=outcome.sentence)
    return flask.redirect(request.view(views).href("drafts"), 303)
