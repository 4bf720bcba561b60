"""The Steering Committee: its seats and terms, who has a role and who has none, what passed from one to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.leads import (
    END_NOT_KNOWN,
    cells,
    change,
    confirmed,
    days,
    found_in,
    holder,
    standing,
    theme_or_title,
    titled,
    unsure,
    until,
    without_lead,
)
from dashboard.queries import leadership
from dashboard.queries.leadership import END_UNKNOWN, ENDED, ENDING_DAYS, HELD, Committee, Role, Seat, Tenure
from dashboard.view import columns as c
from dashboard.view.view import View

WITHOUT_ROLE, ENDING, POSTS, IN_TIME = "without-role", "terms-ending", "hand-overs", "terms-in-time"
"""Places on the page that its figures and its list of parts lead to."""
NONE_ON_RECORD = N_("none on record")
TERMS_ENDING = N_("Terms that end within {days} days")
_TICK_YEARS = 2

MEMBER = (c.CONSTITUENCY.in_files, c.MEMBER.on_screen, c.MEMBER.in_files, c.ORGANISATION.in_files)
"""Who sits; on screen the organisation stands beside the name."""
_TERM = (
    *(c.FIRST_DAY.in_files, c.LAST_DAY, c.DAYS_LEFT, c.ROLES_ON_RECORD.in_files, c.ROLES_TO_HAND_OVER),
    *(c.LAST_CONFIRMED.in_files, c.HOW_SURE.in_files, c.SOURCES.in_files),
)
_ROLE = (
    *(c.CONSTITUENCY, c.HOLDER, c.THEME, c.POLICY_AREA, c.KIND_OF_ROLE, c.ROLE, c.SEAT_ON_THE_COMMITTEE),
    *(c.FIRST_DAY, c.LAST_DAY, c.HELD_ON_THE_DAY, c.HOW_SURE, c.LAST_CONFIRMED, c.SOURCES),
)
_LOAD = (*MEMBER, c.HELD_NOW, c.HELD_WITH_UNKNOWN_END, c.ENDED_IN_THE_TERM, c.ROLES_ON_RECORD)
_POST = (
    *(c.ROLE.in_files, c.HOLDER, c.FIRST_DAY, c.LAST_DAY, c.HELD_ON_THE_DAY),
    *(c.TOOK_OVER_FROM, c.HANDED_OVER_TO, c.HOW_IT_IS_KNOWN, c.SOURCES),
)
_OWN = (c.TERM_OR_ROLE.on_screen, c.TERM_OR_ROLE.in_files, c.THEME.in_files, c.FIRST_DAY, c.LAST_DAY)


def committee_of(view: View) -> Committee:
    """The Steering Committee on the as-of day, as the filters leave it; whatever is said of it is said of this."""
    return leadership.committee(view.snapshot, view.selection.asof).seen(view.filters)


def clauses(view: View, committee: Committee) -> list[tuple[int, str]]:
    """How many themes have no lead, how many members no role (in the themes chosen), how many terms end soon."""
    plural, themes, terms = view.words.plural, len(committee.themes_without_lead), len(committee.ending)
    members = len(committee.without_role)
    without_role = plural(
        "{n} Steering Committee member has no role on record",
        "{n} Steering Committee members have no role on record",
        members,
    )
    if view.filters.theme:
        without_role = plural(
            "{n} Steering Committee member has no role on record in the themes chosen",
            "{n} Steering Committee members have no role on record in the themes chosen",
            members,
        )
    return [
        (themes, plural("{n} theme has no lead on record", "{n} themes have no lead on record", themes)),
        (members, without_role),
        (
            terms,
            plural("{n} term ends within {days} days", "{n} terms end within {days} days", terms, days=ENDING_DAYS),
        ),
    ]


def seats_in_view(view: View) -> str:
    """The filters that the committee follows, and how many seats they leave."""
    words, chosen, nothing = view.words, view.filters, view.chosen.cleared()
    own = replace(view, chosen=nothing.changed(region=chosen.region, theme=chosen.theme), scope=nothing)
    names = [words.code("constituency", value) for value in chosen.constituency]
    sides = [words.named(words.filter("constituency"), words.listing(names))] if names else []
    n = words.plural("n={n} seat", "n={n} seats", len(committee_of(view).seats))
    return " · ".join([*own.chosen_in_words(), *sides, n])


# Who sits.


def in_order(view: View, seats: Iterable[Seat]) -> list[Seat]:
    """Governments first, then civil society, each by the name the reader sees."""
    sides = view.snapshot.choices["constituency"]
    return sorted(seats, key=lambda seat: (sides.index(seat.constituency), view.words.order(plain_name(view, seat))))


def by_side(view: View, seats: Iterable[Seat], rows: Callable[[Seat], Iterable[b.Row]]) -> list[b.Group]:
    """The rows of each seat, under what its side is called."""
    sides = groupby(in_order(view, seats), lambda seat: view.words.code("constituency", seat.constituency))
    return [b.Group(side, [row for seat in some for row in rows(seat)]) for side, some in sides]


def plain_name(view: View, seat: Seat) -> str:
    """A government or person by name."""
    return view.names.of("steering_member", seat.steering_member_id)


def name(view: View, seat: Seat) -> b.Text:
    """A government leads to its page as a member."""
    text = plain_name(view, seat)
    if seat.constituency == "government" and seat.country in view.snapshot.choices["member"]:
        return b.Link(text, view.href(f"members/{seat.country}"))
    return text


def full_name(view: View, seat: Seat) -> b.Text:
    """The same, with the organisation where there is one."""
    return [name(view, seat), _beside(seat)]


def who(view: View, seat: Seat) -> str:
    """The same in plain words."""
    return f"{plain_name(view, seat)}{_beside(seat)}"


def _beside(seat: Seat) -> str:
    return f" ({seat.organisation})" if seat.organisation else ""


def _member(view: View, seat: Seat) -> list[b.Text]:
    """The cells of MEMBER."""
    side = view.words.code("constituency", seat.constituency)
    return [side, full_name(view, seat), name(view, seat), seat.organisation]


# Terms.


def terms(view: View, committee: Committee) -> b.Table:
    """Every term in view."""
    title = view.words("The Steering Committee on {date}", date=view.asof)
    rows = b.Later(lambda: [_term(view, committee, seat) for seat in in_order(view, committee.seats)])
    return b.Table("terms", title, (*MEMBER, *_TERM), rows, tab=view.words("Terms"))


def ending(view: View, committee: Committee) -> b.Table:
    """The terms that end soon, the first to end first, and the roles they hand over."""
    words = view.words
    unknown = words.listing([plain_name(view, seat) for seat in committee.unknown_ends])
    return b.Table(
        "terms-ending",
        words(TERMS_ENDING, days=ENDING_DAYS),
        (*MEMBER, *_TERM),
        [_term(view, committee, seat) for seat in committee.ending],
        notes=[words("End of term not known: {names}.", names=unknown)] if unknown else [],
        empty=words("No term in view is known to end in this time."),
        tab=words("Terms"),
        span=6,
        id=ENDING,
    )


def _term(view: View, committee: Committee, seat: Seat) -> b.Row:
    left, titles = seat.span.end - committee.asof.toordinal(), [view.words(role.title) for role in seat.held_roles]
    return [
        *_member(view, seat),
        b.Day(seat.span.start_date),
        b.Day(seat.span.end_date),
        b.Count(left) if seat.span.end_date else b.Unknown(),
        b.Count(len(seat.roles)),
        b.Items(titles) if titles else b.Unknown(view.words(NONE_ON_RECORD)),
        b.Day(seat.last_confirmed),
        view.words.code("confidence", seat.confidence),
        found_in(view, seat),
    ]


def term_ends(view: View, seat: Seat) -> b.Text:
    """The last day of a term; where it is not known, when the seat was last confirmed; and how sure the term is."""
    beside = [*confirmed(view, seat), *unsure(view, seat)]
    return [b.Day(seat.span.end_date), *beside] if beside else b.Day(seat.span.end_date)


def unknown_ends(view: View, committee: Committee) -> str:
    """How many terms end on a day that is not known."""
    n = len(committee.unknown_ends)
    return view.words.plural("{n} term with its end not known", "{n} terms with their end not known", n)


# Who has a role, now and during the term.


def on_record(view: View) -> str:
    """When a role is on record."""
    return view.words(
        "A role is on record when it began by {date} and overlaps the current term; one that has ended says so.",
        date=view.asof,
    )


def roles(view: View, committee: Committee) -> b.Table:
    """A row a role: of those who sit, then of those who hold one on the day without a seat."""
    words = view.words

    def row(role: Role, *, has_seat: bool) -> b.Row:
        return [
            words.code("constituency", role.constituency),
            holder(view, role),
            view.names.of("theme", role.theme_id),
            view.names.of("area", role.policy_area_id),
            words.code("role_kind", role.kind),
            words(role.title),
            c.yes_or_no(has_seat, words),
            *cells(view, role),
        ]

    def rows() -> Iterator[b.Row]:
        yield from (row(role, has_seat=True) for seat in in_order(view, committee.seats) for role in seat.roles)
        yield from (row(role, has_seat=False) for role in committee.outside)

    title = words("Who leads what?")
    return b.Table("roles", title, _ROLE, b.Later(rows), notes=[on_record(view)], tab=words("Roles"))


def without_role(view: View, committee: Committee) -> b.Table:
    """Members without a role during their term, as far as the sources tell: none on record, never a breach."""
    words = view.words
    return b.Table(
        "members-without-role",
        words("Members without a role on record during their term"),
        MEMBER,
        groups=by_side(view, committee.without_role, lambda seat: [_member(view, seat)]),
        notes=[words(c.INCOMPLETE)],
        empty=words("Every member in view has one.") if committee.seats else "",
        tab=words("Without a role"),
        span=6,
    )


def without_now(view: View, committee: Committee) -> b.Table:
    """Members who hold no role on the day, and beside each what was on record earlier in the term."""
    words = view.words

    def during(seat: Seat) -> b.Text:
        titles = [[words(role.title), ", ", words.date(role.span.end_date)] for role in seat.roles]
        return b.Items(titles) if titles else b.Unknown(words(NONE_ON_RECORD))

    perhaps = len(committee.perhaps_holding)
    unsure = words.plural(
        "{n} other member holds roles whose end is not known: whether still is not certain.",
        "{n} other members hold roles whose end is not known: whether still is not certain.",
        perhaps,
    )
    return b.Table(
        "members-without-role-now",
        words("Who has no role now?"),
        (*MEMBER, c.EARLIER_IN_THE_TERM),
        groups=by_side(view, committee.without_now, lambda seat: [[*_member(view, seat), during(seat)]]),
        notes=[*([unsure] if perhaps else []), words(c.INCOMPLETE)],
        empty=words("Every member in view holds one, or one whose end is not known.") if committee.seats else "",
        tab=words("Without a role now"),
        span=6,
        id=WITHOUT_ROLE,
        as_cards=False,
    )


def load(view: View, committee: Committee) -> b.Table:
    """How many roles each member has: those with most first, by how the roles stand on the day."""
    words = view.words

    def rows(seat: Seat) -> b.Row:
        counts = [b.Count(len(seat.standing(one))) for one in (HELD, END_UNKNOWN, ENDED)]
        return [*_member(view, seat), *counts, count_of_roles(view, seat)]

    seats = sorted(in_order(view, committee.seats), key=lambda seat: -len(seat.roles))
    title = words("How many roles has each member?")
    return b.Table("load", title, _LOAD, [rows(seat) for seat in seats], tab=words("Roles per member"), span=0)


def count_of_roles(view: View, seat: Seat) -> b.Text:
    """How many roles are on record for the term."""
    return b.Count(len(seat.roles)) if seat.roles else b.Unknown(view.words(NONE_ON_RECORD))


# From one holder to the next.


def posts(view: View, committee: Committee) -> b.Table:
    """The posts that passed on by the day: who held each before and after whom."""
    words = view.words

    def names(roles: Sequence[Role]) -> b.Text:
        return b.Names([holder(view, role) for role in roles])

    def row(one: Tenure) -> b.Row:
        role, over = one.role, one.role.standing == ENDED
        after: b.Text = names(one.after) if one.after else b.Unknown(words(NONE_ON_RECORD)) if over else ""
        known = words("said by the source") if one.stated else words("by the dates of the post")
        return [
            words(role.title),
            holder(view, role),
            *days(role.span),
            standing(view, role),
            names(one.before) if one.before else b.Unknown(words(NONE_ON_RECORD)),
            after,
            known if one.before else "",
            [found_in(view, role), *unsure(view, role)],
        ]

    return b.Table(
        "hand-overs",
        words("Who held each role before, and who after?"),
        _POST,
        groups=[b.Group(_called(view, post), [row(one) for one in post]) for post in committee.posts],
        notes=[words("A post is a role of one title, kind, theme and side. What began after {date} is not shown.",
                     date=view.asof)],
        empty=words("No role in view is known to have passed from one holder to another by {date}.", date=view.asof),
        tab=words("Hand-overs"),
        span=0,
    )  # fmt: skip


def _called(view: View, post: Sequence[Tenure]) -> str:
    return view.words(post[-1].role.title)


# Terms and roles in time.


def timeline(view: View, committee: Committee) -> b.Table:
    """Every term in view with the roles on record for it."""
    words, axis, today = view.words, _axis(view, committee), committee.asof.toordinal()

    def row(named: b.Text, span: leadership.Span, kind: str) -> b.Row:
        start, end = span.start if span.start_date else None, span.end if span.end_date else None
        return [named, *days(span), b.Span(start, end, axis.days, today, kind)]

    def in_time(seat: Seat) -> Iterator[b.Row]:
        yield row(plain_name(view, seat), seat.span, "term")
        yield from (row(b.Styled(titled(view, role), "part"), role.span, "role") for role in seat.roles)

    return b.Table(
        "terms-in-time",
        words("Terms and roles in time"),
        (c.TERM_OR_ROLE, c.FIRST_DAY, c.LAST_DAY, b.Column("", head=axis)),
        groups=by_side(view, committee.seats, in_time),
        only=b.SCREEN,
        style="terms",
        span=0,
    )


def _axis(view: View, committee: Committee) -> b.Axis:
    """The whole years that hold every known day of terms and roles and the as-of day; every second one is written."""
    spans = [span for seat in committee.seats for span in (seat.span, *(role.span for role in seat.roles))]
    known = [span.start for span in spans if span.start_date] + [span.end for span in spans if span.end_date]
    some = [*known, committee.asof.toordinal()]
    first, last = (dt.date.fromordinal(day).year for day in (min(some), max(some)))
    ticks = [(dt.date(year, 1, 1).toordinal(), str(year)) for year in range(first, last + 1, _TICK_YEARS)]
    return b.Axis(view.words("In time"), (ticks[0][0], dt.date(last, 12, 31).toordinal()), ticks)


# On the page of a member.


def of_member(view: View) -> Sequence[b.Block]:
    """The terms and roles of the member whose page it is, as far as they had begun; nothing where it never sat."""
    words, id_ = view.words, leadership.government(view.snapshot, view.item)
    spans, held = leadership.record(view.snapshot, view.selection.asof, id_)
    if not spans and not held:
        return []
    term, title = words("Term on the Steering Committee"), words("On the Steering Committee")
    rows: list[b.Row] = [[term, term, "", *days(span)] for span in spans]
    rows += [
        [
            [titled(view, role), *change(view, role)],
            words.code("role_kind", role.kind),
            theme_or_title(view, role),
            b.Day(role.span.start_date),
            until(view, role) if role.standing == END_UNKNOWN else b.Day(role.span.end_date),
        ]
        for role in held
    ]
    table = b.Table("steering-committee", title, _OWN, rows, tab=words("Steering Committee"), span=0)
    none = [] if held else [b.Paragraph(words("No role on record by {date}.", date=view.asof))]
    everyone = b.Paragraph(b.Link(words("The whole Steering Committee"), view.href("leadership")))
    return [b.Card(title, [table, *none, everyone], style="leadership", id="steering-committee")]


# In the Brief.


def whole_href(view: View) -> str:
    """The committee under every filter that it follows, also the one that is the page's own."""
    return view.href("leadership", constituency=view.filters.constituency)


