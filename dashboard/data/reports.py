"""Reports of members that are no data yet, and the files with them, as they stand in the database now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa

from data_loader import reports, schema

Report = sa.Row[Any]
File = sa.Row[Any]
Asked = Callable[[Callable[[sa.Connection], Any]], Any]
"""What asks the database something: `Records.asked`."""

DRAFT, SUBMITTED, RETURNED, ACCEPTED = schema.REPORT_STATES
TEXTS, LONGEST, MOST_FILES = reports.TEXTS, reports.LONGEST, reports.MOST_FILES
SCALE = schema.COMPLETION_SCALE
is_new = reports.is_new
CHANGED = reports.CHANGED.template
"""The pattern of what is said where a report was changed elsewhere."""


def for_members(asked: Asked, members: Collection[str]) -> Sequence[Report]:
    """All reports for some members, whoever wrote them."""
    every: Sequence[Report] = asked(partial(reports.listed, members=members))
    return every


def in_states(asked: Asked, states: Collection[str]) -> Sequence[Report]:
    """All reports in some states, of whichever member."""
    every: Sequence[Report] = asked(partial(reports.listed, states=states))
    return every


def of(asked: Asked, report_id: str) -> Report | None:
    """One report; None where there is none."""
    return next(iter(asked(partial(reports.listed, report_id=report_id))), None)


def open_one(asked: Asked, place: Mapping[str, str], author: str) -> Report | None:
    """The report of an author that is not accepted yet; `place` has the ids of member, commitment and milestone."""
    where = reports.Place(place["member"], place["commitment"], place["milestone"])
    there: Report | None = asked(partial(reports.of_author, place=where, author=author))
    return there


def missing(report: Report) -> list[tuple[str, Mapping[str, Any]]]:
    """What a report lacks: the pattern of each sentence, and what stands in its places."""
    return [(sentence.template, sentence.values) for sentence in reports.missing(report)]


def files(asked: Asked, report_ids: Collection[str]) -> dict[str, list[File]]:
    """By report, its files without their contents."""
    grouped: dict[str, list[File]] = defaultdict(list)
    for row in asked(partial(reports.files, reports=report_ids)):
        grouped[row.report_id].append(row)
    return grouped


def file(asked: Asked, file_id: str) -> File | None:
    """A file with what is in it, and the state, author and member of its report."""
    there: File | None = asked(partial(_file, file_id=file_id))
    return there


def _file(connection: sa.Connection, file_id: str) -> File | None:
    if not sa.inspect(connection).has_table(schema.evidence.name):
        return None
    own, of_report = schema.evidence, schema.reports
    columns: list[Any] = [own, of_report.c.state, of_report.c.author, of_report.c.member_id]
    query = sa.select(*columns).join(of_report, of_report.c.id == own.c.report_id).where(own.c.id == file_id)
    return connection.execute(query).one_or_none()
