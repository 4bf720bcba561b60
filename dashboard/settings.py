"""Every option, its default and one sentence on it; read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any


class SettingError(ValueError):
    """An environment variable holds what its setting cannot be; the text names both."""


def _option(default: Any, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Settings:
    """The options; each is the environment variable `MONITOR_` and its name in capitals."""

    database_url: str = _option("sqlite:///monitor.sqlite", "SQLAlchemy URL of the database the loader writes.")
    cache_url: str = _option("", "Redis URL of the cache several servers share; empty keeps answers in the process.")
    path_prefix: str = _option("/", "Path under which a reverse proxy serves the dashboard, with a slash at both ends.")
    host: str = _option("127.0.0.1", "Address `python -m dashboard` listens on.")
    port: int = _option(8050, "Port `python -m dashboard` listens on.")
    frame_ancestors: str = _option("'none'", "Sites that may show the dashboard in a frame, as CSP's frame-ancestors.")
    answers_kept: int = _option(2000, "Answers kept in the process when there is no shared cache.")
    snapshots_kept: int = _option(
        2, "Data versions kept in memory: the current one, and the others asked for last, one at least."
    )
    version_check_seconds: int = _option(
        2, "How long a server may go on with a data version before it looks for a newer."
    )

    def __post_init__(self) -> None:
        if not (self.path_prefix.startswith("/") and self.path_prefix.endswith("/")):
            raise SettingError(f"MONITOR_PATH_PREFIX must start and end with a slash, not {self.path_prefix!r}.")


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
