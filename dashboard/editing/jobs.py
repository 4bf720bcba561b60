"""The loads of editors: started, put into the queue, worked on and looked up again, by whichever server is asked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import flask
from huey import crontab
from prometheus_client import Counter
from werkzeug.datastructures import FileStorage

from dashboard.blocks import N_
from dashboard.data.storages import space_of, storage_of
from dashboard.editing.board import Board, Claim, new_token
from dashboard.editing.board import Busy as Busy  # noqa: PLC0414 - who starts a load is told so
from dashboard.editing.folder import JobFolder, safe_name
from dashboard.editing.job import CHECK, DRAFT, FORGET, LOAD, RESTORE, UNDO
from dashboard.editing.job import Job as Job  # noqa: PLC0414 - what is started is one
from dashboard.editing.loader import COMMANDS, Loader, limits_within, publish_due
from dashboard.editing.queue import Queue, When, Work
from dashboard.editing.typed import Typed
from dashboard.settings import Settings
from dashboard.signin.access import Editor

LOADS = Counter("monitor_loads", "What editors had done in the browser of this server.", ("doing", "outcome"))

GONE = N_("This load is no longer there: files are kept for an hour. Please choose them again.")
TOO_LARGE = N_("The files are too large: together they may have {size} MB.")
_MOST_WAITING = 50  # loads in the queue
_ROOM = 4  # times what one load may have is there for the files of all
_EXTENSION = "monitor-loading"
_log = logging.getLogger(__name__)

Word = tuple[str, str, str]
"""The loader's name of a list, a word, and the value of the list that it stands for."""


class LostError(RuntimeError):
    """Another server works on this load: this one was taken for gone."""


