"""The database: one transaction from the first look to the published version, and nothing in between to be seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import alembic.command
import alembic.config
import pandas as pd
import sqlalchemy as sa

from data_loader import aliases, schema
from data_loader.aliases import Aliases
from data_loader.spreadsheet import File
from data_loader.tables import BOOKKEEPING, Source, Table, empty_table, field_names

CHUNK = 10_000  # rows a statement: large enough to be fast, small enough to show progress
WAIT_SECONDS = 60  # for another load to end before this one is refused
PATIENCE = 5  # seconds for readers and another load to let the file be tidied
WORTH_IT = 0.1  # of a file unused: writing it anew takes time, too
_LOCK = 0x6F676D  # "ogm": the advisory lock all loads of a PostgreSQL database share

Progress = Callable[[str, int, int], None]
"""Told a step, how far it is and how far it will go (0: not known)."""


def engine_for(url: str) -> sa.Engine:
    """An engine whose transactions begin as writers on SQLite, so that two loads never interleave."""
    engine = sa.create_engine(url, connect_args=_connect_args(sa.make_url(url)))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _on_sqlite_connect)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _connect_args(url: sa.URL) -> dict[str, Any]:
    return {"timeout": WAIT_SECONDS} if url.get_backend_name() == "sqlite" else {}


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin by itself, late and as a reader
    connection.execute("PRAGMA journal_mode=WAL")  # readers go on reading the old version while a load writes
    connection.execute("PRAGMA foreign_keys=ON")


def exists(url: str) -> bool:
    """Whether there is a database to read; connecting to SQLite would make an empty file."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return True
    return parsed.database != ":memory:" and Path(parsed.database).exists()


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for any other database."""
    parsed = sa.make_url(url)
    is_file = (
        parsed.get_backend_name() == "sqlite" and parsed.database and not parsed.database.startswith((":", "file:"))
    )
    return Path(str(parsed.database)) if is_file else None


def make_private(file: Path) -> None:
    """A new SQLite file is its owner's alone; what SQLite puts beside it has the mode of the file."""
    with suppress(OSError):  # it is there already, with the mode that somebody gave it; or SQLite says what is wrong
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextmanager
def writing(url: str) -> Iterator[sa.Connection]:
    """A transaction on the up-to-date database, alone with it; all or nothing of it happens."""
    file = file_of(url)
    if file:
        make_private(file)
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            _wait_for_others(connection)
            migrate(connection)
            yield connection
    finally:
        engine.dispose()


def give_back(url: str) -> None:
    """The disk space of rows that are gone, and of the log of writes, to the system; PostgreSQL does so by itself."""
    file = file_of(url)
    if file is None:
        return
    with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as connection:
        [unused], [pages] = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count")
        )
        if unused > pages * WORTH_IT:
            connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def reading(url: str) -> Iterator[sa.Connection]:
    """A connection that writes nothing."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _wait_for_others(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def migrate(connection: sa.Connection) -> None:
    """Brings the tables to the newest form, inside the transaction of `connection`."""
    alembic.command.upgrade(migration_config(connection), "head")


def migration_config(connection: sa.Connection) -> alembic.config.Config:
    """Alembic's settings, without a file of them, working on `connection`."""
    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


class Current:
    """A version as tables of text, each read when first asked for: the current one, or the one of a number.

    Without a connection it is empty.
    """

    def __init__(self, connection: sa.Connection | None, number: int | None = None) -> None:
        self._connection = connection
        self._tables: dict[str, Table] = {}
        self.version: int | None = None
        self.batches: dict[str, int] = {}
        if connection is not None and sa.inspect(connection).has_table(schema.versions.name):
            self.version = number or connection.scalar(schema.latest_version())
            if self.version is not None:
                self.batches = {
                    row.table_name: row.batch for row in connection.execute(schema.batches_of(self.version))
                }

    def table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def _read(self, name: str) -> Table:
        if self._connection is None or name not in self.batches:
            return empty_table(name)
        table, batch = schema.DATA_TABLES[name], self.batches[name]
        columns = [table.c[column] for column in (*BOOKKEEPING, *field_names(name))]
        query = sa.select(*columns).where(table.c.batch == batch).order_by(table.c.row, table.c.part)
        rows = self._connection.execute(query).all()
        by_column = zip(*rows, strict=True) if rows else [()] * len(columns)
        frame = pd.DataFrame(dict(zip((c.name for c in columns), by_column, strict=True)), dtype=object)
        for field in schema.fields(table):
            frame[field.name] = pd.Series([_text(value) for value in frame[field.name]], dtype=object)
        source = self._connection.execute(
            sa.select(schema.batches.c.source).where(schema.batches.c.id == batch)
        ).scalar_one()
        return Table(name, frame, Source(source))

    def aliases(self) -> Aliases:
        """The words that people said stand for a known value."""
        return Aliases() if self._connection is None else aliases.read(self._connection)

    def files(self) -> set[str]:
        """Checksums of the files of the current version."""
        if self._connection is None or self.version is None:
            return set()
        column = schema.version_files.c
        query = sa.select(column.sha256).where(column.version == self.version)
        return set(self._connection.execute(query).scalars())

    def checksum(self, name: str) -> str:
        """Of the rows of a table in the current version; "" where there is none."""
        if self._connection is None or name not in self.batches:
            return ""
        column = schema.batches.c
        query = sa.select(column.sha256).where(column.id == self.batches[name])
        return str(self._connection.execute(query).scalar_one())


