"""How often a password or a link may be tried: a few tries are free, then each is followed by a wait that grows."""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.data.backends import GuardedCache

_FORGOTTEN = 60  # seconds after the last try, while fewer than that were made
_LONGEST_WAIT = 15 * 60


@dataclass(frozen=True)
class _Tries:
    count: int = 0
    last: float = 0  # when the last was made
    until: float = 0  # no try before
    forgotten: float = 0

    def and_one(self, now: float, free: int) -> _Tries:
        """With the try made now: so many are free, then each is followed by a wait that grows."""
        count = self.count + 1
        if count < free:
            return _Tries(count, now, 0, now + _FORGOTTEN)
        until = now + min(60 * 2 ** (count - free), _LONGEST_WAIT)
        return _Tries(count, now, until, until + _LONGEST_WAIT)

    def set_back(self, now: float) -> _Tries:
        """As if the last was made now, which is earlier by a clock that was set back: no wait becomes longer."""
        back = self.last - now
        return replace(self, last=self.last - back, until=self.until - back, forgotten=self.forgotten - back)


class Attempts:
    """Tries by what they have in common: the address they come from, the name they are for from there.

    A name alone has no count: whoever knew it could lock the person out from anywhere.
    """

    def __init__(self, cache: GuardedCache) -> None:
        self._cache = cache
        self._counting = threading.Lock()  # servers that share a cache may let one more through, threads do not
        self.now = time.time

    def begin(self, marks: Mapping[str, int]) -> int:
        """Seconds to wait; 0 when a try may be made, which is counted before anyone knows how it ends.

        `marks` says of each thing in common how many tries are free.
        """
        with self._counting:
            now = self.now()
            tries = {mark: self._tries(mark, now) for mark in marks}
            wait = max(one.until for one in tries.values()) - now
            if wait > 0:
                return math.ceil(wait)
            for mark, one in tries.items():
                self._keep(mark, one.and_one(now, marks[mark]), now)
            return 0

    def succeeded(self, marks: Iterable[str]) -> None:
        """A try that was right takes back its own count, not those of others."""
        with self._counting:
            now = self.now()
            for mark in marks:
                one = self._tries(mark, now)
                self._keep(mark, replace(one, count=max(one.count - 1, 0), until=0), now)

    def _tries(self, mark: str, now: float) -> _Tries:
        tries: _Tries = self._cache.get(_key(mark)) or _Tries()
        if tries.last > now:
            tries = tries.set_back(now)
            self._keep(mark, tries, now)
        return tries if tries.forgotten > now else _Tries()

    def _keep(self, mark: str, tries: _Tries, now: float) -> None:
        self._cache.set(_key(mark), tries, timeout=max(math.ceil(tries.forgotten - now), 1))


def _key(mark: str) -> str:
    return "try-" + hashlib.sha256(mark.encode(errors="replace")).hexdigest()
