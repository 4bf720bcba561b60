"""The addresses at which editors decide on reports: each is a POST that has the loader decide, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import flask
from flask.typing import ResponseReturnValue

from dashboard.language import data_words
from dashboard.signin import access
from dashboard.web import request, writing
from dashboard.web.request import Views

TICKED = re.compile(r"report:([0-9a-f]{32}:[1-9][0-9]{0,8})")
"""The name of a box that was ticked: a report and its revision, as the editor saw it."""
_ID, _REVISION = re.compile(r"[0-9a-f]{32}"), re.compile(r"[1-9][0-9]{0,8}")
_LONGEST = 2000  # characters of a text that the loader is given: it says itself how many it takes


def register(server: flask.Flask, views: Views, prefix: str, database: str) -> None:
    """Add the routes under the dashboard's root; `database` takes what is decided."""
    root = f"{prefix}review"

    @server.post(f"{root}/accept")
    @access.writing(access.REVIEW)
    def accept_reports() -> ResponseReturnValue:
        ticked = [ticked_row[1] for name in flask.request.form if (ticked_row := TICKED.fullmatch(name))]
        if not ticked:
            return access.refusal(400, "Please tick the reports that you accept.")
        return _decided(views, database, ["accept"], *ticked)

    @server.post(f"{root}/<report>/send-back")
    @access.writing(access.REVIEW)
    def send_report_back(report: str) -> ResponseReturnValue:
        one, comment = _seen(report), _text("comment")
        if not one or not comment:
            return access.refusal(400, "Please say in a sentence what is to be changed: nothing was sent back.")
        return _decided(views, database, ["send-back"], one, comment)

    @server.post(f"{root}/<report>/correct")
    @access.writing(access.REVIEW)
    def correct_report(report: str) -> ResponseReturnValue:
        one, status, summary = _seen(report), _text("status"), _text("summary")
        if not one or not status or not summary:
            return access.refusal(400, "Please choose how far it is, and say in one sentence what was done.")
        return _decided(views, database, ["correct", f"--status={status}", f"--summary={summary}"], one)


def _seen(report: str) -> str:
    """A report and its revision, as the loader takes them; empty where a form holds something else."""
    revision = flask.request.form.get("revision", "")
    return f"{report}:{revision}" if _ID.fullmatch(report) and _REVISION.fullmatch(revision) else ""


def _text(name: str) -> str:
    """A text of the form; a longer one is still too long for the loader, which says so."""
    return flask.request.form.get(name, "").strip()[:_LONGEST]


def _decided(views: Views, database: str, command: Sequence[str], *arguments: str) -> ResponseReturnValue:
    """The list of reports, once the loader has decided; or why it did not, in a sentence."""
    view, outcome = request.view(views), writing.run(database, ["review", *command], *arguments)
    if not outcome.succeeded:
        return access.refusal(409, "{sentence}", sentence=data_words.sentence(view.words, writing.reason(outcome)))
    views.store.refresh()
    href = view.href("review")
    asks_for_json = flask.request.accept_mimetypes.best == "application/json"
    return flask.jsonify(href=href) if asks_for_json else flask.redirect(href, 303)
