"""The private folders of loads, each named by a random token, with a lock and a few facts that all workers share."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from dashboard.blocks import N_
from dashboard.language.words import Words
from dashboard.signin.access import Editor

CHECK, LOAD, RESTORE, UNDO, FORGET = "check", "load", "restore", "undo", "forget"
LIFETIME_SECONDS = 3600
_NAME = "open-government-monitor-loads"
_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST = 120  # bytes of a file name
_STEPS = {
    "Reading": N_("Reading the files."),
    "Checking": N_("Checking every cell."),
    "Comparing": N_("Comparing with the current version."),
    "Writing": N_("Writing the new version."),
}
"""The first word of the loader's steps -> the sentence on it: the loader's own are for terminals and for programs."""
_STARTING = N_("Starting.")


@dataclass(frozen=True)
class Typed:
    """The form that a load comes from: its address below the root, and what was typed, by the names of its fields."""

    path: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """What a load is, what is done with it just now, and how that ended."""

    token: str
    editor: Editor
    files: tuple[str, ...] = ()
    doing: str = CHECK
    turn: int = 0  # how often something was done, so that a page knows when it is out of date
    running: bool = False
    step: str = ""
    done: int = 0
    total: int = 0
    accepted: bool = False
    interrupted: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)  # the loader's last word, with its pattern
    words_said: Sequence[Mapping[str, Any]] = ()  # what it said of words that stand for others, before this check
    answers: Mapping[str, str] = field(default_factory=dict)  # to questions of the loader, by their keys
    note: str = ""  # what the load is for
    form: Typed | None = None  # where the files were typed, and what
    again: int | None = None  # the version whose rows are to be current again
    version: int | None = None  # current when this was checked, or published by it
    before: int | None = None  # the same before the last thing was started

    def started(self, doing: str) -> Job:
        return replace(
            self, doing=doing, turn=self.turn + 1, running=True, step="", done=0, total=0, accepted=False,
            interrupted=False, said={}, words_said=(), before=self.version,
        )  # fmt: skip

    @property
    def is_check(self) -> bool:
        return self.doing == CHECK

    @property
    def forgets(self) -> bool:
        """It takes a word back, and brings no version."""
        return self.doing == FORGET

    def progress(self, words: Words) -> str:
        """How far a load is, in one or two sentences."""
        first, _, _ = self.step.partition(" ")
        sentence = words(_STEPS.get(first, _STARTING))
        if first != "Writing" or not self.total:
            return sentence
        counts = words("{n} of {total} rows.", n=self.done, total=self.total)
        return f"{sentence} {counts}"


class JobFolder:
    """The files of one load: what it is, what was uploaded, the report and the marked workbooks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = path / "lock"
        self.marked = path / "marked.xlsx"
        """A workbook, or for several files a folder of them: the loader decides."""
        self._job, self._report, self._uploads = path / "job.json", path / "report.json", path / "files"

    def exists(self) -> bool:
        return self._job.exists()

    def read(self) -> Job:
        facts = json.loads(self._job.read_text("utf-8"))
        form = Typed(**facts["form"]) if facts.get("form") else None
        return Job(**facts | {"editor": Editor(**facts["editor"]), "files": tuple(facts["files"]), "form": form})

    def write(self, job: Job) -> Job:
        _put(self._job, asdict(job))
        return job

    def report(self) -> dict[str, Any]:
        """The loader's answer to the last check or load; empty where it gave none."""
        return dict(json.loads(self._report.read_text("utf-8"))) if self._report.exists() else {}

    def write_report(self, answer: Any) -> None:
        _put(self._report, answer or {})

    def place(self, number: int, name: str) -> IO[bytes]:
        """Where an uploaded file goes: each in a folder of its own, so that every file keeps its name."""
        for folder in (self._uploads, self._uploads / str(number)):
            folder.mkdir(mode=0o700, exist_ok=True)
        return _private(folder / name)

    def uploads(self, job: Job) -> list[str]:
        return [str(self._uploads / str(number) / name) for number, name in enumerate(job.files)]

    def marked_workbooks(self) -> Sequence[Path]:
        return sorted(self.marked.iterdir()) if self.marked.is_dir() else [self.marked] * self.marked.exists()

    def drop_marked(self) -> None:
        shutil.rmtree(self.marked, ignore_errors=True)
        self.marked.unlink(missing_ok=True)

    def drop_uploads(self) -> None:
        """What was published is in the database: nothing of the files stays."""
        shutil.rmtree(self._uploads, ignore_errors=True)
        self.drop_marked()

    def drop(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def _private(path: Path) -> IO[bytes]:
    """A new file that nobody else may read, whatever the folder around it allows."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb")


def _put(path: Path, content: Any) -> None:
    part = path.with_suffix(".part")
    with _private(part) as file:
        file.write(json.dumps(content, ensure_ascii=False).encode())
    os.replace(part, path)  # noqa: PTH105  whole or not at all, for whoever reads meanwhile


class UnsafeFolderError(OSError):
    """Somebody else could read or change what is uploaded."""


def acquire(path: Path) -> IO[str] | None:
    """The file, locked until it is closed or its process is gone; None while another thread or worker has it locked."""
    file = os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


class Folders:
    """All loads below one folder, which only the server's own user may enter."""

    def __init__(self, uploads: str, at_once: int) -> None:
        self._root = Path(uploads or tempfile.gettempdir()) / _NAME
        self._at_once = at_once

    def make(self, editor: Editor, files: tuple[str, ...]) -> tuple[JobFolder, Job]:
        """A new load and its folder, whose name is its token."""
        root = self._own_root()
        _sweep(root)
        folder = JobFolder(root / secrets.token_hex(16))
        folder.path.mkdir(mode=0o700)
        return folder, folder.write(Job(folder.path.name, editor, files))

    def find(self, token: str) -> JobFolder | None:
        """The folder of a token; None when there is none, or it is no token at all."""
        folder = JobFolder(self._root / token)
        return folder if _TOKEN.fullmatch(token) and folder.exists() else None

    def slot(self) -> IO[str] | None:
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


def _sweep(root: Path) -> None:
    """Remove what is older than an hour and not worked on."""
    oldest = time.time() - LIFETIME_SECONDS
    for folder in [folder for folder in root.iterdir() if _TOKEN.fullmatch(folder.name)]:
        if folder.stat().st_mtime < oldest and (lock := acquire(folder / "lock")):
            shutil.rmtree(folder, ignore_errors=True)
            lock.close()


def safe_name(given: str) -> str:
    """The last part of a file name that a browser sent, without what moves between folders or cannot be seen."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, suffix = seen.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = seen, "", ""
    room = _LONGEST - len(f"{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{suffix}" or "file"
