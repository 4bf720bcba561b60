"""Members: where they are and how each is doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.blocks import N_, Block, Chart, Count, Figure, Grid, Header, Link, Part, Row, Share, Table, Unknown
from dashboard.charts.registry import answer
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Members")

_COLUMNS = (c.MEMBER, c.REGION, c.KIND, c.STATUS, c.COMMITMENTS, c.ASSESSED, c.COMPLETION_RATE)


def blocks(_: View) -> Sequence[Block]:
    """Map, table by name, and the chart of all."""
    cards: list[Block] = [Chart("members-map"), Part("member-list", members), Chart("completion-by-member")]
    return [Part("members", header), Grid(cards)]


def header(view: View) -> Header:
    """Of how many members anything is assessed, and how their rates spread."""
    words, table = view.words, answer(view, "completion-by-member")
    headline = words(
        "{assessed} of {members} members have assessed commitments.",
        assessed=int((table["assessed"] > 0).sum()),
        members=len(table),
    )
    lede = words("As of {date}; a rate needs at least five assessed commitments.", date=view.asof)
    return Header(headline, lede, _figures(view, table))


def _figures(view: View, table: pd.DataFrame) -> list[Figure]:
    """A ranking is read only with median, range and n (rule 8); where there is no rate, there are none."""
    words = view.words
    rates = table.loc[table["assessed"].map(words.makes_rate), "completion_rate"]
    if not len(rates):
        return []
    n = words.plural("{n} member with at least five assessed", "{n} members with at least five assessed", len(rates))
    extent = f"{words.percent(rates.min())} – {words.percent(rates.max())}"
    pilots = int(table["id"].isin(view.snapshot.pilots).sum())
    none_yet = int((table["assessed"] == 0).sum())
    return [
        Figure(words("Members"), Count(len(table)), words.plural("{n} pilot", "{n} pilots", pilots)),
        Figure(words("Median completion rate"), words.percent(float(np.median(rates))), n),
        Figure(words("Lowest to highest rate"), extent, n),
        Figure(words("No assessed commitments yet"), Count(none_yet), words("nothing known is not nothing done")),
    ]


def members(view: View) -> Table:
    """Every member by name, with a link to its page."""
    words, table = view.words, answer(view, "completion-by-member")
    by_name = table.assign(key=table["label"].map(words.order)).sort_values("key")
    rows = [_row(view, record) for record in by_name.itertuples()]
    return Table("members", words("Each member by name"), _COLUMNS, rows, tab=words("Members"))


def _row(view: View, record: Any) -> Row:
    words, member, assessed = view.words, view.member(record.id), int(record.assessed)
    rate = Share(int(record.substantial + record.complete), assessed)
    return [
        Link(record.label, view.href(f"members/{record.id}")),
        words.code("region", member.region),
        words.code("kind", member.kind),
        words.code("status", member.status),
        Count(int(record.commitments)),
        Count(assessed),
        rate if assessed else Unknown(words("no assessed commitments yet")),
    ]
