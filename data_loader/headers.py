"""A grid's header against the columns a table has: what is missing, absent, unknown, repeated or without a name.

A header is read whatever its case, blanks, line breaks, accents and hyphens, in every language the column has a name
in; what is only like a column's name is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd
from openpyxl.utils import get_column_letter, range_boundaries
from rapidfuzz import fuzz, process

from data_loader import aliases
from data_loader.clean import one_line, tidy
from data_loader.column_names import key
from data_loader.formats import Vocabulary
from data_loader.phrases import Phrase, phrase
from data_loader.questions import Option, Question
from data_loader.report import Finding
from data_loader.side_rows import data_rows
from data_loader.spreadsheet import Grid
from data_loader.tables import Source

ERRORS_OF_SPREADSHEETS = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!"})
TOP_ROWS = 20  # how far down a header may stand, below titles, notes and the line `sep=;`
LONGEST = 250  # letters of a header
NEAR = 70  # of 100: below this likeness, a header is another column
IGNORE = "ignore"
"""The answer that leaves a column out."""


@lru_cache(maxsize=4_096)
def _spelt(text: str) -> str:
    return key(one_line(text))


class Known:
    """Names of columns, found as people write them; `others` gives more names for some of them."""

    def __init__(self, names: Iterable[str], others: Mapping[str, str] | None = None) -> None:
        self._names = frozenset(names)
        self._keys = {key(other): name for other, name in (others or {}).items() if name in self._names}
        self._keys |= {key(name): name for name in sorted(self._names, reverse=True)}

    def of(self, header: str) -> str:
        """The name that a header is; "" when it is none."""
        if not header or len(header) > LONGEST:
            return ""
        text = tidy(header)
        return text if text in self._names else self._keys.get(_spelt(text), "")

    def among(self, headers: Iterable[str]) -> frozenset[str]:
        """The names that stand in a header."""
        return frozenset(self.of(header) for header in headers) - {""}


@dataclass(frozen=True)
class Expected:
    """The columns of a known table or export; those in `ignored` are known and left alone, `more` would be read too.

    `others` gives further names of columns, such as those in other languages.
    """

    what: str
    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def used(self) -> frozenset[str]:
        return self.required | self.optional


def match(
    grid: Grid, header_row: int, expected: Expected, vocabulary: Vocabulary | None = None
) -> tuple[Source, list[Finding]]:
    """Where each expected column stands; one finding a fault, so a misspelt column is not also an unknown one.

    With a `vocabulary`, what a column that is not known may be is asked, unless it was answered once before.
    """
    known = Known(expected.used | expected.ignored, expected.others)
    headers: dict[str, tuple[str, int]] = {}
    source = Source(grid.file, grid.sheet, headers)
    findings: list[Finding] = []
    unknown: dict[str, int] = {}
    names = [one_line(name) for name in grid.rows[header_row]]
    for column, cell in enumerate(grid.rows[header_row]):
        name = known.of(cell)
        if name in headers:
            findings.append(_repeated(source, header_row, name, names[column], column))
        elif name in expected.used:
            headers[name] = (names[column], column)
        elif names[column] and not name:
            unknown.setdefault(names[column], column)
    if vocabulary is not None:
        findings += _understand(grid, header_row, source, expected, unknown, vocabulary)
    lacking = [*_lacking(source, header_row, expected, unknown)]
    findings += [*lacking, *_unknown(source, header_row, expected, unknown)]
    findings += _unnamed(grid, header_row, source, names)
    return source, findings


def _repeated(source: Source, header_row: int, name: str, header: str, column: int) -> Finding:
    first, letter = source.headers[name][0], get_column_letter(column + 1)
    sentence = phrase("The column {header} is there twice, the second time in column {letter}.",
                      header=header, letter=letter)  # fmt: skip
    if header != first:
        sentence = phrase("The columns {first} and {header} are both {field}; delete or rename one of them.",
                          first=first, header=header, field=name)  # fmt: skip
    return source.finding("repeated-column", sentence, row=header_row + 1, field=header, value=header, at=column)


def _understand(
    grid: Grid, header_row: int, source: Source, expected: Expected, unknown: dict[str, int], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Takes from `unknown` the columns that somebody said, now or before, to be one that lacks, or to be left out."""
    yield from _remembered(header_row, source, expected, unknown, vocabulary)
    near = {close: name for name, close in _near(source, expected, unknown).items()}
    for header, column in [*unknown.items()]:
        likely = near.get(header, "")
        lacking = sorted(expected.used - source.headers.keys() - ({*near.values()} - {likely}))
        if not lacking or not (likely or expected.others):
            continue  # an export has columns that nobody needs by the dozen
        question = _question(source, header, _samples(grid, header_row, column), likely, lacking)
        answer = vocabulary.asking.ask(question)
        if vocabulary.asking.answered(question):
            vocabulary.asking.kept[aliases.columns_of(expected.what), header] = answer
        if answer in lacking:
            source.headers[answer] = (header, unknown.pop(header))
        elif answer == IGNORE and likely:
            yield _not_read(source, header_row, expected, header, unknown.pop(header))


