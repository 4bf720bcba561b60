"""What differs between any two versions: row by row, field by field, each change with the version it came with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

import sqlalchemy as sa

from data_loader import schema

Key = tuple[str, ...]
Cells = Mapping[str, str]
"""The fields of a row as text; "" is not known."""

NEW, CHANGED, REMOVED = "new", "changed", "removed"
KINDS = (NEW, CHANGED, REMOVED)

_AT_ONCE = 400  # values of one condition: SQLite takes 999 in all
_MOST_FOLLOWED = 300_000  # rows looked up on the way; where it would be more, no version is named
_NAMING = {
    "priorities": ("name_en", "name_fr", "name_es"),
    "policy_areas": ("name_en", "name_fr", "name_es"),
    "themes": ("name_en", "name_fr", "name_es", "priority_id"),
    "members": ("name", "country", "government_level"),
    "action_plans": ("member_id", "number", "year_submitted"),
    "commitments": ("member_id", "action_plan_id", "title", "themes"),
    "milestones": ("member_id", "title"),
    "steering_members": ("name", "country", "constituency"),
    "roles": ("title", "holder"),
    "meetings": ("place", "start_date"),
    "agenda_items": ("title_en", "title_fr", "title_es", "themes"),
}
"""What is needed of a row that others refer to, so as to name it and to know whose it is."""


@dataclass(frozen=True)
class FieldChange:
    """One cell before and after, and the version in which it became so (None: that cannot be told)."""

    field: str
    before: str
    after: str
    version: int | None


@dataclass(frozen=True)
class RowChange:
    """A row that is new, changed or removed: before and after, whole, and its fields that differ."""

    table: str
    key: Key
    before: Cells | None
    after: Cells | None
    fields: tuple[FieldChange, ...]
    version: int | None  # the one with which all of it came; None: several, or it cannot be told

    @property
    def kind(self) -> str:
        return NEW if self.before is None else REMOVED if self.after is None else CHANGED

    @property
    def cells(self) -> Cells:
        """The row as it is; a removed one as it was."""
        return self.after if self.after is not None else self.before or {}

    def to(self, name: str) -> FieldChange | None:
        """The change of a field."""
        return next((one for one in self.fields if one.field == name), None)


@dataclass(frozen=True)
class Publication:
    """Who published a version, when (UTC) and why."""

    number: int
    at: dt.datetime
    by: str
    note: str


@dataclass(frozen=True)
class Differences:
    """All that differs between two versions.

    `related` has the rows that changed rows refer to, by table and id, as the later version has them, else the earlier;
    `found_before` what was last found of a commitment of which there are new findings.
    """

    earlier: int
    later: int
    rows: Sequence[RowChange] = ()
    versions: Mapping[int, Publication] = field(default_factory=dict)
    related: Mapping[tuple[str, str], Cells] = field(default_factory=dict)
    completion_before: Mapping[str, Cells] = field(default_factory=dict)
    beyond: int = 0  # how many rows differ, where they are too many to be compared one by one: then there are none here
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.rows)

    @property
    def backwards(self) -> bool:
        """The version compared with is the newer one."""
        return self.earlier > self.later

    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows of each table that differs are new, changed and removed."""
        counts: dict[str, dict[str, int]] = {}
        for row in self.rows:
            of_table = counts.setdefault(row.table, dict.fromkeys(KINDS, 0))
            of_table[row.kind] += 1
        return counts

    def row(self, table: str, id_: str) -> Cells:
        """A row that is referred to; empty where there is none."""
        return self.related.get((table, id_), {})


