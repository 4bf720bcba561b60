"""Any measure by any group, told apart by colour and divided into panels: the table of what an address asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data.selection import Selection, select
from dashboard.language.words import NAMED_N, SMALL_N
from dashboard.queries.breakdown import ALL, WHOSE
from dashboard.queries.scales import SCALES, Scale

NAMED = NAMED_N
"""A highest and a lowest are named among groups of which it is known of so many (rule 2)."""
RANKED = {"theme", "member", "plan", "kind"}
"""The groups that have no order of their own: the highest first."""


@dataclass(frozen=True)
class Explored:
    """The query of one question: a measure by group, and where asked by colour and by panel.

    Columns: `id`, `colour`, `panel`, the counts of the measure, `high` and `share` where it has one, and `place`, that
    of the group among all in their order. What has no commitment is left out.
    """

    measure: str
    group: str
    colour: str = ""
    split: str = ""

    @property
    def scale(self) -> Scale:
        """What is counted."""
        return SCALES[self.measure]

    def __call__(self, selection: Selection) -> pd.DataFrame:
        return self._table([_Counted(self, selection)])

    def in_context(self, selection: Selection) -> pd.DataFrame:
        """The same with the groups that were not chosen, and at the end of each panel the row of all (rule 12).

        They are counted under all the other filters; all members under those that do not say whose commitments.
        """
        if not self.scale.high:
            return self(selection)
        filters = selection.filters
        let_go = {name: () for name in (self.group, *WHOSE) if name in filters.chosen() and name != "assessor"}
        around = filters.changed(**{name: () for name in let_go if name == self.group})
        everyone = filters.changed(**let_go)
        beside = _Counted(self, select(selection.snapshot, around), _chosen(selection, self.group))
        return self._table(
            [_Counted(self, selection), beside], _Counted(self, select(selection.snapshot, everyone), panels=selection)
        )

    @property
    def around(self) -> tuple[str, ...]:
        """The filters of which what is not chosen stands beside."""
        return (self.group,)

    @property
    def names(self) -> list[str]:
        """All that it is grouped by."""
        return [name for name in (self.group, self.colour, self.split) if name]

    def n(self, selection: Selection) -> int:
        """How many of the commitments selected its shares are of, or it counts."""
        return self.scale.totals(selection)[1] if self.scale.high else selection.commitments

    def palette(self, selection: Selection) -> tuple[str, ...]:
        """The values that are told apart by colour."""
        return selection.dimension(self.colour).values if self.colour else ()

    def unplaced(self, selection: Selection) -> dict[str, int]:
        """By what it is grouped how many commitments are in no group, since that is not known of them."""
        groups = {name: selection.dimension(name) for name in self.names}
        placed = {name: np.count_nonzero(selection.mask & of.mask(of.values)) for name, of in groups.items()}
        return {name: selection.commitments - int(n) for name, n in placed.items() if n < selection.commitments}

    def _table(self, counted: list[_Counted], everyone: _Counted | None = None) -> pd.DataFrame:
        rows = [row for one in counted for row in one.rows()]
        rows += everyone.totals({row[1] for row in rows}) if everyone else []
        counts = np.array([row[-1] for row in rows], dtype=np.int64).reshape(len(rows), len(self.scale.values) + 1)
        names = ("id", "panel", "colour", "place", "chosen")
        columns = {name: pd.Series([row[i] for row in rows], dtype=object) for i, name in enumerate(names)}
        return pd.DataFrame(columns | self._counts(counts))

    def _counts(self, counts: np.ndarray) -> dict[str, np.ndarray]:
        """The columns of numbers of a table of counts by value, those without one last."""
        scale = self.scale
        columns = dict(zip((*scale.values, scale.rest or "rest"), counts.T, strict=True))
        columns["commitments"] = counts.sum(axis=1)
        if scale.high:
            known, high = _sum(counts, scale, scale.known), _sum(counts, scale, scale.high)
            share = np.full(len(counts), np.nan)
            np.divide(high, known, out=share, where=known > 0)
            columns |= {"known": known, "high": high, "share": share}
        return columns


def _sum(counts: np.ndarray, scale: Scale, values: tuple[str, ...]) -> np.ndarray:
    return np.asarray(counts[:, [scale.values.index(value) for value in values]].sum(axis=1))


def _chosen(selection: Selection, name: str) -> frozenset[str]:
    """The values of a filter that are chosen."""
    return frozenset(selection.filters.chosen().get(name, ()))


Row = tuple[str, str, str, int, bool, np.ndarray]
"""A group, its panel, its colour, its place, whether it is chosen, its counts by value."""


@dataclass(frozen=True, eq=False)
class _Counted:
    """The counts of one selection; `but` are groups that are counted elsewhere: what is left stands beside them."""

    asked: Explored
    selection: Selection
    but: frozenset[str] | None = None
    panels: Selection | None = None  # whose panels they are, where that is another's

    def rows(self) -> Iterator[Row]:
        """Panel by panel, group by group, colour by colour."""
        if self.but is not None and not self.but:  # nothing was chosen: nothing stands beside
            return
        values, chosen = self._groups.values, _chosen(self.selection, self.asked.group)
        for panel, in_panel in self._masks(self.asked.split):
            counts = {colour: self._count(in_panel & of_colour) for colour, of_colour in self._masks(self.asked.colour)}
            first = len(values) if self.but and self.asked.group in RANKED else 0  # behind those that were chosen
            for place, group in enumerate(self._order, first):
                if values[group] in (self.but or ()) or (chosen and values[group] not in chosen):
                    continue
                for colour, count in counts.items():
                    if count[group].sum():
                        yield values[group], panel, colour, place, self.but is None, count[group]

    def totals(self, wanted: set[str]) -> list[Row]:
        """All commitments of each panel that is wanted."""
        return [
            (ALL, panel, "", 2 * len(self._groups.values), False, self._all(mask))
            for panel, mask in self._masks(self.asked.split)
            if panel in wanted
        ]

    @cached_property
    def _groups(self) -> Any:
        return self.selection.dimension(self.asked.group)

    @cached_property
    def _codes(self) -> np.ndarray:
        """The value of each commitment; those without one come last."""
        codes = self.asked.scale.codes(self.selection)
        return np.where(codes < 0, len(self.asked.scale.values), codes)

    def _count(self, mask: np.ndarray) -> np.ndarray:
        return np.asarray(self._groups.count(mask, self._codes, len(self.asked.scale.values) + 1))

    def _all(self, mask: np.ndarray) -> np.ndarray:
        return np.bincount(self._codes[mask], minlength=len(self.asked.scale.values) + 1)

    def _masks(self, name: str) -> Iterator[tuple[str, np.ndarray]]:
        """The commitments of each value of a dimension, or of each chosen; all under "" where none is asked."""
        if not name:
            yield "", self.selection.mask
            return
        values, chosen = self.selection.dimension(name), _chosen(self.panels or self.selection, name)
        for value in values.values:
            if not chosen or value in chosen:
                yield value, self.selection.mask & values.mask((value,))

    @cached_property
    def _order(self) -> list[int]:
        """The groups in the order in which they are read: theirs, or the highest first and the few after them."""
        if self.asked.group not in RANKED:
            return [*range(len(self._groups.values))]
        counts = self._count(self.selection.mask)
        numbers = self.asked._counts(counts)  # noqa: SLF001 - one query in two classes
        if not self.asked.scale.high:
            first = counts[:, 0] if self.asked.scale.values else numbers["commitments"]
            return [int(i) for i in np.lexsort((-numbers["commitments"], -first))]
        few = numbers["known"] < SMALL_N
        share = np.where(few, 0.0, numbers["share"])
        return [int(i) for i in np.lexsort((-numbers["commitments"], -share, few))]
