"""Slides, as plain values and in words: a chart, the answer to a question, and the blocks of a page in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from dashboard import blocks as b
from dashboard.charts.registry import (
    CHARTS,
    KEYS,
    answer,
    beside,
    chart_of,
    drawing,
    headline,
    numbers,
    shows_anything,
    subtitle,
    tabled,
)
from dashboard.theme import assets
from dashboard.view.view import View

MOST_ROWS = 8
MOST_POINTS = 7
_MOST_COLUMNS = 7
_MEASURED = {"assessed", "known"}
"""The columns of a chart's numbers that say how much is known."""
_COUNTED = re.compile("[1-9]")


@dataclass(frozen=True)
class Slide:
    """One view with all a reader needs to trust it: on a stage, in a file, on another site. What is not used is empty.

    `assets/js/slides/slide.js` draws it.
    """

    name: str  # the chart or finding, as in a deck's address
    title: str  # the question
    headline: str  # the answer, in one sentence
    subtitle: str  # what is measured, under which filters, n
    source: str  # source, as of, data version
    href: str  # the path and query of the page it stands on
    note: str = ""  # what a reader must know to read it rightly
    summary: str = ""  # the figure in words, for those who do not see it
    figure: dict[str, Any] = field(default_factory=dict)  # as Plotly takes it, in light colours; empty: no chart
    kind: str = ""  # the module of dashboard/figures that draws it
    legend: list[list[str]] = field(default_factory=list)  # completion level or state, and its word
    columns: list[str] = field(default_factory=list)  # headers of the table; the first one heads the rows
    rows: list[list[str]] = field(default_factory=list)  # its cells in words
    points: list[str] = field(default_factory=list)  # sentences
    records: list[dict[str, Any]] = field(default_factory=list)  # a chart's numbers by column, as in its CSV
    remark: str = ""  # what the presenter wrote beside it in the deck
    look: str = ""  # of a slide of the presenter's own words: title, section, text, quote or picture
    picture: str = ""  # as an address that holds it


def slide_data(slide: Slide) -> dict[str, Any]:
    """A slide as JSON; its table says the records in words."""
    return {name: value for name, value in asdict(slide).items() if name != "records"}


def options(view: View) -> dict[str, Any]:
    """What the figures of slides are drawn with, and the words that the script writes."""
    return assets.drawing(view.root, view.lang) | {"words": {"table": view.words("Table"), "walk": view.words(KEYS)}}


def chart_slide(view: View, name: str) -> Slide:
    """Chart `name` under the filters of `view`; without commitments it says so and has no figure."""
    chart, words = chart_of(view, name), view.words
    table = tabled(view, name)
    grey = words.sentence(beside(view, name)) if beside(view, name) else ""
    slide = Slide(
        name=name,
        title=words(chart.title),
        headline=headline(view, name, answer(view, name)),
        subtitle=subtitle(view, name),
        source=view.source(),
        href=_href(view, name),
        note=" ".join(text for text in (words(chart.note) if chart.note else "", grey) if text),
        **_table(view, numbers(view, name)),
        records=table.astype(object).where(table.notna(), None).to_dict("records"),
    )
    if not shows_anything(view, name) or not slide.rows:
        return slide
    figure, summary = drawing(view, name)
    if not figure["data"]:
        return replace(slide, summary=summary)
    legend = figure["layout"].get("meta", {}).get("legend", [])
    kind = chart.figure.__module__.rpartition(".")[2]
    return replace(slide, figure=figure, kind=kind, summary=summary, legend=legend)


def _href(view: View, name: str) -> str:
    """The address of the chart's card under the same filters; of the page of all members where no one is chosen."""
    page, filters = CHARTS[name].page, view.filters
    if page.endswith("/*"):
        one = filters.member if len(filters.member) == 1 else ()
        page = page.removesuffix("*" if one else "/*") + "".join(one)
        filters = filters.changed(member=()) if one else filters
    return f"{view.root}{page}{filters.query()}#{name}"


def _table(view: View, table: b.Table, most: int | None = None) -> dict[str, Any]:
    """The columns and rows of a table in words, without what only files have room for."""
    words, table = view.words, table.without(b.FILES)
    heads = [view.plain(column.head) or words(column.header) for column in table.columns]
    return {"columns": heads, "rows": [[view.plain(cell) for cell in row] for row in table.read(most)]}


def answer_slide(view: View, name: str, topic: b.Topic) -> Slide:
    """The answer to a question; of a long table or list the first, and what is left out counted."""
    words, given = view.words, topic.answer(view)
    kind = KINDS.get(type(given.block), Kind(lambda *_: {}))
    left_out = kind.left_out(given.block)
    more = words.plural("And {n} more on the page.", "And {n} more on the page.", left_out) if left_out else ""
    return Slide(
        name=name,
        title=words(topic.question),
        headline=given.headline,
        subtitle=given.subtitle,
        source=view.source(),
        href=given.href or f"{view.root}{topic.page}{view.filters.query()}",
        note=" ".join(part for part in (more, given.note) if part),
        **kind.write(view, given.block),
    )


