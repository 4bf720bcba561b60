"""The formats a spreadsheet may come in, one module each: recognised by header, turned into tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from data_loader.aliases import Aliases
from data_loader.questions import Asking
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import Table


@dataclass(frozen=True)
class Vocabulary:
    """What is known before a file is added: a table of the same load, in the database, or shipped; aliases; answers."""

    table: Callable[[str], Table]
    aliases: Aliases = field(default_factory=Aliases)
    asking: Asking = field(default_factory=Asking)

    def __call__(self, name: str) -> Table:
        return self.table(name)


class Format(Protocol):
    """What a module in this folder provides."""

    NAME: str

    def recognise(self, grid: Grid) -> int | None:
        """The row of the header, from 0, when the grid is of this format."""

    def convert(self, grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
        """The tables the grid brings, with what is wrong in it."""


@dataclass(frozen=True)
class Recognised:
    """A grid, the format it is in and the row of its header."""

    grid: Grid
    format: Format
    header_row: int


def recognise(grid: Grid, formats: Iterable[Format]) -> Recognised | None:
    """The first of `formats` that knows the header of `grid`."""
    for known in formats:
        header_row = known.recognise(grid)
        if header_row is not None:
            return Recognised(grid, known, header_row)
    return None
