"""What a process that reads files of others may take."""

from __future__ import annotations

import os
import resource
import signal

from data_loader.limits import Limits

NICENESS = 10  # who waits for a page comes before who waits for a load


def confine(limits: Limits) -> None:
    """Sets what this process may take from now on; the clocks run even if the program that started it is gone."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    os.nice(NICENESS)
