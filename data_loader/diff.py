"""What a load changes: rows that are new, removed or changed field by field, told apart by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_loader import schema
from data_loader.tables import Source, Table, field_names

_BETWEEN = "\x1f"  # the loader keeps no control letter, so no part of a key holds one


@dataclass(frozen=True)
class Counts:
    """How many rows of a table a load adds, changes, removes and leaves as they are."""

    new: int
    changed: int
    removed: int
    unchanged: int

    @property
    def before(self) -> int:
        return self.changed + self.removed + self.unchanged

    def __str__(self) -> str:
        return f"{self.new:,} new, {self.changed:,} changed, {self.removed:,} removed"


@dataclass(frozen=True)
class FieldChange:
    """One cell before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that stays, by key and by the row of the spreadsheet that brings it, with the fields that differ."""

    key: tuple[str, ...]
    row: int
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, eq=False)
class TableDiff:
    """A table before and after a load.

    `new` holds rows as the load brings them, `removed` as the database has them; `before` and `after` the rows whose
    key stays and whose fields do not, in the same order.
    """

    name: str
    new: pd.DataFrame
    removed: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    unchanged: int

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return len(self.new) + len(self.removed) + len(self.after) > 0

    @property
    def counts(self) -> Counts:
        return Counts(len(self.new), len(self.after), len(self.removed), self.unchanged)

    def changed(self, most: int | None = None) -> Iterator[ChangedRow]:
        """The changed rows in the order of the spreadsheet, at most the first `most`."""
        keys, names = key_names(self.name), field_names(self.name)
        for position in range(len(self.after))[:most]:
            old, new = self.before.iloc[position], self.after.iloc[position]
            differing = tuple(FieldChange(name, old[name], new[name]) for name in names if old[name] != new[name])
            yield ChangedRow(tuple(new[key] for key in keys), int(new["row"]), differing)


@dataclass(frozen=True, eq=False)
class Change:
    """What a load makes of a table: `rows` are all it will have, in their order; None where others stay as they are."""

    diff: TableDiff
    source: Source
    rows: pd.DataFrame | None = None


def key_names(name: str) -> list[str]:
    """The fields that together tell a row of the table from all others."""
    return [field.name for field in schema.fields(schema.DATA_TABLES[name]) if field.key]


def compare_all(tables: Iterable[Table], before: Callable[[str], Table]) -> list[TableDiff]:
    """The differences of `tables`, in the order of the schema, from what `before` gives for each name."""
    by_name = {table.name: table for table in tables}
    return [compare(before(name), by_name[name]) for name in schema.DATA_TABLES if name in by_name]


def compare(before: Table, after: Table) -> TableDiff:
    """What differs between two tables of the same name whose keys are unique and whose cells are in canonical form."""
    old, new = before.frame, after.frame
    place = pd.Index(keys_of(old, before.name), dtype=object).get_indexer(
        pd.Index(keys_of(new, after.name), dtype=object)
    )
    met = place >= 0
    stays = np.isin(np.arange(len(old)), place[met])
    differs = np.zeros(len(new), dtype=bool)
    for name in field_names(after.name):
        differs[met] |= old[name].to_numpy(dtype=object)[place[met]] != new[name].to_numpy(dtype=object)[met]
    return TableDiff(
        after.name, new[~met], old[~stays], old.iloc[place[differs]], new[differs], int(met.sum() - differs.sum())
    )


def keys_of(frame: pd.DataFrame, name: str) -> list[str]:
    """The key of each row of the table `name` as one text."""
    return [*map(_BETWEEN.join, zip(*(frame[key] for key in key_names(name)), strict=True))]
