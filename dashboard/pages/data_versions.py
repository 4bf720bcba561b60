"""The versions of the data: what changed, by whom, when and from which files, and the way to look at each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.records import Row
from dashboard.language.words import N_
from dashboard.view.view import View
from data_loader import schema

_MOST = 20
_SHOWN_AT_ONCE = 3  # lines of a cell; more are in a disclosure


def versions(view: View) -> list[Any]:
    """A row a version, the newest first."""
    words = view.words
    headers = (N_("Version"), N_("Published"), N_("By"), N_("What changed"), N_("Files"), N_("View"))
    found = view.records.versions(_MOST)
    numbers = [record.number for record in found]
    files = view.records.files(min(numbers), max(numbers))
    brought = view.records.brought(min(numbers), max(numbers))
    rows = [_row(view, record, brought.get(record.number, []), files.get(record.number, [])) for record in found]
    table = data_table(words("Versions"), [Column(words(header)) for header in headers], rows)
    return [table, html.P(link(words("Load data"), view.href("data/load")))]


def _row(view: View, record: Row, brought: list[Row], files: list[Row]) -> list[Any]:
    words = view.words
    day, time = words.date(record.published_at.date().isoformat()), f"{record.published_at:%H:%M}"
    return [
        str(record.number),
        words("{date}, {time} UTC", date=day, time=time),
        record.published_by,
        _changes(view, record, brought),
        _listed(words.plural("{n} file", "{n} files", len(files)), [_file(file) for file in files]),
        _way(view, record),
    ]


def _changes(view: View, record: Row, brought: list[Row]) -> Any:
    words, again = view.words, schema.made_again(record.changes)
    counted = schema.counted(record.changes)
    lines = [_change(view, name, counts) for name, counts in counted.items()]
    if not counted:  # published by a release that did not count yet
        lines = [
            words.plural("{table}: {n} row", "{table}: {n} rows", table.rows, table=table.table_name)
            for table in brought
        ]
    told = [words("Version {number} made current again.", number=again)] if again else []
    return html.Div([*told, _listed(words.plural("{n} table", "{n} tables", len(lines)), lines)])


def _change(view: View, name: str, counts: tuple[int, int, int]) -> str:
    new, changed, removed = map(view.words.number, counts)
    return view.words(
        "{table}: {new} new, {changed} changed, {removed} removed",
        table=name,
        new=new,
        changed=changed,
        removed=removed,
    )


def _listed(summary: str, lines: Sequence[Any]) -> Any:
    listed = html.Ul([html.Li(line) for line in lines], className="lines")
    return listed if len(lines) <= _SHOWN_AT_ONCE else html.Details([html.Summary(summary), listed])


def _file(file: Row) -> Any:
    return [file.name, " ", html.Code(file.sha256[:12], title=file.sha256)]


def _way(view: View, record: Row) -> Any:
    """Where the version is to be seen; a link that loads the whole page, since the whole page changes."""
    words, number = view.words, record.number
    if not record.kept:
        return words("No longer kept")
    if number == view.snapshot.version.number:
        return words("Shown on this page")
    asked = "" if number >= view.newest else str(number)
    return html.A(words("View version {number}", number=number), href=view.href(version=asked))
