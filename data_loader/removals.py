"""Loads that remove much: more than a tenth of a table's rows goes only when a person says that it is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data_loader.diff import TableDiff

MOST_REMOVED = 0.1  # of a table's rows, without asking


@dataclass(frozen=True)
class Removal:
    """How many of the rows of a table would go."""

    table: str
    removed: int
    before: int

    def __str__(self) -> str:
        share = self.removed / self.before
        return f"{self.removed:,} of the {self.before:,} rows of {self.table} ({share:.1%}) would be removed"


def large_removals(changes: Iterable[TableDiff]) -> list[Removal]:
    """What has to be confirmed; never anything while the database is empty."""
    counted = ((diff.name, diff.counts) for diff in changes)
    return [
        Removal(name, counts.removed, counts.before)
        for name, counts in counted
        if counts.removed > MOST_REMOVED * counts.before
    ]


def question(removals: Iterable[Removal]) -> str:
    """All of them as one sentence, without its end."""
    return "; ".join(map(str, removals))
