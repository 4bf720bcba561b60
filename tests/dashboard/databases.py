"""Small databases written row by row, without the loader, so that each test can say what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from data_loader import schema

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

PUBLISHED_AT = dt.datetime(2020, 1, 2, 3, 4, 5)  # noqa: DTZ001 - the column holds UTC without a zone


def write(engine: sa.Engine, tables: Rows, version: int = 1) -> None:
    """Publish `tables` as `version`: one batch a table, rows numbered from 2 as a spreadsheet shows them."""
    schema.metadata.create_all(engine)
    with engine.begin() as connection:
        head = {"number": version, "published_at": PUBLISHED_AT, "published_by": "Ana", "changes": "by hand"}
        connection.execute(sa.insert(schema.versions), head)
        for number, (name, rows) in enumerate(tables.items(), start=100 * version):
            _write_batch(connection, version, number, name, rows)


def write_one(engine: sa.Engine, version: int, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Publish a version that shares all tables with the one before but one."""
    named = schema.version_tables
    with engine.begin() as connection:
        head = {"number": version, "published_at": PUBLISHED_AT, "published_by": "Ana", "changes": "by hand"}
        connection.execute(sa.insert(schema.versions), head)
        before = sa.select(named.c.table_name, named.c.batch).where(named.c.version == version - 1)
        for table, batch in connection.execute(before).fetchall():
            if table != name:
                row = {"version": version, "table_name": table, "batch": batch}
                connection.execute(sa.insert(named), row)
        _write_batch(connection, version, 100 * version, name, rows)


def replace(engine: sa.Engine, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put `rows` in place of those of a table of the only version there is."""
    with engine.begin() as connection:
        of_table = schema.version_tables.c.table_name == name
        batch = connection.execute(sa.select(schema.version_tables.c.batch).where(of_table)).scalar_one()
        connection.execute(sa.delete(schema.DATA_TABLES[name]))
        _insert(connection, batch, name, rows)


def _write_batch(
    connection: sa.Connection, version: int, number: int, name: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    batch = {"id": number, "table_name": name, "version": version, "source": f"{name}.csv", "rows": len(rows)}
    connection.execute(sa.insert(schema.batches), batch | {"sha256": f"{number:064}"})
    connection.execute(sa.insert(schema.version_tables), {"version": version, "table_name": name, "batch": number})
    _insert(connection, number, name, rows)


def _insert(connection: sa.Connection, batch: int, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    table = schema.DATA_TABLES[name]
    empty: dict[str, Any] = {field.name: None for field in schema.fields(table)}
    for place, given in enumerate(rows):
        record = empty | given
        folded = {
            column.name: schema.fold(record[column.name.removesuffix("_folded")] or "")
            for column in table.columns
            if column.name.endswith("_folded")
        }
        connection.execute(sa.insert(table), record | folded | {"batch": batch, "row": place + 2, "part": 0})


def member(id_: str, region: str, **more: Any) -> dict[str, Any]:
    """A country; `more` makes it something else."""
    country = {"government_level": "national", "kind": "country", "country": id_, "status": "active"}
    return {"id": id_, "name": id_, "region": region} | country | more


def plan(id_: str, year: int, start: str | None = None) -> dict[str, Any]:
    """An action plan; its member and its number are in its id."""
    member_id, _, number = id_.rpartition("-")
    return {"id": id_, "member_id": member_id, "number": int(number), "year_submitted": year, "start_date": start}


def commitment(id_: str, plan_id: str, themes: str = "", **more: Any) -> dict[str, Any]:
    """A commitment of the national level; `more` adds and changes columns."""
    member_id = plan_id.rpartition("-")[0]
    record = {"id": id_, "member_id": member_id, "action_plan_id": plan_id, "title": id_}
    return record | {"government_level": "national", "themes": themes or None} | more


def finding(commitment_id: str, assessor: str, published: str, completion: str | None, **more: Any) -> dict[str, Any]:
    """One assessor's finding."""
    record = {"commitment_id": commitment_id, "assessor": assessor, "published": published}
    return record | {"completion": completion} | more


def theme(id_: str, priority: str, sort: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """A theme; its names in three languages where they matter."""
    return {"id": id_, "priority_id": priority, "sort": sort} | _names(id_, names)


def priority(id_: str, sort: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """A priority of the co-chairs; its names in three languages where they matter."""
    return {"id": id_, "cochair_priority": True, "sort": sort} | _names(id_, names)


def _names(id_: str, names: Sequence[str]) -> dict[str, str]:
    spoken = names or [f"{id_} {lang}" for lang in ("en", "fr", "es")]
    return {f"name_{lang}": name for lang, name in zip(("en", "fr", "es"), spoken, strict=True)}
