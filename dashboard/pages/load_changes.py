"""What files would change or have changed: counts a table, and examples field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dash import html

from dashboard.components.data_table import Column, data_table
from dashboard.language.words import N_
from dashboard.view.view import View

_KINDS = {"new": N_("New rows"), "changed": N_("Changed rows"), "removed": N_("Removed rows")}
_COUNTS = {"new": N_("New"), "changed": N_("Changed"), "removed": N_("Removed"), "unchanged": N_("Unchanged")}


def changes(view: View, answer: dict[str, Any]) -> list[Any]:
    """A section with the counts and, to be opened, the examples of each table."""
    words, tables = view.words, answer.get("changes", [])
    if not tables:
        return []
    columns = [Column(words("Table")), *(Column(words(name), numeric=True) for name in _COUNTS.values())]
    rows = [[html.Code(table["table"]), *(words.number(table[kind]) for kind in _COUNTS)] for table in tables]
    title = words("What changes")
    examples = [part for table in tables for part in _examples(view, table)]
    return [html.Section([html.H3(title), data_table(title, columns, rows), *examples], className="card changes")]


def _examples(view: View, table: dict[str, Any]) -> Iterator[Any]:
    for kind, title in _KINDS.items():
        found = table["examples"][kind]
        if found:
            name = view.words(title)
            shown = [html.Code(table["table"]), f" · {name} · {view.words.number(table[kind])}"]
            made = _changed(view, name, found) if kind == "changed" else _whole(name, found)
            yield html.Details(
                [html.Summary(shown), *made, *_more(view, table[kind] - len(found))], open=kind == "changed"
            )


def _more(view: View, n: int) -> list[Any]:
    return [html.P(view.words.plural("And {n} more row.", "And {n} more rows.", n))] if n else []


def _changed(view: View, name: str, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """A line a field that changes."""
    words = view.words
    columns = [Column(words(header)) for header in (N_("Row"), N_("Field"), N_("Before"), N_("After"))]
    empty = words("(empty)")
    lines = [
        [
            " · ".join(filter(None, row["key"].values())),
            html.Code(change["field"]),
            change["before"] or empty,
            change["after"] or empty,
        ]
        for row in rows
        for change in row["changes"]
    ]
    return [data_table(name, columns, lines)]


def _whole(name: str, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """A line a row, with the columns in which any of them has something."""
    used = [column for column in rows[0]["cells"] if any(row["cells"][column] for row in rows)]
    lines = [[row["cells"][column] for column in used] for row in rows]
    return [data_table(name, [Column(column) for column in used], lines, cards=False)]
