"""A Redis of the tests' own: the real one where it is installed, else one that speaks its protocol."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from fakeredis import TcpFakeServer


@contextmanager
def server() -> Iterator[str]:
    """The URL of one that is empty, and gone afterwards."""
    program = shutil.which("redis-server")
    with _real(program) if program else _fake() as port:
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def _fake() -> Iterator[int]:
    fake = TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    fake.daemon_threads = True  # else it waits for its clients to go
    threading.Thread(target=fake.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield fake.server_address[1]
    finally:
        fake.shutdown()
        fake.server_close()


@contextmanager
def _real(program: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    pause, client = threading.Event(), redis.Redis(port=port)
    for _ in range(500):
        try:
            client.ping()
        except redis.ConnectionError:
            pause.wait(0.02)
        else:
            client.close()
            return
    raise AssertionError("Redis does not answer")
