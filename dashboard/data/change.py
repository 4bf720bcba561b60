"""What became of a commitment between two days: classes that exclude each other and leave none out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_loader import schema

_STATES = (*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES)
_LEVELS = len(schema.COMPLETION_SCALE)
_WITHDRAWN = _STATES.index("withdrawn")
_NOT_ASSESSED = len(_STATES)

Codes = npt.NDArray[np.integer]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pair:
    """What was known of every commitment on two days: codes of completion, and whether it had begun on the first."""

    before: Codes
    now: Codes
    had_begun: Mask

    @property
    def on_scale(self) -> Mask:
        """On both days on the scale, and so to be compared."""
        return (self.before < _LEVELS) & (self.now < _LEVELS)

    @property
    def same(self) -> Mask:
        """What was known is what is known."""
        return _are(self.now, self.before)


def _are(codes: Codes, wanted: Codes | int) -> Mask:
    found: Mask = codes == wanted
    return found


def new(pair: Pair) -> Mask:
    """Not yet begun on the first day, whatever is known of it since."""
    return ~pair.had_begun


def withdrawn(pair: Pair) -> Mask:
    """Found withdrawn since; not so before."""
    return _are(pair.now, _WITHDRAWN) & ~_are(pair.before, _WITHDRAWN)


def newly_assessed(pair: Pair) -> Mask:
    """Nothing was known before, a level or no evidence is now: there is nothing to compare it with."""
    return _are(pair.before, _NOT_ASSESSED) & ~_are(pair.now, _NOT_ASSESSED)


def advanced(pair: Pair) -> Mask:
    """Higher on the scale than it was."""
    return pair.on_scale & (pair.now > pair.before)


def slipped(pair: Pair) -> Mask:
    """Lower on the scale than it was."""
    return pair.on_scale & (pair.now < pair.before)


def otherwise(pair: Pair) -> Mask:
    """Known on both days and not the same, but into the scale or out of it: neither forward nor back."""
    return ~pair.same


def unchanged(pair: Pair) -> Mask:
    """The same on both days, also where nothing was known on either."""
    return pair.same


_RULES: tuple[Callable[[Pair], Mask], ...] = (
    *(new, withdrawn, newly_assessed),
    *(advanced, slipped, otherwise, unchanged),
)
"""The first rule that holds decides."""
CHANGES = ("advanced", "slipped", "newly_assessed", "withdrawn", "otherwise", "new", "unchanged")
"""The classes in the order in which they are told."""
_CODES = [CHANGES.index(rule.__name__) for rule in _RULES]


def classify(pair: Pair) -> Codes:
    """The class of every commitment, as a code into CHANGES."""
    return np.select([rule(pair) for rule in _RULES], _CODES).astype(np.int8)
