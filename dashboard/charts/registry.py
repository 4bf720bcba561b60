"""CHARTS: name -> (query, figure), one row a chart; and what a chart says: subtitle, summary, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.blocks import N_, Count, Link, Row, Share, Table
from dashboard.charts import ranking
from dashboard.charts.chart import MEASURED, SIDE_BY_SIDE, Chart
from dashboard.figures import columns, diverging, intervals, world
from dashboard.queries import breakdown, pilots, reported
from dashboard.queries.counts import themes_since
from dashboard.view import columns as c
from dashboard.view.view import View

_BARS = N_("Share of assessed commitments by completion level")
_RANKED = N_("Share of assessed commitments by completion level, sorted by completion rate")
_BOUNDARIES = N_("Boundaries: United Nations geodata, Natural Earth.")
_RATES = N_("Completion rate with its interval (95%)")


CHARTS: dict[str, Chart] = {
    "completion-by-theme": Chart(
        breakdown.By("theme", ranked=True),
        diverging.figure,
        "theme",
        N_("Which themes deliver?"),
        _RANKED,
        c.SEVERAL_THEMES,
    ),
    "completion-by-priority": Chart(
        breakdown.By("priority"),
        diverging.figure,
        "priority",
        N_("Do the co-chairs' priorities deliver?"),
        _BARS,
        c.SEVERAL_PRIORITIES,
    ),
    "completion-by-region": Chart(
        breakdown.By("region"), intervals.figure, "region", N_("Where do commitments get finished?"), _RATES
    ),
    "completion-by-level": Chart(
        breakdown.By("level"), intervals.figure, "level", N_("Which level of government delivers?"), _RATES
    ),
    "completion-by-year": Chart(
        breakdown.By("year"),
        columns.figure,
        "year",
        N_("How did each year's action plans turn out?"),
        N_("Commitments by year of submission and completion"),
    ),
    "completion-by-member": Chart(
        breakdown.by_member, diverging.figure, "member", N_("How is each member doing?"), _RANKED, page="members"
    ),
    "completion-by-plan": Chart(
        breakdown.By("plan"),
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
        N_("Completion rate beside members of its level: those of its region, and all, with its interval (95%)"),
        page="members/*",
    ),
    "reported-beside-found": Chart(
        reported.side_by_side,
        diverging.figure,
        "side",
        N_("What do members report themselves?"),
        N_("Completion of the commitments that members report on: as others found them, and as they are reported"),
        N_("Two rows of the same commitments, each with its own n: nothing is made of both together."),
        reported.reported_on,
        "commitments",
        SIDE_BY_SIDE,
    ),
    "members-map": Chart(
        breakdown.on_the_map,
        world.figure,
        "member",
        N_("Where are the members?"),
        N_("Completion rate of each member; pilots as diamonds"),
        _BOUNDARIES,
        is_map=True,
    ),
    "pilots-map": Chart(
        pilots.by_pilot,
        world.figure,
        "pilot",
        N_("Where are the pilots?"),
        N_("Completion rate of each pilot; choosing one shows it above"),
        _BOUNDARIES,
        pilots.assessed,
        "pilots",
        is_map=True,
    ),
    **MEASURED,
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
    return _labelled(view, chart.dimension, chart.query(view.selection))


def tabled(view: View, name: str) -> pd.DataFrame:
    """What the tables and files of a chart hold: `chosen` tells its rows from those that stand beside (rule 12).

    These are there where the filters say whose commitments, or which groups of the chart.
    """
    chart = CHARTS[name]
    if not chart.is_map and {chart.dimension, *breakdown.WHOSE} & view.filters.chosen().keys():
        return _in_context(view, name)
    return answer(view, name).assign(chosen=True)


def _in_context(view: View, name: str) -> pd.DataFrame:
    """The table with what stands beside it: the groups not chosen, and all members."""
    query = CHARTS[name].query
    if not isinstance(query, breakdown.Grouping):
        return answer(view, name).assign(chosen=True)
    return _labelled(view, query.dimension, query.in_context(view.selection))


def _labelled(view: View, dimension: str, table: pd.DataFrame) -> pd.DataFrame:
    since = themes_since(view.selection) if dimension == "theme" else {}
    names = [_name(view, dimension, value, since) for value in table["id"].tolist()]
    table.insert(1, "label", pd.Series(names, dtype=object))
    return table


def _name(view: View, dimension: str, value: str, since: Mapping[str, int]) -> str:
    if dimension == "compared":
        return _compared(view, value)
    if value == breakdown.ALL:
        return _of_all(view, dimension)
    name = view.names.of(dimension, value)
    if year := since.get(value):  # rule 13
        return view.words("{theme} (tagged from {year})", theme=name, year=str(year))
    return name


def _compared(view: View, value: str) -> str:
    """The member, or the level of government of the members it stands beside."""
    name, [member] = view.names.of("compared", value), view.filters.member
    level = view.words.code("level", view.member(member).government_level)
    return name if value == member else f"{name} · {level}"


def _of_all(view: View, dimension: str) -> str:
    """What the row of all holds: all members, what is chosen, or all of what else was chosen from."""
    words, chosen = view.words, view.selection.filters.chosen()
    let_go = [name for name in (dimension, *breakdown.WHOSE) if chosen.pop(name, ())]
    if not chosen:
        level = breakdown.level_of(view.selection)
        return " · ".join([words("all members"), *([words.code("level", level)] if level else [])])
    return c.without_filters(let_go, words) or words("selection")


def headline(view: View, name: str, table: pd.DataFrame) -> str:
    """The answer of a chart in one sentence behind the filters chosen, from its table."""
    if not table["commitments"].sum():
        return c.nothing_here(view)
    return c.headed(view, CHARTS[name].answer(view, table), alone=True)


def shows_anything(view: View, name: str) -> bool:
    """Whether there is a commitment in a chart; what a member is compared with is there without it (rule 6)."""
    dimension = CHARTS[name].dimension
    if dimension != "side" and (view.selection.commitments or dimension != "compared"):
        return view.selection.commitments > 0
    return bool(answer(view, name)["commitments"].sum())


NOT_DRAWN = {
    *("plan_results", "plan_process", "steering_members", "seats", "roles"),
    *("agenda_items", "agenda_updates"),  # these but for the latest day, which versions are told apart by as well
    *("tags", "milestones", "eligibility", "review_steps", "recommendations", "documents"),
    *("representatives", "attendance", "decisions", "events", "published_figures", "notes", "corrections"),
}
"""The tables that no figure is drawn from: a version that brings these draws none anew."""


def drawing(view: View, name: str) -> tuple[dict[str, Any], str]:
    """A chart's figure, and what it shows in words."""
    figure, summary, _ = drawn(view, name)
    return figure, summary


