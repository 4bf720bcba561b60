"""What OGP's exports of commitments share: one row is a commitment with its assessments, themes are columns of 1 and 0.

They bring `commitments` and `assessments` of the plans they hold. With OGP's own ids they add to what is stored of
these; without them they replace it. All other plans stay, unless a person says otherwise. Members and action plans they
name are added where missing; those already known are kept as they are, and so is what the database holds under a
column that the file does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from data_loader.clean import one_line
from data_loader.formats import Vocabulary
from data_loader.formats.ogp_assessments import Assessments
from data_loader.formats.ogp_commitments import Commitments, Parliament, identified
from data_loader.formats.ogp_plans import Plans
from data_loader.formats.ogp_scope import limit
from data_loader.formats.ogp_sheet import Columns, Sheet
from data_loader.formats.ogp_stored import Stored
from data_loader.formats.ogp_tags import listed_tags, new_tags, say_new
from data_loader.headers import TOP_ROWS, Expected, Known, frame_of, match
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR
from data_loader.spreadsheet import Grid
from data_loader.tables import BOOKKEEPING, Source, Table, field_names

LEAST_SIGNS = 4  # of the six headers that tell a format from all others


def recognise(grid: Grid, signs: Iterable[str], needed: Iterable[str]) -> int | None:
    """The first row, from 0, with most of the `signs` of a format and all that is `needed`."""
    known = Known({*signs, *needed})
    for number, row in enumerate(grid.rows[:TOP_ROWS]):
        present = known.among(row)
        if present.issuperset(needed) and len(present.intersection(signs)) >= LEAST_SIGNS:
            return number
    return None


def convert(
    grid: Grid, header_row: int, vocabulary: Vocabulary, columns: Columns, plans: Plans, parliament: Parliament
) -> tuple[list[Table], list[Finding]]:
    """The tables an export brings; `plans` knows whose each row is, `parliament` where one delivers."""
    listed = listed_tags(vocabulary, columns)
    themes = _tags(vocabulary, grid.rows[header_row], columns)
    themes |= {tag: theme for tag, theme in listed.items() if theme and tag not in themes}
    tags = {*themes, *listed} if columns.keeps_tags else set()
    new = new_tags(grid, header_row, columns, tags)
    tags |= new.keys()
    sheet = read_sheet(grid, header_row, vocabulary, _expected(grid.rows[header_row], columns, themes, tags))
    sheet.findings += say_new(sheet.source, header_row, new)
    if columns.demanded(sheet.source.headers):
        return [], sheet.findings
    placed = plans.place_all(sheet, _counted(sheet, columns))
    stored = Stored(vocabulary, {*placed.values()}, {*sheet.column(columns.own_id)} - {""})
    tags = {header for header in tags if sheet.has(header)}
    commitments = Commitments(sheet, columns, themes, sorted(tags), plans, stored, parliament)
    assessments = Assessments(sheet, columns, plans, stored)
    rows: list[dict[str, Any]] = []
    assessed: list[dict[str, Any]] = []
    for position, own_id in identified(sheet, columns, placed, stored).items():
        rows.append(commitments.row(position, own_id, placed[position]))
        assessed += assessments.rows(position, own_id, placed[position])
    tables = (
        _table("commitments", rows, sheet, commitments.headers),
        _table("assessments", assessed, sheet, assessments.headers),
    )
    limit(*tables, stored, vocabulary, adds=sheet.has(columns.own_id))
    return [*tables, *plans.tables(sheet.source)], sheet.findings + sheet.understandings()


def read_sheet(grid: Grid, header_row: int, vocabulary: Vocabulary, expected: Expected) -> Sheet:
    """The cells under the headers that are expected, with what is wrong in the header and the rows."""
    source, findings = match(grid, header_row, expected, vocabulary)
    frame, bad, faults = frame_of(grid, header_row, source)
    cells = {header: frame[header].tolist() for header in source.headers}
    return Sheet(frame["row"].tolist(), cells, source, bad, vocabulary, findings + faults)


def _tags(vocabulary: Vocabulary, header: Sequence[str], columns: Columns) -> dict[str, str]:
    """Header of a tag column → theme, in the order of the themes; with headers that were said to stand for a theme."""
    themes = vocabulary("themes").frame
    pairs = zip(themes["id"], themes["source_columns"], strict=True)
    tags = {name: theme for theme, names in pairs for name in names.split(LIST_SEPARATOR) if name}
    known = Known(tags.keys() | columns.used | columns.ignored)
    unknown = sorted({one_line(name) for name in header if not known.of(name)})
    meant = {name: vocabulary.aliases.value("themes", name) for name in unknown}
    return tags | {name: theme for name, theme in meant.items() if theme in set(themes["id"])}


def _expected(header: Sequence[str], columns: Columns, themes: dict[str, str], tags: set[str]) -> Expected:
    present = Known(columns.used | columns.ignored | themes.keys() | tags).among(header)
    read = present & (themes.keys() | tags)
    demanded = columns.demanded(present)
    optional = (columns.used | read) - demanded
    return Expected(columns.name, demanded, optional, columns.ignored, more=frozenset(themes) - read)


def _counted(sheet: Sheet, columns: Columns) -> list[int]:
    """The positions of commitments, without those of their steps."""
    steps = [position for position, text in enumerate(sheet.flags(columns.counted)) if text == "0"]
    if steps:
        sentence = phrase("{count} rows are steps of a commitment and are not read.", count=len(steps))
        if len(steps) == 1:
            sentence = phrase("The row is a step of a commitment and is not read.")
        sheet.note(steps[0], columns.counted, "step-of-commitment", sentence)
    return [position for position in range(len(sheet.rows)) if position not in {*steps}]


def _table(name: str, rows: list[dict[str, Any]], sheet: Sheet, headers: dict[str, str]) -> Table:
    source = Source(sheet.source.file, sheet.source.sheet, {
        field: sheet.source.headers[header] for field, header in headers.items()
    })  # fmt: skip
    frame = pd.DataFrame(rows, columns=[*BOOKKEEPING, *field_names(name)], dtype=object)
    return Table(name, frame.fillna(""), source)
