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


def limited(
    most: int, refused: Callable[[str], ResponseReturnValue], answer: Answer, text: int | None = None
) -> Answer:
    """An answer to files of so many bytes; where they have more, the refusal, which gets that size in megabytes.

    `text` are the bytes that fields may have which are no files.
    """

    @wraps(answer)
    def within(**named: Any) -> ResponseReturnValue:
        flask.request.max_content_length = most + _ROOM
        if text is not None:
            flask.request.max_form_memory_size = text
        try:
            return answer(**named)
        except RequestEntityTooLarge:
            return refused(f"{most / 2**20:.3g}")

    return within
