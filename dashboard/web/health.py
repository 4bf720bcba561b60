"""What those who run a server ask it: whether it is ready, and for Prometheus what it has done."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, Protocol

import flask
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, disable_created_metrics, generate_latest

from dashboard.data.backends import GuardedCache, Health
from dashboard.data.store import SnapshotStore
from dashboard.editing.jobs import jobs_of
from dashboard.signin.options import networks

disable_created_metrics()  # they would double the number of series, and nothing here is counted anew

DATA_VERSION = Gauge("monitor_data_version", "Data version that is current on this server; 0 where there is none.")
AWAY = Gauge("monitor_away_seconds", "For how long what a server depends on has been away; 0 is there.", ("service",))

READY, DEGRADED, UNAVAILABLE = "ready", "degraded", "unavailable"
_NOT_KEPT = {"Cache-Control": "no-store"}


class Asked(Protocol):
    """Something that a server depends on, and that can be asked whether it is there."""

    health: Health

    def look(self) -> None:
        """See whether it is there; its health says."""


def register(server: flask.Flask, store: SnapshotStore, cache: GuardedCache) -> None:
    """Add the addresses; that of the numbers is unknown to all but those whom the settings name."""
    service = server.extensions["signin"]
    root, readers = service.root, networks(service.settings, "metrics")
    asked: dict[str, Asked] = {"cache": cache}
    if service.ways:
        asked |= {"sessions": service.store("readiness"), "queue": jobs_of(server).storage}

    @server.get(f"{root}readyz")
    def readyz() -> flask.Response:
        store.look()
        for one in asked.values():
            one.look()
        state = readiness(store, asked)
        answer = flask.jsonify(state)
        answer.status_code = 503 if state["status"] == UNAVAILABLE else 200
        answer.headers.update(_NOT_KEPT)
        return answer

    @server.get(f"{root}metrics")
    def metrics() -> flask.Response:
        if not service.proxies.is_from(flask.request, readers):
            flask.abort(404)
        version = store.in_memory()
        DATA_VERSION.set(version.number if version else math.nan)
        for name, since in _away(store, asked).items():
            AWAY.labels(name).set(_seconds_from(since) if since else 0)
        return flask.Response(generate_latest(), headers=_NOT_KEPT, content_type=CONTENT_TYPE_LATEST)


def readiness(store: SnapshotStore, asked: Mapping[str, Asked]) -> dict[str, Any]:
    """Whether pages can be served, and from what: without database or cache from memory, at first not at all."""
    since = _away(store, asked)
    version = store.in_memory()
    status = UNAVAILABLE if version is None else DEGRADED if any(since.values()) else READY
    return {
        "status": status,
        **{name: "away" if away else "there" for name, away in since.items()},
        **{f"{name}_away_since": away.isoformat(timespec="seconds") for name, away in since.items() if away},
        **(_of_data(version.number, version.published_at) if version else {}),
    }


def _away(store: SnapshotStore, asked: Mapping[str, Asked]) -> dict[str, dt.datetime | None]:
    """Since when each thing that the server depends on is away; None while it is there."""
    return {"database": store.away_since} | {name: one.health.away_since for name, one in asked.items()}


def _of_data(version: int, published: dt.datetime | None) -> dict[str, Any]:
    """Which data is served, and how old it is; the empty database was never published."""
    if published is None:
        return {"version": version}
    moment = published.replace(tzinfo=dt.UTC)
    return {
        "version": version,
        "published_at": moment.isoformat(timespec="seconds"),
        "age_seconds": _seconds_from(moment),
    }


def _seconds_from(moment: dt.datetime) -> int:
    return int((dt.datetime.now(dt.UTC) - moment).total_seconds())
