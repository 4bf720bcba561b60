"""Review: reports of members that wait for a decision, each beside the last finding of others; for editors alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.reported import evidence_of, last_before
from dashboard.signin import access
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE, PATH = N_("Review"), "review"
_SHOWN, _DECIDED = 60, 20
"""How many reports are shown at once that wait, and that were decided on last."""
_TICKS = "accept-ticked"
"""The form that accepts; the boxes that are ticked stand beside each report."""
_LONGEST = 500  # characters of a sentence

_SIDE_BY_SIDE = (
    b.Column(N_("What is compared")),
    b.Column(N_("Reported now"), N_("What the member itself reports, and nobody has decided on yet.")),
    b.Column(N_("Reported last"), N_("The last report of the member that was accepted.")),
    b.Column(
        N_("Found by others"), N_("The last finding by others than the member, as of the last finding published.")
    ),
)
_OF_DECIDED = (
    *(c.MEMBER, c.COMMITMENT, c.AS_REPORTED),
    *map(b.Column, (N_("Decision"), N_("By"), N_("When (UTC)"), N_("In words"))),
)
_STATES = {"accepted": N_("accepted"), "returned": N_("sent back")}


def blocks(_: View) -> Sequence[b.Block]:
    """All of it is made anew after each decision."""
    return [b.Part("review", _content)]


def _content(view: View) -> b.Section:
    """What this visitor may see and do now."""
    away = view.words("The server did not answer. Please try again.")
    shown = _for_editor(view) if access.may(access.REVIEW) else _for_others(view)
    return b.Section(shown, "load review", data={"away": away})


def _for_others(view: View) -> list[b.Block]:
    words = view.words
    header = b.Header(words(TITLE), words("Reviewing is for people who are signed in and have the role of an editor."))
    return [header, *access.way_in(words("Sign in"), view.lang, view.href(view.path))]


def _for_editor(view: View) -> list[b.Block]:
    words = view.words
    waiting = sorted(view.records.reports(["submitted"]), key=lambda one: (one.member_id, one.submitted_at, one.id))
    shown = waiting[:_SHOWN]
    n = len(waiting)
    lede = words.plural("{n} report waits for a decision.", "{n} reports wait for a decision.", n)
    top: list[b.Block] = [b.Header(words(TITLE), lede), b.Paragraph("", "load-alert")]
    if not waiting:
        return [*top, b.Paragraph(words("Nothing waits: every report was decided on."), "empty"), *_decided(view)]
    if n > len(shown):
        more = words("The first {n} are shown here; the others follow once these are decided on.", n=len(shown))
        top.append(b.Paragraph(more, "note"))
    files = view.records.evidence([report.id for report in shown])
    csrf = access.csrf_token()
    cards = [block for report in _by_member(view, shown, files, csrf) for block in report]
    return [*top, *cards, _accepting(view, csrf), *_decided(view)]


def _by_member(
    view: View, reports: Sequence[Record], files: Sequence[Record], csrf: str
) -> Iterator[Sequence[b.Block]]:
    """The reports of each member under its name."""
    for member, some in groupby(reports, key=lambda one: str(one.member_id)):
        name = b.Link(view.names.of("member", member), view.href(f"members/{member}"))
        yield [
            b.Heading(name, level=2),
            *(_Waiting(view, one, [file for file in files if file.report_id == one.id], csrf).card() for one in some),
        ]


def _accepting(view: View, csrf: str) -> b.Card:
    """What accepts all that is ticked, at once."""
    words = view.words
    note = words(
        "Accepting publishes what the member reports as a new version, in its own words, beside what others found. "
        "You can undo it like any load."
    )
    button = b.Field("submit", "", words("Accept the ticked reports"), value="send strong")
    form = b.Form(view.href(f"{PATH}/accept"), csrf, [button], "posted", _TICKS)
    return b.Card(words("Accept"), [b.Paragraph(note), form])


@dataclass(frozen=True)
class _Waiting:
    """A report that waits, as an editor sees it."""

    view: View
    report: Record
    files: Sequence[Record]
    csrf: str

    def card(self) -> b.Card:
        """What it says beside what was known, and what can be done with it."""
        words, report = self.view.words, self.report
        record = self.view.records.commitment(self.view.snapshot, report.commitment_id)
        title = _called(self.view, report.commitment_id)
        tick = b.Field("tick", f"report:{report.id}:{report.revision}", words("Accept this report"), form=_TICKS)
        inside: list[b.Block] = [
            b.Paragraph(self._about(record)),
            self._side_by_side(record),
            b.Facts(self._reported()),
            b.Paragraph(tick),
            b.Disclosure(words("Send back"), [self._send_back()]),
            b.Disclosure(words("Correct before accepting"), [self._correct()]),
        ]
        return b.Card(title, inside, id=f"report-{report.id}")

    def _about(self, record: Record | None) -> b.Text:
        """The way to the commitment, the milestone where it is of one, and what it would change."""
        words = self.view.words
        see = b.Link(words("See the commitment"), self.view.href(f"commitments/{self.report.commitment_id}"))
        parts: list[b.Text] = [see] if record else []
        if self.report.milestone_id:
            parts += [" · ", words("Milestone"), ": ", c.in_english(self._milestone())]
        return [*parts, " · ", self._change()]

    def _milestone(self) -> str:
        """What the milestone is called; empty where the report is of the whole commitment."""
        steps = self.view.snapshot.tables["milestones"]
        titles = [*steps.loc[steps["id"] == self.report.milestone_id, "title"]] if self.report.milestone_id else []
        return str(titles[0]) if titles else str(self.report.milestone_id)

    def _change(self) -> str:
        words, last = self.view.words, last_before(self.view, self.report)
        if last is None:
            return words("first report")
        if last.status == self.report.status:
            return words("no other level since the last report")
        before, after = (words.code("completion", one.status) for one in (last, self.report))
        return words("since the last report from “{before}” to “{after}”", before=before, after=after)

    def _side_by_side(self, record: Record | None) -> b.Table:
        words, report, last = self.view.words, self.report, last_before(self.view, self.report)
        none: b.Text = b.Unknown(words("none"))
        state, day, who = self._assessed(record)
        rows: list[b.Row] = [
            [
                words("Completion"),
                _chip(self.view, report.status),
                _chip(self.view, last.status) if last else none,
                state,
            ],
            [words("Day"), b.Day(report.as_of), b.Day(last.as_of or last.reported_on) if last else none, day],
            [words("By"), report.author, (last.reported_by or "") if last else none, who],
            [words("In words"), report.summary, (last.summary or "") if last else none, ""],
        ]
        whole, step = record.title if record else report.commitment_id, self._milestone()
        what = f"{whole} · {step}" if step else whole
        title = words("“{title}”: as {name} reports, and what was known", title=what, name=report.author)
        return b.Table(f"side-by-side-{report.id}", title, _SIDE_BY_SIDE, rows, span=0)

    def _assessed(self, record: Record | None) -> tuple[b.Text, b.Text, b.Text]:
        """What others found last of the commitment, when, and who did; of a milestone nobody else says anything."""
        words, findings = self.view.words, self.view.selection.independent
        if record is None or self.report.milestone_id:
            return b.Unknown(words("none")), "", ""
        place = self.view.records.place(self.view.snapshot, record.row)
        code = int(findings.assessor[place])
        if code < 0:
            return _chip(self.view, findings.state(place)), "", ""
        assessor = self.view.snapshot.choices["assessor"][code]
        dates = self.view.records.published(self.view.snapshot, [record.id])
        date = dates.get((record.id, assessor, int(findings.published[place])), "")
        return _chip(self.view, findings.state(place)), b.Day(date), words.code("assessor", assessor)

    def _reported(self) -> list[tuple[b.Text, b.Text]]:
        """What else the report says."""
        words, report = self.view.words, self.report
        due: list[b.Text] = [" (", b.Day(report.next_step_due), ")"] if report.next_step_due else []
        pairs: list[tuple[b.Text, b.Text]] = [
            (words("Why it is no further"), report.reason),
            (words("Next step"), [report.next_step, *due] if report.next_step else ""),
            (words("Evidence"), evidence_of(self.view, report.evidence_url, self.files)),
            (words("Submitted (UTC)"), f"{report.submitted_at:%Y-%m-%d %H:%M}"),
            (words("Note"), report.comment),
        ]
        return [pair for pair in pairs if pair[1]]

    def _form(self, action: str, *parts: b.Text) -> b.Form:
        revision = b.Field("hidden", "revision", value=str(self.report.revision))
        return b.Form(self.view.href(f"{PATH}/{self.report.id}/{action}"), self.csrf, [revision, *parts])

    def _send_back(self) -> b.Form:
        words = self.view.words
        asked = words("What is to be changed, in a sentence")
        why = b.Field("lines", "comment", asked, longest=_LONGEST, required=True)
        return self._form("send-back", why, b.Field("submit", "", words("Send back"), value="send"))

    def _correct(self) -> b.Form:
        words = self.view.words
        scale = self.view.snapshot.choices["completion"][: len(c.LEVELS)]
        levels = tuple((level, words.code("completion", level)) for level in scale)
        status = b.Field("choice", "status", words("Completion"), self.report.status, levels)
        done = words("What was done")
        summary = b.Field("lines", "summary", done, self.report.summary, longest=_LONGEST, required=True)
        return self._form("correct", status, summary, b.Field("submit", "", words("Correct"), value="send"))


def _chip(view: View, status: str) -> b.Text:
    return c.completion_chip(status, view.words) if status else b.Unknown()


def _decided(view: View) -> list[b.Block]:
    """The last decisions: what was accepted with its version, and what was sent back and why."""
    words = view.words
    reports = [one for one in view.records.reports([*_STATES]) if one.reviewed_at]
    last = sorted(reports, key=lambda one: (one.reviewed_at, one.id), reverse=True)[:_DECIDED]
    rows = [
        [
            c.member_link(view, report.member_id),
            b.Link(_called(view, report.commitment_id), view.href(f"commitments/{report.commitment_id}")),
            _chip(view, report.status),
            _decision(view, report),
            report.reviewed_by,
            f"{report.reviewed_at:%Y-%m-%d %H:%M}",
            report.comment or report.summary,
        ]
        for report in last
    ]
    return [b.Table("decided", words("Decided on last"), _OF_DECIDED, rows)] if rows else []


def _called(view: View, commitment: str) -> str:
    """A commitment by its title, or by its id where it is no longer there."""
    record = view.records.commitment(view.snapshot, commitment)
    return record.title if record else commitment


def _decision(view: View, report: Record) -> b.Text:
    word = view.words(_STATES[report.state])
    if not report.version:
        return word
    address = f"{view.root}changes?from={report.version - 1}&to={report.version}&lang={view.lang}"
    return b.Link(word, address) if report.version > 1 else word
