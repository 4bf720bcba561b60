"""How a server fares while something is done to it: how soon it says that it is well, and the memory it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from benchmarks.serving import Served

_EVERY, _LOOK = 0.5, 0.05  # seconds between two questions, and between two looks at the memory
_PATIENCE = 20.0  # seconds that a question waits


@dataclass
class Probe:
    """What was seen while a block ran."""

    waits: list[float] = field(default_factory=list)  # seconds of each answer of /healthz
    unwell: int = 0  # questions that got no 200
    highest: int = 0  # resident bytes

    @property
    def slowest(self) -> float:
        """Seconds of the slowest answer."""
        return max(self.waits, default=0.0)


@contextmanager
def probed(served: Served) -> Iterator[Probe]:
    """Ask /healthz twice a second and watch the memory while the block runs."""
    probe, ended = Probe(highest=served.memory()), threading.Event()
    watchers = [
        threading.Thread(target=_again, args=(ended, _EVERY, lambda: _ask(served, probe))),
        threading.Thread(target=_again, args=(ended, _LOOK, lambda: _look(served, probe))),
    ]
    for watcher in watchers:
        watcher.start()
    try:
        yield probe
    finally:
        ended.set()
        for watcher in watchers:
            watcher.join()


def _again(ended: threading.Event, every: float, act: Callable[[], None]) -> None:
    while True:
        act()
        if ended.wait(every):
            return


def _ask(served: Served, probe: Probe) -> None:
    connection = HTTPConnection(served.host, served.port, timeout=_PATIENCE)
    start = time.perf_counter()
    try:
        connection.request("GET", "/healthz")
        well = connection.getresponse().status == 200
    except (OSError, HTTPException):
        well = False
    finally:
        connection.close()
    probe.waits.append(time.perf_counter() - start)
    probe.unwell += not well


def _look(served: Served, probe: Probe) -> None:
    probe.highest = max(probe.highest, served.memory())
