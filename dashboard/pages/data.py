"""Data: where does it come from, and can I trust it?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries.counts import gaps
from dashboard.view import columns as c
from dashboard.view.view import Record, View
from data_loader import schema

TITLE = N_("Data")

_MOST_VERSIONS = 20
_LINES_AT_ONCE = 3
"""How many lines of a cell are shown; more are in a fold."""
_LEAST_SHARE = 0.01
"""The smallest share that is written out."""
_CHECKSUM = 12
"""How much of a checksum is shown."""

_FILES = (b.Column(N_("File")), b.Column(N_("Format")), b.Column(N_("Bytes"), numeric=True), b.Column("SHA-256"))
_TABLES = (
    *(b.Column(N_("Table")), b.Column(N_("One row is")), b.Column(N_("Rows"), numeric=True)),
    *(b.Column(N_("Came with version")), b.Column(N_("From"))),
    *(b.Column(N_("Download")), b.Column(N_("Download to edit"))),
)
_VERSIONS = (
    *(b.Column(N_("Version")), b.Column(N_("Published")), b.Column(N_("By"))),
    *(b.Column(N_("What changed")), b.Column(N_("Files")), b.Column(N_("View"))),
)
_GAPS = (b.Column(N_("Not known")), c.COMMITMENTS, b.Column(N_("Share"), numeric=True))
_DICTIONARY = (
    *(b.Column(N_("Column")), b.Column(N_("Type")), b.Column(N_("Meaning"))),
    *(b.Column(N_("Unit")), b.Column(N_("Allowed values"))),
)
_UNKNOWN: dict[str, tuple[str, dict[str, Any]]] = {
    "completion": (N_("Completion: not assessed"), {"completion": ("not_assessed",)}),
    "level": (N_("Completion: assessed, level not published here"), {"completion": ("level_not_published",)}),
    "end_date": (N_("Promised end"), {"sort": "-due"}),
    "themes": (N_("Themes"), {}),
    "impact": (N_("Ambition"), {}),
    "starred": (N_("Starred or not"), {}),
}
"""What may be missing, and the change of filters that brings those commitments to the top of the list."""


def blocks(_: View) -> Sequence[b.Block]:
    """All of it is about one data version, so all of it follows the version."""
    return [b.Part("data", data)]


def data(view: View) -> Sequence[b.Block]:
    """Sources, tables, versions, gaps, method, terms, dictionary."""
    words = view.words
    tables = view.records.tables(view.snapshot.version.number)
    headline = words(
        "Data version {number}: {rows} rows in {tables} tables.",
        number=view.snapshot.version.number,
        rows=sum(table.rows for table in tables),
        tables=len(tables),
    )
    lede = words("Last published finding: {date}", date=words.date(view.snapshot.known_until.isoformat()))
    first, *others = [b.Card(words(title), [*make(view)], id=place) for place, (title, make) in _CARDS.items()]
    return [b.Header(headline, lede), b.Grid([first, *b.folded(others)])]


def _sources(view: View) -> Iterator[b.Block]:
    words = view.words
    paragraphs = (
        N_(
            "The figures are facts compiled from what the Open Government Partnership and its Independent Reporting "
            "Mechanism (IRM) have published: progress reports, end-of-term reports, the OGP Explorer and its database."
        ),
        N_("IRM papers and OGP data are licensed CC BY 4.0. Titles of commitments are short labels of our own."),
        N_("An empty cell means not known. It is never read as zero."),
    )
    yield from (b.Paragraph(words(text)) for text in paragraphs)
    number, title = view.snapshot.version.number, words("Files of this version")
    rows = [
        [record.name, words(record.format), b.Count(record.bytes), _checksum(record)]
        for record in view.records.files(number, number)[number]
    ]
    table = b.Table("data-files", title, _FILES, rows, empty=words("No file."), span=0)
    yield b.Disclosure(words.named(title, words.number(len(rows))), [table])


def _checksum(record: Record) -> b.Text:
    return b.Styled(record.sha256[:_CHECKSUM], "code", record.sha256)


def _tables(view: View) -> Iterator[b.Block]:
    words = view.words
    by_name = {record.table_name: record for record in view.records.tables(view.snapshot.version.number)}
    rows = [
        [
            b.Styled(name, "code"),
            words(str(table.comment)),
            b.Count(by_name[name].rows),
            str(by_name[name].version),
            by_name[name].source,
            b.Link("CSV", _download(view, f"data/{name}.csv"), "file", label=f"CSV: {name}"),
            _to_edit(view, "XLSX", name, words.named(", ".join(("XLSX", words("Download to edit"))), name)),
        ]
        for name, table in schema.DATA_TABLES.items()
        if name in by_name
    ]
    yield b.Table("data-tables", words("Tables, to download"), _TABLES, rows, span=0)
    package = b.Link(words("All tables as a data package (ZIP)"), _download(view, "data.zip"), "file")
    note = words("The data package describes its tables, and the loader reads it back as the very same version.")
    yield b.Paragraph([package, " ", note], "after-table")
    described = [
        b.Link(text, _download(view, name), "file")
        for text, name in (("Data Package", "datapackage.json"), ("DCAT-AP", "catalog.jsonld"))
    ]
    yield b.Paragraph([words("For catalogues of data:"), " ", described[0], " · ", described[1]], "after-table")
    programs = b.Link(words("All of it for programs: the API"), _download(view, "api/v1/", view.lang), "document")
    yield b.Paragraph([programs, " ", words("Every page, chart and table as JSON and CSV.")], "after-table")
    small = _to_edit(view, words("All small tables to edit (XLSX)"), "all")
    how = words("A table to edit has names, lists to choose from and a note on each column; change it and load it.")
    yield b.Paragraph([small, " ", how], "after-table")


def _to_edit(view: View, text: str, name: str, label: str = "") -> b.Link:
    """A table, or all that are small, as a workbook in the reader's language to change and load again."""
    return b.Link(text, _download(view, f"data/edit/{name}.xlsx", view.lang), "file", label=label)


