"""Who was asked about what, and on which day: notes of the Leadership desk."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data_loader import clean, schema
from data_loader.refusal import Refused

COLUMNS = ("about", "subject", "asked")
MOST = 200
"""How many are noted at once."""

Request = tuple[str, str, str]
"""What it is about, the id of whom or what it concerns, and the name of who was asked."""


def read(file: Path) -> list[Request]:
    """The requests of a CSV file, a line each."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from None
    except (UnicodeDecodeError, ValueError, csv.Error):
        raise Refused(f"{file.name} cannot be read as CSV in UTF-8 with the columns {', '.join(COLUMNS)}.") from None
    if tuple(header) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise Refused(f"{file.name} needs the columns {', '.join(COLUMNS)}, and no others.")
    return [(clean.one_line(about), clean.one_line(subject), clean.one_line(asked)) for about, subject, asked in rows]


def note(connection: sa.Connection, requests: Sequence[Request], day: str, by: str) -> str:
    """Keeps who was asked on a day, the same only once; says so in a sentence, which is empty if nothing is new."""
    if not 0 < len(requests) <= MOST:
        raise Refused(f"Between 1 and {MOST} requests are noted at once.")
    _confirm_day(day)
    for request in requests:
        _confirm(request)
    new = [request for request in dict.fromkeys(requests) if not _is_noted(connection, request, day, by)]
    if not new:
        return ""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    head = {"day": day, "asked_by": by, "noted_at": now}
    rows = [dict(zip(COLUMNS, request, strict=True)) | head for request in new]
    connection.execute(sa.insert(schema.requests), rows)
    names = "; ".join(f"{asked} ({about}: {subject})" for about, subject, asked in new)
    return f"Asked on {day}: {names}."


def _confirm(request: Request) -> None:
    about, *texts = request
    if about not in schema.REQUESTED:
        raise Refused(f"A request is about one of these: {', '.join(schema.REQUESTED)}.")
    if not all(0 < len(text) <= schema.LONGEST_ASKED for text in texts):
        raise Refused(f"An id and a name have 1 to {schema.LONGEST_ASKED} characters.")


def _confirm_day(day: str) -> None:
    try:
        is_whole = dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        is_whole = False
    if not is_whole:
        raise Refused("The day is written as 2018-12-31.")


def _is_noted(connection: sa.Connection, request: Request, day: str, by: str) -> bool:
    about, subject, _ = request
    column = schema.requests.c
    same = sa.select(column.id).where(
        column.about == about, column.subject == subject, column.day == day, column.asked_by == by
    )
    return connection.execute(same).first() is not None


def listed(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    """Every request, the latest first; none in a database made before they were noted."""
    table = schema.requests
    if not sa.inspect(connection).has_table(table.name):
        return []
    return connection.execute(sa.select(table).order_by(table.c.day.desc(), table.c.id.desc())).all()
