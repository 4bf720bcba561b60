"""The database and the caches behind the dashboard: asked with little patience, and left alone after a failure."""

from __future__ import annotations

import datetime as dt
import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from flask import Flask
from flask_caching import Cache
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

_PAUSE = 5  # seconds that nobody asks after a failure: each question to what hangs costs its asker a timeout
_WARNINGS = 60  # seconds between two warnings of the same
_MOMENT = 10  # seconds
_PATIENCE = 0.5  # seconds for Redis to take a connection, and to answer
_TO_PING = 1  # second for a kept connection to show that it lives: whoever takes one that does not waits for both
_TO_CONNECT = 3  # seconds at most for a database to take a connection
_TO_READ_A_VERSION = 4  # times as long as any other answer the server may be silent
_log = logging.getLogger(__name__)


class AwayError(ConnectionError):
    """What an answer needs cannot be reached just now; `sentence` says it to readers, where it is not the database."""

    def __init__(self, text: str, sentence: str = "") -> None:
        super().__init__(text)
        self.sentence = sentence


class BusyError(AwayError):
    """What an answer needs is there, but too many others are waiting for the like of it."""


class RowsGoneError(LookupError):
    """The rows of a snapshot's version are no longer in the database: newer versions have taken their place."""


class Health:
    """How one thing does that we depend on."""

    def __init__(self, name: str, sentence: str = "") -> None:
        self.name, self._sentence = name, sentence
        self.away_since: dt.datetime | None = None
        """When it was first found not to answer (UTC); None while it answers."""
        self.now = time.monotonic
        self._changing = threading.Lock()
        self._rests_until = self._silent_until = 0.0

    @property
    def rests(self) -> bool:
        """It failed a moment ago, and is not asked again yet."""
        return self.away_since is not None and self.now() < self._rests_until

    @contextmanager
    def asking(self, faults: tuple[type[Exception], ...] = (Exception,)) -> Iterator[None]:
        """Ask it something; AwayError where it fails, and at once while it rests. After that one at a time tries."""
        if not self._begin():
            raise self.away()
        try:
            yield
        except faults as fault:
            self.failed(fault)
            raise self.away() from fault
        self.answered()

    def away(self) -> AwayError:
        """What is raised where it is needed and away."""
        return AwayError(f"{self.name} cannot be reached.", self._sentence)

    def _begin(self) -> bool:
        if self.away_since is None:
            return True
        with self._changing:
            if self.rests:
                return False
            self._rests_until = self.now() + _PAUSE
            return True

    def failed(self, fault: Exception, *, rests: bool = True) -> None:
        """Note a failure, after which it rests; or not, where the next one may try at once."""
        with self._changing:
            now = self.now()
            self.away_since = self.away_since or dt.datetime.now(dt.UTC)
            self._rests_until = now + _PAUSE if rests else now
            if now >= self._silent_until:
                self._silent_until = now + _WARNINGS
                _log.warning("%s cannot be reached: %s", self.name, fault)

    def answered(self) -> None:
        """Note that it answers."""
        since = self.away_since
        if since is None:
            return
        with self._changing:
            self.away_since = None
        _log.warning("%s answers again; it could not be reached since %s", self.name, since.isoformat("T", "seconds"))


class GuardedCache:
    """A cache each call of which raises AwayError while it does not answer."""

    def __init__(self, cache: Cache, health: Health) -> None:
        self._cache, self.health = cache, health

    def get(self, key: str) -> Any:
        """The value of a key; None when there is none."""
        with self.health.asking():
            return self._cache.get(key)

    def set(self, key: str, value: Any, timeout: int | None = None) -> None:
        """Keep a value, for so many seconds where a `timeout` is given."""
        with self.health.asking():
            self._cache.set(key, value, timeout=timeout)

    def look(self) -> None:
        """See whether it takes what it is given; its health says."""
        with suppress(AwayError):
            self.set("look", "taken", timeout=_MOMENT)

    def delete(self, key: str) -> None:
        """Forget a key."""
        with self.health.asking():
            self._cache.delete(key)


def guarded(server: Flask, health: Health, url: str, most: int, prefix: str = "") -> GuardedCache:
    """A cache in the Redis at `url`; without one in the process, for `most` values. What is set there stays."""
    options = _in_redis(url) if url else {"CACHE_TYPE": "SimpleCache", "CACHE_THRESHOLD": most}
    config = {"CACHE_KEY_PREFIX": prefix, "CACHE_DEFAULT_TIMEOUT": 0} | options
    return GuardedCache(Cache(server, config=config), health)


def _in_redis(url: str) -> dict[str, Any]:
    from redis.backoff import NoBackoff  # noqa: PLC0415 - only where servers share a cache
    from redis.retry import Retry  # noqa: PLC0415

    waits = {"socket_connect_timeout": _PATIENCE, "socket_timeout": _PATIENCE, "retry": Retry(NoBackoff(), 0)}
    return {"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": url, "CACHE_OPTIONS": waits}


def connected(url: str, patience: int) -> sa.Engine:
    """An engine for the database at `url`, which may take `patience` seconds to take a connection, and to answer."""
    known = sa.make_url(url)
    driver = f"{known.get_backend_name()}+{known.get_driver_name()}"
    return _ENGINES.get(driver, _of_any)(known, patience)


