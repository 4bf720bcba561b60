"""The dashboard as it is deployed, on a socket that is already open."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys

OPTIONS = ("--worker-class=gthread", "--threads=4", "--no-control-socket", "--log-level=warning", "--timeout=120")

FORKS = multiprocessing.get_context("forkserver")
# What takes a second to import is there at once in every server.
FORKS.set_forkserver_preload(["dashboard.app", "gunicorn.app.wsgiapp"])


def serve(listening: socket.socket, environment: dict[str, str]) -> None:
    """Serve until terminated, with the settings of an environment."""
    from gunicorn.app.wsgiapp import run

    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["gunicorn", *OPTIONS, f"--bind=fd://{listening.fileno()}", "dashboard.wsgi:server"]
    run()
