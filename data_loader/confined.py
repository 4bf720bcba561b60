"""The command line under the limits of its environment: `python -m data_loader.confined load …`, for other programs."""

from __future__ import annotations

import os
import resource
import signal
import sys

from data_loader.limits import Limits, from_environment

NICENESS = 10  # who waits for a page comes before who waits for a load
OUT_OF_MEMORY = "The file needs more memory than the loader may take. Nothing was changed."


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


def main() -> None:
    """Run a command of the loader; what cannot even start for want of memory says so."""
    confine(from_environment())
    try:
        from data_loader.__main__ import main as run  # noqa: PLC0415  under the limits, as everything else

        run()
    except (MemoryError, ImportError):
        sys.stderr.write(f"{OUT_OF_MEMORY}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
