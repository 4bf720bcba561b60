"""Explore: any measure by any group, told apart by colour and divided into panels, as an address."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import Block, Chart, Control, Grid, Header, Paragraph, Part, Section
from dashboard.charts import explore
from dashboard.charts.registry import answer, headline
from dashboard.view.view import View

TITLE = explore.TITLE
CHART = "explore"
PATH = "explore"


def blocks(_: View) -> Sequence[Block]:
    """What is asked as a sentence, the four choices, the chart, and how to read it."""
    choices = [Control(name) for name in explore.ASKED]
    return [
        Part("explore", header),
        Section(choices, "explore-controls"),
        Part("explore-left-out", left_out),
        Grid([Chart(CHART)]),
        Part("explore-notes", notes),
    ]


def header(view: View) -> Header:
    """The answer, behind the filters chosen."""
    question, _ = explore.asked(view)
    lede = view.words("{question}; as of {date}.", question=explore.title(view, question), date=view.asof)
    return Header(headline(view, CHART, answer(view, CHART)), lede)


def left_out(view: View) -> Sequence[Block]:
    """What of the question says nothing and is left out."""
    words = view.words
    _, without = explore.asked(view)
    texts = [words(why, group=explore.group_name(view, name)) for name, why in without]
    return [Paragraph(text, "notice") for text in texts]


def notes(view: View) -> Sequence[Block]:
    """What a reader must know to read the chart rightly."""
    question, _ = explore.asked(view)
    texts = explore.notes(view, question) if view.selection.commitments else []
    return [Paragraph(" ".join(texts), "note")] if texts else []
