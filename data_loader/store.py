"""The database: one transaction from the first look to the published version, and nothing in between to be seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from data_loader.diff import Change, TableDiff
from data_loader.phrases import phrase
from data_loader.refusal import Refused
from data_loader.spreadsheet import File
from data_loader.tables import PLACE, Source, Table, empty_table, field_names

CHUNK = 10_000  # rows a statement: large enough to be fast, small enough to show progress
MOST_VALUES = 5_000  # asked for in one query; beyond, a whole table is as fast
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


def require(url: str) -> None:
    """Refuses where there is no database; what shows or changes data makes none."""
    if not exists(url):
        name = sa.make_url(url).database or url
        raise Refused(phrase("There is no database {name} yet; `load` makes one.", name=name))


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
        self._others: dict[int, Current | None] = {}
        self._counts: dict[str, int] = {}
        self.version: int | None = None
        self.batches: dict[str, int] = {}
        if connection is not None and sa.inspect(connection).has_table(schema.versions.name):
            self.version = number or connection.scalar(schema.latest_version())
            if self.version is not None:
                self._name_batches(connection, self.version)

    def _name_batches(self, connection: sa.Connection, version: int) -> None:
        joined = sa.join(schema.version_tables, schema.batches, schema.version_tables.c.batch == schema.batches.c.id)
        query = sa.select(schema.batches.c.table_name, schema.batches.c.id, schema.batches.c.rows).select_from(joined)
        for row in connection.execute(query.where(schema.version_tables.c.version == version)):
            self.batches[row.table_name], self._counts[row.table_name] = row.id, row.rows

    def at(self, number: int) -> Current | None:
        """An older version, while its rows are kept."""
        if number not in self._others:
            known = Current(self._connection, number) if self.version and 0 < number <= self.version else None
            self._others[number] = known if known and known.batches else None
        return self._others[number]

    def since(self, number: int, name: str) -> Sequence[sa.Row[Any]]:
        """The versions after `number`, the oldest first, whose rows of the table `name` are still kept."""
        if self._connection is None:
            return []
        versions, tables = schema.versions, schema.version_tables
        columns: list[sa.Column[Any]] = [versions.c.number, versions.c.published_at, versions.c.published_by]
        query = sa.select(*columns).join(tables, tables.c.version == versions.c.number)
        later = versions.c.number.between(number + 1, self.version or 0)
        return self._connection.execute(
            query.where(tables.c.table_name == name, later).order_by(versions.c.number)
        ).all()

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return self._counts.get(name, 0)

    def filled(self, name: str, field: str) -> int:
        """How many cells of a column are filled."""
        if self._connection is None or name not in self.batches or name in self._tables:
            return int((self.table(name).frame[field] != "").sum())
        table = schema.DATA_TABLES[name]
        query = sa.select(sa.func.count(table.c[field])).where(table.c.batch == self.batches[name])
        return int(self._connection.execute(query).scalar_one())

    def column(self, name: str, field: str) -> list[str]:
        """The cells of one column, in the order of the rows."""
        if self._connection is None or name not in self.batches or name in self._tables:
            return [*self.table(name).frame[field]]
        table = schema.DATA_TABLES[name]
        query = sa.select(table.c[field]).where(table.c.batch == self.batches[name])
        ordered = query.order_by(table.c.row, table.c.part)
        return [as_text(value) for (value,) in self._connection.execute(ordered)]

    def table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def owns(self, table: Table) -> bool:
        """Whether a table is the very one that this version gave."""
        return self._tables.get(table.name) is table

    def rows(self, name: str, field: str, values: Collection[str]) -> Table:
        """The rows whose text `field` has one of `values`."""
        if name in self._tables or len(values) > MOST_VALUES or "" in values:
            whole = self.table(name)
            frame = whole.frame[whole.frame[field].isin(values)]
            return Table(name, frame.reset_index(drop=True), whole.source)
        return self._read(name, schema.DATA_TABLES[name].c[field].in_(sorted(values)))

    def _read(self, name: str, *conditions: sa.ColumnElement[bool]) -> Table:
        if self._connection is None or name not in self.batches:
            return empty_table(name)
        table, batch = schema.DATA_TABLES[name], self.batches[name]
        columns = [table.c[column] for column in (*PLACE, *field_names(name))]
        query = sa.select(*columns).where(table.c.batch == batch, *conditions).order_by(table.c.row, table.c.part)
        rows = self._connection.execute(query).all()
        by_column = zip(*rows, strict=True) if rows else [()] * len(columns)
        frame = pd.DataFrame(dict(zip((c.name for c in columns), by_column, strict=True)), dtype=object)
        frame["file"] = [file or "" for file in frame["file"]]
        for field in schema.fields(table):
            frame[field.name] = pd.Series([as_text(value) for value in frame[field.name]], dtype=object)
        return Table(name, frame, Source(self.source(name)))

    def source(self, name: str) -> str:
        """Where the rows of a table came from that do not say so themselves."""
        if self._connection is None or name not in self.batches:
            return ""
        query = sa.select(schema.batches.c.source).where(schema.batches.c.id == self.batches[name])
        return str(self._connection.execute(query).scalar_one())

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


def as_text(value: object) -> str:
    """A value of the database as the spreadsheet wrote it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value) if isinstance(value, float) else str(value)


