"""The co-chairs' promises: what had been found on each by a day, and how the commitments beside them are doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboard.data.selection import Selection, select
from dashboard.data.snapshot import COMPLETION, LEVELS, Snapshot, cached, day_of, items
from dashboard.queries.counts import Rate
from dashboard.queries.pilots import there

MANDATE_START = dt.date(2016, 10, 1)
MANDATE_END = dt.date(2017, 9, 30)
"""The first and the last day of the lead co-chairs whose statement it is."""
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

    @property
    def day(self) -> int:
        """The last day that its date may mean, as an ordinal."""
        return day_of(self.date)


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
    findings: dict[str, list[Finding]] = {}
    for day, promise, finding in _dated(snapshot):
        if day <= asof.toordinal():
            findings.setdefault(promise, []).append(finding)
    rows = snapshot.tables["agenda_items"].sort_values("sort", kind="stable").itertuples()
    return tuple(
        Promise(row.id, row.section_id, tuple(items(row.themes)), tuple(findings.get(row.id, ()))) for row in rows
    )


def _dated(snapshot: Snapshot) -> list[tuple[int, str, Finding]]:
    """Every finding with its day and the promise that it is on, the oldest first."""
    rows = snapshot.rows_of("agenda_updates")
    dated = [
        (day_of(row.date), row.agenda_item_id, Finding(row.date, row.status, row.note or "", row.source))
        for row in rows
    ]
    return sorted(dated, key=lambda one: one[0])


def news(selection: Selection) -> list[tuple[str, str, Finding]]:
    """The promises on which something was found since, each with its status before and its last finding."""
    dated, since, asof = _dated(selection.snapshot), selection.since.toordinal(), selection.asof.toordinal()
    before = {promise: finding.status for day, promise, finding in dated if day <= since}
    last = {promise: finding for day, promise, finding in dated if since < day <= asof}
    return [(promise, before.get(promise, NO_FINDING), finding) for promise, finding in last.items()]


def on_themes(selection: Selection, themes: Collection[str]) -> Delivery:
    """The commitments with any of `themes`, under all filters but a choice of themes: these are the promise's own."""
    every = selection.around("theme") & selection.dimension("theme").mask(themes)
    states = selection.findings.completion[every]
    return _delivery(np.bincount(states, minlength=len(COMPLETION)))


def by_level(selection: Selection, level: str) -> Delivery:
    """The commitments of a level of government, under all filters but a choice of levels."""
    every = select(selection.snapshot, selection.filters.changed(level=(level,)))
    return Delivery(every.commitments, Rate(every.completed, every.assessed))


def pilots(selection: Selection) -> Pilots:
    """The pilots among the members with commitments selected."""
    every, counts = there(selection), selection.count("member")
    ids = np.array(selection.dimension("member").values)
    committed = np.flatnonzero(np.isin(ids, every) & counts.any(axis=1))
    assessed = int(counts[committed, :LEVELS].any(axis=1).sum())
    return Pilots(len(every), tuple(ids[committed].tolist()), assessed, _delivery(counts[committed].sum(axis=0)))


def _delivery(totals: np.ndarray) -> Delivery:
    return Delivery(int(totals.sum()), Rate.of(totals.tolist()))
