"""Whether a file brings any row at all: one that brings none is never accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from data_loader.formats import Recognised, reference
from data_loader.phrases import phrase
from data_loader.report import Finding


def without_rows(recognised: Sequence[Recognised], is_empty: Callable[[str], bool]) -> Iterator[Finding]:
    """A finding for each file of which no sheet has a row below its header.

    Of a package one table may be empty, if it is so in the database too: it comes with others that have rows.
    """
    sheets: dict[str, list[Recognised]] = {}
    for one in recognised:
        sheets.setdefault(one.grid.file, []).append(one)
    full = {file for file, of_it in sheets.items() if any(map(_has_rows, of_it))}
    for file, of_it in sheets.items():
        if file not in full and not (full and all(_stays_empty(one, is_empty) for one in of_it)):
            one = of_it[0]
            sentence = phrase(
                "{name} has a header and no row below it; is it the right file, and was it saved with its rows?",
                name=file,
            )
            yield Finding("no-rows", sentence, file, one.grid.sheet)


def _has_rows(one: Recognised) -> bool:
    return any(cell and not cell.isspace() for row in one.grid.rows[one.header_row + 1 :] for cell in row)


def _stays_empty(one: Recognised, is_empty: Callable[[str], bool]) -> bool:
    table = reference.table_of(one.grid, one.header_row) if one.format is reference else None
    return table is not None and is_empty(table)
