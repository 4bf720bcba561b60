"""Rows and text straight from SQL: long lists, one commitment, versions; everything memory does not hold."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa

from dashboard.data import reports
from dashboard.data.backends import Database, RowsGoneError
from dashboard.data.snapshot import Snapshot, cached, day_of
from data_loader import changes, schema

Row = sa.Row[Any]
Answer = TypeVar("Answer")
_ROWS_AT_ONCE = 5_000
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_MOST_COMPARED = 60_000  # rows that only one of two versions has: more would take a server's memory and time
_NO_NOTE = sa.null().label("note")
_AS_OF_ONE_MOMENT = {"sqlite": "BEGIN", "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"}
"""What begins a transaction that sees nothing of what is written after its first question."""


@dataclass(frozen=True)
class Source:
    """Where a row came from: its file, its row there, and the version it came with, published when (UTC)."""

    file: str
    row: int
    version: int
    published_at: dt.datetime


class Records:
    """Reads rows of the version a snapshot is of, so that memory and text always belong together."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._has_notes = False

    def _all(self, query: sa.Select[Any]) -> Sequence[Row]:
        with self._database.connect() as connection:
            return connection.execute(query).all()

    def asked(self, question: Callable[[sa.Connection], Answer]) -> Answer:
        """The answer to a question that is no matter of a data version."""
        with self._database.connect() as connection:
            return question(connection)

    def _has(self, table: sa.Table) -> bool:
        with self._database.connect() as connection:
            return sa.inspect(connection).has_table(table.name)

    def _of(self, snapshot: Snapshot, name: str, *columns: str) -> sa.Select[Any]:
        table = schema.DATA_TABLES[name]
        wanted = [table.c[column] for column in columns] or list(table.columns)
        return sa.select(*wanted).where(table.c.batch == snapshot.batches.get(name, 0))

    def _rows(self, snapshot: Snapshot, name: str, query: sa.Select[Any]) -> Sequence[Row]:
        """What a query finds in a table of this version."""
        return self._all(query) or self._confirmed(snapshot, name)

    def _confirmed(self, snapshot: Snapshot, name: str) -> Sequence[Row]:
        """Nothing, where there is nothing. The loader takes all rows of a batch at once, and the batch with them."""
        batch = snapshot.batches.get(name)
        still_there = sa.select(schema.batches.c.id).where(schema.batches.c.id == batch)
        if batch is not None and not self._all(still_there):
            raise RowsGoneError(f"The rows of version {snapshot.version.number} are no longer kept.")
        return []

    def commitments(self, snapshot: Snapshot, places: np.ndarray) -> list[Row]:
        """The rows of the commitments at `places` of the snapshot, in that order."""
        rows: list[int] = snapshot.rows[places].tolist()
        if not rows:
            return []
        query = self._of(snapshot, "commitments").where(schema.commitments.c.row.in_(rows))
        by_row = {record.row: record for record in self._rows(snapshot, "commitments", query)}
        return [by_row[row] for row in rows]

    def commitment(self, snapshot: Snapshot, commitment_id: str) -> Row | None:
        """One commitment; None when this version has none of that id."""
        if snapshot.empty:
            return None
        query = self._of(snapshot, "commitments").where(schema.commitments.c.id == commitment_id)
        return next(iter(self._rows(snapshot, "commitments", query)), None)

    def place(self, snapshot: Snapshot, row: int) -> int:
        """The place in the snapshot of the commitment at a row of its batch."""
        return int(np.searchsorted(snapshot.rows, row))

    def places(self, snapshot: Snapshot, commitment_ids: Sequence[str]) -> list[int]:
        """The places in the snapshot of the commitments of these ids, as far as there are such."""
        query = self._of(snapshot, "commitments", "row").where(schema.commitments.c.id.in_(commitment_ids))
        rows = [record.row for record in self._rows(snapshot, "commitments", query)] if commitment_ids else []
        places: list[int] = np.searchsorted(snapshot.rows, rows).tolist()
        return places

    def requests(self) -> Sequence[Row]:
        """Who was asked about what, the latest first; nothing in a database whose loader noted none yet."""
        table = schema.requests
        if not self._has(table):
            return []
        return self._all(sa.select(table).order_by(table.c.day.desc(), table.c.id.desc()))

    def assessments(self, snapshot: Snapshot, commitment_id: str) -> Sequence[Row]:
        """The findings on one commitment, oldest first."""
        table = schema.assessments
        query = self._of(snapshot, "assessments").where(table.c.commitment_id == commitment_id)
        return self._rows(snapshot, "assessments", query.order_by(table.c.published, table.c.row))

    def published(self, snapshot: Snapshot, commitment_ids: Sequence[str]) -> dict[tuple[str, str, int], str]:
        """When findings were published, as precise as it is known: by commitment, assessor and day."""
        table = schema.assessments
        query = self._of(snapshot, "assessments").where(table.c.commitment_id.in_(commitment_ids))
        rows = self._rows(snapshot, "assessments", query.order_by(table.c.row, table.c.part))
        reports = snapshot.rows_of("progress_reports")  # those that a review accepted count as self-assessments
        own = [row for row in reports if row.commitment_id in commitment_ids]
        dated = [(row.commitment_id, "self_assessment", row.reported_on) for row in own]
        dated += [(row.commitment_id, row.assessor, row.published) for row in rows]
        return {(commitment, assessor, day_of(date)): date for commitment, assessor, date in dated}

    def ids(self, snapshot: Snapshot) -> list[str]:
        """The ids of the commitments, in the order of places."""
        if snapshot.empty:
            return []
        query = self._of(snapshot, "commitments", "id").order_by(schema.commitments.c.row)
        return [row.id for row in self._streamed(snapshot, "commitments", query)]

    def searched(self, snapshot: Snapshot) -> Iterator[Row]:
        """What commitments are found by, in the order of places: id, title and lead institution, folded."""
        if snapshot.empty:
            return iter(())
        columns = ("id", "title_folded", "lead_institution_folded")
        query = self._of(snapshot, "commitments", *columns).order_by(schema.commitments.c.row)
        return self._streamed(snapshot, "commitments", query)

    def marked(self, snapshot: Snapshot, column: str) -> tuple[np.ndarray, np.ndarray]:
        """Of the commitments, in the order of places: of which a column says anything, and of which it says yes."""
        return _marked(snapshot, self, column)

    def says(self, snapshot: Snapshot, column: str) -> Sequence[Row]:
        """The rows of the commitments of which a column says anything, with what it says."""
        query = self._of(snapshot, "commitments", "row", column)
        return self._rows(snapshot, "commitments", query.where(schema.commitments.c[column].is_not(None)))

    def title_rank(self, snapshot: Snapshot) -> np.ndarray:
        """The rank of each commitment, in the order of places, when sorted by title."""
        return _title_rank(snapshot, self)

    def rows_by_title(self, snapshot: Snapshot) -> np.ndarray:
        """The rows of the commitments in the order of their titles."""
        table = schema.commitments
        query = self._of(snapshot, "commitments", "row").order_by(table.c.title_folded, table.c.row)
        return np.array([record.row for record in self._rows(snapshot, "commitments", query)], dtype=np.int32)

    def source(self, record: Row) -> Source:
        """The file, sheet and load a row came with, and where it stood there."""
        batches, versions = schema.batches, schema.versions
        [brought] = self._all(sa.select(batches).where(batches.c.id == record.batch))
        came = schema.origin(record.row, record.file or brought.source)
        version = came.version or brought.version
        [published] = self._all(sa.select(versions).where(versions.c.number == version))
        return Source(came.file, came.row, version, published.published_at)

    def versions(self, most: int) -> Sequence[Row]:
        """The newest versions, newest first, and whether the rows of each are still kept."""
        table, named = schema.versions, schema.version_tables
        kept = sa.exists().where(named.c.version == table.c.number).label("kept")
        return self._all(sa.select(*self._columns_of_versions(), kept).order_by(table.c.number.desc()).limit(most))

    def restorable(self, most: int) -> Sequence[Row]:
        """The newest versions whose rows are still there, newest first."""
        table = schema.versions
        there = table.c.number.in_(sa.select(schema.version_tables.c.version))
        query = sa.select(*self._columns_of_versions()).where(there)
        return self._all(query.order_by(table.c.number.desc()).limit(most))

    def _columns_of_versions(self) -> list[sa.ColumnElement[Any]]:
        """The columns of versions; without why each was published until a loader of this release has written."""
        table = schema.versions
        if not self._has_notes:
            with self._database.connect() as connection:
                self._has_notes = any(one["name"] == "note" for one in sa.inspect(connection).get_columns(table.name))
        return [*table.columns] if self._has_notes else [*(c for c in table.columns if c.name != "note"), _NO_NOTE]

    def kept_versions(self) -> list[int]:
        """The versions whose rows are still there, newest first."""
        with self._database.connect() as connection:
            return changes.kept(connection)

    def version_on(self, day: str) -> int:
        """The newest version published by the end of a day; 0 where there was none yet."""
        column = schema.versions.c
        end = dt.datetime.fromisoformat(day) + dt.timedelta(days=1)
        [row] = self._all(sa.select(sa.func.max(column.number).label("number")).where(column.published_at < end))
        return row.number or 0

    def differences(self, snapshot: Snapshot, earlier: int, later: int) -> changes.Differences | None:
        """All that differs between two versions; None where the rows of either are not there."""
        return _differences(snapshot, self, earlier, later)

    def compared(self, earlier: int, later: int) -> changes.Differences | None:
        """The same, worked out now and as of one moment."""
        with self._database.connect(whole=True) as connection:
            connection.exec_driver_sql(_AS_OF_ONE_MOMENT[connection.dialect.name])
            if not {earlier, later} <= {*changes.kept(connection)}:
                return None
            rows = changes.volume(connection, earlier, later, _MOST_COMPARED)
            if rows > _MOST_COMPARED:
                return changes.Differences(earlier, later, beyond=rows)
            return changes.compare(connection, earlier, later)

    def audit(self, most: int | None = None) -> Sequence[Row]:
        """What was written, newest first; nothing in a database whose loader kept no log yet."""
        table = schema.audit
        if not self._has(table):
            return []
        return self._all(sa.select(table).order_by(table.c.id.desc()).limit(most))

    def aliases(self) -> Sequence[Row]:
        """The words that stand for others now, in the order of the alphabet; none where the loader kept none yet."""
        table = schema.aliases
        if not self._has(table):
            return []
        last = sa.select(sa.func.max(table.c.id)).group_by(table.c.vocabulary, table.c.folded)
        query = sa.select(table).where(table.c.id.in_(last), table.c.value.is_not(None))
        return self._all(query.order_by(table.c.vocabulary, table.c.folded))

    def drafts(self, most: int) -> Sequence[Row]:
        """The drafts, the newest first; none in a database whose loader knew none yet."""
        table = schema.drafts
        if not self._has(table):
            return []
        return self._all(sa.select(table).order_by(table.c.prepared_at.desc(), table.c.id).limit(most))

    def reports(self, states: Collection[str]) -> Sequence[Row]:
        """The reports of members in some states, whether they are data yet or not."""
        return reports.in_states(self.asked, states)

    def evidence(self, ids: Collection[str]) -> Sequence[Row]:
        """The files that show what reports say, without their contents."""
        return [file for some in reports.files(self.asked, ids).values() for file in some]

    def decks(self) -> Sequence[Row]:
        """The decks that were saved, by name; none in a database whose loader kept none yet."""
        table = schema.decks
        if not self._has(table):
            return []
        return self._all(sa.select(table).order_by(table.c.name))

    def editor_notes(self) -> Sequence[Row]:
        """The notes among editors, the newest first; none in a database whose loader kept none yet."""
        table = schema.editor_notes
        if not self._has(table):
            return []
        return self._all(sa.select(table).order_by(table.c.id.desc()))

    def brought(self, first: int, last: int) -> dict[int, list[Row]]:
        """By version, the tables that came with it and are still kept, and how many rows each has."""
        table = schema.batches
        query = sa.select(table.c.version, table.c.table_name, table.c.rows).order_by(table.c.id)
        published = table.c.id.in_(sa.select(schema.version_tables.c.batch))  # and not of a draft
        return self._by_version(query.where(table.c.version.between(first, last), published))

    def files(self, first: int, last: int) -> dict[int, list[Row]]:
        """By version, the files it was loaded from."""
        table = schema.version_files
        return self._by_version(sa.select(table).where(table.c.version.between(first, last)).order_by(table.c.name))

    def _by_version(self, query: sa.Select[Any]) -> dict[int, list[Row]]:
        grouped: dict[int, list[Row]] = defaultdict(list)
        for row in self._all(query):
            grouped[row.version].append(row)
        return grouped

    def tables(self, version: int) -> Sequence[Row]:
        """The tables of a version: name, rows, source file, the version that brought the rows, checksum."""
        joined = sa.join(schema.version_tables, schema.batches, schema.version_tables.c.batch == schema.batches.c.id)
        query = sa.select(schema.batches).select_from(joined).where(schema.version_tables.c.version == version)
        return self._all(query)

    def table(self, snapshot: Snapshot, name: str, first: int = 0, most: int | None = None) -> Iterator[Row]:
        """The rows of a data table from a place on, with the columns a spreadsheet brings, some thousand at a time."""
        if name in snapshot.batches:
            query = self._table(snapshot, name)
            yield from self._streamed(snapshot, name, query.limit(most).offset(first) if first or most else query)

    def size(self, snapshot: Snapshot, name: str) -> int:
        """How many rows a data table has."""
        table = schema.batches
        sizes = self._all(sa.select(table.c.rows).where(table.c.id == snapshot.batches.get(name, 0)))
        return sum(row.rows for row in sizes)

    def row(self, snapshot: Snapshot, name: str, key: Sequence[str]) -> Row | None:
        """The row of a data table that has this key, given as text; None when this version has none."""
        keys = [column for column in schema.DATA_TABLES[name].columns if "field" in column.info]
        keys = [column for column in keys if column.info["field"].key]
        if name not in snapshot.batches or len(key) != len(keys):
            return None
        query = self._of(snapshot, name)
        for column, value in zip(keys, key, strict=True):
            is_number = column.info["field"].kind == "integer"
            if value and is_number and not _WHOLE_NUMBER.fullmatch(value):
                return None
            kept = int(value) if is_number and value else value
            query = query.where(column == kept if value else sa.or_(column.is_(None), column == ""))
        return next(iter(self._rows(snapshot, name, query)), None)

    def where(self, snapshot: Snapshot, name: str, column: str, value: str) -> Sequence[Row]:
        """The rows of a data table that have a value in a column of text, in their order."""
        if name not in snapshot.batches:
            return []
        query = self._table(snapshot, name).where(schema.DATA_TABLES[name].c[column] == value)
        return self._rows(snapshot, name, query)

    def _table(self, snapshot: Snapshot, name: str) -> sa.Select[Any]:
        table = schema.DATA_TABLES[name]
        columns = [field.name for field in schema.fields(table)]
        return self._of(snapshot, name, *columns).order_by(table.c.row, table.c.part)

    def package(self, snapshot: Snapshot, names: Sequence[str]) -> Iterator[Iterator[Row]]:
        """The rows of several tables, one table after the other: as of one moment, and over one connection."""
        batches = [snapshot.batches[name] for name in names]
        there = sa.select(sa.func.count()).where(schema.batches.c.id.in_(batches))
        with self._database.connect() as connection:
            connection.exec_driver_sql(_AS_OF_ONE_MOMENT[connection.dialect.name])
            if connection.execute(there).scalar_one() < len(batches):
                raise RowsGoneError(f"The rows of version {snapshot.version.number} are no longer kept.")
            for name in names:
                query = self._table(snapshot, name)
                yield iter(connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query))

    def _streamed(self, snapshot: Snapshot, name: str, query: sa.Select[Any]) -> Iterator[Row]:
        """What a query finds in a table of this version, a few thousand rows at a time."""
        with self._database.connect() as connection:
            rows = iter(connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query))
            first = next(rows, None)
            yield from self._confirmed(snapshot, name) if first is None else chain([first], rows)


@cached(2)
def _differences(_: Snapshot, records: Records, earlier: int, later: int) -> changes.Differences | None:
    """Kept while the snapshot is: the sentences, the table and the files of one comparison are asked for in turn."""
    return records.compared(earlier, later)


@cached(6)
def _marked(snapshot: Snapshot, records: Records, column: str) -> tuple[np.ndarray, np.ndarray]:
    rows = [] if snapshot.empty else [(row.row, bool(getattr(row, column))) for row in records.says(snapshot, column)]
    known = np.isin(snapshot.rows, [row for row, _ in rows])
    marked = np.isin(snapshot.rows, [row for row, yes in rows if yes])
    return known, marked


@cached(1)
def _title_rank(snapshot: Snapshot, records: Records) -> np.ndarray:
    rows = records.rows_by_title(snapshot)
    rank = np.empty(len(rows), dtype=np.int32)
    rank[np.searchsorted(snapshot.rows, rows)] = np.arange(len(rows), dtype=np.int32)
    return rank
