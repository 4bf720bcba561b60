"""Compound files, as workbooks of Excel 97-2003 and protected ones are: the streams in them, by name."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_LARGEST = 0xFFFFFFFA  # sectors beyond are none
_ENTRY, _ROOT, _STREAM = 128, 5, 2


class Damaged(Exception):  # noqa: N818  a verdict on the file
    """The file is not what its first bytes say."""


class Compound:
    """The streams of a compound file; whatever chain it claims, no more is read than the file holds."""

    def __init__(self, content: bytes) -> None:
        try:
            self._read(content)
        except (struct.error, IndexError, ValueError):
            raise Damaged from None

    def _read(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise Damaged
        self._size, self._small = 1 << shift, 1 << small_shift
        directory, self._cutoff, small_start = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
        most = len(content) // self._size // (self._size // 4) + 1  # sectors that a table of all sectors takes
        self._fat = self._numbers(b"".join(map(self._sector, islice(self._fat_sectors(), most))))
        self._small_fat = self._numbers(self._chain(small_start))
        self._entries: dict[str, tuple[int, int]] = {}
        self._small_content = b""
        for name, kind, start, size in _entries(self._chain(directory)):
            if kind == _ROOT:
                self._small_content = self._chain(start)[:size]
            elif kind == _STREAM:
                self._entries.setdefault(name, (start, size))
        if not self._entries:
            raise Damaged

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self._entries[name]
        chain = self._chain(start) if size >= self._cutoff else self._small_chain(start)
        return chain[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _fat_sectors(self) -> Iterator[int]:
        """The sectors that hold the table of sectors: the header names 109, a chain the others."""
        yield from _used(struct.unpack_from("<109I", self._content, 76))
        following = struct.unpack_from("<I", self._content, 68)[0]
        left = len(self._content) // self._size
        while following <= _LARGEST and left:
            numbers = self._numbers(self._sector(following))
            yield from _used(numbers[:-1])
            following, left = numbers[-1], left - 1

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self._fat))

    def _small_chain(self, start: int) -> bytes:
        sectors = _follow(start, self._small_fat)
        return b"".join(self._small_content[at * self._small : (at + 1) * self._small] for at in sectors)

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _used(numbers: tuple[int, ...]) -> Iterator[int]:
    return (number for number in numbers if number <= _LARGEST)


def _follow(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain; one that comes back to itself is damaged."""
    left = len(table)
    while start <= _LARGEST:
        if start >= len(table) or not left:
            raise Damaged
        yield start
        start, left = table[start], left - 1


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield name, kind, start, size
