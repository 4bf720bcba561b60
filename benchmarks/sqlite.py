"""One process on a database file of its own, and what can happen to that file and its disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks import publish
from benchmarks.generate import copied, load
from benchmarks.serving import Served, serving

_SPARE = 3 * 2**20  # bytes that a small disk has beside the database
_SEEN_WITHIN = 30.0  # seconds


@dataclass(frozen=True)
class Single:
    """The process, its database and the folder of that."""

    served: Served
    url: str
    folder: Path

    @property
    def port(self) -> int:
        """Where readers ask."""
        return self.served.port


@contextmanager
def single(*, small_disk: bool = False) -> Iterator[Single]:
    """Serve a copy of the data that ship with the product, on a disk of its own that is easily filled where asked."""
    with tempfile.TemporaryDirectory() as folder:
        url = copied(folder)
        if small_disk:
            size = Path(folder, "monitor.sqlite").stat().st_size + _SPARE
            with _mounted(size) as disk:
                shutil.copy(Path(folder, "monitor.sqlite"), disk)
                with _served(f"sqlite:///{disk}/monitor.sqlite", disk, Path(folder)) as here:
                    yield here
        else:
            with _served(url, Path(folder), Path(folder)) as here:
                yield here


@contextmanager
def _served(url: str, data: Path, logs: Path) -> Iterator[Single]:
    variables = {"TMPDIR": str(data), "MONITOR_UPLOADS": str(data)}
    with serving(url, log=logs / "log", variables=variables) as served:
        yield Single(served, url, data)


@contextmanager
def _mounted(size: int) -> Iterator[Path]:
    """A disk of so many bytes, in memory; only root may mount one."""
    disk = Path(tempfile.mkdtemp(prefix="ogm-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)
        disk.rmdir()


@contextmanager
def replaced(here: Single) -> Iterator[list[str]]:
    """A backup is moved over the file after a newer version was published: the older one is what counts from then."""
    file = Path(here.folder, "monitor.sqlite")
    backup = Path(shutil.copy(file, file.with_suffix(".backup")))
    load(here.url, str(publish.file_of(2, here.folder)), "--allow-removals")
    until = time.monotonic() + _SEEN_WITHIN
    while b'"version":2' not in here.served.get("/version.json") and time.monotonic() < until:
        time.sleep(0.2)
    backup.replace(file)
    yield []


@contextmanager
def full_disk(here: Single) -> Iterator[list[str]]:
    """No byte is left; a load must be refused in a sentence."""
    file, filler = publish.file_of(2, here.folder), here.folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as written:
        while True:
            written.write(bytes(4096))
    yield _wrongly_refused(here.url, file)
    filler.unlink()


def _wrongly_refused(url: str, file: Path) -> list[str]:
    """What is wrong with how a load ends that cannot be written."""
    command = [sys.executable, "-m", "data_loader", "load", str(file), "--allow-removals", "--database", url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = {
        "a load that cannot be written succeeds": done.returncode == 0,
        "a load that cannot be written ends with a traceback": "Traceback" in done.stderr,
    }
    return [sentence for sentence, is_so in found.items() if is_so]
