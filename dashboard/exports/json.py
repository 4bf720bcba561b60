"""Blocks as JSON: values as numbers, what is not known as null, links with their addresses."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.charts.registry import numbers, subtitle
from dashboard.view.view import View

MOST_ROWS = 10_000
"""How many rows of a table are written; `total` says how many there are, its CSV has all."""

Json = Any


def as_json(view: View, blocks: Iterable[b.Block]) -> list[Json]:
    """The blocks that say something, in their order; a table that files have whole is not there as a screen cuts it."""
    shown = [*b.leaves(view, blocks)]
    whole = {block.name for block in shown if isinstance(block, b.Table) and block.only == b.FILES}
    return [_WRITE[type(block)](view, block) for block in shown if type(block) in _WRITE and not _is_cut(block, whole)]


def _is_cut(block: b.Block, whole: Container[str]) -> bool:
    return isinstance(block, b.Table) and block.only == b.SCREEN and block.name in whole


def cell(view: View, value: b.Text) -> Json:
    """A cell or text: numbers as numbers, a rate as its two counts, a date as ISO 8601, what is not known as null."""
    if write := _CELLS.get(type(value)):
        return write(view, value)
    return view.plain(value)


_CELLS: dict[type, Callable[[View, Any], Json]] = {
    b.Count: lambda _, value: value.n,
    b.Share: lambda _, value: {"part": value.part, "whole": value.whole} if value.whole else None,
    b.Points: lambda _, value: value.value,
    b.Day: lambda _, value: value.text or None,
    b.Unknown: lambda *_: None,
    b.Link: lambda view, value: {"text": view.plain(value.text), "href": value.href},
    b.Names: lambda view, value: [view.plain(item) for item in value.items],
    b.Items: lambda view, value: [view.plain(item) for item in value.items],
}


def _header(view: View, block: b.Header) -> Json:
    figures = [
        {
            "name": view.plain(one.name),
            "value": cell(view, one.value),
            "text": view.plain(one.value),
            "note": view.plain(one.note),
            "change": view.plain(one.change),
        }
        for one in block.figures
    ]
    return {"type": "header", "headline": block.headline, "lede": view.plain(block.lede), "figures": figures}


def _texts(kind: str, items: Callable[[Any], Sequence[b.Text]]) -> Callable[[View, Any], Json]:
    return lambda view, block: {"type": kind, "items": [cell(view, item) for item in items(block)]}


def block_json(view: View, block: b.Table | b.Chart, first: int = 0, most: int = MOST_ROWS) -> Json:
    """A table or the numbers of a chart, with at most so many rows from the one at place `first` on."""
    if isinstance(block, b.Table):
        return _table(view, block.window(first, most))
    table = _table(view, numbers(view, block.name).window(first, most))
    return table | {"type": "chart", "subtitle": subtitle(view, block.name)}


def _table(view: View, block: b.Table) -> Json:
    """A table: what its columns mean, then its rows."""
    words, block = view.words, block.without(b.SCREEN)
    rows = [[cell(view, value) for value in row] for row in block.read()]
    return {
        "type": "table",
        "name": block.name,
        "title": block.title,
        "columns": [{"header": words(one.header), "meaning": words(one.meaning)} for one in block.columns],
        "rows": rows,
        "total": len(block),
        "notes": [view.plain(note) for note in (block.subtitle, *block.notes) if note],
    }


def _facts(view: View, block: b.Facts) -> Json:
    return {"type": "facts", "items": [[view.plain(name), cell(view, value)] for name, value in block.pairs]}


_WRITE: dict[type, Callable[[View, Any], Json]] = {
    b.Header: _header,
    b.Sentences: _texts("sentences", lambda block: block.items),
    b.Paragraph: _texts("paragraph", lambda block: [block.text]),
    b.Items: _texts("list", lambda block: block.items),
    b.Facts: _facts,
    b.Table: block_json,
    b.Chart: block_json,
}
