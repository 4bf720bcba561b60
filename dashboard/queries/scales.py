"""Scales: what can be counted of commitments, and by what they can be grouped, whatever page asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.data.dimension import Dimension
from dashboard.data.selection import Selection
from dashboard.data.snapshot import COMPLETION, DUE, LEVELS
from dashboard.queries.measures import MEASURES
from data_loader import schema

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


def dimension(selection: Selection, name: str) -> Dimension:
    """The groups of commitments of a name: those of filters, who assessed them, and the kind of their member."""
    if name == "assessor":
        return Dimension(schema.ASSESSORS, selection.findings.assessor)
    if name == "kind":
        kinds = selection.snapshot.tables["members"]["kind"]
        values = tuple(kind for kind in schema.MEMBER_KINDS if kind in set(kinds))
        place = {kind: code for code, kind in enumerate(values)}
        of_member = np.array([*(place.get(kind, -1) for kind in kinds), -1])
        return Dimension(values, of_member[selection.dimension("member").codes])
    return selection.dimension(name)


def unplaced(selection: Selection, name: str) -> int:
    """How many of the commitments selected are in no group of a name, since that is not known of them."""
    groups = dimension(selection, name)
    return selection.commitments - int(np.count_nonzero(selection.mask & groups.mask(groups.values)))
