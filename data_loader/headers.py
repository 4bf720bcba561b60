"""A grid's header against the columns a table has: what is missing, absent, unknown, repeated or without a name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl.utils import get_column_letter, range_boundaries

from data_loader.clean import tidy
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import Source

ERRORS_OF_SPREADSHEETS = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!"})


@dataclass(frozen=True)
class Expected:
    """The columns of a known table or export; those in `ignored` are known and left alone, `more` would be read too."""

    what: str
    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()

    @property
    def used(self) -> frozenset[str]:
        return self.required | self.optional


def match(grid: Grid, header_row: int, expected: Expected) -> tuple[Source, list[Finding]]:
    """Where each expected column stands; one finding a fault, so a misspelt column is not also an unknown one."""
    names = [tidy(name) for name in grid.rows[header_row]]
    headers: dict[str, tuple[str, int]] = {}
    source = Source(grid.file, grid.sheet, headers)
    findings: list[Finding] = []
    unknown: dict[str, int] = {}
    for column, name in enumerate(names):
        if name in headers:
            sentence = f"The column {name} is there twice, the second time in column {get_column_letter(column + 1)}."
            findings.append(source.finding("repeated-column", sentence, row=header_row + 1, field=name, at=column))
        elif name in expected.used:
            headers[name] = (name, column)
        elif name and name not in expected.ignored:
            unknown.setdefault(name, column)
    lacking = [*_lacking(source, header_row, expected, unknown)]
    findings += [*lacking, *_unknown(source, header_row, expected, unknown)]
    findings += _unnamed(grid, header_row, source, names)
    return source, findings


def _lacking(source: Source, header_row: int, expected: Expected, unknown: dict[str, int]) -> Iterator[Finding]:
    """Columns that are not there; takes from `unknown` those that are probably their misspellings."""
    for name in sorted(expected.used - source.headers.keys()):
        code = "missing-column" if name in expected.required else "absent-column"
        sentence = f"The column {name} of {expected.what} is not there."
        close = nearest(name, [*unknown])
        at = unknown.pop(close, None)
        if close:
            sentence += f" There is a column {close}, which is not known."
        yield source.finding(
            code, sentence, row=header_row + 1, field=name, value=close, suggestion=name if close else "", at=at
        )


def _unknown(source: Source, header_row: int, expected: Expected, unknown: dict[str, int]) -> Iterator[Finding]:
    for name, column in unknown.items():
        sentence = f"The column {name} is not known in {expected.what} and is not read."
        suggestion = nearest(name, expected.more)
        yield source.finding(
            "unknown-column", sentence, row=header_row + 1, field=name, value=name, suggestion=suggestion, at=column
        )


def _unnamed(grid: Grid, header_row: int, source: Source, names: list[str]) -> Iterator[Finding]:
    for column, name in enumerate(names):
        if not name and any(len(row) > column and row[column].strip() for row in grid.rows[header_row + 1 :]):
            letter = get_column_letter(column + 1)
            sentence = f"Column {letter} has cells and no header; it is not read."
            yield source.finding("unnamed-column", sentence, row=header_row + 1, field=letter, at=column)


def nearest(text: str, choices: Sequence[str] | frozenset[str]) -> str:
    """The choice most like `text`, upper and lower case being the same; "" when none is like it."""
    lower: dict[str, str] = {}
    for choice in sorted(choices):
        lower.setdefault(choice.lower(), choice)
    found = difflib.get_close_matches(text.lower(), lower, n=1, cutoff=0.7)
    return lower[found[0]] if found else ""


def frame_of(grid: Grid, header_row: int, source: Source) -> tuple[pd.DataFrame, dict[str, set[int]], list[Finding]]:
    """The cells under `source`'s headers, their bad positions, and findings on rows and cells; blank rows are left out.

    The frame has a column for each header and `row`, the row as the spreadsheet shows it.
    """
    width = len(grid.rows[header_row])
    columns = {name: column for name, (_, column) in source.headers.items()}
    numbered = [(number, row) for number, row in enumerate(grid.rows[header_row + 1 :], header_row + 2)]
    kept = [(number, row) for number, row in numbered if any(cell and not cell.isspace() for cell in row)]
    padded = [row if len(row) >= width else [*row, *[""] * (width - len(row))] for _, row in kept]
    cells: dict[str, list[str]] = {name: [row[column] for row in padded] for name, column in columns.items()}
    frame = pd.DataFrame({"row": [number for number, _ in kept], **cells}, dtype=object)
    bad: dict[str, set[int]] = {name: set() for name in columns}
    findings = [*_extra_cells(kept, width, source, bad)]
    findings += _merged(grid, header_row, source, frame, bad)
    findings += _faults(grid, source, frame, bad)
    return frame, bad, findings


def _extra_cells(
    kept: list[tuple[int, list[str]]], width: int, source: Source, bad: dict[str, set[int]]
) -> Iterator[Finding]:
    for position, (number, row) in enumerate(kept):
        extra = [column for column in range(width, len(row)) if row[column].strip()]
        if extra:
            for positions in bad.values():
                positions.add(position)
            sentence = (
                f"The row has {len(row)} cells and the header {width}: is a cell with a separator in it not quoted?"
            )
            yield source.finding("extra-cells", sentence, row=number, value=row[extra[0]], at=extra[0])


_SENTENCES = {
    "formula-without-value": "The cell is a formula whose result is not stored; save it in Excel or type the value.",
    "error-cell": "The cell shows {value}, an error of the spreadsheet program.",
}


def _faults(grid: Grid, source: Source, frame: pd.DataFrame, bad: dict[str, set[int]]) -> Iterator[Finding]:
    positions = {int(row): position for position, row in enumerate(frame["row"])}
    for name, (_, column) in source.headers.items():
        # a cell is kept tidied, so it is asked tidied; few cells hold a #
        errors = [text for text in frame[name].unique() if "#" in text and tidy(text) in ERRORS_OF_SPREADSHEETS]
        broken = frame.index[frame[name].isin(errors)]
        faults = {int(position): "error-cell" for position in broken}
        faults |= {
            positions[row + 1]: code for (row, at), code in grid.faults.items() if at == column and row + 1 in positions
        }
        for position in sorted(faults.keys() - bad[name]):
            bad[name].add(position)
            value, code = frame.at[position, name], faults[position]
            row = int(frame.at[position, "row"])
            yield source.finding(code, _SENTENCES[code].format(value=value), row=row, field=name, value=value)


def _merged(
    grid: Grid, header_row: int, source: Source, frame: pd.DataFrame, bad: dict[str, set[int]]
) -> Iterator[Finding]:
    for merged in grid.merged:
        # A merged range in a workbook has all four edges; only typed ranges such as A:A lack some.
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(merged))
        inside = frame.index[(frame["row"] >= top) & (frame["row"] <= bottom)]
        names = [name for name, (_, column) in source.headers.items() if left - 1 <= column <= right - 1]
        if names and bottom > header_row + 1:
            for name in names:
                bad[name].update(int(position) for position in inside)
            sentence = f"The cells {merged} are merged; unmerge them and fill each."
            yield Finding("merged-cells", sentence, grid.file, grid.sheet, top, names[0], merged.split(":")[0], merged)
