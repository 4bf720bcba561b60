"""Scales: what can be counted of commitments, and by what they can be grouped, whatever page asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, DUE, LEVELS
from dashboard.queries.measures import MEASURES

LATE = DUE[:3]
"""The counts of what is late, always together (rule 11)."""
_COMPLETED = ("substantial", "complete")


@dataclass(frozen=True)
class Scale:
    """What is counted of each commitment: its value on a scale, -1 where it has none.

    `high` are the values that make a share, of those that are `known`; a scale without them only counts.
    """

    kind: str  # of its codes in the vocabulary
    values: tuple[str, ...]
    codes: Callable[[Selection], np.ndarray]
    high: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    rest: str = ""  # the column of those without a value

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of counts of its table."""
        rest = (self.rest,) if self.rest else ()
        return (*self.values, *rest, "commitments", *(("known",) if self.high else ()))

    def totals(self, selection: Selection) -> tuple[int, int]:
        """Of the commitments selected how many are high, and of how many it is known."""
        codes = self.codes(selection)[selection.mask]
        high, known = ([self.values.index(value) for value in some] for some in (self.high, self.known))
        return int(np.isin(codes, high).sum()), int(np.isin(codes, known).sum())


def _levels(codes: np.ndarray) -> np.ndarray:
    """The levels of the four-level scale alone."""
    return np.where(codes < LEVELS, codes, -1)


def _known_of(name: str, kind: str) -> Scale:
    """A scale of what the IRM found beside completion."""
    measure = MEASURES[name]
    return Scale(kind, measure.values, measure.codes, measure.high, measure.values, "not_known")


SCALES: dict[str, Scale] = {
    "completion": Scale(
        "completion", COMPLETION, lambda chosen: chosen.findings.completion, _COMPLETED, COMPLETION[:LEVELS]
    ),
    "commitments": Scale("", (), lambda chosen: np.full(len(chosen.mask), -1)),
    "ambition": _known_of("ambition", "impact"),
    "openness": _known_of("openness", "openness"),
    "early-results": _known_of("early-results", "early_results"),
    "stars": _known_of("stars", "stars"),
    "ambitious-complete": _known_of("ambitious-complete", "ambitious_complete"),
    "late": Scale("due", LATE, lambda chosen: np.where(chosen.due.codes < len(LATE), chosen.due.codes, -1)),
    "reported": Scale(
        "completion",
        COMPLETION[:LEVELS],
        lambda chosen: _levels(chosen.reported.completion),
        _COMPLETED,
        COMPLETION[:LEVELS],
        "not_known",
    ),
}
"""Every measure there is to ask for, by name."""
