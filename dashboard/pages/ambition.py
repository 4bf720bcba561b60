"""Ambition and openness: what commitments aim at, and what came of them beside completion."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import (
    N_,
    Block,
    Chart,
    Column,
    Count,
    Disclosure,
    Figure,
    Grid,
    Header,
    Part,
    Row,
    Share,
    Table,
    Unknown,
    folded,
)
from dashboard.charts.chart import MEASURED, PAGE
from dashboard.queries.measures import MEASURES
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Ambition and openness")
PATH = PAGE

_NAMES = {
    "ambition": N_("Ambitious"),
    "openness": N_("Opened government"),
    "early-results": N_("With early results"),
    "stars": N_("Starred"),
    "ambitious-complete": N_("Ambitious and complete"),
}
_OPEN = 4  # charts that a phone shows as the page opens
_FIGURES = ("ambition", "openness", "ambitious-complete", "stars")
_MEASURE = Column(N_("Measure"), N_("What was found of a commitment beside its completion."))
_SHARE = Column(N_("Share"), N_("Of the commitments of which it is known."), numeric=True)
_KNOWN = Column(N_("Known of"), N_("Commitments of which this is known: what the share is of."), numeric=True)


def blocks(view: View) -> Sequence[Block]:
    """The figures, then each measure by region and year; by level and theme, and what nobody knows, when asked."""
    shown = [name for name in MEASURED if _is_known(view, name)]
    wide = [name for name in shown if name.endswith("-by-theme")]
    levels = [name for name in shown if name.endswith("-by-level")]
    cards = [Chart(name, 6) for name in shown if name not in (*wide, *levels)]
    empty = [Chart(name, 6) for name in MEASURED if name not in shown]
    on_demand = {
        N_("Government level"): [Chart(name, 6) for name in levels],
        N_("The same by theme"): [*map(Chart, wide)],
        N_("Of which nothing is known in this data"): empty,
    }
    return [
        Part("ambition", header),
        Grid([Part("measures", measures), *cards[:_OPEN], *folded(cards[_OPEN:])]),
        *(Disclosure(view.words(title), [Grid(charts)]) for title, charts in on_demand.items() if charts),
    ]


def _is_known(view: View, chart: str) -> bool:
    """Whether anything in the data says how commitments stand by the measure of a chart, whatever is chosen."""
    every = view.snapshot.assessments
    return not chart.startswith("early-results") or bool((every.early_results >= 0).any())


def header(view: View) -> Header:
    """How many are ambitious and complete at once; each share with its n."""
    words, chosen = view.words, view.selection
    part, known = MEASURES["ambitious-complete"].totals(chosen)
    if not chosen.commitments:
        return Header(c.nothing_here(view), "")
    headline = words(
        "{rate} of commitments are both ambitious and complete, of {n} of which both are known.",
        rate=words.rate(part, known),
        n=known,
    )
    unknown = words("Of no commitment here are both ambition and completion known.")
    lede = words("As of {date}; what is not known enters no share.", date=view.asof)
    return Header(c.headed(view, headline if known else unknown), lede, [_figure(view, name) for name in _FIGURES])


def _figure(view: View, name: str) -> Figure:
    words, (part, known) = view.words, MEASURES[name].totals(view.selection)
    value = Share(part, known) if known else words("not known")
    note = words("{part} of {whole} of which it is known", part=part, whole=known)
    return Figure(words(_NAMES[name]), value, note)


def measures(view: View) -> Table:
    """Every measure in one table."""
    words = view.words
    every = {name: measure.totals(view.selection) for name, measure in MEASURES.items()}
    rows: list[Row] = [
        [words(_NAMES[name]), Share(part, known) if known else Unknown(), Count(known)]
        for name, (part, known) in every.items()
    ]
    title = words("What is known beside completion")
    return Table("measures", title, (_MEASURE, _SHARE, _KNOWN), rows, tab=words("Measures"))
