"""The one place a filter is applied and "as of" is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np

from dashboard.data.change import CHANGES, WAS, classify, settled, was
from dashboard.data.dimension import Codes, Dimension, Mask
from dashboard.data.filters import Filters
from dashboard.data.membership import Membership, membership
from dashboard.data.snapshot import (
    COMPLETION,
    DUE,
    LEVEL_NOT_PUBLISHED,
    LEVELS,
    NEVER,
    NOT_ASSESSED,
    RUNNING,
    SELF_ASSESSMENT,
    Assessments,
    Earlier,
    Snapshot,
    cached,
    day_of,
)
from data_loader import schema

_COMPLETE = schema.COMPLETION_SCALE.index("complete")
_FIRST_COMPLETED_LEVEL = schema.COMPLETION_SCALE.index("substantial")


@dataclass(frozen=True, eq=False)
class Findings:
    """What was known of every commitment on one day, in the order of the snapshot's; most views need only completion.

    Rule 4: of the findings that count on that day, the last one of a commitment.
    """

    every: Assessments
    counting: Mask  # the findings that were published by that day, by an assessor the reader chose
    begun: Mask

    @cached_property
    def completion(self) -> Codes:
        """Codes into COMPLETION."""
        return self._last_of_completion(self.every.completion, NOT_ASSESSED)

    @cached_property
    def assessor(self) -> Codes:
        """Whose finding that is: codes into schema.ASSESSORS; -1 when there is none."""
        return self._last_of_completion(self.every.assessor, -1)

    @cached_property
    def published(self) -> Codes:
        """The last day that the date of that finding may mean; NEVER when there is none."""
        return self._last_of_completion(self.every.day, NEVER)

    @cached_property
    def first(self) -> Codes:
        """The first day that it may mean; NEVER when there is none."""
        return self._last_of_completion(self.every.first, NEVER)

    @cached_property
    def openness(self) -> Codes:
        """Codes into OPENNESS; -1 when not known."""
        return self._last(self.every.openness, [self.counting & (self.every.openness >= 0)], -1)

    @cached_property
    def early_results(self) -> Codes:
        """Codes into schema.EARLY_RESULTS; -1 when not known."""
        return self._last(self.every.early_results, [self.counting & (self.every.early_results >= 0)], -1)

    def state(self, place: int) -> str:
        """The completion of one commitment."""
        return COMPLETION[self.completion[place]]

    def _last_of_completion(self, known: Codes, unknown: int) -> Codes:
        """Of the finding that says how far it came; where none does, of the last one of all."""
        graded = self.counting & (self.every.completion != LEVEL_NOT_PUBLISHED)
        return self._last(known, [self.counting, graded], unknown)

    def _last(self, known: Codes, ranks: list[Mask], unknown: int) -> Codes:
        """Findings come sorted, so of several written to one commitment the last, which counts, stays."""
        last = np.full(len(self.begun), unknown, dtype=known.dtype)
        for findings in map(np.flatnonzero, ranks):
            last[self.every.commitment[findings]] = known[findings]
        return last


@cached(16)
def _findings(snapshot: Snapshot, asof: dt.date, assessors: tuple[str, ...]) -> Findings:
    every, day = snapshot.assessments, asof.toordinal()
    return Findings(every, (every.day <= day) & _by(every, assessors), snapshot.begun <= day)


def _by(every: Assessments, assessors: tuple[str, ...]) -> Mask:
    """The findings of those whose findings count."""
    whose = counted(assessors)
    return np.asarray(np.array([name in whose for name in schema.ASSESSORS])[every.assessor])


OWN = (SELF_ASSESSMENT,)
"""Who assesses where a member does so itself."""


def counted(assessors: Collection[str]) -> list[str]:
    """Whose findings count where these assessors are chosen, or none: the member's own never with any other (rule 5).

    They count alone, where nobody else is chosen.
    """
    chosen = [name for name in schema.ASSESSORS if name in assessors] or [*schema.ASSESSORS]
    return [name for name in chosen if name not in OWN] or chosen


NO_DAY = dt.date.min
"""The day compared with when no meeting came before: nothing had begun, so everything is new."""


@cached(1)
def _meeting_days(snapshot: Snapshot) -> list[tuple[int, int]]:
    """The first and the last day of each meeting."""
    return [(day_of(row.start_date), day_of(row.end_date)) for row in snapshot.rows_of("meetings")]


@cached(16)
def _changes(snapshot: Snapshot, since: dt.date, asof: dt.date, assessors: tuple[str, ...]) -> Codes:
    """The class of every commitment, as each reading of dates known only to the year or the month gives it (rule 10).

    A finding counts from the last day that its date may mean; here, from the first one as well.
    """
    before, now = (_findings(snapshot, day, assessors) for day in (since, asof))
    if since in {NO_DAY, asof}:
        return classify(before.completion, now.completion, before.begun)
    every, whose = snapshot.assessments, _by(snapshot.assessments, assessors)
    by_then = whose & (every.first <= since.toordinal())
    early = Findings(every, by_then, snapshot.may_have_begun <= since.toordinal())
    both, late = (replace(now, counting=counting) for counting in (now.counting | by_then, _until(every, asof, whose)))
    readings = [(before, now), (before, late), (early, both), (early, late)]
    return settled(classify(then.completion, today.completion, then.begun) for then, today in readings)


def _until(every: Assessments, day: dt.date, whose: Mask) -> Mask:
    """The findings that may have been published by a day."""
    return np.asarray(whose & (every.first <= day.toordinal()))


@cached(4)
def _known(_: Snapshot, earlier: Earlier, asof: dt.date, assessors: tuple[str, ...]) -> Findings:
    """What another version says of every commitment on the same day."""
    every, day = earlier.assessments, asof.toordinal()
    return Findings(every, (every.day <= day) & _by(every, assessors), earlier.begun <= day)


@dataclass(frozen=True, eq=False)
class Selection:
    """The commitments a reader's filters leave, with what was known of each on the as-of day."""

    SOON_DAYS: ClassVar = 90
    """A promised end within so many days after the as-of day is soon."""

    snapshot: Snapshot
    filters: Filters
    asof: dt.date
    findings: Findings

    @cached_property
    def masks(self) -> dict[str, Mask]:
        """By filter that was chosen, the commitments it lets through."""
        chosen = self.filters.chosen()
        chosen.pop("assessor", None)  # decides which findings count, never which commitments
        fixed = {name: values for name, values in chosen.items() if name in self.snapshot.dimensions}
        masks = {name: _mask(self.snapshot, name, values) for name, values in fixed.items()}
        return masks | {name: self.dimension(name).mask(chosen[name]) for name in chosen.keys() - fixed.keys()}

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the scale that the filters let through."""
        return tuple(level for level in COMPLETION[:LEVELS] if level in (self.filters.completion or COMPLETION))

    @cached_property
    def mask(self) -> Mask:
        """The commitments selected."""
        return self._mask_without()

    @cached_property
    def since(self) -> dt.date:
        """The day compared with: as asked for, when it is not after the as-of day; else the first of the last meeting.

        The meeting must have been over before the as-of day. Where two versions are compared, both are of one day.
        """
        if self.known:
            return self.asof
        asked, asof = self.filters.since, self.asof
        if asked and asked <= asof.isoformat():
            return dt.date.fromisoformat(asked)
        over = [start for start, end in _meeting_days(self.snapshot) if start <= end < asof.toordinal()]
        return dt.date.fromordinal(max(over)) if over else NO_DAY

    @property
    def membership(self) -> Membership:
        """What every member was on the as-of day."""
        return membership(self.snapshot, self.asof)

    @cached_property
    def known(self) -> Earlier | None:
        """The version compared with, in place of a day."""
        return self.snapshot.earlier.get(self.filters.known)

    @cached_property
    def before(self) -> Findings:
        """What was known of every commitment on the day, or in the version, compared with."""
        if self.known:
            return _known(self.snapshot, self.known, self.asof, self.filters.assessor)
        return _findings(self.snapshot, self.since, self.filters.assessor)

    @cached_property
    def independent(self) -> Findings:
        """What others than the member found of every commitment."""
        others = [name for name in self.filters.assessor if name not in OWN]
        return _findings(self.snapshot, self.asof, tuple(others))

    @cached_property
    def reported(self) -> Findings:
        """What members themselves report of every commitment: by the as-of day, where one is chosen."""
        return _findings(self.snapshot, self.asof if self.filters.asof else dt.date.max, OWN)

    @cached_property
    def commitments(self) -> int:
        """How many are selected."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def overdue(self) -> Mask:
        """Selected, past the last day of their promised end, and last found short of complete on the scale."""
        return self.having("due", "overdue")

    def having(self, name: str, value: str) -> Mask:
        """Those selected in the group `value` of a dimension in which each commitment is once."""
        dimension = self.dimension(name)
        return np.asarray(self.mask & (dimension.codes == dimension.values.index(value)))

    def places(self, name: str, value: str) -> Codes:
        """The places of those selected in a group, by their promised end where that is what groups them."""
        group = np.flatnonzero(self.having(name, value))
        return group[np.argsort(self.snapshot.due[group], kind="stable")] if name == "due" else group

    @cached_property
    def totals(self) -> list[int]:
        """Commitments selected, by code of COMPLETION."""
        return list(self.sizes("completion").values())

    @property
    def assessed(self) -> int:
        """How many of them are assessed: the n of a rate of all (rule 2)."""
        return assessed(self.totals)

    @property
    def completed(self) -> int:
        """How many of them are substantially or fully complete."""
        return completed(self.totals)

    def count(self, name: str) -> np.ndarray:
        """Commitments selected by group of dimension `name` and code of COMPLETION: shape (groups, states)."""
        return self.dimension(name).count(self.mask, self.findings.completion, len(COMPLETION))

    def around(self, *names: str) -> Mask:
        """The commitments as if nothing were chosen of some filters: what is chosen, and what stands beside it."""
        return self._mask_without(*names) if any(name in self.masks for name in names) else self.mask

    def facet(self, name: str) -> dict[str, int]:
        """Commitments by value of filter `name`, under all the other filters: what choosing the value would give."""
        if name == "assessor":  # decides which findings count, never which commitments
            return {}
        return self.sizes(name, self.around(name))

    def sizes(self, name: str, mask: Mask | None = None) -> dict[str, int]:
        """Commitments by value of filter `name`: those selected, or those of a mask."""
        dimension = self.dimension(name)
        sizes = dimension.sizes(self.mask if mask is None else mask)
        return dict(zip(dimension.values, sizes.tolist(), strict=True))

    def dimension(self, name: str) -> Dimension:
        """The dimension of filter `name`; those that depend on the days are worked out here."""
        dimension: Dimension = self.snapshot.dimensions.get(name) or getattr(self, name)
        return dimension

    @cached_property
    def completion(self) -> Dimension:
        """What was found of each commitment."""
        return Dimension(COMPLETION, self.findings.completion)

    @cached_property
    def assessor(self) -> Dimension:
        """Whose finding that is."""
        return Dimension(schema.ASSESSORS, self.findings.assessor)

    @cached_property
    def kind(self) -> Dimension:
        """The kind of territory of the member whose commitment it is."""
        kinds = self.snapshot.tables["members"]["kind"]
        values = tuple(kind for kind in schema.MEMBER_KINDS if kind in set(kinds))
        place = {kind: code for code, kind in enumerate(values)}
        of_member = np.array([*(place.get(kind, -1) for kind in kinds), -1])
        return Dimension(values, of_member[self.dimension("member").codes])

    @cached_property
    def due(self) -> Dimension:
        """Whether its promised end has passed, is near or is not known (rule 11).

        Overdue is past the last day of its end, and last found short of complete; where what became of it is not known,
        it is counted apart. Soon is what ends in the next days, found neither complete nor withdrawn.
        """
        completion, left = self.findings.completion, self.snapshot.due - self.asof.toordinal()
        ended = np.isin(completion, [COMPLETION.index(state) for state in schema.ENDED])
        rules = {
            "end-unknown": self.snapshot.due == NEVER,  # whatever became of it
            "overdue": (completion < _COMPLETE) & (left < 0),
            "overdue-unknown": ~ended & (left < 0),
            "soon": ~ended & (left > 0) & (left <= self.SOON_DAYS),
        }
        codes = np.select(list(rules.values()), [DUE.index(name) for name in rules], -1)
        return Dimension(DUE, codes.astype(np.int8))

    @cached_property
    def running(self) -> Dimension:
        """Whether the period of its plan goes on.

        It has ended when its last day is before the as-of day or, where that is not known, when the member's next plan
        had begun; where nothing says so, it is unknown.
        """
        ends, today = self.snapshot.ends, self.asof.toordinal()
        rules = {
            "ended": (ends < today) | ((ends == NEVER) & (self.snapshot.followed <= today)),
            "unknown": ends == NEVER,
        }
        codes = np.select(list(rules.values()), [RUNNING.index(name) for name in rules], RUNNING.index("yes"))
        return Dimension(RUNNING, codes.astype(np.int8))

    @cached_property
    def was(self) -> Dimension:
        """What was known of it on the day compared with."""
        return Dimension(WAS, was(self.before.completion, self.before.begun))

    @cached_property
    def change(self) -> Dimension:
        """What became of it since the day compared with."""
        if self.known:
            return Dimension(CHANGES, classify(self.before.completion, self.findings.completion, self.before.begun))
        return Dimension(CHANGES, _changes(self.snapshot, self.since, self.asof, self.filters.assessor))

    def _mask_without(self, *names: str) -> Mask:
        mask = self.findings.begun.copy()
        for chosen, allowed in self.masks.items():
            if chosen not in names:
                mask &= allowed
        return mask