def drawn(view: View, name: str) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """The same, and what a long ranking opens with: the figure of its ends, which rows these are, what asks for all."""
    chart, words = CHARTS[name], view.words

    def draw() -> tuple[dict[str, Any], str, dict[str, Any]]:
        table = _in_context(view, name)
        is_ranked = not chart.is_map and isinstance(chart.query, breakdown.Grouping) and chart.query.ranked
        some = ranking.ends(table, chart.numbers.whole) if is_ranked else None
        if some is None:
            return *chart.drawing(view, table), {}
        few = chart.only_figure(view, some.table)
        texts = {"told": some.sentence(words), "all": words("All {n}", n=some.n), "fewer": words("Show fewer")}
        return *chart.drawing(view, table), {"figure": few, **texts}

    filters = replace(view.filters, version="", lang=view.lang)
    return view.answers.of(view.snapshot.contents_but(NOT_DRAWN)).get(("figure", name, filters), draw)


def heights(figure: dict[str, Any]) -> dict[str, str]:
    """Height of a figure on a wide and on a narrow screen, as the custom properties that keep its room in a card."""
    wide = figure["layout"]["height"]
    narrow = figure["layout"].get("meta", {}).get("narrow", {}).get("height", wide)
    return {"--height": f"{wide}px", "--narrow-height": f"{narrow}px"}


def subtitle(view: View, name: str) -> str:
    """What a chart measures, under which filters, of how many assessed commitments."""
    chart = CHARTS[name]
    rests_on = chart.numbers.rests_on(view, chart.n(view.selection) if chart.n else None)
    return f"{view.words(chart.measure)} · {rests_on}"


def beside(view: View, name: str) -> str:
    """What the grey of a chart is; empty where it has none."""
    chart = CHARTS[name]
    around = chart.query.around if isinstance(chart.query, breakdown.Grouping) else ()
    return view.words("in grey: what is not chosen") if {*around} & view.filters.chosen().keys() else ""


def csv_href(view: View, name: str) -> str:
    """The address of a chart's numbers as CSV, under the same filters."""
    filters = replace(view.filters.travelling(), lang=view.lang)
    return f"{view.root}charts/{name}.csv{filters.query()}"


def numbers(view: View, name: str) -> Table:
    """The numbers of a chart; each row's name is a link that narrows the filters as a click on its mark."""
    chart, rows, table = CHARTS[name], list[Row](), tabled(view, name)
    told, words, has_beside = chart.numbers, view.words, not table["chosen"].all()
    for record in table.to_dict("records"):
        label = record["label"]
        if chart.dimension in view.snapshot.choices and record["id"] != breakdown.ALL:
            label = Link(label, view.href(**narrowed(view, chart.dimension, record["id"])))
        rate = Share(sum(int(record[column]) for column in told.part), int(record[told.whole]))
        stands = [words("chosen") if record["chosen"] else words("for comparison")] if has_beside else []
        rows.append([label, *(Count(int(record[column])) for column in told.counts), rate, *stands])
    notes = [words(chart.note)] if chart.note else []
    if chart.dimension == "theme" and themes_since(view.selection):
        notes.append(words(c.TAGGED_FROM))
    columns = (c.of_filter(chart.dimension), *told.heads, *((c.STANDS_HERE_AS,) if has_beside else ()))
    return Table(name, words(chart.title), columns, rows, notes=notes)


def narrowed(view: View, dimension: str, value: str) -> dict[str, Any]:
    """The change of filters when a mark is chosen: only its value; all again when it was that alone already."""
    chosen = getattr(view.chosen, dimension)
    if isinstance(chosen, str):  # one that always has a value, as the pilot shown
        return {dimension: value}
    return {dimension: () if chosen == (value,) else (value,), "page": ""}
