"""CHARTS: name -> (query, figure), one row a chart; and what a chart says: subtitle, summary, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.blocks import N_, Column, Count, Link, Row, Share, Table, Unknown
from dashboard.charts import explore, long_ranking
from dashboard.charts.chart import MEASURED, PROGRESS, SIDE_BY_SIDE, Chart, Numbers
from dashboard.figures import columns, diverging, flow, intervals, world
from dashboard.queries import breakdown, movers, pilots, reported
from dashboard.queries.counts import themes_since
from dashboard.view import columns as c
from dashboard.view.view import View

KEYS = N_("Arrow keys walk the marks of this chart, Home and End go to the first and the last, Escape leaves them.")
KEYS_CHOOSE = N_("Enter chooses a mark as a filter, as a click does.")
_BARS = N_("Share of assessed commitments by completion level")
_RANKED = N_("Share of assessed commitments by completion level, sorted by completion rate")
_BOUNDARIES = N_("Boundaries: United Nations geodata, Natural Earth.")
_RATES = N_("Completion rate with its interval (95%)")


def _between(view: View, _: int | None) -> str:
    """The filters, the two days, and of how many commitments."""
    n = view.words.plural("{n} commitment", "{n} commitments", view.selection.commitments)
    days = view.words("{start} to {end}", start=view.since, end=view.asof) if view.since else view.asof
    return " · ".join([*view.chosen_in_words(), days, n])


_MOVED = Numbers(
    ("commitments", "was_so"),
    (
        Column(N_("Went this way"), N_("Commitments that were so before and are so now."), numeric=True),
        Column(N_("Were so before"), N_("All commitments that were so on the day compared with."), numeric=True),
        Column(
            N_("Share of these"), N_("Of the commitments that were so before, those that went this way."), numeric=True
        ),
    ),
    ("commitments",),
    "was_so",
    "share",
    flow.answer,
    flow.sentence,
    _between,
    codes=("was", "completion", "change", "since", "asof"),
    coded=(("change", c.CHANGE),),
)
"""The numbers of a chart of ways from what commitments were to what they are."""


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
    "movers": Chart(
        movers.ways,
        flow.figure,
        "way",
        N_("What moved, and from where to where?"),
        N_("Commitments by completion, before and after"),
        N_("Newly assessed is not moved: there was no finding before to compare with."),
        page="brief",
        numbers=_MOVED,
    ),
    **MEASURED,
    **PROGRESS,
    "explore": explore.CHART,
}

WAYS = {"way": ("was", "completion", "change")}
"""A dimension whose values have several parts -> the filters that choose these."""

OF_OVERVIEW = (
    "completion-by-theme",
    "completion-by-region",
    "completion-by-level",
    "completion-by-year",
    "completion-by-priority",
    "members-map",
)
"""The charts of the Overview, in their order: on the page, in its workbook and its deck."""


def chart_of(view: View, name: str) -> Chart:
    """A chart as a view asks for it: most are the same in all."""
    chart = CHARTS[name]
    return chart.of(view) if chart.of else chart


def answer(view: View, name: str) -> pd.DataFrame:
    """The table under a chart: what its query finds, each row with its `label` behind its `id`."""
    chart = chart_of(view, name)
    return _labelled(view, chart, chart.query(view.selection))


def tabled(view: View, name: str) -> pd.DataFrame:
    """What the tables and files of a chart hold: `chosen` tells its rows from those that stand beside (rule 12).

    These are there where the filters say whose commitments, or which groups of the chart.
    """
    chart = chart_of(view, name)
    is_grouped = isinstance(chart.query, breakdown.Grouping) and not chart.is_map
    if is_grouped and {chart.dimension, *breakdown.WHOSE} & view.filters.chosen().keys():
        return chart.numbers.known(_in_context(view, name))
    return chart.numbers.known(answer(view, name).assign(chosen=True))


def _in_context(view: View, name: str) -> pd.DataFrame:
    """The table with what stands beside it: the groups not chosen, and all members."""
    chart = chart_of(view, name)
    in_context = getattr(chart.query, "in_context", None)
    return _labelled(view, chart, in_context(view.selection)) if in_context else answer(view, name).assign(chosen=True)


def _labelled(view: View, chart: Chart, table: pd.DataFrame) -> pd.DataFrame:
    grouped = {"id": chart.dimension, **chart.numbers.also}
    since = themes_since(view.selection) if "theme" in grouped.values() else {}
    for column, dimension in grouped.items():
        names = [_name(view, dimension, value, since) for value in table[column].tolist()]
        label = "label" if column == "id" else f"{column}_label"
        table.insert(table.columns.get_loc(column) + 1, label, pd.Series(names, dtype=object))
    return table


def _name(view: View, dimension: str, value: str, since: Mapping[str, int]) -> str:
    if dimension in WAYS:
        return _way(view, value)
    if dimension == "compared":
        return _compared(view, value)
    if value == breakdown.ALL:
        return _of_all(view, dimension)
    name = view.names.of(dimension, value)
    if year := since.get(value):  # rule 13
        return view.words("{theme} (tagged from {year})", theme=name, year=str(year))
    return name


def _way(view: View, value: str) -> str:
    """From what to what, or that it stayed so."""
    was, now, _ = (view.names.of(*pair) for pair in zip(WAYS["way"], value.split(movers.BETWEEN), strict=True))
    return view.words("{before} → {now}", before=was, now=now)


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
    return c.headed(view, chart_of(view, name).answer(view, table), alone=True)


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
    chart, words = chart_of(view, name), view.words

    def draw() -> tuple[dict[str, Any], str, dict[str, Any]]:
        table = _in_context(view, name)
        is_ranked = not chart.is_map and isinstance(chart.query, breakdown.Grouping) and chart.query.ranked
        some = long_ranking.ends(table, chart.numbers.whole) if is_ranked else None
        if some is None:
            return *chart.drawing(view, table), {}
        few, _ = chart.drawing(view, some.table)
        texts = {"told": some.sentence(words), "all": words("All {n}", n=some.n), "fewer": words("Show fewer")}
        return *chart.drawing(view, table), {"figure": few, **texts}

    filters = view.filters.changed(version="", lang=view.lang)
    return view.answers.of(view.snapshot.contents_but(NOT_DRAWN)).get(("figure", name, filters), draw)


def heights(figure: dict[str, Any]) -> dict[str, str]:
    """Height of a figure on a wide and on a narrow screen, as the custom properties that keep its room in a card."""
    wide = figure["layout"]["height"]
    narrow = figure["layout"].get("meta", {}).get("narrow", {}).get("height", wide)
    return {"--height": f"{wide}px", "--narrow-height": f"{narrow}px"}


def subtitle(view: View, name: str) -> str:
    """What a chart measures, under which filters, of how many assessed commitments."""
    chart = chart_of(view, name)
    rests_on = chart.numbers.rests_on(view, chart.n(view.selection) if chart.n else None)
    return f"{view.words(chart.measure)} · {rests_on}"


def beside(view: View, name: str) -> str:
    """What the grey of a chart is; empty where it has none."""
    around = getattr(chart_of(view, name).query, "around", ())
    return view.words("in grey: what is not chosen") if {*around} & view.filters.chosen().keys() else ""


def csv_href(view: View, name: str) -> str:
    """The address of a chart's numbers as CSV, under the same filters."""
    return f"{view.root}charts/{name}.csv{replace(asking(view, name), lang=view.lang).query()}"


