"""Everything signing in needs on one server, and who is asking it now."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field

import flask
from itsdangerous import URLSafeTimedSerializer

from dashboard.blocks import N_
from dashboard.data.backends import AwayError, GuardedCache, Health, guarded
from dashboard.settings import Settings
from dashboard.signin import options
from dashboard.signin.accounts import Account, Accounts, AccountsError
from dashboard.signin.attempts import Attempts
from dashboard.signin.people import ROLES, Person, role_among
from dashboard.signin.proxy import Proxies, neighbourhood
from dashboard.signin.sessions import Session, Sessions

_EXTENSION = "signin"
_FREE_OF_A_NAME, _FREE_OF_A_PLACE = 5, 20
"""Wrong passwords for one name from one place, and from one place in all, until there is a wait: an office is one."""
_KEPT = 10_000  # sessions, and tries, in a server that shares its cache with no other
_AWAY = N_("Who is signed in cannot be looked up just now. Please try again soon.")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """The ways of signing in that are open, and what they need."""

    settings: Settings
    ways: tuple[str, ...]
    health: Health  # of the store of sessions and tries
    store: Callable[[str], GuardedCache]  # one for each purpose: no try, nor question about data, pushes out a session
    sessions: Sessions
    attempts: Attempts
    accounts: Accounts
    proxies: Proxies
    tokens: URLSafeTimedSerializer  # signs what forms carry
    known_members: Callable[[], Collection[str]]  # the ids of the members in the data
    roles_seen: dict[str, str] = field(default_factory=dict)
    """The role in which a proxy has signed somebody in last, by name."""

    @property
    def root(self) -> str:
        """The path the dashboard is served under."""
        return self.settings.path_prefix

    def person(self) -> Person | None:
        """Who sends this request; None for strangers."""
        if not self.ways:
            return None
        session = self.sessions.current()
        signed_in = self._of_session(session) if session else None
        return signed_in or (self._of_proxy() if options.PROXY in self.ways else None)

    def known_person(self) -> Person | None:
        """The same; None, too, while that cannot be looked up."""
        with suppress(AwayError):
            return self.person()
        return None

    def _of_session(self, session: Session) -> Person | None:
        if session.way not in self.ways:
            return None
        role, members = session.role, frozenset(session.members)
        if session.way == options.ACCOUNT:
            try:
                account = self.accounts.all().get(session.name)
            except AccountsError as fault:
                _log.error("%s", fault)
                return None
            if account is None or account.stamp != session.stamp:
                return None
            role, members = account.role, frozenset(account.members)
        return Person(session.name, session.way, role, self.sessions.mark(), self._known(members))

    def _known(self, members: frozenset[str]) -> frozenset[str]:
        """Those that the data have: to report for any other is nobody's right."""
        return members.intersection(self.known_members()) if members else members

    def _of_proxy(self) -> Person | None:
        named = self.proxies.person(flask.request)
        if named is None:
            return None
        role, members = self.role_among(named[1])
        person = Person(named[0], options.PROXY, role, members=self._known(frozenset(members)))
        seen = f"{role} for {', '.join(sorted(person.members))}" if person.members else role
        if self.roles_seen.get(person.name) != seen:
            self._note(person.name, seen)
        return person

    def _note(self, name: str, role: str) -> None:
        """Say in the log that a proxy has somebody signed in, or in another role than before."""
        if len(self.roles_seen) >= _KEPT:
            self.roles_seen.clear()
        self.roles_seen[name] = role
        address = self.proxies.client_address(flask.request)
        _log.info("%r is signed in by the proxy as %s, from %s", name, role, address)

    def role_among(self, listed: set[str]) -> tuple[str, tuple[str, ...]]:
        """The role that a proxy or provider lists, under the name that the settings give it there, and its members."""
        return role_among(listed, {role: getattr(self.settings, f"{role}_role", role) for role in ROLES})

    def begin(self, account: Account) -> None:
        """Sign somebody in who has shown the right to a local account."""
        self.sessions.begin(account.name, options.ACCOUNT, stamp=account.stamp)

    def local_name(self) -> str:
        """The local account that sends this request; nothing where somebody has come another way."""
        someone = self.person()
        return someone.name if someone and someone.way == options.ACCOUNT else ""

    def marks(self, name: str = "") -> dict[str, int]:
        """What tries have in common, and how many are free: the place they come from, the name they are for there."""
        place = neighbourhood(self.proxies.client_address(flask.request))
        of_name = {f"name {name} from {place}": _FREE_OF_A_NAME} if name else {}
        return {f"address {place}": _FREE_OF_A_PLACE, **of_name}


def make(server: flask.Flask, settings: Settings, known_members: Callable[[], Collection[str]]) -> Service:
    """The service of a server; SettingError when its settings do not go together."""
    health = Health("The store of sessions", _AWAY)
    url = settings.sessions_url or settings.cache_url

    def store(purpose: str) -> GuardedCache:
        return guarded(server, health, url, _KEPT, f"signin-{purpose}-")

    service = Service(
        settings,
        options.ways(settings),
        health,
        store,
        Sessions(store("sessions"), settings.session_idle_minutes, settings.session_hours),
        Attempts(store("attempts")),
        Accounts(settings.accounts),
        Proxies(options.networks(settings), settings.proxy_user_header, settings.proxy_roles_header),
        URLSafeTimedSerializer(settings.secret_key, salt="csrf"),
        known_members,
    )
    server.extensions[_EXTENSION] = service
    return service


def current() -> Service:
    """The service of the server that answers now."""
    service: Service = flask.current_app.extensions[_EXTENSION]
    return service
