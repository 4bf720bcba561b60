"""The charts of ambition, openness, early results and stars: a row a measure and dimension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.blocks import N_, Column
from dashboard.charts.chart import Chart, Numbers
from dashboard.figures import shares
from dashboard.language.vocabulary import CODES
from dashboard.queries.measures import MEASURES
from dashboard.view import columns as c
from dashboard.view.view import View

PAGE = "ambition"


@dataclass(frozen=True)
class _Told:
    """What is said of a measure: the kind of its codes, what is shown, its share, and a question a dimension."""

    kind: str
    shown: str
    share: Column
    questions: Mapping[str, str]
    note: str = ""


_TOLD = {
    "ambition": _Told(
        "impact",
        N_("Potential impact as the IRM coded it, and the share that is moderate or transformative"),
        Column(
            N_("Moderate or transformative"), N_("Of the commitments whose potential impact is known."), numeric=True
        ),
        {
            "theme": N_("Which themes are ambitious?"),
            "region": N_("Where are commitments ambitious?"),
            "level": N_("Which level of government is ambitious?"),
            "year": N_("How ambitious were each year's action plans?"),
        },
    ),
    "openness": _Told(
        "openness",
        N_("Did it open government, as the IRM found; the share is major or outstanding"),
        Column(N_("Major or outstanding"), N_("Of the commitments whose effect on openness is known."), numeric=True),
        {
            "theme": N_("Which themes opened government?"),
            "region": N_("Where did commitments open government?"),
            "level": N_("Which level of government opened government?"),
            "year": N_("How far did each year's action plans open government?"),
        },
    ),
    "early-results": _Told(
        "early_results",
        N_("Early results as the IRM found them; the share is moderate or significant"),
        Column(N_("Moderate or significant"), N_("Of the commitments whose early results are known."), numeric=True),
        {
            "theme": N_("Which themes show early results?"),
            "region": N_("Where are there early results?"),
            "level": N_("Which level of government shows early results?"),
            "year": N_("Which early results did each year's action plans have?"),
        },
        N_("The IRM has looked for early results in reports of later years only."),
    ),
    "stars": _Told(
        "stars",
        N_("Starred by the IRM, of the commitments of which that is known"),
        Column(
            N_("Share starred"), N_("Of the commitments of which it is known whether they are starred."), numeric=True
        ),
        {
            "theme": N_("Which themes have starred commitments?"),
            "region": N_("Where are the starred commitments?"),
            "level": N_("Which level of government has starred commitments?"),
            "year": N_("How many of each year's commitments are starred?"),
        },
    ),
    "ambitious-complete": _Told(
        "ambitious_complete",
        N_("Ambitious and complete, of the commitments of which both are known"),
        Column(
            N_("Share ambitious and complete"),
            N_("Of the commitments whose potential impact and level of completion are known."),
            numeric=True,
        ),
        {
            "theme": N_("Which themes are both ambitious and complete?"),
            "region": N_("Where are commitments both ambitious and complete?"),
            "level": N_("Which level of government is both ambitious and complete?"),
            "year": N_("How much of each year's action plans is both ambitious and complete?"),
        },
        N_(
            "As OGP's database counts it: ambitious is a moderate or transformative potential impact, complete is "
            "substantially or fully complete."
        ),
    ),
}
_NOT_KNOWN = Column(N_("Not known"), N_("Commitments of which this is not known: they enter no share."), numeric=True)
_KNOWN = Column(N_("Known of"), N_("Commitments of which this is known: what the share is of."), numeric=True)


def _rests_on(view: View, known: int | None) -> str:
    """The filters, and of how many commitments the measure is known."""
    of_how_many = view.words.plural("n={n} of which it is known", "n={n} of which it is known", known or 0)
    return " · ".join([*view.chosen_in_words(), of_how_many])


def _numbers(name: str, told: _Told) -> Numbers:
    measure = MEASURES[name]
    values = [Column(CODES[told.kind][value], told.share.meaning, numeric=True) for value in measure.values]
    return Numbers(
        measure.columns,
        (*values, _NOT_KNOWN, c.COMMITMENTS, _KNOWN, told.share),
        measure.high,
        "known",
        "share",
        shares.answer,
        shares.sentence,
        _rests_on,
    )


def _chart(name: str, told: _Told, dimension: str, question: str) -> Chart:
    measure = MEASURES[name]
    notes = c.SEVERAL_THEMES if dimension == "theme" else told.note
    figure = shares.Shares(measure.values, told.kind)
    return Chart(
        measure.by(dimension), figure, dimension, question, told.shown, notes, measure.known, PAGE, _numbers(name, told)
    )


MEASURED: dict[str, Chart] = {
    f"{name}-by-{dimension}": _chart(name, told, dimension, question)
    for name, told in _TOLD.items()
    for dimension, question in told.questions.items()
}