def text(value: object) -> str:
    """A value of the database as a spreadsheet writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return repr(value) if isinstance(value, float) else str(value)


def compare(connection: sa.Connection, earlier: int, later: int) -> Differences:
    """What differs between two versions that are kept, whichever is the newer one."""
    if earlier > later:
        return _turned(compare(connection, later, earlier))
    rows = [*_rows(connection, earlier, later)]
    return Differences(
        earlier, later, rows, publications(connection, earlier, later),
        _related(connection, (later, earlier), rows), _completion_before(connection, earlier, rows),
    )  # fmt: skip


def volume(connection: sa.Connection, earlier: int, later: int, most: int) -> int:
    """How many rows only one of two versions has; where the tables that differ are small, how many rows they have."""
    walked, same = _steps(connection, *sorted((earlier, later))), _checksums(connection, earlier, later)
    ends = {name: {steps[0].batch, steps[-1].batch} for name, steps in walked.items() if name not in same}
    tables = {schema.DATA_TABLES[name]: batches for name, batches in ends.items()}
    rows = sum(_count(connection, _in(table, batch)) for table, batches in tables.items() for batch in batches)
    if rows <= most:
        return rows
    return sum(_count(connection, query) for table, batches in tables.items() for query in _in_one(table, *batches))


def _in(table: sa.Table, batch: int) -> sa.Select[Any]:
    return sa.select(*_columns(table)).where(table.c.batch == batch)


def _in_one(table: sa.Table, one: int, other: int = 0) -> Iterator[sa.CompoundSelect[Any]]:
    """The rows that one of two batches has and the other has not, both ways."""
    yield _in(table, one).except_(_in(table, other))
    yield _in(table, other).except_(_in(table, one))


def _count(connection: sa.Connection, query: sa.Select[Any] | sa.CompoundSelect[Any]) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0)


def publications(connection: sa.Connection, first: int, last: int) -> dict[int, Publication]:
    """By number, who published each version of the way, when and why."""
    table = schema.versions
    query = sa.select(*columns_of_versions(connection)).where(table.c.number.between(first, last))
    rows = connection.execute(query.order_by(table.c.number))
    return {row.number: Publication(row.number, row.published_at, row.published_by, row.note or "") for row in rows}


def columns_of_versions(connection: sa.Connection) -> list[sa.ColumnElement[Any]]:
    """The columns of `versions`; those that a database of an older release does not have yet are empty."""
    there = {column["name"] for column in sa.inspect(connection).get_columns(schema.versions.name)}
    return [column if column.name in there else sa.null().label(column.name) for column in schema.versions.columns]


def kept(connection: sa.Connection) -> list[int]:
    """The versions whose rows are there, the newest first; only these can be compared."""
    number = schema.version_tables.c.version
    return [*connection.scalars(sa.select(number).distinct().order_by(number.desc()))]


def _turned(differences: Differences) -> Differences:
    """The same the other way round; a change keeps the version in which it came."""

    def turned(row: RowChange) -> RowChange:
        fields = tuple(FieldChange(one.field, one.after, one.before, one.version) for one in row.fields)
        return RowChange(row.table, row.key, row.after, row.before, fields, row.version)

    return Differences(
        differences.later,
        differences.earlier,
        [*map(turned, differences.rows)],
        differences.versions,
        differences.related,
    )


# Rows


@dataclass(frozen=True)
class _Step:
    """A version in which a table got other rows."""

    version: int
    batch: int


def _rows(connection: sa.Connection, earlier: int, later: int) -> Iterator[RowChange]:
    """The rows that differ, in the order of the schema and of their keys."""
    steps, same = _steps(connection, earlier, later), _checksums(connection, earlier, later)
    for name, table in schema.DATA_TABLES.items():
        walked = steps.get(name, [])
        if not walked or name in same:
            continue
        first, last = walked[0].batch if walked[0].version == earlier else 0, walked[-1].batch
        before, after = _only_in(connection, table, first, last), _only_in(connection, table, last, first)
        keys = sorted(before.keys() | after.keys())
        history = _history(connection, table, walked, first, keys)
        yield from (_change(name, key, before.get(key), after.get(key), history) for key in keys)


def _steps(connection: sa.Connection, earlier: int, later: int) -> dict[str, list[_Step]]:
    """By table, the versions of the way in which it got other rows; the first is where the way begins."""
    named = schema.version_tables
    query = (
        sa.select(named).where(named.c.version.between(earlier, later)).order_by(named.c.table_name, named.c.version)
    )
    steps: dict[str, list[_Step]] = {}
    for name, rows in groupby(connection.execute(query), key=lambda row: row.table_name):
        walked = steps.setdefault(name, [])
        for row in rows:
            if not walked or walked[-1].batch != row.batch:
                walked.append(_Step(row.version, row.batch))
    return steps


def _checksums(connection: sa.Connection, earlier: int, later: int) -> set[str]:
    """The tables whose rows are the same, as their checksums say."""
    one, other = (
        {row.table_name: row.sha256 for row in connection.execute(schema.checksums_of(number))}
        for number in (earlier, later)
    )
    return {name for name in one.keys() & other.keys() if one[name] == other[name]}


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [table.c[one.name] for one in schema.fields(table)]


def _key_of(table: sa.Table) -> list[str]:
    return [one.name for one in schema.fields(table) if one.key]


def _cells(row: sa.Row[Any]) -> dict[str, str]:
    return {name: text(value) for name, value in row._mapping.items()}  # noqa: SLF001  SQLAlchemy's public name for it


def _only_in(connection: sa.Connection, table: sa.Table, batch: int, other: int) -> dict[Key, Cells]:
    """The rows of a batch that another does not have, by key: the database itself compares."""
    key = _key_of(table)
    rows = map(_cells, connection.execute(_in(table, batch).except_(_in(table, other))))
    return {tuple(row[name] for name in key): row for row in rows}


_History = Mapping[Key, Sequence[tuple[int, Cells | None]]]
"""By key, the versions of the way with the row as each had it."""


def _history(
    connection: sa.Connection, table: sa.Table, walked: Sequence[_Step], first: int, keys: Sequence[Key]
) -> _History | int | None:
    """How rows became what they are: all with one version; or as each version had them; None: too many to follow."""
    own = walked[1:] if first else walked
    if len(own) == 1:
        return own[0].version
    if len(keys) * len(walked) > _MOST_FOLLOWED:
        return None
    by_batch = _looked_up(connection, table, {step.batch for step in walked}, keys)
    begin = [(0, None)] if not first else []
    return {
        key: [*begin, *((step.version, by_batch.get((step.batch, key))) for step in walked)] for key in keys
    }  # fmt: skip


def _looked_up(
    connection: sa.Connection, table: sa.Table, batches: Iterable[int], keys: Iterable[Key]
) -> dict[tuple[int, Key], Cells]:
    """Rows of some keys in some batches."""
    key, columns = _key_of(table), _columns(table)
    wanted = set(keys)
    rows: dict[tuple[int, Key], Cells] = {}
    first = table.c[key[0]]
    for some in _chunks(sorted({one[0] for one in wanted})):
        query = sa.select(table.c.batch, *columns).where(table.c.batch.in_(batches), first.in_(some))
        for row in connection.execute(query):
            cells = {name: text(value) for name, value in zip(row._fields[1:], row[1:], strict=True)}
            of_row = tuple(cells[name] for name in key)
            if of_row in wanted:
                rows[row.batch, of_row] = cells
    return rows


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _change(
    table: str, key: Key, before: Cells | None, after: Cells | None, history: _History | int | None
) -> RowChange:
    """A row before and after; of a new or removed one, the fields that have anything in them."""
    one, other = before or {}, after or {}
    names = [name for name in (other or one) if one.get(name, "") != other.get(name, "")]
    passed = history[key] if isinstance(history, Mapping) else history
    fields = tuple(FieldChange(name, one.get(name, ""), other.get(name, ""), _came(passed, name)) for name in names)
    if before is None or after is None:
        return RowChange(table, key, before, after, fields, _came(passed, ""))
    came = {change.version for change in fields}
    return RowChange(table, key, before, after, fields, came.pop() if len(came) == 1 else None)


def _came(passed: Sequence[tuple[int, Cells | None]] | int | None, name: str) -> int | None:
    """The last version that changed a field, or, without its name, whether the row is there."""
    if passed is None or isinstance(passed, int):
        return passed

    def value(cells: Cells | None) -> object:
        return cells is not None if not name else cells[name] if cells else ""

    steps = [later for (_, one), (later, other) in pairwise(passed) if value(one) != value(other)]
    return steps[-1] if steps else None


# What the changed rows refer to


def _related(
    connection: sa.Connection, versions: Sequence[int], rows: Iterable[RowChange]
) -> dict[tuple[str, str], Cells]:
    """The rows that some rows refer to, and those that these refer to, with what is needed to name them."""
    batches = [_batches(connection, number) for number in versions]
    related: dict[tuple[str, str], Cells] = {}
    asked = {one for row in rows for cells in (row.before, row.after) if cells for one in _references(row.table, cells)}
    while asked:
        cells_of: dict[tuple[str, str], Cells] = {}
        for name, some in groupby(sorted(asked), key=lambda one: one[0]):
            ids = [id_ for _, id_ in some]
            for of_version in batches:
                missing = [id_ for id_ in ids if (name, id_) not in cells_of]
                cells_of |= _named(connection, name, of_version.get(name, 0), missing)
        related |= cells_of
        asked = {one for (name, _), cells in cells_of.items() for one in _references(name, cells)} - related.keys()
    return related


def _batches(connection: sa.Connection, number: int) -> dict[str, int]:
    return {row.table_name: row.batch for row in connection.execute(schema.batches_of(number))}


def _references(table: str, cells: Cells) -> Iterator[tuple[str, str]]:
    """Table and id of all that a row refers to."""
    for one in schema.fields(schema.DATA_TABLES[table]):
        if one.refers_to and cells.get(one.name):
            yield from ((one.refers_to, id_) for id_ in cells[one.name].split(schema.LIST_SEPARATOR) if id_)
    if table == schema.notes.name and (parent := schema.NOTED.get(cells["about"])):
        yield parent, cells["about_id"]


def _named(connection: sa.Connection, name: str, batch: int, ids: Sequence[str]) -> dict[tuple[str, str], Cells]:
    table = schema.DATA_TABLES[name]
    columns = [table.c.id, *(table.c[column] for column in _NAMING[name])]
    return {
        (name, row.id): _cells(row)
        for some in _chunks(ids)
        for row in connection.execute(sa.select(*columns).where(table.c.batch == batch, table.c.id.in_(some)))
    }


def _completion_before(connection: sa.Connection, earlier: int, rows: Iterable[RowChange]) -> dict[str, Cells]:
    """By commitment with new findings, the finding that was the last one in the earlier version."""
    ids = sorted({row.cells["commitment_id"] for row in rows if row.table == "assessments" and row.kind == NEW})
    table = schema.assessments
    batch = _batches(connection, earlier).get(table.name, 0)
    last: dict[str, Cells] = {}
    for some in _chunks(ids):
        query = sa.select(*_columns(table)).where(table.c.batch == batch, table.c.commitment_id.in_(some))
        for cells in map(_cells, connection.execute(query)):
            best = last.get(cells["commitment_id"])
            if cells["completion"] and (best is None or _rank(cells) > _rank(best)):
                last[cells["commitment_id"]] = cells
    return last


def _rank(finding: Cells) -> tuple[str, int]:
    """The later finding counts; on a tie, that of the stronger assessor (rule 4)."""
    assessor = finding["assessor"]
    known = schema.ASSESSORS.index(assessor) if assessor in schema.ASSESSORS else -1
    return f"{finding['published']}-99"[: len("2016-05-03")], known
