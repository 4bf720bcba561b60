"""One load of an editor as the server stores it: a few facts in a file, so that every worker knows the same."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.language.words import N_, Words
from dashboard.signin.access import Editor

CHECK, LOAD, RESTORE = "check", "load", "restore"
_STEPS = {
    "Reading": N_("Reading the files."),
    "Checking": N_("Checking every cell."),
    "Comparing": N_("Comparing with the current version."),
    "Writing": N_("Writing the new version."),
}
"""The first word of the loader's steps -> the sentence on it: the loader's own are for terminals and for programs."""
_STARTING = N_("Starting.")


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
    sentence: str = ""  # the loader's last word
    word_sentence: str = ""  # what it said of a word that was to stand for another, before this check
    version: int | None = None  # current when this was checked, or published by it
    before: int | None = None  # the same before the last thing was started

    def started(self, doing: str) -> Job:
        return replace(
            self, doing=doing, turn=self.turn + 1, running=True, step="", done=0, total=0, accepted=False,
            interrupted=False, sentence="", word_sentence="", before=self.version,
        )  # fmt: skip


def progress(job: Job, words: Words) -> str:
    """How far a load is, in one or two sentences."""
    first, _, rest = job.step.partition(" ")
    sentence = words(_STEPS.get(first, _STARTING))
    if first != "Writing" or not job.total:
        return sentence
    counts = words("{table}: {done} of {total} rows.", table=rest, done=job.done, total=job.total)
    return f"{sentence} {counts}"


class JobFolder:
    """The files of one load: what it is, what was uploaded, the report and the marked workbooks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = path / "lock"
        self.marked = path / "marked.xlsx"
        """A workbook, or for several files a folder of them: the loader decides."""
        self._job, self._report, self._uploads = path / "job.json", path / "report.json", path / "files"

    def read(self) -> Job:
        facts = json.loads(self._job.read_text("utf-8"))
        return Job(**facts | {"editor": Editor(**facts["editor"]), "files": tuple(facts["files"])})

    def write(self, job: Job) -> Job:
        self._put(self._job, asdict(job))
        return job

    def report(self) -> dict[str, Any]:
        """The loader's answer to the last check or load; empty where it gave none."""
        return dict(json.loads(self._report.read_text("utf-8"))) if self._report.exists() else {}

    def write_report(self, answer: Any) -> None:
        self._put(self._report, answer or {})

    def place(self, number: int, name: str) -> Path:
        """Where an uploaded file goes: each in a folder of its own, so that every file keeps its name."""
        own = self._uploads / str(number)
        for folder in (self._uploads, own):
            folder.mkdir(mode=0o700, exist_ok=True)
        return own / name

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

    def _put(self, path: Path, content: Any) -> None:
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        os.replace(part, path)  # noqa: PTH105  whole or not at all, for whoever reads meanwhile