def gaps(view: View) -> list[b.Block]:
    """Gaps and ends of terms of the committee, each with the way to all of it."""
    words, committee = view.words, committee_of(view)
    if not committee.seats:
        return []
    whole = b.Link(words("The whole Steering Committee"), whole_href(view))
    members, themes = without_role(view, committee), without_lead(view, committee)
    soon = replace(ending(view, committee), more=whole)
    no_lead = [view.names.of("theme", theme) for theme in committee.themes_without_lead]
    no_role = [who(view, seat) for seat in committee.without_role]
    card = b.Card(
        words("Gaps in leadership"),
        [
            b.Heading(themes.title),
            b.Paragraph(words.listing(no_lead) or words("None on record")),
            b.Heading(members.title),
            b.Paragraph(words.listing(no_role) or words("None on record")),
            b.Paragraph(members.notes[0], "note"),
            b.Paragraph(whole),
        ],
        span=6,
    )
    return [card, members.in_files, themes.in_files, soon]


def in_short(view: View, member: str) -> list[b.Text]:
    """Until when a member sits on the Steering Committee, and with which roles; nothing where it does not."""
    words, everyone = view.words, leadership.committee(view.snapshot, view.selection.asof).of("government")
    seat = next((one for one in everyone if one.country == member), None)
    if seat is None:
        return []
    until = words("committee member, end of term not known")
    if seat.span.end_date:
        until = words("committee member until {date}", date=words.date(seat.span.end_date))
    titles = [words(role.title) for role in seat.standing(HELD)]
    titles += [f"{words(role.title)} ({words(END_NOT_KNOWN)})" for role in seat.standing(END_UNKNOWN)]
    return [until, words.listing(titles) or words("no role on record")]
