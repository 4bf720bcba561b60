"""PostgreSQL, Redis and nginx on free ports of the loopback, which can be stopped, hung and started again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

_INSTALL = Path(__file__).with_name("install_services.sh")
_PATIENCE = 30  # seconds until a service answers, or has ended
_POSTGRES = "postgres"  # the user PostgreSQL runs as where we are root, whom it refuses


@dataclass
class Service:
    """A program that listens on a port of the loopback."""

    command: Sequence[str]
    port: int
    ends_by: signal.Signals = signal.SIGTERM
    user: str | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(self.command, stdout=quiet, stderr=quiet, user=self.user, cwd="/")
        _wait_for(self.port, self.process)

    def stop(self) -> None:
        """End it, as its operator would who is in a hurry."""
        if self.process is None:
            return
        self.resume()
        self.process.send_signal(self.ends_by)
        self.process.wait(_PATIENCE)
        self.process = None

    def hang(self) -> None:
        """Let it hold its connections and answer nothing, with all its processes."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None, "only what runs is hung or goes on"
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self.process.pid)
            for one in (parent, *parent.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    one.send_signal(number)


def install() -> None:
    """Install what is missing; an end with a sentence where that cannot be done."""
    if subprocess.run([_INSTALL], check=False).returncode:
        raise SystemExit(1)


@contextmanager
def postgresql() -> Iterator[tuple[Service, str]]:
    """A server with a fresh database, and the URL of that."""
    binaries = _postgresql_programs()
    user = _POSTGRES if os.geteuid() == 0 else None
    with _folder(user) as folder:
        data, port = folder / "data", free_port()
        words = ["-U", "monitor", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        initdb = [str(binaries / "initdb"), "-D", str(data), *words]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, user=user, cwd="/")
        settings = ["-h", "127.0.0.1", "-k", str(folder), "-c", "fsync=off"]
        command = [str(binaries / _POSTGRES), "-D", str(data), "-p", str(port), *settings]
        # SIGQUIT ends it at once, as a fault would: connections are not waited for
        with _running(Service(command, port, signal.SIGQUIT, user)) as service:
            yield service, f"postgresql+psycopg://monitor@127.0.0.1:{port}/postgres"


@contextmanager
def redis(eviction: str, megabytes: int = 128) -> Iterator[tuple[Service, str]]:
    """A server that writes nothing to disk, and its URL; `eviction` is what it does when its memory is full."""
    port = free_port()
    memory = ["--maxmemory", f"{megabytes}mb", "--maxmemory-policy", eviction]
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", *memory]
    with _running(Service(command, port)) as service:
        yield service, f"redis://127.0.0.1:{port}/0"


@contextmanager
def nginx(http: str, folder: Path) -> Iterator[Service]:
    """A proxy; `http` is what stands in the http block of its configuration, with `{port}` where it listens."""
    port, config = free_port(), folder / "nginx.conf"
    kept = [f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    lines = [
        *(["user root;"] if os.geteuid() == 0 else []),
        *("worker_processes 1;", f"pid {folder}/nginx.pid;", f"error_log {folder}/nginx.log;"),
        *("events { worker_connections 4096; }", "http {", "access_log off;", *kept),
        *(http.replace("{port}", str(port)), "}"),
    ]
    config.write_text("\n".join(lines))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-p", str(folder), "-c", str(config), "-g", "daemon off;"]
    subprocess.run([*command[:-2], "-t", "-q"], check=True)
    with _running(Service(command, port)) as service:
        yield service


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _postgresql_programs() -> Path:
    """Where the newest server's programs are."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return folders[-1] if folders else Path(shutil.which("initdb") or "").parent


@contextmanager
def _folder(owner: str | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="ogm-"))
    if owner:
        shutil.chown(folder, owner, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(service: Service) -> Iterator[Service]:
    service.start()
    try:
        yield service
    finally:
        service.stop()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} did not answer on port {port}; status {process.returncode}.")
