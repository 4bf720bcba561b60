"""A browser's connection for hundreds of readers in one process: HTTP/1.1 over asyncio's streams."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

NO_ANSWER = 0
"""In place of a status: the connection failed, or nothing came in time."""

_LIMIT = 2**20  # bytes of a head


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)  # names in small letters
    body: bytes = b""
    fault: str = ""  # why there is no answer

    def content(self) -> bytes:
        """The body unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return zlib.decompress(self.body, zlib.MAX_WBITS | 16) if packed else self.body


class Client:
    """A connection that is kept, and opened anew when the server has closed it."""

    def __init__(self, port: int, patience: float = 30.0) -> None:
        self._port, self._patience = port, patience
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """GET a path, or POST a body of JSON to it."""
        request = _request(self._port, path, body, headers or {})
        start = time.perf_counter()
        try:
            async with asyncio.timeout(self._patience):
                status, found, content = await self._try_twice(request)
        except (OSError, EOFError, ValueError) as fault:  # a timeout is an OSError
            self.close()
            return Answer(NO_ANSWER, time.perf_counter() - start, fault=type(fault).__name__)
        return Answer(status, time.perf_counter() - start, found, content)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _try_twice(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """As browsers do: where a kept connection turns out to be closed, a new one."""
        if self._streams:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                return await self._exchange(request)
            self.close()
        return await self._exchange(request)

    async def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=_LIMIT)
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon
        }
        status = int(first.split(" ", 2)[1])
        content = await _body(reader, status, headers)
        if headers.get("connection") == "close":
            self.close()
        return status, headers, content


def _request(port: int, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
    method = "GET" if body is None else "POST"
    about_body = {} if body is None else {"Content-Type": "application/json", "Content-Length": str(len(body))}
    all_headers = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "gzip", **about_body, **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items()), "", ""]
    return "\r\n".join(lines).encode() + (body or b"")


async def _body(reader: asyncio.StreamReader, status: int, headers: dict[str, str]) -> bytes:
    if status in (204, 304):
        return b""
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding") == "chunked":
        return await _chunks(reader)
    return await reader.read()


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    read = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        read.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(read)
