"""The loader's questions about files: by kind, in the order in which they are answered; and the answers of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.blocks import N_

FIELD = "answer:"
"""What the name of a field begins with that answers a question; its key follows."""
LONGEST = 300  # characters of a key or a value
MOST = 500  # answers at once: the rest of a kind is answered as a kind
CONFLICT, MODE = "conflict", "mode"
KINDS = {
    "scope": N_("What an export of OGP replaces"),
    "match": N_("Which commitment is which"),
    MODE: N_("How the rows are loaded"),
    "column": N_("Which column is which"),
    "dates": N_("Dates"),
    "flags": N_("Yes and no"),
    "encoding": N_("Letters"),
    "emptied": N_("Cells that would be emptied"),
    "removed": N_("Rows that would be removed"),
    "restored": N_("Rows that were removed before"),
    CONFLICT: N_("Changed by others meanwhile"),
}
"""A kind of question -> what it is about, in the order of the page; the part of a key before the colon."""

Report = Mapping[str, Any]
"""The loader's answer to a check or a load."""
Asked = Mapping[str, Any]
"""A question as the loader reports it."""


def kind(key: str) -> str:
    """The kind of a question."""
    return key.partition(":")[0]


def by_kind(asked: Iterable[Asked]) -> dict[str, list[Asked]]:
    """The questions of each kind, in the order of KINDS; kinds that are not named there come last."""
    kinds: dict[str, list[Asked]] = {name: [] for name in KINDS}
    for question in asked:
        kinds.setdefault(kind(question["key"]), []).append(question)
    return {name: questions for name, questions in kinds.items() if questions}


def answers(
    posted: Iterable[tuple[str, str]], asked: Sequence[Asked], before: Mapping[str, str]
) -> dict[str, str] | None:
    """The answers of a form beside those given before; None where one of them answers nothing that was asked.

    An answer to a kind takes the place of all answers to single questions of it.
    """
    options = _options(asked)
    given = {name.removeprefix(FIELD): value for name, value in posted if name.startswith(FIELD)}
    if not given or any(not _is_plain(key) or value not in options.get(key, ()) for key, value in given.items()):
        return None
    of_kinds = given.keys() & {kind(question["key"]) for question in asked}
    kept = {key: value for key, value in before.items() if kind(key) not in of_kinds}
    together = {**kept, **given}
    return together if len(together) <= MOST else None


def _options(asked: Sequence[Asked]) -> dict[str, set[str]]:
    """What may be answered, by the keys of questions and by their kinds."""
    options: dict[str, set[str]] = {}
    for question in asked:
        values = {option["value"] for option in question["options"] if _is_value(option["value"])}
        options[question["key"]] = values
        options.setdefault(kind(question["key"]), set()).update(values)
    return options


def _is_plain(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable()


def _is_value(text: str) -> bool:
    """What stands before the last = of an answer is its key."""
    return _is_plain(text) and "=" not in text


def word_key(field: str, word: str) -> str:
    """The key under which an answer says what a word of these files stands for; "" where it cannot be one."""
    key = f"word:{field}:{word}"
    return key if _is_plain(key) else ""
