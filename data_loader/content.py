"""The data as they would be after a load: the rows of its files, and those of the current version that stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from data_loader.diff import keys_of
from data_loader.merge import WHOLE, Merged
from data_loader.schema import LIST_SEPARATOR, Field
from data_loader.store import Current
from data_loader.tables import Table

MOST_TOUCHED = 2_000  # rows of plans, commitments and assessments: beyond, their tables are read whole


class Content:
    """The merged tables of a load over those of the current version.

    Where a load touches a few rows of a large table, `table` gives these and the rows that belong to them alone.
    """

    def __init__(self, loaded: Mapping[str, Merged], current: Current) -> None:
        self.loaded = loaded
        self._current = current
        self._tables: dict[str, Table] = {}

    def touches(self, *names: str) -> bool:
        return any(name in self.loaded for name in names)

    def brought(self, name: str) -> Table | None:
        """The rows of a table that the load brings; None where it does not bring the table."""
        return self.loaded[name].table if name in self.loaded else None

    def table(self, name: str) -> Table:
        """All rows of a small table, and of a large one those that a rule across tables is about."""
        if name not in self._tables:
            self._tables[name] = self._after(name)
        return self._tables[name]

    def _after(self, name: str) -> Table:
        stored = self._related(name) if self._is_narrow(name) else self._current.table(name)
        if name not in self.loaded:
            return stored
        merged = self.loaded[name]
        going = {*keys_of(merged.table.frame, name), *keys_of(merged.diff.removed, name)}
        staying = _without(stored, going)
        if staying.empty:
            return merged.table
        staying = staying.assign(file=[file or stored.source.file for file in staying["file"]])
        first = max(merged.table.frame.index, default=-1) + 1
        staying.index = pd.RangeIndex(first, first + len(staying))
        frame = pd.concat([merged.table.frame, staying])
        return Table(name, frame, merged.table.source, merged.table.bad)

    def _is_narrow(self, name: str) -> bool:
        if name not in _NARROWED or self._current.count(name) <= WHOLE:
            return False
        touched = sum(len(self._touched(of, key)) for of, key in _CHAIN.items())
        return touched <= MOST_TOUCHED

    def _touched(self, name: str, field: str) -> frozenset[str]:
        """The values of a field in the rows that the load brings or takes away."""
        if name not in self.loaded:
            return frozenset()
        merged = self.loaded[name]
        return frozenset(merged.table.frame[field]) | frozenset(merged.diff.removed[field])

    def _related(self, name: str) -> Table:
        """The stored commitments, or assessments, of the plans and commitments that the load touches."""
        of_plans = self._current.rows("commitments", "action_plan_id", self._touched("action_plans", "id"))
        touched = self._touched("commitments", "id") | self._touched("assessments", "commitment_id")
        ids = touched | frozenset(of_plans.frame["id"])
        return self._current.rows(name, "id" if name == "commitments" else "commitment_id", ids)

    def ids(self, name: str, wanted: Collection[str]) -> frozenset[str]:
        """Which of the `wanted` ids a table will have."""
        merged, wanted = self.loaded.get(name), frozenset(wanted)
        own = frozenset(merged.table.frame["id"]) if merged else frozenset()
        stored = self.ids_before(name, wanted) - merged.gone if merged else self.ids_before(name, wanted)
        return wanted & (own | stored)

    def ids_before(self, name: str, wanted: Iterable[str]) -> frozenset[str]:
        """Which of the `wanted` ids a table has now."""
        return frozenset(self._current.rows(name, "id", frozenset(wanted)).frame["id"])

    def is_empty(self, name: str) -> bool:
        """Whether a table has no row, and will have none."""
        return name not in self.loaded and not self._current.count(name)

    def lost(self, name: str, field: Field) -> Counter[str]:
        """The ids that go, by how many rows that stay refer to them in `field`."""
        gone = self.loaded[field.refers_to].gone if field.refers_to in self.loaded else frozenset()
        if not gone:
            return Counter()
        own = self.loaded.get(name)
        stored = self._current.table(name) if field.kind == "list" else self._current.rows(name, field.name, gone)
        going = {*keys_of(own.table.frame, name), *keys_of(own.diff.removed, name)} if own else set()
        staying = _without(stored, going)
        used = staying[field.name].str.split(LIST_SEPARATOR).explode() if len(staying) else staying[field.name]
        return Counter(value for value in used if value in gone)


def _without(table: Table, keys: Collection[str]) -> pd.DataFrame:
    """The rows of a table with other keys."""
    stays = np.array([key not in keys for key in keys_of(table.frame, table.name)], dtype=bool)
    return table.frame[stays]


_CHAIN = {"action_plans": "id", "commitments": "id", "assessments": "commitment_id"}
_NARROWED = ("commitments", "assessments")
