"""What commitments aim at and what came of them beside completion: ambition, openness, early results, stars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, LEVELS
from dashboard.queries.breakdown import Counts, Grouping, Mask, by_rate
from data_loader import schema

_AMBITIOUS = ("moderate", "transformative")
_COMPLETED = ("substantial", "complete")
BOTH, AMBITIOUS_ONLY, COMPLETE_ONLY, NEITHER = "both", "ambitious_only", "complete_only", "neither"
_OF_BOTH = (NEITHER, COMPLETE_ONLY, AMBITIOUS_ONLY, BOTH)


@dataclass(frozen=True)
class Measure:
    """A finding on an ordered scale: `values` from the least, of which `high` make the share that is told.

    `codes` gives the place of each commitment in `values`, -1 where it is not known: such a commitment enters no share.
    """

    values: tuple[str, ...]
    high: tuple[str, ...]
    codes: Callable[[Selection], np.ndarray]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of counts in a table of the measure."""
        return (*self.values, "not_known", "commitments", "known")

    def by(self, dimension: str, *, ranked: bool = False) -> ByMeasure:
        """The query for one dimension."""
        return ByMeasure(dimension, ranked, measure=self)

    def tabulate(self, values: tuple[str, ...], counts: np.ndarray, **more: npt.ArrayLike) -> pd.DataFrame:
        """Counts of shape (groups, values and one more) as a table."""
        known = counts[:, :-1].sum(axis=1)
        high = counts[:, [self.values.index(value) for value in self.high]].sum(axis=1)
        share = np.full(len(counts), np.nan)
        np.divide(high, known, out=share, where=known > 0)
        every = zip((*self.values, "not_known"), counts.T, strict=True)
        return pd.DataFrame(
            {
                "id": pd.Series(values, dtype=object),
                **dict(every),
                "commitments": counts.sum(axis=1),
                "known": known,
                "high": high,
                "share": share,
                **more,
            }
        )

    def totals(self, selection: Selection, among: np.ndarray | None = None) -> tuple[int, int]:
        """Of the commitments selected, or `among` others, how many are high, and of how many it is known."""
        codes = self.codes(selection)[selection.mask if among is None else among]
        return int(np.isin(codes, [self.values.index(value) for value in self.high]).sum()), int((codes >= 0).sum())

    def known(self, selection: Selection) -> int:
        """Of how many of the commitments selected it is known: the n of its shares."""
        return self.totals(selection)[1]


@dataclass(frozen=True)
class ByMeasure(Grouping):
    """The query of a measure for one dimension."""

    measure: Measure = field(kw_only=True)

    def count(self, selection: Selection, mask: Mask) -> Counts:
        """The commitments of `mask` by group and value, last those of which it is not known."""
        return selection.dimension(self.dimension).count(mask, self._states(selection), self._width)

    def totals(self, selection: Selection) -> npt.ArrayLike:
        """Those selected by value."""
        return np.bincount(self._states(selection)[selection.mask], minlength=self._width)

    def tabulate(self, values: tuple[str, ...], counts: Counts, **more: npt.ArrayLike) -> pd.DataFrame:
        """The counts as a table."""
        return self.measure.tabulate(values, counts, **more)

    def rank(self, counts: Counts, shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The groups `shown` by their share."""
        known = counts[:, :-1].sum(axis=1)
        high = counts[:, [self.measure.values.index(value) for value in self.measure.high]].sum(axis=1)
        return by_rate(high, known, counts.sum(axis=1), shown)

    @property
    def _width(self) -> int:
        return len(self.measure.values) + 1

    def _states(self, selection: Selection) -> np.ndarray:
        codes = self.measure.codes(selection)
        return np.where(codes < 0, self._width - 1, codes)


def _both(selection: Selection) -> np.ndarray:
    """Ambitious and complete, as OGP's database counts it: -1 where either is not known."""
    impact, completion = selection.dimension("impact"), selection.findings.completion
    ambitious = np.isin(impact.codes, [impact.values.index(value) for value in _AMBITIOUS])
    complete = np.isin(completion, [COMPLETION.index(level) for level in _COMPLETED])
    places = [_OF_BOTH.index(name) for name in (BOTH, AMBITIOUS_ONLY, COMPLETE_ONLY, NEITHER)]
    place = np.select([ambitious & complete, ambitious, complete], places[:-1], places[-1])
    return np.asarray(np.where((impact.codes < 0) | (completion >= LEVELS), -1, place))


def _stars(selection: Selection) -> np.ndarray:
    """Starred or not: the dimension has the starred first."""
    codes = selection.dimension("starred").codes
    return np.asarray(np.where(codes < 0, -1, 1 - codes))


MEASURES: dict[str, Measure] = {
    "ambition": Measure(schema.POTENTIAL_IMPACT, _AMBITIOUS, lambda chosen: chosen.dimension("impact").codes),
    "openness": Measure(
        schema.DID_IT_OPEN_GOVERNMENT, ("major", "outstanding"), lambda chosen: chosen.findings.openness
    ),
    "early-results": Measure(
        schema.EARLY_RESULTS, ("moderate", "significant"), lambda chosen: chosen.findings.early_results
    ),
    "stars": Measure(("not_starred", "starred"), ("starred",), _stars),
    "ambitious-complete": Measure(_OF_BOTH, (BOTH,), _both),
}
