"""An application that the server serves in tests: one answer is large, the others are small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

PIECE = b"x" * 2**16
PIECES = 480  # 30 MB


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return (PIECE for _ in range(PIECES)) if environ["PATH_INFO"] == "/large" else [b"small"]
