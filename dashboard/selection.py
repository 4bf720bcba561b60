"""The one place a filter is applied and "as of" is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from dashboard.dimension import Codes, Dimension, Mask
from dashboard.filters import Filters
from dashboard.snapshot import COMPLETION, LEVELS, NOT_ASSESSED, Snapshot
from data_loader import schema

_FIRST_COMPLETED_LEVEL = schema.COMPLETION_SCALE.index("substantial")


@dataclass(frozen=True)
class Findings:
    """What was known of every commitment on one day: codes in the order of the snapshot's commitments."""

    completion: Codes  # into COMPLETION
    assessor: Codes  # into schema.ASSESSORS, of the finding that counts; -1 when there is none
    openness: Codes  # into schema.DID_IT_OPEN_GOVERNMENT; -1 when not known
    begun: Mask


@lru_cache(maxsize=16)
def _findings(snapshot: Snapshot, asof: dt.date, assessors: tuple[str, ...]) -> Findings:
    """Rule 4. Findings come sorted, so of several written to one commitment the last, which counts, stays."""
    found = snapshot.assessments
    counts = found.day <= asof.toordinal()
    if assessors:
        counts &= np.array([name in assessors for name in schema.ASSESSORS])[found.assessor]
    size = len(snapshot.rows)
    completion = np.full(size, NOT_ASSESSED, dtype=np.int8)
    assessor = np.full(size, -1, dtype=np.int8)
    openness = np.full(size, -1, dtype=np.int8)
    graded = counts & (found.completion != NOT_ASSESSED)
    completion[found.commitment[graded]] = found.completion[graded]
    assessor[found.commitment[graded]] = found.assessor[graded]
    opened = counts & (found.openness >= 0)
    openness[found.commitment[opened]] = found.openness[opened]
    return Findings(completion, assessor, openness, snapshot.begun <= asof.toordinal())


@dataclass(frozen=True, eq=False)
class Selection:
    """The commitments a reader's filters leave, with what was known of each on the as-of day."""

    snapshot: Snapshot
    filters: Filters
    asof: dt.date
    findings: Findings
    masks: dict[str, Mask]  # one a filter that was chosen: the commitments it lets through

    @cached_property
    def mask(self) -> Mask:
        """The commitments selected."""
        return self._mask_without("")

    @cached_property
    def commitments(self) -> int:
        """How many are selected."""
        return int(self.mask.sum())

    @cached_property
    def overdue(self) -> Mask:
        """Selected, past the last day of their promised end, and last found short of complete on the scale."""
        short = self.findings.completion < schema.COMPLETION_SCALE.index("complete")
        return self.mask & short & (self.snapshot.due < self.asof.toordinal())

    @cached_property
    def totals(self) -> list[int]:
        """Commitments selected, by code of COMPLETION."""
        counts = np.bincount(self.findings.completion[self.mask], minlength=len(COMPLETION))
        return [int(count) for count in counts]

    def count(self, name: str) -> np.ndarray:
        """Commitments selected by group of dimension `name` and code of COMPLETION: shape (groups, states)."""
        return self.dimension(name).count(self.mask, self.findings.completion, len(COMPLETION))

    def facet(self, name: str) -> dict[str, int]:
        """Commitments by value of filter `name`, under all the other filters: what choosing the value would give."""
        if name == "assessor":  # decides which findings count, never which commitments
            return {}
        dimension = self.dimension(name)
        mask = self._mask_without(name) if name in self.masks else self.mask
        return dict(zip(dimension.values, dimension.sizes(mask).tolist(), strict=True))

    def dimension(self, name: str) -> Dimension:
        """The dimension of filter `name`; completion depends on the as-of day, the others do not."""
        if name == "completion":
            return Dimension(COMPLETION, self.findings.completion)
        return self.snapshot.dimensions[name]

    def _mask_without(self, name: str) -> Mask:
        mask = self.findings.begun.copy()
        for chosen, allowed in self.masks.items():
            if chosen != name:
                mask &= allowed
        return mask


@lru_cache(maxsize=64)
def _mask(snapshot: Snapshot, name: str, chosen: tuple[str, ...]) -> Mask:
    return snapshot.dimensions[name].mask(chosen, len(snapshot.rows))


def select(snapshot: Snapshot, filters: Filters) -> Selection:
    """Apply `filters` to `snapshot`; kept for the last views, so that all charts of a page share it."""
    return _select(snapshot, filters.selecting())


@lru_cache(maxsize=32)
def _select(snapshot: Snapshot, filters: Filters) -> Selection:
    asof = dt.date.fromisoformat(filters.asof) if filters.asof else snapshot.known_until
    findings = _findings(snapshot, asof, filters.assessor)
    chosen = filters.chosen()
    masks = {name: _mask(snapshot, name, values) for name, values in chosen.items() if name in snapshot.dimensions}
    if "completion" in chosen:
        masks["completion"] = Dimension(COMPLETION, findings.completion).mask(chosen["completion"], len(snapshot.rows))
    return Selection(snapshot, filters, asof, findings, masks)


def assessed(totals: Collection[int]) -> int:
    """Of counts by code of COMPLETION, those on the four-level scale: the n of every rate (rule 2)."""
    return sum(list(totals)[:LEVELS])


def completed(totals: Collection[int]) -> int:
    """Of counts by code of COMPLETION, the substantial and complete."""
    return sum(list(totals)[_FIRST_COMPLETED_LEVEL:LEVELS])
