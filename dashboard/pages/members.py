"""Members: where they are and how each is doing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from dash import html

from dashboard.charts.registry import answer
from dashboard.components.cards import card
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import Figure, page_header
from dashboard.language.rates import SMALL_N, in_words
from dashboard.language.vocabulary import KINDS, REGIONS, STATUSES
from dashboard.language.words import N_
from dashboard.view.view import View
from data_loader.schema import fold

TITLE = N_("Members")

_COLUMNS = (
    (N_("Member"), False),
    (N_("Region"), False),
    (N_("Kind"), False),
    (N_("Status"), False),
    (N_("Commitments"), True),
    (N_("Assessed"), True),
    (N_("Completion rate"), True),
)


def layout(view: View) -> Any:
    """Map, table by name, and the chart of all."""
    return [
        live(view, "members", top),
        html.Div(
            [
                card(view, "members-map", 12),
                live(view, "member-list", table),
                card(view, "completion-by-member", 12),
            ],
            className="cards",
        ),
    ]


def top(view: View) -> Any:
    """The headline and how the members' rates spread: a ranking is read only with median, range and n (rule 8)."""
    words = view.words
    found = answer("completion-by-member", view.selection, view.names)
    rates = found.loc[found["assessed"] >= SMALL_N, "completion_rate"]
    lede = words("As of {date}; a rate needs at least five assessed commitments.", date=view.asof)
    return page_header(headline(view), lede, _spread(view, found, rates) if len(rates) else ())


def headline(view: View) -> str:
    """Of how many members anything is assessed."""
    found = answer("completion-by-member", view.selection, view.names)
    return view.words(
        "{assessed} of {members} members have assessed commitments.",
        assessed=view.words.number(int((found["assessed"] > 0).sum())),
        members=view.words.number(len(found)),
    )


def _spread(view: View, found: pd.DataFrame, rates: pd.Series) -> list[Figure]:
    words = view.words
    n = words.plural("{n} member with at least five assessed", "{n} members with at least five assessed", len(rates))
    extent = f"{words.percent(rates.min())} – {words.percent(rates.max())}"
    pilots = int(found["id"].isin(view.snapshot.pilots).sum())
    none_yet = int((found["assessed"] == 0).sum())
    return [
        Figure(words("Members"), words.number(len(found)), words.plural("{n} pilot", "{n} pilots", pilots)),
        Figure(words("Median completion rate"), words.percent(float(np.median(rates))), n),
        Figure(words("Lowest to highest rate"), extent, n),
        Figure(
            words("No assessed commitments yet"), words.number(none_yet), words("nothing known is not nothing done")
        ),
    ]


def table(view: View) -> Any:
    """Every member by name, with a link to its page."""
    words = view.words
    found = answer("completion-by-member", view.selection, view.names)
    columns = [Column(words(label), numeric=numeric) for label, numeric in _COLUMNS]
    in_order = found.assign(key=found["label"].map(fold)).sort_values("key")
    rows = [_row(view, record) for record in in_order.itertuples()]
    heading = html.H2(words("Each member by name"))
    return html.Section([heading, data_table(words("Members"), columns, rows)], className="card span-12")


def _row(view: View, record: Any) -> list[Any]:
    words, member = view.words, view.member(record.id)
    rate = in_words(record.substantial + record.complete, record.assessed, words)
    return [
        link(record.label, href=view.href(f"members/{record.id}")),
        words(REGIONS[member.region]),
        words(KINDS[member.kind]),
        words(STATUSES[member.status]),
        words.number(record.commitments),
        words.number(record.assessed),
        rate if record.assessed else words("no assessed commitments yet"),
    ]
