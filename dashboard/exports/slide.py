"""A slide: a chart or a few findings with all a reader needs to trust them, as plain values and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard.language.words import Words
from dashboard.theme import colours


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


_NOT_TOLD = {"records"}  # the table says them in words


def slide_data(slide: Slide) -> dict[str, Any]:
    """A slide as JSON."""
    return {name: value for name, value in asdict(slide).items() if name not in _NOT_TOLD}


def options(words: Words, config: Mapping[str, Any]) -> dict[str, Any]:
    """Plotly's configuration, the dark colour of each light one, and the words that the script writes."""
    return {"config": dict(config), "dark": colours.light_to_dark(), "words": {"table": words("Table")}}


@dataclass(frozen=True)
class About:
    """The deck, the brief or the chart a file is made of."""

    title: str
    lines: list[str]  # filters, as of, data version, the day it was made
    href: str  # the whole address of what it was made from
    site: str  # scheme and host of the dashboard, to which the addresses of slides are added
