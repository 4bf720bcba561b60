"""What readers get while something is wrong: pages, changes of filters, numbers, rows and the sign of life."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks import screen
from benchmarks.client import Answer, Client

PATIENCE = 15.0  # seconds that a reader waits
READERS = 2  # of each kind
_PAUSE = 0.5  # seconds between an answer and the next question of a reader: some twenty questions a second
_TOLD, _LOST = b"cannot be reached since", b"could not be drawn"
CHANGE = "/_dash-update-component"

ADDRESSES: dict[str, Sequence[str]] = {
    "page": ("/", "/leadership", "/members", "/pilots", "/agenda", "/brief"),
    "change": (CHANGE,),
    "chart": ("/charts/completion-by-theme.csv", "/charts/completion-by-region.csv"),
    "rows": ("/commitments.csv", "/data/members.csv"),
    "healthz": ("/healthz",),
}
"""What is asked, by kind: rows come from the database, all else from memory."""

Change = Callable[[str], bytes]
"""From the query string that is chosen, what an open page sends."""


@dataclass
class Reading:
    """All answers, by kind."""

    answers: dict[str, list[Answer]] = field(default_factory=lambda: {kind: [] for kind in ADDRESSES})

    def share(self, kind: str) -> float:
        """The share of questions of a kind that were answered with 200, and with every chart."""
        return 1 - self.failed(kind) / max(len(self.answers[kind]), 1)

    def failed(self, kind: str) -> int:
        """How many were not."""
        return sum(not _is_whole(answer) for answer in self.answers[kind])

    def slowest(self, kind: str) -> float:
        """Seconds until the slowest answer of a kind came, or until a reader gave up."""
        return max((answer.seconds for answer in self.answers[kind]), default=0.0)

    def told(self) -> float:
        """The share of pages that said that the database cannot be reached."""
        pages = [answer for answer in self.answers["page"] if answer.status == 200]
        return sum(_TOLD in answer.content() for answer in pages) / len(pages) if pages else 0.0


def _is_whole(answer: Answer) -> bool:
    return answer.status == 200 and _LOST not in answer.content()


async def opened(port: int) -> Change:
    """Open the Overview, and stay there."""
    client = Client(port, PATIENCE)
    known = screen.callbacks((await client.ask("/_dash-dependencies")).content())
    page = screen.shown((await client.ask(CHANGE, screen.opening(known, "/", ""))).content())
    client.close()
    return lambda query: page.following(known, query)


async def read(port: int, seconds: float, queries: Sequence[str], change: Change) -> Reading:
    """Ask for everything again and again, under filters that differ each time, until the time is up."""
    reading, until, asked = Reading(), time.monotonic() + seconds, cycle(queries)

    async def reader(kind: str) -> None:
        client = Client(port, PATIENCE)
        for path in cycle(ADDRESSES[kind]):
            if time.monotonic() > until:
                break
            query = next(asked)
            answer = client.ask(path, change(query)) if path == CHANGE else client.ask(path + query)
            reading.answers[kind].append(await answer)
            await asyncio.sleep(_PAUSE)
        client.close()

    await asyncio.gather(*(reader(kind) for kind in ADDRESSES for _ in range(READERS)))
    return reading


async def sample(port: int) -> dict[str, bytes]:
    """A digest of the answer at each address that names its data; none where it was no good one."""
    client, found = Client(port, PATIENCE), {}
    for path in (*ADDRESSES["chart"], *ADDRESSES["rows"]):
        answer = await client.ask(path)
        found[path] = hashlib.sha256(answer.content()).digest() if answer.status == 200 else b""
    answer = await client.ask("/")
    found["/"] = str(answer.status).encode()
    client.close()
    return found


async def back(port: int, before: dict[str, bytes], patience: float) -> float | None:
    """Seconds until everything is as before; None when that did not happen in time."""
    start = time.monotonic()
    while time.monotonic() - start < patience:
        asked = time.monotonic()
        if await sample(port) == before:
            return asked - start
        await asyncio.sleep(0.5)
    return None
