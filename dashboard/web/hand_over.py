"""The addresses of hand-overs and meeting records: each form becomes rows, which are checked as an uploaded file is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flask

from dashboard.editing import acts, meeting_record
from dashboard.editing.submitting import check
from dashboard.signin import access
from dashboard.web import loads, request
from dashboard.web.request import View, Views

_MOST_BYTES = 256 * 1024  # of a form; a record of all seats takes a tenth


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add an address for each act, and one for the record of a meeting."""

    def write(path: str, answer: Callable[[View], Any]) -> None:
        guarded = loads.of_form(views, lambda: _readable(_current(views), answer), _MOST_BYTES)
        server.add_url_rule(f"{root}{path}", f"write {path}", guarded, methods=["POST"])

    for act in acts.ACTS:
        write(f"hand-over/{act.name}", partial(_act, act=act))
    write("record/check", _record)


def _current(views: Views) -> View:
    """The newest data, in the reader's language."""
    views.store.refresh()
    return request.view(views, f"?lang={request.view(views).lang}")


def _readable(view: View, answer: Callable[[View], Any]) -> Any:
    """The load of a form, or what is wrong with it."""
    try:
        return answer(view)
    except acts.Unreadable as fault:
        return access.refusal(fault.status, fault.message, **fault.values)


def _act(view: View, act: acts.Act) -> Any:
    form = flask.request.form
    given = acts.read(act, view, form)
    values = {"act": act.name, "of": form.get("of", ""), **given.fields}
    return check(view, act.rows(given), acts.reason(given, act), "hand-over", values)


def _record(view: View) -> Any:
    record = meeting_record.read(view, flask.request.form)
    values = {name: text for name, text in flask.request.form.items() if name != access.TOKEN_FIELD and text}
    return check(view, record.rows, record.sentence, "record", values)
