"""Leadership: who leads what, which themes nobody leads, whose term ends?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from dashboard.blocks import (
    FILES,
    SCREEN,
    Answer,
    Axis,
    Block,
    Card,
    Chip,
    Column,
    Control,
    Count,
    Day,
    Facts,
    Figure,
    Grid,
    Group,
    Header,
    Heading,
    Items,
    Link,
    Names,
    Paragraph,
    Part,
    Row,
    Section,
    Sentences,
    Share,
    Span,
    Styled,
    Table,
    Text,
    Topic,
    Unknown,
)
from dashboard.charts.registry import answer
from dashboard.data.filters import Filters
from dashboard.data.selection import assessed
from dashboard.data.snapshot import NEVER
from dashboard.language.vocabulary import CONSTITUENCIES, FILTERS, ROLE_KINDS
from dashboard.language.words import N_
from dashboard.pages.due import sentence
from dashboard.queries import leadership
from dashboard.queries.leadership import ENDING_DAYS, Committee, Role, Seat, government, record
from dashboard.view import columns
from dashboard.view.about import chosen_in_words
from dashboard.view.chips import role_chip, yes_or_no
from dashboard.view.view import View
from data_loader.schema import fold

TITLE = N_("Leadership")

_MATRIX, _WITHOUT_ROLE, _WITHOUT_LEAD = "who-leads", "without-role", "without-lead"
_ENDING, _LEADS = "terms-ending", "leads-by-theme"
"""Places on this page that its figures lead to."""
_NO_THEME = ""
"""The theme of leadership without one."""
_TICK_YEARS = 2
_MOST_NAMES = 8  # in one point of a slide

_INCOMPLETE = N_("The sources are incomplete: none on record is not none held.")
_WHAT_LEADS = N_("A lead is a co-chair, co-anchor or subcommittee chair, on the committee or outside it.")
_SEVERAL_THEMES = N_("A commitment may carry several themes, so theme totals do not add up.")

_ROLES = Column(N_("Roles"), columns.ROLES_ON_RECORD.meaning, numeric=True)
_TERM_ENDS = Column(N_("Term ends"), columns.LAST_DAY.meaning, numeric=True)


def blocks(_: View) -> Sequence[Block]:
    """Headline and figures, the page's own filter, then the matrix and what follows from it."""
    parts: list[Block] = [Part("leadership", header), Control("constituency"), Part("leadership-rows", _cards)]
    return [Section(parts, "leadership")]


def committee_of(view: View) -> Committee:
    """The Steering Committee on the as-of day, as the filters leave it; whatever is said of it is said of this."""
    return leadership.committee(view.snapshot, view.selection.asof).seen(view.filters)


def header(view: View) -> Header:
    """The headline sentence and the figures."""
    committee = committee_of(view)
    figures = _figures(view, committee) if committee.seats else ()
    deck = Link(view.words("Present this page"), view.presenting(";".join(SLIDES)), "document", style="present-page")
    return Header(headline(view, committee), _lede(view, committee), figures, [deck])


def headline(view: View, committee: Committee) -> str:
    """The answer in one sentence."""
    words, n = view.words, len(committee.with_role)
    if not committee.seats:
        return words("No Steering Committee members under these filters on {date}.", date=view.asof)
    seats = words.number(len(committee.seats))
    if view.filters.theme:
        return words.plural(
            "{n} of {seats} Steering Committee members has a role on record in the themes chosen.",
            "{n} of {seats} Steering Committee members have a role on record in the themes chosen.",
            n,
            seats=seats,
        )
    return words.plural(
        "{n} of {seats} Steering Committee members has a role on record; {without} have none on record.",
        "{n} of {seats} Steering Committee members have a role on record; {without} have none on record.",
        n,
        seats=seats,
        without=words.number(len(committee.without_role)),
    )


