"""The address of the Leadership desk's form: what is made of ticked rows, and the note that they were asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import flask
from flask.typing import ResponseReturnValue

from dashboard.editing import requests
from dashboard.exports import ics
from dashboard.exports.csv import table_csv
from dashboard.pages import desk as page
from dashboard.pages.desk_lists import Desk, Entries, file
from dashboard.signin import access
from dashboard.web import request
from dashboard.web.request import Views


def register(server: flask.Flask, views: Views, prefix: str, database: str) -> None:
    """Add the route under the dashboard's root; `database` takes the notes."""

    @server.post(f"{prefix}{page.MAKE}")
    @access.writing(access.LOAD)
    def make_of_ticked_rows() -> ResponseReturnValue:
        form = flask.request.form
        make = _MAKE.get(form.get("make", ""))
        desk = Desk.of(request.view(views))
        entries = [] if desk.view.snapshot.empty else desk.ticked(set(form.getlist("row")))
        lang = form.get("language", "")
        if not make or lang not in desk.view.languages:
            return access.refusal(400, "This form holds something that cannot be done.")
        if not entries:
            return access.refusal(400, "No row is ticked. Please go back, tick at least one and try again.")
        if len(entries) > page.MOST_TICKED:
            return access.refusal(400, "Please tick at most {n} rows at a time.", n=page.MOST_TICKED)
        if form.get("asked") == "yes" and not _noted(database, desk, entries):
            return access.refusal(503, "It could not be noted who was asked. The server's log says why.")
        return make(desk, entries, lang)


def _noted(database: str, desk: Desk, entries: Entries) -> bool:
    rows = [(entry.about, entry.subject, desk.spoken("en").name(entry)) for entry in entries]
    day = desk.view.today.isoformat()
    return requests.note(database, access.client_address(), access.the_editor().name, day, rows)


def _list(desk: Desk, entries: Entries, _: str) -> ResponseReturnValue:
    text = "".join(table_csv(desk.view, file(desk, entries)))
    return _attached(text, "text/csv", "leadership-desk.csv")


def _days(desk: Desk, entries: Entries, lang: str) -> ResponseReturnValue:
    spoken = desk.spoken(lang)
    words = spoken.view.words
    days = [ics.AllDay(ics.uid(name), day, summary, lines) for name, day, summary, lines in spoken.reminders(entries)]
    content = ics.calendar(words(page.TITLE), days, dt.datetime.now(dt.UTC), lang)
    return _attached(content, ics.KIND, "leadership-desk.ics")


def _text(desk: Desk, entries: Entries, lang: str) -> ResponseReturnValue:
    """The page of the text, whose address names its rows."""
    view = desk.view
    return flask.redirect(view.href(f"{page.PATH}/{page.item_of(lang, entries)}", asof=view.chosen.asof), 303)


_MAKE: dict[str, Callable[[Desk, Entries, str], ResponseReturnValue]] = {
    page.CSV: _list,
    page.ICS: _days,
    page.MAIL: _text,
    page.NOTE: _text,
}


def _attached(content: str | bytes, kind: str, name: str) -> flask.Response:
    response = flask.Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response
