"""The loader's commands for one load, run on copies of its files in a private folder of this server."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.editing.folder import JobFolder
from dashboard.editing.job import CHECK, DRAFT, FORGET, LOAD, RESTORE, UNDO, Job
from data_loader import isolated
from data_loader.limits import Limits, from_environment


@dataclass(frozen=True)
class Loader:
    """The loader for one load: which database, within which limits, and where it says how far it is."""

    database_url: str
    limits: Limits
    folder: JobFolder
    on_progress: isolated.OnProgress

    def check(self, job: Job, words: Sequence[Sequence[str]] = ()) -> Job:
        """See what is to be said of the files; where `words` are given, keep what each stands for before."""
        spoken = [_spoken(self._run(job, "alias", _by(job), "--", *word)) for word in words]
        with tempfile.TemporaryDirectory() as place:
            marked = Path(place, "marked.xlsx")
            paths = self.folder.copy_uploads(Path(place), job.files)
            outcome = self._run(job, "check", f"--marked={marked}", *_answers(job), "--", *paths)
            self.folder.take_marked(marked)
        return self._reported(replace(job, words_said=spoken), outcome)

    def publish(self, job: Job) -> Job:
        """With the very answers that the check was given."""
        options = [_by(job), *_answers(job)]
        if job.version is not None:
            options.append(f"--against={job.version}")
        if job.note:
            options.append(f"--note={job.note}")
        return self._taken(job, "load", *options)

    def draft(self, job: Job, publish_on: str) -> Job:
        """Keep the files as a draft, with the very answers that the check was given."""
        options = [_by(job), *_answers(job), f"--note={job.note}", f"--on={publish_on}"]
        return self._taken(job, "draft prepare", *options)

    def restore(self, job: Job, number: int, against: int) -> Job:
        """Make an older version current again."""
        return _ended(job, self._run(job, "restore", _by(job), f"--against={against}", "--", str(number)))

    def undo(self, job: Job, row: Sequence[str], against: int, *, anyway: bool) -> Job:
        """Give one row back what it was."""
        more = [f"--against={against}", *(["--anyway"] if anyway else [])]
        return _ended(job, self._run(job, "undo", _by(job), *more, "--", *row))

    def forget(self, job: Job, field: str, word: str) -> Job:
        """Take back what a word stands for."""
        return _ended(job, self._run(job, "alias", _by(job), "--remove", "--", field, word))

    def _taken(self, job: Job, command: str, *options: str) -> Job:
        """What came of a command on the files, which go once they are taken."""
        with tempfile.TemporaryDirectory() as place:
            paths = self.folder.copy_uploads(Path(place), job.files)
            outcome = self._run(job, command, *options, "--", *paths)
        ended = self._reported(job, outcome)
        if not ended.accepted:
            return ended
        self.folder.drop_uploads()
        return replace(ended, size=0)

    def _run(self, job: Job, command: str, *arguments: str) -> isolated.Outcome:
        variables = {"MONITOR_DATABASE_URL": self.database_url, "MONITOR_LOAD_ORIGIN": job.origin}
        return isolated.run(
            [*command.split(), "--report", "json", *arguments], self.limits, self.on_progress, variables
        )

    def _reported(self, job: Job, outcome: isolated.Outcome) -> Job:
        self.folder.write_report(outcome.answer)
        return _ended(job, outcome)


COMMANDS: Mapping[str, Callable[..., Job]] = {
    CHECK: Loader.check,
    LOAD: Loader.publish,
    RESTORE: Loader.restore,
    UNDO: Loader.undo,
    FORGET: Loader.forget,
    DRAFT: Loader.draft,
}
"""What can be done with a load; each takes what the load says it is done with (`Job.using`)."""


def publish_due(database_url: str, limits: Limits) -> None:
    """Publish the drafts whose day has come; what keeps one from that is kept with it."""
    isolated.run(["draft", "due", "--report", "json"], limits, variables={"MONITOR_DATABASE_URL": database_url})


def limits_within(most_bytes: int, cells: int, seconds: int) -> Limits:
    """What the loader takes, and no more than may be brought in the browser."""
    usual = from_environment()
    return replace(
        usual,
        bytes=min(usual.bytes, most_bytes),
        cells=min(usual.cells, cells),
        seconds=min(usual.seconds, seconds),
    )


def _by(job: Job) -> str:
    """The option that says who asked."""
    return f"--by={job.editor.name}"


def _ended(job: Job, outcome: isolated.Outcome) -> Job:
    version = outcome.answer["version"] if outcome.answer else job.version
    return replace(job, accepted=outcome.succeeded, said=_spoken(outcome), version=version)


def _spoken(outcome: isolated.Outcome) -> dict[str, Any]:
    """The last word of the loader, with its pattern where it has one."""
    answer = outcome.answer or outcome.spoken or {"sentence": outcome.sentence}
    return {name: answer[name] for name in ("sentence", "template", "values") if name in answer}


def _answers(job: Job) -> list[str]:
    return [f"--answer={key}={value}" for key, value in job.answers.items()]