def _download(view: View, path: str, lang: str = "") -> str:
    """The address of a file of this data version, in no language unless it is one for readers."""
    return f"{view.root}{path}{view.chosen.cleared().changed(lang=lang).query()}"


def _versions(view: View) -> Iterator[b.Block]:
    """A row a version, the newest first."""
    words, records = view.words, view.records.versions(_MOST_VERSIONS)
    numbers = [record.number for record in records]
    files = view.records.files(min(numbers), max(numbers))
    brought = view.records.brought(min(numbers), max(numbers))
    kept = {record.number for record in records if record.kept}
    rows = [
        [
            *_version(view, record, brought.get(record.number, []), files.get(record.number, [])),
            [_way(view, record), *_what(view, record, kept)],
        ]
        for record in records
    ]
    yield b.Table("data-versions", words("Versions"), _VERSIONS, rows, span=0)
    yield b.Paragraph(
        b.Link(words("What was wrong and is corrected: the log of corrections"), view.href("corrections"))
    )
    yield b.Paragraph(b.Link(words("Load data"), view.href("data/load")))


def _version(view: View, record: Record, brought: Sequence[Record], files: Sequence[Record]) -> b.Row:
    words = view.words
    day, time = words.date(record.published_at.date().isoformat()), f"{record.published_at:%H:%M}"
    names = [[file.name, " ", _checksum(file)] for file in files]
    return [
        str(record.number),
        words("{date}, {time} UTC", date=day, time=time),
        record.published_by,
        _changes(view, record, brought),
        _lines(words.plural("{n} file", "{n} files", len(files)), names),
    ]


