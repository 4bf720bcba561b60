"""Every option, its default and one sentence on it; read from the environment once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import Any

NO_FRAMES = "'none'"
SHORTEST_KEY = 32
PREFIX = "MONITOR_"
_PORT = r"(:(\d{1,5}|\*))?"
_ANCESTOR = re.compile(rf"'self'|\*|https?:|https?://(\*\.)?[\w.-]+{_PORT}|(\*\.)?[\w-]+(\.[\w-]+)+{_PORT}", re.ASCII)
"""One source of CSP's frame-ancestors: ourselves, anybody, a scheme, or a host with or without scheme and port."""
_PERIOD = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"


class SettingError(ValueError):
    """An environment variable holds what its setting cannot be; the text names both."""


def _option(default: Any, sentence: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"sentence": sentence}, repr=not secret)


@dataclass(frozen=True)
class _Rule:
    """What the value of an option must do, in words, and whether it does."""

    sentence: str
    holds: Callable[[Any], object]


def _matches(pattern: str) -> Callable[[Any], object]:
    return re.compile(pattern, re.ASCII).fullmatch


def _are_ancestors(text: str) -> bool:
    given = text.split(" ")
    return given == [NO_FRAMES] or all(_ANCESTOR.fullmatch(one) for one in given)


def _one_of(*choices: str) -> _Rule:
    return _Rule(f"be {' or '.join(choices)}", choices.__contains__)


_COUNT = _Rule("be at least 1", lambda number: number >= 1)
"""Of every option that is a number and has no rule of its own."""
_HEADER = _Rule("be the name of a header, of letters, digits and hyphens", _matches(r"[A-Za-z0-9][A-Za-z0-9-]*"))
_REDIS = _Rule("be the URL of a Redis server, as redis://host:6379/0", _matches(r"(rediss?|unix)://\S+"))
_ROLE = _Rule("be one role, without commas", _matches(r"[^,\x00-\x1f]*[^,\s][^,\x00-\x1f]*"))
_RULES = {
    "cache_url": _REDIS,
    "sessions_url": _REDIS,
    "path_prefix": _Rule("start and end with a slash, as /monitor/ does", _matches(r"/([\w.~-]+/)*")),
    "host": _Rule("be an address or a name of this machine", _matches(r"[\w.:%-]+")),
    "port": _Rule("be from 1 to 65535", lambda number: 1 <= number <= 65_535),
    "version_check_seconds": _Rule("be at least 0", lambda number: number >= 0),
    "frame_ancestors": _Rule(
        "be 'none', or sites with single spaces between them, as 'self' https://example.org https://*.example.net",
        _are_ancestors,
    ),
    "security_contact": _Rule(
        "be an address as mailto:security@example.org, https://example.org/security or tel:+33-1-23-45-67-89",
        _matches(r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:[+\d.-]+)"),
    ),
    "log_format": _one_of("text", "json"),
    "access_log": _one_of("on", "off"),
    "proxy_user_header": _HEADER,
    "proxy_roles_header": _HEADER,
    "reporting_periods": _Rule(
        "be first and last days as 01-01/02-28, with commas between periods", _matches(rf"{_PERIOD}(,{_PERIOD})*")
    ),
    "oidc_scope": _Rule("have openid among its words", lambda text: "openid" in text.split()),
    "oidc_roles_claim": _Rule("be the name of a claim", _matches(r"\S+")),
    "administrator_role": _ROLE,
    "editor_role": _ROLE,
    "reporter_role": _ROLE,
}
"""What an option must be beyond its type; the machine and the other options are looked at when the server starts."""


