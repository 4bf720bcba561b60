"""How large a request may be, and how many answers are made at a time: files, which take seconds, and pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import flask
from prometheus_client import Counter

from dashboard.signin.access import refusal

REFUSED = Counter("monitor_costly_refused", "Files and decks refused, since as many as allowed were being made.")

MOST_BYTES = 256 * 2**10
"""Of a request's body, unless its address takes files: a callback of a full page sends some 20 kB."""

_COSTLY = (
    *(".xlsx", ".pptx", ".html", ".zip", ".png", ".csv", ".atom", ".ics", ".xml", ".jsonld", "/datapackage.json"),
    *("/oembed", "/present", "/present.json", "/present/edit", "/api/v1/", "/openapi.json"),
)
_SHARE = 2  # one of so many threads may make a costly answer
_RETRY = 5  # seconds

_DRAWN = {"/", "/<path:path>", "page", "/_dash-update-component"}
"""Endpoints of pages and of what changes on them, by Dash's own names for most."""
_DRAWING = 2  # at a time: threads share one processor, and what only asks for news would wait for each of them
_PATIENCE = 1.0  # seconds, after which a page is drawn though others are: they may wait for a database that is away


def register(server: flask.Flask, threads: int) -> None:
    """Refuse what is too large before it is read, and costly answers beyond what leaves threads for pages."""
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    share = _Share(max(threads // _SHARE, 1))
    turns = _Turns(_DRAWING)
    server.before_request(turns.begin)
    server.teardown_request(turns.end)
    server.before_request(share.begin)
    server.after_request(share.keep)
    server.teardown_request(share.end)
    server.register_error_handler(413, lambda _fault: refusal(413, "This request is too large."))


def busy(_fault: Exception | None = None) -> flask.Response:
    """The answer to who comes while as much is under way as may be."""
    answer = refusal(503, "The server is busy just now. Please try again in a few seconds.")
    answer.headers["Retry-After"] = str(_RETRY)
    return answer


class _Share:
    """So many costly answers at a time, each until its last piece is made."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    def begin(self) -> flask.Response | None:
        """Put a costly answer off where there are as many as may be."""
        if not _is_costly():
            return None
        if not self._free.acquire(blocking=False):
            REFUSED.inc()
            return busy()
        flask.g.is_costly = True
        return None

    def keep(self, response: flask.Response) -> flask.Response:
        """An answer that is made as it is sent has only begun when the request ends."""
        if response.is_streamed and flask.g.pop("is_costly", False):
            pieces = _Pieces(response.response, self._free.release)
            response.response = pieces
            response.call_on_close(pieces.close)
        return response

    def end(self, _fault: BaseException | None) -> None:
        """Of a request, however it went."""
        if flask.g.pop("is_costly", False):
            self._free.release()


class _Turns:
    """So many pages are drawn at a time, each soon, in place of many together, all late."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    def begin(self) -> None:
        """Wait until a page may be drawn."""
        if flask.request.endpoint in _DRAWN:
            flask.g.has_turn = self._free.acquire(timeout=_PATIENCE)

    def end(self, _fault: BaseException | None) -> None:
        """Of a request, however it went."""
        if flask.g.pop("has_turn", False):
            self._free.release()


class _Pieces:
    """An answer that is made as it goes; something is done, once, when it has ended or nobody wants more of it."""

    def __init__(self, pieces: Iterable[Any], at_the_end: Callable[[], None]) -> None:
        self._pieces, self._at_the_end = iter(pieces), [at_the_end]

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            return next(self._pieces)
        except BaseException:  # that there are no more is one
            self.close()
            raise

    def close(self) -> None:
        """As WSGI has it."""
        while self._at_the_end:
            self._at_the_end.pop()()


def _is_costly() -> bool:
    """Whether an answer is a file or a deck, which is made of much; or takes a password, which is slow to check."""
    request = flask.request
    if request.method == "POST":
        return request.endpoint in _WITH_A_PASSWORD
    return request.method == "GET" and request.endpoint not in _CHEAP and request.path.endswith(_COSTLY)


_WITH_A_PASSWORD = {"signin_account", "invitation_join"}
_CHEAP = {"vendor", "static", "_dash_assets.static", "chart", "apple-touch-icon.png"}
"""Endpoints that answer from the disk, or with one chart."""
