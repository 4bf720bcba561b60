"""What OGP's two exports share: one row is a commitment with its two assessments, themes are columns of 1 and 0.

Both replace `commitments` and `assessments`. Members and action plans they name are added where missing; those already
known are kept as they are. The rest of the database is left alone.

An assessment whose report has no year of publication counts as published two years after the plan was submitted (three
for an end-of-term report), which is the IRM's usual delay; a warning says so.

A commitment is starred when either report starred it under the present formula; the formulas before it were laxer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from data_loader import dates, schema
from data_loader.aliases import VOCABULARIES, Aliases
from data_loader.clean import one_line, tidy
from data_loader.formats import Vocabulary
from data_loader.formats.ogp_dates import read_date
from data_loader.formats.ogp_plans import Plans
from data_loader.formats.ogp_sheet import Columns, Report, Sheet
from data_loader.headers import Expected, frame_of, match
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR
from data_loader.spreadsheet import Grid
from data_loader.suggest import among_codes
from data_loader.tables import BOOKKEEPING, Source, Table, field_names

HEADER_ROWS = 5  # how far down the header may stand
LEAST_SIGNS = 4  # of the six headers that tell a format from all others


def recognise(grid: Grid, columns: Columns) -> int | None:
    """The row, from 0, in which at least four of the six headers of the format stand."""
    for number, row in enumerate(grid.rows[:HEADER_ROWS]):
        if len(columns.signs & {tidy(name) for name in row}) >= LEAST_SIGNS:
            return number
    return None


Level = Callable[[Sheet, int, str], str]
"""Government level of the commitment at a position, given that of its member."""


def convert(
    grid: Grid, header_row: int, vocabulary: Vocabulary, columns: Columns, plans: Plans, level: Level
) -> tuple[list[Table], list[Finding]]:
    """The tables an export brings; `plans` knows whose each row is, `level` which body delivers."""
    header = {tidy(name) for name in grid.rows[header_row]}
    themes = _tags(vocabulary, header - columns.used - columns.ignored)
    tags = frozenset(header & themes.keys())
    expected = Expected(columns.name, columns.used | tags, ignored=columns.ignored, more=frozenset(themes) - tags)
    source, findings = match(grid, header_row, expected)
    sheet = _sheet(grid, header_row, source, findings, vocabulary.aliases)
    if columns.country not in source.headers or columns.plan not in source.headers:
        return [], findings
    present = {header: theme for header, theme in themes.items() if header in tags}  # in the order of the themes
    commitments: list[dict[str, Any]] = []
    assessments: list[dict[str, Any]] = []
    for position in range(len(sheet.rows)):
        commitment = plans.place(sheet, position)
        if commitment:
            commitment |= _commitment(sheet, position, columns, present)
            commitment["government_level"] = level(sheet, position, plans.level_of(commitment["member_id"]))
            commitments.append({"row": sheet.rows[position], **commitment})
            found = _assessments(sheet, position, columns, commitment["id"])
            assessments += [{"row": sheet.rows[position], **assessment} for assessment in found]
    tables = [
        _table("commitments", commitments, source, columns, tags),
        _table("assessments", assessments, source, columns, tags),
        *plans.tables(source),
    ]
    return tables, sheet.findings + sheet.understandings()


def _sheet(grid: Grid, header_row: int, source: Source, findings: list[Finding], aliases: Aliases) -> Sheet:
    frame, bad, found = frame_of(grid, header_row, source)
    cells = {header: frame[header].tolist() for header in source.headers}
    return Sheet(frame["row"].tolist(), cells, source, bad, aliases, findings + found)


def _tags(vocabulary: Vocabulary, unknown: set[str]) -> dict[str, str]:
    """Header of a tag column → theme; of the `unknown` headers, those that were said to stand for a theme."""
    themes = vocabulary("themes").frame
    pairs = zip(themes["id"], themes["source_columns"], strict=True)
    tags = {header: theme for theme, headers in pairs for header in headers.split(LIST_SEPARATOR) if header}
    said = {header: vocabulary.aliases.value("themes", header) for header in sorted(unknown - tags.keys())}
    return tags | {header: theme for header, theme in said.items() if theme in set(themes["id"])}


def _commitment(sheet: Sheet, position: int, columns: Columns, themes: dict[str, str]) -> dict[str, str]:
    row = {name: one_line(sheet.known(position, header)) for name, header in columns.fields.items()}
    row["title"] = _title(sheet, position, columns)
    for name in ("start_date", "end_date"):
        row[name] = _date(sheet, position, columns.fields[name], first_is_month=columns.first_is_month)
    if row["end_date"] and dates.latest(row["end_date"]) < dates.earliest(row["start_date"]):
        sentence = f"The end {row['end_date']} lies before the start {row['start_date']}; the end is left empty."
        sheet.note(position, columns.fields["end_date"], "end-dropped", sentence, row["end_date"])
        row["end_date"] = ""
    for name in ("potential_impact", "specificity"):
        row[name] = _label(sheet, position, columns.fields[name], name, "commitments")
    tagged = dict.fromkeys(theme for header, theme in themes.items() if sheet.cell(position, header) == "1")
    row["themes"] = LIST_SEPARATOR.join(tagged)
    values = [value for value, header in columns.values.items() if sheet.cell(position, header) == "1"]
    row["ogp_values"] = LIST_SEPARATOR.join(values)
    stars = {sheet.cell(position, header) for header in columns.starred}
    row["starred"] = "1" if "1" in stars else "0" if "0" in stars else ""
    return row


def _title(sheet: Sheet, position: int, columns: Columns) -> str:
    titles = (one_line(sheet.known(position, header)) for header in columns.titles)
    title = next(filter(None, titles), "")
    if not title:
        title = f"Commitment {sheet.cell(position, columns.fields['number'])}".strip()
        sheet.note(position, columns.titles[0], "title-missing", f"There is no title; {title} is used.")
    return title


def _date(sheet: Sheet, position: int, header: str, *, first_is_month: bool) -> str:
    text = one_line(sheet.cell(position, header))
    read = read_date(text, first_is_month)
    if read.code:
        sheet.note(position, header, read.code, read.sentence, text, read.suggestion)
    return read.value


_LETTER = re.compile(r"^[a-e]\.\s*")
_SYNONYMS = {"did_not_change": "none", "no_early_results_to_report_yet": "", "not_applicable": ""}


def _label(sheet: Sheet, position: int, header: str, field_name: str, table: str) -> str:
    """The level a label names, its letter dropped; a label that names none is a finding."""
    text = one_line(sheet.known(position, header)).lower()
    level = re.sub(r"[\s-]+", "_", _LETTER.sub("", text))
    level = _SYNONYMS.get(level, level)
    allowed = schema.DATA_TABLES[table].c[field_name].info["field"].allowed
    if level and level != "unclear" and level not in allowed:
        words = _LETTER.sub("", text)
        meant = sheet.meant(position, header, VOCABULARIES[table, field_name], words, allowed)
        if meant:
            return meant
        sentence = f"{text} is not one of: {', '.join(allowed)}."
        sheet.note(position, header, "not-allowed", sentence, text, among_codes(allowed).of(words))
    return level if level in allowed else ""


def _assessments(sheet: Sheet, position: int, columns: Columns, commitment_id: str) -> Iterator[dict[str, str]]:
    for report in columns.reports:
        completion = _label(sheet, position, report.completion, "completion", "assessments")
        opened = _label(sheet, position, report.opened, "did_it_open_government", "assessments")
        if completion or opened:
            yield {
                "commitment_id": commitment_id,
                "assessor": report.assessor,
                "published": _published(sheet, position, columns, report),
                "completion": completion,
                "did_it_open_government": opened,
            }


def _published(sheet: Sheet, position: int, columns: Columns, report: Report) -> str:
    text = sheet.cell(position, report.year)
    if re.fullmatch("20[0-9]{2}", text):
        return text
    submitted = sheet.cell(position, columns.year)
    assumed = str(int(submitted) + report.delay) if re.fullmatch("20[0-9]{2}", submitted) else ""
    if assumed:
        sentence = f"The year of the report is not known; {assumed} is assumed, {report.delay} years after submission."
        sheet.note(position, report.year, "publication-year-assumed", sentence, text)
    return assumed


def _table(name: str, rows: list[dict[str, Any]], source: Source, columns: Columns, tags: frozenset[str]) -> Table:
    headers = {**columns.fields, "title": columns.titles[0]}
    headers |= {"member_id": columns.country, "action_plan_id": columns.plan}
    known = {field: source.headers[header] for field, header in headers.items() if header in source.headers}
    made: dict[str, Iterable[str]] = {
        "themes": tags,
        "ogp_values": columns.values.values(),
        "starred": columns.starred,
        "completion": [report.completion for report in columns.reports],
        "did_it_open_government": [report.opened for report in columns.reports],
    }  # of several columns each
    made["government_level"] = [columns.country]
    for field, several in made.items():
        present = [source.headers[header] for header in several if header in source.headers]
        known |= {field: present[0]} if present else {}
    frame = pd.DataFrame(rows, columns=[*BOOKKEEPING, *field_names(name)], dtype=object)
    return Table(name, frame.fillna(""), Source(source.file, source.sheet, known))
