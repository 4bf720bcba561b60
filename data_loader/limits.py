"""How much a load may take: each limit with its default and one sentence, read once from the environment."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from difflib import get_close_matches

from data_loader.phrases import phrase

OUT_OF_MEMORY = phrase("There is not enough memory for this file. Nothing was changed.")
PREFIX = "MONITOR_LOAD_MAX_"
_MIB = 2**20
NICENESS = 10  # who waits for a page comes before who waits for a load


class LimitError(ValueError):
    """An environment variable holds what no limit can be; the text names both."""


def _limit(default: int, sentence: str) -> int:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Limits:
    """The limits; each is the environment variable `MONITOR_LOAD_MAX_` and its name in capitals."""

    # what a file may hold
    bytes: int = _limit(512 * _MIB, "Bytes of one file; a million commitments are about 250 MB of CSV.")
    rows: int = _limit(2_000_000, "Rows of one sheet; twice what a spreadsheet program can show.")
    columns: int = _limit(500, "Columns of one sheet; three times OGP's widest export.")
    cells: int = _limit(40_000_000, "Cells of one sheet; a million commitments have twenty million.")
    letters: int = _limit(100_000, "Letters of one cell; Excel stops at 32,767.")
    unpacked: int = _limit(1024 * _MIB, "Bytes a workbook unpacks to, and letters its cells show together.")
    ratio: int = _limit(200, "Times its size a workbook unpacks to; real ones reach 5 to 30.")
    parts: int = _limit(10_000, "Parts packed into one workbook; real ones have a few a sheet.")
    # what the process that reads it may take
    seconds: int = _limit(600, "Seconds a load in a process of its own may last.")
    memory: int = _limit(6144 * _MIB, "Bytes of address space a load in a process of its own may take.")
    output: int = _limit(16 * _MIB, "Bytes a load in a process of its own may answer.")

    def environment(self) -> dict[str, str]:
        """The limits as variables, for a process to start with."""
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in asdict(self).items()}


VARIABLES = {
    "MONITOR_DATABASE_URL",
    "MONITOR_VERSIONS_KEPT",
    "MONITOR_LOAD_NOTE",
    "MONITOR_LOAD_ORIGIN",
    "MONITOR_LOAD_PROGRESS",
    *(f"{PREFIX}{limit.name.upper()}" for limit in fields(Limits)),
}
"""All that the loader reads from the environment."""


def prepare() -> None:
    """Make this process one that loads, for somebody who started it: it yields to whoever waits for a page."""
    gc.disable()  # a load makes millions of strings and no cycles: looking for these costs a quarter of the time
    os.nice(NICENESS)


def misspelt(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """A sentence on each variable that is nearly one of ours; the dashboard has more of them, which are unlike."""
    for name in sorted(environment.keys() - VARIABLES):
        for likely in get_close_matches(name, VARIABLES, n=1, cutoff=0.9):
            yield f"{name} is no setting and has no effect. Did you mean {likely}?"


def from_environment(environment: Mapping[str, str] = os.environ) -> Limits:
    """Limits from `MONITOR_LOAD_MAX_…` variables; LimitError when one is no whole number above 0."""
    given: dict[str, int] = {}
    for limit in fields(Limits):
        name = f"{PREFIX}{limit.name.upper()}"
        text = environment.get(name, "")
        if text and not (text.isascii() and text.isdigit() and int(text)):
            raise LimitError(f"{name} must be a whole number above 0, not {text!r}.")
        if text:
            given[limit.name] = int(text)
    return Limits(**given)