class Jobs:
    """The loads of all editors."""

    def __init__(self, settings: Settings) -> None:
        self.database_url = settings.database_url
        self.most_bytes = settings.upload_bytes
        self.limits = limits_within(settings.upload_bytes, settings.upload_cells, settings.upload_seconds)
        redis_url = settings.sessions_url or settings.cache_url
        self.storage = storage_of(redis_url, settings.uploads, space_of(settings.database_url))
        self.board = Board(self.storage)
        timed = {name: (when, partial(do, self)) for name, (when, do) in TIMED.items()}
        self.queue = Queue(self.storage, settings.secret_key, settings.uploads_at_once, Work(self._work, timed))
        self._claims: set[Claim] = set()

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
        names = tuple(safe_name(file.filename or "") for file in files)
        job = Job(new_token(), editor, names, note=note, answers={**(answers or {})}, form=form)
        self._refuse_too_many()
        size = self.folder(job).upload(file.stream for file in files)
        self.board.make_room(size, _ROOM * self.most_bytes)
        return self.check_again(replace(job, size=size), origin)

    def check_again(self, job: Job, origin: str) -> Job:
        """Check the same files."""
        return self._start(job, origin, CHECK)

    def answer(self, job: Job, origin: str, answers: Mapping[str, str]) -> Job:
        """Check again with answers to the loader's questions."""
        return self.check_again(replace(job, answers=answers), origin)

    def alias(self, job: Job, origin: str, words: Sequence[Word]) -> Job:
        """Record what words stand for, and check again."""
        return self._start(job, origin, CHECK, words=words)

    def forget(self, editor: Editor, origin: str, field: str, word: str) -> Job:
        """A new load that brings no file but takes back what a word stands for."""
        return self._start(Job(new_token(), editor), origin, FORGET, field=field, word=word)

    def publish(self, job: Job, origin: str, note: str) -> Job:
        """Make the files a new version."""
        return self._start(replace(job, note=note), origin, LOAD)

    def draft(self, job: Job, origin: str, note: str, publish_on: str) -> Job:
        """Keep what was checked as a draft, to be published on a day where one is given."""
        return self._start(replace(job, note=note), origin, DRAFT, publish_on=publish_on)

    def restore(self, editor: Editor, origin: str, number: int, against: int) -> Job:
        """A new load that brings no file but makes a version current again."""
        again = Job(new_token(), editor, again=number)
        return self._start(again, origin, RESTORE, number=number, against=against)

    def undo(self, editor: Editor, origin: str, row: Sequence[str], against: int, *, anyway: bool) -> Job:
        """A new load that gives one row back what it was: `row` is a version, a table and a key."""
        return self._start(Job(new_token(), editor), origin, UNDO, row=[*row], against=against, anyway=anyway)

    def find(self, token: str, editor: Editor) -> Job | None:
        """The load of a token; None when there is none, or it is another's."""
        job = self.board.find(token)
        if not job or job.editor != editor:
            return None
        return self._looked_after(job) if job.running else job

    def folder(self, job: Job) -> JobFolder:
        """The files of a load."""
        return self.board.folder(job.token)

    def publish_due(self) -> None:
        """Publish the drafts whose day has come."""
        publish_due(self.database_url, self.limits)

    def sweep(self) -> None:
        """Look after loads whose server is gone, also where nobody asks for them."""
        self.storage.sweep()
        for job in map(self.board.find, self.board.tokens()):
            if job and job.running:
                self._looked_after(job)

    def start(self) -> None:
        """Let this server work on loads."""
        self.queue.start()

    def stop(self) -> None:
        """End that; what it has not done is another's."""
        self.queue.stop()
        for claim in [*self._claims]:
            claim.release()

    def _refuse_too_many(self) -> None:
        if self.queue.waiting() >= _MOST_WAITING:
            raise Busy

    def _start(self, job: Job, origin: str, doing: str, **using: Any) -> Job:
        self._refuse_too_many()
        started = self.board.start(job, doing, origin, using)
        self.queue.put(started.token, started.turn)
        return started

    def _looked_after(self, job: Job) -> Job:
        now, is_to_be_done = self.board.looked_after(job)
        if is_to_be_done:
            self.queue.put(now.token, now.turn)
        return now

    def _work(self, token: str, turn: int) -> None:
        """What a worker does with a load, which has ended afterwards whatever happens."""
        claimed = self.board.claim(token, turn)
        if not claimed:
            return
        claim, job = claimed
        self._claims.add(claim)
        try:
            with claim.kept():
                self.board.end(work(job, partial(self._worked_on, claim)))
        finally:
            self._claims.discard(claim)

    def _worked_on(self, claim: Claim, job: Job) -> Job:
        """What comes of it."""

        def progress(step: str, done: int, total: int) -> None:
            if claim.is_lost and job.changes_nothing:
                raise LostError(f"{job.token} is worked on by another server")
            self.board.progress(job.token, step, done, total)

        loader = Loader(self.database_url, self.limits, self.folder(job), progress)
        return COMMANDS[job.doing](loader, job, **job.using)


def work(job: Job, do: Callable[[Job], Job]) -> Job:
    """What came of a load, which is counted; where `do` fails, it was interrupted."""
    ended = replace(job, interrupted=True)
    try:
        ended = do(job)
    except Exception:  # noqa: BLE001 - the end of a thread: nobody else would hear of it
        _log.exception("a load could not be worked on")
    LOADS.labels(ended.doing, _outcome(ended)).inc()
    return ended


def _outcome(job: Job) -> str:
    if job.interrupted:
        return "interrupted"
    return "accepted" if job.accepted else "refused"


TIMED: dict[str, tuple[When, Callable[[Jobs], object]]] = {
    "sweep": (crontab(minute="*"), Jobs.sweep),
    "publish due": (crontab(minute="*/5"), Jobs.publish_due),
}
"""What one server of all does in the minutes of a time table (UTC), by its name."""


def register(server: flask.Flask, settings: Settings) -> Jobs:
    """The loads of this server."""
    server.extensions[_EXTENSION] = jobs = Jobs(settings)
    return jobs


def start_work(server: flask.Flask) -> None:
    """Let a server work on loads where anybody can sign in to bring some."""
    if server.extensions["signin"].ways:
        jobs_of(server).start()


def jobs_of(server: flask.Flask) -> Jobs:
    """Those of a server."""
    jobs: Jobs = server.extensions[_EXTENSION]
    return jobs


def jobs_of_this_server() -> Jobs:
    """Those of the server that answers the current request."""
    return jobs_of(flask.current_app)


def megabytes(size: int) -> str:
    """A number of bytes, in megabytes."""
    return f"{size / 2**20:.3g}"
