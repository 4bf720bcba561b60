"""All loads by their tokens: whose each is, who works on it, and what becomes of it when that server is gone."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from dashboard.data.backends import AwayError
from dashboard.data.shared_storage import Storage
from dashboard.editing.folder import LIFETIME, JobFolder
from dashboard.editing.job import Job, parsed

LEASE = 15
"""Seconds after its last sign of life for which a server counts as working on a load."""
_SIGN_OF_LIFE = 5  # seconds between two
_LONGEST_WAIT = 30  # seconds in the queue after which a load is put into it again, as it may have been lost there
_MOST_TRIES = 3  # a file that takes down one server after the other is not given to a fourth
_TO_SAY = 30  # times, a second apart, that a server tries to say how something ended
_TOKEN = re.compile(r"[0-9a-f]{32}")
_JOBS, _CLAIMS, _PROGRESS = "jobs/", "claims/", "progress/"


class Busy(Exception):  # noqa: N818  a state of affairs, not an error of the program
    """As much is worked on as the server allows, or this load is being worked on already."""


class Claim:
    """The right to work on a load, which lasts while its server gives signs of life."""

    def __init__(self, storage: Storage, token: str) -> None:
        self._storage, self._name = storage, f"{_CLAIMS}{token}"
        self._mark = secrets.token_hex(8).encode()
        self._over = threading.Event()
        self.is_lost = False

    def take(self) -> bool:
        """Whether nobody else has it."""
        return self._storage.add(self._name, self._mark, LEASE) or self._storage.get(self._name) == self._mark

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Give signs of life meanwhile; then let it go."""
        thread = threading.Thread(target=self._renew, name="signs of life", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
            with suppress(AwayError):
                self.release()

    def release(self) -> None:
        """Let it go where it is still ours."""
        if self._storage.get(self._name) == self._mark:
            self._storage.delete(self._name)

    def _renew(self) -> None:
        while not self._over.wait(_SIGN_OF_LIFE):
            with suppress(AwayError):
                lives = self._storage.swap(self._name, self._mark, self._mark, LEASE)
                self.is_lost = not (lives or self.take())  # it may have ended while the storage was away


class Board:
    """The loads of all editors, as all servers see them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.now = time.time

    def folder(self, token: str) -> JobFolder:
        """The files of a load."""
        return JobFolder(self._storage, token)

    def find(self, token: str) -> Job | None:
        """The load of a token, and how far it is; None when there is none, or it is no token at all."""
        text = self._storage.get(_JOBS + token) if _TOKEN.fullmatch(token) else None
        if not text:
            return None
        job = parsed(text)
        steps = self._storage.get(_PROGRESS + token) if job.begun and job.running else None
        return replace(job, **json.loads(steps)) if steps else job

    def tokens(self) -> list[str]:
        """Those of all loads."""
        return [name.removeprefix(_JOBS) for name in self._storage.names(_JOBS)]

    def make_room(self, size: int, most: int) -> None:
        """Where the files of all loads would take more than `most` bytes, forget the oldest that rest."""
        jobs = [job for job in map(self.find, self.tokens()) if job]
        total = size + sum(job.size for job in jobs)
        for job in sorted(jobs, key=lambda job: job.queued_at):
            if total > most and job.size and not job.running:
                self._storage.delete(_JOBS + job.token)
                self.folder(job.token).drop()
                total -= job.size

    def start(self, job: Job, doing: str, origin: str, using: Mapping[str, Any]) -> Job:
        """Note that something is to be done with a load, as it was when somebody asked for that; or Busy."""
        started = replace(job.started(doing, origin, using), queued_at=self.now())
        if not job.turn:
            self._storage.put(_JOBS + job.token, started.dumped(), LIFETIME)
            return started
        text = self._storage.get(_JOBS + job.token)
        stored = parsed(text) if text else None
        if not text or not stored or stored.running or stored.turn != job.turn or not self._swap(text, started):
            raise Busy
        self.folder(job.token).renew()
        return started

    def claim(self, token: str, turn: int) -> tuple[Claim, Job] | None:
        """The right to do what is to be done with a load; None where there is nothing to do, or another does it."""
        claim = Claim(self._storage, token)
        if not claim.take():
            return None
        text = self._storage.get(_JOBS + token)
        job = parsed(text) if text else None
        if text and job and job.running and not job.begun and job.turn == turn:
            begun = replace(job, begun=True, tries=job.tries + 1)
            self._storage.delete(_PROGRESS + token)
            if self._swap(text, begun):
                return claim, begun
        claim.release()
        return None

    def progress(self, token: str, step: str, done: int, total: int) -> None:
        """Say how far a load is."""
        with suppress(AwayError):
            self._storage.put(_PROGRESS + token, json.dumps({"step": step, "done": done, "total": total}).encode(), 60)

    def end(self, job: Job) -> None:
        """Say how it ended; not where another has been given the same to do meanwhile."""
        pause = threading.Event()
        for _ in range(_TO_SAY):
            with suppress(AwayError):
                if self._ended(job):
                    return
            pause.wait(1)

    def _ended(self, job: Job) -> bool:
        text = self._storage.get(_JOBS + job.token)
        stored = parsed(text) if text else None
        if not text or not stored or (stored.turn, stored.tries) != (job.turn, job.tries):
            return True
        return self._swap(text, replace(job, running=False))

    def looked_after(self, job: Job) -> tuple[Job, bool]:
        """A load, and whether it is to be put into the queue: nobody has begun with it, or who did is gone."""
        text = self._storage.get(_JOBS + job.token)
        if not text or not parsed(text).running or self._storage.get(_CLAIMS + job.token):
            return job, False
        stored = parsed(text)  # as it was before we saw that nobody works on it
        if stored.begun and not (stored.changes_nothing and stored.tries < _MOST_TRIES):
            lost, again = replace(stored, running=False, interrupted=True), False
        elif stored.begun or self.now() - stored.queued_at > _LONGEST_WAIT:
            lost, again = replace(stored, begun=False, queued_at=self.now()), True
        else:
            return job, False
        return (lost, again) if self._swap(text, lost) else (self.find(job.token) or job, False)

    def _swap(self, old: bytes, new: Job) -> bool:
        return self._storage.swap(_JOBS + new.token, old, new.dumped(), LIFETIME)


def new_token() -> str:
    """A name that nobody guesses."""
    return secrets.token_hex(16)