def _lede(view: View, committee: Committee) -> str:
    words = view.words
    clauses = [
        words("As of {date}", date=view.asof),
        words("the co-chairs' aim: every member takes at least one role during its term"),
        words("none on record means not found in the sources, never a breach"),
    ]
    if len(committee.seats) < len(committee.seated):
        seats = {"n": words.number(len(committee.seats)), "total": words.number(len(committee.seated))}
        clauses.append(words("{n} of {total} seats in view", **seats))
    if n := committee.unplaced:
        clauses.append(words.plural("{n} seat of unknown region left out", "{n} seats of unknown region left out", n))
    return " · ".join(clauses)


def _figures(view: View, committee: Committee) -> list[Figure]:
    """Seats, members with a role, themes without a lead, terms that end: each leads to its part of the page."""
    words = view.words
    governments, civil_society = (len(committee.of(one)) for one in CONSTITUENCIES)
    balance = [
        words.plural("{n} government", "{n} governments", governments),
        words.plural("{n} of civil society", "{n} of civil society", civil_society),
    ]
    without = len(committee.without_role)
    none = words.plural("{n} without: none on record", "{n} without: none on record", without)
    return [
        Figure(words("Seats"), _count(view, len(committee.seats), _MATRIX), " · ".join(balance)),
        Figure(
            words("Members with a role"),
            _count(view, len(committee.with_role), _MATRIX),
            _here(none, _WITHOUT_ROLE) if without else none,
        ),
        _figure_without_lead(view, committee),
        _figure_ending(view, committee),
    ]


def _figure_without_lead(view: View, committee: Committee) -> Figure:
    words, themes = view.words, committee.themes_without_lead
    of_cochairs = sum(_is_priority(view, theme) for theme in themes)
    notes = [
        words("of {whole}", whole=words.number(len(committee.leads))),
        words.plural("{n} in the co-chairs' priorities", "{n} in the co-chairs' priorities", of_cochairs),
    ]
    return Figure(words("Themes without a lead"), _count(view, len(themes), _WITHOUT_LEAD), " · ".join(notes))


def _figure_ending(view: View, committee: Committee) -> Figure:
    words, seats = view.words, committee.ending()
    handed = sum(len(seat.held_roles) for seat in seats)
    notes = [
        words.plural("{n} role to hand over", "{n} roles to hand over", handed),
        _unknown_ends(view, committee.unknown_ends),
    ]
    return Figure(_ending_title(view), _count(view, len(seats), _ENDING), " · ".join(notes))


def _unknown_ends(view: View, n: int) -> str:
    return view.words.plural("{n} term with its end not known", "{n} terms with their end not known", n)


def _count(view: View, n: int, place: str) -> Text:
    """A number with the way to the part of this page that it counts."""
    return _here(view.words.number(n), place) if n else Count(n)


def _here(text: str, place: str) -> Link:
    return Link(text, f"#{place}", "here")


def _cards(view: View) -> Block:
    """The matrix, what is missing in it, the terms, each theme's leads beside its commitments, terms in time."""
    committee = committee_of(view)
    seated = bool(committee.seats)
    return Grid(
        [
            *([_matrix(view, committee)] if seated or committee.outside else []),
            replace(_roles(view, committee), only=FILES),
            replace(_seats(view, committee), only=FILES),
            *([_members_without_role(view, committee)] if seated else []),
            replace(without_role(view, committee), only=FILES),
            *([replace(ending(view, committee), only=SCREEN, span=6, id=_ENDING)] if seated else []),
            *([_themes_without_lead(view, committee)] if committee.leads else []),
            replace(without_lead(view, committee), only=FILES),
            *([leads(view, committee)] if committee.leads else []),
            *([_timeline(view, committee)] if seated else []),
        ]
    )


# Who leads what.


