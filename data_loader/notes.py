"""Notes among editors: written, taken away and listed; what is for readers is in the table `notes` of the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from data_loader import schema
from data_loader.note_checks import is_day
from data_loader.refusal import Refused


def add(connection: sa.Connection, about: str, about_id: str, text: str, role: str, by: str) -> str:
    """Keep a note; says so, without its words: the log of writes is no place for them."""
    if not text or not role:
        raise Refused("A note has a text and the role of who wrote it.")
    if len(text) > schema.LONGEST_REMARK:
        raise Refused(f"A note has at most {schema.LONGEST_REMARK:,} characters.")
    if not _is_there(connection, about, about_id):
        raise Refused("There is nothing of this name that a note could be about.")
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    values = {"about": about, "about_id": about_id, "text": text, "author_role": role}
    connection.execute(schema.editor_notes.insert().values(values | {"written_by": by, "written_at": now}))
    return f"A note for editors on the {about} {about_id} was kept."


def _is_there(connection: sa.Connection, about: str, about_id: str) -> bool:
    """Whether the current version has what a note is about, or it is a day."""
    if not schema.NOTED.get(about):
        return about in schema.NOTED and is_day(about_id)
    table = schema.DATA_TABLES[schema.NOTED[about]]
    latest = schema.latest_version().scalar_subquery()
    named = schema.version_tables.c
    batch = sa.select(named.batch).where(named.version == latest, named.table_name == table.name)
    row = sa.select(table.c.id).where(table.c.batch == batch.scalar_subquery(), table.c.id == about_id)
    return connection.execute(row).first() is not None


def remove(connection: sa.Connection, number: int) -> str:
    """Take a note away; says so."""
    table = schema.editor_notes
    if not connection.execute(table.delete().where(table.c.id == number)).rowcount:
        raise Refused("This note is no longer there.")
    return f"Note {number} for editors was removed."


def listed(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    """All that are kept, the newest first; none in a database made before there were any."""
    table = schema.editor_notes
    if not sa.inspect(connection).has_table(table.name):
        return []
    return connection.execute(sa.select(table).order_by(table.c.id.desc())).all()
