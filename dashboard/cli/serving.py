"""The dashboard in a child process, on a port that nobody else has."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.cli.command_line import SERVER
from dashboard.settings import Settings

_HOST = "127.0.0.1"


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a server under the settings of the environment; who asks before it is ready waits."""
    with socket.create_server((_HOST, 0)) as listening:
        handle, port = listening.fileno(), listening.getsockname()[1]
        command = [sys.executable, "-m", SERVER, "--socket", str(handle)]
        own = {"MONITOR_DATABASE_URL": settings.database_url}
        server = subprocess.Popen(  # noqa: S603 - the arguments are ours
            command, pass_fds=[handle], env=os.environ | own, stdout=subprocess.DEVNULL
        )
    try:
        yield f"http://{_HOST}:{port}"
    finally:
        server.terminate()
        server.wait()
