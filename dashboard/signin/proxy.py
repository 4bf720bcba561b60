"""What a reverse proxy says of a reader, believed only when it comes from one of ours."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Request

from dashboard.settings import Settings
from dashboard.signin import options
from dashboard.signin.options import Networks
from dashboard.signin.people import Person, role_among

_LONGEST_NAME = 200


@dataclass(frozen=True)
class Proxies:
    """The proxies in front of this server."""

    trusted: Networks
    user_header: str
    roles_header: str
    settings: Settings

    @classmethod
    def of(cls, settings: Settings) -> Proxies:
        """The proxies the settings name."""
        trusted = options.networks(settings)
        return cls(trusted, settings.proxy_user_header, settings.proxy_roles_header, settings)

    def person(self, request: Request) -> Person | None:
        """Whom a trusted proxy has signed in; a header from anywhere else says nothing."""
        if not self.user_header or not self._is_ours(request.remote_addr or ""):
            return None
        name = request.headers.get(self.user_header, "").strip()
        if not _is_name(name):
            return None
        listed = request.headers.get(self.roles_header, "") if self.roles_header else ""
        roles = {role.strip() for role in listed.split(",")}
        return Person(name, options.PROXY, role_among(roles, self.settings))

    def client_address(self, request: Request) -> str:
        """The address a request comes from: the last one on its way that is not a proxy of ours."""
        way = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        nearest = request.remote_addr or ""
        while way and self._is_ours(nearest):
            nearest = way.pop()
        return nearest if _is_address(nearest) else request.remote_addr or ""

    def is_secure(self, request: Request) -> bool:
        """Whether the reader's own connection is encrypted."""
        told = request.headers.get("X-Forwarded-Proto", "") if self._is_ours(request.remote_addr or "") else ""
        return told == "https" if told else request.is_secure

    def _is_ours(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.trusted)


def neighbourhood(address: str) -> str:
    """What counts as one place: an address, of IPv6 the network of 64 bits that one household has."""
    if _is_address(address) and isinstance(ip_address(address), IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return address


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_name(text: str) -> bool:
    """One name: with a comma in it there were two headers, the proxy's and a stranger's."""
    return 0 < len(text) <= _LONGEST_NAME and text.isprintable() and "," not in text
