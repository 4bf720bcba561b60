"""A spreadsheet file and its sheets as grids of text, and the limits that keep both harmless."""

from __future__ import annotations

from dataclasses import dataclass, field

from data_loader.limits import from_environment

LIMITS = from_environment()


@dataclass(frozen=True)
class File:
    """A file as bytes, and what identifies it."""

    name: str
    content: bytes
    sha256: str


@dataclass
class Grid:
    """One sheet as text: `rows[i]` is row i + 1 of the spreadsheet; `faults` gives (row, column), from 0, a code.

    `version` is that of the data it was downloaded from, where it says so; `hidden`: rows, from 0, that a filter hides.
    """

    file: str
    sheet: str
    rows: list[list[str]]
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    version: int | None = None
    hidden: frozenset[int] = frozenset()


class Unreadable(Exception):  # noqa: N818  a verdict on the file
    """Why a file cannot be read: a code and one sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def check_size(name: str, rows: int, columns: int, cells: int = 0) -> None:
    """Raises Unreadable when a sheet has outgrown the limits."""
    if rows > LIMITS.rows:
        raise Unreadable("too-many-rows", f"{name} has more than {LIMITS.rows:,} rows.")
    if columns > LIMITS.columns:
        raise Unreadable(
            "too-many-columns", f"{name} has {columns:,} columns; at most {LIMITS.columns:,} are accepted."
        )
    check_cells(name, cells)


def check_cells(name: str, cells: int) -> None:
    """Raises Unreadable when a sheet has more cells than can be held."""
    if cells > LIMITS.cells:
        raise Unreadable("too-many-cells", f"{name} has more than {LIMITS.cells:,} cells.")


def cell_too_long(place: str) -> Unreadable:
    """The refusal of a cell with more letters than can be held."""
    return Unreadable("cell-too-long", f"{place}: a cell has more than {LIMITS.letters:,} letters.")
