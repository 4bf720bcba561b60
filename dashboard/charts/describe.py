"""What a chart of a view says: its subtitle, source, figure, spoken summary and numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.blocks import Column, Count, Link, Row, Share, Table
from dashboard.charts.registry import CHARTS, answer
from dashboard.data.filters import CHOICES, NAMES
from dashboard.data.snapshot import COMPLETION
from dashboard.figures.summary import sentence
from dashboard.language.vocabulary import FILTER_WORDS, FilterWords
from dashboard.view import columns
from dashboard.view.about import rests_on
from dashboard.view.view import View

_COLUMNS = {column.header: column for column in vars(columns).values() if isinstance(column, Column)}
NUMBERS = (*columns.LEVELS, *columns.STATES, columns.COMMITMENTS, columns.ASSESSED, columns.COMPLETION_RATE)
"""The columns of a chart's numbers."""


def drawing(view: View, name: str) -> tuple[dict[str, Any], str]:
    """A chart's figure, and what it shows in words."""
    return view.answers.get(("figure", name, view.filters, view.lang), lambda: _figure(view, name))


def _figure(view: View, name: str) -> tuple[dict[str, Any], str]:
    chart = CHARTS[name]
    table = answer(name, view.selection, view.names)
    return chart.figure(table, view.words), f"{view.words(chart.title)} {sentence(table, view.words)}"


def subtitle(view: View, name: str) -> str:
    """What a chart measures, under which filters, of how many assessed commitments."""
    chart = CHARTS[name]
    return f"{view.words(chart.measure)} · {rests_on(view, chart.n(view.selection))}"


def csv_href(view: View, name: str) -> str:
    """The address of a chart's numbers as CSV, under the same filters."""
    filters = replace(view.filters.travelling(), lang=view.lang)
    return f"{view.root}charts/{name}.csv{filters.query()}"


def numbers(view: View, name: str) -> Table:
    """The numbers of a chart; each row's name is a link that narrows the filters as a click on its mark."""
    chart, table = CHARTS[name], answer(name, view.selection, view.names)
    own = FILTER_WORDS.get(chart.dimension, FilterWords("Group"))
    first = _COLUMNS.get(own.label) or Column(own.label, own.meaning)
    rows = [_row(view, chart.dimension, record) for _, record in table.iterrows()]
    notes = [note for note in (view.words(chart.note),) if note]
    return Table(name, view.words(chart.title), (first, *NUMBERS), rows, notes=notes)


def _row(view: View, dimension: str, record: pd.Series) -> Row:
    label = record["label"]
    if dimension in NAMES:
        label = Link(label, view.href(**narrowed(view, dimension, record["id"])))
    counts = [Count(int(record[column])) for column in (*COMPLETION, "commitments", "assessed")]
    return [label, *counts, Share(int(record["substantial"] + record["complete"]), int(record["assessed"]))]


def narrowed(view: View, dimension: str, value: str) -> dict[str, Any]:
    """The change of filters when a mark is chosen: only its value; all again when it was that alone already."""
    if dimension not in CHOICES:  # one that always has a value, as the pilot shown
        return {dimension: value}
    only = (value,)
    return {dimension: () if getattr(view.chosen, dimension) == only else only, "page": ""}
