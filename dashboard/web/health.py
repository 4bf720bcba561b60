"""What those who run a server ask it: whether it is ready, and for Prometheus what it has done."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any

import flask
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from dashboard.data.snapshot import Version
from dashboard.data.store import Answers, SnapshotStore
from dashboard.metrics import DATA_VERSION
from dashboard.settings import Settings
from dashboard.signin import access
from dashboard.signin.options import networks
from dashboard.signin.proxy import Network, is_within

READY, DEGRADED, UNAVAILABLE = "ready", "degraded", "unavailable"
_NOT_KEPT = {"Cache-Control": "no-store"}


def register(server: flask.Flask, store: SnapshotStore, answers: Answers, settings: Settings) -> None:
    """Add the addresses; that of the numbers is unknown to all but those whom the settings name."""
    root, readers, proxies = settings.path_prefix, networks(settings, "metrics"), networks(settings)

    @server.get(f"{root}readyz")
    def readyz() -> flask.Response:
        state = readiness(store, answers)
        answer = flask.jsonify(state)
        answer.status_code = 503 if state["status"] == UNAVAILABLE else 200
        answer.headers.update(_NOT_KEPT)
        return answer

    @server.get(f"{root}metrics")
    def metrics() -> flask.Response:
        if not is_within(access.client_address(), readers) or _is_through_another_than(proxies):
            flask.abort(404)
        version = store.in_memory()
        DATA_VERSION.set(version.number if version else math.nan)
        return flask.Response(generate_latest(), headers=_NOT_KEPT, content_type=CONTENT_TYPE_LATEST)


def _is_through_another_than(proxies: Iterable[Network]) -> bool:
    """Whether the request comes through a proxy that is none of these: everybody behind it has its address."""
    is_direct = "X-Forwarded-For" not in flask.request.headers
    return not (is_direct or is_within(flask.request.remote_addr or "", proxies))


def readiness(store: SnapshotStore, answers: Answers) -> dict[str, Any]:
    """Whether pages can be served, and from what: without database or cache from memory, at first not at all."""
    there = {"database": store.is_database_there(), "cache": answers.is_cache_there()}
    version = store.in_memory()
    status = UNAVAILABLE if version is None else READY if all(there.values()) else DEGRADED
    return {
        "status": status,
        **{name: "there" if is_there else "away" for name, is_there in there.items()},
        **(_of_version(version) if version else {}),
    }


def _of_version(version: Version) -> dict[str, Any]:
    """Which data is served, and how old it is; the empty database was never published."""
    published = version.published_at
    if published is None:
        return {"version": version.number}
    published = published.replace(tzinfo=dt.UTC)
    age = dt.datetime.now(dt.UTC) - published
    return {"version": version.number, "published_at": published.isoformat(), "age_seconds": int(age.total_seconds())}
