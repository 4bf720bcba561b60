"""A table as elements: column headers, row headers, numbers aligned; a card a row on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from dashboard.blocks import FILES, Column, Row, Table
from dashboard.components.elements import Element, Node, el
from dashboard.components.inline import inline
from dashboard.language.words import Words
from dashboard.view.text import plain


def table(block: Table, words: Words) -> Element:
    """The table itself, with its title for screen readers."""
    shown = [place for place, column in enumerate(block.columns) if column.only != FILES]
    columns = [block.columns[place] for place in shown]
    head = el("thead", *_over(block), el("tr", *(_head(column, words) for column in columns)))
    bodies = (
        _groups(block, columns, shown, words)
        if block.groups
        else [_body(chain(block.read(block.first), block.foot), columns, shown, words)]
    )
    classes = "data-table as-cards" if block.as_cards else "data-table"
    caption = el("caption", block.title, className="visually-hidden")
    inner = el("table", caption, head, *bodies, className=classes)
    # A region that scrolls must be reachable by keyboard, and so needs a name.
    return el("div", inner, className="table-scroll", role="region", tabIndex="0", aria_label=block.title)


def _over(block: Table) -> list[Element]:
    if not block.over:
        return []
    cells = [el("th", name, scope="colgroup", colSpan=n) if name else el("td", colSpan=n) for name, n in block.over]
    return [el("tr", *cells)]


def _head(column: Column, words: Words) -> Element:
    header = inline(column.head, words) if column.head else words(column.header)
    return el("th", header, scope="col", className="num" if column.numeric else None, aria_sort=column.sort or None)


def _groups(block: Table, columns: Sequence[Column], shown: Sequence[int], words: Words) -> list[Element]:
    def heading(text: Node) -> Element:
        return el("tr", el("th", text, scope="rowgroup", colSpan=len(columns)), className="group")

    return [
        el("tbody", heading(inline(group.heading, words)), *(_row(row, columns, shown, words) for row in group.rows))
        for group in block.groups
    ]


def _body(rows: Iterable[Row], columns: Sequence[Column], shown: Sequence[int], words: Words) -> Element:
    return el("tbody", *(_row(row, columns, shown, words) for row in rows))


def _row(row: Row, columns: Sequence[Column], shown: Sequence[int], words: Words) -> Element:
    first, *rest = (inline(row[place], words) for place in shown)
    cells = [
        el("td", cell, className="num" if column.numeric else None, data_label=_label(column, words))
        for column, cell in zip(columns[1:], rest, strict=True)
    ]
    return el("tr", el("th", first, scope="row"), *cells)


def _label(column: Column, words: Words) -> str:
    """The header of a column in words, beside its cell on a phone."""
    return plain(column.head, words) or words(column.header)
