"""Report progress: what a reporter's members have to report on, a form for each, and what became of what was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing.reporting import reporting_of_this_server
from dashboard.pages.report_form import Here, Item, item, key_of, slug
from dashboard.pages.report_periods import when
from dashboard.queries.owed import owed
from dashboard.signin import access
from dashboard.view.view import Record, View

PATH = "report"
TITLE = N_("Report progress")
_DECIDED = tuple(
    map(b.Column, (N_("Date"), N_("Commitment"), N_("What became of it"), N_("By"), N_("Comment"), N_("Data version")))
)
_OUTCOMES = {"accepted": N_("accepted"), "returned": N_("sent back")}


def blocks(_: View) -> Sequence[b.Block]:
    """All of it is of whoever asks."""
    return [b.Part("report", _content)]


def _content(view: View) -> b.Block | Sequence[b.Block]:
    someone = access.person()
    if someone is None or not access.may(access.REPORT):
        return b.Section(_for_others(view), "report")
    members = [one for one in sorted(someone.members) if one in view.snapshot.choices["member"]]
    if not members:
        lede = view.words("Your account is of no member yet. Whoever keeps the accounts can add it.")
        return b.Section([b.Header(view.words(TITLE), lede)], "report")
    here = Here(view, someone.name, access.csrf_token(), reporting_of_this_server().most_bytes)
    return b.Section(_for_reporter(here, members), "report", data=here.sentences())


def _for_others(view: View) -> list[b.Block]:
    """Why there is nothing to write, and what to do."""
    words = view.words
    if not access.configured():
        return [b.Header(words(TITLE), words("Signing in is not set up here, so nobody can report."))]
    lede = words("Reporting is for people who report for a member.")
    if access.person():
        advice = words("You are signed in, but you report for no member. Whoever keeps the accounts can change that.")
        return [b.Header(words(TITLE), lede), b.Paragraph(advice)]
    return [b.Header(words(TITLE), lede), *access.way_in(words("Sign in"), view.lang, view.href(view.path))]


@dataclass(frozen=True)
class _Member:
    """A member with what it has to report on, those that are most pressing first."""

    id: str
    name: str
    items: Sequence[Item]
    reports: Sequence[Record]

    @property
    def due(self) -> int:
        """How many are not reported yet."""
        return sum(not one.is_reported for one in self.items)


def _for_reporter(here: Here, ids: Sequence[str]) -> list[b.Block]:
    today = here.view.today
    periods = reporting_of_this_server().periods
    members = [_member(here, one, periods.on(today).name, today) for one in ids]
    top = b.Header(_headline(here, members), when(here.view.words, periods, today))
    status = b.Paragraph("", "status report-said")
    return [top, status, *(block for one in members for block in _of_member(here, one, alone=len(members) == 1))]


def _member(here: Here, member: str, period: str, today: dt.date) -> _Member:
    every = owed(here.view.snapshot, here.view.records.commitments, member, today)
    desk = here.desk(member, period)
    items = [Item.of(here, one, desk) for one in every]
    pressing = sorted(items, key=lambda one: (one.is_reported, not one.owed.is_late(today)))
    return _Member(member, here.view.names.of("member", member), pressing, desk.reports)


def _headline(here: Here, members: Sequence[_Member]) -> str:
    words, due = here.view.words, sum(one.due for one in members)
    if not due:
        return words("Everything is reported")
    if len(members) > 1:
        return words.plural("{n} report is due", "{n} reports are due", due)
    name = members[0].name
    return words.plural("{member}: {n} report is due", "{member}: {n} reports are due", due, member=name)


def _of_member(here: Here, member: _Member, *, alone: bool) -> Iterator[b.Block]:
    words = here.view.words
    if not alone:
        yield b.Heading(member.name, level=2)
    if not member.items:
        yield b.Paragraph(words("No commitment of this member is running: there is nothing to report on."), "empty")
        return
    yield from (item(here, one) for one in member.items)
    yield _submit(here, member)
    yield from _decided(here, member)


def _submit(here: Here, member: _Member) -> b.Card:
    """What can be handed in now, what is missing elsewhere, and the button."""
    words = here.view.words
    written = [one for one in member.items if one.is_new]
    whole = [one for one in written if not one.missing]
    lines: list[b.Text] = [
        [b.Link(one.title, f"#{slug(key_of(one))}", "here"), ": ", " ".join(one.missing)]
        for one in written
        if one.missing
    ]
    ready = words.plural("{n} report is ready.", "{n} reports are ready.", len(whole)) if whole else ""
    nothing = (
        "" if written else words("Nothing is written yet: fill in a form above. What is whole is submitted together.")
    )
    inside: list[b.Block] = [b.Paragraph(text) for text in (ready, nothing) if text]
    if lines:
        inside += [b.Paragraph(words("This is still missing; the others can be submitted without it:")), b.Items(lines)]
    fields = [
        b.Field("hidden", "member", value=member.id),
        b.Field("submit", "", words("Submit what is ready"), value="send strong"),
    ]
    form = b.Form(here.view.href(f"{PATH}/submit"), here.csrf, fields, "report-act submit")
    note = words("Whoever reviews them accepts each or sends it back with a sentence. Until then you can withdraw it.")
    return b.Card(words("Submit"), [*inside, form, b.Paragraph(note, "note")])


def _decided(here: Here, member: _Member) -> Iterator[b.Block]:
    """What was decided on this person's reports, the last first."""
    words = here.view.words
    titles = {key_of(one): one.title for one in member.items}
    own = [one for one in member.reports if one.author == here.author and one.reviewed_at]
    rows = [
        [
            b.Day(f"{one.reviewed_at:%Y-%m-%d}"),
            titles.get((one.commitment_id, one.milestone_id), one.milestone_id or one.commitment_id),
            words(_OUTCOMES.get(one.state, "submitted")),
            one.reviewed_by,
            one.comment,
            str(one.version or ""),
        ]
        for one in sorted(own, key=lambda one: one.reviewed_at, reverse=True)
    ]
    if rows:
        yield b.Table("decided", words("What became of your reports"), _DECIDED, rows)
