"""The addresses at which editors add notes and corrections: what is for readers becomes a load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.editing import remarks
from dashboard.editing.submitting import check
from dashboard.signin import access
from dashboard.view import noted
from dashboard.web import request, writing
from dashboard.web.loads import starting
from dashboard.web.request import View, Views

_LONGEST_NUMBER = 9  # digits
_LONGEST_REASON = 200  # characters of what a load is proposed to be for


def register(server: flask.Flask, views: Views, root: str, database: str) -> None:
    """Add the routes under the dashboard's root; `database` takes notes among editors."""

    def write(path: str, answer: Callable[[], Any]) -> None:
        guarded = access.writing(access.LOAD)(starting(views, answer))
        server.add_url_rule(f"{root}{path}", path, guarded, methods=["POST"])

    write("notes/add", lambda: _add(views, root, database))
    write("notes/remove", lambda: _remove(root, database))
    write("corrections/add", lambda: _correct(views))


def _add(views: Views, root: str, database: str) -> Any:
    note = remarks.note(flask.request.form)
    if note is None:
        return access.refusal(400, "A note needs a text and the role of who wrote it. Please go back and fill them in.")
    if note.is_public:
        return _checked(views, note, lambda view: view.words("A note on {name}", name=noted.name(view, *note.subject)))
    cells, (about, about_id) = note.cells, note.subject
    # The text goes with the environment: what is among editors stands in no list of processes.
    command = ["note", "add", f"--role={cells['author_role']}"]
    outcome = writing.run(database, command, about, about_id, MONITOR_LOAD_NOTE=cells["text"])
    if not outcome.succeeded:
        return access.refusal(400, "The note could not be kept: is what it is about in the data?")
    return _back(root)


def _remove(root: str, database: str) -> ResponseReturnValue:
    number = flask.request.form.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return access.refusal(400, "This form holds something that cannot be done.")
    outcome = writing.run(database, ["note", "remove"], number)
    if not outcome.succeeded:
        return access.refusal(404, "This note is no longer there.")
    return _back(root)


def _correct(views: Views) -> Any:
    correction = remarks.correction(flask.request.form)
    if correction is None:
        return access.refusal(
            400, "A correction says what was wrong, what was wrong about it, and what it changed. Please fill these in."
        )
    subject = correction.cells["subject"]
    return _checked(views, correction, lambda view: view.words("A correction: {subject}", subject=subject))


def _checked(views: Views, remark: remarks.Remark, why: Callable[[View], str]) -> Any:
    """The page of the load that brings a row: what it would change, and the way to publish it, with a note on `why`."""
    view = request.view(views)
    return check(view, {remark.table: [remark.cells]}, why(view)[:_LONGEST_REASON])


def _back(root: str) -> ResponseReturnValue:
    """The page that the form was on."""
    return _shown(access.back(flask.request.form.get("next", ""), root))


def _shown(href: str) -> ResponseReturnValue:
    """The way on: for a script that asks, or for the browser itself."""
    asks_for_json = flask.request.accept_mimetypes.best == "application/json"
    return flask.jsonify(href=href) if asks_for_json else flask.redirect(href, 303)
