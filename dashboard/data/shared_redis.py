"""What all servers share of work in progress, in the Redis of several servers."""

from __future__ import annotations

from typing import Any

from dashboard.data.shared_storage import Storage

_PATIENCE = 1.5  # seconds for Redis to take a connection, and to answer; a worker waits there for one


class InRedis(Storage):
    """In a Redis that evicts nothing: for several servers."""

    def __init__(self, url: str, space: str) -> None:
        from redis import RedisError, WatchError  # noqa: PLC0415 - only where servers share one

        super().__init__()
        self.faults = (OSError, RedisError)
        self._changed_meanwhile = WatchError
        self.client, self.space = _client_of(url), space
        self._space = f"monitor-{space}:"

    def get(self, name: str) -> bytes | None:
        with self.asking():
            value: bytes | None = self.client.get(self._space + name)
        return value

    def put(self, name: str, value: bytes, seconds: float) -> None:
        with self.asking():
            self.client.set(self._space + name, value, px=_milliseconds(seconds))

    def add(self, name: str, value: bytes, seconds: float) -> bool:
        with self.asking():
            return bool(self.client.set(self._space + name, value, px=_milliseconds(seconds), nx=True))

    def swap(self, name: str, old: bytes, new: bytes, seconds: float) -> bool:
        key = self._space + name
        with self.asking(), self.client.pipeline() as pipe:
            pipe.watch(key)
            if pipe.get(key) != old:
                return False
            pipe.multi()
            pipe.set(key, new, px=_milliseconds(seconds))
            try:
                pipe.execute()
            except self._changed_meanwhile:
                return False
        return True

    def names(self, prefix: str) -> list[str]:
        with self.asking():
            keys = [*self.client.scan_iter(match=f"{self._space}{prefix}*", count=1000)]
        return [key.decode().removeprefix(self._space) for key in keys]

    def renew(self, prefix: str, seconds: float) -> None:
        keys = self.names(prefix)
        with self.asking(), self.client.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.pexpire(self._space + key, _milliseconds(seconds))
            pipe.execute()

    def delete(self, *names: str) -> None:
        if names:
            with self.asking():
                self.client.delete(*(self._space + name for name in names))


def _milliseconds(seconds: float) -> int:
    return max(int(seconds * 1000), 1)


def _client_of(url: str) -> Any:
    """A client of the Redis at `url` that waits a little, and tries a connection that was left lying a second time."""
    from redis import ConnectionError, Redis  # noqa: A004, PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    retry: Any = Retry(NoBackoff(), 1, supported_errors=(ConnectionError,))
    return Redis.from_url(url, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE, retry=retry)
