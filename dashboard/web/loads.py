"""The addresses at which editors load: each write is a POST that starts work of the loader and leads to its page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from pathlib import PurePath
from typing import Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.blocks import N_
from dashboard.editing import jobs as editing
from dashboard.editing import questions
from dashboard.editing.jobs import GONE, TOO_LARGE, Busy, Job, Jobs
from dashboard.editing.unknown_words import suggested
from dashboard.exports.csv import lines
from dashboard.settings import Settings
from dashboard.signin import access
from dashboard.web import request
from dashboard.web.request import Views
from dashboard.web.sizes import limited
from data_loader import schema

MOST_FILES = 40
MOST_WORDS = 100  # accepted at once
FINDING = ("severity", "code", "sentence", "file", "sheet", "row", "column", "cell", "value", "suggestion", "address")
LOGGED = ("at", "who", "action", "what", "files", "version", "origin")

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_NOTE = N_("Please say in one line what this load is for.")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Answer = Callable[..., ResponseReturnValue]


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the loads of this server and the routes under its root."""
    jobs = editing.register(server, settings)
    root = f"{settings.path_prefix}data/load"

    def write(path: str, answer: Answer) -> None:
        guarded = limited(jobs.most_bytes, too_large, access.writing(access.LOAD)(starting(views, answer)))
        server.add_url_rule(f"{root}/{path}", f"load {path}", guarded, methods=["POST"])

    def see(path: str, answer: Answer, right: str = access.LOAD) -> None:
        guarded = access.reading(right)(answer)
        server.add_url_rule(f"{root}/{path}", f"see load {path}", guarded, methods=["GET"])

    def of_job(answer: Callable[..., ResponseReturnValue]) -> Answer:
        """For a load of this editor; the same sentence whether there is no such load or it is another's."""

        @wraps(answer)
        def look_up(token: str, **named: Any) -> ResponseReturnValue:
            job = jobs.find(token, access.the_editor())
            return answer(job, **named) if job else access.refusal(404, GONE)

        return look_up

    write("check", lambda: _check(jobs))
    write("restore", lambda: _restore(jobs))
    write("undo", lambda: _undo(jobs))
    write("words/remove", lambda: _forget(jobs))
    for name, start in _OF_A_JOB.items():
        write(f"jobs/<token>/{name}", of_job(lambda job, start=start: start(jobs, job)))
    see("jobs/<token>", of_job(lambda job: _progress(views, job)))
    see("jobs/<token>/report.json", of_job(lambda job: _report_json(jobs, job)))
    see("jobs/<token>/report.csv", of_job(lambda job: _report_csv(jobs, job)))
    see("jobs/<token>/marked/<int:place>", of_job(lambda job, place: _marked(jobs, job, place)))
    see("audit.csv", lambda: _audit_csv(views), access.AUDIT)


def not_possible(status: int) -> flask.Response:
    """The refusal of what none of our forms sends."""
    return access.refusal(status, "This form holds something that cannot be done.")


def too_large(size: str) -> flask.Response:
    """The refusal of files of more than that size in megabytes."""
    return access.refusal(413, TOO_LARGE, size=size)


def starting(views: Views, answer: Callable[..., Any]) -> Answer:
    """The page of the load that an answer started, or why none was started."""

    @wraps(answer)
    def start(**named: Any) -> ResponseReturnValue:
        try:
            started: Job | flask.Response = answer(**named)
        except Busy:
            return access.refusal(503, "The server is busy with other files. Please try again in a minute.")
        if not isinstance(started, Job):
            return started
        href = request.view(views).href(f"data/load/{started.token}")
        asks_for_json = flask.request.accept_mimetypes.best == "application/json"
        return flask.jsonify(href=href) if asks_for_json else flask.redirect(href, 303)

    return start


def of_form(views: Views, answer: Callable[..., Any], most_bytes: int) -> Answer:
    """For a form of so many bytes, of somebody who may change data: the page of the load that it becomes."""
    return limited(most_bytes, too_large, access.writing(access.LOAD)(starting(views, answer)), most_bytes)


def _check(jobs: Jobs) -> Any:
    files = [file for file in flask.request.files.getlist("files") if file.filename]
    if not files:
        return access.refusal(400, "Please choose a file first.")
    if len(files) > MOST_FILES:
        return access.refusal(400, "These are too many files: at most {n} can be checked together.", n=MOST_FILES)
    return jobs.check(access.the_editor(), access.client_address(), files)


def _restore(jobs: Jobs) -> Any:
    number, against = (flask.request.form.get(name, type=int) for name in ("number", "against"))
    if not number or not against or number < 1:
        return not_possible(400)
    return jobs.restore(access.the_editor(), access.client_address(), number, against)


def _undo(jobs: Jobs) -> Any:
    """One row, or every row of a version, as before it: what else is to be said of it is the loader's."""
    form = flask.request.form
    number, against = (form.get(name, type=int) for name in ("version", "against"))
    if number and against and number > 1 and not {"table", "key"} & form.keys():
        return jobs.undo(access.the_editor(), access.client_address(), [str(number)], against, anyway=False)
    try:
        key = json.loads(form.get("key", ""))
    except ValueError:
        key = None
    is_key = isinstance(key, list) and all(isinstance(part, str) and "\0" not in part for part in key)
    if not number or not against or number < 1 or not is_key or form.get("table") not in schema.DATA_TABLES:
        return not_possible(400)
    row = [str(number), form["table"], *key]
    return jobs.undo(access.the_editor(), access.client_address(), row, against, anyway=form.get("anyway") == "yes")