def asking(view: View, name: str) -> Any:
    """What an address of a chart alone must say: the filters, and what the chart is asked for."""
    own = {parameter: getattr(view.filters, parameter) for parameter in CHARTS[name].asked}
    return view.filters.travelling().changed(**own)


def explore_href(view: View, name: str) -> str:
    """Where the question of a chart can be changed, under the same filters; empty where there is no such question."""
    question = explore.equivalent(name)
    filters = view.filters.travelling().changed(**question)
    return f"{view.root}explore{filters.query()}" if question else ""


def numbers(view: View, name: str) -> Table:
    """The numbers of a chart; each row's name is a link that narrows the filters as a click on its mark."""
    chart, rows, table = chart_of(view, name), list[Row](), tabled(view, name)
    numbers_of, words, has_beside = chart.numbers, view.words, not table["chosen"].all()
    for record in table.to_dict("records"):
        label = record["label"]
        if chart.dimension in WAYS or (chart.dimension in view.snapshot.choices and record["id"] != breakdown.ALL):
            label = Link(label, view.href(**narrowed(view, chart.dimension, record["id"])))
        also = [record[f"{column}_label"] for column in numbers_of.also]
        codes = [words.code(kind, record[kind]) for kind, _ in numbers_of.coded]
        counts = [_count(record[column]) for column in numbers_of.counts]
        part = sum(int(record[column]) for column in numbers_of.part)
        share = [Share(part, int(record[numbers_of.whole]))] if numbers_of.share else []
        stands = [words("chosen") if record["chosen"] else words("for comparison")] if has_beside else []
        rows.append([label, *also, *codes, *counts, *share, *stands])
    notes = [words(chart.note)] if chart.note else []
    if chart.dimension == "theme" and themes_since(view.selection):
        notes.append(words(c.TAGGED_FROM))
    groups = [c.of_filter(dimension) for dimension in (chart.dimension, *numbers_of.also.values())]
    coded = [column for _, column in numbers_of.coded]
    columns = (*groups, *coded, *numbers_of.heads, *((c.STANDS_HERE_AS,) if has_beside else ()))
    return Table(name, words(chart.title), columns, rows, notes=notes)


def _count(n: Any) -> Count | Unknown:
    return Unknown() if n is None else Count(int(n))


def choosable(view: View, dimension: str, value: Any) -> bool:
    """Whether a mark chooses something: filters that the page does not set itself, and values that there are."""
    names = WAYS.get(dimension, (dimension,))
    values = str(value).split(movers.BETWEEN) if dimension in WAYS else [value]
    return len(names) == len(values) and all(
        one in view.snapshot.choices.get(name, ()) and not getattr(view.scope, name)
        for name, one in zip(names, values, strict=True)
    )


def narrowed(view: View, dimension: str, value: str) -> dict[str, Any]:
    """The change of filters when a mark is chosen: only its value; all again when it was that alone already."""
    if dimension in WAYS:
        both = {name: (one,) for name, one in zip(WAYS[dimension], value.split(movers.BETWEEN), strict=True)}
        again = all(getattr(view.chosen, name) == one for name, one in both.items())
        return {**(dict.fromkeys(both, ()) if again else both), "page": ""}
    chosen = getattr(view.chosen, dimension)
    if isinstance(chosen, str):  # one that always has a value, as the pilot shown
        return {dimension: value}
    return {dimension: () if chosen == (value,) else (value,), "page": ""}
