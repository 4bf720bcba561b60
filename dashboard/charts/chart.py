"""A chart: a query, how it is drawn, and which of its numbers are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.blocks import Column
from dashboard.figures import summary
from dashboard.language.words import Words
from dashboard.queries.breakdown import COLUMNS, Number, Query
from dashboard.view import columns as c
from dashboard.view.view import View

Figure = Callable[[pd.DataFrame, Words], dict[str, Any]]
Say = Callable[[pd.DataFrame, Words], str]


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

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its CSV."""
        return ("id", "label", *self.counts, self.share)


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

    @property
    def is_map(self) -> bool:
        """Whether it is drawn on a map, as long as there is anything to draw."""
        return getattr(self.figure, "__module__", "").endswith(".world")
