"""What follows from meetings: ministers at the table, and open actions; in the Brief, on meetings and on members."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import follow_up as query
from dashboard.queries.follow_up import Action, AtTheTable
from dashboard.view import columns as c
from dashboard.view.view import View

MINISTERS_TITLE, ACTIONS_TITLE = N_("Ministers at the table"), N_("Actions open since the last meeting")
STANDINGS = {
    query.LATE: N_("late"),
    query.OPEN: N_("not due yet"),
    query.DUE_UNKNOWN: N_("due day not known"),
}
_BY_MINISTER = b.Column(
    N_("Share by a minister"),
    N_("Seats represented by a minister or a head of government, of those of which it is known by whom they were."),
    numeric=True,
)
_SEATS = b.Column(N_("Seats"), N_("Seats of the Steering Committee that were valid on the first day."), numeric=True)
_NOT_KNOWN = b.Column(
    N_("Not known"), N_("Seats of which it is not known by whom they were represented; never counted as absent."),
    numeric=True,
)  # fmt: skip
_STANDING = b.Column(N_("Standing"), N_("Whether the due day is past on the as-of day, and nothing says it is done."))
_TABLE = (
    *(c.MEETING.on_screen, c.MEETING.in_files, c.FIRST_DAY.in_files, _BY_MINISTER),
    *(c.BY_A_MINISTER, c.ATTENDANCE_KNOWN, _SEATS, _NOT_KNOWN),
)
_ACTIONS = (c.DECISION, c.OWNER, c.DUE_ON, _STANDING, c.MEETING.on_screen, c.MEETING.in_files, c.SOURCE)
_ATTENDED = (c.MEETING.on_screen, c.MEETING.in_files, c.REPRESENTED_BY, c.PERSON, c.SOURCE)


def of_all(view: View) -> list[b.Block]:
    """Both tables, as far as anything is on record."""
    return [ministers(view), actions(view)]


def on_record(view: View) -> list[b.Block]:
    """The same where there is anything to say, on a page that is not about meetings."""
    return [table for table in (ministers(view), actions(view)) if len(table)]


def ministers(view: View) -> b.Table:
    """By meeting, the share of seats that ministers took, with its n."""
    return _ministers(view, query.at_the_table(view.snapshot, view.selection.asof))


def _ministers(view: View, some: Sequence[AtTheTable]) -> b.Table:
    words = view.words
    return b.Table(
        "ministers-at-the-table",
        words(MINISTERS_TITLE),
        _TABLE,
        [_at_the_table(view, one) for one in some],
        notes=[words("Of seats of which it is not known by whom they were represented, nothing is said.")],
        empty=words("Who sat at the table is not known of any meeting by {date}: not known is not absent.",
                    date=view.asof),
        tab=words(MINISTERS_TITLE),
        span=6,
    )  # fmt: skip


def _at_the_table(view: View, one: AtTheTable) -> b.Row:
    name = view.names.of("meeting", one.meeting.id)
    share = b.Share(one.ministers, one.known) if one.known else b.Unknown()
    counts = [b.Count(n) for n in (one.ministers, one.known, one.seats, one.seats - one.known)]
    return [_meeting(view, one.meeting.id), name, b.Day(one.meeting.start_date), share, *counts]


def _meeting(view: View, id_: str) -> b.Link:
    return b.Link(view.names.of("meeting", id_), view.href(f"meetings/{id_}"))


def actions(view: View) -> b.Table:
    """Every action that is open on the as-of day."""
    return _actions(view, query.open_actions(view.snapshot, view.selection.asof))


def _actions(view: View, some: Sequence[Action], title: str = ACTIONS_TITLE) -> b.Table:
    words = view.words
    return b.Table(
        "open-actions",
        words(title),
        _ACTIONS,
        [_action(view, one) for one in some],
        subtitle=summary(view, some),
        notes=[words("Open is what nothing says is done; late is what is past its due day.")],
        empty=_no_action(view),
        tab=words("Open actions"),
        span=6,
    )


def _action(view: View, one: Action) -> b.Row:
    words, row = view.words, one.row
    due = b.Day(row.due_date) if row.due_date else b.Unknown()
    standing = words(STANDINGS[one.standing])
    name = view.names.of("meeting", one.meeting.id)
    source = c.source_cells(row, words)[0]
    return [
        c.in_english(row.text),
        row.owner or b.Unknown(),
        due,
        standing,
        _meeting(view, one.meeting.id),
        name,
        source,
    ]


def _no_action(view: View) -> str:
    """Whether nothing is on record, or all of it is done."""
    words, n = view.words, query.recorded(view.snapshot, view.selection.asof)
    if n:
        return words.plural("The {n} action on record is done.", "All {n} actions on record are done.", n)
    return words("No action of a meeting is on record by {date}: not found is not none agreed.", date=view.asof)


def summary(view: View, some: Sequence[Action]) -> str:
    """How many actions are open, how many of them late, and of how many the due day is not known; since when."""
    words = view.words
    last = query.last_held(view.snapshot, view.selection.asof)
    if not some or last is None:
        return ""
    n, late, unknown = len(some), query.of_standing(some, query.LATE), query.of_standing(some, query.DUE_UNKNOWN)
    parts = [
        words.plural("{n} action is open", "{n} actions are open", n),
        words.plural("{n} is late", "{n} are late", late),
        words.plural("{n} has no due day on record", "{n} have no due day on record", unknown),
    ]
    counted = words.listing([parts[0], *(part for part, m in zip(parts[1:], (late, unknown), strict=True) if m)])
    return words("{counted}; the last meeting was {meeting}.", counted=counted,
                 meeting=view.names.of("meeting", last.id))  # fmt: skip


def clauses(view: View) -> list[b.Text]:
    """What is to be said in a sentence: who came last, and what is open; nothing where nothing is on record."""
    words, asof = view.words, view.selection.asof
    at_the_table = query.at_the_table(view.snapshot, asof)
    some = query.open_actions(view.snapshot, asof)
    parts: list[b.Text] = []
    if at_the_table:
        one = at_the_table[0]
        text = words(
            "{ministers} of {known} seats by a minister in {meeting}",
            ministers=one.ministers, known=one.known, meeting=view.names.of("meeting", one.meeting.id),
        )  # fmt: skip
        parts.append(b.Link(text, view.href(f"meetings/{one.meeting.id}")))
    if some:
        late = query.of_standing(some, query.LATE)
        text = words.plural("{n} action of meetings is open", "{n} actions of meetings are open", len(some))
        more = words.plural("{n} of them is late", "{n} of them are late", late)
        parts.append(b.Link(words("{a}, {b}", a=text, b=more) if late else text, view.href("meetings")))
    return parts


# On the page of a meeting.


def of_meeting(view: View, id_: str) -> list[b.Block]:
    """Ministers at its table, and its own actions and those before it that are open on the as-of day."""
    asof = view.selection.asof
    here = [one for one in query.at_the_table(view.snapshot, asof) if one.meeting.id == id_]
    last = max((one.meeting.first for one in here), default=None)
    some = [one for one in query.open_actions(view.snapshot, asof) if one.meeting.id == id_ or _before(view, one, id_)]
    tables = [_ministers(view, here)] if last is not None else []
    title = N_("Actions open from this meeting and those before")
    return [*tables, *([_actions(view, some, title)] if some else [])]


def _before(view: View, one: Action, id_: str) -> bool:
    row = view.snapshot.table("meetings").loc[id_]
    return (one.meeting.start_date, one.meeting.id) < (str(row["start_date"]), id_)


# On the page of a member.


def of_member(view: View) -> list[b.Block]:
    """At which meetings it was represented by whom, and what it is to do; nothing where nothing is on record."""
    words, asof = view.words, view.selection.asof
    steering_member_id = query.government(view.snapshot, view.item)
    came = query.attended(view.snapshot, asof, steering_member_id) if steering_member_id else []
    own = [one for one in query.open_actions(view.snapshot, asof) if _is_of(view, one, steering_member_id)]
    inside: list[b.Block] = []
    if came:
        by_minister = sum(row.level in query.MINISTERS for _, row in came)
        subtitle = words("By a minister or a head of government: {n} of {known} meetings of which it is known.",
                         n=by_minister, known=len(came))  # fmt: skip
        rows: list[b.Row] = [
            [
                _meeting(view, one.id),
                view.names.of("meeting", one.id),
                words.code("attendance", row.level),
                row.person or b.Unknown(),
                c.source_cells(row, words)[0],
            ]
            for one, row in came
        ]
        inside.append(b.Table("meetings-attended", words("At the table"), _ATTENDED, rows, subtitle=subtitle,
                             tab=words("Attendance"), span=6))  # fmt: skip
    return [*inside, *([_actions(view, own, N_("Its open actions"))] if own else [])]


def _is_of(view: View, one: Action, steering_member_id: str) -> bool:
    """The member is concerned, or named as the owner."""
    if one.row.member_id == view.item:
        return True
    owner = one.row.owner or ""
    names = {view.names.of("member", view.item), str(view.member(view.item)["name"])}
    if steering_member_id:
        names.add(view.names.of("steering_member", steering_member_id))
    return owner in names


# On slides.


def _ministers_answer(view: View) -> b.Answer:
    words, table = view.words, ministers(view)
    some = query.at_the_table(view.snapshot, view.selection.asof)
    if not some:
        return b.Answer(view.plain(table.empty), view.asof)
    one = some[0]
    text = words(
        "{ministers} of {known} seats of which it is known were represented by a minister in {meeting}.",
        ministers=one.ministers, known=one.known, meeting=view.names.of("meeting", one.meeting.id),
    )  # fmt: skip
    return b.Answer(text, words("As of {date}", date=view.asof), table, view.plain(table.notes[0]))


def _actions_answer(view: View) -> b.Answer:
    words, table = view.words, actions(view)
    text = view.plain(table.subtitle) or view.plain(table.empty)
    block = table if len(table) else None
    return b.Answer(text, words("As of {date}", date=view.asof), block, view.plain(table.notes[0]))


TOPICS = {
    "ministers-at-the-table": b.Topic(N_("Who sat at the table?"), "meetings", _ministers_answer),
    "open-actions": b.Topic(N_("Which actions of meetings are open?"), "meetings", _actions_answer),
}
