"""Answers that are the same for everybody, given again as they went out: nothing is drawn or packed a second time."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Request

from dashboard.data.store import CACHE

EVERYBODYS = "monitor.everybodys"
"""Set in the environment of a request whose answer anybody may have who asks the same."""
ENDPOINT = "monitor.endpoint"
"""Set there to the endpoint of an answer that is given again, which Flask never sees."""

_MOST = 32 * 2**20  # bytes of all answers: some thousand pages
_LARGEST = 256 * 2**10  # bytes of an answer
_LONGEST_BODY = 64 * 2**10  # bytes of what a page sends with a change of filters
_ASKING = {"GET", "POST"}
_PATIENCE = 0.5  # seconds to wait for an answer that is being made: what takes longer, such as a file, is made for each


@dataclass(frozen=True)
class _Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    endpoint: str


class ResponseCache:
    """Gives again what `application` answered; `key` names all that an answer depends on, or is empty.

    Each process has its own: packed pages are small, and asking another server for one takes longer than this.
    """

    def __init__(self, application: WSGIApplication, key: Callable[[Request], str], most: int = _MOST) -> None:
        self._application, self._key, self._left = application, key, most
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._under_way: dict[str, threading.Event] = {}  # set once it is there, or is known not to be kept
        self._changing = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """A WSGI application."""
        key = self._of(environ)
        if not key:
            return self._application(environ, start_response)
        answer, others = self._find(key)
        if others and others.wait(_PATIENCE):
            answer = self._get(key)
        if answer:
            CACHE.labels("hit").inc()
            environ[ENDPOINT] = answer.endpoint
            start_response(answer.status, answer.headers)
            return [answer.body]
        if others:  # it is not for everybody, or takes long
            return self._fresh(key, environ, start_response)
        try:
            return self._fresh(key, environ, start_response)
        finally:
            self._under_way.pop(key).set()

    def _find(self, key: str) -> tuple[_Answer | None, threading.Event | None]:
        """The answer that is kept, or what is set once another thread has made it; neither: it is ours to make."""
        with self._changing:
            others = self._under_way.get(key)
            if not others and key not in self._answers:
                self._under_way[key] = threading.Event()
        return self._get(key), others

    def _of(self, environ: WSGIEnvironment) -> str:
        """The key of a request; none for one whose answer depends on more."""
        if environ["REQUEST_METHOD"] not in _ASKING or "HTTP_RANGE" in environ or "HTTP_IF_NONE_MATCH" in environ:
            return ""
        body = _body(environ)
        key = "" if body is None else self._key(Request(environ))
        parts = (key, environ["REQUEST_METHOD"], environ.get("HTTP_ACCEPT_ENCODING", ""), body)
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest() if key else ""

    def _fresh(self, key: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *more: object) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return start_response(status, headers, *more)  # type: ignore[arg-type]

        pieces = self._application(environ, begin)
        if not (begun and EVERYBODYS in environ and _may_be_kept(begun[-1][1])):
            return pieces
        try:
            body = b"".join(pieces)
        finally:
            getattr(pieces, "close", lambda: None)()
        self._keep(key, _Answer(*begun[-1], body, environ[EVERYBODYS]))
        return [body]

    def _get(self, key: str) -> _Answer | None:
        with self._changing:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: str, answer: _Answer) -> None:
        """Keep an answer, in place of those not asked for longest where there is no room."""
        with self._changing:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._left -= len(answer.body)
            while self._left < 0:
                _, oldest = self._answers.popitem(last=False)
                self._left += len(oldest.body)


def _body(environ: WSGIEnvironment) -> bytes | None:
    """What a request sends, which Flask can read once more; None where that is much or of unknown length."""
    if environ["REQUEST_METHOD"] == "GET":
        return b""
    length = environ.get("CONTENT_LENGTH", "")
    if not (length.isascii() and length.isdigit() and int(length) <= _LONGEST_BODY):
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _may_be_kept(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether an answer is whole, of a known and small size, and sets nothing for whoever asked."""
    named = {name.lower(): value for name, value in headers}
    return "set-cookie" not in named and int(named.get("content-length", _LARGEST + 1)) <= _LARGEST
