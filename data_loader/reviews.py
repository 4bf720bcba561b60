"""What editors decide on reports of members: sent back, corrected, or accepted and so published as a data version.

Each decision is whole or not at all: what becomes of the report and, where it is accepted, the version with its rows
are of one transaction, which the callers begin. Whoever decides names the revision that was seen: of two editors who
decide on the same report the first one does, and the other is refused.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data_loader import clean, reports, schema, store, versions
from data_loader.formula_text import mark
from data_loader.load import Prepared, prepare
from data_loader.merge_questions import ADD
from data_loader.phrases import N_, Phrase, phrase
from data_loader.questions import Asking
from data_loader.refusal import Refused
from data_loader.reports import Report
from data_loader.spreadsheet import File
from data_loader.store import Current

MOST_AT_ONCE = 200
CORRECTED = ("status", "summary")
"""What an editor may put right in a report before it is accepted."""

_REPORTS, _TABLE = schema.reports, "progress_reports"
_NOTHING = phrase("No report was chosen: nothing was accepted.")
_NO_REASON = phrase("Please say in a sentence what is to be changed: nothing was sent back.")
_NO_CHANGE = phrase("The report already says this: nothing was corrected.")


@dataclass(frozen=True)
class Accepted:
    """What came of accepting: the version that published the reports, and the sentence on it."""

    version: int
    sentence: Phrase


def accept(connection: sa.Connection, seen: Mapping[str, int], by: str) -> Accepted:
    """Publishes reports, each as its revision that was `seen`, all of them or none, as one new version."""
    if not seen:
        raise Refused(_NOTHING)
    if len(seen) > MOST_AT_ONCE:
        raise Refused(phrase("At most {most} reports can be accepted at once.", most=MOST_AT_ONCE))
    current = Current(connection)
    some = [_submitted(connection, current, id_, revision) for id_, revision in seen.items()]
    now = reports.now()
    file = _file(connection, some, now.date().isoformat())
    prepared = _checked(file, current)
    changes = [merged.change for merged in prepared.merged.values()]
    summary = versions.written({diff.name: diff.counts for diff in prepared.changes if diff})
    published = store.publish(connection, current, changes, summary, prepared.files, by, _quietly)
    if published is None:
        raise Refused(phrase("Every row is already in version {version}: nothing to load.", version=current.version))
    versions.annotate(connection, published.version, _note(current, some))
    for report in some:
        _decide(connection, report, state=reports.ACCEPTED, reviewed_at=now, reviewed_by=by, version=published.version)
    sentence = phrase(
        "Reports accepted: {n}. Published version {version} ({changes}).",
        n=len(some), version=str(published.version), changes=summary,
    )  # fmt: skip
    return Accepted(published.version, sentence)


def send_back(connection: sa.Connection, report_id: str, revision: int, comment: str, by: str) -> Phrase:
    """Gives a report back to its reporter with a sentence on what is to be changed."""
    current, sentence = Current(connection), clean.one_line(comment)
    if not sentence:
        raise Refused(_NO_REASON)
    _refuse_if_long(sentence)
    report = _submitted(connection, current, report_id, revision)
    more = {"reviewed_at": reports.now(), "reviewed_by": by, "comment": sentence}
    _decide(connection, report, state=reports.RETURNED, **more)
    return phrase("The report on {commitment} was sent back: {comment}", commitment=_title(current, report),
                  comment=sentence)  # fmt: skip


def correct(connection: sa.Connection, report_id: str, revision: int, texts: Mapping[str, str], by: str) -> Phrase:
    """Puts right what a report says before it is accepted; its reporter reads who did, and what it was."""
    current = Current(connection)
    report = _submitted(connection, current, report_id, revision)
    better = {name: clean.one_line(texts[name]) for name in CORRECTED if name in texts}
    before = {name: getattr(report, name) for name, text in better.items() if getattr(report, name) != text}
    if not before:
        raise Refused(_NO_CHANGE)
    _refuse_if_unfit(better)
    changed = "; ".join(f"{name}: “{text}” → “{better[name]}”" for name, text in before.items())
    sentence = phrase("{who} corrected the report on {commitment}: {changed}", who=by,
                      commitment=_title(current, report), changed=changed)  # fmt: skip
    _decide(connection, report, **better, reviewed_by=by, comment=str(sentence))
    return sentence


def _refuse_if_unfit(texts: Mapping[str, str]) -> None:
    """As its reporter could not have handed it in either."""
    if texts.get("status", schema.COMPLETION_SCALE[0]) not in schema.COMPLETION_SCALE:
        raise Refused(phrase("Please choose how far it is."))
    if not texts.get("summary", "."):
        raise Refused(phrase("Please say in one sentence what was done."))
    _refuse_if_long(texts.get("summary", ""))


def _refuse_if_long(text: str) -> None:
    most = reports.LONGEST["summary"]
    if len(text) > most:
        raise Refused(phrase("A text may have at most {most} letters: nothing was saved.", most=most))


def _submitted(connection: sa.Connection, current: Current, report_id: str, revision: int) -> Report:
    """A report as it was seen, which waits to be decided on; refused where it does not any more."""
    report = reports.find(connection, report_id)
    if report.state == reports.SUBMITTED and report.revision == revision:
        return report
    title = _title(current, report)
    if report.state == reports.SUBMITTED:
        raise Refused(phrase(
            "The report on {commitment} was changed meanwhile. Please look at it again: nothing was done.",
            commitment=title,
        ))  # fmt: skip
    if report.reviewed_by and report.state in {reports.ACCEPTED, reports.RETURNED}:
        pattern = _DECIDED[report.state]
        raise Refused(phrase(pattern, commitment=title, who=report.reviewed_by))
    raise Refused(phrase("The report on {commitment} was withdrawn by its reporter: nothing was done.",
                         commitment=title))  # fmt: skip


_DECIDED = {
    reports.ACCEPTED: N_("The report on {commitment} was accepted by {who} meanwhile: nothing was done."),
    reports.RETURNED: N_("The report on {commitment} was sent back by {who} meanwhile: nothing was done."),
}


def _decide(connection: sa.Connection, report: Report, **values: Any) -> None:
    """Writes what became of a report; `changed_at` stays, since its reporter did not write in it."""
    same = (_REPORTS.c.id == report.id, _REPORTS.c.revision == report.revision)
    done = connection.execute(_REPORTS.update().where(*same).values(revision=report.revision + 1, **values))
    if not done.rowcount:
        raise Refused(phrase("This report was changed elsewhere meanwhile. Please open the page again: nothing was "
                             "changed."))  # fmt: skip


def _title(current: Current, report: Report) -> str:
    """What the commitment of a report is called; its id where this version has none such."""
    titles = [*current.rows("commitments", "id", [report.commitment_id]).frame["title"]]
    return f"“{titles[0]}”" if titles else str(report.commitment_id)


# The version that publishes them


def _file(connection: sa.Connection, some: Sequence[Report], today: str) -> File:
    """The reports as a file to load, in the words of those who report."""
    evidence: dict[str, list[str]] = {}
    for one in reports.files(connection, [report.id for report in some]):
        evidence.setdefault(one.report_id, []).append(one.id)
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in schema.fields(schema.DATA_TABLES[_TABLE])])
    writer.writeheader()
    for report in some:
        cells = _cells(report, evidence.get(report.id, []), today)
        writer.writerow({name: mark(text) for name, text in cells.items()})
    content = out.getvalue().encode()
    return File(f"{_TABLE}.csv", content, hashlib.sha256(content).hexdigest())


def _cells(report: Report, evidence: Sequence[str], today: str) -> dict[str, str]:
    return {
        "id": report.id,
        **{name: getattr(report, name) for name in (*reports.TEXTS, "commitment_id", "milestone_id", "period")},
        "evidence_file": schema.LIST_SEPARATOR.join(evidence),
        "reported_on": report.submitted_at.date().isoformat(),
        "reported_by": _whose(report),
        "reviewed_on": today,
        "accepted": "1",
    }


def _whose(report: Report) -> str:
    """Who reported it; and who put it right, whose name a report has before it is decided on only then."""
    return f"{report.author}, corrected by {report.reviewed_by}" if report.reviewed_by else str(report.author)


def _checked(file: File, current: Current) -> Prepared:
    """The file as any load would check it: rows are added, and nothing that is there goes."""
    asking = Asking({"mode": ADD})
    prepared = prepare([file], current, _quietly, asking)
    wrong = [finding.sentence for finding in prepared.findings if finding.severity == "error"]
    wrong += [question.sentence for question in asking.open()]
    if wrong:
        raise Refused(phrase("Nothing was accepted: {problem}", problem=wrong[0]))
    return prepared


def _note(current: Current, some: Sequence[Report]) -> str:
    """Why the version was published: what was reported, by whom, in their own words."""
    texts = [f"{_title(current, report)} ({report.author}): {report.summary}" for report in some]
    line = clean.one_line("Progress as reported: " + "; ".join(texts))
    most = schema.LONGEST_NOTE
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _quietly(_step: str, _done: int, _total: int) -> None:
    """For work of a moment, of which nobody is told how far it is."""
