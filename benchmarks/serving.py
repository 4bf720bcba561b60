"""A real server on a free port, as in production."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import psutil

from dashboard.cli.command_line import SERVER

_PATIENCE = 120  # seconds until a server must answer


@dataclass(frozen=True)
class Served:
    """A running server."""

    host: str
    port: int
    pid: int

    @property
    def address(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    def memory(self) -> int:
        """Resident bytes of the process now."""
        return int(psutil.Process(self.pid).memory_info().rss)

    def get(self, path: str) -> bytes:
        """What it answers at `path`."""
        connection = HTTPConnection(self.host, self.port, timeout=_PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse().read()
        connection.close()
        return answer


@contextmanager
def serving(database_url: str, app: str = "dashboard.wsgi:server", **variables: str) -> Iterator[Served]:
    """Serve a database while the block runs; `variables` go into the server's environment."""
    environment = os.environ | {"MONITOR_DATABASE_URL": database_url} | variables
    with socket.create_server(("127.0.0.1", 0)) as listening:
        handle, port = listening.fileno(), listening.getsockname()[1]
        command = [sys.executable, "-m", SERVER, app, "--socket", str(handle)]
        process = subprocess.Popen(command, env=environment, pass_fds=[handle])
    try:
        served = Served("127.0.0.1", port, process.pid)
        _wait(served, process)
        yield served
    finally:
        process.terminate()
        process.wait()


def _wait(served: Served, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at once, with status {process.returncode}.")
        try:
            served.get("/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"No answer from {served.address} within {_PATIENCE} seconds.")
