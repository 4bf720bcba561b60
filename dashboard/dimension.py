"""One way of grouping commitments, and the counting primitive under every query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.integer]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Dimension:
    """Groups of commitments. `codes` index `values`, -1 is unknown.

    With `places` None there is one code a commitment, in order. Otherwise a commitment may be in several groups:
    `codes[i]` is one group of the commitment at `places[i]`.
    """

    values: tuple[str, ...]
    codes: Codes
    places: Codes | None = None

    @classmethod
    def of_lists(cls, lists: pd.Series, values: tuple[str, ...], separator: str) -> Dimension:
        """A dimension from a column of separated lists; values that are not in `values` are passed over."""
        list_codes, uniques = pd.factorize(lists.to_numpy(dtype=object))
        index = {value: code for code, value in enumerate(values)}
        parts = [sorted({index[v] for v in str(text).split(separator) if v in index}) for text in uniques]
        lengths = np.array([len(part) for part in parts] + [0])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        flat = np.array([code for part in parts for code in part], dtype=np.int16)
        each = lengths[list_codes]
        places = np.repeat(np.arange(len(list_codes), dtype=np.int32), each)
        within = np.arange(len(places)) - np.repeat(np.cumsum(each) - each, each)
        return cls(values, flat[starts[list_codes[places]] + within], places)

    def grouped(self, values: tuple[str, ...], group_of: Codes) -> Dimension:
        """The coarser dimension in which code `c` is `group_of[c]`; a commitment is in each group once."""
        assert self.places is not None
        width = max(len(values), 1)
        pairs = np.unique(self.places.astype(np.int64) * width + group_of[self.codes])
        return Dimension(values, (pairs % width).astype(np.int16), (pairs // width).astype(np.int32))

    def mask(self, chosen: Collection[str], size: int) -> Mask:
        """Which of `size` commitments are in any of the `chosen` groups."""
        wanted = np.array([value in chosen for value in self.values] + [False])
        if self.places is None:
            return wanted[self.codes]
        found = np.zeros(size, dtype=np.bool_)
        found[self.places[wanted[self.codes]]] = True
        return found

    def sizes(self, mask: Mask) -> npt.NDArray[np.int64]:
        """How many commitments of `mask` are in each group."""
        picked = self.codes[mask if self.places is None else mask[self.places]]
        return np.bincount(picked + np.int16(1), minlength=len(self.values) + 1)[1:]  # place 0 takes the unknown

    def count(self, mask: Mask, states: Codes, width: int) -> npt.NDArray[np.int64]:
        """How many commitments of `mask` are in each group and state: shape (groups, width)."""
        picked = mask if self.places is None else mask[self.places]
        codes = self.codes[picked].astype(np.intp)
        of_state = states[picked] if self.places is None else states[self.places[picked]]
        cells = (codes + 1) * width + of_state  # row 0 takes the unknown
        counts = np.bincount(cells, minlength=(len(self.values) + 1) * width)
        return counts.reshape(-1, width)[1:]
