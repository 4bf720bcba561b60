"""One row as it was before a version: what that version did to it is undone, as a new version; nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator

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
    _refuse_where_lost(current, table, now, before)
    counts = Counts(int(now is None), int(now is not None and before is not None), int(before is None), 0)
    changes = f"one row of version {number} undone: {written({name: counts})}"
    change = Change(compare(current.table(name), table), table.source)
    published = store.publish(connection, current, [change], changes, [], by, lambda *_: None)
    assert published, "a row that differs"
    return published


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


def _refuse_where_lost(current: Current, table: Table, now: pd.Series | None, before: pd.Series | None) -> None:
    """No row may point at nothing: neither the one that comes back, nor another at the one that goes."""
    lost = next(_unknown(current, table, before), "") if before is not None else ""
    lost = lost or (next(_users(current, table, now), "") if now is not None else "")
    if lost:
        raise Refused(lost)


def _unknown(current: Current, table: Table, row: pd.Series) -> Iterator[str]:
    for field in schema.fields(schema.DATA_TABLES[table.name]):
        for value in row[field.name].split(schema.LIST_SEPARATOR) if field.refers_to else ():
            parent = table if field.refers_to == table.name else current.table(field.refers_to)
            if value and value not in set(parent.frame["id"]):
                yield phrase(
                    "The row refers to {value}, which {table} no longer has: nothing was undone.",
                    value=value, table=field.refers_to,
                )  # fmt: skip


def _users(current: Current, table: Table, row: pd.Series) -> Iterator[str]:
    """Rows that refer to the id of the row, where no row has it any more."""
    if "id" not in field_names(table.name) or row["id"] in set(table.frame["id"]):
        return
    for name, declared in schema.DATA_TABLES.items():
        for field in schema.fields(declared):
            if field.refers_to == table.name:
                column = current.table(name).frame[field.name]
                n = int(column.map(lambda text, id_=row["id"]: id_ in text.split(schema.LIST_SEPARATOR)).sum())
                if n:
                    yield phrase(
                        "{n} rows of {table} refer to {value}: nothing was undone.", n=n, table=name, value=row["id"]
                    )
