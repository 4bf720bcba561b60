"""The private folders of loads: one each, named by a random token, with locks that hold among all workers."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LIFETIME_SECONDS = 3600
_NAME = "open-government-monitor-loads"
_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST = 120  # bytes of a file name


class UnsafeFolderError(OSError):
    """Somebody else could read or change what is uploaded."""


class Lock:
    """Held from when it is acquired until it is released, or until its process is gone."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        os.close(self._handle)


def acquire(path: Path) -> Lock | None:
    """The lock of that file; None while another thread, worker or server on this folder holds it."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return Lock(handle)


class Folders:
    """All loads below one folder, which only the server's own user may enter."""

    def __init__(self, uploads: str, at_once: int) -> None:
        self._root = Path(uploads or tempfile.gettempdir()) / _NAME
        self._at_once = at_once

    def make(self) -> Path:
        """The folder of a new load; its name is its token."""
        root = self._own_root()
        self._sweep(root)
        folder = root / secrets.token_hex(16)
        folder.mkdir(mode=0o700)
        return folder

    def find(self, token: str) -> Path | None:
        """The folder of a token; None when there is none, or it is no token at all."""
        folder = self._root / token
        return folder if _TOKEN.fullmatch(token) and folder.is_dir() else None

    def slot(self) -> Lock | None:
        """A place among the loads that may be worked on at the same time; None while all are taken."""
        root = self._own_root()
        locks = (acquire(root / f"slot-{number}.lock") for number in range(self._at_once))
        return next((lock for lock in locks if lock), None)

    def _own_root(self) -> Path:
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = self._root.lstat()
        if self._root.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise UnsafeFolderError(f"{self._root} must be a folder of this user alone (mode 700).")
        return self._root

    def _sweep(self, root: Path) -> None:
        """Remove what is older than an hour and not worked on."""
        oldest = time.time() - LIFETIME_SECONDS
        for folder in _loads(root):
            if folder.stat().st_mtime < oldest and (lock := acquire(folder / "lock")):
                shutil.rmtree(folder, ignore_errors=True)
                lock.release()


def _loads(root: Path) -> Iterator[Path]:
    return (folder for folder in root.iterdir() if _TOKEN.fullmatch(folder.name))


def safe_name(given: str) -> str:
    """The last part of a file name that a browser sent, without what moves between folders or cannot be seen."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, suffix = seen.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = seen, "", ""
    room = _LONGEST - len(f"{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{suffix}" or "file"
