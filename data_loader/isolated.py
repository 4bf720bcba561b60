"""The loader in a process of its own, so that no file can take down the program that asks."""

from __future__ import annotations

import atexit
import json
import logging
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any

import orjson

from data_loader.limits import OUT_OF_MEMORY, Limits, from_environment
from data_loader.phrases import phrase, spoken

OnProgress = Callable[[str, int, int], object]
"""Told a step, how far it is and how far it will go (0: not known)."""

_COMMAND = (sys.executable, "-m", "data_loader.zygote")
_PATIENCE = 10  # seconds until a process that was killed is left to itself
_CHUNK = 65_536
_MESSAGES = 65_536  # bytes of the error stream kept
_HOME = Path(__file__).parents[1]
_KEPT = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "USER", "LOGNAME", "HOSTNAME", "LD_LIBRARY_PATH")
_KEPT_GROUPS = ("LC_", "PG", "MONITOR_DATABASE_", "MONITOR_LOAD_", "MONITOR_VERSIONS_")
_SET = {
    "PYTHONPATH": str(_HOME),  # the same code, in whatever folder the server was started
    "PYTHONSAFEPATH": "1",
    "PYTHONIOENCODING": "utf-8",
    "MONITOR_LOAD_PROGRESS": "json",
    "COLUMNS": "10000",  # a sentence stays in one line
    "OPENBLAS_NUM_THREADS": "1",  # each thread reserves address space, of which there is a limit
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit status, its answer in JSON (None: no answer), and what it said in a sentence.

    `spoken` is that sentence with its pattern, where it has one.
    """

    status: int
    answer: Any
    sentence: str
    spoken: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def succeeded(self) -> bool:
        return self.status == 0


class _Stopped(Exception):  # noqa: N818  a decision, not an error of the program
    """Why a process was ended, as a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _ignore(_step: str, _done: int, _total: int) -> None:
    """For who does not ask."""


def run(
    arguments: Sequence[str],
    limits: Limits | None = None,
    on_progress: OnProgress = _ignore,
    variables: Mapping[str, str] | None = None,
) -> Outcome:
    """Runs the command line of the loader with `arguments`, which ask for an answer in JSON, under `limits`.

    `variables` join its environment: unlike arguments, no other user of the machine sees them. What `on_progress`
    raises ends the process, and is raised.
    """
    limits = limits or from_environment()
    zygote = _zygote(limits)
    if not zygote.is_alive:
        return _refused(_FAILED)
    with zygote.run(arguments, {**environment(limits), **(variables or {})}) as process:
        streams = _Streams(process, limits, on_progress)
        try:
            streams.read_all()
            status = process.wait(streams.seconds_left())
        except _Stopped as stop:
            return _refused(stop.sentence)
    return _refused(_too_slow(limits)) if status is None else _outcome(status, streams, limits)


def _refused(sentence: str) -> Outcome:
    return Outcome(1, None, sentence, {"sentence": sentence, **spoken(sentence)})


class _Process:
    """A child of a zygote; `status` tells its number and then, on a line of its own, how it ended."""

    def __init__(self, stdout: FileIO, stderr: FileIO, status: FileIO) -> None:
        self.stdout, self.stderr, self._status = stdout, stderr, status
        self._number = int(status.readline() or 0)
        self._ended = None if self._number else -signal.SIGKILL

    def wait(self, seconds: float) -> int | None:
        """The exit status, the negated signal that ended it, or None when it is still running after so long."""
        if self._ended is None and select.select([self._status], [], [], seconds)[0]:
            self._ended = int(self._status.readline() or -signal.SIGKILL)
        return self._ended

    def end(self) -> None:
        """It is gone afterwards, with all that it started."""
        if self.wait(0) is None:
            with suppress(ProcessLookupError):
                os.killpg(self._number, signal.SIGKILL)
            self.wait(_PATIENCE)


class _Zygote:
    """The process that is forked for each command (data_loader/zygote.py), as this process sees it."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str]) -> None:
        self._asking = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter, and arguments without a shell
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env={**variables}, start_new_session=True
            )
        self._is_ready = bool(self._socket.recv(1))
        atexit.register(self.close)

    def close(self) -> None:
        """Let it go: it ends once there is nobody to ask it."""
        self._socket.close()
        self._process.wait()

    @property
    def is_alive(self) -> bool:
        return self._is_ready and self._process.poll() is None

    @contextmanager
    def run(self, arguments: Sequence[str], variables: Mapping[str, str]) -> Iterator[_Process]:
        """A child with `arguments` and the environment `variables`; it is gone afterwards."""
        with ExitStack() as files:
            ours, theirs = zip(*(_pipe(files) for _ in range(3)), strict=True)
            command = json.dumps({"arguments": [*arguments], "variables": {**variables}}).encode()
            with self._asking, suppress(OSError):  # where it has just gone, no child will ever tell its number
                socket.send_fds(self._socket, [command], [file.fileno() for file in theirs])
            for file in theirs:
                file.close()
            process = _Process(*ours)
            files.callback(process.end)
            yield process


def _pipe(files: ExitStack) -> tuple[FileIO, FileIO]:
    """Where to read from a new pipe, and where to write to it; both closed with the other `files`."""
    reading, writing = os.pipe()
    return files.enter_context(FileIO(reading, "r")), files.enter_context(FileIO(writing, "w"))


_zygotes: dict[tuple[object, ...], _Zygote] = {}
_STARTING = threading.Lock()


def _zygote(limits: Limits) -> _Zygote:
    """The zygote of this process that has read these limits, or another in its place when it is gone."""
    key = (os.getpid(), _COMMAND, limits)
    with _STARTING:
        if key not in _zygotes or not _zygotes[key].is_alive:
            _zygotes[key] = _Zygote(_COMMAND, environment(limits))
        return _zygotes[key]


def environment(limits: Limits) -> dict[str, str]:
    """What the process needs to know, and nothing else: no secret of the server."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_GROUPS)}
    return {**kept, **limits.environment(), **_SET}


class _Streams:
    """What a process writes, up to a limit of bytes and time; lines of progress are passed on."""

    def __init__(self, process: _Process, limits: Limits, on_progress: OnProgress) -> None:
        self._process, self._limits, self._on_progress = process, limits, on_progress
        self._end = time.monotonic() + limits.seconds
        self._line = b""
        self.answer = bytearray()
        self.messages: list[str] = []
        self.spoken: dict[str, Any] = {}

    def seconds_left(self) -> float:
        return max(self._end - time.monotonic(), 0)

    def read_all(self) -> None:
        """Until both streams are closed; raises _Stopped when a limit is reached."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ, self._answered)
            selector.register(self._process.stderr, selectors.EVENT_READ, self._on_chunk)
            while selector.get_map():
                ready = selector.select(self.seconds_left())
                if not self.seconds_left():
                    raise _Stopped(_too_slow(self._limits))
                for key, _ in ready:
                    chunk = os.read(key.fd, _CHUNK)
                    if chunk:
                        key.data(chunk)
                    else:
                        selector.unregister(key.fileobj)

    def _answered(self, chunk: bytes) -> None:
        self.answer += chunk
        if len(self.answer) > self._limits.output:
            raise _Stopped(
                phrase("The files have more faults than can be shown: correct the first ones and try again.")
            )

    def _on_chunk(self, chunk: bytes) -> None:
        *lines, self._line = (self._line + chunk)[-_MESSAGES:].split(b"\n")
        for line in lines:
            self._on_line(line.decode("utf-8", "replace").strip())

    def _on_line(self, line: str) -> None:
        progress, last = _progress(line), _sentence(line)
        if progress:
            self._on_progress(*progress)
        elif last:
            self.spoken = last
            self.messages = [*self.messages, str(last["sentence"])][-100:]
        elif line:
            self.messages = [*self.messages, line][-100:]


def _progress(line: str) -> tuple[str, int, int] | None:
    """The step, how far it is and how far it will go, if that is what the line says."""
    if not line.startswith('{"step"'):
        return None
    try:
        answer = json.loads(line)
        return str(answer["step"]), int(answer["done"]), int(answer["total"])
    except (ValueError, KeyError, TypeError):
        return None


def _sentence(line: str) -> dict[str, Any]:
    """The last word of the loader with its pattern, if that is what the line says."""
    if not line.startswith('{"sentence"'):
        return {}
    try:
        last: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return last if {*last} == {"sentence", "template", "values"} else {}


def _too_slow(limits: Limits) -> str:
    return phrase(
        "The work took longer than {seconds} seconds and was ended; nothing was changed, unless the list of versions "
        "shows all of it.",
        seconds=limits.seconds,
    )


_ENDED_BY = {
    signal.SIGXCPU: _too_slow,
    signal.SIGALRM: _too_slow,
    signal.SIGABRT: lambda _: OUT_OF_MEMORY,
    signal.SIGSEGV: lambda _: OUT_OF_MEMORY,
}
"""What the system ends a process with when it reaches its limits."""
_LACKING_MEMORY = (OUT_OF_MEMORY, "MemoryError", "OSError: [Errno 12]")
"""What it says then; libraries may say more, as where memory lacks nothing can be tidied up."""
_KILLED = phrase(
    "The loader was ended from outside before it was done; nothing was changed, unless the list of versions shows all "
    "of it."
)
_FAILED = phrase(
    "The loader failed in a way it should not; nothing was changed, unless the list of versions shows all of it. The "
    "server's log has the details."
)


def _outcome(status: int, streams: _Streams, limits: Limits) -> Outcome:
    if status < 0:
        return _refused(_ENDED_BY.get(signal.Signals(-status), lambda _: _KILLED)(limits))
    if status and any(line.startswith(_LACKING_MEMORY) for line in streams.messages):
        return _refused(OUT_OF_MEMORY)
    if any(line.startswith("Traceback") for line in streams.messages):
        _log.error("The loader failed:\n%s", "\n".join(streams.messages))
        return _refused(_FAILED)
    try:
        answer = orjson.loads(streams.answer) if streams.answer.strip() else None
    except orjson.JSONDecodeError:
        _log.error("The loader answered with something that is not JSON: %r", bytes(streams.answer[:200]))
        return _refused(_FAILED)
    return Outcome(status, answer, " ".join(streams.messages), streams.spoken)