def table_slide(view: View, name: str, title: str, table: b.Table | None) -> Slide:
    """The first rows and columns of a table of the page whose view it is; what is left out is counted."""
    words = view.words
    inside = _table(view, table, MOST_ROWS) if table else {"columns": [], "rows": []}
    columns, rows = inside["columns"], inside["rows"]
    left_out = max(len(table) - MOST_ROWS, 0) if table else 0
    notes = [
        words.plural("And {n} more on the page.", "And {n} more on the page.", left_out) if left_out else "",
        words("Columns: {n} of {all}.", n=_MOST_COLUMNS, all=len(columns)) if len(columns) > _MOST_COLUMNS else "",
    ]
    empty = (view.plain(table.empty) if table else "") or words("This table has no rows here.")
    return Slide(
        name=name,
        title=words("Table"),
        headline=title,
        subtitle=view.rests_on(),
        source=view.source(),
        href=view.href(view.path),
        note=" ".join(note for note in notes if note),
        columns=columns[:_MOST_COLUMNS] if rows else [],
        rows=[row[:_MOST_COLUMNS] for row in rows],
        points=[] if rows else [empty],
    )


def says_something(slide: Slide) -> bool:
    """Whether there is anything to see on it: its own words, sentences, or a number or date that is known."""
    if slide.look or slide.points:
        return True
    if slide.records:
        measured = _MEASURED & {*slide.records[0]} or {*slide.records[0]}
        return bool(slide.figure) and any(_is_some(record[name]) for record in slide.records for name in measured)
    return any(_COUNTED.search(cell) for row in slide.rows for cell in row[1:])


def _is_some(value: Any) -> bool:
    return isinstance(value, int | float) and value > 0


def _figures(view: View, figures: Sequence[b.Figure]) -> dict[str, Any]:
    """Figures as a table; their changes where any has one."""
    words = view.words
    columns = [words("Figure"), words("Value"), words("What it rests on"), words("Change")]
    rows = [[view.plain(part) for part in (one.name, one.value, one.note, one.change)] for one in figures]
    width = len(columns) if any(one.change for one in figures) else len(columns) - 1
    return {"columns": columns[:width], "rows": [row[:width] for row in rows]}


@dataclass(frozen=True)
class Kind:
    """What stands on a slide under its headline: as fields of Slide, and how much of it there was no room for."""

    write: Callable[[View, Any], dict[str, Any]]
    left_out: Callable[[Any], int] = lambda _: 0


KINDS: dict[type, Kind] = {
    b.Table: Kind(
        lambda view, table: _table(view, table, MOST_ROWS) if len(table) else {},
        lambda table: max(len(table) - MOST_ROWS, 0),
    ),
    b.Sentences: Kind(
        lambda view, block: {"points": [view.plain(item) for item in block.items[:MOST_POINTS]]},
        lambda block: max(len(block.items) - MOST_POINTS, 0),
    ),
    **dict.fromkeys((list, tuple), Kind(_figures)),
}
"""The kinds of slides besides charts, by the type of what answers: a block, or figures in a row."""


def page_slides(view: View, name: str, title: str, blocks: Iterable[b.Block]) -> list[Slide]:
    """What a page shows, in its order and its words: its headline with its sentences, then each chart and table."""
    shown = [*b.leaves(view, blocks, whole=(b.Card,))]
    header = next(block for block in shown if isinstance(block, b.Header))
    n = view.words.plural("{n} commitment", "{n} commitments", view.selection.commitments)
    compared = [view.words("Compared with {since}", since=view.since)] if view.since else []
    base = Slide(
        name=name,
        title=title,
        headline=header.headline,
        subtitle=" · ".join([*compared, *view.chosen_in_words(), n]),
        source=view.source(),
        href=view.href(view.path),
    )
    points = [view.plain(item) for block in shown if isinstance(block, b.Sentences) for item in block.items]
    first = replace(base, points=points, **(_figures(view, header.figures) if header.figures else {}))
    return [first, *(slide for block in shown for slide in _slides(view, base, block))]


def _slides(view: View, base: Slide, block: b.Block) -> Iterator[Slide]:
    """A slide for each chart, table and card; what a card holds besides its paragraphs comes after it."""
    if isinstance(block, b.Chart):
        yield chart_slide(view, block.name)
    if isinstance(block, b.Table) and block.only != b.FILES:
        yield _table_slide(view, base, block)
    if isinstance(block, b.Card):
        if points := [*_points(view, block.blocks)]:
            yield replace(base, title=block.title, headline="", points=points)
        for inner in b.leaves(view, block.blocks):
            yield from _slides(view, base, inner)


def _table_slide(view: View, base: Slide, table: b.Table) -> Slide:
    slide, inside = replace(base, title=table.title, headline=""), _table(view, table, table.first)
    notes = [view.plain(note) for note in (table.subtitle, table.more, *table.notes) if _is_note(note)]
    if inside["rows"]:
        return replace(slide, note=" ".join(notes), **inside)
    return replace(slide, points=[*([view.plain(table.empty)] if table.empty else []), *notes])


def _points(view: View, blocks: Iterable[b.Block]) -> Iterator[str]:
    """The paragraphs of a card; one under a heading together with it."""
    words, heading = view.words, ""
    for block in b.leaves(view, blocks):
        if isinstance(block, b.Heading):
            heading = view.plain(block.text)
        elif isinstance(block, b.Paragraph) and _is_note(block.text):
            text = view.plain(block.text)
            yield words.named(heading, text) if heading else text
            heading = ""


def _is_note(text: b.Text) -> bool:
    """A note is to be read; a link alone is a way to elsewhere."""
    return bool(text) and not isinstance(text, b.Link)
