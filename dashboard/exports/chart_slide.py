"""The slide of a chart in a view."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.registry import CHARTS, answer
from dashboard.components.cards import cells, columns, drawing, source, subtitle
from dashboard.exports.slide import Slide
from dashboard.figures.summary import answer as in_a_sentence
from dashboard.view.view import View


def chart_slide(view: View, name: str) -> Slide:
    """Chart `name` under the filters of `view`; without commitments it says so and has no figure."""
    chart, words = CHARTS[name], view.words
    table = answer(name, view.selection, view.names)
    slide = Slide(
        name=name,
        title=words(chart.title),
        headline=in_a_sentence(table, words),
        subtitle=subtitle(view, name),
        source=source(view),
        href=_href(view, name),
        note=words(chart.note),
        columns=[str(column.header) for column in columns(view, name)],
        rows=cells(table, words),
        records=table.astype(object).where(table.notna(), None).to_dict("records"),
    )
    if not view.selection.commitments:
        return replace(slide, headline=words("No commitments under these filters."))
    if not slide.rows:
        return slide
    figure, summary = drawing(view, name)
    legend = figure["layout"].get("meta", {}).get("legend", [])
    kind = chart.figure.__module__.rpartition(".")[2]
    return replace(slide, figure=figure, kind=kind, summary=summary, legend=legend)


def _href(view: View, name: str) -> str:
    """The address of the chart's card under the same filters; of the page of all members where no one is chosen."""
    page, filters = CHARTS[name].page, view.filters
    if page.endswith("/*"):
        one = filters.member if len(filters.member) == 1 else ()
        page = page.removesuffix("*" if one else "/*") + "".join(one)
        filters = replace(filters, member=()) if one else filters
    return f"{view.root}{page}{filters.query()}#{name}"