_MARK = "+"
"""Ends a checksum that is a sum; those of older releases are of all rows at once, and nothing can be added to them."""


def checksum(table: Table) -> str:
    """Of the rows whatever their order, so that equal content is seen as equal: the sum of the SHA-256 of each row."""
    return checksum_of_sum(_sum(table.name, table.frame))


def _sum(name: str, frame: pd.DataFrame) -> int:
    return sum(map(digest, zip(*(frame[field] for field in field_names(name)), strict=True)))


def digest(row: Iterable[str]) -> int:
    """What a row adds to the checksum of its table."""
    return int.from_bytes(hashlib.sha256("\x1f".join(row).encode()).digest())


def checksum_of_sum(total: int) -> str:
    """The checksum of rows whose digests add up to `total`."""
    return f"{total % 2**256:064x}{_MARK}"


def _checksum_after(current: Current, diff: TableDiff) -> str:
    """The checksum of a table once `diff` is made of the one it has."""
    old = current.checksum(diff.name)
    before = (
        int(old.removesuffix(_MARK), 16) if old.endswith(_MARK) else _sum(diff.name, current.table(diff.name).frame)
    )
    added = sum(_sum(diff.name, rows) for rows in (diff.new, diff.after))
    taken = sum(_sum(diff.name, rows) for rows in (diff.removed, diff.before))
    return checksum_of_sum(before + added - taken)


@dataclass(frozen=True)
class Published:
    """What a load did: the number of the version it made, and its changes in one line."""

    version: int
    changes: str


def publish(
    connection: sa.Connection, current: Current, changes: Iterable[Change], summary: str,
    files: list[tuple[File, str]], by: str, progress: Progress,
) -> Published | None:  # fmt: skip
    """A new version in which only tables with new content differ from the current one; None when none has.

    `summary` says in one line what differs; `files` gives each file and the name of its format.
    """
    new = {change.diff.name: change for change in changes if change.diff or change.diff.name not in current.batches}
    if not new:
        return None
    published = begin_version(connection, current, summary, by)
    if files:
        connection.execute(schema.version_files.insert(), [*_file_rows(published.version, files)])
    name_batches(connection, published.version, store_changes(connection, published.version, current, new, progress))
    return published


def store_changes(
    connection: sa.Connection, version: int, current: Current, changes: Mapping[str, Change], progress: Progress
) -> dict[str, int]:
    """Stores what differs, by table, as rows of `version`; the batch of each table, whether it differs or not."""
    batches = dict(current.batches)
    for name, change in changes.items():
        if change.rows is None:
            batches[name] = _update_batch(connection, version, current, change, progress)
        else:
            batches[name] = _store_batch(connection, version, Table(name, change.rows, change.source), progress)
    return batches


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


def _store_batch(connection: sa.Connection, version: int, table: Table, progress: Progress) -> int:
    """A batch of the very rows of `table`."""
    rows = len(table.frame)
    batch = _new_batch(connection, version, table.name, str(table.source), rows, checksum(table))
    places = {"row": table.frame["row"].tolist(), "part": table.frame.groupby("row").cumcount().tolist()}
    _insert(connection, batch, table.name, table.frame, places, progress)
    return batch


