"""The loads of editors: started, worked on in the background and looked up again, by whichever worker is asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import IO, Any

import flask
from prometheus_client import Counter
from werkzeug.datastructures import FileStorage

from dashboard.blocks import N_
from dashboard.editing.folders import (
    CHECK,
    FORGET,
    LOAD,
    RESTORE,
    UNDO,
    Folders,
    Job,
    JobFolder,
    Typed,
    acquire,
    safe_name,
)
from dashboard.settings import Settings
from dashboard.signin.access import Editor
from data_loader import isolated
from data_loader.limits import Limits, from_environment

LOADS = Counter("monitor_loads", "What editors had done in the browser of this server.", ("doing", "outcome"))

GONE = N_("This load is no longer there: files are kept for an hour. Please choose them again.")
TOO_LARGE = N_("The files are too large: together they may have {size} MB.")
_EXTENSION = "monitor-loading"
_log = logging.getLogger(__name__)

Word = tuple[str, str, str]
"""The loader's name of a list, a word, and the value of the list that it stands for."""
Work = Callable[["Loader", Job], Job]


class Busy(Exception):  # noqa: N818  a state of affairs, not an error of the program
    """As much is worked on as the server allows, or this load is being worked on already."""


class Loader:
    """The loader for one load: who asks, from where, within which limits; its progress goes to the load's folder."""

    def __init__(self, jobs: Jobs, folder: JobFolder, editor: Editor, origin: str) -> None:
        self._jobs, self.folder, self._origin = jobs, folder, origin
        self._by = f"--by={editor.name}"

    def check(self, job: Job) -> Job:
        self.folder.drop_marked()
        marked = f"--marked={self.folder.marked}"
        return self._reported(job, self._run("check", marked, *_answers(job), "--", *self.folder.uploads(job)))

    def publish(self, job: Job) -> Job:
        """With the very answers that the check was given."""
        options = [self._by, *_answers(job)]
        if job.version is not None:
            options.append(f"--against={job.version}")
        if job.note:
            options.append(f"--note={job.note}")
        outcome = self._run("load", *options, "--", *self.folder.uploads(job))
        ended = self._reported(job, outcome)
        if ended.accepted:
            self.folder.drop_uploads()
        return ended

    def restore(self, job: Job, number: int, against: int) -> Job:
        return self._ended(job, self._run("restore", self._by, f"--against={against}", "--", str(number)))

    def undo(self, job: Job, row: Sequence[str], against: int, *, anyway: bool) -> Job:
        more = [f"--against={against}", *(["--anyway"] if anyway else [])]
        return self._ended(job, self._run("undo", self._by, *more, "--", *row))

    def alias(self, job: Job, words: Sequence[Word]) -> Job:
        """Keep what each word stands for, and check again."""
        outcomes = [self._run("alias", self._by, "--", *word) for word in words]
        return self.check(replace(job, words_said=[_said(outcome) for outcome in outcomes]))

    def forget(self, job: Job, field: str, word: str) -> Job:
        return self._ended(job, self._run("alias", self._by, "--remove", "--", field, word))

    def _run(self, command: str, *arguments: str) -> isolated.Outcome:
        variables = {"MONITOR_DATABASE_URL": self._jobs.database_url, "MONITOR_LOAD_ORIGIN": self._origin}
        return isolated.run([command, "--report", "json", *arguments], self._jobs.limits, self._progress, variables)

    def _progress(self, step: str, done: int, total: int) -> None:
        self.folder.write(replace(self.folder.read(), step=step, done=done, total=total))

    def _reported(self, job: Job, outcome: isolated.Outcome) -> Job:
        self.folder.write_report(outcome.answer)
        return self._ended(job, outcome)

    def _ended(self, job: Job, outcome: isolated.Outcome) -> Job:
        version = outcome.answer["version"] if outcome.answer else job.version
        return replace(job, accepted=outcome.succeeded, said=_said(outcome), version=version)


def _said(outcome: isolated.Outcome) -> dict[str, Any]:
    """The last word of the loader, with its pattern where it has one."""
    answer = outcome.answer or outcome.spoken or {"sentence": outcome.sentence}
    return {name: answer[name] for name in ("sentence", "template", "values") if name in answer}


def _answers(job: Job) -> list[str]:
    return [f"--answer={key}={value}" for key, value in job.answers.items()]


