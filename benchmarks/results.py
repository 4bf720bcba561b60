"""What was measured, as Markdown: a table a part, and every promise beside its figure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.generate import CACHE
from benchmarks.machine import describe, load, pace

RESULTS = Path(__file__).with_name("RESULTS.md")
_ORDER = (
    "snapshot",
    "queries",
    "callbacks",
    "pages",
    "first_paint",
    "change",
    "costs",
    "live",
    "publish",
    "loads",
    "workbooks",
    "uploads",
    "attacks",
    "load",
    "edge",
    "faults",
    "kills",
    "memory",
    "lighthouse",
)


@dataclass(frozen=True)
class Promise:
    """What we promise, what was measured, and whether that keeps it."""

    promise: str
    measured: str
    kept: bool


@dataclass
class Part:
    """What one part measured."""

    name: str
    title: str
    how: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    busy: str = ""  # how busy the machine was

    def markdown(self) -> str:
        """Title, how it was measured, and the table."""
        busy = [self.busy, ""] if self.busy else []
        return "\n".join([f"## {self.title}", "", self.how, "", table(self.columns, self.rows), "", *busy])

    def say(self) -> None:
        """Print it, with every promise and whether it is kept."""
        print(self.markdown())
        for promise in self.promises:
            print(f"{'kept' if promise.kept else 'NOT KEPT'}: {promise.promise}: {promise.measured}")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; every column but the first holds figures."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def keep(part: Part) -> None:
    """Keep what a part measured, with the machine it was measured on, until it is measured again."""
    CACHE.mkdir(parents=True, exist_ok=True)
    busy = f"At the end: load average {load():.1f}, a million additions in Python {milliseconds(pace())} ms."
    kept = asdict(part) | {"machine": describe(), "busy": busy}
    (CACHE / f"{part.name}.json").write_text(json.dumps(kept, indent=1))


def write() -> None:
    """Write RESULTS.md from the parts kept."""
    kept = [json.loads(path.read_text()) for name in _ORDER if (path := CACHE / f"{name}.json").exists()]
    promises = [promise for part in kept for promise in part["promises"]]
    rows = [[one["promise"], one["measured"], "yes" if one["kept"] else "**no**"] for one in promises]
    text = ["# Results", "", "Written by `make bench`; [README.md](README.md) says how to read it.", ""]
    text += ["## Promises", "", table(("promise", "measured", "kept"), rows), ""]
    for name, machine in enumerate(dict.fromkeys(part.pop("machine") for part in kept)):
        text += [f"{'Measured on' if name == 0 else 'Some parts on'} {machine}.", ""]
    text += [Part(**part).markdown() for part in kept]
    RESULTS.write_text("\n".join(text).rstrip() + "\n")


def milliseconds(seconds: float) -> str:
    """`0.0123` as 12.3, `0.123` as 123."""
    value = seconds * 1000
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