def _matrix(view: View, committee: Committee) -> Table:
    """Members by themes; governments, civil society and those outside the committee apart."""
    words = view.words
    themes = _themes_in_sight(committee)
    named = [Column(view.names.of("theme", theme) if theme else N_("Without a theme")) for theme in themes]
    seated = [
        Group(words(heading), [_seat_by_theme(view, seat, themes) for seat in _in_order(view, committee.of(one))])
        for one, heading in CONSTITUENCIES.items()
    ]
    outside = [_holder_by_theme(view, *held, themes) for held in _by_holder(view, committee.outside)]
    groups = [*seated, Group(words("Outside the committee"), outside)]
    return Table(
        "who-leads",
        words("Who leads what?"),
        (columns.MEMBER, *named, _ROLES, _TERM_ENDS),
        groups=[group for group in groups if group.rows],
        subtitle=_what_is_on_record(view),
        over=_priorities_over(view, themes),
        only=SCREEN,
        style="matrix",
        id=_MATRIX,
    )


def _what_is_on_record(view: View) -> str:
    return view.words(
        "A role is on record when it began by {date} and overlaps the current term; one that has ended says so.",
        date=view.asof,
    )


def _themes_in_sight(committee: Committee) -> list[str]:
    """The themes with a role in the matrix, in their order; leadership without a theme comes last."""
    roles = [role for seat in committee.seats for role in seat.roles] + list(committee.outside)
    with_roles = {role.theme_id for role in roles}
    return [theme for theme in (*committee.leads, _NO_THEME) if theme in with_roles]


def _priorities_over(view: View, themes: list[str]) -> list[tuple[str, int]]:
    """Each priority over its themes; nothing over the other columns."""
    over = [
        (view.names.of("priority", priority) if priority else "", len(list(group)))
        for priority, group in groupby(themes, lambda theme: _priority_of(view, theme) if theme else "")
    ]
    return [("", 1), *over, ("", 2)]


def _seat_by_theme(view: View, seat: Seat, themes: list[str]) -> Row:
    words = view.words
    chairs = [Chip(words(role.title), "role-co_chair") for role in seat.chairs]
    name: list[Text] = [Styled(_name(view, seat), "line"), Styled(seat.organisation, "line organisation"), *chairs]
    return [name, *_by_theme(view, seat.roles, themes), _roles_on_record(view, seat), Day(seat.span.end_date)]


def _roles_on_record(view: View, seat: Seat) -> Text:
    return Count(len(seat.roles)) if seat.roles else Unknown(view.words("none on record"))


def _holder_by_theme(view: View, name: str, roles: list[Role], themes: list[str]) -> Row:
    return [name, *_by_theme(view, roles, themes), Count(len(roles)), Unknown(view.words("no seat"))]


def _by_theme(view: View, roles: Iterable[Role], themes: list[str]) -> list[Text]:
    """A cell a theme with the roles in it."""
    held = [[_role(view, role) for role in roles if role.theme_id == theme] for theme in themes]
    return [Styled(cell, "line roles") if cell else "" for cell in held]


def _role(view: View, role: Role) -> Text:
    """The kind of role as a word in a chip, and when it ended."""
    chip = role_chip(role.kind, view.words)
    if role.held:
        return chip
    ended = view.words("ended {date}", date=view.words.date(role.span.end_date))
    return Styled([chip, " ", Styled(ended, "unknown")], "ended")


def _by_holder(view: View, roles: Iterable[Role]) -> list[tuple[str, list[Role]]]:
    held: dict[str, list[Role]] = {}
    for role in roles:
        held.setdefault(holder(view, role), []).append(role)
    return sorted(held.items(), key=lambda one: fold(one[0]))


def _roles(view: View, committee: Committee) -> Table:
    """The matrix as a list: a row a role."""
    words = view.words
    seated = [(role, True) for seat in _seated(view, committee.seats) for role in seat.roles]
    outside = [(role, False) for role in committee.outside]
    rows = [
        [
            words(CONSTITUENCIES[role.constituency]),
            holder(view, role),
            view.names.of("theme", role.theme_id) if role.theme_id else "",
            words(ROLE_KINDS[role.kind]),
            words(role.title),
            Day(role.span.start_date),
            Day(role.span.end_date),
            yes_or_no(role.held, words),
            yes_or_no(has_seat, words),
        ]
        for role, has_seat in (*seated, *outside)
    ]
    return Table(
        "roles",
        words("Who leads what?"),
        (
            *(columns.CONSTITUENCY, columns.HOLDER, columns.THEME, columns.KIND_OF_ROLE, columns.ROLE),
            *(columns.FIRST_DAY, columns.LAST_DAY, columns.HELD_ON_THE_DAY, columns.SEAT_ON_THE_COMMITTEE),
        ),
        rows,
        notes=[_what_is_on_record(view)],
        tab=words("Roles"),
    )


