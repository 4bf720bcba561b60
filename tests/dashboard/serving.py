"""The dashboard served from a thread of the tests, for whoever asks by HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.settings import Settings


@contextmanager
def running(application: Any) -> Iterator[str]:
    """The address of a WSGI application, on a port that nobody else has."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def serving(url: str) -> AbstractContextManager[str]:
    """The address of the dashboard over the database at a URL."""
    return running(create_app(Settings(database_url=url, version_check_seconds=0)).server)