@dataclass(frozen=True)
class Settings:
    """The options; each is the environment variable `MONITOR_` and its name in capitals."""

    database_url: str = _option("sqlite:///monitor.sqlite", "SQLAlchemy URL of the database the loader writes.")
    cache_url: str = _option("", "Redis URL of the cache several servers share; empty keeps answers in the process.")
    sessions_url: str = _option(
        "",
        "Redis URL of the store of sessions and tries to sign in, which must evict nothing; empty takes the cache's.",
    )
    database_seconds: int = _option(5, "Seconds the database may take to begin an answer before it counts as away.")
    path_prefix: str = _option("/", "Path under which a reverse proxy serves the dashboard, with a slash at both ends.")
    host: str = _option("127.0.0.1", "Address `ogm serve` listens on.")
    port: int = _option(8050, "Port `ogm serve` listens on.")
    threads: int = _option(8, "Requests that one process works on at the same time.")
    frame_ancestors: str = _option("*", "Sites that may show a chart in a frame, as CSP's frame-ancestors.")
    answers_kept: int = _option(2000, "Answers kept in the process when there is no shared cache.")
    snapshots_kept: int = _option(
        2, "Data versions kept in memory: the current one, and the others asked for last, one at least."
    )
    version_check_seconds: int = _option(
        2, "How long a server may go on with a data version before it looks for a newer."
    )
    uploads: str = _option(
        "",
        "Folder of what is being loaded, on a server without Redis; empty takes the system's for such files.",
    )
    upload_bytes: int = _option(50 * 2**20, "Bytes that the files of one load in the browser may have together.")
    upload_cells: int = _option(2_000_000, "Cells that a sheet loaded in the browser may have.")
    upload_seconds: int = _option(120, "Seconds that each step of a load in the browser may last.")
    uploads_at_once: int = _option(
        2, "Loads in the browser that a server works on at the same time; more wait their turn."
    )
    reporting_periods: str = _option(
        "01-01/02-28,07-01/08-31", "When members report: first and last day of each period, as MM-DD/MM-DD, by commas."
    )
    evidence_bytes: int = _option(10 * 2**20, "Bytes that a file with a report of a member may have.")
    site_url: str = _option("", "Scheme and host readers see, as https://data.example.org; empty takes the request's.")
    security_contact: str = _option(
        "", "Where a weakness is reported, as mailto:security@example.org or https://…; empty says nothing of it."
    )
    secret_key: str = _option(
        "", f"At least {SHORTEST_KEY} random characters that sign sessions; needed to sign in.", secret=True
    )
    accounts: str = _option("", "File of local accounts, as `ogm account add` writes it.")
    trusted_proxies: str = _option(
        "", "Networks of our reverse proxies, by commas; what they say of readers is believed."
    )
    proxy_user_header: str = _option("", "Header in which a trusted proxy names the person it has signed in.")
    proxy_roles_header: str = _option("", "Header in which a trusted proxy lists that person's roles, by commas.")
    oidc_discovery_url: str = _option("", "Address of an OpenID provider's .well-known/openid-configuration.")
    oidc_client_id: str = _option("", "Our name with the OpenID provider.")
    oidc_client_secret: str = _option("", "Our secret with the OpenID provider.", secret=True)
    oidc_scope: str = _option(
        "openid profile", "What is asked of the OpenID provider; some give roles for a scope only."
    )
    oidc_roles_claim: str = _option("roles", "Claim that lists a person's roles, with dots: realm_access.roles.")
    administrator_role: str = _option(
        "administrator", "Role that a proxy or OpenID provider gives to those who may keep the accounts, and load data."
    )
    editor_role: str = _option("editor", "Role that a proxy or OpenID provider gives to those who may load data.")
    reporter_role: str = _option(
        "reporter", "Role that a proxy or OpenID provider gives to those who report; a member's id follows a colon."
    )
    session_idle_minutes: int = _option(60, "Minutes without a request after which one signs in again.")
    session_hours: int = _option(12, "Hours after which one signs in again in any case.")
    log_format: str = _option("text", "How the log is written: as text, or as json, an object a line.")
    access_log: str = _option("on", "Whether each request has a line in the log: on or off.")
    metrics: str = _option("", "Networks, by commas, that may read /metrics, which is for Prometheus; empty is nobody.")

    def __post_init__(self) -> None:
        for option in fields(self):
            rule = _RULES.get(option.name) or (_COUNT if option.type == "int" else None)
            value = getattr(self, option.name)
            if rule and value != option.default and not rule.holds(value):
                raise SettingError(f"MONITOR_{option.name.upper()} must {rule.sentence}, not {value!r}.")


def variables() -> set[str]:
    """The names of all options in the environment."""
    return {f"{PREFIX}{option.name.upper()}" for option in fields(Settings)}


def unknown(environment: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    """A sentence on each variable that begins like ours and is none, with the likely one."""
    for name in sorted(name for name in environment if name.startswith(PREFIX) and name not in known):
        nearest = get_close_matches(name, known, n=1, cutoff=0.8)
        yield f"{name} is no setting and has no effect." + (f" Did you mean {nearest[0]}?" if nearest else "")


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `MONITOR_…` variables; SettingError when one does not parse."""
    given: dict[str, Any] = {}
    for option in fields(Settings):
        name = f"MONITOR_{option.name.upper()}"
        if not environment.get(name):
            continue
        try:
            kind: Callable[[str], Any] = type(option.default)
            given[option.name] = kind(environment[name])
        except ValueError:
            raise SettingError(f"{name} must be a whole number, not {environment[name]!r}.") from None
    return Settings(**given)
