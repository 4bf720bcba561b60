"""One meeting: its papers and decisions, who was at the table, what happened around it, what is new since the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import events, meetings
from dashboard.queries import meetings as query
from dashboard.queries.meetings import AROUND_DAYS, Meeting, Record
from dashboard.view import columns as c
from dashboard.view.view import View

_SOURCE = (c.SOURCE.on_screen, c.SOURCE.in_files, c.CONFIDENCE.in_files)
_DECISIONS = (
    *(c.DECISION.on_screen, c.DECISION.in_files, c.DECIDED_ON, c.KIND_OF_DECISION, c.MEMBER_CONCERNED, c.VOTE),
    *(c.OWNER.in_files, c.DUE_ON.in_files, c.DECISION_DONE_ON.in_files, *_SOURCE),
)
_PAPERS = (
    *(c.PAPER.on_screen, c.PAPER.in_files, c.KIND_OF_DOCUMENT, c.PUBLISHED_ON, c.ADDRESS.in_files),
    *(c.NOTE.in_files, c.CONFIDENCE.in_files),
)
_LEVELS = (c.REPRESENTED_BY, c.MEMBERS_REPRESENTED)
_ATTENDANCE = (c.MEMBER, c.REPRESENTED_BY, c.PERSON, *_SOURCE)
_NAMED = (c.MEMBER, c.PERSON, c.POST, c.LEVEL_OF_POST, c.NAMED_AS_OF, *_SOURCE)
_REVIEWS = (c.MEMBER_CONCERNED, c.DECIDED_ON, c.WHAT_WAS_DECIDED, c.VOTE, *_SOURCE)


def exists(view: View) -> bool:
    """This data version has the meeting."""
    return view.item in view.snapshot.table("meetings").index


def title(view: View) -> str:
    """Where and when it was."""
    return view.names.of("meeting", view.item)


def shown(view: View) -> Meeting:
    """The meeting whose page it is."""
    return next(one for one in meetings.every(view) if one.id == view.item)


def blocks(_: View) -> Sequence[b.Block]:
    """Headline, then all that is known of it by the as-of day."""
    return [b.Section([b.Part("meeting", header), b.Part("meeting-about", about)], "meetings")]


def header(view: View) -> b.Header:
    """What it was, and how much of it is on record."""
    words, one = view.words, shown(view)
    lede: list[b.Text] = [_what(view, one)]
    if one.source:
        lede += [" · ", words("Source:"), " ", c.sources(one.source, words)]
    trail = [b.Link(words(meetings.TITLE), view.href("meetings"))]
    actions = [view.present_link([f"meeting(id={one.id})"]), *meetings.way_to_record(view, one)]
    if not one.held:
        text = words("it is after {date}, and nothing of it is known on that day.", date=view.asof)
        return b.Header(words.named(title(view), text), lede, actions=actions, trail=trail)
    figures = [
        b.Figure(words("Decisions on record"), meetings.on_record(view, len(one.decisions))),
        b.Figure(words("Papers on record"), meetings.on_record(view, len(one.papers))),
        b.Figure(words("Attendance known"), *_attended(view, one)),
    ]
    return b.Header(words.named(title(view), _headline(view, one)), lede, figures, actions, trail)


def _what(view: View, one: Meeting) -> str:
    """Its kind, its title and its days."""
    words = view.words
    kind = words.sentence(words.code("meeting_kind", one.kind)).removesuffix(".")
    parts = [kind, words(one.title) if one.title else "", c.days(view, one.start_date, one.end_date)]
    return " · ".join([*(part for part in parts if part), words("as of {date}", date=view.asof)])


def _headline(view: View, one: Meeting) -> str:
    words = view.words
    decided = words.plural("{n} decision is on record", "{n} decisions are on record", len(one.decisions))
    if not one.decisions:
        decided = words("no decision is on record")
    if not one.levels:
        return words("{decided}; who attended is not known.", decided=decided)
    known = words.plural(
        "by whom {n} member was represented is known",
        "by whom {n} members were represented is known",
        one.levels.total(),
    )
    return words("{decided}; {known}.", decided=decided, known=known)


def _attended(view: View, one: Meeting) -> tuple[b.Text, b.Text]:
    """The figure of attendance and what stands beside it."""
    if not one.levels:
        return b.Unknown(), view.words("who sat at the table is in no source loaded")
    ministers = sum(one.levels[level] for level in query.MINISTERS)
    known, words = one.levels.total(), view.words
    by_minister = words.plural("{n} by a minister", "{n} by a minister", ministers)
    return b.Count(known, of=max(len(query.seats(view.snapshot, one)), known)), by_minister


def _answer(view: View) -> b.Answer:
    """Its decisions, on a slide; where none is on record, what else is known."""
    one, top = shown(view), header(view)
    decided = [c.in_english(row.text) for row in one.decisions] if one.held else []
    block = b.Sentences(decided) if decided else (list(top.figures) or None)
    return b.Answer(top.headline, _what(view, one), block, href=view.href(view.path))


ABOUT = b.Topic(N_("Meeting"), "meetings", _answer)


def about(view: View) -> b.Block:
    """All that is known of it; of a meeting after the as-of day only the way there."""
    one = shown(view)
    if not one.held:
        return b.Grid([_ways(view, one)])
    cards = [
        _decisions(view, one),
        _papers(view, one),
        *_reviews(view, one),
        *_attendance(view, one),
        *meetings.followed_up(view, one),
        *_named(view, one),
        *b.listed(events.around(view, one.first, one.last, AROUND_DAYS)),
        _ways(view, one),
    ]
    return b.Grid(cards)


def _decisions(view: View, one: Meeting) -> b.Table:
    words = view.words
    return b.Table(
        "decisions",
        words("What was decided"),
        _DECISIONS,
        [_decision(view, row) for row in one.decisions],
        empty=words("No decision of this meeting is on record: not found is not none taken."),
        tab=words("Decisions"),
        file_notes=[words("Decisions are as they were recorded, in English.")],
    )


def _decision(view: View, row: Record) -> b.Row:
    words = view.words
    text: list[b.Text] = [c.in_english(row.text)]
    known = {
        words("Owner"): row.owner,
        words("Due on"): _day(view, row.due_date),
        words("Done on"): _day(view, row.done_date),
    }
    if row.kind == "action" or any(known.values()):  # of an action what is not known of it is said, too
        text += [
            b.Styled(words.named(name, value or words("not known")), "line where") for name, value in known.items()
        ]
    return [
        text,
        row.text,
        b.Day(row.date or ""),
        words.code("decision_kind", row.kind),
        c.member_link(view, row.member_id) if row.member_id else "",
        row.vote or b.Unknown(),
        row.owner or b.Unknown(),
        b.Day(row.due_date or ""),
        b.Day(row.done_date or ""),
        *c.source_cells(row, words),
    ]


def _day(view: View, text: str | None) -> str:
    return view.words.date(text) if text else ""


def _papers(view: View, one: Meeting) -> b.Table:
    words = view.words
    rows: list[b.Row] = [
        [
            [
                c.link_out(row.title, row.url, lang="en"),
                *c.doubt(row.confidence, words),
                c.in_english(row.note, "line where"),
            ],
            row.title,
            words.code("document_kind", row.kind),
            b.Day(row.published or ""),
            b.Link(row.url, row.url, "document") if c.is_address(row.url) else row.url,
            row.note or b.Unknown(),
            words.code("confidence", row.confidence or ""),
        ]
        for row in one.papers
    ]
    none = words("No paper of this meeting is on record.")
    return b.Table("papers", words("Papers"), _PAPERS, rows, empty=none, tab=words("Papers"))


def _reviews(view: View, one: Meeting) -> list[b.Block]:
    """The members whose standing was decided, and steps of reviews of these days; nothing where there are none."""
    words = view.words
    rows: list[b.Row] = []
    for row in one.on_status:
        about_whom = c.member_link(view, row.member_id) if row.member_id else b.Unknown()
        text = c.in_english(row.text)
        rows.append([about_whom, b.Day(row.date or ""), text, row.vote or b.Unknown(), *c.source_cells(row, words)])
    decided = {(row.member_id, row.date) for row in one.on_status}
    for row in query.review_steps(view.snapshot, one, view.selection.asof):
        member = query.member_of_country(view.snapshot, row.country)
        if (member, row.date) in decided:  # the same, said twice
            continue
        name = c.member_link(view, member) if member else words.country(row.country, row.country)
        text = c.in_english(row.outcome or row.step)
        rows.append([name, b.Day(row.date), text, b.Unknown(), *c.source_cells(row, words)])
    if not rows:
        return []
    heading = words("Members whose standing was on the table")
    note = words("Decisions on a member's standing, and steps of reviews dated on the days of the meeting.")
    return [b.Table("reviews", heading, _REVIEWS, rows, subtitle=note, tab=words("Reviews"))]


def _attendance(view: View, one: Meeting) -> list[b.Block]:
    """By level how many members were represented, then each; where nothing is known, that."""
    words, levels = view.words, one.levels
    heading = words("Who was at the table")
    rows: list[b.Row] = [
        [
            view.names.of("steering_member", row.steering_member_id),
            words.code("attendance", row.level) if row.level else b.Unknown(),
            row.person or b.Unknown(),
            *c.source_cells(row, words),
        ]
        for row in one.attendance
    ]
    each = b.Table("attendance", heading, _ATTENDANCE, rows, tab=words("Attendance"), span=0)
    if not levels:
        text = words("Attendance is not known: no source that is loaded says who was there. Not known is not absent.")
        return [b.Card(heading, [b.Paragraph(text, "empty"), each.in_files], id=each.name)]
    by_level: list[b.Row] = [
        [words.code("attendance", level), b.Count(levels[level])]
        for level in words.codes("attendance")
        if levels[level]
    ]
    table = b.Table("attendance-by-level", heading, _LEVELS, by_level, tab=words("Attendance by level"), span=0)
    unknown = max(len(query.seats(view.snapshot, one)) - levels.total(), 0)
    note = words.plural("Of {n} other member it is not known.", "Of {n} other members it is not known.", unknown)
    people = words.plural("{n} member by name", "{n} members by name", len(rows))
    inside: list[b.Block] = [table, *([b.Paragraph(note, "note")] if unknown else []), b.Disclosure(people, [each])]
    return [b.Card(heading, inside, style="narrow", id=each.name)]


def _named(view: View, one: Meeting) -> list[b.Block]:
    """Who was named to speak for each member around that time, which is no attendance."""
    words = view.words
    rows: list[b.Row] = []
    for row in query.named_around(view.snapshot, one, view.selection.asof):
        member = view.names.of("steering_member", row.steering_member_id) if row.steering_member_id else b.Unknown()
        level = words.code("attendance", row.level) if row.level else b.Unknown()
        rows.append([member, row.person, row.post or b.Unknown(), level, b.Day(row.date), *c.source_cells(row, words)])
    if not rows:
        return []
    heading = words("Who was named for the members around that time")
    note = words("A lead named is not an attendance: it says who spoke for a member, not who was there.")
    table = b.Table("representatives", heading, _NAMED, rows, file_notes=[note], tab=words("Named leads"), span=0)
    people = words.plural("{n} person named within a year of it", "{n} people named within a year of it", len(rows))
    return [b.Card(heading, [b.Disclosure(people, [table])], note, id=table.name)]


def _ways(view: View, one: Meeting) -> b.Card:
    """What is new since the meeting before, and the meetings before and after."""
    words, asof = view.words, view.selection.asof
    before, after = query.neighbours(meetings.every(view), one.id)
    ways: list[b.Text] = []
    if not one.held:
        then = date.fromordinal(one.last).isoformat()
        ways.append(b.Link(words("See it as of its last day"), view.href(asof=then)))
    elif before:
        until = min(one.last, asof.toordinal())
        since, then = (date.fromordinal(day).isoformat() for day in (before.last, until))
        text = words("What was new since the meeting before (Brief)")
        ways.append(b.Link(text, view.href("brief", since=since, asof=then)))
    ways += [
        [words("The meeting before:"), " ", meetings.link(view, before) if before else words("none on record")],
        [words("The meeting after:"), " ", meetings.link(view, after) if after else words("none on record")],
    ]
    return b.Card(words("Before and after"), [b.Items(ways, style="ways")], id="before-and-after")
