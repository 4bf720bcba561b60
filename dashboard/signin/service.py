"""Everything signing in needs on one server, and who is asking it now."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property

import flask
from flask_caching import Cache
from itsdangerous import URLSafeTimedSerializer

from dashboard.language.words import N_
from dashboard.settings import Settings
from dashboard.signin import options
from dashboard.signin.accounts import Account, Accounts, AccountsError
from dashboard.signin.attempts import Attempts
from dashboard.signin.people import Person
from dashboard.signin.proxy import Proxies
from dashboard.signin.sessions import Session, Sessions

EXTENSION = "signin"
DIVIDED = N_("Nobody can sign in here just now: the server's processes share no cache. Please tell those who run it.")
_KEPT = 10_000  # sessions, and tries, in a server that shares its cache with no other
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """The ways of signing in that are open, and what they need."""

    settings: Settings
    ways: tuple[str, ...]
    root: str
    sessions: Sessions
    attempts: Attempts

    @cached_property
    def accounts(self) -> Accounts:
        """The local accounts."""
        return Accounts(self.settings.accounts)

    @cached_property
    def proxies(self) -> Proxies:
        """The reverse proxies."""
        return Proxies.of(self.settings)

    @cached_property
    def tokens(self) -> URLSafeTimedSerializer:
        """Signs what forms carry."""
        return URLSafeTimedSerializer(self.settings.secret_key, salt="csrf")

    @property
    def token_seconds(self) -> int:
        """How long a form may be sent after it was shown."""
        return self.settings.session_hours * 3600

    @property
    def divided(self) -> bool:
        """Several processes answer and share no cache: nobody could stay signed in."""
        divided = flask.request.is_multiprocess and not self.settings.cache_url
        if divided:
            _log.error("Nobody can sign in: MONITOR_CACHE_URL is needed where several processes answer.")
        return divided

    def person(self) -> Person | None:
        """Who sends this request; None for strangers."""
        if not self.ways:
            return None
        session = self.sessions.current()
        signed_in = self._of_session(session) if session else None
        return signed_in or (self.proxies.person(flask.request) if options.PROXY in self.ways else None)

    def _of_session(self, session: Session) -> Person | None:
        if session.way not in self.ways:
            return None
        role = session.role
        if session.way == options.ACCOUNT:
            account = self._account(session.name)
            if account is None or account.stamp != session.stamp:
                return None
            role = account.role
        return Person(session.name, session.way, role, self.sessions.mark())

    def _account(self, name: str) -> Account | None:
        try:
            return self.accounts.all().get(name)
        except AccountsError as fault:
            _log.error("%s", fault)
            return None


def make(server: flask.Flask, settings: Settings, root: str) -> Service:
    """The service of a server; SettingError when its settings do not go together."""
    service = Service(
        settings,
        options.ways(settings),
        root,
        Sessions(cache(server, settings, "sessions"), settings.session_idle_minutes, settings.session_hours),
        Attempts(cache(server, settings, "attempts")),
    )
    server.extensions[EXTENSION] = service
    return service


def cache(server: flask.Flask, settings: Settings, name: str) -> Cache:
    """A cache of its own for each purpose: nobody's tries, nor any question about data, may push out a session."""
    if settings.cache_url:
        kept: dict[str, object] = {"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": settings.cache_url}
    else:
        kept = {"CACHE_TYPE": "SimpleCache", "CACHE_THRESHOLD": _KEPT}
    return Cache(server, config={**kept, "CACHE_KEY_PREFIX": f"signin-{name}-"})
