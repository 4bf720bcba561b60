"""Data: where does it come from, and can I trust it?"""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.data_table import Column, data_table
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.data.filters import Filters
from dashboard.data.records import Row
from dashboard.language.glossary import glossary
from dashboard.language.words import N_
from dashboard.pages.data_gaps import gaps
from dashboard.pages.data_versions import versions
from dashboard.view.method import rules
from dashboard.view.view import View
from data_loader import schema

TITLE = N_("Data")


def layout(view: View) -> Any:
    """All of it is about one data version, so all of it is live."""
    return live(view, "data", whole)


def whole(view: View) -> Any:
    """Sources, versions, tables, gaps, method, dictionary."""
    words = view.words
    sections = (
        (N_("Where the data comes from"), _sources),
        (N_("Tables, to download"), _tables),
        (N_("Versions"), versions),
        (N_("What is not known"), gaps),
        (N_("How the numbers are made"), _method),
        (N_("What the terms mean"), _terms),
        (N_("Data dictionary"), _dictionary),
    )
    cards = [html.Section([html.H2(words(name)), *make(view)], className="card span-12") for name, make in sections]
    return [*top(view), html.Div(cards, className="cards")]


def top(view: View) -> Any:
    """What there is, and the day of the last finding in it."""
    words = view.words
    tables = view.records.tables(view.snapshot.version.number)
    headline = words(
        "Data version {number}: {rows} rows in {tables} tables.",
        number=view.snapshot.version.number,
        rows=words.number(sum(table.rows for table in tables)),
        tables=words.number(len(tables)),
    )
    lede = words("Last published finding: {date}", date=words.date(view.snapshot.known_until.isoformat()))
    return page_header(headline, lede)


def _sources(view: View) -> list[Any]:
    words = view.words
    paragraphs = (
        N_(
            "The figures are facts compiled from what the Open Government Partnership and its Independent Reporting "
            "Mechanism (IRM) have published: progress reports, end-of-term reports, the OGP Explorer and its database."
        ),
        N_("IRM papers and OGP data are licensed CC BY 4.0. Titles of commitments are short labels of our own."),
        N_("An empty cell means not known. It is never read as zero."),
    )
    number = view.snapshot.version.number
    files = view.records.files(number, number)[number]
    columns = [Column(words("File")), Column(words("Format")), Column(words("Bytes"), numeric=True), Column("SHA-256")]
    rows = [_file_row(view, record) for record in files]
    table = data_table(words("Files of this version"), columns, rows) if rows else html.P(words("No file."))
    return [*(html.P(words(text)) for text in paragraphs), html.H3(words("Files of this version")), table]


def _file_row(view: View, record: Row) -> list[Any]:
    checksum = html.Code(record.sha256[:12], title=record.sha256)
    return [record.name, view.words(record.format), view.words.number(record.bytes), checksum]


def _tables(view: View) -> list[Any]:
    words = view.words
    by_name = {record.table_name: record for record in view.records.tables(view.snapshot.version.number)}
    headers = (N_("Table"), N_("One row is"), N_("Rows"), N_("Came with version"), N_("From"), N_("Download"))
    columns = [Column(words(header), numeric=header == "Rows") for header in headers]
    rows = [_table_row(view, by_name[name]) for name in schema.DATA_TABLES if name in by_name]
    package = html.A(words("All tables as a data package (ZIP)"), href=_download(view, "data.zip"), download=True)
    note = words("The data package describes its tables, and the loader reads it back as the very same version.")
    return [
        data_table(words("Tables, to download"), columns, rows),
        html.P([package, " ", note], className="after-table"),
    ]


def _download(view: View, path: str) -> str:
    """The address of a file of this data version."""
    return f"{view.root}{path}{Filters(version=view.chosen.version).query()}"


def _table_row(view: View, record: Row) -> list[Any]:
    name = record.table_name
    csv = html.A("CSV", href=_download(view, f"data/{name}.csv"), download=True, **{"aria-label": f"CSV: {name}"})
    rows = view.words.number(record.rows)
    return [
        html.Code(name),
        _spoken(view, schema.DATA_TABLES[name].comment),
        rows,
        str(record.version),
        record.source,
        csv,
    ]


def _method(view: View) -> list[Any]:
    return [html.Ul([html.Li(rule) for rule in rules(view)])]


def _terms(view: View) -> list[Any]:
    return [glossary(view.words)]


def _dictionary(view: View) -> list[Any]:
    words = view.words
    columns = [
        Column(words(header)) for header in (N_("Column"), N_("Type"), N_("Meaning"), N_("Unit"), N_("Allowed values"))
    ]
    parts: list[Any] = []
    for name, table in schema.DATA_TABLES.items():
        rows = [_field_row(view, field) for field in schema.fields(table)]
        parts += [
            html.Details(
                [html.Summary([html.Code(name), " ", _spoken(view, table.comment)]), data_table(name, columns, rows)]
            )
        ]
    return parts


def _field_row(view: View, field: schema.Field) -> list[Any]:
    words = view.words
    allowed = ", ".join(field.allowed) or (words("ids of {table}", table=field.refers_to) if field.refers_to else "")
    return [html.Code(field.name), words(field.kind), _spoken(view, field.meaning), words(field.unit), allowed]


def _spoken(view: View, text: str | None) -> str:
    """A meaning from the schema in the reader's language (the catalogues hold them all)."""
    return view.words(text) if text else ""
