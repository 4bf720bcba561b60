"""What editors see of what was done: the versions that can be made current again, and the log of every write."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components import form
from dashboard.components.data_table import Column, data_table
from dashboard.data.records import Row
from dashboard.language.words import N_
from dashboard.signin.visitor import Visitor
from dashboard.view.view import View

_VERSIONS_SHOWN, _WRITES_SHOWN = 20, 50


def versions(view: View, asks: Visitor) -> Any:
    """The versions that are kept, each but the current one with a button that makes it current again."""
    words, kept = view.words, view.records.kept(_VERSIONS_SHOWN)
    headers = (N_("Version"), N_("Published (UTC)"), N_("By"), N_("What changed"), N_("Current version"))
    columns = [Column(words(header)) for header in headers]
    rows = [_version(view, asks, version, kept[0].number) for version in kept]
    title = words("Versions")
    return html.Section([html.H2(title), data_table(title, columns, rows)], className="card")


def _version(view: View, asks: Visitor, version: Row, current: int) -> list[Any]:
    return [
        str(version.number),
        f"{version.published_at:%Y-%m-%d %H:%M}",
        version.published_by,
        html.Span(version.changes, lang="en"),
        view.words("current") if version.number == current else _restore(view, asks, version.number, current),
    ]


def _restore(view: View, asks: Visitor, number: int, current: int) -> Any:
    parts = [
        form.hidden("number", str(number)),
        form.hidden("against", str(current)),
        form.button(view.words("Make version {n} current again", n=number)),
    ]
    return form.form(parts, view.href("data/load/restore"), asks.token)


def audit(view: View) -> Any:
    """The newest writes; all of them as CSV."""
    words = view.words
    headers = (N_("When (UTC)"), N_("Who"), N_("What was done"), N_("Version"), N_("From where"))
    columns = [Column(words(header)) for header in headers]
    rows = [
        [f"{row.at:%Y-%m-%d %H:%M}", row.who, html.Span(row.what, lang="en"), str(row.version or ""), row.origin]
        for row in view.records.audit(_WRITES_SHOWN)
    ]
    title = words("Log of every write")
    table = data_table(title, columns, rows) if rows else html.P(words("Nothing was written yet."))
    whole = html.P(html.A(words("The whole log (CSV)"), href=f"{view.root}data/load/audit.csv", download="audit.csv"))
    return html.Section([html.H2(title), table, whole], className="card")
