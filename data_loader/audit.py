"""The audit log: a row for each write, kept in the transaction of the write itself."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, TextIO

import sqlalchemy as sa

from data_loader import schema
from data_loader.formula_text import mark

COLUMNS = ("at", "who", "action", "what", "files", "version", "origin")
COMMAND_LINE = "command line"


def record(
    connection: sa.Connection, who: str, action: str, what: str, origin: str, version: int | None = None
) -> None:
    """Keeps that `who` did `action`; with the checksums of the files of the version that came of it."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    values = {"at": now, "who": who, "action": action, "what": what, "version": version, "origin": origin}
    connection.execute(schema.audit.insert().values(values | {"files": _files(connection, version)}))


def _files(connection: sa.Connection, version: int | None) -> str:
    table = schema.version_files
    query = sa.select(table.c.name, table.c.sha256).where(table.c.version == version).order_by(table.c.name)
    return "; ".join(f"{name} {sha256}" for name, sha256 in connection.execute(query))


def listed(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    """Every row, the newest first; none in a database made before there was a log."""
    table = schema.audit
    if not sa.inspect(connection).has_table(table.name):
        return []
    return connection.execute(sa.select(table).order_by(table.c.id.desc())).all()


def write_csv(rows: Sequence[sa.Row[Any]], out: TextIO) -> None:
    """For spreadsheet programs: what could be a formula begins with an apostrophe."""
    writer = csv.writer(out)  # ends lines with CR LF, so that either of them in a cell is quoted
    writer.writerow(COLUMNS)
    writer.writerows([mark(_text(getattr(row, name))) for name in COLUMNS] for row in rows)


def write_json(rows: Sequence[sa.Row[Any]], out: TextIO) -> None:
    json.dump([{name: _plain(getattr(row, name)) for name in COLUMNS} for row in rows], out, ensure_ascii=False)
    out.write("\n")


def _text(value: Any) -> str:
    return "" if value is None else str(_plain(value))


def _plain(value: Any) -> Any:
    return value.isoformat(" ", "seconds") if isinstance(value, dt.datetime) else value
