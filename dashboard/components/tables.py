"""A table as elements: column headers, row headers, numbers aligned; a card a row on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from dashboard.blocks import FILES, Column, Row, Table, Text
from dashboard.components.elements import Element, Node, el
from dashboard.components.inline import inline
from dashboard.view.view import View


def table(view: View, block: Table) -> Element:
    """The table itself, with its title for screen readers."""
    columns = {place: column for place, column in enumerate(block.columns) if column.only != FILES}
    over = [el("th", name, scope="colgroup", colSpan=n) if name else el("td", colSpan=n) for name, n in block.over]
    heads = [_head(view, column) for column in columns.values()]
    bodies = [
        _body(view, group.rows, columns, _heading(inline(group.heading, view.words), len(columns)))
        for group in block.groups
    ]
    if not bodies:
        bodies = [_body(view, chain(block.read(block.first), block.foot), columns)]
    elif block.foot:
        bodies.append(_body(view, block.foot, columns))
    inner = el(
        "table",
        el("caption", block.title, className="visually-hidden"),
        el("thead", el("tr", *over) if over else None, el("tr", *heads)),
        *bodies,
        className="data-table as-cards" if block.as_cards else "data-table",
    )
    # A region that scrolls must be reachable by keyboard, and so needs a name.
    return el("div", inner, className="table-scroll", role="region", tabIndex="0", aria_label=block.title)


def _head(view: View, column: Column) -> Element:
    header = inline(column.head, view.words) if column.head else view.words(column.header)
    return el("th", header, scope="col", className="num" if column.numeric else None, aria_sort=column.sort or None)


def _heading(text: Node, n: int) -> Element:
    """The line over a group of rows, as wide as the `n` columns."""
    return el("tr", el("th", text, scope="rowgroup", colSpan=n), className="group")


def _body(view: View, rows: Iterable[Row], columns: Mapping[int, Column], heading: Element | None = None) -> Element:
    return el("tbody", heading, *(_row(view, row, columns) for row in rows))


def _row(view: View, row: Row, columns: Mapping[int, Column]) -> Element:
    (first, _), *rest = columns.items()
    cells = [
        el(
            "td",
            _cell(view, row[place]),
            className="num" if column.numeric else None,
            data_label=view.plain(column.head) or view.words(column.header),  # beside its cell on a phone
        )
        for place, column in rest
    ]
    return el("tr", el("th", inline(row[first], view.words), scope="row"), *cells)


def _cell(view: View, text: Text) -> Node:
    """What is in a cell: of several parts, one whole beside its heading on a phone."""
    inside = inline(text, view.words)
    return el("div", inside) if isinstance(text, (list, tuple)) and len(text) > 1 else inside
