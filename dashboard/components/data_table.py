"""A real table: column headers, row headers, numbers aligned; cards on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

Cell = Any


@dataclass(frozen=True)
class Column:
    """A column: its header, and whether it holds numbers."""

    header: Cell
    numeric: bool = False
    label: str = ""  # what a phone writes beside the cell, where the header is no text
    sort: str = ""  # aria-sort of a sorted column


@dataclass(frozen=True)
class Group:
    """Rows that belong together, under a heading of their own."""

    heading: Cell
    rows: Sequence[Sequence[Cell]]


def data_table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, cards: bool = True) -> Any:
    """A table with `caption` (for screen readers); the first cell of each row is its header."""
    body = html.Tbody([_row(columns, row) for row in rows])
    return _table(caption, [html.Tr(_head(columns))], [body], "data-table as-cards" if cards else "data-table")


def grouped_table(
    caption: str, columns: Sequence[Column], groups: Sequence[Group], spans: Sequence[tuple[str, int]] = ()
) -> Any:
    """A table whose rows stand in groups; `spans` puts headings over so many columns each ("" for none)."""
    over = [html.Th(name, scope="colgroup", colSpan=n) if name else html.Td(colSpan=n) for name, n in spans]
    head = [html.Tr(row) for row in (over, _head(columns)) if row]
    bodies = [
        html.Tbody(
            [
                html.Tr([html.Th(group.heading, scope="rowgroup", colSpan=len(columns))], className="group"),
                *(_row(columns, row) for row in group.rows),
            ]
        )
        for group in groups
    ]
    return _table(caption, head, bodies, "data-table as-cards")


def _table(caption: str, head: list[Any], bodies: list[Any], class_name: str) -> Any:
    named = html.Caption(caption, className="visually-hidden")
    table = html.Table([named, html.Thead(head), *bodies], className=class_name)
    # A region that scrolls must be reachable by keyboard, and so needs a name.
    return html.Div(table, className="table-scroll", role="region", tabIndex="0", **{"aria-label": caption})


def _head(columns: Sequence[Column]) -> list[Any]:
    return [
        html.Th(column.header, scope="col", className="num" if column.numeric else None, **_sorted(column))
        for column in columns
    ]


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> Any:
    return html.Tr(
        [_cell(column, cell, first=i == 0) for i, (column, cell) in enumerate(zip(columns, row, strict=True))]
    )


def _sorted(column: Column) -> dict[str, str]:
    return {"aria-sort": column.sort} if column.sort else {}


def _cell(column: Column, cell: Cell, *, first: bool) -> Any:
    if first:
        return html.Th(cell, scope="row")
    label = column.label or (column.header if isinstance(column.header, str) else "")
    return html.Td(cell, className="num" if column.numeric else None, **{"data-label": label})
