"""What a reverse proxy says of a reader, believed only when it comes from one of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from flask import Request

Network = IPv4Network | IPv6Network

_LONGEST_NAME = 200


@dataclass(frozen=True)
class Proxies:
    """The proxies in front of this server, and the headers in which they name a person and list the roles."""

    trusted: tuple[Network, ...]
    user_header: str
    roles_header: str

    def person(self, request: Request) -> tuple[str, set[str]] | None:
        """Name and roles of whom a trusted proxy has signed in; a header from anywhere else says nothing."""
        if not self.is_ours(request.remote_addr or ""):
            return None
        name = request.headers.get(self.user_header, "").strip()
        if not _is_name(name):
            return None
        listed = request.headers.get(self.roles_header, "") if self.roles_header else ""
        return name, {role.strip() for role in listed.split(",")}

    def client_address(self, request: Request) -> str:
        """The address a request comes from: the last one on its way that is not a proxy of ours."""
        way = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        nearest = request.remote_addr or ""
        while way and self.is_ours(nearest):
            nearest = way.pop()
        return nearest if _address(nearest) else request.remote_addr or ""

    def is_from(self, request: Request, networks: Iterable[Network]) -> bool:
        """Whether a request comes from these networks, and through no proxy but ours: others stand for anybody."""
        is_direct = "X-Forwarded-For" not in request.headers
        is_known = is_direct or self.is_ours(request.remote_addr or "")
        return is_known and is_within(self.client_address(request), networks)

    def is_secure(self, request: Request) -> bool:
        """Whether the reader's own connection is encrypted."""
        protocol = request.headers.get("X-Forwarded-Proto", "") if self.is_ours(request.remote_addr or "") else ""
        return protocol == "https" if protocol else request.is_secure

    def is_ours(self, text: str) -> bool:
        """Whether an address is that of a proxy of ours."""
        return is_within(text, self.trusted)


def is_within(text: str, networks: Iterable[Network]) -> bool:
    """Whether an address, if it is one, belongs to one of the networks."""
    address = _address(text)
    return address is not None and any(address in network for network in networks)


def neighbourhood(text: str) -> str:
    """What counts as one place: an address, of IPv6 the network of 64 bits that one household has."""
    return str(ip_network((text, 64), strict=False)) if isinstance(_address(text), IPv6Address) else text


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _is_name(text: str) -> bool:
    """One name: with a comma in it there were two headers, the proxy's and a stranger's."""
    return 0 < len(text) <= _LONGEST_NAME and text.isprintable() and "," not in text
