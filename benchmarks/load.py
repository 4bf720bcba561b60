"""Hundreds of readers at once: on replicas behind a proxy, also through publishes, and on one process with SQLite."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import quantiles
from typing import Annotated

import typer

from benchmarks import publish, results
from benchmarks.choices import queries
from benchmarks.client import Client
from benchmarks.deployment import deployed
from benchmarks.generate import REFERENCE, database, load
from benchmarks.results import Part, Promise, milliseconds
from benchmarks.screen import EVERY, SPREAD
from benchmarks.serving import Served, serving
from benchmarks.viewers import COME_WITHIN, KINDS, Audience, Tally, watch
from dashboard.web.pages import PAGES

_VIEWERS, _SECONDS, _PUBLISHES = 500, 60.0, 20
_ON_SQLITE = 0.8  # of the viewers
_BETWEEN = 10.0  # seconds from the beginning of a publish to that of the next
_QUIET, _PUBLISHING = 0.200, 0.300  # seconds, 95th percentile
_VIEWS = 200  # different choices of filters among all readers
_WITNESSED = "/charts/completion-by-theme.csv"
_COLUMNS = (
    "",
    "viewers",
    "answers a second",
    "p50",
    "p95",
    "p99",
    *KINDS,
    "errors",
    "mixed",
    "late",
    "memory, MB",
    "after",
)


@dataclass(frozen=True)
class Situation:
    """Readers of some servers, under a name."""

    name: str
    audience: Audience
    servers: Sequence[Served]
    promised: float  # seconds, 95th percentile

    def memory(self) -> int:
        """Resident bytes of the largest process."""
        return max(one.memory() for one in self.servers)


@dataclass(frozen=True)
class Witness:
    """The numbers of a chart, asked for again and again: under which version each answer was given."""

    port: int
    seen: dict[tuple[str, int], set[bytes]] = field(default_factory=dict)  # path and version -> digests

    async def watch(self, under: Sequence[str], seconds: float) -> None:
        """Ask twice a second until the time is up."""
        client, until, number = Client(self.port), time.monotonic() + seconds, 0
        while time.monotonic() < until:
            path = f"{_WITNESSED}?asof=2018-12-31{under[number % len(under)].replace('?', '&')}"
            answer = await client.ask(path)
            if answer.status == 200:
                asked = path, int(answer.headers["data-version"])
                self.seen.setdefault(asked, set()).add(hashlib.sha256(answer.content()).digest())
            number += 1
            await asyncio.sleep(0.5)
        client.close()

    def wrong(self, url: str) -> int:
        """Answers that a server without any cache, asked for the same version now, does not give."""
        with serving(url) as served:
            true = {asked: hashlib.sha256(served.get(f"{asked[0]}&version={asked[1]}")).digest() for asked in self.seen}
        return sum(len(digests - {true[asked]}) for asked, digests in self.seen.items())


def measure(_sizes: list[int]) -> Part:
    """As much as is promised."""
    return part(_VIEWERS, _SECONDS, _PUBLISHES)


def part(viewers: int, seconds: float, publishes: int) -> Part:
    """One row a situation."""
    made = Part(
        "load",
        "Many readers",
        f"Each reader opens a page, asks for news every {EVERY:.0f} seconds or up to a fifth sooner, changes filters "
        f"every 20 seconds on average, and has the page made anew within {SPREAD:.0f} seconds of hearing of a newer "
        "version, or more where so many are open, as a browser does. Versions are published once all have come. "
        "Milliseconds of all answers, and the 95th percentile of each kind: *page* is the document, *opened* the page "
        "as components, *news* the version, *changed* other filters, *renewed* a new version. *Mixed*: answers that "
        "name two versions, or differ from another of the same version and address. *Late*: by how much the readers' "
        "own process was behind (95th percentile): answers seem slower by that much. Memory is that of the largest "
        "process, before and after.",
        _COLUMNS,
    )
    with deployed() as here:
        audience = Audience(here.port, viewers, seconds, *_asked(here.url))
        quiet = Situation("two replicas", audience, [one.served for one in here.replicas], _QUIET)
        _warm(audience)
        _add(made, quiet, lambda: asyncio.run(watch(audience)))
        if publishes:
            longer = replace(audience, seconds=COME_WITHIN + publishes * _BETWEEN + EVERY)
            name = f"two replicas, {publishes} publishes"
            through = replace(quiet, name=name, audience=longer, promised=_PUBLISHING)
            _add(made, through, lambda: _through(publishes, longer, here.url))
    url = database(REFERENCE)
    with serving(url) as served:
        fewer = Audience(served.port, max(int(viewers * _ON_SQLITE), 1), seconds, *_asked(url))
        _warm(fewer)
        _add(made, Situation("one process, SQLite", fewer, [served], _QUIET), lambda: asyncio.run(watch(fewer)))
    return made


def _asked(url: str) -> tuple[list[str], list[str]]:
    """The pages that are open, the Overview on half of all screens, and the filters that are chosen."""
    others = [f"/{page.path}" for page in PAGES if page.nav and page.filtered and page.path]
    paths = [path for other in others for path in ("/", other)]
    return paths, queries(url, _VIEWS, new_day=False)


def _warm(audience: Audience) -> None:
    """Let every process read its data and its words."""
    asyncio.run(watch(replace(audience, viewers=2 * len(audience.paths), seconds=2 * EVERY)))


def _through(publishes: int, audience: Audience, url: str) -> Tally:
    """What readers are answered while versions are published one after the other."""
    witness = Witness(audience.port)

    async def all_at_once() -> Tally:
        watching = watch(audience), witness.watch(audience.queries[:8], audience.seconds), _publish(publishes, url)
        tally, *_ = await asyncio.gather(*watching)
        return tally

    tally = asyncio.run(all_at_once())
    tally.mixed["a chart's numbers are not of the version they name"] += witness.wrong(url)
    return tally


async def _publish(publishes: int, url: str) -> None:
    """Publish versions, once all readers have come."""
    await asyncio.sleep(COME_WITHIN)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(publishes):
            start = time.monotonic()
            file = publish.file_of(number + 2, Path(folder))
            await asyncio.to_thread(load, url, str(file), "--allow-removals")
            await asyncio.sleep(max(_BETWEEN - (time.monotonic() - start), 0))


def _add(made: Part, situation: Situation, watched: Callable[[], Tally]) -> None:
    """The row and the promises of a situation."""
    before = situation.memory()
    tally = watched()
    memory = [f"{amount / 2**20:,.0f}" for amount in (before, situation.memory())]
    name, audience, all_of_it = situation.name, situation.audience, tally.percentiles()
    errors, mixed = tally.faults.total(), tally.mixed.total()
    cells = [
        *map(milliseconds, all_of_it),
        *(milliseconds(tally.percentiles(kind)[1]) if tally.seconds[kind] else "–" for kind in KINDS),
        *(str(errors), str(mixed), milliseconds(quantiles(tally.late, n=20)[-1]), *memory),
    ]
    made.rows.append([name, str(audience.viewers), f"{tally.answers() / audience.seconds:.0f}", *cells])
    promised = situation.promised
    promise = f"{name}, {audience.viewers} viewers: 95% of answers within {promised * 1000:.0f} ms"
    made.promises += [
        Promise(promise, f"{milliseconds(all_of_it[1])} ms", all_of_it[1] < promised),
        Promise(f"{name}: no error", _told(tally.faults.items()), not errors),
        Promise(f"{name}: no answer of two versions", _told(tally.mixed.items()), not mixed),
    ]


def _told(counted: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{what} ({n} times)" for what, n in counted if n) or "none"


def main(
    viewers: Annotated[int, typer.Option(min=1, help="Readers at once.")] = _VIEWERS,
    seconds: Annotated[float, typer.Option(min=10, help="How long each situation lasts.")] = _SECONDS,
    publishes: Annotated[
        int, typer.Option(min=0, help="How many versions are published, ten seconds apart.")
    ] = _PUBLISHES,
) -> None:
    """Measure, and print; the figures are kept for RESULTS.md when they are of as much as is promised."""
    made = part(viewers, seconds, publishes)
    if (viewers, seconds, publishes) == (_VIEWERS, _SECONDS, _PUBLISHES):
        results.keep(made)
    made.say()


if __name__ == "__main__":
    typer.run(main)
