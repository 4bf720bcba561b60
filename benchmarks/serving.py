"""A real server on a free port, as in production: gunicorn, one worker of class gthread."""

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

    def workers(self) -> list[int]:
        """Process numbers of its workers."""
        return [worker.pid for worker in psutil.Process(self.pid).children()]

    def memory(self) -> int:
        """Resident bytes of its workers now."""
        return sum(int(psutil.Process(worker).memory_info().rss) for worker in self.workers())

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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"MONITOR_DATABASE_URL": database_url} | variables
    command = [sys.executable, "-m", *SERVER, "--timeout", str(_PATIENCE), "--bind", f"127.0.0.1:{port}", app]
    process = subprocess.Popen(command, env=environment)
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
