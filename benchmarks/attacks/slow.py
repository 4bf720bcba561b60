"""Attacks that hold connections: bodies that trickle, silence, answers that are hardly read."""

from __future__ import annotations

import socket
from collections import Counter

from benchmarks.attacks.target import CALLBACKS, NO_ANSWER, Outcome, Target, head, receive, send, status

_EVERY = 0.25  # seconds between two trickles
_BODY, _TRICKLE = 1000, 4  # bytes
_SILENT, _READERS = 200, 100  # connections
_SIP = 512  # bytes a slow reader takes at a time
_LARGE = ("/commitments.csv", "/data/assessments.csv", "/data.zip")


def eight_slow_bodies(target: Target) -> Outcome:
    """As many connections as there are threads."""
    return _slow_bodies(target, 8)


def many_slow_bodies(target: Target) -> Outcome:
    """Many more connections than there are threads."""
    return _slow_bodies(target, 200)


def _slow_bodies(target: Target, n: int) -> Outcome:
    begun = head("POST", CALLBACKS, "Content-Type: application/json", f"Content-Length: {_BODY}")
    with target.connections(n) as connections:
        for one in connections:
            send(one, begun)
        for tick in target.ticks(_EVERY):
            if tick * _TRICKLE >= _BODY or not any([send(one, b"[" * _TRICKLE) for one in connections]):  # noqa: C419 - each is to send
                break
        return _answers(connections)


def silence(target: Target) -> Outcome:
    """Half of the connections say nothing, the others half a head."""
    with target.connections(_SILENT) as connections:
        for one in connections[::2]:
            send(one, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow")
        for _ in target.ticks(1.0):
            pass
        return _answers(connections)


def slow_readers(target: Target) -> Outcome:
    """Large files, of which each connection takes a few bytes a second."""
    with target.connections(_READERS, receive_buffer=4096) as connections:
        for number, one in enumerate(connections):
            send(one, head("GET", _LARGE[number % len(_LARGE)]))
        first = dict.fromkeys(connections, NO_ANSWER)
        for _ in target.ticks(_EVERY):
            for one in connections:
                received = receive(one, _SIP)
                first[one] = first[one] or status(received)
        return Outcome(Counter(first.values()))


def _answers(connections: list[socket.socket]) -> Outcome:
    """The statuses that have come by now."""
    return Outcome(Counter(status(receive(one, 4096)) for one in connections))
