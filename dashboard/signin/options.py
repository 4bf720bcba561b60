"""The settings of signing in, checked as a whole before anybody is asked for a password."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from dashboard.settings import SHORTEST_KEY, SettingError, Settings

ACCOUNT, PROXY, OPENID = "account", "proxy", "openid"
WAYS = {
    ACCOUNT: ("accounts", ()),
    PROXY: ("proxy_user_header", ("trusted_proxies",)),
    OPENID: ("oidc_discovery_url", ("oidc_client_id", "oidc_client_secret", "site_url")),
}
"""The ways of signing in: the setting that opens each, and those it needs beside."""

_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def ways(settings: Settings) -> tuple[str, ...]:
    """The ways that are open; SettingError when what they need is missing or wrong."""
    for option in ("trusted_proxies", "metrics"):
        networks(settings, option)
    chosen = tuple(way for way, (opens, _) in WAYS.items() if getattr(settings, opens))
    for opens, needs in (WAYS[way] for way in chosen):
        missing = next((name for name in needs if not getattr(settings, name)), "")
        if missing:
            raise SettingError(f"MONITOR_{opens.upper()} needs MONITOR_{missing.upper()}, which is empty.")
    if chosen:
        _check_sessions(settings)
    _check_addresses(settings)
    return chosen


def networks(settings: Settings, option: str = "trusted_proxies") -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks that an option lists: those of our proxies, or of who may read what is counted."""
    listed: str = getattr(settings, option)
    try:
        return tuple(ip_network(text.strip()) for text in listed.split(",") if text.strip())
    except ValueError:
        raise SettingError(
            f"MONITOR_{option.upper()} must list networks by commas, as 10.1.0.0/16,127.0.0.1, not {listed!r}."
        ) from None


def _check_sessions(settings: Settings) -> None:
    if len(settings.secret_key) < SHORTEST_KEY:
        raise SettingError(
            f"MONITOR_SECRET_KEY must have at least {SHORTEST_KEY} characters where people sign in. "
            "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )


def _check_addresses(settings: Settings) -> None:
    site = urlsplit(settings.site_url)
    is_site = site.scheme in {"http", "https"} and site.netloc and settings.site_url == f"{site.scheme}://{site.netloc}"
    if settings.site_url and not is_site:
        raise SettingError(
            f"MONITOR_SITE_URL must be a scheme and a host, as https://data.example.org, not {settings.site_url!r}."
        )
    provider = urlsplit(settings.oidc_discovery_url)
    if settings.oidc_discovery_url and provider.scheme != "https" and provider.hostname not in _OWN_MACHINE:
        raise SettingError(f"MONITOR_OIDC_DISCOVERY_URL must start with https://, not {settings.oidc_discovery_url!r}.")
