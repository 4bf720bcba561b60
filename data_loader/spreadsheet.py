"""A spreadsheet file and its sheets as grids of text, and the limits that keep both harmless."""

from __future__ import annotations

from dataclasses import dataclass, field

from data_loader.limits import from_environment
from data_loader.phrases import phrase

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


def protected(file: File) -> Unreadable:
    """The refusal of a file that only its password opens."""
    return Unreadable(
        "workbook-protected", phrase("{name} is protected by a password; save it without one.", name=file.name)
    )


def damaged(file: File) -> Unreadable:
    """The refusal of a workbook that cannot be read to its end."""
    sentence = phrase("{name} is damaged: open it in a spreadsheet program, and save it as .xlsx.", name=file.name)
    return Unreadable("workbook-corrupt", sentence)


def check_size(name: str, rows: int, columns: int, cells: int = 0) -> None:
    """Raises Unreadable when a sheet has outgrown the limits."""
    if rows > LIMITS.rows:
        raise Unreadable("too-many-rows", phrase("{name} has more than {most} rows.", name=name, most=LIMITS.rows))
    if columns > LIMITS.columns:
        sentence = phrase(
            "{name} has {columns} columns; at most {most} are accepted.",
            name=name,
            columns=columns,
            most=LIMITS.columns,
        )
        raise Unreadable("too-many-columns", sentence)
    check_cells(name, cells)


def check_cells(name: str, cells: int) -> None:
    """Raises Unreadable when a sheet has more cells than can be held."""
    if cells > LIMITS.cells:
        raise Unreadable("too-many-cells", phrase("{name} has more than {most} cells.", name=name, most=LIMITS.cells))


def cell_too_long(name: str, row: int) -> Unreadable:
    """The refusal of a cell with more letters than can be held."""
    sentence = phrase(
        "{name}, row {row}: a cell has more than {most} letters.", name=name, row=row, most=LIMITS.letters
    )
    return Unreadable("cell-too-long", sentence)
