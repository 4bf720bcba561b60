"""A table of a page as plain values, which its workbook takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.exports.xlsx import Value
from dashboard.view.view import View


@dataclass(frozen=True)
class Table:
    """A table: a short name for its tab, its title and notes in words, its headers as messages (see `meanings`)."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()
    total: int | None = None  # how many rows it has, where they come one by one


Tables = Callable[[View], Iterable[Table]]
