"""What of a long table has room in a chart of panels: which groups, which panels, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import pandas as pd

from dashboard.figures import frame

MOST_PANELS = 9
MOST_ROWS = {False: 24, True: 8}
"""How many groups are drawn of a table without panels, and with them."""


@dataclass(frozen=True)
class Row:
    """A group in a panel and colour."""

    id: str
    label: str
    panel: str
    panel_label: str
    colour: str
    colour_label: str
    place: int
    chosen: bool
    commitments: int
    counts: tuple[int, ...]
    known: int
    high: int

    @property
    def is_rated(self) -> bool:
        """Whether it is known of enough for a rate (rule 2)."""
        return frame.makes_rate(self.known)

    @property
    def names(self) -> str:
        """All that it is: its group, colour and panel."""
        return " · ".join(name for name in (self.label, self.colour_label, self.panel_label) if name)


def rows(table: pd.DataFrame, values: Sequence[str]) -> list[Row]:
    """The rows of a table as plain values."""
    none = [""] * len(table)

    def texts(name: str) -> list[str]:
        return list(table[name]) if name in table else none

    def numbers(name: str) -> list[int]:
        return [int(n) for n in table[name]] if name in table else [0] * len(table)

    counts = zip(*(numbers(value) for value in values), strict=True) if values else [()] * len(table)
    every = zip(
        *map(texts, ("id", "label", "panel", "panel_label", "colour", "colour_label")),
        numbers("place"), table["chosen"] if len(table) else [], numbers("commitments"), counts,
        numbers("known"), numbers("high"), strict=True,
    )  # fmt: skip
    return [Row(*row) for row in every]


@dataclass(frozen=True)
class Drawn:
    """What of a table has room: its panels and groups, in their order, and how many of each there are."""

    panels: dict[str, str]  # by id, with its name
    groups: dict[str, str]
    all_panels: int
    all_groups: int

    @classmethod
    def of(cls, every: Sequence[Row], *, rated: bool) -> Drawn:
        """Of many groups the first and the last that have a rate; in panels, those with most commitments."""
        own = sorted((row for row in every if row.id != frame.EVERYONE), key=lambda row: row.place)
        panels = _with_most(
            {row.panel: row.panel_label for row in every if row.id != frame.EVERYONE}, own, "panel", MOST_PANELS
        )
        groups = {row.id: row.label for row in own}
        most = MOST_ROWS[len(panels) > 1]
        if len(panels) > 1 or not rated:
            drawn = _with_most(groups, own, "id", most)
        else:
            drawn = _both_ends(groups, [row.id for row in own if row.is_rated], most)
        return cls(panels, drawn, len({row.panel for row in own}), len(groups))


def _with_most(named: Mapping[str, str], every: Sequence[Row], what: str, most: int) -> dict[str, str]:
    """Those chosen and those with most commitments, in the order in which they come."""
    chosen = all(row.chosen for row in every)
    sizes = dict.fromkeys(named, 0.0)
    for row in every:
        sizes[getattr(row, what)] += inf if row.chosen and not chosen else row.commitments
    first = set(sorted(named, key=lambda name: -sizes[name])[:most])
    return {name: label for name, label in named.items() if name in first}


def _both_ends(named: Mapping[str, str], rated: Sequence[str], most: int) -> dict[str, str]:
    if len(named) <= most:
        return dict(named)
    order = [*dict.fromkeys(rated), *(name for name in named if name not in set(rated))]
    full = len(dict.fromkeys(rated)) >= most
    wanted = {*order[: most // 2], *order[: len(dict.fromkeys(rated))][-(most // 2) :]} if full else set(order[:most])
    return {name: label for name, label in named.items() if name in wanted}
