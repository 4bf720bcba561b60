"""One attack on a fresh server, and what became of the server."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import editor, services
from benchmarks.attacks import Attack, costly
from benchmarks.attacks.target import NO_ANSWER, NOT_ASKED, Outcome, Target
from benchmarks.deployment import settings
from benchmarks.generate import database
from benchmarks.probing import Probe, probed
from benchmarks.results import milliseconds
from benchmarks.serving import Served, serving

COLUMNS = ("attack", "slowest healthz, ms", "statuses", "memory, MB", "highest", "after", "log, kB", "tracebacks")
HEALTHY = 1.0  # seconds
_MIB = 2**20
_RETURNS_WITHIN = 100 * _MIB  # bytes of what there was before
_SETTLES = 10.0  # seconds until memory must be back
_WARMED_BY = ("/", "/commitments.csv", "/signin", *(costly.address(number) for number in range(4)))
_WORDS = {NO_ANSWER: "none", NOT_ASKED: "not asked"}


@dataclass(frozen=True)
class Result:
    """What one attack did."""

    name: str
    probe: Probe
    outcome: Outcome
    before: int  # resident bytes
    after: int
    logged: bytes

    def row(self) -> list[str]:
        """The row of the table."""
        memory = [f"{amount / _MIB:,.0f}" for amount in (self.before, self.probe.highest, self.after)]
        logged = [f"{len(self.logged) / 1000:,.1f}", str(self.tracebacks)]
        return [self.name, milliseconds(self.probe.slowest), self._statuses(), *memory, *logged]

    @property
    def tracebacks(self) -> int:
        """How many stand in the log."""
        return self.logged.count(b"Traceback (most recent call last)")

    def wrong(self) -> list[str]:
        """In sentences, what should not have happened."""
        failed = sum(n for status, n in self.outcome.statuses.items() if status >= 500 and status != 503)
        grown = self.after - self.before
        found = {
            f"healthz took {self.probe.slowest:.1f} s": self.probe.slowest >= HEALTHY,
            f"healthz was not well {self.probe.unwell} times": self.probe.unwell,
            f"{failed} answers said that the server failed": failed,
            f"{grown / _MIB:,.0f} MB of memory did not come back": grown > _RETURNS_WITHIN,
            f"{self.tracebacks} tracebacks in the log": self.tracebacks,
        }
        return [sentence for sentence, is_so in found.items() if is_so] + list(self.outcome.wrong)

    def _statuses(self) -> str:
        given = sorted(self.outcome.statuses.items())
        return ", ".join(f"{_WORDS.get(status, status)}: {n}" for status, n in given)


def tried(name: str, attack: Attack, seconds: float) -> Result:
    """Attack a server of our own for at most so many seconds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        log, account = folder / "log", editor.account(folder) if attack.signs_in else None
        variables = (account.variables if account else {}) | (_small_redis(stack) if attack.on_redis else {})
        served = stack.enter_context(serving(database(attack.rows), log=log, variables=variables))
        for path in _WARMED_BY:
            served.get(path)
        before, begun = served.memory(), log.stat().st_size
        with probed(served) as probe:
            outcome = attack.run(Target(served, log, seconds, account))
        after = _settled(served, before)
        return Result(name, probe, outcome, before, after, log.read_bytes()[begun:])


def _small_redis(stack: ExitStack) -> dict[str, str]:
    """The settings of a server whose cache is soon full; sessions have a Redis of their own where the product can."""
    services.install()
    _, cache_url = stack.enter_context(services.redis("allkeys-lru", megabytes=8))
    _, sessions_url = stack.enter_context(services.redis("noeviction"))
    return settings(cache_url, sessions_url)


def _settled(served: Served, before: int) -> int:
    """Resident bytes once they are back, or as they are when the time for it is over."""
    until = time.monotonic() + _SETTLES
    while (now := served.memory()) > before + _RETURNS_WITHIN and time.monotonic() < until:
        time.sleep(_SETTLES / 20)
    return now
