"""A row, or all rows of a version, as they were before it: what it did to them is undone, as a new version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from data_loader import schema, store
from data_loader.changes import Key
from data_loader.diff import Change, Counts, compare, key_names
from data_loader.phrases import N_, phrase
from data_loader.refusal import Refused
from data_loader.store import Current, Published
from data_loader.tables import PLACE, Source, Table, field_names
from data_loader.versions import find_kept, written

_NO_TABLE = N_("There is no table {name}; these are: {names}.")
_NOT_THERE = N_("Neither version {version} nor the one before it has such a row: nothing to undo.")
_NOT_CHANGED = N_("Version {version} did not change this row: nothing to undo.")
_IS_SO = N_("The row is already as it was before version {version}: nothing to undo.")
_CHANGED_SINCE = N_("The row was changed again after version {version}: nothing was undone.")
_FIRST = N_("Before version {version} there was nothing: it cannot be undone.")
_NO_ROWS = N_("Version {version} changed no row: nothing to undo.")
_TOO_MANY = N_(
    "Version {version} changed {n} rows, and at most {most} can be undone together: restore a version instead."
)
_ROW_CHANGED_SINCE = N_("A row of {table} was changed again after version {version}: nothing was undone.")
MOST_ROWS = 300
"""So many rows of a version can be undone together."""


def undo_row(
    connection: sa.Connection, current: Current, number: int, name: str, key: Key, by: str, *, anyway: bool = False
) -> Published:
    """A new version in which the row is what it was before version `number`: there, gone or as its fields were."""
    _check(name, key)
    find_kept(connection, number)
    if number > 1:
        find_kept(connection, number - 1)
    before = _row(Current(connection, number - 1).table(name), key) if number > 1 else None
    after, now = _row(Current(connection, number).table(name), key), _row(current.table(name), key)
    _refuse_where_idle(number, before, after, now)
    if _text(now) != _text(after) and not anyway:
        raise Refused(phrase(_CHANGED_SINCE, version=str(number)))
    table = _with(current.table(name), now, before, _source(connection, number - 1, name))
    _refuse_where_lost(lambda other: table if other == name else current.table(other), name, now, before)
    counts = Counts(int(now is None), int(now is not None and before is not None), int(before is None), 0)
    changes = f"one row of version {number} undone: {written({name: counts})}"
    change = Change(compare(current.table(name), table), table.source)
    published = store.publish(connection, current, [change], changes, [], by, lambda *_: None)
    assert published, "a row that differs"
    return published


@dataclass(frozen=True, eq=False)
class _Step:
    """A row that a version changed: as it was before it, after it, and as it is now."""

    name: str
    before: pd.Series | None
    after: pd.Series | None
    now: pd.Series | None


def undo_version(
    connection: sa.Connection, current: Current, number: int, by: str, *, anyway: bool = False
) -> Published:
    """A new version in which every row that version `number` changed is what it was before; later changes stay."""
    if number < 2:
        raise Refused(phrase(_FIRST, version=str(number)))
    for one in (number, number - 1):
        find_kept(connection, one)
    steps = _steps(Current(connection, number - 1), Current(connection, number), current, number)
    since = [step for step in steps if _text(step.now) not in (_text(step.after), _text(step.before))]
    if since and not anyway:
        raise Refused(phrase(_ROW_CHANGED_SINCE, table=since[0].name, version=str(number)))
    tables: dict[str, Table] = {}
    for step in steps:
        table = tables.get(step.name, current.table(step.name))
        now = _row(table, _key(step))  # where it stands by now: rows before it may have gone
        tables[step.name] = _with(table, now, step.before, _source(connection, number - 1, step.name))
    for step in steps:
        _refuse_where_lost(lambda name: tables.get(name) or current.table(name), step.name, step.now, step.before)
    changes = [Change(compare(current.table(name), table), table.source) for name, table in tables.items()]
    counts = {change.diff.name: change.diff.counts for change in changes}
    summary = f"version {number} undone: {written(counts)}"
    published = store.publish(connection, current, changes, summary, [], by, lambda *_: None)
    if published is None or not any(change.diff for change in changes):
        raise Refused(phrase(_IS_SO, version=str(number)))
    return published


def _steps(earlier: Current, later: Current, current: Current, number: int) -> list[_Step]:
    """Every row that differs between two versions, as long as these are few."""
    names = [name for name in schema.DATA_TABLES if earlier.batches.get(name) != later.batches.get(name)]
    diffs = [compare(earlier.table(name), later.table(name)) for name in names]
    n = sum(len(diff.new) + len(diff.removed) + len(diff.after) for diff in diffs)
    if not n:
        raise Refused(phrase(_NO_ROWS, version=str(number)))
    if n > MOST_ROWS:
        raise Refused(phrase(_TOO_MANY, version=str(number), n=n, most=MOST_ROWS))
    return [
        _Step(diff.name, *(_row(version.table(diff.name), key) for version in (earlier, later, current)))
        for diff in diffs
        for rows in (diff.removed, diff.after, diff.new)
        for key in rows[key_names(diff.name)].itertuples(index=False, name=None)
    ]


def _key(step: _Step) -> Key:
    row = step.before if step.before is not None else step.after
    assert row is not None, "a row that differs is on one side at least"
    return tuple(str(row[name]) for name in key_names(step.name))


def _check(name: str, key: Key) -> None:
    if name not in schema.DATA_TABLES:
        raise Refused(phrase(_NO_TABLE, name=name, names=", ".join(schema.DATA_TABLES)))
    if len(key) != len(key_names(name)):
        raise Refused(phrase("A row of {table} is told by: {fields}.", table=name, fields=", ".join(key_names(name))))


def _row(table: Table, key: Key) -> pd.Series | None:
    """The row of that key, its bookkeeping included; None where there is none."""
    frame = table.frame
    same = frame[(frame[key_names(table.name)] == list(key)).all(axis="columns")] if len(frame) else frame
    return same.iloc[0] if len(same) else None


def _text(row: pd.Series | None) -> dict[str, str] | None:
    return None if row is None else {str(name): str(row[name]) for name in row.index if name not in PLACE}


def _refuse_where_idle(number: int, before: pd.Series | None, after: pd.Series | None, now: pd.Series | None) -> None:
    if _text(before) == _text(after):
        raise Refused(phrase(_NOT_THERE if after is None else _NOT_CHANGED, version=str(number)))
    if _text(now) == _text(before):
        raise Refused(phrase(_IS_SO, version=str(number)))


def _source(connection: sa.Connection, number: int, name: str) -> str:
    """The file from which the rows of a version came."""
    batch = Current(connection, number).batches.get(name) if number else None
    column = schema.batches.c
    return str(connection.scalar(sa.select(column.source).where(column.id == batch)) or "")


def _with(table: Table, now: pd.Series | None, before: pd.Series | None, source: str) -> Table:
    """The table with the row as it was: in its place, at the end where it was gone, or not at all."""
    frame = table.frame
    rest = frame if now is None else frame.drop(index=now.name)
    if before is None:
        return Table(table.name, rest.reset_index(drop=True), Source(str(table.source)))
    row = before.copy()
    row["file"] = before["file"] or source
    row["row"] = now["row"] if now is not None else (int(frame["row"].max()) + 1 if len(frame) else 2)
    place = int(now.name) if now is not None else len(rest)
    parts = [rest.loc[rest.index < place], pd.DataFrame([row]), rest.loc[rest.index >= place]]
    whole = pd.concat([part for part in parts if len(part)], ignore_index=True).astype(object)
    return Table(table.name, whole[list(frame.columns)], Source(str(table.source)))


# References


def _refuse_where_lost(
    after: Callable[[str], Table], name: str, now: pd.Series | None, before: pd.Series | None
) -> None:
    """No row may point at nothing: neither the one that comes back, nor another at the one that goes."""
    lost = next(_unknown(after, name, before), "") if before is not None else ""
    lost = lost or (next(_users(after, name, now), "") if now is not None else "")
    if lost:
        raise Refused(lost)


def _unknown(after: Callable[[str], Table], name: str, row: pd.Series) -> Iterator[str]:
    for field in schema.fields(schema.DATA_TABLES[name]):
        for value in row[field.name].split(schema.LIST_SEPARATOR) if field.refers_to else ():
            if value and value not in set(after(field.refers_to).frame["id"]):
                yield phrase(
                    "The row refers to {value}, which {table} no longer has: nothing was undone.",
                    value=value, table=field.refers_to,
                )  # fmt: skip


def _users(after: Callable[[str], Table], name: str, row: pd.Series) -> Iterator[str]:
    """Rows that refer to the id of the row, where no row has it any more."""
    if "id" not in field_names(name) or row["id"] in set(after(name).frame["id"]):
        return
    for other, declared in schema.DATA_TABLES.items():
        for field in schema.fields(declared):
            if field.refers_to == name:
                column = after(other).frame[field.name]
                n = int(column.map(lambda text, id_=row["id"]: id_ in text.split(schema.LIST_SEPARATOR)).sum())
                one = N_("1 row of {table} refers to {value}: nothing was undone.")
                many = N_("{n} rows of {table} refer to {value}: nothing was undone.")
                if n:
                    yield phrase(one if n == 1 else many, n=n, table=other, value=row["id"])
