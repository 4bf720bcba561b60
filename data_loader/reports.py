"""What members report: a draft of one reporter, handed in to the editors, and published by what they decide on it.

A report is written by its author alone, while it is a draft or was sent back. Whoever decides on it leaves `changed_at`
alone, so that it shows whether its author wrote in it since.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data_loader import clean, schema
from data_loader.phrases import Phrase, phrase
from data_loader.refusal import Refused

Report = sa.Row[Any]

DRAFT, SUBMITTED, RETURNED, ACCEPTED = schema.REPORT_STATES
WRITABLE = (DRAFT, RETURNED)
TEXTS = ("status", "as_of", "summary", "reason", "evidence_url", "next_step", "next_step_due")
"""What its author writes in a report."""
LONGEST = dict.fromkeys(TEXTS, 500) | {"status": 40, "as_of": 10, "next_step_due": 10, "evidence_url": 2000}
"""Characters of each of them."""
ASKS_WHY = ("not_started", "limited")
"""Levels of completion that need a reason."""
MOST_FILES = 5  # that show what one report says

_REPORTS, _EVIDENCE = schema.reports, schema.evidence
_ABOUT_FILES = [column for column in _EVIDENCE.columns if column.name != "content"]


@dataclass(frozen=True)
class Place:
    """What a report is of: a commitment, or one of its milestones, of a member."""

    member_id: str
    commitment_id: str
    milestone_id: str = ""


@dataclass(frozen=True)
class Evidence:
    """A file that was looked through: a safe name, the type that its content shows, and its bytes."""

    name: str
    kind: str
    content: bytes


def save_draft(
    connection: sa.Connection, place: Place, texts: Mapping[str, str], author: str, revision: int = 0
) -> Report:
    """The open report of `author` on a place, made or changed; refused where it is no longer of that revision.

    The place is looked up by the caller (`belongs`). `texts` without one of TEXTS leaves that as it is.
    """
    there, written = of_author(connection, place, author), _readable(texts)
    if there is None:
        if revision:
            raise Refused(CHANGED)
        new = {"id": uuid.uuid4().hex, **dict.fromkeys(TEXTS, ""), "period": "", "state": DRAFT, "reviewed_by": "",
               "comment": "", "author": author, "revision": 1, "changed_at": now()}  # fmt: skip
        values = new | written | _columns_of(place)
        connection.execute(_REPORTS.insert().values(values))
        return find(connection, str(values["id"]))
    _refuse_unless_writable(there, author)
    if all(getattr(there, name) == text for name, text in written.items()):
        return there
    if there.revision != revision:
        raise Refused(CHANGED)
    return _changed(connection, there, **written, changed_at=now())


def submit(connection: sa.Connection, member_id: str, author: str, period: str) -> list[Report]:
    """Hands in all reports of `author` for a member that are whole, at once, and gives them; refuses where none is."""
    open_ones = [one for one in listed(connection, [member_id]) if one.author == author and is_new(one)]
    whole = [one for one in open_ones if not missing(one)]
    if not whole:
        raise Refused(_NOTHING_TO_SUBMIT)
    handed_in = {"state": SUBMITTED, "period": period, "submitted_at": now(), "comment": "", "reviewed_by": "",
                 "reviewed_at": None}  # fmt: skip
    return [_changed(connection, one, **handed_in) for one in whole]


def withdraw(connection: sa.Connection, report_id: str, author: str) -> Report:
    """Makes a report a draft again that was handed in and that nobody has decided on."""
    there = _own(connection, report_id, author)
    if there.state != SUBMITTED:
        raise Refused(_REVIEWED if there.state == ACCEPTED or there.reviewed_at else _NOT_SUBMITTED)
    return _changed(connection, there, state=DRAFT, submitted_at=None)


def discard(connection: sa.Connection, report_id: str, author: str) -> Report:
    """Takes a draft away, or what was sent back, with its files; gives what it was."""
    there = _own(connection, report_id, author)
    _refuse_unless_writable(there, author)
    connection.execute(_EVIDENCE.delete().where(_EVIDENCE.c.report_id == report_id))
    connection.execute(_REPORTS.delete().where(_REPORTS.c.id == report_id))
    return there


def add_evidence(connection: sa.Connection, report_id: str, file: Evidence, author: str) -> Report:
    """Keeps a file with a report; the same file a second time changes nothing."""
    there = _own(connection, report_id, author)
    _refuse_unless_writable(there, author)
    sha256, others = hashlib.sha256(file.content).hexdigest(), files(connection, [report_id])
    if any(one.sha256 == sha256 for one in others):
        return there
    if len(others) >= MOST_FILES:
        raise Refused(phrase("A report has at most {most} files. Please remove one first.", most=MOST_FILES))
    about = {"id": uuid.uuid4().hex, "report_id": report_id, "name": file.name, "kind": file.kind, "sha256": sha256}
    what = {"content": file.content, "bytes": len(file.content)}
    connection.execute(_EVIDENCE.insert().values(added_by=author, added_at=now(), **about, **what))
    return _changed(connection, there, changed_at=now())


def remove_evidence(connection: sa.Connection, evidence_id: str, author: str) -> Report:
    """Takes a file away; gives its report."""
    there = _own(connection, report_of(connection, evidence_id), author)
    _refuse_unless_writable(there, author)
    connection.execute(_EVIDENCE.delete().where(_EVIDENCE.c.id == evidence_id))
    return _changed(connection, there, changed_at=now())


# Looking them up: also where no loader of this release has written yet.


def listed(
    connection: sa.Connection,
    members: Collection[str] | None = None,
    states: Collection[str] = schema.REPORT_STATES,
    report_id: str = "",
) -> Sequence[Report]:
    """The reports for some members (None: all) in some states, or one by its id; what was written in first is first."""
    if not sa.inspect(connection).has_table(_REPORTS.name):
        return []
    query = sa.select(_REPORTS).where(_REPORTS.c.state.in_(states))
    if members is not None:
        query = query.where(_REPORTS.c.member_id.in_(sorted(members)))
    if report_id:
        query = query.where(_REPORTS.c.id == report_id)
    return connection.execute(query.order_by(_REPORTS.c.changed_at, _REPORTS.c.id)).all()


def find(connection: sa.Connection, report_id: str) -> Report:
    """One report; refused where there is none."""
    there = connection.execute(sa.select(_REPORTS).where(_REPORTS.c.id == report_id)).one_or_none()
    if there is None:
        raise Refused(_GONE)
    return there


def of_author(connection: sa.Connection, place: Place, author: str) -> Report | None:
    """The report that is not accepted yet."""
    if not sa.inspect(connection).has_table(_REPORTS.name):
        return None
    here = [_REPORTS.c[name] == value for name, value in _columns_of(place).items()]
    query = sa.select(_REPORTS).where(*here, _REPORTS.c.author == author, _REPORTS.c.state != ACCEPTED)
    return connection.execute(query).one_or_none()


def files(connection: sa.Connection, reports: Collection[str]) -> Sequence[sa.Row[Any]]:
    """The files of reports without their contents, in the order in which they came."""
    if not reports or not sa.inspect(connection).has_table(_EVIDENCE.name):
        return []
    query = sa.select(*_ABOUT_FILES).where(_EVIDENCE.c.report_id.in_(sorted(reports)))
    return connection.execute(query.order_by(_EVIDENCE.c.added_at, _EVIDENCE.c.id)).all()


def belongs(rows: Callable[[str, str, Collection[str]], Any], place: Place) -> bool:
    """Whether there is such a commitment or milestone of the member; `rows` is that of `store.Current`."""
    promised = rows("commitments", "id", [place.commitment_id]).frame
    if [*promised["member_id"]] != [place.member_id]:
        return False
    if not place.milestone_id:
        return True
    steps = rows("milestones", "id", [place.milestone_id]).frame
    return [*steps["commitment_id"]] == [place.commitment_id]


def report_of(connection: sa.Connection, evidence_id: str) -> str:
    """The id of the report that a file belongs to; empty where there is no such file."""
    return connection.scalar(sa.select(_EVIDENCE.c.report_id).where(_EVIDENCE.c.id == evidence_id)) or ""


# What is missing


def is_new(report: Report) -> bool:
    """Whether its author has something to hand in: a draft, or what was sent back and written in since."""
    if report.state == RETURNED:
        return not report.reviewed_at or report.changed_at > report.reviewed_at
    return bool(report.state == DRAFT)


def missing(report: Report) -> list[Phrase]:
    """What has to be written before a report can be handed in, a sentence each; nothing where it is whole."""
    sentences = {
        _NO_STATUS: report.status not in schema.COMPLETION_SCALE,
        _NO_DAY: not _is_day(report.as_of),
        _LATER_DAY: _is_day(report.as_of) and report.as_of > now().date().isoformat(),
        _NO_SUMMARY: not report.summary,
        _NO_REASON: report.status in ASKS_WHY and not report.reason,
        _NO_ADDRESS: bool(report.evidence_url) and not report.evidence_url.startswith(("https://", "http://")),
        _NO_DUE_DAY: bool(report.next_step_due) and not _is_day(report.next_step_due),
        _NO_NEXT_STEP: bool(report.next_step_due) and not report.next_step,
    }
    return [sentence for sentence, holds in sentences.items() if holds]


_NO_STATUS = phrase("Please choose how far it is.")
_NO_DAY = phrase("Please give the day of which you report.")
_LATER_DAY = phrase("The day of which you report has not come yet.")
_NO_SUMMARY = phrase("Please say in one sentence what was done.")
_NO_REASON = phrase("Please say why it is not started or limited.")
_NO_ADDRESS = phrase("The address of the evidence has to begin with https:// or http://.")
_NO_DUE_DAY = phrase("Please give the day of the next step as year, month and day, such as 2027-03-31.")
_NO_NEXT_STEP = phrase("Please say what the next step is, as it has a day.")
CHANGED = phrase("This report was changed elsewhere meanwhile. Please open the page again: nothing was changed.")
_GONE = phrase("There is no such report, or it is not yours.")
_AWAY = phrase("This report was submitted and can no longer be changed. Withdraw it first.")
_REVIEWED = phrase("This report was reviewed meanwhile and cannot be withdrawn.")
_NOT_SUBMITTED = phrase("This report was not submitted.")
_NOTHING_TO_SUBMIT = phrase("There is no report to submit: please write one first, or add what is missing.")


def now() -> dt.datetime:
    """This moment in UTC, as the database keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _columns_of(place: Place) -> dict[str, str]:
    return {"member_id": place.member_id, "commitment_id": place.commitment_id, "milestone_id": place.milestone_id}


def _readable(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts on one line each; refused where one is too long, as half of it would be lost."""
    written = {name: clean.one_line(texts[name]) for name in TEXTS if name in texts}
    for name, text in written.items():
        if len(text) > LONGEST[name]:
            raise Refused(phrase("A text may have at most {most} letters: nothing was saved.", most=LONGEST[name]))
    return written


def _own(connection: sa.Connection, report_id: str, author: str) -> Report:
    """A report of this author; the same sentence whether there is none or it is another's."""
    there = find(connection, report_id)
    if there.author != author:
        raise Refused(_GONE)
    return there


def _refuse_unless_writable(report: Report, author: str) -> None:
    if report.author != author:
        raise Refused(_GONE)
    if report.state not in WRITABLE:
        raise Refused(_AWAY)


def _changed(connection: sa.Connection, report: Report, **values: Any) -> Report:
    """The report with other values and the next revision; refused where another write came first."""
    same = (_REPORTS.c.id == report.id, _REPORTS.c.revision == report.revision)
    done = connection.execute(_REPORTS.update().where(*same).values(revision=report.revision + 1, **values))
    if not done.rowcount:
        raise Refused(CHANGED)
    return find(connection, report.id)
