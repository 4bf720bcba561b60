"""The memory of one server over half an hour of everything at once: pages, changes of filters, files, and publishes."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from benchmarks import publish, results
from benchmarks.choices import queries
from benchmarks.client import Client
from benchmarks.generate import copied, load
from benchmarks.reading import CHANGE, opened
from benchmarks.results import Part, Promise
from benchmarks.serving import Served, serving

_MINUTES, _RATE = 30.0, 8.0  # how long, and how many questions a second: the caches are full after a third of them
_PUBLISHED_EVERY, _LOOK_EVERY = 60.0, 5.0  # seconds
_VIEWS = 2000  # different choices of filters
_FILES = 40  # that differ; then the first again
_READERS = 4  # at once
_GROWTH = 0.05  # of the memory of the middle third, in the last
_PATIENCE = 60.0  # seconds
_ASKED = (
    *("/", "/_page/", "change", "/_page/commitments", "change", "/charts/completion-by-theme.csv", "/_page/members"),
    *("change", "/_page/pilots", "/search.json", "/_page/leadership", "change", "/_page/agenda", "/brief"),
    *("/version.json", "/commitments.csv", "/api/v1/pilots.json", "change", "/overview.xlsx", "/changes"),
    *("/data.zip", "change", "/present.pptx", "/_page/brief"),
)
"""What is asked in turn, each time under other filters; a `change` is one of the filters of an open Overview."""


@dataclass
class Watch:
    """What was seen: megabytes by the second, and how many answers there were of each status."""

    megabytes: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def third(self, number: int) -> float:
        """The median of a third of the time."""
        length = len(self.megabytes) // 3
        return median(self.megabytes[number * length : (number + 1) * length])

    def failed(self) -> int:
        """How many answers were no good ones."""
        return sum(n for status, n in self.statuses.items() if status not in (200, 304))


def part(minutes: float, rate: float) -> Part:
    """One row: megabytes by third."""
    made = Part(
        "memory",
        "Memory over time",
        f"One server with the reference data on SQLite, {rate:g} questions a second for {minutes:g} minutes: pages, "
        "changes of filters, files of every kind and searches, each under other filters, and a version published every "
        f"{_PUBLISHED_EVERY:.0f} seconds. Resident memory, looked at every {_LOOK_EVERY:.0f} seconds: the median of "
        "each third of the time.",
        ("", "questions", "failed", "first third, MB", "second, MB", "last, MB", "highest, MB"),
    )
    with tempfile.TemporaryDirectory() as folder:
        url = copied(folder)
        with serving(url) as served:
            watch = asyncio.run(_watched(served, url, Path(folder), minutes * 60, rate))
    thirds = [watch.third(number) for number in range(3)]
    figures = [f"{megabytes:.0f}" for megabytes in (*thirds, max(watch.megabytes))]
    made.rows.append(["reference data", f"{watch.statuses.total():,}", str(watch.failed()), *figures])
    growth = thirds[2] / thirds[1] - 1
    promise = f"memory is flat over {minutes:g} minutes of mixed traffic, within {_GROWTH:.0%} of the middle third"
    made.promises += [
        Promise(promise, f"{growth:+.1%}", growth < _GROWTH),
        Promise("mixed traffic: no answer fails", str(watch.failed() or "none"), not watch.failed()),
    ]
    return made


async def _watched(served: Served, url: str, folder: Path, seconds: float, rate: float) -> Watch:
    watch, until = Watch(), time.monotonic() + seconds
    change, paths, under = await opened(served.port), cycle(_ASKED), cycle(queries(url, _VIEWS, new_day=False))

    async def reader() -> None:
        client = Client(served.port, _PATIENCE)
        while time.monotonic() < until:
            due, path, query = time.monotonic() + _READERS / rate, next(paths), next(under)
            asked = client.ask(CHANGE, change(query)) if path == "change" else client.ask(path + query)
            watch.statuses[(await asked).status] += 1
            await asyncio.sleep(max(due - time.monotonic(), 0))
        client.close()

    async def look() -> None:
        while time.monotonic() < until:
            watch.megabytes.append(served.memory() / 2**20)
            await asyncio.sleep(_LOOK_EVERY)

    async def publishing() -> None:
        for version in count(2):
            await asyncio.sleep(_PUBLISHED_EVERY)
            if time.monotonic() > until:
                break
            file = publish.file_of(version % _FILES + 2, folder)
            await asyncio.to_thread(load, url, str(file), "--allow-removals")

    await asyncio.gather(look(), publishing(), *(reader() for _ in range(_READERS)))
    return watch


def main(
    minutes: Annotated[float, typer.Option(min=0.5, help="For how long.")] = _MINUTES,
    rate: Annotated[float, typer.Option(min=0.1, help="Questions a second.")] = _RATE,
) -> None:
    """Measure, and print; the figures are kept for RESULTS.md when they are of as long as is promised."""
    made = part(minutes, rate)
    if minutes >= _MINUTES:
        results.keep(made)
    made.say()


if __name__ == "__main__":
    typer.run(main)
