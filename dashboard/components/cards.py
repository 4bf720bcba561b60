"""The card of a chart in a view: figure, words, table, source and links, all from the same table of numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.charts.registry import CHARTS, answer
from dashboard.components.chart_card import Card, Drawn, chart_card, empty, failed
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.filters import CHOICES, NAMES, Filters
from dashboard.data.records import RowsGoneError
from dashboard.data.snapshot import COMPLETION
from dashboard.figures.summary import sentence
from dashboard.language.rates import in_words
from dashboard.language.vocabulary import COMPLETION as COMPLETION_WORDS
from dashboard.language.vocabulary import FILTERS
from dashboard.language.words import Words
from dashboard.theme.vendor import plotly_config
from dashboard.view.faults import noted
from dashboard.view.view import View

NUMBERS = (*(COMPLETION_WORDS[state] for state in COMPLETION), "Commitments", "Assessed", "Completion rate")
"""The headers of a chart's numbers."""

_NO_FIGURE: dict[str, Any] = {"data": [], "layout": {"height": 0}}


def card(view: View, name: str, span: int) -> Any:
    """The card of chart `name`, `span` of twelve columns wide."""
    chart, words = CHARTS[name], view.words
    ways = view.href("present", deck=name), view.href("present")
    frame = Card(name, words(chart.title), words(chart.note), span, *ways, f"{view.root}share/{name}.json")
    return chart_card(frame, draw(view, name), words, plotly_config(view.root, view.lang))


def draw(view: View, name: str, *, with_table: bool = False) -> Drawn:
    """What the card shows now. A fault in one chart is logged and told in its card; the page lives on."""
    try:
        return _draw(view, name, with_table)
    except RowsGoneError:  # the whole page is to be made anew, of one version
        raise
    except Exception:  # noqa: BLE001 - the border between one chart and the page
        return Drawn(_NO_FIGURE, "", "", "", csv_href(view, name), failed(view.words, noted(name, view)))


def _draw(view: View, name: str, with_table: bool) -> Drawn:
    words = view.words
    figure, spoken = drawing(view, name)
    if not view.selection.commitments:
        return Drawn(_NO_FIGURE, subtitle(view, name), "", source(view), csv_href(view, name), empty(words, view.reset))
    table = numbers(view, name) if with_table else ""
    return Drawn(figure, subtitle(view, name), spoken, source(view), csv_href(view, name), table=table)


def drawing(view: View, name: str) -> tuple[dict[str, Any], str]:
    """A chart's figure, and what it shows in words."""
    return view.answers.get(("figure", name, view.filters, view.lang), lambda: _figure(view, name))


def _figure(view: View, name: str) -> tuple[dict[str, Any], str]:
    chart = CHARTS[name]
    table = answer(name, view.selection, view.names)
    return chart.figure(table, view.words), f"{view.words(chart.title)} {sentence(table, view.words)}"


def subtitle(view: View, name: str) -> str:
    """What a chart measures, under which filters, of how many assessed commitments."""
    words = view.words
    chart = CHARTS[name]
    n = words.plural("n={n} assessed", "n={n} assessed", chart.n(view.selection))
    return " · ".join([words(chart.measure), *chosen_in_words(view), n])


def chosen_in_words(view: View) -> list[str]:
    """The choices of the reader, each as a short text; long ones counted."""
    told = []
    for name, values in view.filters.chosen().items():
        names = [view.names.of(name, value) for value in values]
        label = view.words(FILTERS[name])
        text = names[0] if len(names) == 1 else view.words.number(len(names))
        told.append(view.words("{name}: {text}", name=label, text=text))
    if view.filters.change:  # says nothing without the day it is counted from
        day = view.since or view.words("nothing earlier")
        told.append(view.words("{name}: {text}", name=view.words("Compared with"), text=day))
    return told


def filters_in_full(view: View, filters: Filters) -> list[str]:
    """Each choice of some filters with all its values, where there is room for them."""
    words = view.words
    told = []
    for name, values in filters.chosen().items():
        text = words.listing([view.names.of(name, value) for value in values])
        told.append(words("{name}: {text}", name=words(FILTERS[name]), text=text))
    return told


def source(view: View) -> str:
    """Where the numbers come from: source, as-of day, data version."""
    words = view.words
    return words(
        "Source: OGP and IRM · as of {date} · data version {version}",
        date=view.asof,
        version=view.snapshot.version.number,
    )


def csv_href(view: View, name: str) -> str:
    """The address of a chart's numbers as CSV, under the same filters."""
    filters = replace(view.filters.travelling(), lang=view.lang)
    return f"{view.root}charts/{name}.csv{filters.query()}"


def numbers(view: View, name: str) -> Any:
    """The numbers of a chart as a table; each row's name is a link that narrows the filters as a click on its mark."""
    chart, table = CHARTS[name], answer(name, view.selection, view.names)
    rows: list[list[Any]] = [*cells(table, view.words)]
    if chart.dimension in NAMES:
        for row, id_ in zip(rows, table["id"], strict=True):
            row[0] = link(row[0], href=view.href(**narrowed(view, chart.dimension, id_)))
    return data_table(view.words(chart.title), columns(view, name), rows)


def columns(view: View, name: str) -> list[Column]:
    """The columns of a chart's table."""
    words, dimension = view.words, CHARTS[name].dimension
    return [
        Column(words(FILTERS.get(dimension, "")) or words("Group")),
        *(Column(words(title), numeric=True) for title in NUMBERS),
    ]


def cells(table: pd.DataFrame, words: Words) -> list[list[str]]:
    """The rows of a chart's table in words."""
    return [_cells(record, words) for _, record in table.iterrows()]


def _cells(record: pd.Series, words: Words) -> list[str]:
    counts = [words.number(int(record[column])) for column in (*COMPLETION, "commitments", "assessed")]
    completed = int(record["substantial"] + record["complete"])
    return [record["label"], *counts, in_words(completed, int(record["assessed"]), words)]


def narrowed(view: View, dimension: str, value: str) -> dict[str, Any]:
    """The change of filters when a mark is chosen: only its value; all again when it was that alone already."""
    if dimension not in CHOICES:  # one that always has a value, as the pilot shown
        return {dimension: value}
    only = (value,)
    return {dimension: () if getattr(view.chosen, dimension) == only else only, "page": ""}
