"""The files of a load in the storage that all servers share: what was uploaded, the report, the marked workbooks."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from dashboard.data.shared_storage import Storage

LIFETIME = 3600
"""Seconds after the last thing done with a load for which it is there."""
_A_LITTLE_LONGER = LIFETIME + 300  # so that no load is there without its files
_PIECE = 2**20  # bytes of a file that are stored, and sent, at once
_LONGEST = 120  # bytes of a file name
_UPLOADS, _MARKED, _REPORT = "uploads", "marked", "report"


class JobFolder:
    """The files of one load, which whoever works on it copies for that while."""

    def __init__(self, storage: Storage, token: str) -> None:
        self._storage, self._root = storage, f"files/{token}/"

    def report(self) -> dict[str, Any]:
        """The loader's answer to the last check or load; empty where it gave none."""
        return dict(json.loads(self._read(_REPORT) or b"{}"))

    def write_report(self, answer: Any) -> None:
        """Put the loader's answer there."""
        self._write(_REPORT, BytesIO(json.dumps(answer or {}, ensure_ascii=False).encode()))

    def upload(self, files: Iterable[IO[bytes]]) -> int:
        """Store what an editor sent; how many bytes it takes, packed."""
        return sum(self._write(f"{_UPLOADS}/{number}", file) for number, file in enumerate(files))

    def copy_uploads(self, place: Path, names: Sequence[str]) -> list[str]:
        """Where copies of the uploads are now: each in a folder of its own, so that every file keeps its name."""
        paths = []
        for number, name in enumerate(names):
            path = place / str(number) / name
            path.parent.mkdir(mode=0o700)
            with path.open("wb") as file:
                file.writelines(self._pieces(f"{_UPLOADS}/{number}"))
            paths.append(str(path))
        return paths

    def marked_workbooks(self) -> list[str]:
        """The names of the uploaded files with their faults marked."""
        return list(json.loads(self._read(_MARKED) or b"[]"))

    def marked_workbook(self, number: int) -> bytes:
        """One of them."""
        return self._read(f"{_MARKED}/{number}")

    def take_marked(self, place: Path) -> None:
        """Store what the loader wrote: a workbook, or for several files a folder of them, or nothing."""
        paths = sorted(place.iterdir()) if place.is_dir() else [place] * place.exists()
        for number, path in enumerate(paths):
            with path.open("rb") as file:
                self._write(f"{_MARKED}/{number}", file)
        self._write(_MARKED, BytesIO(json.dumps([path.name for path in paths]).encode()))

    def drop_uploads(self) -> None:
        """What was published is in the database: nothing of the files stays."""
        self._storage.drop(f"{self._root}{_UPLOADS}")
        self._storage.drop(f"{self._root}{_MARKED}")

    def drop(self) -> None:
        """Nothing stays."""
        self._storage.drop(self._root)

    def renew(self) -> None:
        """Something is done with the load: its files last from now."""
        self._storage.renew(self._root, _A_LITTLE_LONGER)

    def _write(self, name: str, file: IO[bytes]) -> int:
        """Store a file in pieces, and then how many they are; the bytes that they take."""
        count = size = 0
        while piece := file.read(_PIECE):
            packed = zlib.compress(piece, 1)
            self._put(f"{name}#{count}", packed)
            count, size = count + 1, size + len(packed)
        self._put(f"{name}#", str(count).encode())
        return size

    def _put(self, name: str, value: bytes) -> None:
        self._storage.put(f"{self._root}{name}", value, _A_LITTLE_LONGER)

    def _read(self, name: str) -> bytes:
        return b"".join(self._pieces(name, b"0"))

    def _pieces(self, name: str, otherwise: bytes = b"") -> Iterator[bytes]:
        """The pieces of a file; LookupError where one is missing, or all are and there is no other count of them."""
        count = self._storage.get(f"{self._root}{name}#") or otherwise
        for number in range(int(count or self._missing(name))):
            yield zlib.decompress(self._storage.get(f"{self._root}{name}#{number}") or self._missing(name))

    def _missing(self, name: str) -> bytes:
        raise LookupError(f"{self._root}{name} is no longer stored")


def safe_name(given: str) -> str:
    """The last part of a file name that a browser sent, without what moves between folders or cannot be seen."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, suffix = seen.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = seen, "", ""
    room = _LONGEST - len(f"{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{suffix}" or "file"