# Members and terms.


def _in_order(view: View, seats: Iterable[Seat]) -> list[Seat]:
    """Seats by the name the reader sees."""
    return sorted(seats, key=lambda seat: fold(_plain_name(view, seat)))


def _seated(view: View, seats: Iterable[Seat]) -> list[Seat]:
    """Governments first, then civil society, each by name."""
    order = list(CONSTITUENCIES)
    return sorted(_in_order(view, seats), key=lambda seat: order.index(seat.constituency))


def who(view: View, seat: Seat) -> str:
    """A Steering Committee member, with the organisation where there is one."""
    name = _plain_name(view, seat)
    return f"{name} ({seat.organisation})" if seat.organisation else name


def _plain_name(view: View, seat: Seat) -> str:
    return view.names.of("steering_member", seat.steering_member_id)


def _name(view: View, seat: Seat) -> Text:
    """A government leads to its page as a member."""
    name = _plain_name(view, seat)
    if seat.constituency == "government" and seat.country in view.snapshot.choices["member"]:
        return Link(name, view.href(f"members/{seat.country}"))
    return name


def _full_name(view: View, seat: Seat) -> Text:
    return [_name(view, seat), *([f" ({seat.organisation})"] if seat.organisation else [])]


def holder(view: View, role: Role) -> str:
    """Who has a role: a government in the reader's language, anyone else as the source has the name."""
    return view.names.of("government", role.holder) if role.constituency == "government" else role.holder


_TERMS = (
    replace(columns.CONSTITUENCY, only=FILES),
    replace(columns.MEMBER, only=SCREEN),  # with the organisation
    replace(columns.MEMBER, only=FILES),
    replace(columns.ORGANISATION, only=FILES),
    replace(columns.FIRST_DAY, only=FILES),
    columns.LAST_DAY,
    columns.DAYS_LEFT,
    replace(columns.ROLES_ON_RECORD, only=FILES),
    columns.ROLES_TO_HAND_OVER,
)


def _seats(view: View, committee: Committee) -> Table:
    """Every term in view."""
    words = view.words
    title = words("The Steering Committee on {date}", date=view.asof)
    rows = [_term(view, committee, seat) for seat in _seated(view, committee.seats)]
    return Table("terms", title, _TERMS, rows, tab=words("Terms"))


def ending(view: View, committee: Committee) -> Table:
    """The terms that end soon, the first to end first, and the roles they hand over."""
    words = view.words
    rows = [_term(view, committee, seat) for seat in committee.ending()]
    unknown = words.listing([_plain_name(view, seat) for seat in committee.seats if seat.span.end == NEVER])
    return Table(
        "terms-ending",
        _ending_title(view),
        _TERMS,
        rows,
        notes=[words("End of term not known: {names}.", names=unknown)] if unknown else [],
        empty=words("No term in view is known to end in this time."),
        tab=words("Terms"),
    )


def _ending_title(view: View) -> str:
    return view.words("Terms that end within {days} days", days=view.words.number(ENDING_DAYS))


def _term(view: View, committee: Committee, seat: Seat) -> Row:
    words = view.words
    left = seat.span.end - committee.asof.toordinal()
    titles = [words(role.title) for role in seat.held_roles]
    return [
        words(CONSTITUENCIES[seat.constituency]),
        _full_name(view, seat),
        _name(view, seat),
        seat.organisation,
        Day(seat.span.start_date),
        Day(seat.span.end_date),
        Unknown() if seat.span.end == NEVER else Count(left),
        Count(len(seat.roles)),
        Items(titles) if titles else Unknown(words("none on record")),
    ]


