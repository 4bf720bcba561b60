"""The short way to say that nothing is new: open pages ask all the time, and Flask would cost as much as the server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Unchanged:
    """Answers 304 where the tag of a question is the one that `tag` gives now; all else goes on to `application`."""

    def __init__(self, application: Application, path: str, tag: Callable[[], str]) -> None:
        self._application, self._path, self._tag = application, path, tag

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A WSGI application."""
        asked = environ.get("HTTP_IF_NONE_MATCH")
        here = environ["PATH_INFO"] == self._path and environ["REQUEST_METHOD"] == "GET"
        if not (here and asked and asked == self._tag()):
            return self._application(environ, start_response)
        start_response("304 Not Modified", [("ETag", asked), ("Cache-Control", "no-cache")])
        return []
