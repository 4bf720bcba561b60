"""Readers by the hundred: each opens a page, asks for news every few seconds, and changes filters now and then."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from benchmarks import screen
from benchmarks.client import Answer, Client
from benchmarks.screen import Callbacks, Screen, spread_of, until_next

COME_WITHIN = 20.0  # seconds; half of the time there is, where that is less
_CHANGES_EVERY = 20.0  # seconds between two changes of filters by one reader, on average
_NEVER = float("inf")
_CALLBACKS = "/_dash-update-component"
_VERSIONS = re.compile(rb'data-version="(\d+)"|[Dd]ata version (\d+)|"data-version": ?"?(\d+)')
_ONCE = re.compile(rb'"end_id":"[^"]*"')
"""What Dash writes anew into each document."""

KINDS = ("page", "opened", "news", "changed", "renewed")
"""What readers ask: a document; the page as components; whether there is news; other filters; the new data."""


@dataclass
class Tally:
    """What all readers were answered."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    faults: Counter[str] = field(default_factory=Counter)
    mixed: Counter[str] = field(default_factory=Counter)
    late: list[float] = field(default_factory=list)  # seconds by which this process itself came late
    _prints: dict[tuple[object, ...], bytes] = field(default_factory=dict)

    def count(self, kind: str, answer: Answer) -> bool:
        """Count an answer; whether it is a good one."""
        if answer.status not in (200, 304):
            self.faults[f"{kind}: {answer.fault or answer.status}"] += 1
            return False
        self.seconds[kind].append(answer.seconds)
        return True

    def check(self, kind: str, asked: tuple[object, ...], content: bytes) -> None:
        """Count an answer that names two versions, or differs from an earlier one of the same version."""
        versions = {int(one) for found in _VERSIONS.findall(content) for one in found if one}
        if len(versions) > 1:
            self.mixed[f"{kind} names versions {', '.join(map(str, sorted(versions)))}"] += 1
        print_ = hashlib.blake2b(_ONCE.sub(b"", content), digest_size=16).digest()
        if self._prints.setdefault((kind, *asked, *versions), print_) != print_:
            self.mixed[f"{kind} of one version and address differs"] += 1

    def answers(self) -> int:
        """How many good answers there were."""
        return sum(len(some) for some in self.seconds.values())

    def percentiles(self, kind: str | None = None) -> tuple[float, float, float]:
        """The 50th, 95th and 99th percentile of the seconds of all answers, or of those of a kind."""
        some = self.seconds[kind] if kind else [one for each in self.seconds.values() for one in each]
        if len(some) < 2:
            return (some[0],) * 3 if some else (0.0,) * 3
        cuts = quantiles(some, n=100, method="inclusive")
        return cuts[49], cuts[94], cuts[98]


@dataclass(frozen=True)
class Audience:
    """How many readers there are of what, at which port, and for how long."""

    port: int
    viewers: int
    seconds: float
    paths: Sequence[str]
    queries: Sequence[str]


async def watch(audience: Audience) -> Tally:
    """Let the readers come one after the other, and stay."""
    first = Client(audience.port)
    known = screen.callbacks((await first.ask("/_dash-dependencies")).content())
    first.close()
    tally, until = Tally(), time.monotonic() + audience.seconds
    viewers = [_Viewer(number, audience, known, tally).stay(until) for number in range(audience.viewers)]
    await asyncio.gather(_watch_ourselves(tally, until), *viewers)
    return tally


async def _watch_ourselves(tally: Tally, until: float) -> None:
    """How late this process is with what it is to do: where that is much, answers seem slower than they were."""
    pause = 0.05
    while time.monotonic() < until:
        start = time.perf_counter()
        await asyncio.sleep(pause)
        tally.late.append(time.perf_counter() - start - pause)


class _Viewer:
    """One reader with a page open, which does what assets/js/page/live.js does."""

    def __init__(self, number: int, audience: Audience, known: Callbacks, tally: Tally) -> None:
        self._audience, self._known, self._tally = audience, known, tally
        self._random = random.Random(number)
        self._come_after = min(COME_WITHIN, audience.seconds / 2) * number / audience.viewers
        self._path = audience.paths[number % len(audience.paths)]
        self._client = Client(audience.port)
        self._tag, self._newest = "", 0
        self._page: Screen | None = None
        self._due = dict.fromkeys((self._ask, self._change, self._renew), _NEVER)

    async def stay(self, until: float) -> None:
        """Come, and do whatever is due until the time is up."""
        await asyncio.sleep(self._come_after)
        await self._open()
        self._due |= {self._ask: self._in(until_next(self._random)), self._change: self._in(self._until_change())}
        while (due := min(self._due.values())) < until:
            await asyncio.sleep(due - time.monotonic())
            act = min(self._due, key=self._due.__getitem__)
            self._due[act] = _NEVER
            await act()
        self._client.close()

    def _in(self, seconds: float) -> float:
        return time.monotonic() + seconds

    def _until_change(self) -> float:
        return self._random.expovariate(1 / _CHANGES_EVERY)

    async def _open(self) -> None:
        """The document, and the page as the scripts have it."""
        document = await self._client.ask(self._path)
        if self._tally.count("page", document):
            self._tally.check("page", (self._path,), document.content())
        opened = await self._client.ask(f"/_page{self._path}")  # as assets/js/page/calls.js does
        if self._tally.count("opened", opened):
            self._tally.check("opened", (self._path,), opened.content())
            self._page = screen.shown(opened.content())

    async def _ask(self) -> None:
        """Whether there is news; a page that it concerns is made anew some time soon, another is of it from now on."""
        news = await self._client.ask("/version.json", headers={"If-None-Match": self._tag} if self._tag else None)
        self._due[self._ask] = self._in(until_next(self._random))
        if self._page is None:
            return await self._open()
        if not self._tally.count("news", news) or news.status == 304:
            return None
        self._tag, heard = news.headers.get("etag", ""), json.loads(news.content())
        self._newest = heard["version"]
        if self._newest > self._page.version and self._page.is_same(heard):
            self._page.confirmed = self._newest
        elif self._newest > self._page.version and self._due[self._renew] == _NEVER:
            self._due[self._renew] = self._in(self._random.random() * spread_of(heard["open"]))
        return None

    async def _change(self) -> None:
        """Other filters."""
        self._due[self._change] = self._in(self._until_change())
        if self._page:
            await self._follow("changed", self._page, self._random.choice(self._audience.queries))

    async def _renew(self) -> None:
        """The page, of the newest version, where a change of filters has not brought it meanwhile."""
        if self._page and self._newest > self._page.version:
            await self._follow("renewed", self._page, self._page.address["query"], newest=self._newest)

    async def _follow(self, kind: str, page: Screen, query: str, **more: int) -> None:
        """The page under a query, as it is now."""
        body = page.following(self._known, query, **more)
        answer = await self._client.ask(_CALLBACKS, body)
        if not self._tally.count(kind, answer):
            return None
        content = answer.content()
        response = json.loads(content)["response"]
        data = {key: value["data"] for key, value in response.items() if '"kind":"a' in key and "data" in value}
        address, said = (next(data[key] for key in data if f'"kind":"{one}"' in key) for one in ("address", "answer"))
        self._tally.check(kind, (hashlib.blake2b(body).digest(), address["version"]), content)
        if address["version"] != said["number"]:
            self._tally.mixed[f"{kind} is of versions {address['version']} and {said['number']}"] += 1
        if "reload" in said.get("renewed", {}):
            return await self._open()
        page.address, page.confirmed = address, None
        return None
