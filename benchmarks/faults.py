"""What readers get while the database, Redis, a replica or the disk is away, and whether all comes back."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

import typer

from benchmarks import kills, publish, results, sqlite
from benchmarks.choices import queries
from benchmarks.client import Client
from benchmarks.deployment import Deployment, deployed
from benchmarks.generate import REFERENCE, database, load
from benchmarks.reading import ADDRESSES, PATIENCE, READERS, Reading, back, opened, read, sample
from benchmarks.results import Part, Promise
from benchmarks.sqlite import Single, single

_SECONDS = 600.0
_RETURNS_WITHIN = 30.0  # seconds
_SLOWEST = 5.0  # seconds that a page may take while a fault is not known yet
_VIEWS = 400
_COLUMNS = (
    "",
    *(f"{kind}, %" for kind in ADDRESSES),
    *("slowest page, s", "slowest healthz, s", "told, %", "as before after, s", "publishes again"),
)


class Here(Protocol):
    """What is served, whichever way."""

    @property
    def url(self) -> str:
        """The URL of the database."""

    @property
    def port(self) -> int:
        """Where readers ask."""


@dataclass(frozen=True)
class Outcome:
    """What came of a fault."""

    reading: Reading
    wrong: Sequence[str]
    back_after: float | None
    publishes: bool


@contextmanager
def _database_stopped(here: Deployment) -> Iterator[list[str]]:
    here.database.stop()
    yield []
    here.database.start()


@contextmanager
def _database_hung(here: Deployment) -> Iterator[list[str]]:
    here.database.hang()
    yield []
    here.database.resume()


@contextmanager
def _redis_stopped(here: Deployment) -> Iterator[list[str]]:
    for one in (here.cache, here.sessions):
        one.stop()
    yield []
    for one in (here.cache, here.sessions):
        one.start()


@contextmanager
def _redis_hung(here: Deployment) -> Iterator[list[str]]:
    for one in (here.cache, here.sessions):
        one.hang()
    yield []
    for one in (here.cache, here.sessions):
        one.resume()


@contextmanager
def _replica_killed(here: Deployment) -> Iterator[list[str]]:
    os.kill(here.replicas[0].served.pid, signal.SIGKILL)
    yield []
    here.replicas[0].start()


ON_REPLICAS: dict[str, Callable[[Deployment], AbstractContextManager[list[str]]]] = {
    "postgresql-stopped": _database_stopped,
    "postgresql-hung": _database_hung,
    "redis-stopped": _redis_stopped,
    "redis-hung": _redis_hung,
    "replica-killed": _replica_killed,
}
"""Faults of two replicas on PostgreSQL and Redis."""

ON_ONE: dict[str, Callable[[Single], AbstractContextManager[list[str]]]] = {
    "file-replaced": sqlite.replaced,
    "disk-full": sqlite.full_disk,
}
"""Faults of one process on SQLite."""

_DATABASE_AWAY = ("postgresql-stopped", "postgresql-hung")
FAULTS = (*ON_REPLICAS, *ON_ONE)


def part(names: Sequence[str], seconds: float) -> Part:
    """One row a fault."""
    made = Part(
        "faults",
        "Through faults",
        f"Each fault lasts {seconds:.0f} seconds, in which ten readers ask again and again for pages, changes of "
        "filters and numbers of charts, under filters that differ each time, for rows, which come from the database, "
        "and for /healthz: the share of questions answered with 200 and with every chart. *Told*: the share of pages "
        "that say that the database cannot be reached. Then: seconds until every answer is as before without a restart "
        "of what did not fail, and whether a version that is published then is seen.",
        _COLUMNS,
    )
    under = queries(database(REFERENCE), _VIEWS, new_day=True)
    for name in names:
        if name in ON_REPLICAS:
            with deployed() as many:
                outcome = _outcome(many, ON_REPLICAS[name](many), seconds, under)
        else:
            with single(small_disk=name == "disk-full") as one:
                outcome = _outcome(one, ON_ONE[name](one), seconds, under)
        made.rows.append([name, *_cells(outcome)])
        made.promises.append(_promise(name, outcome))
    return made


def _outcome(here: Here, fault: AbstractContextManager[list[str]], seconds: float, under: Sequence[str]) -> Outcome:
    change = asyncio.run(opened(here.port))
    asyncio.run(read(here.port, 3, under[:8], change))  # every process reads its data
    before = asyncio.run(sample(here.port))
    with fault as wrong:
        reading = asyncio.run(read(here.port, seconds, under, change))
    after = asyncio.run(back(here.port, before, _RETURNS_WITHIN))
    return Outcome(reading, wrong, after, _publishes(here))


def _publishes(here: Here) -> bool:
    """Whether a version that is loaded now is what readers are told of."""
    before = asyncio.run(_version(here.port))
    with tempfile.TemporaryDirectory() as folder:
        try:
            load(here.url, str(publish.file_of(3, Path(folder))), "--allow-removals")
        except subprocess.CalledProcessError:
            return False
    until = time.monotonic() + _RETURNS_WITHIN
    while (now := asyncio.run(_version(here.port))) <= before and time.monotonic() < until:
        time.sleep(0.2)
    return now > before


async def _version(port: int) -> int:
    """The version that readers are told of; none where there is no answer."""
    client = Client(port, PATIENCE)
    answer = await client.ask("/version.json")
    client.close()
    return int(json.loads(answer.content())["version"]) if answer.status == 200 else 0


def _cells(outcome: Outcome) -> list[str]:
    reading = outcome.reading
    shares = [f"{reading.share(kind):.0%}".rstrip("%") for kind in ADDRESSES]
    slowest = [f"{reading.slowest(kind):.1f}" for kind in ("page", "healthz")]
    back_after = "never" if outcome.back_after is None else f"{outcome.back_after:.1f}"
    told = f"{reading.told():.0%}".rstrip("%")
    return [*shares, *slowest, told, back_after, "yes" if outcome.publishes else "**no**"]


def _promise(name: str, outcome: Outcome) -> Promise:
    reading, away = outcome.reading, name in _DATABASE_AWAY
    in_flight = READERS if name == "replica-killed" else 0  # what it was answering just then
    found = {
        f"{reading.failed(kind)} questions for a {kind} failed": reading.failed(kind) > in_flight
        for kind in ("page", "change", "chart", "healthz")
    } | {
        f"a page took {reading.slowest('page'):.1f} s": reading.slowest("page") >= _SLOWEST,
        "no page said that the database cannot be reached": away and not reading.told(),
        "not all was as before afterwards": outcome.back_after is None,
        "no version could be published afterwards": not outcome.publishes,
    }
    wrong = [sentence for sentence, is_so in found.items() if is_so] + list(outcome.wrong)
    return Promise(f"{name}: readers read on, and nothing needs a restart", "; ".join(wrong) or "yes", not wrong)


def main(
    names: Annotated[list[str] | None, typer.Argument(help=f"Faults: {', '.join(FAULTS)}. All, without any.")] = None,
    seconds: Annotated[float, typer.Option(min=1, help="How long each fault lasts.")] = _SECONDS,
    kill: Annotated[int, typer.Option("--kills", min=0, help="Kill so many loads instead, at random moments.")] = 0,
) -> None:
    """Measure, and print; the figures are kept for RESULTS.md when they are of as much as is promised."""
    if unknown := set(names or ()) - set(FAULTS):
        raise typer.BadParameter(f"there is no fault {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
    made = kills.part(kill) if kill else part(names or FAULTS, seconds)
    if kill >= kills.PROMISED or (not kill and not names and seconds >= _SECONDS):
        results.keep(made)
    made.say()


if __name__ == "__main__":
    typer.run(main)
