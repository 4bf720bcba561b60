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


def data_table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, cards: bool = True) -> Any:
    """A table with `caption` (for screen readers); the first cell of each row is its header."""
    head = [
        html.Th(column.header, scope="col", className="num" if column.numeric else None, **_sorted(column))
        for column in columns
    ]
    body = [
        html.Tr([_cell(column, cell, first=i == 0) for i, (column, cell) in enumerate(zip(columns, row, strict=True))])
        for row in rows
    ]
    table = html.Table(
        [html.Caption(caption, className="visually-hidden"), html.Thead(html.Tr(head)), html.Tbody(body)],
        className="data-table as-cards" if cards else "data-table",
    )
    # A region that scrolls must be reachable by keyboard, and so needs a name.
    return html.Div(table, className="table-scroll", role="region", tabIndex="0", **{"aria-label": caption})


def _sorted(column: Column) -> dict[str, str]:
    return {"aria-sort": column.sort} if column.sort else {}


def _cell(column: Column, cell: Cell, *, first: bool) -> Any:
    if first:
        return html.Th(cell, scope="row")
    label = column.label or (column.header if isinstance(column.header, str) else "")
    return html.Td(cell, className="num" if column.numeric else None, **{"data-label": label})
