"""Commands that are killed: one process imports the loader once and forks a child for each, told to by its input.

A line of its input is JSON: the database, the commands, and the moment at which the child dies: after so many `events`
of the database, or so many `seconds`; with neither, it lives. It answers with the child's status and the events seen.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests import unsynced  # noqa: F401  does its work by being there

EVENTS = ("before_cursor_execute", "after_cursor_execute", "begin", "commit", "rollback")
ROWS_A_STATEMENT = 20  # more statements, more moments


class Loads:
    """The process that makes loads, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, url: str, *folders: Path, **moment: float) -> list[dict[str, Any]]:
        """Loads of `folders` at the same time: the signal or status of each, and how many events it lived through."""
        return self.run(url, *(["load", str(folder)] for folder in folders), **moment)

    def run(self, url: str, *commands: list[str], **moment: float) -> list[dict[str, Any]]:
        """Any commands at the same time."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"url": url, "commands": commands, **moment}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())  # type: ignore[no-any-return]


@contextmanager
def loads() -> Iterator[Loads]:
    command = [sys.executable, "-m", "tests.data_loader.killed"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Loads(process)
        assert process.stdin
        process.stdin.close()


def main() -> None:
    from data_loader import store

    store.CHUNK = ROWS_A_STATEMENT
    program = _warm_up()
    for line in sys.stdin:
        order = json.loads(line)
        children = [_start(program, order, command) for command in order["commands"]]
        answers = [_end(*child, order.get("seconds")) for child in children]
        sys.stdout.write(json.dumps(answers) + "\n")
        sys.stdout.flush()


def _warm_up() -> Callable[[], Any]:
    """The command line after a load of everything: what it imports, makes and keeps, no child has to make again."""
    import sqlalchemy as sa
    from typer.main import get_command
    from typer.testing import CliRunner

    from data_loader.__main__ import commands

    with tempfile.TemporaryDirectory() as folder:
        CliRunner().invoke(commands(), ["load", "--if-empty", "--database", f"sqlite:///{folder}/monitor.sqlite"])
    with suppress(ImportError):
        sa.create_engine("postgresql+psycopg://")  # which imports the driver, and connects to nothing
    program = get_command(commands())
    gc.freeze()
    return program


def _start(program: Callable[[], Any], order: dict[str, Any], command: list[str]) -> tuple[int, int, int]:
    """A child, what it counts with, and what it says."""
    count, said = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(said[1], 1)
        os.dup2(said[1], 2)
        _count_events(count[1], order.get("events"))
        sys.argv[1:] = [*command, "--database", order["url"]]
        try:
            program()
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(int(end.code or 0))
        finally:
            os._exit(99)
    os.close(count[1])
    os.close(said[1])
    return pid, count[0], said[0]


def _count_events(pipe: int, last: int | None) -> None:
    """Writes a byte for each event, and dies at the `last`."""
    import sqlalchemy as sa

    seen = 0

    def count(*_: Any, **__: Any) -> None:
        nonlocal seen
        seen += 1
        os.write(pipe, b".")
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in EVENTS:
        sa.event.listen(sa.Engine, name, count)


def _end(pid: int, count: int, said: int, seconds: float | None) -> dict[str, Any]:
    handle = os.pidfd_open(pid)
    if seconds is not None and not select.select([handle], [], [], seconds)[0]:
        os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(handle)
    with os.fdopen(count, "rb") as events, os.fdopen(said, "rb") as words:
        return {"status": status, "events": len(events.read()), "said": words.read().decode()}


if __name__ == "__main__":
    main()
