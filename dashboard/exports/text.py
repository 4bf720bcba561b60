"""Blocks as plain text: for mail, for a terminal, for whoever wants nothing but the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.charts.registry import numbers, subtitle
from dashboard.view.view import View


def as_text(view: View, blocks: Iterable[b.Block]) -> str:
    """What a page says, a line a sentence and a line a row; then its source."""
    written = [list(_WRITE[type(block)](view, block)) for block in b.leaves(view, blocks) if type(block) in _WRITE]
    return "\n\n".join("\n".join(lines) for lines in [*written, [view.source()]] if any(lines)) + "\n"


def _header(view: View, block: b.Header) -> Iterator[str]:
    words = view.words
    yield block.headline
    yield view.plain(block.lede)
    for one in block.figures:
        rest = [view.plain(part) for part in (one.value, one.note, one.change)]
        yield words.named(view.plain(one.name), " · ".join(part for part in rest if part))


def _table(view: View, block: b.Table) -> Iterator[str]:
    """The title, its notes, then each row as its name and the rest of its cells by header."""
    words, block = view.words, block.without(b.FILES)
    yield f"## {block.title}"
    yield from (view.plain(note) for note in (block.subtitle, *block.notes) if note)
    if not len(block):
        yield view.plain(block.empty)
    headers = [words(column.header) for column in block.columns[1:]]
    for row in block.read(block.first):
        first, *rest = (view.plain(cell) for cell in row)
        cells = zip(headers, rest, strict=True)
        yield " · ".join([first, *(words.named(header, text) for header, text in cells if text)])


def _chart(view: View, block: b.Chart) -> Iterator[str]:
    title, *lines = _table(view, numbers(view, block.name))
    yield from (title, subtitle(view, block.name), *lines)


def _lines(items: Callable[[Any], Sequence[b.Text]], mark: str = "") -> Callable[[View, Any], Iterator[str]]:
    return lambda view, block: (f"{mark}{view.plain(item)}" for item in items(block))


_WRITE: dict[type, Callable[[View, Any], Iterator[str]]] = {
    b.Header: _header,
    b.Sentences: _lines(lambda block: block.items, "- "),
    b.Paragraph: _lines(lambda block: [block.text]),
    b.Heading: _lines(lambda block: [block.text], "### "),
    b.Items: _lines(lambda block: block.items, "- "),
    b.Facts: lambda view, block: (
        view.words.named(view.plain(name), view.plain(value or b.Unknown())) for name, value in block.pairs
    ),
    b.Table: _table,
    b.Chart: _chart,
}
