"""Drafts: loads prepared for editors alone, which become versions at once or on a day that is set."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from data_loader import schema, store, versions
from data_loader.load import Prepared
from data_loader.phrases import N_, phrase
from data_loader.refusal import Refused
from data_loader.spreadsheet import File
from data_loader.store import Current, Progress

WAITING, PUBLISHED, WITHDRAWN = "waiting", "published", "withdrawn"
_NO_DRAFT = N_("There is no such draft, or it is no longer waiting.")
_NO_DAY = N_("A day is written as 2026-12-01, and is not over yet.")
_NO_BASE = N_("A draft needs published data that it differs from; load these files in place of preparing them.")
_NOTHING_NEW = N_("Every row is already in version {version}: nothing to prepare.")


def prepare_draft(
    connection: sa.Connection,
    current: Current,
    prepared: Prepared,
    note: str,
    publish_on: str,
    by: str,
    progress: Progress,
) -> str:
    """Keeps what files would make of the data, and the files themselves; the id of the draft. Publishes nothing."""
    check_day(publish_on)
    if current.version is None:
        raise Refused(phrase(_NO_BASE))
    differing = {merged.diff.name: merged.change for merged in prepared.merged.values() if merged.diff}
    if not differing:
        raise Refused(phrase(_NOTHING_NEW, version=current.version))
    id_, now = secrets.token_hex(16), dt.datetime.now(dt.UTC).replace(tzinfo=None)
    written = versions.written({name: change.diff.counts for name, change in differing.items()})
    of_draft = {"id": id_, "base": current.version, "note": note, "changes": written, "publish_on": publish_on}
    of_draft |= {"answers": json.dumps(dict(prepared.asking.answers)), "state": WAITING, "problem": ""}
    connection.execute(schema.drafts.insert().values(of_draft | {"prepared_by": by, "prepared_at": now}))
    kept = [
        {"draft": id_, "place": place, "name": file.name, "content": file.content}
        for place, (file, _) in enumerate(prepared.files)
    ]
    connection.execute(schema.draft_files.insert(), kept)
    batches = store.store_changes(connection, current.version, current, differing, progress)
    named = [{"draft": id_, "table_name": name, "batch": batch} for name, batch in batches.items()]
    connection.execute(schema.draft_tables.insert(), named)
    return id_


def check_day(day: str) -> None:
    """Refuses what is neither empty nor a day from today on, UTC."""
    try:
        is_past = bool(day) and dt.date.fromisoformat(day) < dt.datetime.now(dt.UTC).date()
    except ValueError:
        is_past = True
    if is_past:
        raise Refused(phrase(_NO_DAY))


def waiting(connection: sa.Connection, id_: str) -> sa.Row[Any]:
    """The draft of an id, which nobody else publishes or withdraws meanwhile; refuses where it is not waiting."""
    table = schema.drafts
    query = sa.select(table).where(table.c.id == id_, table.c.state == WAITING)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise Refused(phrase(_NO_DRAFT))
    return row


def due(connection: sa.Connection, day: str) -> Sequence[str]:
    """The ids of the drafts whose day has come by `day`, those of the earliest first; none that failed already."""
    table = schema.drafts
    if not sa.inspect(connection).has_table(table.name):
        return []
    has_come = (table.c.state == WAITING, table.c.problem == "", table.c.publish_on != "", table.c.publish_on <= day)
    return connection.scalars(sa.select(table.c.id).where(*has_come).order_by(table.c.publish_on, table.c.id)).all()


def files_of(connection: sa.Connection, id_: str) -> list[File]:
    """The files a draft was made of."""
    table = schema.draft_files
    rows = connection.execute(sa.select(table).where(table.c.draft == id_).order_by(table.c.place))
    return [File(row.name, row.content, hashlib.sha256(row.content).hexdigest()) for row in rows]


def schedule(connection: sa.Connection, id_: str, day: str) -> None:
    """Sets the day on which a draft is published; empty: it waits until somebody publishes it."""
    check_day(day)
    waiting(connection, id_)
    _set(connection, id_, publish_on=day, problem="")


def fail(connection: sa.Connection, id_: str, problem: str) -> None:
    """Keeps why a draft could not be published; it waits for an editor."""
    waiting(connection, id_)
    _set(connection, id_, problem=problem)


def end(connection: sa.Connection, id_: str, version: int | None = None) -> None:
    """A draft that became `version`, or was withdrawn: its rows and files go, that there was one stays."""
    waiting(connection, id_)
    connection.execute(schema.draft_files.delete().where(schema.draft_files.c.draft == id_))
    table = schema.draft_tables
    batches = connection.scalars(sa.select(table.c.batch).where(table.c.draft == id_)).all()
    connection.execute(table.delete().where(table.c.draft == id_))
    versions.drop_unused(connection, batches)
    _set(connection, id_, state=WITHDRAWN if version is None else PUBLISHED, version=version)


def _set(connection: sa.Connection, id_: str, **values: Any) -> None:
    connection.execute(schema.drafts.update().where(schema.drafts.c.id == id_).values(values))


def listed(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    """Every draft, the newest first; none in a database made before there were any."""
    table = schema.drafts
    if not sa.inspect(connection).has_table(table.name):
        return []
    return connection.execute(sa.select(table).order_by(table.c.prepared_at.desc(), table.c.id)).all()
