"""How often a password may be tried: a few times, then after a wait that grows."""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_caching import Cache

_FREE = 5
_FORGOTTEN = 60  # seconds after the last try, while fewer than that were made
_LONGEST = 15 * 60


@dataclass(frozen=True)
class _Tries:
    count: int = 0
    until: float = 0  # no try before
    forgotten: float = 0


class Attempts:
    """Tries by what they have in common: the address they come from, the name they are for."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._counting = threading.Lock()  # servers that share a cache may let one more through, threads do not
        self.now = time.time

    def begin(self, marks: Iterable[str]) -> int:
        """Seconds to wait; 0 when a try may be made, which is counted before anyone knows how it ends."""
        keys = [_key(mark) for mark in marks]
        with self._counting:
            now = self.now()
            tries = {key: self._tries(key, now) for key in keys}
            wait = max(one.until for one in tries.values()) - now
            if wait > 0:
                return math.ceil(wait)
            for key, one in tries.items():
                self._keep(key, _counted(one, now), now)
            return 0

    def succeeded(self, marks: Iterable[str]) -> None:
        """A try that was right takes back its own count, not those of others."""
        with self._counting:
            now = self.now()
            for key in map(_key, marks):
                one = self._tries(key, now)
                self._keep(key, replace(one, count=max(one.count - 1, 0), until=0), now)

    def _tries(self, key: str, now: float) -> _Tries:
        found: _Tries | None = self._cache.get(key)
        return found if found and found.forgotten > now else _Tries()

    def _keep(self, key: str, tries: _Tries, now: float) -> None:
        self._cache.set(key, tries, timeout=max(math.ceil(tries.forgotten - now), 1))


def _counted(tries: _Tries, now: float) -> _Tries:
    count = tries.count + 1
    if count < _FREE:
        return _Tries(count, 0, now + _FORGOTTEN)
    until = now + min(60 * 2 ** (count - _FREE), _LONGEST)
    return _Tries(count, until, until + _LONGEST)


def _key(mark: str) -> str:
    return "try-" + hashlib.sha256(mark.encode(errors="replace")).hexdigest()
