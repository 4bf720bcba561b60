"""What became of a commitment between two days: classes that exclude each other and leave none out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dashboard.data.dimension import Codes, Mask
from data_loader import schema

_STATES = (*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES, *schema.COMPLETION_UNKNOWN)
_LEVELS = len(schema.COMPLETION_SCALE)
_WITHDRAWN = _STATES.index("withdrawn")
_NOT_ASSESSED = _STATES.index("not_assessed")

NOT_BEGUN = "not_begun"
"""What a commitment was on a day on which its plan had not begun."""
WAS = (*_STATES, NOT_BEGUN)
"""What a commitment may have been on the day compared with: a level, a state beside the scale, or not begun."""

CHANGES = ("advanced", "slipped", "newly_assessed", "withdrawn", "otherwise", "new", "not_placed", "unchanged")
"""The classes in the order in which they are told."""


def was(before: Codes, had_begun: Mask) -> Codes:
    """What every commitment was on the day compared with, as a code into WAS."""
    return np.where(had_begun, before, WAS.index(NOT_BEGUN)).astype(np.int8)


def classify(before: Codes, now: Codes, had_begun: Mask) -> Codes:
    """The class of every commitment, as a code into CHANGES.

    From what was known of it on two days, as codes of completion, and whether it had begun on the first.
    """
    on_scale = (before < _LEVELS) & (now < _LEVELS)  # on both days, and so to be compared
    rules = {  # the first that holds decides
        "new": ~had_begun,  # whatever is known of it since
        "withdrawn": (now == _WITHDRAWN) & (before != _WITHDRAWN),
        # The first finding of all, whether or not its level is published: there is nothing to compare it with.
        "newly_assessed": (before == _NOT_ASSESSED) & (now != _NOT_ASSESSED),
        "advanced": on_scale & (now > before),
        "slipped": on_scale & (now < before),
        "otherwise": now != before,  # into the scale, as when its level is published at last, or out of it
    }
    codes = [CHANGES.index(name) for name in rules]
    return np.select(list(rules.values()), codes, CHANGES.index("unchanged")).astype(np.int8)


def settled(classes: Iterable[Codes]) -> Codes:
    """The class of every commitment that every reading of its dates gives; not placed where they differ (rule 10)."""
    first, *others = classes
    agrees = np.logical_and.reduce([first == other for other in others]) if others else np.ones(len(first), dtype=bool)
    return np.where(agrees, first, CHANGES.index("not_placed")).astype(np.int8)
