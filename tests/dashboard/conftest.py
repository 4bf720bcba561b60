"""Views over a reference, a hand-made, a hostile and an empty database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from dashboard.app import create_app
from dashboard.data import clock, store
from dashboard.data.backends import connected
from dashboard.data.snapshot import Snapshot, Version
from dashboard.data.store import SnapshotStore, answers
from dashboard.editing.queue import Queue
from dashboard.settings import Settings
from dashboard.view.view import View, Views
from tests.dashboard import databases, hand, hostile

Ask = Callable[..., View]
READ_ON = dt.date(2019, 1, 15)
"""The day on which every test reads: soon after the reference data end, so that they are not old."""


@pytest.fixture(autouse=True)
def read_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """It is READ_ON until a test says what day it is."""

    def say(day: dt.date) -> None:
        monkeypatch.setattr(clock, "today", lambda: day)

    say(READ_ON)
    return say


@pytest.fixture(autouse=True)
def _work_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put into the queue is done before anybody is answered, but on a server that was started."""
    original = Queue.put

    def put(queue: Queue, token: str, turn: int) -> None:
        original(queue, token, turn)
        if not queue.is_wanted:
            queue.work_off()

    monkeypatch.setattr(Queue, "put", put)


@pytest.fixture(scope="session", autouse=True)
def _routes_are_compiled_once() -> Iterator[None]:
    """Every application that a test makes has the same hundred routes: to compile them took most of making one."""
    compile_builder, compiled = Rule._compile_builder, dict[tuple[object, ...], Any]()

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = rule.rule, rule.host, rule.subdomain, repr(rule.defaults), append_unknown
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_data_are_read_once(reference_url: str) -> Iterator[None]:
    """Every store has a snapshot of its own, with what it works out; the tables, which nobody writes, are shared."""
    read, shipped = store.read_snapshot, dict[Version, Snapshot]()

    def once(connection: sa.Connection | None, version: Version, before: Snapshot | None = None) -> Snapshot:
        if before or connection is None or str(connection.engine.url) != reference_url:
            return read(connection, version, before)
        if version not in shipped:
            shipped[version] = read(connection, version)
        return replace(shipped[version])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "read_snapshot", once)
        yield


def make_views(url: str, root: str = "/") -> Views:
    """Views as the application makes them, looking for a new version at every request."""
    settings = Settings(database_url=url, version_check_seconds=0, path_prefix=root)
    store = SnapshotStore(
        connected(url, settings.database_seconds), settings.snapshots_kept, settings.version_check_seconds
    )
    return Views(store, answers(Flask("tests"), settings), root)


class Reader(FlaskClient):
    """A client that takes every answer to its end, as browsers do, also where a test looks at its head alone."""

    def open(self, *args: Any, buffered: bool = True, **more: Any) -> Any:
        """As Flask's, but for the default."""
        return super().open(*args, buffered=buffered, **more)


def make_client(url: str, **options: str) -> FlaskClient:
    """A client of a new application. Only the newest one may be asked for pages: Dash has one page registry."""
    server = create_app(Settings(database_url=url, version_check_seconds=0, **options)).server
    server.test_client_class = Reader
    return server.test_client()


def _written(tmp_path_factory: pytest.TempPathFactory, name: str, tables: databases.Rows) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp(name) / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, tables)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def hand_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The eight commitments of tests/dashboard/hand.py."""
    return _written(tmp_path_factory, "hand", hand.TABLES)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same in a database of a module's own, in which every change would be seen."""
    return _written(tmp_path_factory, "own", hand.TABLES)


def publish(url: str, version: int, **tables: Any) -> None:
    """Publish the hand-made data as `version`, with `tables` in place of some."""
    engine = sa.create_engine(url)
    databases.write(engine, hand.TABLES | tables, version=version)
    engine.dispose()


@pytest.fixture
def published_url(tmp_path: Path) -> str:
    """A database with one version, to which a test publishes more."""
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    publish(url, 1)
    return url


@pytest.fixture(scope="session")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The texts of tests/dashboard/hostile.py."""
    return _written(tmp_path_factory, "hostile", hostile.TABLES)


@pytest.fixture(scope="session")
def empty_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which nobody has ever made a table."""
    return f"sqlite:///{tmp_path_factory.mktemp('empty') / 'monitor.sqlite'}"


@pytest.fixture(scope="session")
def reference(reference_url: str) -> Views:
    """Views over the data that ship with the product."""
    return make_views(reference_url)


@pytest.fixture(scope="session")
def by_hand(hand_url: str) -> Views:
    """Views over the hand-made data."""
    return make_views(hand_url)


@pytest.fixture(scope="session")
def all_views(reference: Views, by_hand: Views, hostile_url: str, empty_url: str) -> dict[str, Views]:
    """Views over every kind of database, by name."""
    return {
        "reference": reference,
        "by hand": by_hand,
        "hostile": make_views(hostile_url),
        "empty": make_views(empty_url),
    }


@pytest.fixture
def client(reference_url: str) -> FlaskClient:
    """A client of the dashboard over the data that ship with the product."""
    return make_client(reference_url)


@pytest.fixture(scope="session")
def files(reference_url: str) -> FlaskClient:
    """A client for addresses that answer with a file, which do not depend on the page registry."""
    return make_client(reference_url)
