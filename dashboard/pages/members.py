"""Members: where they are and how each is doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.blocks import (
    N_,
    Block,
    Chart,
    Count,
    Day,
    Figure,
    Grid,
    Header,
    Link,
    Part,
    Row,
    Share,
    Table,
    Unknown,
    folded,
)
from dashboard.charts.registry import answer
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Members")

_COLUMNS = (
    *(c.MEMBER, c.REGION, c.KIND, c.STATUS_ON_THE_DAY, c.SINCE, c.COMMITMENTS, c.ASSESSED, c.COMPLETION_RATE),
    *(c.WHY_THE_STATUS.in_files, c.SOURCES_OF_THE_STATUS.in_files),
)
_NONE_YET, _LEVEL_UNKNOWN = N_("no assessed commitments yet"), N_("no level known")
_LATER = (c.MEMBER, c.REGION, c.KIND, c.JOINED)


def blocks(_: View) -> Sequence[Block]:
    """Map, table by name, and the chart of all."""
    cards: list[Block] = [Chart("members-map"), Part("member-list", members), *folded([Chart("completion-by-member")])]
    return [Part("members", header), Grid(cards)]


def header(view: View) -> Header:
    """Of how many members of the day anything is assessed, and how their rates spread."""
    words, shown = view.words, answer(view, "completion-by-member")
    table = shown[shown["id"].isin(view.selection.membership.members)]
    headline = words(
        "{assessed} of {members} members have assessed commitments.",
        assessed=int((table["assessed"] > 0).sum()),
        members=len(table),
    )
    lede = words("As of {date}; a rate needs at least five assessed commitments.", date=view.asof)
    others = words.plural(
        "Listed as well, and not counted: {n} that was no member on that day, with its commitments.",
        "Listed as well, and not counted: {n} that were no members on that day, with their commitments.",
        len(shown) - len(table),
    )
    text = f"{lede} {others}" if len(shown) > len(table) else lede
    joined = Link(words("Who joined when"), view.href("new-members"))
    return Header(headline, [text, " ", joined], _figures(view, table))


def _figures(view: View, table: pd.DataFrame) -> list[Figure]:
    """A ranking is read only with median, range and n (rule 8); where there is no rate, there are none."""
    words = view.words
    rates = table.loc[table["assessed"].map(words.makes_rate), "completion_rate"]
    if not len(rates):
        return []
    n = words.plural("{n} member with at least five assessed", "{n} members with at least five assessed", len(rates))
    extent = f"{words.percent(rates.min())} – {words.percent(rates.max())}"
    pilots = int(table["id"].isin(view.snapshot.pilots).sum())
    none_yet = int((table["assessed"] + table["level_not_published"] == 0).sum())
    return [
        Figure(words("Members"), Count(len(table)), words.plural("{n} pilot", "{n} pilots", pilots)),
        Figure(words("Median completion rate"), words.percent(float(np.median(rates))), n),
        Figure(words("Lowest to highest rate"), extent, n),
        Figure(words("No assessed commitments yet"), Count(none_yet), words("nothing known is not nothing done")),
    ]


def members(view: View) -> Sequence[Table]:
    """Every member by name, with a link to its page; then who joined only after the as-of day."""
    words, table = view.words, answer(view, "completion-by-member")
    by_name = table.assign(key=table["label"].map(words.order)).sort_values("key")
    rows = [_row(view, record) for record in by_name.itertuples()]
    listed = Table("members", words("Each member by name"), _COLUMNS, rows, tab=words("Members"))
    return [listed, *_joined_later(view, set(table["id"]))]


def _joined_later(view: View, listed: set[str]) -> list[Table]:
    """The members that joined after the as-of day, of the regions and members chosen; none under other filters."""
    words, chosen = view.words, view.filters.chosen()
    if chosen.keys() - {"region", "member"}:
        return []
    rows = [
        (view.names.of("member", row.id), row)
        for row in view.snapshot.rows_of("members")
        if view.selection.membership.by_id[row.id].status == "not_yet"
        and row.id not in listed
        and row.region in chosen.get("region", (row.region,))
        and row.id in chosen.get("member", (row.id,))
    ]
    cells: list[Row] = [
        [
            Link(name, view.href(f"members/{row.id}")),
            words.code("region", row.region),
            words.code("kind", row.kind),
            Day(view.selection.membership.by_id[row.id].since),
        ]
        for name, row in sorted(rows, key=lambda one: words.order(one[0]))
    ]
    title = words("Joined after {date}", date=view.asof)
    return [Table("joined-later", title, _LATER, cells, tab=words("Joined later"))] if cells else []


def _row(view: View, record: Any) -> Row:
    words, member, assessed = view.words, view.member(record.id), int(record.assessed)
    held = view.selection.membership.by_id[record.id]
    rate = Share(int(record.substantial + record.complete), assessed)
    return [
        Link(record.label, view.href(f"members/{record.id}")),
        words.code("region", member.region),
        words.code("kind", member.kind),
        c.status_of(view, record.id),
        c.start_of(view, record.id),
        Count(int(record.commitments)),
        Count(assessed),
        rate if assessed else Unknown(words(_LEVEL_UNKNOWN if record.level_not_published else _NONE_YET)),
        c.in_english(held.reason),
        c.sources(held.source, words),
    ]
