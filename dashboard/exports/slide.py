"""A slide: a chart or a few findings with all a reader needs to trust them, as plain values and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Slide:
    """One view on its own: on a stage, in a document, on another site. What it has no use for stays empty."""

    name: str  # the chart or finding, as in a deck's address
    title: str  # the question
    headline: str  # the answer, in one sentence
    subtitle: str  # what is measured, under which filters, n
    source: str  # source, as of, data version
    href: str  # the path and query of the page it stands on
    note: str = ""  # what a reader must know to read it rightly
    summary: str = ""  # the figure in words, for those who do not see it
    figure: dict[str, Any] = field(default_factory=dict)  # as Plotly takes it, in light colours; empty: no chart
    kind: str = ""  # the module of dashboard/figures that draws it
    legend: list[list[str]] = field(default_factory=list)  # completion level or state, and its word
    columns: list[str] = field(default_factory=list)  # headers of the table; the first one heads the rows
    rows: list[list[str]] = field(default_factory=list)  # its cells in words
    points: list[str] = field(default_factory=list)  # sentences
    records: list[dict[str, Any]] = field(default_factory=list)  # a chart's numbers by column, as in its CSV
    remark: str = ""  # what the presenter wrote beside it in the deck
