"""What a process that reads files of others may take."""

from __future__ import annotations

import os
import resource
import signal

from data_loader.limits import NICENESS, Limits

ROOM = 64 * 2**20  # bytes of memory that the least of commands takes


def confine(limits: Limits) -> None:
    """Sets what this process may take from now on; the clocks run even if the program that started it is gone.

    MemoryError when that leaves no room to work: the interpreter without any fails in ways that nobody can read.
    """
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    os.nice(NICENESS)
    bytearray(ROOM)