def _text(value: object) -> str:
    """A value of the database as the spreadsheet wrote it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value) if isinstance(value, float) else str(value)


def checksum(table: Table) -> str:
    """SHA-256 of the rows whatever their order, so that equal content is seen as equal."""
    columns = [table.frame[name] for name in field_names(table.name)]
    rows = sorted("\x1f".join(row) for row in zip(*columns, strict=True))
    return hashlib.sha256("\x1e".join(rows).encode()).hexdigest()


@dataclass(frozen=True)
class Published:
    """What a load did: the number of the version it made, and its changes in one line."""

    version: int
    changes: str


def publish(
    connection: sa.Connection, current: Current, tables: Iterable[Table], changes: str,
    files: list[tuple[File, str]], by: str, progress: Progress,
) -> Published | None:  # fmt: skip
    """A new version in which only tables with new content differ from the current one; None when none has.

    `changes` says in one line what differs; `files` gives each file and the name of its format.
    """
    checksums = {table.name: (table, checksum(table)) for table in tables}
    new = {name: found for name, found in checksums.items() if found[1] != current.checksum(name)}
    if not new:
        return None
    published = begin_version(connection, current, changes, by)
    if files:
        connection.execute(schema.version_files.insert(), [*_file_rows(published.version, files)])
    batches = dict(current.batches)
    for name, (table, digest) in new.items():
        batches[name] = _store_batch(connection, published.version, table, digest, progress)
    name_batches(connection, published.version, batches)
    return published


def begin_version(connection: sa.Connection, current: Current, changes: str, by: str) -> Published:
    """The next version, which does not name any rows yet."""
    number = (current.version or 0) + 1
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    connection.execute(
        schema.versions.insert().values(number=number, published_at=now, published_by=by, changes=changes)
    )
    return Published(number, changes)


def name_batches(connection: sa.Connection, version: int, batches: dict[str, int]) -> None:
    """The rows of a version: one batch a table."""
    connection.execute(
        schema.version_tables.insert(),
        [{"version": version, "table_name": name, "batch": batch} for name, batch in batches.items()],
    )


def _file_rows(version: int, files: list[tuple[File, str]]) -> Iterator[dict[str, object]]:
    names: dict[str, int] = {}
    for file, format_name in files:
        names[file.name] = names.get(file.name, 0) + 1
        name = file.name if names[file.name] == 1 else f"{file.name} ({names[file.name]})"
        size = len(file.content)
        yield {"version": version, "name": name, "format": format_name, "bytes": size, "sha256": file.sha256}


def _store_batch(connection: sa.Connection, version: int, table: Table, digest: str, progress: Progress) -> int:
    values = {
        "table_name": table.name, "version": version, "source": str(table.source), "rows": len(table.frame),
        "sha256": digest,
    }  # fmt: skip
    insert = schema.batches.insert().values(values).returning(schema.batches.c.id)
    batch = int(connection.execute(insert).scalar_one())
    columns = _sql_columns(table, batch)
    statement = schema.DATA_TABLES[table.name].insert().compile(dialect=connection.dialect, column_keys=[*columns])
    rows = _parameters(columns, statement.positiontup)
    total = len(table.frame)
    for start in range(0, total, CHUNK):
        # Straight to the driver: SQLAlchemy's own way through a million rows takes as long as the database does.
        connection.exec_driver_sql(str(statement), [*islice(rows, CHUNK)])
        progress(f"Writing {table.name}", min(start + CHUNK, total), total)
    return batch


def _parameters(columns: dict[str, list[object]], order: Sequence[str] | None) -> Iterator[Any]:
    """Rows as the driver takes them: tuples in `order`, or dictionaries where it goes by name."""
    if order:
        return zip(*(columns[name] for name in order), strict=True)
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


_VALUES: dict[str, Callable[[str], object]] = {
    "text": str,
    "date": str,
    "list": str,
    "integer": int,
    "number": float,
    "flag": lambda text: text == "1",
}


def _sql_columns(table: Table, batch: int) -> dict[str, list[object]]:
    """Column by column what the database stores, with what is derived, in the order of the frame."""
    frame = table.frame
    columns: dict[str, list[object]] = {
        field.name: [_VALUES[field.kind](text) if text else None for text in frame[field.name]]
        for field in schema.fields(schema.DATA_TABLES[table.name])
    }
    columns["batch"] = [batch] * len(frame)
    columns["row"] = frame["row"].tolist()
    columns["part"] = frame.groupby("row").cumcount().tolist()
    columns["file"] = [file or None for file in frame["file"]]
    for column in schema.DATA_TABLES[table.name].columns:
        if column.name.endswith("_folded"):
            columns[column.name] = [schema.fold(text) for text in frame[column.name.removesuffix("_folded")]]
    return columns
