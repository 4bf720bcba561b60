"""The machine and the versions a figure was measured with."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import psutil  # type: ignore[import-untyped]

_PACKAGES = ("dash", "plotly", "pandas", "numpy", "SQLAlchemy", "waitress")


def describe() -> str:
    """One line: processor, cores, memory, system, versions."""
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    python = f"Python {platform.python_version()}"
    machine = f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}"
    return f"{machine}; {python}, {versions}, {_browser()}"


def load() -> float:
    """Processes that wanted to run in the last minute, on average: above the number of cores, they waited."""
    return os.getloadavg()[0]


def pace() -> float:
    """Seconds that a million additions in Python take, best of five: a host may slow its virtual machines down."""
    return min(_additions() for _ in range(5))


def _additions() -> float:
    start, total = perf_counter(), 0
    for number in range(1_000_000):
        total += number
    return perf_counter() - start


def _processor() -> str:
    """The processor's own name; only Linux tells it in a file."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _browser() -> str:
    said = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False)
    return " ".join(said.stdout.split()[:2])