# What nobody is on record for.


def _members_without_role(view: View, committee: Committee) -> Card:
    """Members without a role: none on record, never a breach."""
    words = view.words
    lists: list[Block] = []
    for constituency, heading in CONSTITUENCIES.items():
        seats = [seat for seat in committee.without_role if seat.constituency == constituency]
        if seats:
            names = Items([_full_name(view, seat) for seat in _in_order(view, seats)])
            lists += [Heading(words(heading)), names]
    none = Paragraph(words("Every member in view has one."))
    note = Paragraph(words(_INCOMPLETE), "note")
    title = words("Members without a role on record")
    return Card(title, [*(lists or [none]), note], span=6, id=_WITHOUT_ROLE)


def without_role(view: View, committee: Committee) -> Table:
    """Members without a role, as far as the sources tell."""
    words = view.words
    rows = [
        [words(CONSTITUENCIES[seat.constituency]), _name(view, seat), seat.organisation]
        for seat in _seated(view, committee.without_role)
    ]
    return Table(
        "members-without-role",
        words("Members without a role on record"),
        (columns.CONSTITUENCY, columns.MEMBER, columns.ORGANISATION),
        rows,
        notes=[words(_INCOMPLETE)],
        tab=words("Without a role"),
    )


def _themes_without_lead(view: View, committee: Committee) -> Card:
    """Themes without a lead, those of the co-chairs' priorities first."""
    words = view.words
    pairs = [
        (_priority_name(view, priority), Names([_theme_link(view, theme) for theme in themes]))
        for priority, themes in _by_priority(view, committee.themes_without_lead)
    ]
    listed = Facts(pairs) if pairs else Paragraph(words("Every theme in view has one."))
    title = words("Themes without a lead on record")
    return Card(title, [listed, Paragraph(words(_WHAT_LEADS), "note")], id=_WITHOUT_LEAD)


def without_lead(view: View, committee: Committee) -> Table:
    """Themes without a lead, as far as the sources tell; the co-chairs' priorities first."""
    words = view.words
    rows = [
        [
            view.names.of("priority", _priority_of(view, theme)),
            yes_or_no(_is_priority(view, theme), words),
            _theme_link(view, theme),
        ]
        for theme in committee.themes_without_lead
    ]
    return Table(
        "themes-without-lead",
        words("Themes without a lead on record"),
        (columns.PRIORITY, columns.PRIORITY_OF_THE_CO_CHAIRS, columns.THEME),
        rows,
        notes=[words(_WHAT_LEADS), words(_INCOMPLETE)],
        tab=words("Without a lead"),
    )


def clauses(view: View, committee: Committee) -> list[str]:
    """How many themes have no lead, how many members no role, how many terms end soon: where there are any."""
    counted = (
        (_without_lead_clause, len(committee.themes_without_lead)),
        (_without_role_clause, len(committee.without_role)),
        (_ending_clause, len(committee.ending())),
    )
    return [clause(view, n) for clause, n in counted if n]


def _without_lead_clause(view: View, n: int) -> str:
    """How many themes nobody leads."""
    return view.words.plural("{n} theme has no lead on record", "{n} themes have no lead on record", n)


def _without_role_clause(view: View, n: int) -> str:
    """How many members have no role; under a choice of themes, none in those."""
    if view.filters.theme:
        return view.words.plural(
            "{n} Steering Committee member has no role on record in the themes chosen",
            "{n} Steering Committee members have no role on record in the themes chosen",
            n,
        )
    return view.words.plural(
        "{n} Steering Committee member has no role on record",
        "{n} Steering Committee members have no role on record",
        n,
    )


def _ending_clause(view: View, n: int) -> str:
    """How many terms end soon."""
    return view.words.plural(
        "{n} term ends within {days} days",
        "{n} terms end within {days} days",
        n,
        days=view.words.number(ENDING_DAYS),
    )


# Themes and their leads.