def _of_any(url: sa.URL, _patience: int) -> sa.Engine:
    return sa.create_engine(url, pool_pre_ping=True)


def _sqlite(url: sa.URL, patience: int) -> sa.Engine:
    """No connection is kept: SQLite would go on with a file that is gone, or take its log for that of another."""
    if not _is_file(url):
        return _of_any(url, patience)
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"timeout": patience})

    @sa.event.listens_for(engine, "do_connect")
    def open_only(dialect: sa.Dialect, _: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
        assert dialect.dbapi
        path = f"file:{quote(arguments[0])}?mode=rw"  # neither makes a file nor writes one that is write-protected
        return dialect.dbapi.connect(path, *arguments[1:], **(options | {"uri": True}))

    return engine


def _is_file(url: sa.URL) -> bool:
    name = url.database or ":memory:"
    return url.get_backend_name() == "sqlite" and not name.startswith((":memory:", "file:"))


def _postgresql(url: sa.URL, patience: int) -> sa.Engine:
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": min(max(patience, 2), _TO_CONNECT)}
    # As many as threads ask for: that others are taken is no sign that the database is away.
    engine = sa.create_engine(url, pool_pre_ping=True, max_overflow=-1, connect_args=waits)

    @sa.event.listens_for(engine, "do_connect")
    def connect(_dialect: sa.Dialect, _: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
        connection = _impatient().connect(*arguments, **options)
        connection.patience = patience
        connection.execute(f"SET statement_timeout = '{patience}s'")
        connection.commit()
        return connection

    @sa.event.listens_for(engine, "checkin")
    def rest(connection: Any, _: Any) -> None:
        if connection:  # it is asked whether it lives before it is given out again
            connection.patience = _TO_PING

    @sa.event.listens_for(engine, "checkout")
    def work(connection: Any, *_: Any) -> None:
        connection.patience = patience

    return engine


_ENGINES: dict[str, Callable[[sa.URL, int], sa.Engine]] = {
    "sqlite+pysqlite": _sqlite,
    "postgresql+psycopg": _postgresql,
}


@cache
def _impatient() -> Any:
    """A connection that ends itself when the server is silent for long; a server that hangs keeps no timeouts."""
    import psycopg  # noqa: PLC0415 - where the database is another, it need not be installed

    class Impatient(psycopg.Connection[Any]):
        patience = 5

        def wait(self, gen: Any, *times: Any, **more: Any) -> Any:
            """Wait for what the server sends."""
            return super().wait(self._heard(gen), *times, **more)

        def _heard(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
            """The same steps, while something comes or goes now and then."""
            try:
                step, heard = next(gen), time.monotonic()
                while True:
                    ready = yield step
                    if ready:
                        heard = time.monotonic()
                    elif time.monotonic() - heard > self.patience:
                        self.pgconn.finish()
                        raise psycopg.OperationalError(f"the server was silent for {self.patience} seconds")
                    step = gen.send(ready)
            except StopIteration as end:
                return end.value

    return Impatient


@contextmanager
def _patient(connection: sa.Connection) -> Iterator[sa.Connection]:
    """The same connection, whose answers may take long: they are of a million rows."""
    driver: Any = connection.connection.driver_connection
    usual = getattr(driver, "patience", None)
    if usual is None:
        yield connection
        return
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    driver.patience = usual * _TO_READ_A_VERSION
    try:
        yield connection
    finally:
        driver.patience = usual


class Database:
    """Connections to the database, and how it does. While it is away, nobody but the store tries whether it is back."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.health = Health("The database")
        self._looks = 0
        self._path = engine.url.database if _is_file(engine.url) else None

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Meanwhile this thread, and no other, tries whether the database is there; AwayError where it is not."""
        with self.health.asking((SQLAlchemyError, AwayError)):
            self._looks = threading.get_ident()
            try:
                yield
            finally:
                self._looks = 0

    @contextmanager
    def connect(self, *, whole: bool = False) -> Iterator[sa.Connection]:
        """A connection, for the rows of a `whole` version or for few; AwayError while the database is away."""
        if self.health.away_since and self._looks != threading.get_ident():
            raise self.health.away()
        with ExitStack() as closing:
            try:
                connection = closing.enter_context(self.engine.connect())
            except SQLAlchemyError as fault:
                raise self._lost(fault) from fault
            try:
                yield closing.enter_context(_patient(connection)) if whole else connection
            except DBAPIError as fault:
                if fault.connection_invalidated:
                    raise self._lost(fault) from fault
                raise

    def _lost(self, fault: Exception) -> AwayError:
        self.health.failed(fault, rests=False)
        return self.health.away()

    def file(self) -> str:
        """Which file the database is, as another may be moved to its path; empty where there is none, or no file."""
        if self._path is None:
            return ""
        try:
            status = os.stat(self._path)  # noqa: PTH116 - asked at every request
        except OSError:
            return ""
        return f"{status.st_dev}-{status.st_ino}"

    @property
    def is_missing(self) -> bool:
        """There is no file, in a folder that is there: nobody has loaded anything, or somebody took it away."""
        path = Path(self._path) if self._path is not None else None
        return path is not None and not path.exists() and path.absolute().parent.is_dir()
