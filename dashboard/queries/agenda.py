"""The co-chairs' promises: what had been found on each by a day, and how the commitments beside them are doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from dashboard.data.selection import Selection, select
from dashboard.data.snapshot import COMPLETION, Snapshot, cached, day_of
from dashboard.queries.changes import Rate
from data_loader.schema import LIST_SEPARATOR

MANDATE_END = dt.date(2017, 9, 30)
"""The last day of the lead co-chairs whose statement it is."""
NO_FINDING = ""
"""The status of a promise on which nothing was found: unknown, which is not "not started"."""
OPEN = ("not_started", "in_progress")


@dataclass(frozen=True)
class Finding:
    """What was found on a promise on a day, and where."""

    date: str
    status: str
    note: str
    source: str


@dataclass(frozen=True)
class Promise:
    """A promise of the statement, with its findings up to a day, the oldest first."""

    id: str
    section: str
    themes: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def status(self) -> str:
        """What was found last; NO_FINDING when nothing was."""
        return self.findings[-1].status if self.findings else NO_FINDING


class Delivery(NamedTuple):
    """The commitments of some themes or members: how many, and their completion rate."""

    commitments: int
    rate: Rate


@dataclass(frozen=True)
class Pilots:
    """The subnational members: all of them, and those with commitments selected."""

    all: int
    committed: tuple[str, ...]
    assessed: int  # members with an assessed commitment
    delivery: Delivery


@cached(16)
def promises(snapshot: Snapshot, asof: dt.date) -> tuple[Promise, ...]:
    """The promises in the order of the statement, as known on `asof`."""
    updates = snapshot.tables["agenda_updates"].itertuples()
    dated = sorted(((day_of(row.date), row) for row in updates), key=lambda pair: pair[0])
    found: dict[str, list[Finding]] = {}
    for day, row in dated:
        if day <= asof.toordinal():
            found.setdefault(row.agenda_item_id, []).append(Finding(row.date, row.status, row.note or "", row.source))
    items = snapshot.tables["agenda_items"].sort_values("sort", kind="stable")
    return tuple(
        Promise(row.id, row.section_id, _parts(row.themes), tuple(found.get(row.id, ()))) for row in items.itertuples()
    )


def by_section(found: Collection[Promise]) -> dict[str, list[Promise]]:
    """The promises of each section of the statement."""
    return {
        section: [one for one in found if one.section == section]
        for section in dict.fromkeys(one.section for one in found)
    }


def carried_over(snapshot: Snapshot) -> tuple[Promise, ...]:
    """The promises found open on the last day of the mandate, whatever was found after it."""
    return tuple(one for one in promises(snapshot, MANDATE_END) if one.status in OPEN)


def on_themes(selection: Selection, themes: Collection[str]) -> Delivery:
    """The commitments with any of `themes`, under all filters but a choice of themes: these are the promise's own."""
    every = select(selection.snapshot, replace(selection.filters, theme=()))
    carrying = every.dimension("theme").mask(themes)
    states = every.findings.completion[every.mask & carrying]
    return _delivery(np.bincount(states, minlength=len(COMPLETION)))


def pilots(selection: Selection) -> Pilots:
    """The pilots among the members with commitments selected."""
    members, every = selection.snapshot.tables["members"], selection.snapshot.pilots
    counts = selection.count("member")
    committed = np.flatnonzero(members["id"].isin(every).to_numpy() & (counts.sum(axis=1) > 0))
    assessed = sum(Rate.of(counts[place].tolist()).assessed > 0 for place in committed)
    ids = tuple(members["id"].iloc[committed])
    return Pilots(len(every), ids, assessed, _delivery(counts[committed].sum(axis=0)))


def _delivery(totals: np.ndarray) -> Delivery:
    return Delivery(int(totals.sum()), Rate.of(totals.tolist()))


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split(LIST_SEPARATOR) if part)
