"""A chart: a query, how it is drawn, and which of its numbers are told; and those of what the IRM found, a row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from dashboard.blocks import N_, Column
from dashboard.figures import shares, spoken, summary
from dashboard.figures.frame import Shown
from dashboard.queries import expected
from dashboard.queries.breakdown import COLUMNS, Number, Query
from dashboard.queries.measures import MEASURES, Measure
from dashboard.view import columns as c
from dashboard.view.view import View

Figure = Callable[[Shown], dict[str, Any]]
Say = Callable[[Shown], str]


def _of_assessed(view: View, n: int) -> str:
    return view.words.plural("Of {n} assessed commitment.", "Of {n} assessed commitments.", n)


@dataclass(frozen=True)
class Numbers:
    """The columns of a chart's table: counts, and the share that some of them are of one of them."""

    counts: Sequence[str]
    heads: Sequence[Column]  # of the counts, then of the share
    part: Sequence[str]  # whose sum is the part
    whole: str
    share: str
    answer: Say  # the chart in one sentence
    summary: Say  # the same with how many rows it has, for those who do not see it
    rests_on: Callable[[View, int | None], str] = View.rests_on  # the filters and the n of its shares
    of_n: Callable[[View, int], str] = _of_assessed  # that n as a sentence
    also: Mapping[str, str] = field(default_factory=dict)  # columns of more groups that a row is of, by whose names
    codes: Sequence[str] = ()  # further columns of its CSV, of codes and days
    coded: Sequence[tuple[str, Column]] = ()  # those that the table has as well: the kind of code, and its column
    known: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table  # the table without counts that say nothing

    @property
    def parts(self) -> list[tuple[str, Column]]:
        """The counts that a bar is made of, each with its column."""
        whole = {"commitments", self.whole}
        return [(name, head) for name, head in zip(self.counts, self.heads, strict=False) if name not in whole]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its CSV."""
        also = [name for column in self.also for name in (column, f"{column}_label")]
        return ("id", "label", *also, *self.codes, *self.counts, *([self.share] if self.share else []), "chosen")


COMPLETION = Numbers(
    COLUMNS,
    (*c.LEVELS, *c.STATES, c.COMMITMENTS, c.ASSESSED, c.COMPLETION_RATE),
    ("substantial", "complete"),
    "assessed",
    "completion_rate",
    summary.answer,
    summary.sentence,
)
"""The numbers of a chart of completion."""


def _reports(view: View, n: int | None) -> str:
    """The filters, and how many commitments are reported on."""
    on = view.words.plural("n={n} reported on", "n={n} reported on", n or 0)
    return " · ".join([*view.chosen_in_words(), on])


def _of_reported(view: View, n: int) -> str:
    return view.words.plural("Of {n} commitment that is reported on.", "Of {n} commitments that are reported on.", n)


SIDE_BY_SIDE = replace(
    COMPLETION, answer=summary.each, summary=summary.sentence_of_each, rests_on=_reports, of_n=_of_reported
)
"""The same of what members report and what others found: neither is the highest."""


@dataclass(frozen=True)
class Chart:
    """A query and how to draw it; its marks are values of `dimension`, which, where it is a filter, a click narrows."""

    query: Query
    figure: Figure
    dimension: str
    title: str  # the question it answers
    measure: str  # what is shown
    note: str = ""  # what a reader must know to read it rightly
    n: Number | None = None  # how many commitments its shares rest on, where that is not all that are assessed
    page: str = ""  # the path of the page its card stands on; one about a member ends in `/*`
    numbers: Numbers = COMPLETION
    is_map: bool = False  # drawn on a map, as long as there is anything to draw
    asked: tuple[str, ...] = ()  # the parameters of an address that say what it is
    of: Callable[[View], Chart] | None = None  # the chart that those of a view ask for

    def answer(self, view: View, table: pd.DataFrame) -> str:
        """Its table in one sentence."""
        return self.numbers.answer(Shown(table, view.words))

    def drawing(self, view: View, table: pd.DataFrame) -> tuple[dict[str, Any], str]:
        """Its figure, and what that shows in words."""
        shown, numbers = Shown(table, view.words), self.numbers
        figure = spoken.with_marks(self.figure(shown), shown, numbers.parts)
        n = numbers.of_n(view, self.n(view.selection) if self.n else view.selection.assessed)
        texts = [view.words(self.title), numbers.summary(shown), n, *spoken.certainty(figure, shown)]
        return figure, " ".join(texts)


PAGE = "ambition"


@dataclass(frozen=True)
class _Wording:
    """What is said of a measure: the kind of its codes, what is shown, its share, and a question a dimension."""

    kind: str
    shown: str
    share: Column
    questions: Mapping[str, str]
    note: str = ""


_WORDINGS = {
    "ambition": _Wording(
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
    "openness": _Wording(
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
    "early-results": _Wording(
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
    "stars": _Wording(
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
    "ambitious-complete": _Wording(
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


def _of_known(view: View, n: int) -> str:
    return view.words.plural("Of {n} commitment of which it is known.", "Of {n} commitments of which it is known.", n)


def _numbers(measure: Measure, wording: _Wording, not_known: Column = _NOT_KNOWN) -> Numbers:
    values = [c.of_code(wording.kind, value, wording.share.meaning) for value in measure.values]
    return Numbers(
        measure.columns,
        (*values, not_known, c.COMMITMENTS, _KNOWN, wording.share),
        measure.high,
        "known",
        "share",
        shares.answer,
        shares.sentence,
        _rests_on,
        _of_known,
    )


def _chart(name: str, wording: _Wording, dimension: str, question: str) -> Chart:
    measure = MEASURES[name]
    notes = c.SEVERAL_THEMES if dimension == "theme" else wording.note
    figure = shares.Shares(measure.values, wording.kind, measure.high)
    return Chart(
        measure.by(dimension, ranked=dimension == "theme"),
        figure,
        dimension,
        question,
        wording.shown,
        notes,
        measure.known,
        PAGE,
        _numbers(measure, wording),
    )


MEASURED: dict[str, Chart] = {
    f"{name}-by-{dimension}": _chart(name, wording, dimension, question)
    for name, wording in _WORDINGS.items()
    for dimension, question in wording.questions.items()
}

EXPECTED = N_(
    "Behind is what is past its promised end and found short of complete, or found not started when more than half of "
    "its time has gone; ahead is what was found complete before its promised end; on track is everything between."
)
_PROGRESS = _Wording(
    "progress",
    N_("Commitments by how they stand to their promised end on the as-of day, and the share that is not behind"),
    Column(N_("On track or ahead"), N_("Of the commitments whose promised end and level are known."), numeric=True),
    {
        "plan": N_("Is each action plan on track?"),
        "region": N_("Where are commitments on track?"),
        "member": N_("Who is on track?"),
        "pilot": N_("Is each pilot on track?"),
    },
    EXPECTED,
)
_NOT_COMPARED = Column(
    N_("Not known"),
    N_("The promised end or the level is not known, or it was withdrawn: it enters no share."),
    numeric=True,
)
_OF_PROGRESS = _numbers(expected.PROGRESS, _PROGRESS, _NOT_COMPARED)
_PAGES = {"plan": "members/*", "pilot": "pilots"}

PROGRESS: dict[str, Chart] = {
    f"progress-by-{dimension}": Chart(
        expected.by_pilot if dimension == "pilot" else expected.PROGRESS.by(dimension, ranked=dimension == "member"),
        shares.Shares(expected.COMPARED, _PROGRESS.kind, expected.PROGRESS.high, ("not_started", "step_3", "step_5")),
        dimension,
        question,
        _PROGRESS.shown,
        _PROGRESS.note,
        expected.known_of_pilots if dimension == "pilot" else expected.PROGRESS.known,
        _PAGES.get(dimension, "plans"),
        _OF_PROGRESS,
    )
    for dimension, question in _PROGRESS.questions.items()
}
"""What should be by now beside what is, by group."""
