"""How many pages are open, as far as they ask this server for news: many spread what they then ask for over longer."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from time import monotonic
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import flask

PATH = "version.json"
"""Where open pages ask, once in so many seconds each (`every` of assets/js/lib/pace.json)."""
EVERY = 5


def register(server: flask.Flask, root: str) -> None:
    """Count on the way in, before anything answers."""
    audience = Audience(server.wsgi_app, f"{root}{PATH}")
    server.wsgi_app = audience  # type: ignore[method-assign]
    server.extensions["audience"] = audience


def open_pages() -> int:
    """How many pages are open."""
    audience: Audience = flask.current_app.extensions["audience"]
    return audience.pages()


class Audience:
    """A WSGI application that counts who asks at `path`, by stretches of EVERY seconds."""

    def __init__(self, application: WSGIApplication, path: str) -> None:
        self._application, self._path = application, path
        self._changing = threading.Lock()
        self._stretch, self._now, self._before = 0, 0, 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """A WSGI application."""
        if environ["PATH_INFO"] == self._path:
            self._count()
        return self._application(environ, start_response)

    def pages(self) -> int:
        """Pages that asked in the last whole stretch of time, or already in this one."""
        with self._changing:
            self._turn()
            return max(self._now, self._before)

    def _count(self) -> None:
        with self._changing:
            self._turn()
            self._now += 1

    def _turn(self) -> None:
        stretch = int(monotonic() // EVERY)
        if stretch != self._stretch:
            self._before = self._now if stretch == self._stretch + 1 else 0
            self._stretch, self._now = stretch, 0
