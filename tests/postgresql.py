"""A throw-away PostgreSQL server for the tests, where the server's programs are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_INSTALLED = Path("/usr/lib/postgresql")


def find_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, of the newest server there is."""
    on_path = shutil.which("pg_ctl")
    folders = sorted(_INSTALLED.glob("*/bin"), key=lambda folder: int(folder.parent.name.split(".")[0]), reverse=True)
    candidates = [*([Path(on_path).parent] if on_path else []), *folders]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """URL of a fresh database on a free port of the loopback; server and files are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ogm-pg-"))
    data, port = folder / "data", _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    control = [binaries / "pg_ctl", "-D", data]
    try:
        _run([binaries / "initdb", "-D", data, "-U", "monitor", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        settings = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
        _run([*control, "-w", "-l", folder / "log", "-o", settings, "start"])
        try:
            yield f"postgresql+psycopg://monitor@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    """As the user `postgres` when we are root, whom the server refuses."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
