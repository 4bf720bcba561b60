"""The server under attack as an attacker sees it: connections of any kind, for a limited time."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.editor import Account
from benchmarks.serving import Served

CALLBACKS = "/_dash-update-component"
NO_ANSWER = 0
"""In place of a status: the connection was closed, or the time was up."""

NOT_ASKED = -1
"""In place of a status: the time was up before."""

_PATIENCE = 15.0  # seconds that an attacker waits for an answer


@dataclass(frozen=True)
class Outcome:
    """How often each status was given, and in sentences what should not have been."""

    statuses: Counter[int]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """A server that is attacked for at most `seconds`."""

    served: Served
    log: Path
    seconds: float
    account: Account | None = None  # of an editor, where people can sign in
    _began: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds that the attack may still last."""
        return max(self._began + self.seconds - time.monotonic(), 0)

    def ticks(self, every: float) -> Iterator[int]:
        """Count, once every so many seconds, until the time is up."""
        n = 0
        while self.left():
            yield n
            n += 1
            time.sleep(min(every, self.left()))

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> int:
        """The status of an answer, which is read to its end."""
        connection = HTTPConnection(self.served.host, self.served.port, timeout=_PATIENCE)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return NO_ANSWER
        finally:
            connection.close()
        return answer.status

    def headers(self, path: str) -> dict[str, str]:
        """The header of the answer at `path`, names in small letters."""
        connection = HTTPConnection(self.served.host, self.served.port, timeout=_PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return {name.lower(): value for name, value in answer.getheaders()}

    def at_once(self, n: int, calls: Iterable[Callable[[], int]]) -> Outcome:
        """The outcome of calls of which `n` are under way at a time; none begins when the time is up."""
        with ThreadPoolExecutor(n) as pool:
            return Outcome(Counter(pool.map(lambda call: call() if self.left() else NOT_ASKED, calls)))

    @contextmanager
    def connections(self, n: int, receive_buffer: int = 0) -> Iterator[list[socket.socket]]:
        """So many open connections, which wait for nothing."""
        with ExitStack() as opened:
            yield [opened.enter_context(self._connection(receive_buffer)) for _ in range(n)]

    def _connection(self, receive_buffer: int) -> socket.socket:
        made = socket.socket()
        if receive_buffer:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        made.settimeout(_PATIENCE)
        made.connect((self.served.host, self.served.port))
        made.setblocking(False)  # noqa: FBT003 - the name of the method says what is not
        return made


def head(method: str, path: str, *lines: str) -> bytes:
    """The first bytes of a request, up to the empty line."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *lines, "", ""]).encode()


def send(connection: socket.socket, data: bytes) -> bool:
    """Send what fits; whether the connection is still open."""
    try:
        connection.send(data)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return True


def receive(connection: socket.socket, most: int) -> bytes | None:
    """Up to `most` bytes of what has come; None when nothing has, none when the connection was closed."""
    try:
        return connection.recv(most)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def status(received: bytes | None) -> int:
    """The status in the first line of an answer."""
    words = (received or b"").split(b" ", 2)
    return int(words[1]) if len(words) > 2 and words[1].isdigit() else NO_ANSWER
