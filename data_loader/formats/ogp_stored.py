"""The commitments that the database holds of the plans of an export: their ids, and what the export leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from data_loader.formats import Vocabulary
from data_loader.tables import Table

Row = Mapping[str, Any]


class Stored:
    """What is known of the commitments of `plans` and of those with one of `own_ids`, and of how they were assessed.

    An own id is ours or OGP's. `members` and `plans` are those of all commitments.
    """

    def __init__(self, vocabulary: Vocabulary, plans: Collection[str], own_ids: Collection[str] = ()) -> None:
        table = vocabulary("commitments")
        self.members, self.plans = (frozenset(table.frame[name]) for name in ("member_id", "action_plan_id"))
        named = (("action_plan_id", plans), ("id", own_ids), ("code", own_ids))
        rows = [row for field, values in named for row in _records(table, field, values)]
        self._commitments = {row["id"]: row for row in rows}
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


class Numbered(NamedTuple):
    """What tells a commitment without an id from others: plan and number, and between equal ones the title."""

    plan: str
    number: str
    title: str


class Ids:
    """Ids for commitments without one of their own: that of the same plan and number, else the plan's next number.

    An id that the database holds never becomes that of another commitment. Of equal numbers, those with the same title
    are the same, and the others in the order of the file.
    """

    def __init__(self, stored: Stored) -> None:
        self._taken = stored.ids
        self._known: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in stored.commitments():
            self._known[row["action_plan_id"], row["number"]].append(row)
        self._running: Counter[str] = Counter()

    def of(self, named: Mapping[int, Numbered]) -> dict[int, str]:
        """Position → id, for all commitments of a file."""
        ids = {position: same["id"] for position, one in named.items() if (same := self._same(one))}
        return {position: ids.get(position) or self._next(one) for position, one in named.items()}

    def _same(self, one: Numbered) -> Row | None:
        """The stored commitment with the same title, which no other gets from now on."""
        known = self._known[one.plan, one.number]
        same = next((row for row in known if row["title"] == one.title), None)
        if same:
            known.remove(same)
        return same

    def _next(self, one: Numbered) -> str:
        known = self._known[one.plan, one.number]
        return str(known.pop(0)["id"]) if known else self._new(one.plan)

    def _new(self, plan: str) -> str:
        self._running[plan] += 1
        own_id = f"{plan}-{self._running[plan]:03}"
        return self._new(plan) if own_id in self._taken else own_id