class Jobs:
    """The loads of all editors."""

    def __init__(self, settings: Settings) -> None:
        self.database_url = settings.database_url
        self.most_bytes = settings.upload_bytes
        usual = from_environment()
        self.limits: Limits = replace(
            usual,
            bytes=min(usual.bytes, settings.upload_bytes),
            cells=min(usual.cells, settings.upload_cells),
            seconds=min(usual.seconds, settings.upload_seconds),
        )
        self._folders = Folders(settings.uploads, settings.uploads_at_once)

    def check(
        self,
        editor: Editor,
        origin: str,
        files: Sequence[FileStorage],
        note: str = "",
        answers: Mapping[str, str] | None = None,
        form: Typed | None = None,
    ) -> Job:
        """A new load of these files, which is being checked, with answers that are known beforehand.

        `note` is proposed as what the load is for, and `form` is the form of which the files are made.
        """
        folder, job = self._folders.make(editor, tuple(safe_name(file.filename or "") for file in files))
        job = replace(job, note=note, answers={**(answers or {})}, form=form)
        for number, (file, name) in enumerate(zip(files, job.files, strict=True)):
            with folder.place(number, name) as place:
                file.save(place)
        return self.check_again(job, origin)

    def check_again(self, job: Job, origin: str) -> Job:
        return self._start(job, origin, CHECK, Loader.check)

    def answer(self, job: Job, origin: str, answers: Mapping[str, str]) -> Job:
        """Check again with answers to the loader's questions."""
        return self.check_again(replace(job, answers=answers), origin)

    def alias(self, job: Job, origin: str, words: Sequence[Word]) -> Job:
        """Record what words stand for, and check again."""
        return self._start(job, origin, CHECK, partial(Loader.alias, words=words))

    def forget(self, editor: Editor, origin: str, field: str, word: str) -> Job:
        """A new load that brings no file but takes back what a word stands for."""
        _, job = self._folders.make(editor, ())
        return self._start(job, origin, FORGET, partial(Loader.forget, field=field, word=word))

    def publish(self, job: Job, origin: str, note: str) -> Job:
        return self._start(replace(job, note=note), origin, LOAD, Loader.publish)

    def restore(self, editor: Editor, origin: str, number: int, against: int) -> Job:
        """A new load that brings no file but makes a version current again."""
        _, job = self._folders.make(editor, ())
        again = replace(job, again=number)
        return self._start(again, origin, RESTORE, partial(Loader.restore, number=number, against=against))

    def undo(self, editor: Editor, origin: str, row: Sequence[str], against: int, *, anyway: bool) -> Job:
        """A new load that gives one row back what it was: `row` is a version, a table and a key."""
        _, job = self._folders.make(editor, ())
        return self._start(job, origin, UNDO, partial(Loader.undo, row=row, against=against, anyway=anyway))

    def find(self, token: str, editor: Editor) -> Job | None:
        """The load of a token; None when there is none, or it is another's."""
        folder = self._folders.find(token)
        job = folder.read() if folder else None
        if not folder or not job or job.editor != editor:
            return None
        return self._interrupted(folder) if job.running else job

    def folder(self, job: Job) -> JobFolder:
        folder = self._folders.find(job.token)
        assert folder, "a load that was just found"
        return folder

    def _interrupted(self, folder: JobFolder) -> Job:
        """A load that runs by its own account; where nobody holds its lock, its server went away."""
        lock = acquire(folder.lock)
        if not lock:
            return folder.read()
        with lock:
            job = folder.read()  # it may have ended since it was read
            return folder.write(replace(job, running=False, interrupted=True)) if job.running else job

    def _start(self, job: Job, origin: str, doing: str, work: Work) -> Job:
        folder = self.folder(job)
        locks = [lock for lock in (acquire(folder.lock), self._folders.slot()) if lock]
        if len(locks) < 2:
            _release(locks)
            if not job.turn:  # it is new, and nobody knows of it yet
                folder.drop()
            raise Busy
        started = folder.write(job.started(doing))
        loader = Loader(self, folder, job.editor, origin)
        arguments = (loader, started, work, locks)
        threading.Thread(target=_work, args=arguments, name=f"load-{job.token}", daemon=True).start()
        return started


def _work(loader: Loader, job: Job, work: Work, locks: Sequence[IO[str]]) -> None:
    """The thread of a load, which leaves a load that has ended whatever happens."""
    ended = replace(job, interrupted=True)
    try:
        ended = work(loader, job)
    except Exception:  # noqa: BLE001 - the end of a thread: nobody else would hear of it
        _log.exception("a load could not be worked on")
    finally:
        LOADS.labels(ended.doing, _outcome(ended)).inc()
        loader.folder.write(replace(ended, running=False))
        _release(locks)


def _outcome(job: Job) -> str:
    if job.interrupted:
        return "interrupted"
    return "accepted" if job.accepted else "refused"


def _release(locks: Sequence[IO[str]]) -> None:
    for lock in locks:
        lock.close()


def register(server: flask.Flask, settings: Settings) -> Jobs:
    """The loads of this server."""
    server.extensions[_EXTENSION] = jobs = Jobs(settings)
    return jobs


def jobs_of_this_server() -> Jobs:
    jobs: Jobs = flask.current_app.extensions[_EXTENSION]
    return jobs


def megabytes(size: int) -> str:
    return f"{size / 2**20:.3g}"
