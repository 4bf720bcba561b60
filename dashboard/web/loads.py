"""The addresses at which editors load: each write is a POST that begins work of the loader and leads to its page."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import PurePath
from typing import Any

import flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.editing import desk as desks
from dashboard.editing.desk import Busy, Desk
from dashboard.editing.job import Job
from dashboard.editing.progress import told
from dashboard.exports.csv import lines
from dashboard.language.words import N_
from dashboard.settings import Settings
from dashboard.signin import access
from dashboard.signin.plain import refusal
from dashboard.view.view import Views
from dashboard.web import request

MOST_FILES = 20
FINDING = ("severity", "code", "sentence", "file", "sheet", "row", "column", "cell", "value", "suggestion", "address")
AUDIT = ("at", "who", "action", "what", "files", "version", "origin")

_ROOM = 64 * 1024  # bytes of a form beside its files
_BUSY = N_("The server is busy with other files. Please try again in a minute.")
_NOT_KEPT = N_("The files could not be kept on the server, whose log says why.")
_GONE = N_("This load is no longer there: files are kept for an hour. Please choose them again.")
_TOO_LARGE = N_("The files are too large: together they may have {size} MB.")
_NO_FILE = N_("Please choose a file first.")
_TOO_MANY = N_("These are too many files: at most {n} can be checked together.")
_NOT_POSSIBLE = N_("This form holds something that cannot be done.")

_log = logging.getLogger(__name__)

Answer = Callable[..., ResponseReturnValue]


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the desk of this server and the routes under its root."""
    desk = desks.register(server, settings)
    root = f"{settings.path_prefix}data/load"

    def write(path: str, answer: Answer) -> None:
        guarded = _within(desk, access.editors_only(_begins(views, answer)))
        server.add_url_rule(f"{root}/{path}", f"load {path}", guarded, methods=["POST"])

    def see(path: str, answer: Answer) -> None:
        guarded = access.editors_see(answer)
        server.add_url_rule(f"{root}/{path}", f"see load {path}", guarded, methods=["GET"])

    def of_job(answer: Callable[..., ResponseReturnValue]) -> Answer:
        """For a load of this editor; the same sentence whether there is no such load or it is another's."""

        @wraps(answer)
        def found(token: str, **named: Any) -> ResponseReturnValue:
            job = desk.find(token, access.the_editor())
            return answer(job, **named) if job else refusal(404, _GONE)

        return found

    write("check", lambda: _check(desk))
    write("restore", lambda: _restore(desk))
    for name, begin in _OF_A_JOB.items():
        write(f"jobs/<token>/{name}", of_job(lambda job, begin=begin: begin(desk, job)))
    see("jobs/<token>", of_job(lambda job: _progress(views, job)))
    see("jobs/<token>/report.json", of_job(lambda job: _report_json(desk, job)))
    see("jobs/<token>/report.csv", of_job(lambda job: _csv("report.csv", FINDING, _findings(desk, job))))
    see("jobs/<token>/marked/<int:place>", of_job(lambda job, place: _marked(desk, job, place)))
    see("audit.csv", lambda: _csv("audit.csv", AUDIT, _audit(views)))


def _within(desk: Desk, answer: Answer) -> Answer:
    """Nothing beyond the limit is read, whoever sends it."""

    @wraps(answer)
    def limited(**named: Any) -> ResponseReturnValue:
        flask.request.max_content_length = desk.most_bytes + _ROOM
        try:
            return answer(**named)
        except RequestEntityTooLarge:
            return refusal(413, _TOO_LARGE, size=megabytes(desk.most_bytes))

    return limited


def megabytes(size: int) -> str:
    return f"{size / 2**20:.3g}"


def _begins(views: Views, answer: Callable[..., Any]) -> Answer:
    """The page of the load that an answer began, or why none was begun."""

    @wraps(answer)
    def beginning(**named: Any) -> ResponseReturnValue:
        try:
            begun: Job | flask.Response = answer(**named)
        except Busy:
            return refusal(503, _BUSY)
        except OSError:
            _log.exception("the files of a load could not be kept")
            return refusal(503, _NOT_KEPT)
        if not isinstance(begun, Job):
            return begun
        href = request.view(views).href(f"data/load/{begun.token}")
        asks_for_json = flask.request.accept_mimetypes.best == "application/json"
        return flask.jsonify(href=href) if asks_for_json else flask.redirect(href, 303)

    return beginning


def _check(desk: Desk) -> Any:
    files = [file for file in flask.request.files.getlist("files") if file.filename]
    if not files:
        return refusal(400, _NO_FILE)
    if len(files) > MOST_FILES:
        return refusal(400, _TOO_MANY, n=MOST_FILES)
    return desk.check(access.the_editor(), access.client_address(), files)


def _restore(desk: Desk) -> Any:
    number, against = (flask.request.form.get(name, type=int) for name in ("number", "against"))
    if not number or not against or number < 1:
        return refusal(400, _NOT_POSSIBLE)
    return desk.restore(access.the_editor(), access.client_address(), number, against)


def _again(desk: Desk, job: Job) -> Any:
    return desk.check_again(job, access.client_address()) if job.files else refusal(400, _NOT_POSSIBLE)


def _alias(desk: Desk, job: Job) -> Any:
    field, word, value = (flask.request.form.get(name, "") for name in ("field", "word", "value"))
    if not (job.files and field and word and value):
        return refusal(400, _NOT_POSSIBLE)
    return desk.alias(job, access.client_address(), field, word, value)


def _publish(desk: Desk, job: Job) -> Any:
    """Only what was just checked and accepted: the rest of the question is the loader's."""
    if job.doing != "check" or not job.accepted:
        return refusal(409, _NOT_POSSIBLE)
    meant = flask.request.form.get("allow_removals") == "yes"
    return desk.publish(job, access.client_address(), allow_removals=meant)


_OF_A_JOB: dict[str, Callable[[Desk, Job], Any]] = {"check": _again, "alias": _alias, "publish": _publish}
"""What can be done with files that are here already."""


def _progress(views: Views, job: Job) -> ResponseReturnValue:
    """What the page asks while it waits."""
    words = request.view(views).words
    answer = flask.jsonify(turn=job.turn, running=job.running, told=told(job, words), done=job.done, total=job.total)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _report_json(desk: Desk, job: Job) -> ResponseReturnValue:
    text = json.dumps(desk.folder(job).report(), ensure_ascii=False, indent=1)
    return _attached(flask.Response(text, mimetype="application/json"), "report.json")


def _findings(desk: Desk, job: Job) -> Iterator[list[object]]:
    for finding in desk.folder(job).report().get("findings", []):
        yield [finding[name] for name in FINDING]


def _audit(views: Views) -> Iterator[list[object]]:
    return ([getattr(row, name) for name in AUDIT] for row in views.records.audit())


def _csv(name: str, header: tuple[str, ...], rows: Iterator[list[object]]) -> ResponseReturnValue:
    return _attached(flask.Response(lines(header, rows), mimetype="text/csv"), name)


def _attached(response: flask.Response, name: str) -> flask.Response:
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response


def _marked(desk: Desk, job: Job, place: int) -> ResponseReturnValue:
    workbooks = desk.folder(job).marked_workbooks()
    if place >= len(workbooks):
        return refusal(404, _GONE)
    response = flask.send_file(
        workbooks[place], as_attachment=True, download_name=marked_name(job, workbooks[place].name), max_age=0
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def marked_name(job: Job, name: str) -> str:
    """What a marked workbook is called on the editor's machine."""
    own = job.files[0] if len(job.files) == 1 else name
    return f"{PurePath(own).stem}-marked.xlsx"
