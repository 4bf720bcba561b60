"""Versions once published: their list, an older one made current again, and the rows of those no longer kept let go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data_loader import clean, schema, store
from data_loader.changes import columns_of_versions
from data_loader.diff import Counts, compare_all
from data_loader.phrases import phrase
from data_loader.refusal import Refused
from data_loader.store import Current, Published

FEWEST_KEPT = 2
"""The current version and the one before it: readers may still be looking at it, and undoing leads back to it."""


@dataclass(frozen=True)
class Listed:
    """A version as the list tells of it: when (UTC), who, what changed, why, its files; its tables while it is kept."""

    number: int
    published_at: dt.datetime
    published_by: str
    changes: str
    files: Sequence[sa.Row[Any]]
    tables: Sequence[sa.Row[Any]]
    note: str = ""

    @property
    def kept(self) -> bool:
        return bool(self.tables)


def listed(connection: sa.Connection) -> list[Listed]:
    """Every version, the newest first, whether its rows are still kept or not."""
    files, tables = schema.version_files, schema.version_tables
    by_file = _grouped(connection, sa.select(files).order_by(files.c.name))
    brought = sa.join(tables, schema.batches, tables.c.batch == schema.batches.c.id)
    columns = (tables.c.version.label("of"), *schema.batches.c)
    by_table = _grouped(connection, sa.select(*columns).select_from(brought).order_by(schema.batches.c.table_name))
    newest_first = sa.select(*columns_of_versions(connection)).order_by(schema.versions.c.number.desc())
    return [
        Listed(
            row.number,
            row.published_at,
            row.published_by,
            row.changes,
            by_file.get(row.number, []),
            by_table.get(row.number, []),
            row.note or "",
        )
        for row in connection.execute(newest_first)
    ]


def readable_note(note: str) -> str:
    """A note as it is kept: one line, and not too long."""
    line = clean.one_line(note)
    if len(line) > schema.LONGEST_NOTE:
        raise Refused(
            phrase("The note has {n} characters; at most {most} are kept.", n=len(line), most=schema.LONGEST_NOTE)
        )
    return line


def annotate(connection: sa.Connection, number: int | None, note: str) -> None:
    """Keeps why version `number` was published."""
    of_number = schema.versions.update().where(schema.versions.c.number == number)
    connection.execute(of_number.values(note=note or None))


def _grouped(connection: sa.Connection, query: sa.Select[Any]) -> dict[int, list[sa.Row[Any]]]:
    """Rows by the version in their first column."""
    files: dict[int, list[sa.Row[Any]]] = {}
    for row in connection.execute(query):
        files.setdefault(row[0], []).append(row)
    return files


def find(connection: sa.Connection, number: int) -> Listed:
    """The version of that number; refuses where there is none."""
    versions = {version.number: version for version in listed(connection)}
    if number not in versions:
        if not versions:
            raise Refused(phrase("There is no version {version}; the database holds none yet.", version=number))
        newest = max(versions)
        raise Refused(phrase("There is no version {version}; the newest is {newest}.", version=number, newest=newest))
    return versions[number]


def find_kept(connection: sa.Connection, number: int) -> Listed:
    """The version of that number with its rows; refuses where these are no longer kept."""
    wanted = find(connection, number)
    if not wanted.kept:
        kept = [str(version.number) for version in listed(connection) if version.kept]
        raise Refused(phrase("Version {version} is no longer kept; these are: {kept}.", version=number, kept=kept))
    return wanted


def restore(connection: sa.Connection, current: Current, number: int, by: str) -> Published:
    """A new version with the very rows of version `number`."""
    wanted = find_kept(connection, number)
    older = Current(connection, number)
    differing = [name for name in schema.DATA_TABLES if older.batches.get(name) != current.batches.get(name)]
    changes = compare_all([older.table(name) for name in differing], current.table)
    counts = {diff.name: diff.counts for diff in changes if diff}
    if not counts:
        sentence = phrase(
            "Version {version} has the very rows of version {older}: nothing to do.",
            version=current.version, older=number,
        )  # fmt: skip
        raise Refused(sentence)
    published = store.begin_version(connection, current, f"version {number} again: {written(counts)}", by)
    names = [column.name for column in schema.version_files.columns if column.name != "version"]
    files = [{"version": published.version} | {name: getattr(file, name) for name in names} for file in wanted.files]
    connection.execute(schema.version_files.insert(), files)
    store.name_batches(connection, published.version, older.batches)
    return published


def drop_beyond(connection: sa.Connection, kept: int) -> None:
    """Lets go of the rows that none of the newest `kept` versions has; 0 keeps all. The list still tells of each."""
    tables = schema.version_tables
    numbers = connection.scalars(sa.select(tables.c.version).distinct().order_by(tables.c.version.desc())).all()
    if not kept or len(numbers) <= kept:
        return
    connection.execute(tables.delete().where(tables.c.version <= numbers[kept]))
    drop_unused(connection)


def drop_unused(connection: sa.Connection, among: Collection[int] | None = None) -> None:
    """Lets go of the batches, or of those `among` them, that neither a version nor a draft names."""
    batches = schema.batches
    named = sa.union(sa.select(schema.version_tables.c.batch), sa.select(schema.draft_tables.c.batch))
    query = sa.select(batches.c.id, batches.c.table_name).where(batches.c.id.not_in(named))
    unused = query if among is None else query.where(batches.c.id.in_(among))
    for batch, name in connection.execute(unused).all():
        table = schema.DATA_TABLES[name]
        connection.execute(table.delete().where(table.c.batch == batch))
        connection.execute(batches.delete().where(batches.c.id == batch))


def written(counts: Mapping[str, Counts]) -> str:
    """The changes as `versions.changes` keeps them."""
    return "; ".join(f"{name}: {of_table}" for name, of_table in counts.items())
