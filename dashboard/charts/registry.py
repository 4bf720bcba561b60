"""CHARTS: name -> (query, figure), one row a chart; and what a chart says: subtitle, summary, numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.blocks import N_, Count, Link, Row, Share, Table
from dashboard.figures import columns, diverging, intervals, world
from dashboard.figures.summary import answer as in_a_sentence
from dashboard.figures.summary import sentence
from dashboard.language.words import Words
from dashboard.queries import breakdown, pilots
from dashboard.view import columns as c
from dashboard.view.view import View

Figure = Callable[[pd.DataFrame, Words], dict[str, Any]]


@dataclass(frozen=True)
class Chart:
    """A query and how to draw it; its marks are values of `dimension`, which, where it is a filter, a click narrows."""

    query: breakdown.Query
    figure: Figure
    dimension: str
    title: str  # the question it answers
    measure: str  # what is shown
    note: str = ""  # what a reader must know to read it rightly
    n: breakdown.Number | None = None  # how many assessed commitments it rests on, where that is not all
    page: str = ""  # the path of the page its card stands on; one about a member ends in `/*`

    @property
    def is_map(self) -> bool:
        """Whether it is drawn on a map, as long as there is anything to draw."""
        return self.figure is world.figure


_BARS = N_("Share of assessed commitments by completion level")
_RANKED = N_("Share of assessed commitments by completion level, sorted by completion rate")
_BOUNDARIES = N_("Boundaries: United Nations geodata, Natural Earth.")
_RATES = N_("Completion rate with its interval (95%)")

CHARTS: dict[str, Chart] = {
    "completion-by-theme": Chart(
        breakdown.by("theme", ranked=True),
        diverging.figure,
        "theme",
        N_("Which themes deliver?"),
        _RANKED,
        c.SEVERAL_THEMES,
    ),
    "completion-by-priority": Chart(
        breakdown.by("priority"),
        diverging.figure,
        "priority",
        N_("Do the co-chairs' priorities deliver?"),
        _BARS,
        c.SEVERAL_PRIORITIES,
    ),
    "completion-by-region": Chart(
        breakdown.by("region"), intervals.figure, "region", N_("Where do commitments get finished?"), _RATES
    ),
    "completion-by-level": Chart(
        breakdown.by("level"), intervals.figure, "level", N_("Which level of government delivers?"), _RATES
    ),
    "completion-by-year": Chart(
        breakdown.by("year"),
        columns.figure,
        "year",
        N_("How did each year's action plans turn out?"),
        N_("Commitments by year of submission and completion"),
    ),
    "completion-by-member": Chart(
        breakdown.by_member, diverging.figure, "member", N_("How is each member doing?"), _RANKED, page="members"
    ),
    "completion-by-plan": Chart(
        breakdown.by("plan"),
        diverging.figure,
        "plan",
        N_("How did each action plan turn out?"),
        _BARS,
        page="members/*",
    ),
    "member-compared": Chart(
        breakdown.beside_region_and_all,
        intervals.figure,
        "compared",
        N_("How does that compare?"),
        N_("Completion rate beside the region and all members, with its interval (95%)"),
        page="members/*",
    ),
    "members-map": Chart(
        breakdown.on_the_map,
        world.figure,
        "member",
        N_("Where are the members?"),
        N_("Completion rate of each member; pilots as dots"),
        _BOUNDARIES,
    ),
    "pilots-map": Chart(
        pilots.by_pilot,
        world.figure,
        "pilot",
        N_("Where are the pilots?"),
        N_("Completion rate of each pilot; choosing a dot shows the pilot above"),
        _BOUNDARIES,
        pilots.assessed,
        "pilots",
    ),
}

OF_OVERVIEW = (
    "completion-by-theme",
    "completion-by-region",
    "completion-by-level",
    "completion-by-year",
    "completion-by-priority",
    "members-map",
)
"""The charts of the Overview, in their order: on the page, in its workbook and its deck."""


def answer(view: View, name: str) -> pd.DataFrame:
    """The table under a chart: what its query finds, each row with its `label` behind its `id`."""
    chart = CHARTS[name]
    table = chart.query(view.selection)
    labels = [view.names.of(chart.dimension, value) for value in table["id"].tolist()]
    table.insert(1, "label", pd.Series(labels, dtype=object))
    return table


def headline(view: View, table: pd.DataFrame) -> str:
    """The answer of a chart in one sentence, from its table."""
    empty = view.words("No commitments under these filters.")
    return in_a_sentence(table, view.words) if view.selection.commitments else empty


NUMBERS = (*c.LEVELS, *c.STATES, c.COMMITMENTS, c.ASSESSED, c.COMPLETION_RATE)
"""The columns of a chart's numbers."""


NOT_DRAWN = {
    *("plan_results", "plan_process", "steering_members", "seats", "roles"),
    *("agenda_items", "agenda_updates"),  # these but for the latest day, which versions are told apart by as well
}
"""The tables that no figure is drawn from: a version that brings these draws none anew."""


def drawing(view: View, name: str) -> tuple[dict[str, Any], str]:
    """A chart's figure, and what it shows in words."""

    def draw() -> tuple[dict[str, Any], str]:
        chart, table = CHARTS[name], answer(view, name)
        return chart.figure(table, view.words), f"{view.words(chart.title)} {sentence(table, view.words)}"

    filters = replace(view.filters, version="", lang=view.lang)
    return view.answers.of(view.snapshot.contents_but(NOT_DRAWN)).get(("figure", name, filters), draw)


def subtitle(view: View, name: str) -> str:
    """What a chart measures, under which filters, of how many assessed commitments."""
    chart = CHARTS[name]
    n = chart.n(view.selection) if chart.n else None
    return f"{view.words(chart.measure)} · {view.rests_on(n)}"


def csv_href(view: View, name: str) -> str:
    """The address of a chart's numbers as CSV, under the same filters."""
    filters = replace(view.filters.travelling(), lang=view.lang)
    return f"{view.root}charts/{name}.csv{filters.query()}"


def numbers(view: View, name: str) -> Table:
    """The numbers of a chart; each row's name is a link that narrows the filters as a click on its mark."""
    chart, rows = CHARTS[name], list[Row]()
    counted = (*view.snapshot.choices["completion"], "commitments", "assessed")
    for _, record in answer(view, name).iterrows():
        label = record["label"]
        if chart.dimension in view.snapshot.choices:
            label = Link(label, view.href(**narrowed(view, chart.dimension, record["id"])))
        rate = Share(int(record["substantial"] + record["complete"]), int(record["assessed"]))
        rows.append([label, *(Count(int(record[column])) for column in counted), rate])
    notes = [view.words(chart.note)] if chart.note else []
    return Table(name, view.words(chart.title), (c.of_filter(chart.dimension), *NUMBERS), rows, notes=notes)


def narrowed(view: View, dimension: str, value: str) -> dict[str, Any]:
    """The change of filters when a mark is chosen: only its value; all again when it was that alone already."""
    chosen = getattr(view.chosen, dimension)
    if isinstance(chosen, str):  # one that always has a value, as the pilot shown
        return {dimension: value}
    return {dimension: () if chosen == (value,) else (value,), "page": ""}
