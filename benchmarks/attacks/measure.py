"""All attacks, as a part of the benchmarks."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.attacks import ATTACKS
from benchmarks.attacks.trial import COLUMNS, Result, tried
from benchmarks.results import Part, Promise

_SECONDS = 30.0


def measure(_sizes: list[int]) -> Part:
    """One row an attack."""
    return part(list(ATTACKS), _SECONDS)


def part(names: Sequence[str], seconds: float) -> Part:
    """One row and one promise for each attack named."""
    made = Part(
        "attacks",
        "Under attack",
        f"Each attack on a fresh server with the data that ship with it, for at most {seconds:.0f} seconds. Meanwhile "
        "/healthz is asked twice a second. Statuses given, and how often (*none*: the connection was closed, or no "
        "answer came in time); resident memory before, at its highest, and within ten seconds after.",
        COLUMNS,
    )
    for name in names:
        result = tried(name, ATTACKS[name], seconds)
        made.rows.append(result.row())
        made.promises.append(_promise(result))
    return made


def _promise(result: Result) -> Promise:
    wrong = result.wrong()
    sentence = ATTACKS[result.name].sentence
    promise = f"withstood, healthz within 1 s and memory back: {sentence[0].lower()}{sentence[1:-1]}"
    return Promise(promise, "; ".join(wrong) or "yes", not wrong)
