"""The workbook of a page: what it is, a sheet for each chart and table, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from dashboard.charts.registry import CHARTS
from dashboard.components.cards import NUMBERS, chosen_in_words, filters_in_full, source
from dashboard.components.tree import text
from dashboard.data.selection import assessed
from dashboard.exports.chart_slide import chart_slide
from dashboard.exports.front import pinned
from dashboard.exports.xlsx import Link, Properties, Sheet, Value, named, of_slide, write
from dashboard.language.brand import LICENCE, titled
from dashboard.language.vocabulary import FILTERS
from dashboard.language.words import N_
from dashboard.pages import brief, method
from dashboard.takeaway.contents import CONTENTS
from dashboard.takeaway.meanings import MEANINGS
from dashboard.takeaway.tables import Table
from dashboard.view.view import View
from dashboard.web.pages import Page

_TABS = {
    "members-map": N_("Map"),
    "pilots-map": N_("Map"),
    "member-compared": N_("Comparison"),
}
"""The tab of a chart, where its dimension does not name it."""
_GROUP = N_("Group")


def write_page(page: Page, view: View, site: str, file: IO[bytes]) -> None:
    """Write the workbook of a page; `site` is what its link begins with."""
    words, contents = view.words, CONTENTS[page.name]
    tables = list(contents.tables(view))
    charts = [of_slide(chart_slide(view, name), words(_tab(name))) for name in contents.charts]
    sheets = [*charts, *(_sheet(view, table) for table in tables)]
    dictionary = _dictionary(view, contents.charts, tables)
    first = _read_me(page, view, site, [*sheets, dictionary])
    title = titled(page.title(view))
    subject = " · ".join([*chosen_in_words(view), source(view)])
    write([first, *sheets, dictionary], Properties(title, subject, view.snapshot.version.published_at), words, file)


def _tab(chart: str) -> str:
    dimension = CHARTS[chart].dimension
    return _TABS.get(chart) or FILTERS[dimension]


def _sheet(view: View, table: Table) -> Sheet:
    """A table with what it rests on; where it has more rows than a sheet can hold, it says so."""
    words = view.words
    filters = chosen_in_words(view) or [words("all commitments")]
    lines = [" · ".join([*filters, _counted(view)]), *table.notes, source(view)]
    sheet = Sheet(table.name, table.title, lines, [words(column) for column in table.columns], table.rows)
    if table.total is None or table.total <= sheet.room:
        return sheet
    room = replace(sheet, lines=["", *lines]).room
    cut = words(
        "The first {n} of {total} rows are here, since a sheet has room for no more; the CSV on the page has all.",
        n=words.number(room),
        total=words.number(table.total),
    )
    return replace(sheet, lines=[cut, *lines])


def _counted(view: View) -> str:
    """How many commitments the filters choose, and how many of them are assessed."""
    words = view.words
    n = words.plural("{n} commitment", "{n} commitments", view.selection.commitments)
    return " · ".join([n, words.plural("{n} assessed", "{n} assessed", assessed(view.selection.totals))])


def _read_me(page: Page, view: View, site: str, sheets: list[Sheet]) -> Sheet:
    """What the file is, how to read it, and what is in it."""
    words = view.words
    name, title = words("Read me"), titled(page.title(view))
    told = [CONTENTS[page.name].headline(view), *_sentences(page, view)]
    rows: list[list[Value]] = [*_facts(view, site), [None], [words("Sheets")]]
    rows += [[tab, sheet.title] for tab, sheet in zip(named(sheets, name), sheets, strict=True)]
    rows += [[None], [words("How to read it")]]
    rows += [[None, rule] for rule in _rules(view)]
    return Sheet(name, title, told, (), rows)


def _sentences(page: Page, view: View) -> list[str]:
    """Those of the Brief, which say what moved."""
    return [text(sentence) for sentence in brief.sentences(view)] if page.name == "brief" else []


def _facts(view: View, site: str) -> Iterator[list[Value]]:
    words, version = view.words, view.snapshot.version
    yield [words("Filters"), " · ".join(filters_in_full(view, view.filters)) or words("none chosen")]
    if view.filters.q:
        yield [words("Search"), view.filters.q]
    yield [words("As of"), view.asof]
    if view.since:
        yield [words("Compared with"), view.since]
    yield [words("Commitments"), view.selection.commitments]
    yield [words("Assessed"), assessed(view.selection.totals)]
    yield [words("Source"), source(view)]
    published = words.date(version.published_at.date().isoformat()) if version.published_at else ""
    yield [words("Data version"), words("{number}, published on {date}", number=version.number, date=published)]
    yield [words("Link"), Link(site + pinned(view).href())]
    yield [words("Licence"), words(LICENCE)]


def _rules(view: View) -> list[str]:
    words = view.words
    return [
        words("An empty cell means not known. It is never read as zero."),
        words("A rate holds its exact value; of fewer than five assessed commitments it is shown as counts."),
        *method.rules(view),
    ]


def _dictionary(view: View, charts: tuple[str, ...], tables: list[Table]) -> Sheet:
    """Each column of the workbook once, with what it means."""
    words = view.words
    dimensions = [FILTERS.get(CHARTS[name].dimension, _GROUP) for name in charts]
    used = dict.fromkeys([*dimensions, *(NUMBERS if charts else ()), *(c for table in tables for c in table.columns)])
    rows: list[list[Value]] = [[words(header), words(MEANINGS[header])] for header in used]
    columns = [words("Column"), words("Meaning")]
    return Sheet(words("Dictionary"), words("Dictionary"), [], columns, rows)


def stem(page: Page, view: View) -> str:
    """The name of the file, without its ending."""
    name = "-".join(part for part in (page.name, view.item) if part)
    return f"{name}-version-{view.snapshot.version.number}" if view.chosen.version else name
