"""A table as elements: column headers, row headers, numbers aligned; a card a row on a phone; tools over a long one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import FILES, N_, Column, Row, Table, Text
from dashboard.components.elements import Element, Node, el
from dashboard.components.inline import inline
from dashboard.view.view import View

_LONG, _LONGER = 13, 41
"""Rows from which a phone, and any screen, shows ten until all are asked for (assets/css/page/length.css)."""
_ALL, _FIND, _SORT_BY, _COUNTED = N_("All {n}"), N_("Find in this table"), N_("Sort by…"), N_("{n} of {total} rows")


def table(view: View, block: Table, *, bare: bool = False) -> Element:
    """The table, with its title for screen readers; over and under a long one, unless `bare`, what shortens it."""
    columns = {place: column for place, column in enumerate(block.columns) if column.only != FILES}
    rows = [] if block.groups else [*block.read(block.first)]
    is_long, is_ours = len(rows) >= _LONG and not bare, not bare and _is_ours_to_sort(block, rows)
    numbers = count() if is_ours else None
    bodies = [
        _body(view, group.rows, columns, _heading(inline(group.heading, view.words), len(columns)))
        for group in block.groups
    ]
    if not bodies and not is_ours:
        bodies = [_body(view, chain(rows, block.foot), columns)]
    else:
        bodies += [_body(view, rows, columns, numbers=numbers)] if rows else []
        bodies += [_body(view, block.foot, columns)] if block.foot else []
    inner = _table(view, block, columns, bodies)
    # A region that scrolls must be reachable by keyboard, and so needs a name.
    scroll = el("div", inner, className="table-scroll", role="region", tabIndex="0", aria_label=block.title)
    if not is_long:
        return scroll
    every = el("button", view.words(_ALL, n=view.words.number(len(rows))), type="button", className="show-all")
    over = _tools(view, block, columns.values()) if is_ours else None
    return el("div", over, scroll, every, className=f"long-table {'longer' if len(rows) >= _LONGER else ''}".strip())


def rate_in_sight(block: Table) -> Table:
    """The numbers of a chart, with the rate, their last number, beside the names: nobody scrolls to see it."""
    place = max(i for i, column in enumerate(block.columns) if column.numeric)

    def beside(cells: Sequence[Any]) -> list[Any]:
        return [cells[0], cells[place], *cells[1:place], *cells[place + 1 :]]

    return replace(block, columns=beside(block.columns), rows=[beside(row) for row in block.read()])


def _table(view: View, block: Table, columns: Mapping[int, Column], bodies: Sequence[Element]) -> Element:
    over = [el("th", name, scope="colgroup", colSpan=n) if name else el("td", colSpan=n) for name, n in block.over]
    return el(
        "table",
        el("caption", block.title, className="visually-hidden"),
        el("thead", el("tr", *over) if over else None, el("tr", *(_head(view, column) for column in columns.values()))),
        *bodies,
        className="data-table as-cards" if block.as_cards else "data-table",
    )


def _is_ours_to_sort(block: Table, rows: Sequence[Row]) -> bool:
    """All of the table is here, and neither the server sorts it nor a form is spread over it."""
    is_whole = block.first is None or len(rows) < block.first
    as_it_is = any(column.head or column.sort for column in block.columns) or bool(block.over)
    with_form = any(isinstance(cell, (b.Form, b.Field)) for row in rows[:1] for cell in row)
    return len(rows) >= _LONG and is_whole and not as_it_is and not with_form


def _tools(view: View, block: Table, columns: Iterable[Column]) -> Element:
    """A box that finds rows, what a phone sorts by, how many rows are left: assets/js/page/tables.js hears them."""
    words = view.words
    find, sort = words.named(words(_FIND), block.title), words.named(words(_SORT_BY).rstrip("…"), block.title)
    options = [el("option", words(_SORT_BY), value="")]
    options += [el("option", words(column.header), value=str(place)) for place, column in enumerate(columns)]
    return el(
        "div",
        el("input", type="search", className="table-find", placeholder=words(N_("Find…")), aria_label=find),
        el("select", *options, className="table-sort", aria_label=sort),
        el("span", role="status", className="table-count", data_counted=words(_COUNTED, n="{n}", total="{total}")),
        className="table-tools",
    )


def _head(view: View, column: Column) -> Element:
    header = inline(column.head, view.words) if column.head else view.words(column.header)
    return el("th", header, scope="col", className="num" if column.numeric else None, aria_sort=column.sort or None)


def _heading(text: Node, n: int) -> Element:
    """The line over a group of rows, as wide as the `n` columns."""
    return el("tr", el("th", text, scope="rowgroup", colSpan=n), className="group")


def _body(
    view: View,
    rows: Iterable[Row],
    columns: Mapping[int, Column],
    heading: Element | None = None,
    numbers: Iterable[int] | None = None,
) -> Element:
    """Rows; those that the browser sorts are numbered, so that it finds back to their order."""
    if numbers is None:
        return el("tbody", heading, *(_row(view, row, columns) for row in rows))
    numbered = zip(numbers, rows, strict=False)
    return el("tbody", *(_row(view, row, columns, n) for n, row in numbered), className="sortable")


def _row(view: View, row: Row, columns: Mapping[int, Column], number: int | None = None) -> Element:
    (first, _), *rest = columns.items()
    cells = [
        el(
            "td",
            _cell(view, row[place]),
            className="num" if column.numeric else None,
            data_label=view.plain(column.head) or view.words(column.header),  # beside its cell on a phone
            data_value=None if number is None else _sorted_by(row[place], view),
        )
        for place, column in rest
    ]
    head = el("th", inline(row[first], view.words), scope="row")
    return el("tr", head, *cells, data_row=None if number is None else str(number))


def _cell(view: View, text: Text) -> Node:
    """What is in a cell: of several parts, one whole beside its heading on a phone."""
    inside = inline(text, view.words)
    if isinstance(text, b.Share) and view.words.makes_rate(text.whole):
        return el("div", inside, _bar(text), className="rated")
    return el("div", inside) if isinstance(text, (list, tuple)) and len(text) > 1 else inside


def _bar(rate: b.Share) -> Element:
    """A rate as a small bar, which says what stands beside it."""
    part = {"width": f"{100 * rate.part / rate.whole:.1f}%"}
    return el("span", el("span", style=part), className="rate-bar", aria_hidden="true")


_SORTED_BY: dict[type, Callable[[Any, View], str]] = {
    b.Count: lambda value, _: str(value.n),
    b.Share: lambda value, view: f"{value.part / value.whole:.6f}" if view.words.makes_rate(value.whole) else "",
    b.Points: lambda value, _: str(value.value),
    b.Day: lambda value, _: value.text,
    b.Unknown: lambda *_: "",
}
"""What a value is sorted by; what is not known, and counts too few for a rate, come last."""


def _sorted_by(text: Text, view: View) -> str | None:
    """What a cell is sorted by, where that is not its text."""
    while isinstance(text, (list, tuple)) and text:
        text = text[0]
    return _SORTED_BY[type(text)](text, view) if type(text) in _SORTED_BY else None
