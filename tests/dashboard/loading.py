"""Servers at work on what is in their queue, and waiting until a load has ended."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dash import Dash

from dashboard.editing.job import Job
from dashboard.editing.jobs import jobs_of

_PATIENCE = 60  # seconds
_A_MOMENT = 0.02


@contextmanager
def at_work(app: Dash) -> Iterator[None]:
    """Meanwhile the server has threads that work on loads, as it has when it is served."""
    jobs = jobs_of(app.server)
    jobs.start()
    try:
        yield
    finally:
        jobs.stop()


def ended(app: Dash, token: str) -> Job:
    """A load, once nothing is done with it any more."""
    pause, board = threading.Event(), jobs_of(app.server).board
    for _ in range(int(_PATIENCE / _A_MOMENT)):
        job = board.find(token)
        if job and not job.running:
            return job
        pause.wait(_A_MOMENT)
    raise AssertionError(f"{token} is still worked on")
