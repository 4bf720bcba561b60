"""Meetings: when did the Steering Committee meet, what was decided, who was at the table?"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import follow_up, record
from dashboard.queries import meetings
from dashboard.queries.meetings import MINISTERS, Meeting
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Meetings")
NO_FILTER = N_("The filters choose no meetings; the as-of day alone counts here.")
NONE_ON_RECORD = N_("none on record")
_AFTER = N_("after this day")

_MEETINGS = (
    *(c.MEETING, c.FIRST_DAY.in_files, c.LAST_DAY.in_files, c.PLACE.in_files, c.KIND_OF_MEETING.on_screen),
    *(c.KIND_OF_MEETING.in_files, c.PAPERS, c.DECISIONS, c.ATTENDANCE.on_screen),
    *(c.ATTENDANCE_KNOWN.in_files, c.BY_A_MINISTER.in_files, c.SOURCE.in_files),
)
_DECISIONS = (
    *(c.MEETING, c.DECIDED_ON, c.DECISION, c.KIND_OF_DECISION, c.MEMBER_CONCERNED),
    *(c.VOTE, c.OWNER, c.DUE_ON, c.DECISION_DONE_ON, c.SOURCE, c.CONFIDENCE),
)


def blocks(_: View) -> Sequence[b.Block]:
    """How many there were, then each, the latest first."""
    return [b.Section([b.Part("meetings", header), b.Part("meetings-list", lists)], "meetings")]


def every(view: View) -> tuple[Meeting, ...]:
    """Every meeting as known on the as-of day, the latest first."""
    return meetings.meetings(view.snapshot, view.selection.asof)


def header(view: View) -> b.Header:
    """How many meetings were held by the day, and when the next one is."""
    words, held = view.words, [one for one in every(view) if one.held]
    lede = " · ".join([words("As of {date}", date=view.asof), words(NO_FILTER)])
    return b.Header(_headline(view, held), lede, _figures(view, held) if held else (), record.way(view))


def _headline(view: View, held: Sequence[Meeting]) -> str:
    words, following = view.words, meetings.next_after(every(view))
    if not held:
        text = words("No meeting by {date} is on record.", date=view.asof)
    else:
        text = words.plural(
            "{n} meeting was held by {date}; the last was {meeting}.",
            "{n} meetings were held by {date}; the last was {meeting}.",
            len(held),
            date=view.asof,
            meeting=view.names.of("meeting", held[0].id),
        )
    if not following:
        return text
    return " ".join([text, words("The next on record is on {date}.", date=words.date(following.start_date))])


def _figures(view: View, held: Sequence[Meeting]) -> list[b.Figure]:
    """Meetings, decisions, papers, and of how many meetings anybody knows who attended."""
    words, of_all = view.words, view.words.plural("of {n} meeting", "of {n} meetings", len(held))
    ministerial = sum(one.kind == "ministerial" for one in held)
    known = sum(bool(one.levels) for one in held)
    deciding, with_papers = sum(bool(one.decisions) for one in held), sum(bool(one.papers) for one in held)
    return [
        b.Figure(
            words("Meetings held"),
            b.Count(len(held)),
            words.plural("{n} ministerial", "{n} ministerial", ministerial),
        ),
        b.Figure(
            words("Decisions on record"),
            on_record(view, sum(len(one.decisions) for one in held)),
            words.plural("of {n} meeting", "of {n} meetings", deciding),
        ),
        b.Figure(
            words("Papers on record"),
            on_record(view, sum(len(one.papers) for one in held)),
            words.plural("of {n} meeting", "of {n} meetings", with_papers),
        ),
        b.Figure(words("Attendance known"), b.Count(known) if known else b.Unknown(), of_all),
    ]


def on_record(view: View, n: int) -> b.Value:
    """A number of rows; that there are none means that none is on record."""
    return b.Count(n) if n else b.Unknown(view.words(NONE_ON_RECORD))


def lists(view: View) -> b.Block:
    """The meetings, what follows from them, and in files every decision of them."""
    return b.Grid([_listed(view), *follow_up.of_all(view), _decisions(view)])


def _listed(view: View) -> b.Table:
    words, known = view.words, every(view)
    after = [_later(view, one) for one in reversed(known) if not one.held]
    held = [_row(view, one) for one in known if one.held]
    by_day = {words("After {date}", date=view.asof): after, words("By {date}", date=view.asof): held}
    groups = [b.Group(heading, rows) for heading, rows in by_day.items() if rows]
    notes = [
        words("None on record means not found in the sources: it is neither none written nor none decided."),
        words("Of a meeting after the day nothing is shown but when and where it is."),
    ]
    title, none = words("Each meeting, the latest first"), words("No meetings are on record.")
    return b.Table("meetings", title, _MEETINGS, groups=groups, notes=notes, tab=words(TITLE), empty=none)


def link(view: View, one: Meeting) -> b.Link:
    """A meeting by place and day, with the way to its page."""
    return b.Link(view.names.of("meeting", one.id), view.href(f"meetings/{one.id}"))


def way_to_record(view: View, one: Meeting) -> list[b.Link]:
    """The way to the record of a meeting, for editors."""
    return record.way(view, one.id)


def followed_up(view: View, one: Meeting) -> list[b.Block]:
    """Ministers at the table of a meeting, and the actions that are open from it and those before."""
    return follow_up.of_meeting(view, one.id)


def _row(view: View, one: Meeting) -> b.Row:
    words, levels = view.words, one.levels
    kind = words.code("meeting_kind", one.kind)
    title = [b.Styled(words(one.title), "line")] if one.title else []
    lasted = (
        [b.Styled(c.days(view, one.start_date, one.end_date), "line where")] if one.end_date != one.start_date else []
    )
    ministers = sum(levels[level] for level in MINISTERS)
    return [
        [link(view, one), *lasted],
        b.Day(one.start_date),
        b.Day(one.end_date),
        words(one.place) if one.place else b.Unknown(),
        [words.sentence(kind).removesuffix("."), *title],
        kind,
        on_record(view, len(one.papers)),
        on_record(view, len(one.decisions)),
        attendance_in_words(view, one),
        b.Count(levels.total()) if levels else b.Unknown(),
        b.Count(ministers) if levels else b.Unknown(),
        one.source,
    ]


def _later(view: View, one: Meeting) -> b.Row:
    """A meeting after the as-of day: when and where, and nothing of what comes of it."""
    after, nothing = b.Unknown(view.words(_AFTER)), b.Unknown()
    place = view.words(one.place) if one.place else nothing
    when = [b.Day(one.start_date), b.Day(one.end_date)]
    return [link(view, one), *when, place, after, nothing, after, after, after, nothing, nothing, ""]


def attendance_in_words(view: View, one: Meeting) -> b.Text:
    """Of how many it is known by whom they were represented, and how many by a minister; else that it is not known."""
    levels = one.levels
    if not levels:
        return b.Unknown()
    return view.words(
        "{ministers} of {known} by a minister; known of {known} of {seats} members",
        ministers=sum(levels[level] for level in MINISTERS),
        known=levels.total(),
        seats=max(len(meetings.seats(view.snapshot, one)), levels.total()),
    )


def _decisions(view: View) -> b.Table:
    """Every decision known, a row each."""
    words, names = view.words, view.names
    rows: list[b.Row] = [
        [
            names.of("meeting", one.id),
            b.Day(row.date or ""),
            row.text,
            words.code("decision_kind", row.kind),
            names.of("member", row.member_id) if row.member_id else b.Unknown(),
            row.vote or b.Unknown(),
            row.owner or b.Unknown(),
            b.Day(row.due_date or ""),
            b.Day(row.done_date or ""),
            row.source or "",
            words.code("confidence", row.confidence or ""),
        ]
        for one, row in meetings.decided(every(view))
    ]
    title = words("Decisions by {date}", date=view.asof)
    note = words("Decisions are as they were recorded, in English.")
    return b.Table("meeting-decisions", title, _DECISIONS, rows, notes=[note], tab=words("Decisions")).in_files