def _changes(view: View, record: Record, brought: Sequence[Record]) -> b.Text:
    words, again, counted = view.words, schema.made_again(record.changes), schema.counted(record.changes)
    lines = [
        words(
            "{table}: {new} new, {changed} changed, {removed} removed",
            table=name,
            new=new,
            changed=changed,
            removed=removed,
        )
        for name, (new, changed, removed) in counted.items()
    ]
    if not counted:  # published by a release that did not count yet
        lines = [
            words.plural("{table}: {n} row", "{table}: {n} rows", table.rows, table=table.table_name)
            for table in brought
        ]
    changes = _lines(words.plural("{n} table", "{n} tables", len(lines)), lines)
    row, whole = schema.undone(record.changes), schema.undone_whole(record.changes)
    why: list[b.Text] = [words("Version {number} made current again.", number=str(again)), " "] if again else []
    why += [words("One row as it was before version {number}.", number=str(row)), " "] if row else []
    why += [words("Its rows are as they were before version {number}.", number=str(whole)), " "] if whole else []
    note: list[b.Text] = [b.Styled(record.note, "line"), " "] if record.note else []
    return [*note, *why, changes]


def _lines(summary: str, lines: Sequence[b.Text]) -> b.Text:
    items = b.Items(lines, style="lines")
    return items if len(lines) <= _LINES_AT_ONCE else b.Fold(summary, items)


def _way(view: View, record: Record) -> b.Text:
    """Where the version is to be seen; a link that loads the whole page, since the whole page changes."""
    words, number = view.words, record.number
    if not record.kept:
        return words("No longer kept")
    if number == view.snapshot.version.number:
        return words("Shown on this page")
    asked = "" if number >= view.newest else str(number)
    return b.Link(words("View version {number}", number=number), view.href(version=asked), "document")


def _what(view: View, record: Record, kept: Collection[int]) -> list[b.Text]:
    """The way to all that the version changed, where it and the one before it are kept."""
    number = record.number
    if not {number, number - 1} <= {*kept}:
        return []
    text = view.words("What version {n} changed", n=str(number))
    return [b.Break(), b.Link(text, view.href("changes", from_=str(number - 1), to=str(number)))]


def _gaps(view: View) -> Iterator[b.Block]:
    """What is not known, of how many commitments."""
    view = replace(view, chosen=view.chosen.cleared())  # of all there is: this page has no filters to show
    rows: list[b.Row] = []
    for name, count in gaps(view.selection).items():
        label, changes = _UNKNOWN[name]
        text = view.words(label)
        text_or_link = b.Link(text, view.href("commitments", **changes)) if changes else text
        rows.append([text_or_link, b.Count(count), _share(view, count, view.selection.commitments)])
    yield b.Table("data-gaps", view.words("What is not known"), _GAPS, rows, span=0)


def _share(view: View, count: int, total: int) -> str:
    """A share that is not zero is never written as zero."""
    if not total:
        return ""
    few = 0 < count < total * _LEAST_SHARE
    return f"<\N{NO-BREAK SPACE}{view.words.percent(_LEAST_SHARE)}" if few else view.words.percent(count / total)


def _method(view: View) -> Iterator[b.Block]:
    yield b.Items(c.rules(view))


def _terms(view: View) -> Iterator[b.Block]:
    yield b.Facts(c.definitions(view.words))


def _dictionary(view: View) -> Iterator[b.Block]:
    for name, table in schema.DATA_TABLES.items():
        rows = [_field(view, field) for field in schema.fields(table)]
        summary: b.Text = [b.Styled(name, "code"), " ", view.words(str(table.comment))]
        yield b.Disclosure(summary, [b.Table(f"dictionary-{name}", name, _DICTIONARY, rows, span=0)])


def _field(view: View, field: schema.Field) -> b.Row:
    words = view.words
    allowed = ", ".join(field.allowed) or (words("ids of {table}", table=field.refers_to) if field.refers_to else "")
    return [b.Styled(field.name, "code"), words(field.kind), words(field.meaning), words(field.unit), allowed]


_CARDS: dict[str, tuple[str, Callable[[View], Iterator[b.Block]]]] = {
    "sources": (N_("Where the data comes from"), _sources),
    "tables": (N_("Tables, to download"), _tables),
    "versions": (N_("Versions"), _versions),
    "gaps": (N_("What is not known"), _gaps),
    "method": (N_("How the numbers are made"), _method),
    "terms": (N_("What the terms mean"), _terms),
    "dictionary": (N_("Data dictionary"), _dictionary),
}
"""The sections of the page by their places, with their titles."""
