"""Sessions: begun at sign-in, ended by sign-out, by rest and by age; what outlives its session opens nothing."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

import flask

from dashboard.data.backends import GuardedCache

_ID = "id"
_NOTED_AFTER = 30  # seconds between two notes of a session being in use


@dataclass(frozen=True)
class Session:
    """What the server keeps of a session. `stamp` ties it to a password; role and members a provider said once."""

    name: str
    way: str
    began: float
    role: str = ""
    stamp: str = ""
    members: tuple[str, ...] = ()


class Sessions:
    """The sessions that are open. They stand in the cache, and only there: what it loses is signed out.

    The cookie is signed and holds nothing but a random id, which the cache knows by its hash. When a session was last
    used is kept beside it, so that a request on its way cannot bring back a session that has just been ended.
    """

    def __init__(self, cache: GuardedCache, idle_minutes: int, hours: int) -> None:
        self._cache = cache
        self._idle, self.longest = idle_minutes * 60, hours * 3600
        self.now = time.time

    def begin(self, name: str, way: str, role: str = "", members: tuple[str, ...] = (), *, stamp: str = "") -> None:
        """A new session under a new id, whatever the browser brought along."""
        self.end()
        flask.session[_ID] = secrets.token_urlsafe(32)
        session = Session(name, way, self.now(), role, stamp, members)
        self._cache.set(self.mark(), session, timeout=self.longest)
        self._note(session.began)

    def current(self) -> Session | None:
        """The session of this request, while it lasts."""
        if _ID not in flask.session:
            return None
        session: Session | None = self._cache.get(self.mark())
        seen: float | None = self._cache.get(self._seen())
        now = self.now()
        if session is None or seen is None or now - seen > self._idle or now - session.began > self.longest:
            return None
        if now - seen > _NOTED_AFTER:
            self._note(now)
        return session

    def end(self) -> None:
        """Close the session of this request, also for those who have copied its cookie."""
        if _ID in flask.session:
            self._cache.delete(self.mark())
        flask.session.clear()

    def mark(self) -> str:
        """The name of this request's session in the cache; from it nobody learns the cookie."""
        return "session-" + hashlib.sha256(str(flask.session[_ID]).encode()).hexdigest()

    def _seen(self) -> str:
        return f"{self.mark()}-seen"

    def _note(self, now: float) -> None:
        self._cache.set(self._seen(), now, timeout=self._idle)