def _remembered(
    header_row: int, source: Source, expected: Expected, unknown: dict[str, int], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """What was said before."""
    for header, column in [*unknown.items()]:
        answer = vocabulary.aliases.value(aliases.columns_of(expected.what), header)
        if answer in expected.used - source.headers.keys():
            source.headers[answer] = (header, unknown.pop(header))
            sentence = phrase(
                "The column {header} is read as {field}, as was said before.", header=header, field=answer
            )
            yield source.finding("alias-used", sentence, row=header_row + 1, field=header, value=header, at=column)
        elif answer == IGNORE:
            yield _not_read(source, header_row, expected, header, unknown.pop(header))


def _question(source: Source, header: str, samples: str, near: str, lacking: Sequence[str]) -> Question:
    """Which column a header is: the one that is like it must be confirmed or denied; without one, it is left out."""
    text = phrase("Which column is {header} ({samples}) of {file}?",
                          header=header, samples=samples, file=str(source))  # fmt: skip
    if near:
        text = phrase("Is {header} ({samples}) of {file} the column {field}?",
                      header=header, samples=samples, file=str(source), field=near)  # fmt: skip
    names = [name for name in (near, *(name for name in lacking if name != near)) if name in lacking]
    options = [Option(name, phrase("Use {header} as {field}", header=header, field=name)) for name in names]
    leave = Option(IGNORE, phrase("Leave {header} out", header=header))
    return Question(f"column:{source}:{header}", text, (*options, leave), "" if near else IGNORE)


def _samples(grid: Grid, header_row: int, column: int) -> str:
    """The first few different cells of a column."""
    cells = (one_line(row[column])[:40] for row in grid.rows[header_row + 1 : header_row + 200] if len(row) > column)
    return ", ".join([*dict.fromkeys(filter(None, cells))][:3]) or "…"


def _near(source: Source, expected: Expected, unknown: Mapping[str, int]) -> dict[str, str]:
    """Column that lacks → the unknown header that is probably its misspelling; each header is so once."""
    left = [*unknown]
    close_to: dict[str, str] = {}
    for name in sorted(expected.used - source.headers.keys()):
        spellings = [name, *(other for other, of in expected.others.items() if of == name)]
        close = next(filter(None, (nearest(spelling, left) for spelling in spellings)), "")
        if close:
            left.remove(close)
            close_to[name] = close
    return close_to


def _lacking(source: Source, header_row: int, expected: Expected, unknown: dict[str, int]) -> Iterator[Finding]:
    """Columns that are not there; takes from `unknown` those that are probably their misspellings."""
    near = _near(source, expected, unknown)
    for name in sorted(expected.used - source.headers.keys()):
        code = "missing-column" if name in expected.required else "absent-column"
        close = near.get(name, "")
        at = unknown.pop(close, None)
        sentence = phrase("The column {field} of {table} is not there.", field=name, table=expected.what)
        if close:
            sentence = phrase(
                "The column {field} of {table} is not there. There is a column {header}, which is not known.",
                field=name, table=expected.what, header=close,
            )  # fmt: skip
        yield source.finding(
            code, sentence, row=header_row + 1, field=name, value=close, suggestion=name if close else "", at=at
        )


def _unknown(source: Source, header_row: int, expected: Expected, unknown: dict[str, int]) -> Iterator[Finding]:
    for name, column in unknown.items():
        yield _not_read(source, header_row, expected, name, column)


def _not_read(source: Source, header_row: int, expected: Expected, header: str, column: int) -> Finding:
    sentence = phrase("The column {header} is not known in {table} and is not read.",
                      header=header, table=expected.what)  # fmt: skip
    suggestion = nearest(header, expected.more)
    return source.finding("unknown-column", sentence, row=header_row + 1, field=header, value=header,
                          suggestion=suggestion, at=column)  # fmt: skip


def _unnamed(grid: Grid, header_row: int, source: Source, names: list[str]) -> Iterator[Finding]:
    for column, name in enumerate(names):
        if not name and any(len(row) > column and row[column].strip() for row in grid.rows[header_row + 1 :]):
            letter = get_column_letter(column + 1)
            sentence = phrase("Column {letter} has cells and no header; it is not read.", letter=letter)
            yield source.finding("unnamed-column", sentence, row=header_row + 1, field=letter, at=column)


def nearest(text: str, choices: Iterable[str]) -> str:
    """The choice most like `text`, as headers are compared; "" when none is like it."""
    keys: dict[str, str] = {}
    for choice in sorted(choices):
        keys.setdefault(key(choice), choice)
    best = process.extractOne(key(text), keys.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return keys[best[0]] if best else ""


def frame_of(grid: Grid, header_row: int, source: Source) -> tuple[pd.DataFrame, dict[str, set[int]], list[Finding]]:
    """The cells under `source`'s headers, their bad positions, and findings on rows and cells; blank rows are left out.

    The frame has a column for each header and `row`, the row as the spreadsheet shows it.
    """
    width = len(grid.rows[header_row])
    columns = {name: column for name, (_, column) in source.headers.items()}
    numbered = [(number, row) for number, row in enumerate(grid.rows[header_row + 1 :], header_row + 2)]
    filled = [(number, row) for number, row in numbered if any(cell and not cell.isspace() for cell in row)]
    kept, findings = data_rows(filled, grid.rows[header_row], source)
    padded = [row if len(row) >= width else [*row, *[""] * (width - len(row))] for _, row in kept]
    cells: dict[str, list[str]] = {name: [row[column] for row in padded] for name, column in columns.items()}
    frame = pd.DataFrame({"row": [number for number, _ in kept], **cells}, dtype=object)
    bad: dict[str, set[int]] = {name: set() for name in columns}
    findings += _extra_cells(kept, width, source, bad)
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
            sentence = phrase(
                "The row has {n} cells and the header {width}: is a cell with a separator in it not quoted?",
                n=len(row), width=width,
            )  # fmt: skip
            yield source.finding("extra-cells", sentence, row=number, value=row[extra[0]], at=extra[0])


_SENTENCES: dict[str, Callable[[str], Phrase]] = {
    "formula-without-value": lambda _value: phrase(
        "The cell is a formula whose result is not stored; save it in Excel or type the value."
    ),
    "error-cell": lambda value: phrase("The cell shows {value}, an error of the spreadsheet program.", value=value),
}


def _faults(grid: Grid, source: Source, frame: pd.DataFrame, bad: dict[str, set[int]]) -> Iterator[Finding]:
    positions = {int(row): position for position, row in enumerate(frame["row"])}
    for name, (_, column) in source.headers.items():
        # a cell is kept tidied, so it is asked tidied; few cells hold a #
        errors = [text for text in frame[name].unique() if "#" in text and tidy(text) in ERRORS_OF_SPREADSHEETS]
        broken = frame.index[frame[name].isin(errors)] if errors else ()
        faults = {int(position): "error-cell" for position in broken}
        faults |= {
            positions[row + 1]: code for (row, at), code in grid.faults.items() if at == column and row + 1 in positions
        }
        for position in sorted(faults.keys() - bad[name]):
            bad[name].add(position)
            value, code = frame.at[position, name], faults[position]
            row = int(frame.at[position, "row"])
            yield source.finding(code, _SENTENCES[code](value), row=row, field=name, value=value)


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
            sentence = phrase("The cells {cells} are merged; unmerge them and fill each.", cells=merged)
            yield Finding("merged-cells", sentence, grid.file, grid.sheet, top, names[0], merged.split(":")[0], merged)
