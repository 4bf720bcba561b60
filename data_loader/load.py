"""From files to tables ready to store: read, recognise, convert, check; every fault is collected, none is raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data_loader import clean, names, read
from data_loader.aliases import Aliases
from data_loader.checks import check_columns
from data_loader.content import Content
from data_loader.cross_checks import check_across
from data_loader.diff import TableDiff
from data_loader.formats import (
    Format,
    Recognised,
    Vocabulary,
    ogp_database,
    ogp_explorer_2016,
    ogp_explorer_earlier,
    ogp_process_2016,
    recognise,
    reference,
)
from data_loader.merge import Merged, Merging, absences
from data_loader.merge_questions import KINDS
from data_loader.phrases import phrase
from data_loader.questions import Asking
from data_loader.report import Finding, has_errors, sort_findings
from data_loader.rows import without_rows
from data_loader.spreadsheet import File
from data_loader.store import Current, Progress
from data_loader.tables import Table, empty_table, rows_of
from data_loader.understanding import understand_lists, understand_references
from data_loader.unknown_sheets import unknown

REFERENCE = Path(__file__).with_name("reference")
"""The data that are shipped: a file a table, but for those of which nothing is known yet."""
"""The data set that ships with the product."""

FORMATS: tuple[Format, ...] = (ogp_database, ogp_explorer_earlier, ogp_explorer_2016, ogp_process_2016, reference)
"""In the order in which a header is tried: that of 2016 is like the editions before it."""


@dataclass
class Prepared:
    """What a load would store: the tables the files bring, each file with its format, all findings, and the changes.

    `merged` gives each table laid over the stored one.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    files: list[tuple[File, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    merged: dict[str, Merged] = field(default_factory=dict)
    asking: Asking = field(default_factory=Asking)
    base: int | None = None

    @property
    def changes(self) -> list[TableDiff]:
        """What would differ, a table each; nothing while there are errors."""
        return [] if has_errors(self.findings) else [merged.diff for merged in self.merged.values()]


def prepare(
    files: list[File], current: Current, progress: Progress, asking: Asking | None = None, base: int | None = None
) -> Prepared:
    """Reads and checks `files` against each other and against the tables of `current` that they leave alone.

    `base` is the version that was current when files were read first, where they do not say so themselves.
    """
    prepared = Prepared(asking=asking or Asking(), base=base)
    recognised: list[Recognised] = []
    aliases = current.aliases().with_answers(prepared.asking.answers)
    for number, file in enumerate(files):
        progress(f"Reading {file.name}", number, len(files))
        recognised += _recognise(prepared, file)
    prepared.findings += without_rows(recognised, lambda table: not current.count(table))
    # An export is read with the members and plans that the same load brings.
    for one in sorted(recognised, key=lambda one: one.format is not reference):
        progress(f"Checking {one.grid.file}", 0, 0)
        _convert(prepared, one, current, aliases)
        one.grid.rows.clear()  # the tables hold the text now; a large file should not be held twice
    if prepared.tables:
        progress("Comparing with the database", 0, 0)
        prepared.findings += _understand_references(prepared.tables, current, aliases)
        _merge(prepared, current, recognised)
        progress("Checking across tables", 0, 0)
        prepared.findings += check_across(Content(prepared.merged, current))
    if has_errors(prepared.findings):
        asked = prepared.asking.asked
        for key in [key for key, question in asked.items() if question.kind in KINDS]:
            del asked[key]
    prepared.findings = sort_findings(prepared.findings)
    return prepared


def _merge(prepared: Prepared, current: Current, recognised: list[Recognised]) -> None:
    """Lays the tables of the files over the stored ones; those that came from the database as they are stay out."""
    new = {name: table for name, table in prepared.tables.items() if not current.owns(table)}
    for table in new.values():
        clean.canonical(table)
    exports = {} if all(one.format is reference for one in recognised) else {*REPLACED}
    merging = Merging(current, prepared.asking)
    prepared.merged = merging.merge_all(new, exports)
    prepared.findings = [*absences(prepared.findings, new, prepared.merged), *merging.findings]


def _recognise(prepared: Prepared, file: File) -> list[Recognised]:
    grids, findings = read.read(file, prepared.asking)
    prepared.findings += findings
    by_grid = {id(grid): recognise(grid, FORMATS) for grid in grids}
    known = [item for item in by_grid.values() if item]
    prepared.files.append((file, known[0].format.NAME if known else ""))
    for grid in grids:
        if not by_grid[id(grid)]:
            prepared.findings.append(unknown(grid, ignore=bool(known)))
    return known


def _understand_references(tables: dict[str, Table], current: Current, aliases: Aliases) -> list[Finding]:
    @cache
    def ids(name: str) -> frozenset[str]:
        own = tables.get(name)
        return frozenset(current.column(name, "id")) | (frozenset(own.frame["id"]) if own else frozenset())

    def rows(name: str) -> list[dict[str, str]]:
        own = tables.get(name)
        return [*rows_of(current.table(name)), *(rows_of(own) if own else ())]

    names.understand(tables.values(), ids, rows)
    return [finding for table in tables.values() for finding in understand_references(table, aliases, ids)]


def _convert(prepared: Prepared, one: Recognised, current: Current, aliases: Aliases) -> None:
    def table_of(name: str) -> Table:
        return prepared.tables.get(name) or _vocabulary(name, current)

    tables, findings = one.format.convert(one.grid, one.header_row, Vocabulary(table_of, aliases, prepared.asking))
    prepared.findings += findings
    for table in tables:
        before = prepared.tables.get(table.name)
        if before is not None and (one.format is reference or table.name in REPLACED):
            sentence = phrase("{first} and {second} both bring the table {table}.",
                              first=str(before.source), second=str(table.source), table=table.name)  # fmt: skip
            prepared.findings.append(table.source.finding("table-twice", sentence))
        else:
            prepared.tables[table.name] = table
            if not current.owns(table):  # what the database holds was checked when it came in
                table.base = one.grid.version or prepared.base
                prepared.findings += understand_lists(table, aliases)
                prepared.findings += check_columns(table)


def _vocabulary(name: str, current: Current) -> Table:
    """A table of the database; while the database is empty, the words that ship with the product."""
    if current.version is not None:
        return current.table(name)
    shipped = REFERENCE / f"{name}.csv"
    if name not in SHIPPED_WORDS:
        return empty_table(name)
    files, _ = read.open_files([shipped])
    grids, _ = read.read(files[0])
    tables, _ = reference.convert(grids[0], 0, Vocabulary(empty_table))
    clean.canonical(tables[0])
    return tables[0]


REPLACED = ("commitments", "assessments")
"""What an export brings whole; to the members and plans of the same load it only adds."""
SHIPPED_WORDS = ("priorities", "policy_areas", "themes", "members")
