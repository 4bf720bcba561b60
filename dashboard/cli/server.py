"""The server: waitress, which has a request whole before a thread takes it, within limits of size, number and time."""

from __future__ import annotations

import logging
import pkgutil
import resource
import signal
import socket
import sys
import time
from collections import deque
from typing import Annotated, Any, NoReturn

import flask
import typer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer, create_server

from dashboard.cli import logs, start
from dashboard.cli.command_line import refuse, settings
from dashboard.editing.jobs import jobs_of
from dashboard.settings import SettingError, Settings

_CONNECTIONS = 4000
_OWN_FILES = 200  # of the process beside its connections: the database, catalogues, files on their way
_SILENCE = 30  # seconds that a connection may be idle, or a request take to arrive whole
_SLOWEST = 10_000  # bytes a second: those of a larger body buy it more time
_LIGHT = ("/version.json", "/healthz", "/readyz")
OF_A_FORM = 2**20  # bytes of a load beside its files


class _Parser(HTTPRequestParser):
    """A request, whose head may be anything: what cannot be read is refused, as waitress does, by and large."""

    def parse_header(self, header_plus: bytes) -> None:
        """Take the head of a request."""
        try:
            super().parse_header(header_plus)
        except ValueError as fault:
            raise ParsingError(str(fault)) from None


class _Channel(HTTPChannel):
    """A connection on which a trickle of bytes is no sign of life: what matters is when the request is whole."""

    parser_class = _Parser
    _begun = 0.0

    def received(self, data: bytes) -> bool:
        """Take bytes of a request; while more are to come, it counts as silent since its first bytes came."""
        now = time.time()
        if self.request is None:
            self._begun = now
        taken: bool = super().received(data)
        if self.request is not None:
            self._begun += len(data) / _SLOWEST
            self.last_activity = min(self._begun, now)
        return taken


class _Queue:
    """Requests that wait for a thread: those that take no time go first, so that they never wait for pages."""

    def __init__(self) -> None:
        self._light: deque[HTTPChannel] = deque()
        self._others: deque[HTTPChannel] = deque()

    def append(self, channel: HTTPChannel) -> None:
        """Take a connection whose next request is there in whole."""
        (self._light if getattr(channel.requests[0], "path", "").endswith(_LIGHT) else self._others).append(channel)

    def popleft(self) -> HTTPChannel:
        """The next one; IndexError where there is none."""
        return (self._light or self._others).popleft()

    def __len__(self) -> int:
        return len(self._light) + len(self._others)


def create(application: Any, listening: socket.socket, chosen: Settings) -> BaseWSGIServer:
    """A server on a socket; `run()` serves until the process is asked to end."""
    # a queue that grows for a moment is nothing that an operator can act on
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        application,
        sockets=[listening],
        threads=chosen.threads,
        connection_limit=_connections(),
        channel_timeout=_SILENCE,
        cleanup_interval=5,
        max_request_header_size=32 * 2**10,
        max_request_body_size=max(chosen.upload_bytes, chosen.evidence_bytes) + OF_A_FORM,
        outbuf_high_watermark=2**40,  # a large answer to a slow reader waits on disk, not in a thread
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,  # signin/proxy.py knows whom to believe
        ident=None,
    )
    assert isinstance(server, BaseWSGIServer)  # on one socket
    server.channel_class = _Channel
    server.task_dispatcher.queue = _Queue()  # type: ignore[assignment]
    return server


def _connections() -> int:
    """How many connections may be open: as many as the system lets the process have files, within reason."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _OWN_FILES
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    return max(most - _OWN_FILES, 100)


def run(application: Any, listening: socket.socket, chosen: Settings) -> None:
    """Serve until SIGTERM or Ctrl+C; answers being made are finished first, and what editors load has a moment."""
    signal.signal(signal.SIGTERM, _end)
    try:
        create(application, listening, chosen).run()
    finally:
        if isinstance(application, flask.Flask):
            jobs_of(application).stop()


def _end(_number: int, _frame: object) -> NoReturn:
    sys.exit()


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    application: Annotated[str, typer.Argument(help="A WSGI application, as module:name.")] = "dashboard.wsgi:server",
    listening: Annotated[int | None, typer.Option("--socket", help="Number of a socket that is open already.")] = None,
) -> None:
    """Serve the dashboard at MONITOR_HOST and MONITOR_PORT, or on a socket that is open already."""
    chosen = settings()
    try:
        start.check(chosen)
    except SettingError as fault:
        refuse(str(fault))
    logs.set_up(chosen.log_format)
    opened = socket.socket(fileno=listening) if listening else socket.create_server((chosen.host, chosen.port))
    run(pkgutil.resolve_name(application), opened, chosen)


if __name__ == "__main__":
    app()
