"""Which storage of work in progress a server has, and how what is loaded into one database is told from another's."""

from __future__ import annotations

import hashlib
from pathlib import Path

import sqlalchemy as sa

from dashboard.data.shared_redis import InRedis
from dashboard.data.shared_storage import SqliteFile, Storage


def space_of(database_url: str) -> str:
    """A short name of a database, the same on all servers that have it: what is loaded elsewhere is not ours."""
    url = sa.make_url(database_url)
    kind = url.get_backend_name()
    place = Path(url.database or "").absolute() if kind == "sqlite" else f"{url.host}:{url.port}/{url.database}"
    return hashlib.sha256(f"{kind}:{place}".encode()).hexdigest()[:12]


def storage_of(redis_url: str, uploads: str, space: str) -> Storage:
    """The storage that a server has: the Redis of several servers, or a file of its own."""
    return InRedis(redis_url, space) if redis_url else SqliteFile(uploads, space)