@cached(64)
def _mask(snapshot: Snapshot, name: str, chosen: tuple[str, ...]) -> Mask:
    return snapshot.dimensions[name].mask(chosen)


def select(snapshot: Snapshot, filters: Filters) -> Selection:
    """Apply `filters` to `snapshot`; kept for the last views, so that all charts of a page share it."""
    return _select(snapshot, filters.selecting())


@cached(32)
def _select(snapshot: Snapshot, filters: Filters) -> Selection:
    asof = dt.date.fromisoformat(filters.asof) if filters.asof else _latest(snapshot, filters.assessor)
    return Selection(snapshot, filters, asof, _findings(snapshot, asof, filters.assessor))


def _latest(snapshot: Snapshot, assessors: tuple[str, ...]) -> dt.date:
    """The as-of day where none is chosen: what members report moves it where nothing else is looked at."""
    own = snapshot.assessments.day[~snapshot.assessments.independent & (snapshot.assessments.day != NEVER)]
    if assessors != OWN or not len(own):
        return snapshot.known_until
    return max(snapshot.known_until, dt.date.fromordinal(int(own.max())))


def assessed(totals: Collection[int]) -> int:
    """Of counts by code of COMPLETION, those on the four-level scale: the n of every rate (rule 2)."""
    return sum(list(totals)[:LEVELS])


def completed(totals: Collection[int]) -> int:
    """Of counts by code of COMPLETION, the substantial and complete."""
    return sum(list(totals)[_FIRST_COMPLETED_LEVEL:LEVELS])
