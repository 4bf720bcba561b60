"""Progress of long work, on the error stream: a bar for a person who is looking, JSON for a program that asks."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from data_loader.store import Progress


@contextmanager
def shown_progress(console: Console) -> Iterator[Progress]:
    """A function to be told of each step; a bar is gone when the work is done."""
    if os.environ.get("MONITOR_LOAD_PROGRESS") == "json":
        yield _tell_program(console)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        yield tell


def _tell_program(console: Console) -> Progress:
    def tell(step: str, done: int, total: int) -> None:
        console.file.write(json.dumps({"step": step, "done": done, "total": total}) + "\n")
        console.file.flush()

    return tell