def _again(jobs: Jobs, job: Job) -> Any:
    return jobs.check_again(job, access.client_address()) if job.files else not_possible(400)


def _alias(jobs: Jobs, job: Job) -> Any:
    field, word, value = (flask.request.form.get(name, "") for name in ("field", "word", "value"))
    if not (job.files and field and word and value):
        return not_possible(400)
    return jobs.alias(job, access.client_address(), [(field, word, value)])


def _answer(jobs: Jobs, job: Job) -> Any:
    """Answers to questions that were asked of these files, and to no others."""
    asked = jobs.folder(job).report().get("questions", [])
    answers = questions.answers(flask.request.form.items(), asked, job.answers)
    if not job.files or answers is None:
        return not_possible(400)
    return jobs.answer(job, access.client_address(), answers)


def _accept(jobs: Jobs, job: Job) -> Any:
    """Every suggestion whose value is certain: for these files, or kept for all later ones."""
    words, way = suggested(jobs.folder(job).report()), flask.request.form.get("for")
    if not (job.files and words) or way not in {"once", "always"}:
        return not_possible(400)
    if way == "always":
        return jobs.alias(job, access.client_address(), words[:MOST_WORDS])
    keys = {questions.word_key(field, word): value for field, word, value in words[:MOST_WORDS]}
    answers = {key: value for key, value in keys.items() if key}
    return jobs.answer(job, access.client_address(), {**job.answers, **answers})


def _forget(jobs: Jobs) -> Any:
    field, word = (flask.request.form.get(name, "") for name in ("field", "word"))
    if not (field and word):
        return not_possible(400)
    return jobs.forget(access.the_editor(), access.client_address(), field, word)


def _publish(jobs: Jobs, job: Job) -> Any:
    """Only what was just checked and accepted: the rest of the question is the loader's."""
    if not job.is_check or not job.accepted:
        return not_possible(409)
    note = " ".join(flask.request.form.get("note", "").split())
    if not (0 < len(note) <= schema.LONGEST_NOTE and note.isprintable()):
        return access.refusal(400, _NO_NOTE)
    return jobs.publish(job, access.client_address(), note)


def _draft(jobs: Jobs, job: Job) -> Any:
    """The same as a draft, which no reader sees."""
    if not job.is_check or not job.accepted:
        return not_possible(409)
    note, day = (" ".join(flask.request.form.get(name, "").split()) for name in ("note", "day"))
    if not (0 < len(note) <= schema.LONGEST_NOTE and note.isprintable()):
        return access.refusal(400, _NO_NOTE)
    if day and not _DAY.fullmatch(day):
        return access.refusal(400, "Please write the day as 2026-12-01.")
    return jobs.draft(job, access.client_address(), note, day)


_OF_A_JOB: dict[str, Callable[[Jobs, Job], Any]] = {
    "check": _again,
    "answer": _answer,
    "alias": _alias,
    "accept": _accept,
    "publish": _publish,
    "draft": _draft,
}
"""What can be done with files that are here already."""


def _progress(views: Views, job: Job) -> ResponseReturnValue:
    """What the page asks while it waits."""
    words = request.view(views).words
    how_far = {"told": job.progress(words), "done": job.done, "total": job.total}
    answer = flask.jsonify(turn=job.turn, running=job.running, **how_far)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _report_json(jobs: Jobs, job: Job) -> ResponseReturnValue:
    text = json.dumps(jobs.folder(job).report(), ensure_ascii=False, indent=1)
    return _attached(flask.Response(text, mimetype="application/json"), "report.json")


def _report_csv(jobs: Jobs, job: Job) -> ResponseReturnValue:
    findings = jobs.folder(job).report().get("findings", [])
    text = lines(FINDING, ([finding[name] for name in FINDING] for finding in findings))
    return _attached(flask.Response(text, mimetype="text/csv"), "report.csv")


def _audit_csv(views: Views) -> ResponseReturnValue:
    text = lines(LOGGED, ([getattr(row, name) for name in LOGGED] for row in views.records.audit()))
    return _attached(flask.Response(text, mimetype="text/csv"), "audit.csv")


def _attached(response: flask.Response, name: str) -> flask.Response:
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response


def _marked(jobs: Jobs, job: Job, place: int) -> ResponseReturnValue:
    folder = jobs.folder(job)
    workbooks = folder.marked_workbooks()
    if place >= len(workbooks):
        return access.refusal(404, GONE)
    content, name = BytesIO(folder.marked_workbook(place)), marked_name(job, workbooks[place])
    response = flask.send_file(content, _SPREADSHEET, as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response


def marked_name(job: Job, name: str) -> str:
    """What a marked workbook is called on the editor's machine."""
    own = job.files[0] if len(job.files) == 1 else name
    return f"{PurePath(own).stem}-marked.xlsx"
