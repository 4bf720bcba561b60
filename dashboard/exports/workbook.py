"""The workbook of a page: what it is, a sheet for each chart and table of it, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import IO

from dashboard.blocks import N_, SCREEN, Block, Chart, Column, Count, Header, Link, Row, Sentences, Table, Text, leaves
from dashboard.charts.registry import answer, chart_of, headline, numbers, subtitle
from dashboard.exports.xlsx import Sheet, named, write
from dashboard.view.columns import rules
from dashboard.view.view import View

_TABS = {
    "members-map": N_("Map"),
    "pilots-map": N_("Map"),
    "member-compared": N_("Comparison"),
    "movers": N_("Movers"),
    "reported-beside-found": N_("As reported"),
    "explore": N_("Explore"),
}
"""The tab of a chart, where its dimension does not name it."""


def write_workbook(view: View, title: str, blocks: Sequence[Block], site: str, file: IO[bytes]) -> None:
    """Write the workbook of a page; `site` is what its link begins with."""
    subject = " · ".join([*view.chosen_in_words(), view.source()])
    sheets, created = sheets_of(view, title, blocks, site), view.snapshot.version.published_at
    write(sheets, view.words, file, view.titled(title), subject, created)


def sheets_of(view: View, title: str, blocks: Sequence[Block], site: str) -> list[Sheet]:
    """The sheets of a page, in whatever format they are written."""
    shown = [*leaves(view, blocks)]
    charts = [numbers(view, block.name) for block in shown if isinstance(block, Chart)]
    tables = [block.without(SCREEN) for block in shown if isinstance(block, Table) and block.only != SCREEN]
    columns = [*(table.columns[0] for table in charts), *(one for table in [*charts, *tables] for one in table.columns)]
    tabs = groupby(tables, lambda table: table.tab or table.name)
    sheets = [*(_chart(view, table) for table in charts), *(_tables(view, [*group]) for _, group in tabs)]
    sheets.append(_dictionary(view, columns))
    return [_read_me(view, title, site, shown, sheets), *sheets]


def _chart(view: View, table: Table) -> Sheet:
    """The numbers of a chart: those of its CSV under the words of its table."""
    words, name = view.words, table.name
    first = headline(view, name, answer(view, name))
    lines = [first, subtitle(view, name), *(view.plain(note) for note in table.notes), view.source()]
    tab = words(_TABS[name]) if name in _TABS else words.filter(chart_of(view, name).dimension)
    headers = [words(column.header) for column in table.columns]
    return Sheet(tab, table.title, [line for line in lines if line], headers, table.read())


def _tables(view: View, tables: Sequence[Table]) -> Sheet:
    """Tables of one tab with what they rest on; where there are more rows than a sheet can hold, it says so."""
    words, first = view.words, tables[0]
    filters = view.chosen_in_words() or [words("all commitments")]
    notes = dict.fromkeys(note for table in tables for note in _notes(view, table))
    counted = [
        words.plural("{n} commitment", "{n} commitments", view.selection.commitments),
        words.plural("{n} assessed", "{n} assessed", view.selection.assessed),
    ]
    lines = [" · ".join([*filters, *counted]), *notes, view.source()]
    rows = chain.from_iterable(table.read() for table in tables)
    headers = [words(column.header) for column in first.columns]
    sheet = Sheet(first.tab or first.title, first.sheet or first.title, lines, headers, rows)
    total = sum(table.total or 0 for table in tables)
    return sheet if total <= sheet.room else _cut(view, sheet, total)


def _notes(view: View, table: Table) -> list[str]:
    empty = [table.empty] if table.empty and not len(table) else []
    notes: list[Text] = [note for note in (table.subtitle, *table.file_notes, *table.notes, *empty) if note]
    return [view.plain(note) for note in notes]


def _cut(view: View, sheet: Sheet, total: int) -> Sheet:
    room = replace(sheet, lines=["", *sheet.lines]).room
    line = view.words(
        "The first {n} of {total} rows are here, since a sheet has room for no more; the CSV on the page has all.",
        n=room,
        total=total,
    )
    return replace(sheet, lines=[line, *sheet.lines])


def _read_me(view: View, title: str, site: str, shown: Iterable[Block], sheets: list[Sheet]) -> Sheet:
    """What the file is, how to read it, and what is in it."""
    words = view.words
    name = words("Read me")
    lines = [line for block in shown for line in _lines(view, block)]
    rows: list[Row] = [*_facts(view, site), [""], [words("Sheets")]]
    rows += [[tab, sheet.title] for tab, sheet in zip(named(sheets, name), sheets, strict=True)]
    rows += [[""], [words("How to read it")]]
    rows += [
        ["", words("An empty cell means not known. It is never read as zero.")],
        ["", words("A rate holds its exact value; of fewer than five assessed commitments it is shown as counts.")],
        *(["", rule] for rule in rules(view)),
    ]
    return Sheet(name, view.titled(title), lines, (), rows)


def _lines(view: View, block: Block) -> list[str]:
    """The headline of the page, and the sentences under it."""
    if isinstance(block, Header):
        return [block.headline]
    return [view.plain(item) for item in block.items] if isinstance(block, Sentences) else []


def _facts(view: View, site: str) -> Iterator[Row]:
    words, version = view.words, view.snapshot.version
    yield [words("Filters"), " · ".join(view.filters_in_full(view.filters)) or words("none chosen")]
    if view.filters.q:
        yield [words("Search"), view.filters.q]
    yield [words("As of"), view.asof]
    if view.since:
        yield [words("Compared with"), view.since]
    yield [words("Commitments"), Count(view.selection.commitments)]
    yield [words("Assessed"), Count(view.selection.assessed)]
    yield [words("Source"), view.source()]
    published = words.date(version.published_at.date().isoformat()) if version.published_at else ""
    yield [words("Data version"), words("{number}, published on {date}", number=version.number, date=published)]
    address = f"{site}{view.pinned().href()}"
    yield [words("Link"), Link(address, address)]
    yield [words("Licence"), view.licence]


def _dictionary(view: View, columns: Sequence[Column]) -> Sheet:
    """Each column of the workbook once, with what it means."""
    words = view.words
    used = {column.header: column.meaning for column in columns}
    rows = [[words(header), words(meaning)] for header, meaning in used.items() if meaning]
    return Sheet(words("Dictionary"), words("Dictionary"), [], [words("Column"), words("Meaning")], rows)
