"""How large a request may be, and how many answers that take seconds are made at a time."""

from __future__ import annotations

import threading

import flask

from dashboard.language.words import N_
from dashboard.metrics import REFUSED
from dashboard.settings import Settings
from dashboard.signin.access import refusal

MOST_BYTES = 256 * 2**10
"""Of a request's body, unless its address takes files: a callback of a full page sends some 20 kB."""

_COSTLY = (".xlsx", ".pptx", ".html", ".zip", ".png", "/present", "/present.json", "/present/edit")
_SHARE = 2  # one of so many threads may make a costly answer
_RETRY = 5  # seconds
_BUSY = N_("The server is busy with other files. Please try again in a few seconds.")
_TOO_LARGE = N_("This request is too large.")


def register(server: flask.Flask, settings: Settings) -> None:
    """Refuse what is too large before it is read, and costly answers beyond what leaves threads for pages."""
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    free = threading.BoundedSemaphore(max(settings.threads // _SHARE, 1))

    @server.before_request
    def begin() -> flask.Response | None:
        if not _is_costly():
            return None
        if not free.acquire(blocking=False):
            REFUSED.inc()
            answer = refusal(503, _BUSY)
            answer.headers["Retry-After"] = str(_RETRY)
            return answer
        flask.g.is_costly = True
        return None

    @server.teardown_request
    def end(_fault: BaseException | None) -> None:
        if flask.g.pop("is_costly", False):
            free.release()

    @server.errorhandler(413)
    def too_large(_fault: Exception) -> flask.Response:
        return refusal(413, _TOO_LARGE)


def _is_costly() -> bool:
    """Whether an address is of a file or a deck, which is made of many answers."""
    request = flask.request
    return request.method == "GET" and request.endpoint not in _OF_DISK and request.path.endswith(_COSTLY)


_OF_DISK = {"vendor", "static", "_dash_assets.static"}
