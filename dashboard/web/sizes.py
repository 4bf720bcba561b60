"""Requests that bring files: nothing beyond a limit is read, whoever sends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

_ROOM = 64 * 1024  # bytes of a form beside its files

Answer = Callable[..., ResponseReturnValue]


def limited(most: int, refused: Callable[[str], ResponseReturnValue], answer: Answer) -> Answer:
    """An answer to files of so many bytes; where they have more, the refusal, which gets that size in megabytes."""

    @wraps(answer)
    def within(**named: Any) -> ResponseReturnValue:
        flask.request.max_content_length = most + _ROOM
        try:
            return answer(**named)
        except RequestEntityTooLarge:
            return refused(f"{most / 2**20:.3g}")

    return within
