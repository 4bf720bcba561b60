"""Looking into the blocks of a page: its tables by name, and the text a reader would see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboard.blocks import (
    CONTAINERS,
    FILES,
    SCREEN,
    Block,
    Header,
    Link,
    Paragraph,
    Part,
    Row,
    Table,
    Text,
    leaves,
    listed,
)
from dashboard.view.text import plain
from dashboard.view.view import View, Views
from dashboard.web.pages import blocks_of, resolve


def page(views: Views, path: str, query: str = "") -> tuple[View, Sequence[Block]]:
    """The view of an address, and the blocks of its page."""
    one, view = resolve(views, path, query)
    return view, blocks_of(one, view)


def every(view: View, blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, from the outside in; parts are made."""
    for block in blocks:
        yield block
        if isinstance(block, Part):
            yield from every(view, listed(block.make(view)))
        elif isinstance(block, CONTAINERS):
            yield from every(view, block.blocks)


def faults(view: View, blocks: Iterable[Block]) -> list[Block]:
    """What says that a part of the page could not be made."""
    return [block for block in every(view, blocks) if isinstance(block, Paragraph) and "alert" in block.style]


def header(view: View, blocks: Iterable[Block]) -> Header:
    """The top of the page."""
    return next(block for block in leaves(view, blocks) if isinstance(block, Header))


def tables(view: View, blocks: Iterable[Block], way: str = SCREEN) -> dict[str, Table]:
    """The tables on screen, or those in files, by name."""
    other = FILES if way == SCREEN else SCREEN
    shown = (block for block in leaves(view, blocks) if isinstance(block, Table))
    return {table.name: table for table in shown if table.only != other}


def rows(view: View, table: Table, way: str = SCREEN) -> list[list[str]]:
    """The rows of a table on screen, or of its sheet, in words."""
    return [_plain(view, table, row, way) for row in table.read()]


def groups(view: View, table: Table) -> dict[str, list[list[str]]]:
    """The rows on screen by the heading of their group."""
    return {
        plain(group.heading, view.words): [_plain(view, table, row, SCREEN) for row in group.rows]
        for group in table.groups
    }


def _plain(view: View, table: Table, row: Row, way: str) -> list[str]:
    other = FILES if way == SCREEN else SCREEN
    cells = zip(table.columns, row, strict=True)
    return [plain(cell, view.words) for column, cell in cells if column.only != other]


def texts(node: Any) -> Iterator[Any]:
    """Every text in a block or a text, from the outside in; a table's rows as well."""
    yield node
    if isinstance(node, Table) and callable(node.rows):
        yield from texts(list(node.read()))
    if isinstance(node, (list, tuple)):
        inside: Iterable[Any] = node
    else:
        inside = vars(node).values() if hasattr(node, "__dataclass_fields__") else ()
    for one in inside:
        yield from texts(one)


def links(view: View, blocks: Iterable[Block]) -> list[Link]:
    """The links in blocks, also those of values."""
    return [one for block in leaves(view, blocks) for one in texts(block) if isinstance(one, Link)]


def strings(view: View, blocks: Iterable[Block]) -> str:
    """Every string in blocks, one under the other: words, and addresses and names of styles as well."""
    titles = (getattr(block, "title", "") for block in every(view, blocks) if isinstance(block, CONTAINERS))
    rest = (one for block in leaves(view, blocks) for one in texts(block) if isinstance(one, str))
    return "\n".join([*titles, *rest])


def text(view: View, node: Text) -> str:
    """A text in plain words."""
    return plain(node, view.words)
