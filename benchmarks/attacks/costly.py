"""Attacks that have the server work: files that take long, no two alike."""

from __future__ import annotations

from functools import partial
from itertools import cycle, islice
from urllib.parse import urlencode

from benchmarks.attacks.target import Outcome, Target
from dashboard.charts.registry import CHARTS
from dashboard.decks.deck import MOST_SLIDES

_AT_ONCE = 16
_FILES = 160


def costly_files(target: Target) -> Outcome:
    """Decks of 40 slides as PPTX and HTML, workbooks and previews, sixteen at once."""
    return target.at_once(_AT_ONCE, [partial(target.ask, "GET", address(number)) for number in range(_FILES)])


def address(number: int) -> str:
    """A costly file; each has an as-of day of its own, so that none is kept."""
    day = f"{2013 + number % 5}-{1 + number // 5 % 12:02}-{1 + number // 60:02}"
    asked = urlencode({"asof": day})
    deck = urlencode({"deck": ";".join(islice(cycle(CHARTS), MOST_SLIDES)), "asof": day})
    kinds = (f"/present.pptx?{deck}", f"/present.html?{deck}", f"/overview.xlsx?{asked}", f"/preview.png?{asked}")
    return kinds[number % len(kinds)]
