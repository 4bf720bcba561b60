"""Answers already worked out, kept under the data version they belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from flask import Flask
from flask_caching import Cache

from dashboard.data.snapshot import Version
from dashboard.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Answers:
    """The cache, seen from one version: a newer version makes what was kept unreachable, so nothing is ever stale."""

    cache: Cache
    version: Version | None = None

    def of(self, version: Version) -> Answers:
        """The answers of one data version."""
        return replace(self, version=version)

    def get(self, question: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """The kept answer to `question`, or the one worked out now."""
        key = hashlib.blake2b(repr((self.version, question)).encode(), digest_size=16).hexdigest()
        kept: T | None = self.cache.get(key)
        if kept is None:
            kept = work_out()
            self.cache.set(key, kept)
        return kept


def answers(server: Flask, settings: Settings) -> Answers:
    """The cache of a server: in the process, or in Redis where several servers share one."""
    return Answers(Cache(server, config=settings.cache(settings.answers_kept) | {"CACHE_DEFAULT_TIMEOUT": 0}))
