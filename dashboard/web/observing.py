"""Every request as a whole: its id, its line in the access log, and what Prometheus counts of it."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import flask
from prometheus_client import Counter, Histogram
from werkzeug.wsgi import ClosingIterator

from dashboard.signin.proxy import Proxies
from dashboard.web.response_cache import ENDPOINT

REQUESTS = Counter("monitor_requests", "Requests answered.", ("endpoint", "status"))
SECONDS = Histogram(
    "monitor_request_seconds",
    "Seconds until an answer was there in whole.",
    ("endpoint",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30),
)

HEADER = "X-Request-ID"
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")
"""Of the request that this thread works on, or has worked on last."""
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UNLOGGED = ("healthz", "readyz", "version.json")
"""What is asked every few seconds and says nothing of readers."""
_UNQUOTED = "/:@!$&'()*+,;=~"  # signs of a path that stand for themselves
_LONGEST_METHOD, _LONGEST_PATH = 20, 500
_log = logging.getLogger("dashboard.access")


def register(server: flask.Flask, root: str, *, is_logged: bool) -> None:
    """Look at every request on its way to Flask, and at its answer until the last byte."""
    proxies: Proxies = server.extensions["signin"].proxies
    server.wsgi_app = Observed(server.wsgi_app, proxies, root, is_logged=is_logged)  # type: ignore[method-assign]


class Observed:
    """A WSGI application with an id for each request, which a proxy of ours may have given it.

    The log has the path of a request and never its query, in which a provider sends what signs somebody in.
    """

    def __init__(self, application: WSGIApplication, proxies: Proxies, root: str, *, is_logged: bool) -> None:
        self._application, self._proxies, self._is_logged = application, proxies, is_logged
        self._unlogged = {f"{root}{name}" for name in _UNLOGGED}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """A WSGI application."""
        id_ = self._id(environ)
        REQUEST_ID.set(id_)
        exchange = _Exchange(environ, is_logged=self._is_logged and environ["PATH_INFO"] not in self._unlogged)

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            exchange.begin(int(status[:3]), headers)
            return start_response(status, [*headers, (HEADER, id_)], *more)

        try:
            return exchange.counted(self._application(environ, begin))
        except Exception:
            exchange.end()
            raise

    def _id(self, environ: WSGIEnvironment) -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        is_believed = _PLAIN.fullmatch(given) and self._proxies.is_ours(environ.get("REMOTE_ADDR", ""))
        return given if is_believed else secrets.token_hex(8)


class _Exchange:
    """A request and its answer, noted once the answer is there in whole."""

    def __init__(self, environ: WSGIEnvironment, *, is_logged: bool) -> None:
        self._environ, self._is_logged = environ, is_logged
        self._began = time.perf_counter()
        self._status, self._size = 500, 0
        self._endpoint: str | None = None

    def begin(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        """Take what is known before the first byte of the answer."""
        request = self._environ.get("werkzeug.request")  # gone when Flask is through with it
        self._status, self._endpoint = status, getattr(request, "endpoint", self._environ.get(ENDPOINT))
        self._size = next((int(value) for name, value in headers if name == "Content-Length"), 0)

    def counted(self, pieces: Iterable[bytes]) -> Iterable[bytes]:
        """The same pieces of an answer; their end is noted."""
        if type(pieces) is self._environ.get("wsgi.file_wrapper"):  # a file, which the server reads by itself
            self.end()
            return pieces
        close = getattr(pieces, "close", lambda: None)
        return ClosingIterator(self._counted(pieces), [close, self.end])

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        self._size = 0
        for piece in pieces:
            self._size += len(piece)
            yield piece

    def end(self) -> None:
        """Note what became of the request."""
        seconds = time.perf_counter() - self._began
        endpoint = self._endpoint or "none"
        REQUESTS.labels(endpoint, self._status).inc()
        SECONDS.labels(endpoint).observe(seconds)
        if self._is_logged:
            self._write(round(seconds * 1000))

    def _write(self, milliseconds: int) -> None:
        fields = {
            "method": self._environ["REQUEST_METHOD"][:_LONGEST_METHOD],
            "path": quote(self._environ["PATH_INFO"].encode("latin1"), _UNQUOTED)[:_LONGEST_PATH],
            "status": self._status,
            "milliseconds": milliseconds,
            "bytes": self._size,
        }
        _log.info("%(method)s %(path)s %(status)d %(milliseconds)d ms %(bytes)d bytes", fields)
