"""One way of grouping commitments, and the counting primitive under every query."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.integer]
Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Dimension:
    """Groups of commitments: one code each, -1 where it is unknown.

    Codes index `values`. Where a commitment may be in several groups they index `sets` instead, each of codes of
    values: a million commitments have but some thousand different sets, so that whatever is asked is asked of few.
    """

    values: tuple[str, ...]
    codes: Codes
    sets: tuple[tuple[int, ...], ...] | None = None

    @classmethod
    def of_lists(cls, lists: pd.Series, values: tuple[str, ...], separator: str) -> Dimension:
        """A dimension from a column of separated lists; values that are not in `values` are passed over."""
        codes, uniques = pd.factorize(lists.to_numpy(dtype=object))
        index = {value: code for code, value in enumerate(values)}
        parts = (str(text).split(separator) for text in uniques)
        return cls(values, codes.astype(np.int32), tuple(_set(index.get(part, -1) for part in of) for of in parts))

    def grouped(self, values: tuple[str, ...], group_of: Codes) -> Dimension:
        """The coarser dimension in which value `c` is in group `group_of[c]`; a commitment is in each group once."""
        assert self.sets is not None
        return Dimension(values, self.codes, tuple(_set(group_of[list(codes)].tolist()) for codes in self.sets))

    def of(self, place: int) -> tuple[str, ...]:
        """The groups that the commitment at `place` is in."""
        code = int(self.codes[place])
        return tuple(self.values[value] for value in self._sets[code]) if code >= 0 else ()

    def mask(self, chosen: Collection[str]) -> Mask:
        """Which commitments are in any of the `chosen` groups."""
        wanted = np.array([value in chosen for value in self.values], dtype=np.bool_)
        code, value = self._pairs
        allowed = np.zeros(len(self._sets) + 1, dtype=np.bool_)
        allowed[code[wanted[value]]] = True
        return allowed.take(self.codes, mode="wrap")  # the unknown, -1, is the last, which nothing allows

    def sizes(self, mask: Mask) -> Counts:
        """How many commitments of `mask` are in each group."""
        return self._counted(self._rows(np.flatnonzero(mask)), 1)[:, 0]

    def count(self, mask: Mask, states: Codes, width: int) -> Counts:
        """How many commitments of `mask` are in each group and state: shape (groups, width)."""
        places = np.flatnonzero(mask)  # several times as fast to take by as the mask
        cells = self._rows(places)
        cells *= width
        cells += states[places]
        return self._counted(cells, width)

    def _rows(self, places: Codes) -> Codes:
        """The row of a table by code that each of `places` is counted in; row 0 takes the unknown."""
        rows = self.codes[places].astype(np.intp)
        rows += 1
        return rows

    def _counted(self, cells: Codes, width: int) -> Counts:
        """How often each cell of such a table is named, added up by value."""
        by_code = np.bincount(cells, minlength=(len(self._sets) + 1) * width).reshape(-1, width)[1:]
        if self.sets is None:
            return by_code
        code, value = self._pairs
        of_values = value[:, np.newaxis] * width + np.arange(width)
        counts = np.bincount(of_values.ravel(), by_code[code].ravel(), minlength=len(self.values) * width)
        return counts.astype(np.int64).reshape(-1, width)

    @cached_property
    def _sets(self) -> tuple[tuple[int, ...], ...]:
        """Of each code, the values it stands for."""
        return tuple((code,) for code in range(len(self.values))) if self.sets is None else self.sets

    @cached_property
    def _pairs(self) -> tuple[Codes, Codes]:
        """Each code beside each of its values."""
        lengths = [len(values) for values in self._sets]
        return np.repeat(np.arange(len(lengths)), lengths), np.array([v for s in self._sets for v in s], dtype=np.intp)


def _set(codes: Iterable[int]) -> tuple[int, ...]:
    """Each code once, without the unknown, in order."""
    return tuple(sorted({code for code in codes if code >= 0}))
