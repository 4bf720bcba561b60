"""Reports of members that are no data yet, and the files with them, as they stand in the database now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa

from dashboard.data.records import Records, Row
from data_loader import reports, schema

Place = tuple[str, str]
"""A commitment and one of its milestones; "" for the commitment itself."""


def for_members(records: Records, members: Collection[str]) -> Sequence[Row]:
    """All reports for some members, whoever wrote them."""
    return records.asked(partial(reports.listed, members=members))


def of(records: Records, report_id: str) -> Row | None:
    """One report; None where there is none."""
    [*rows] = records.asked(partial(reports.listed, report_id=report_id))
    return rows[0] if rows else None


def open_one(records: Records, place: reports.Place, author: str) -> Row | None:
    """The report of an author on a place that is not accepted yet."""
    return records.asked(partial(reports.of_author, place=place, author=author))


def files(records: Records, report_ids: Collection[str]) -> dict[str, list[Row]]:
    """By report, its files without their contents."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in records.asked(partial(reports.files, reports=report_ids)):
        grouped[row.report_id].append(row)
    return grouped


def file(records: Records, file_id: str) -> Row | None:
    """A file with what is in it, and the state, author and member of its report."""
    return records.asked(partial(_file, file_id=file_id))


def _file(connection: sa.Connection, file_id: str) -> Row | None:
    if not sa.inspect(connection).has_table(schema.evidence.name):
        return None
    own, of_report = schema.evidence, schema.reports
    columns: list[Any] = [own, of_report.c.state, of_report.c.author, of_report.c.member_id]
    query = sa.select(*columns).join(of_report, of_report.c.id == own.c.report_id).where(own.c.id == file_id)
    return connection.execute(query).one_or_none()