def leads(view: View, committee: Committee) -> Table:
    """For each theme its leads beside how its commitments are doing."""
    words = view.words
    counts = _counts_by_theme(view)
    groups = [
        Group(_priority_name(view, priority), [_theme(view, committee, theme, counts) for theme in themes])
        for priority, themes in _by_priority(view, committee.leads)
    ]
    return Table(
        _LEADS,
        words("Each theme: its leads, and how its commitments are doing"),
        _LEADS_COLUMNS,
        groups=groups,
        subtitle=words(_SEVERAL_THEMES),
        tab=words("Themes"),
        style="theme-leads",
        id=_LEADS,
    )


_LEADS_COLUMNS = (
    columns.THEME,
    columns.LEADS_ON_RECORD,
    columns.COMMITMENTS,
    replace(columns.ASSESSED, only=FILES),
    columns.COMPLETION_RATE,
)


def _counts_by_theme(view: View) -> dict[str, Any]:
    return {row.id: row for row in answer("completion-by-theme", view.selection, view.names).itertuples()}


def _theme(view: View, committee: Committee, theme: str, counts: dict[str, Any]) -> Row:
    """A theme, who leads it, its commitments and how far they are."""
    held, row = committee.leads[theme], counts.get(theme)
    leaders = Items([holder(view, role) for role in held]) if held else Unknown(view.words("no lead on record"))
    name = view.names.of("theme", theme)
    if row is None:
        return [name, leaders, Count(0), Count(0), Share(0, 0)]
    done, of_them = int(row.substantial + row.complete), int(row.assessed)
    commitments = Count(int(row.commitments), view.href("commitments", theme=(theme,)))
    return [name, leaders, commitments, Count(of_them), Share(done, of_them, with_n=True)]


def _theme_link(view: View, theme: str) -> Link:
    return Link(view.names.of("theme", theme), view.href("commitments", theme=(theme,)))