def _update_batch(connection: sa.Connection, version: int, current: Current, change: Change, progress: Progress) -> int:
    """A batch of the rows there are, copied within the database, with those of the change.

    A row keeps its place; a new one comes after all others. Each says from which file, row and version it is.
    """
    diff, old = change.diff, current.batches[change.diff.name]
    table, source = schema.DATA_TABLES[diff.name], str(change.source)
    rows = diff.unchanged + len(diff.new) + len(diff.after)
    batch = _new_batch(connection, version, diff.name, source, rows, _checksum_after(current, diff))
    _copy_rows(connection, table, old, batch)
    leaving = [{"b": batch, "r": int(row), "p": int(part)} for frame in (diff.removed, diff.before)
               for row, part in zip(frame["row"], frame["part"], strict=True)]  # fmt: skip
    if leaving:
        at = (table.c.batch == sa.bindparam("b"), table.c.row == sa.bindparam("r"), table.c.part == sa.bindparam("p"))
        connection.execute(table.delete().where(*at), leaving)
    last = connection.scalar(sa.select(sa.func.max(table.c.row)).where(table.c.batch == old)) or 1
    coming = pd.concat([diff.after, diff.new])
    files = [file or schema.origin_text(source, int(row), version)
             for file, row in zip(coming["file"], coming["row"], strict=True)]  # fmt: skip
    places = {
        "row": [*diff.before["row"], *range(last + 1, last + 1 + len(diff.new))],
        "part": [*diff.before["part"], *[0] * len(diff.new)],
    }
    _insert(connection, batch, diff.name, coming.assign(file=files), places, progress)
    return batch


def _copy_rows(connection: sa.Connection, table: sa.Table, old: int, batch: int) -> None:
    """All rows of one batch into another; each that did not say so says where it came from."""
    brought = connection.execute(sa.select(schema.batches).where(schema.batches.c.id == old)).one()
    row = sa.cast(table.c.row, sa.Text)
    origin = sa.literal(f"{brought.source}#row=") + row + sa.literal(f"&version={brought.version}")
    values: dict[str, sa.ColumnElement[Any]] = {column.name: column for column in table.columns}
    values |= {"batch": sa.literal(batch), "file": sa.func.coalesce(table.c.file, origin)}
    query = sa.select(*values.values()).where(table.c.batch == old)
    connection.execute(table.insert().from_select([*values], query))


def _new_batch(connection: sa.Connection, version: int, name: str, source: str, rows: int, digest: str) -> int:
    values = {"table_name": name, "version": version, "source": source, "rows": rows, "sha256": digest}
    return int(connection.execute(schema.batches.insert().values(values).returning(schema.batches.c.id)).scalar_one())


def _insert(
    connection: sa.Connection, batch: int, name: str, frame: pd.DataFrame, places: dict[str, list[int]],
    progress: Progress,
) -> None:  # fmt: skip
    columns = _sql_columns(name, frame, batch, places)
    statement = schema.DATA_TABLES[name].insert().compile(dialect=connection.dialect, column_keys=[*columns])
    rows = _parameters(columns, statement.positiontup)
    total = len(frame)
    for start in range(0, total, CHUNK):
        # Straight to the driver: SQLAlchemy's own way through a million rows takes as long as the database does.
        connection.exec_driver_sql(str(statement), [*islice(rows, CHUNK)])
        progress(f"Writing {name}", min(start + CHUNK, total), total)


def _parameters(columns: dict[str, list[object]], order: Sequence[str] | None) -> Iterator[Any]:
    """Rows as the driver takes them: tuples in `order`, or dictionaries where it goes by name."""
    if order:
        return zip(*(columns[name] for name in order), strict=True)
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


_VALUES: dict[str, Callable[[str], object]] = {
    "text": str,
    "date": str,
    "list": str,
    "url": str,
    "integer": int,
    "number": float,
    "flag": lambda text: text == "1",
}


def _sql_columns(name: str, frame: pd.DataFrame, batch: int, places: dict[str, list[int]]) -> dict[str, list[object]]:
    """Column by column what the database stores, with what is derived, in the order of the frame."""
    columns: dict[str, list[object]] = {
        field.name: [_VALUES[field.kind](text) if text else None for text in frame[field.name]]
        for field in schema.fields(schema.DATA_TABLES[name])
    }
    columns["batch"] = [batch] * len(frame)
    columns |= {column: [*map(int, numbers)] for column, numbers in places.items()}
    columns["file"] = [file or None for file in frame["file"]]
    for column in schema.DATA_TABLES[name].columns:
        if column.name.endswith("_folded"):
            columns[column.name] = [schema.fold(text) for text in frame[column.name.removesuffix("_folded")]]
    return columns
