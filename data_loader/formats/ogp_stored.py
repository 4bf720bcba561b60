"""The commitments that the database holds of the plans of an export: their ids, and what the export leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from data_loader.formats import Vocabulary
from data_loader.tables import Table

Row = Mapping[str, Any]


class Stored:
    """What is known of the commitments of `plans`, and of how they were assessed.

    `members` and `plans` are those of all commitments.
    """

    def __init__(self, vocabulary: Vocabulary, plans: Collection[str]) -> None:
        table = vocabulary("commitments")
        self.members, self.plans = (frozenset(table.frame[name]) for name in ("member_id", "action_plan_id"))
        self._commitments = {row["id"]: row for row in _records(table, "action_plan_id", plans)}
        self._assessments: dict[str, list[Row]] = defaultdict(list)
        for row in _records(vocabulary("assessments"), "commitment_id", self._commitments):
            self._assessments[row["commitment_id"]].append(row)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._commitments)

    def commitment(self, own_id: str) -> Row:
        """The commitment as it stands; empty where it is new."""
        return self._commitments.get(own_id, {})

    def commitments(self) -> Iterable[Row]:
        """All of them, in the order of their ids."""
        return (self._commitments[own_id] for own_id in sorted(self._commitments))

    def assessments(self, own_id: str) -> list[Row]:
        return self._assessments.get(own_id, [])


def _records(table: Table, field: str, values: Collection[str]) -> list[Row]:
    """The rows of which `field` has one of `values`, each with the file it came from."""
    frame = table.frame[table.frame[field].isin(values)]
    columns = [frame[name].tolist() for name in frame.columns]
    file = [*frame.columns].index("file")
    columns[file] = [name or str(table.source) for name in columns[file]]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


class Ids:
    """Ids for commitments without one of their own: that of the same plan and number, else the plan's next number.

    An id that the database holds never becomes that of another commitment; equal numbers are told apart by their order.
    """

    def __init__(self, stored: Stored) -> None:
        self._taken = stored.ids
        self._known: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in stored.commitments():
            self._known[row["action_plan_id"], row["number"]].append(row["id"])
        self._running: Counter[str] = Counter()

    def of(self, plan: str, number: str) -> str:
        known = self._known.get((plan, number))
        return known.pop(0) if known else self._next(plan)

    def _next(self, plan: str) -> str:
        self._running[plan] += 1
        own_id = f"{plan}-{self._running[plan]:03}"
        return self._next(plan) if own_id in self._taken else own_id
