"""The queue of what is to be done in the background, and the threads of this server that do it; by huey."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from huey import Huey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer
from huey.storage import RedisStorage, SqliteStorage

from dashboard.data.backends import AwayError
from dashboard.data.shared_redis import InRedis
from dashboard.data.shared_storage import SqliteFile, Storage

When = Callable[[Any], bool]
"""Whether something is to be done in the minute of this time (UTC), as huey's `crontab` gives it."""

_LOOKS_AFTER = (
    0.5  # seconds that a worker waits for something; then it looks for what other processes put into the file
)
_REST = 1  # seconds until a worker asks again for what is away
_TO_END = 5  # seconds that a server which is asked to end gives to what it works on
_AN_HOUR = 3600


@dataclass(frozen=True)
class Work:
    """What is done in the background: with a token and a turn; and, by names, in the minutes of a time table."""

    load: Callable[[str, int], object]
    timed: Mapping[str, tuple[When, Callable[[], object]]]


class _InFile(SqliteStorage):
    """The queue in the file of the shared storage; what this process puts in is begun at once."""

    blocking = True

    def __init__(self, name: str, shared: SqliteFile) -> None:
        self._shared, self._news = shared, threading.Semaphore(0)
        super().__init__(name, filename=str(shared.path))

    def _create_connection(self) -> Any:
        connection = super()._create_connection()
        weakref.finalize(self, connection.close)  # Python warns of a file of SQLite that is forgotten while it is open
        return connection

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        super().enqueue(data, priority)
        self._news.release()

    def dequeue(self) -> Any:
        data = _asked(self._shared, super().dequeue)
        if data is None and self._news.acquire(timeout=_LOOKS_AFTER):
            data = _asked(self._shared, super().dequeue)
        return data

    def read_schedule(self, _ts: Any) -> list[bytes]:
        return []  # nothing is put off for later


class _InRedis(RedisStorage):
    """The queue in the Redis of several servers."""

    def __init__(self, name: str, shared: InRedis) -> None:
        self._shared = shared
        super().__init__(f"{name}{shared.space}", connection_pool=shared.client.connection_pool)

    def dequeue(self) -> Any:
        return _asked(self._shared, self._next)

    def _next(self) -> Any:
        """What comes next; unlike huey's own, it tells a Redis that is silent from a queue that is empty."""
        taken = self.conn.brpop(self.queue_key, timeout=_LOOKS_AFTER)
        return taken[1] if taken else None

    def read_schedule(self, _ts: Any) -> list[bytes]:
        return []


def _asked(shared: Storage, dequeue: Callable[[], Any]) -> Any:
    """What comes next; nothing, after a rest, where it is away."""
    try:
        with shared.asking():
            return dequeue()
    except AwayError:
        threading.Event().wait(_REST)
        return None


class _Consumer(Consumer):
    """Workers as threads of the server, which handles signals itself."""

    def _set_signal_handlers(self) -> None:
        pass


class Queue:
    """What is to be done, in the order in which it came."""

    def __init__(self, storage: Storage, secret_key: str, at_once: int, work: Work) -> None:
        self._storage, self._at_once, self._work = storage, at_once, work
        self._secret_key = secret_key
        self._opening = threading.Lock()
        self._huey: Any = None
        self._load: Any = None
        self._consumer: Any = None
        self.is_wanted = False
        logging.getLogger("huey").setLevel(logging.WARNING)  # what is done stands in the log of writes

    def put(self, token: str, turn: int) -> None:
        """Have a load worked on; AwayError where the queue cannot be reached."""
        huey = self._opened()
        with self._storage.asking():
            huey.enqueue(self._load.s(token, turn))
        if self.is_wanted:
            self.start()

    def waiting(self) -> int:
        """How many wait for their turn."""
        huey = self._opened()
        with self._storage.asking():
            return int(huey.pending_count())

    def start(self) -> None:
        """Have threads of this server work on what is in the queue, once; where it is away, when it is back."""
        self.is_wanted = True
        with suppress(AwayError):
            huey = self._opened()
            with self._opening:
                if not self._consumer:
                    self._consumer = _Consumer(huey, workers=self._at_once, initial_delay=_REST, max_delay=_REST)
                    self._consumer.start()

    def stop(self) -> None:
        """Begin nothing more, and give what is being worked on a moment to end."""
        with self._opening:
            consumer, self._consumer, self.is_wanted = self._consumer, None, False
        if consumer:
            consumer.shutdown_timeout = _TO_END
            consumer.stop(graceful=True)

    def work_off(self) -> None:
        """Do here and now what waits in the queue."""
        huey = self._opened()
        while huey.pending_count():
            huey.execute(huey.dequeue())

    def _opened(self) -> Any:
        with self._opening:
            if not self._huey:
                self._huey = self._new_huey()
            return self._huey

    def _new_huey(self) -> Any:
        class_of_storage: Any = _InRedis
        if isinstance(self._storage, SqliteFile):
            self._storage.open()
            class_of_storage = _InFile
        serializer = SignedSerializer(secret=self._secret_key, salt="queue")
        kept_in: Any = partial(class_of_storage, shared=self._storage)
        with self._storage.asking():
            huey = Huey("loads", results=False, serializer=serializer, storage_class=kept_in)

        def load(token: str, turn: int) -> None:
            self._work.load(token, turn)

        self._load = huey.task(name="load")(load)
        for name, (when, do) in self._work.timed.items():
            huey.periodic_task(when, name=name)(partial(self._do_once, name, do))
        return huey

    def _do_once(self, name: str, do: Callable[[], object]) -> None:
        """One server of all does what is to be done in a minute."""
        with suppress(AwayError):
            if self._storage.add(f"timed/{name}/{int(time.time() // 60)}", b"begun", _AN_HOUR):
                do()
