"""A loader that has imported all it needs and is forked for each command: `python -m data_loader.zygote`.

Importing takes seconds and the work itself, for most files, less than one. A command comes over the socket that is
the standard input, as JSON with its arguments and variables, together with three descriptors: where to write answers,
messages and how it ended. Each is run by a child in a session of its own, to be ended with all that it started.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from data_loader.__main__ import commands, main
from data_loader.confined import confine
from data_loader.limits import OUT_OF_MEMORY, from_environment

LONGEST = 65_536  # bytes of a command


def serve(run: Callable[[], object]) -> None:
    """Run `run` in a child for each command that comes, until nobody is there to send one."""
    asking = socket.socket(fileno=os.dup(0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers
    gc.freeze()  # what is shared with the children stays shared
    asking.send(b"!")  # ready
    while True:
        command, descriptors, _, _ = socket.recv_fds(asking, LONGEST, 3)
        if not command:
            return
        if os.fork() == 0:
            asking.close()
            _keep(json.loads(command), descriptors, run)
        for descriptor in descriptors:
            os.close(descriptor)


def _keep(command: dict[str, Any], descriptors: Sequence[int], run: Callable[[], object]) -> None:
    """Start the child, and tell how it ended."""
    answers, messages, ended = descriptors
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        _become(command, answers, messages, ended)
        os._exit(_status(run))
    os.close(answers)
    os.close(messages)
    _, status = os.waitpid(child, 0)
    os.write(ended, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(command: dict[str, Any], answers: int, messages: int, ended: int) -> None:
    """Take on a session, streams, arguments and variables, and say who it is."""
    os.setsid()
    os.umask(0o077)  # what it writes for the server is for the server alone
    nothing = os.open(os.devnull, os.O_RDONLY)
    for stream, descriptor in enumerate((nothing, answers, messages)):
        os.dup2(descriptor, stream)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(command["variables"])
    sys.argv[1:] = command["arguments"]
    os.write(ended, b"%d\n" % os.getpid())
    os.close(ended)


def _status(run: Callable[[], object]) -> int:
    """Run it to its end; the exit status that Python would give."""
    try:
        run()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - the border of the process: whoever asked reads the messages
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def run() -> None:
    """Run a command of the loader under the limits of its environment; what lacks memory says so."""
    try:
        confine(from_environment())
        main()
    except (MemoryError, ImportError, SystemError):  # the last is what Python raises where an error had no room either
        sys.stderr.write(f"{OUT_OF_MEMORY}\n")
        sys.exit(1)


if __name__ == "__main__":
    commands()
    serve(run)