def _by_priority(view: View, themes: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    return groupby(themes, lambda theme: _priority_of(view, theme))


def _priority_of(view: View, theme: str) -> str:
    """The priority that a theme belongs to."""
    return str(view.snapshot.table("themes").at[theme, "priority_id"])


def _is_priority(view: View, theme: str) -> bool:
    """The theme is among the co-chairs' priorities."""
    return _is_of_cochairs(view, _priority_of(view, theme))


def _is_of_cochairs(view: View, priority: str) -> bool:
    return bool(view.snapshot.table("priorities").at[priority, "cochair_priority"])


def _priority_name(view: View, priority: str) -> str:
    """A priority by name; one of the co-chairs' says so."""
    name = view.names.of("priority", priority)
    if not _is_of_cochairs(view, priority):
        return name
    return view.words("{name} · a priority of the co-chairs", name=name)


# Terms and roles in time.


def _timeline(view: View, committee: Committee) -> Table:
    """Every term in view with the roles on record for it."""
    words = view.words
    spans = [span for seat in committee.seats for span in (seat.span, *(role.span for role in seat.roles))]
    axis = _whole_years(spans, committee.asof)
    groups = [
        Group(words(heading), [row for seat in _in_order(view, seats) for row in _in_time(view, committee, seat, axis)])
        for constituency, heading in CONSTITUENCIES.items()
        if (seats := committee.of(constituency))
    ]
    bars = Column("", head=Axis(words("In time"), axis, _ticks(axis)))
    return Table(
        "terms-in-time",
        words("Terms and roles in time"),
        (columns.TERM_OR_ROLE, columns.FIRST_DAY, columns.LAST_DAY, bars),
        groups=groups,
        subtitle=words(
            "A line marks {date}. A bar that fades has a start or an end that is not known.", date=view.asof
        ),
        only=SCREEN,
        style="terms",
    )


def _whole_years(spans: Iterable[leadership.Span], asof: dt.date) -> tuple[int, int]:
    """The first and the last day of the years that hold every known day of some spans and the as-of day."""
    days = [day for span in spans for day in (span.start, span.end) if 0 < day < NEVER] + [asof.toordinal()]
    years = [dt.date.fromordinal(day).year for day in days]
    return dt.date(min(years), 1, 1).toordinal(), dt.date(max(years), 12, 31).toordinal()


def _ticks(axis: tuple[int, int]) -> list[tuple[int, str]]:
    """Every second year."""
    first, last = (dt.date.fromordinal(day).year for day in axis)
    return [(dt.date(year, 1, 1).toordinal(), str(year)) for year in range(first, last + 1, _TICK_YEARS)]


def _in_time(view: View, committee: Committee, seat: Seat, axis: tuple[int, int]) -> Iterator[Row]:
    """The row of a term, then those of its roles."""
    today = committee.asof.toordinal()

    def row(name: Text, span: leadership.Span, kind: str) -> Row:
        start, end = span.start if span.start_date else None, span.end if span.end_date else None
        return [name, Day(span.start_date), Day(span.end_date), Span(start, end, axis, today, kind)]

    yield row(_plain_name(view, seat), seat.span, "term")
    yield from (row(Styled(_titled(view, role), "part"), role.span, "role") for role in seat.roles)


def _titled(view: View, role: Role) -> Text:
    """The kind of a role as a chip with its theme, or with its title where it has none."""
    return [role_chip(role.kind, view.words), " ", _theme_or_title(view, role)]


def _theme_or_title(view: View, role: Role) -> str:
    return view.names.of("theme", role.theme_id) if role.theme_id else view.words(role.title)


# On the page of a member.


def of_member(view: View) -> Sequence[Block]:
    """The terms and roles of the member whose page it is, as far as they had begun; nothing where it never sat."""
    words = view.words
    own = record(view.snapshot, view.selection.asof, government(view.snapshot, view.item))
    if not own.terms and not own.roles:
        return []
    term, title = words("Term on the Steering Committee"), words("On the Steering Committee")
    rows: list[Row] = [[term, term, "", Day(span.start_date), Day(span.end_date)] for span in own.terms]
    rows += [
        [
            _titled(view, role),
            words(ROLE_KINDS[role.kind]),
            _theme_or_title(view, role),
            Day(role.span.start_date),
            Day(role.span.end_date),
        ]
        for role in own.roles
    ]
    table = Table("steering-committee", title, _OWN_COLUMNS, rows, tab=words("Steering Committee"), span=0)
    none = [] if own.roles else [Paragraph(words("No role on record by {date}.", date=view.asof))]
    everyone = Paragraph(Link(words("The whole Steering Committee"), view.href("leadership")))
    return [Card(title, [table, *none, everyone], style="leadership")]


_OWN_COLUMNS = (
    replace(columns.TERM_OR_ROLE, only=SCREEN),
    replace(columns.TERM_OR_ROLE, only=FILES),
    replace(columns.THEME, only=FILES),
    columns.FIRST_DAY,
    columns.LAST_DAY,
)


# Slides.


def _seats_in_view(view: View, committee: Committee) -> str:
    """The filters that the committee follows, and how many seats they leave."""
    words, chosen = view.words, view.filters
    own = replace(view, chosen=Filters(region=chosen.region, theme=chosen.theme), scope=Filters())
    names = words.listing([words(CONSTITUENCIES[value]) for value in chosen.constituency])
    sides = [words("{name}: {text}", name=words(FILTERS["constituency"]), text=names)] if names else []
    n = words.plural("n={n} seat", "n={n} seats", len(committee.seats))
    return " · ".join([*chosen_in_words(own), *sides, n])


def _gaps(view: View) -> Answer:
    """Themes without a lead, the co-chairs' priorities first, and members without a role."""
    words, committee = view.words, committee_of(view)
    both = [
        _without_lead_clause(view, len(committee.themes_without_lead)),
        _without_role_clause(view, len(committee.without_role)),
    ]
    text = sentence(words("; ").join(both)) if committee.seats else headline(view, committee)
    points = [*_points_without_lead(view, committee), *_points_without_role(view, committee)]
    return Answer(text, _seats_in_view(view, committee), Sentences(points), words(_INCOMPLETE))


def _points_without_lead(view: View, committee: Committee) -> Iterator[str]:
    """A point for each priority of the co-chairs, and one for the others, which are only counted."""
    words, others = view.words, []
    for priority, themes in _by_priority(view, committee.themes_without_lead):
        names = [view.names.of("theme", theme) for theme in themes]
        if _is_of_cochairs(view, priority):
            yield words(
                "No lead on record in {priority}: {themes}",
                priority=_priority_name(view, priority),
                themes=_first_of(view, names),
            )
        else:
            name = view.names.of("priority", priority)
            others.append(words("{name}: {text}", name=name, text=words.number(len(names))))
    if others:
        yield words("Themes without a lead on record in other priorities: {counts}", counts=" · ".join(others))


def _points_without_role(view: View, committee: Committee) -> Iterator[str]:
    """A point for governments, and one for civil society."""
    words = view.words
    for constituency, name in CONSTITUENCIES.items():
        without = [seat for seat in _in_order(view, committee.without_role) if seat.constituency == constituency]
        if without:
            names = _first_of(view, [_plain_name(view, seat) for seat in without])
            yield words("No role on record, {constituency}: {names}", constituency=words(name), names=names)


def _first_of(view: View, names: Sequence[str]) -> str:
    """Names in a row; of many the first, and how many more there are."""
    more = len(names) - _MOST_NAMES
    rest = [view.words.plural("{n} more", "{n} more", more)] if more > 0 else []
    return view.words.listing([*names[:_MOST_NAMES], *rest])


def _roles_per_member(view: View) -> Answer:
    """Members by how many roles are on record for their term, the most first."""
    committee = committee_of(view)
    seats = sorted(_in_order(view, committee.seats), key=lambda seat: -len(seat.roles))
    rows = [[who(view, seat), _roles_on_record(view, seat), Day(seat.span.end_date)] for seat in seats]
    text = headline(view, committee)
    table = Table("roles-per-member", text, (columns.MEMBER, columns.ROLES_ON_RECORD, _TERM_ENDS), rows)
    return Answer(text, _seats_in_view(view, committee), table, view.words(_INCOMPLETE) if rows else "")


def _terms_ending(view: View) -> Answer:
    """Terms that end soon, the first to end first, and the roles they hand over."""
    committee = committee_of(view)
    table, n = ending(view, committee), committee.unknown_ends
    text = sentence(_ending_clause(view, len(table))) if len(table) else str(table.empty)
    return Answer(text, _seats_in_view(view, committee), table, sentence(_unknown_ends(view, n)) if n else "")


def _leads_and_delivery(view: View) -> Answer:
    """Each theme's leads beside how its commitments are doing: those with a lead first, then as on the page."""
    words, committee, counts = view.words, committee_of(view), _counts_by_theme(view)
    themes = sorted(committee.leads, key=lambda theme: not committee.leads[theme])
    rows = [_theme(view, committee, theme, counts) for theme in themes]
    led = words(
        "{led} of {total} themes have a lead on record",
        led=words.number(len(committee.leads) - len(committee.themes_without_lead)),
        total=words.number(len(committee.leads)),
    )
    n = words.plural("n={n} assessed", "n={n} assessed", assessed(view.selection.totals))
    table = replace(leads(view, committee), groups=(), rows=rows)
    return Answer(sentence(led), " · ".join([*chosen_in_words(view), n]), table, words(_SEVERAL_THEMES))


TOPICS = {
    "leadership-gaps": Topic(N_("Where is a lead missing, and who has no role on record?"), "leadership", _gaps),
    "roles-per-member": Topic(N_("Who has how many roles on record?"), "leadership", _roles_per_member),
    "terms-ending": Topic(N_("Whose term ends soon, and what is handed over?"), "leadership", _terms_ending),
    "leads-and-delivery": Topic(N_("Who leads each theme, and how is it doing?"), "leadership", _leads_and_delivery),
}
SLIDES = tuple(TOPICS)
"""What the page has to present."""
