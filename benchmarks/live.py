"""What open pages cost the server while nothing changes: each asks for the version as a browser does."""

from __future__ import annotations

import threading
import time
from http.client import HTTPConnection

from benchmarks.generate import REFERENCE, database
from benchmarks.results import Part, Promise
from benchmarks.screen import EVERY
from benchmarks.serving import Served, serving

_PAGES = 50
_SECONDS = 40.0
_PROMISED = 0.02  # of a core


def measure(_sizes: list[int]) -> Part:
    """Questions a second, and the share of a core that the server takes to answer them."""
    part = Part(
        "live",
        "Open pages while nothing changes",
        f"{_PAGES} open pages with the reference data for {_SECONDS:.0f} seconds, each asking for the version "
        f"every {EVERY:.0f} seconds over a connection it keeps; processor time of the server "
        "in that time.",
        ("", "questions a second", "% of a core"),
    )
    asked, share = _watched()
    part.rows.append(["reference data", f"{asked / _SECONDS:.1f}", f"{100 * share:.2f}"])
    promise = f"{_PAGES} open pages cost the server under 2% of a core when nothing changes"
    part.promises.append(Promise(promise, f"{share:.2%}", share < _PROMISED))
    return part


def _watched() -> tuple[int, float]:
    """How many questions were answered, and the share of a core they took."""
    with serving(database(REFERENCE)) as served:
        served.get("/version.json")  # the first request reads the snapshot
        pages = [_OpenPage(served, place) for place in range(_PAGES)]
        began, before = time.monotonic(), served.processor_time()
        for page in pages:
            page.start()
        for page in pages:
            page.join()
        share = (served.processor_time() - before) / (time.monotonic() - began)
    return sum(page.answered for page in pages), share


class _OpenPage(threading.Thread):
    """A page that asks again and again; the pages were not all opened at once."""

    def __init__(self, served: Served, place: int) -> None:
        super().__init__(daemon=True)
        self._wait = EVERY * place / _PAGES
        self._tag, self.answered = "", 0
        self._connection = HTTPConnection(served.host, served.port, timeout=60)

    def run(self) -> None:
        """Ask until the time is up."""
        over = time.monotonic() + _SECONDS
        while time.monotonic() + self._wait < over:
            time.sleep(self._wait)
            self._ask()
            self._wait = EVERY
        self._connection.close()

    def _ask(self) -> None:
        self._connection.request("GET", "/version.json", headers={"If-None-Match": self._tag})
        answer = self._connection.getresponse()
        self._tag = answer.headers["ETag"]
        answer.read()
        self.answered += 1
