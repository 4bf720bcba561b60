"""The addresses at which reporters write: each for one's own members and one's own reports alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.data import reports
from dashboard.editing import reporting as editing
from dashboard.editing.reporting import Writer
from dashboard.language import data_words
from dashboard.settings import Settings
from dashboard.signin import access
from dashboard.web import request
from dashboard.web.request import Views
from dashboard.web.sizes import limited

_PLACE = ("member", "commitment", "milestone")
_AS_IT_IS = "{sentence}"
_NOT_YOURS = "There is no such report, or it is not yours."
_ID = 32  # hexadecimal digits
_LONGEST_ID = 200  # characters of an id of the data, or of the end of a file's name
_ROOM = 4  # times the longest text, for blanks that are taken out

Answer = Callable[..., Any]


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the routes under the root of this server."""
    reporting = editing.register(server, settings)
    root = f"{settings.path_prefix}report"
    answers: dict[str, Callable[[_Desk], Any]] = {
        "save": _Desk.save,
        "submit": _Desk.submit,
        "withdraw": lambda desk: desk.of_own_report(desk.reporting.withdraw),
        "discard": lambda desk: desk.of_own_report(desk.reporting.discard),
        "detach": _Desk.detach,
    }
    for name, answer in answers.items():

        def write(answer: Answer = answer) -> ResponseReturnValue:
            desk: ResponseReturnValue = answer(_Desk(views, reporting))
            return desk

        guarded = limited(reporting.most_bytes, _too_large, access.writing(access.REPORT)(write))
        server.add_url_rule(f"{root}/{name}", f"report {name}", guarded, methods=["POST"])


def _too_large(size: str) -> flask.Response:
    return access.refusal(413, "This file is too large: a file may have {size} MB.", size=size)


class _Desk:
    """One request of a reporter."""

    def __init__(self, views: Views, reporting: editing.Reporting) -> None:
        person = access.person()
        assert person, "asked for by the guard of the route"
        self.person, self.reporting = person, reporting
        self.view = request.view(views)
        self.writer = Writer(person.name, access.client_address())
        self.form = flask.request.form

    def save(self) -> ResponseReturnValue:
        """Keep a draft, and the file that came with it."""
        place = {name: self.form.get(name, "") for name in _PLACE}
        revision = self.form.get("revision", "0")
        if not self.person.reports_for(place["member"]) or any(len(one) > _LONGEST_ID for one in place.values()):
            return access.refusal(404, _NOT_YOURS)
        if not (revision.isascii() and revision.isdigit() and len(revision) < 10):
            return access.refusal(400, "This form holds something that cannot be done.")
        texts = {name: self.form[name] for name in reports.TEXTS if name in self.form}
        for name, text in texts.items():
            if len(text) > _ROOM * (most := reports.LONGEST[name]):  # the loader would not be given so much
                return access.refusal(400, "A text may have at most {most} letters: nothing was saved.", most=most)
        return self._save(place, texts, int(revision))

    def _save(self, place: dict[str, str], texts: dict[str, str], revision: int) -> ResponseReturnValue:
        outcome = self.reporting.save(self.writer, place, texts, revision)
        file = flask.request.files.get("evidence")
        if outcome.succeeded and file and file.filename:
            report = outcome.answer["report"]
            attached = self.reporting.attach(self.writer, report, file.filename[-_LONGEST_ID:], file.stream)
            if not attached.succeeded:  # the text is kept all the same: the page has to know of its revision
                return self._refused(attached, place)
            outcome = attached
        return self._done(outcome) if outcome.succeeded else self._refused(outcome, place)

    def submit(self) -> ResponseReturnValue:
        """Hand in all that is whole for a member."""
        member = self.form.get("member", "")
        if not self.person.reports_for(member):
            return access.refusal(404, _NOT_YOURS)
        period = self.reporting.periods.on(self.view.today).name
        return self._ended(self.reporting.submit(self.writer, member, period))

    def of_own_report(self, act: Callable[[Writer, str], Any]) -> ResponseReturnValue:
        """Do something with a report of this person."""
        report = self._own(self.form.get("report", ""))
        return self._ended(act(self.writer, report.id)) if report else access.refusal(404, _NOT_YOURS)

    def detach(self) -> ResponseReturnValue:
        """Take a file away from a report of this person."""
        file = reports.file(self.view.records.asked, self.form.get("file", "")[:_ID])
        if file is None or not self._own(file.report_id):
            return access.refusal(404, _NOT_YOURS)
        return self._ended(self.reporting.detach(self.writer, file.id))

    def _own(self, report_id: str) -> Any:
        """A report that this person wrote, for a member of whom this person is a reporter still."""
        there = reports.of(self.view.records.asked, report_id) if len(report_id) == _ID else None
        return (
            there if there and there.author == self.person.name and self.person.reports_for(there.member_id) else None
        )

    def _ended(self, outcome: Any) -> ResponseReturnValue:
        return self._done(outcome) if outcome.succeeded else self._refused(outcome, None)

    def _done(self, outcome: Any) -> ResponseReturnValue:
        """The page again; for a script what it has to know."""
        if not _asks_for_json():
            return flask.redirect(self.view.href("report"), 303)
        state = {name: outcome.answer[name] for name in ("report", "revision", "state")}
        return flask.jsonify(sentence=data_words.sentence(self.view.words, outcome.answer), **state)

    def _refused(self, outcome: Any, place: dict[str, str] | None) -> ResponseReturnValue:
        """Why nothing was written; to a script also what is kept now, where that is another text."""
        spoken = outcome.spoken or {"sentence": outcome.sentence}
        sentence = data_words.sentence(self.view.words, spoken)
        conflict = spoken.get("template") == reports.CHANGED
        there = (
            reports.open_one(self.view.records.asked, place, self.person.name) if place and _asks_for_json() else None
        )
        if there is None:
            return access.refusal(409 if conflict else 400, _AS_IT_IS, sentence=sentence)
        stored = {name: getattr(there, name) for name in reports.TEXTS}
        answer = flask.jsonify(error=sentence, conflict=conflict, revision=there.revision, stored=stored)
        answer.status_code = 409 if conflict else 400
        return answer


def _asks_for_json() -> bool:
    return flask.request.accept_mimetypes.best == "application/json"
