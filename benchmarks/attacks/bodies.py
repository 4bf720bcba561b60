"""Attacks on what reads a body: much of it, deep, without end, or not what a page would send."""

from __future__ import annotations

import copy
import json
import socket
from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import Any

from benchmarks.attacks.target import CALLBACKS, NO_ANSWER, Outcome, Target, head, status
from benchmarks.screen import callbacks, opening
from benchmarks.traffic import card_payload

_JSON = {"Content-Type": "application/json"}
_LARGE = 30 * 2**20  # bytes
_LEVELS = 100_000
_CHUNK = b"8000\r\n" + b"[" * 0x8000 + b"\r\n"
_CHUNKS = 12_000  # nearly 400 MB
_WRONG: tuple[Any, ...] = (None, 1, -1.5, "", "x" * 3000, [], {}, [[]], {"kind": "choice"}, True, ["\x00", "\ud800"])
_OTHERS: tuple[Any, ...] = (
    None,
    [],
    {},
    "text",
    7,
    {"output": "page.children"},
    {"output": "..page.children...title.data..", "inputs": []},
    {"output": "nothing.data", "inputs": [], "outputs": {"id": "nothing", "property": "data"}, "changedPropIds": []},
    {"output": "__proto__.constructor", "inputs": [{"id": "x", "property": "y", "value": {"__proto__": {}}}]},
)


def large_json(target: Target) -> Outcome:
    """A body of 30 MB made of a million empty lists, twice at once and twice again."""
    lists = ",".join(["[]"] * (_LARGE // 3))
    body = ('{"a":[' + lists + "]}").encode()
    return target.at_once(2, [partial(target.ask, "POST", CALLBACKS, body, _JSON)] * 4)


def deep_json(target: Target) -> Outcome:
    """Lists and objects within each other, a hundred thousand deep."""
    bodies = ["[" * _LEVELS + "]" * _LEVELS, '{"a":' * _LEVELS + "1" + "}" * _LEVELS, '{"output":' + "[" * _LEVELS]
    return target.at_once(2, [partial(target.ask, "POST", CALLBACKS, body.encode(), _JSON) for body in bodies * 4])


def endless_body(target: Target) -> Outcome:
    """A body in chunks that does not end; sent until the server has had enough."""
    return target.at_once(2, [partial(_send_chunks, target)] * 4)


def _send_chunks(target: Target) -> int:
    with socket.create_connection((target.served.host, target.served.port), timeout=5) as connection:
        try:
            connection.sendall(head("POST", CALLBACKS, "Content-Type: application/json", "Transfer-Encoding: chunked"))
            for _ in range(_CHUNKS):
                if not target.left():
                    break
                connection.sendall(_CHUNK)
        except OSError:
            pass  # the server has closed it: its answer may still be there
        try:
            return status(connection.recv(4096))
        except OSError:
            return NO_ANSWER


def forged_callbacks(target: Target) -> Outcome:
    """Callbacks that no page sends: each part of a true one replaced, at every depth."""
    known = callbacks(target.served.get("/_dash-dependencies"))
    page = json.loads(opening(known, "/", "?region=europe"))
    change = card_payload(known.following, "completion-by-theme", "/", "?region=europe")
    bodies = [*_others(), *_forged(page), *_forged(change)]
    return target.at_once(4, [partial(target.ask, "POST", CALLBACKS, body, _JSON) for body in bodies])


def _others() -> Iterator[bytes]:
    """Bodies that are no callback at all."""
    yield from (json.dumps(other).encode() for other in _OTHERS)
    yield from (b"", b"{", b"\xff\xfe", b"[1,", b'{"output": NaN}')


def _forged(true: dict[str, Any]) -> Iterator[bytes]:
    """A true callback, once for every part of it and every wrong value."""
    for path, wrong in product(list(_paths(true)), _WRONG):
        made = copy.deepcopy(true)
        _put(made, path, wrong)
        yield json.dumps(made).encode()


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of everything within a value, from the outside in."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from _paths(one, (*path, key))


def _put(value: Any, path: tuple[Any, ...], wrong: Any) -> None:
    *way, last = path
    for key in way:
        value = value[key]
    value[last] = wrong
