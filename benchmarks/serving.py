"""A real server on a free port, as in production."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]

from dashboard.cli.command_line import SERVER

_PATIENCE = 120  # seconds until a server must answer
_TOLD = 2000  # characters of the log of one that ended


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

    def processor_time(self) -> float:
        """Seconds of processor time that the process has taken."""
        taken = psutil.Process(self.pid).cpu_times()
        return float(taken.user + taken.system)

    def get(self, path: str) -> bytes:
        """What it answers at `path`."""
        connection = HTTPConnection(self.host, self.port, timeout=_PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse().read()
        connection.close()
        return answer


@contextmanager
def serving(
    database_url: str,
    app: str = "dashboard.wsgi:server",
    *,
    log: Path | None = None,
    port: int = 0,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Served]:
    """Serve a database while the block runs, on a free port or on `port`.

    `variables` go into the server's environment; what it logs is added to `log`, or to a file that goes with it.
    """
    environment = os.environ | {"MONITOR_DATABASE_URL": database_url} | dict(variables or {})
    with _written_to(log) as out:
        with socket.create_server(("127.0.0.1", port)) as listening:
            handle, port = listening.fileno(), listening.getsockname()[1]
            command = [sys.executable, "-m", SERVER, app, "--socket", str(handle)]
            process = subprocess.Popen(command, env=environment, pass_fds=[handle], stdout=out, stderr=out)
        try:
            served = Served("127.0.0.1", port, process.pid)
            _wait(served, process, out)
            yield served
        finally:
            process.terminate()
            process.wait()


def _written_to(log: Path | None) -> IO[bytes]:
    return log.open("a+b") if log else tempfile.TemporaryFile()


def _wait(served: Served, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            log.seek(0)
            said = log.read().decode(errors="replace")
            raise RuntimeError(f"The server ended at once, with status {process.returncode}: {said[-_TOLD:]}")
        try:
            served.get("/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"No answer from {served.address} within {_PATIENCE} seconds.")
