"""The dashboard as it is deployed, on a socket that is already open."""

from __future__ import annotations

import multiprocessing
import os
import socket

FORKS = multiprocessing.get_context("forkserver")
# What takes a second to import is there at once in every server.
FORKS.set_forkserver_preload(["dashboard.app", "dashboard.cli.server"])


def serve(listening: socket.socket, environment: dict[str, str]) -> None:
    """Serve until terminated, with the settings of an environment."""
    from dashboard.cli.server import run
    from dashboard.settings import from_environment

    os.environ.clear()
    os.environ.update(environment)
    from dashboard.wsgi import server
    from tests import unsynced  # noqa: F401  does its work by being there

    run(server, listening, from_environment())
