"""Leadership: who leads what, which themes nobody leads, whose term ends?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import leadership
from dashboard.queries.counts import Rate
from dashboard.queries.leadership import ENDING_DAYS, Committee, Role, Seat
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Leadership")

_MATRIX, _WITHOUT_ROLE, _WITHOUT_LEAD, _ENDING = "who-leads", "without-role", "without-lead", "terms-ending"
"""Places on this page that its figures lead to."""
_TICK_YEARS = 2
_MOST_NAMES = 8  # in one point of a slide
_TERMS_ENDING = N_("Terms that end within {days} days")
_INCOMPLETE = N_("The sources are incomplete: none on record is not none held.")

_MEMBER = (c.CONSTITUENCY.in_files, c.MEMBER.on_screen, c.MEMBER.in_files, c.ORGANISATION.in_files)
"""Who sits; on screen the organisation stands beside the name."""
_TERM = (c.FIRST_DAY.in_files, c.LAST_DAY, c.DAYS_LEFT, c.ROLES_ON_RECORD.in_files, c.ROLES_TO_HAND_OVER)
_TERM_ENDS = b.Column(N_("Term ends"), c.LAST_DAY.meaning, numeric=True)
_ROLE = (
    *(c.CONSTITUENCY, c.HOLDER, c.THEME, c.KIND_OF_ROLE, c.ROLE),
    *(c.FIRST_DAY, c.LAST_DAY, c.HELD_ON_THE_DAY, c.SEAT_ON_THE_COMMITTEE),
)
_LEADS = (c.THEME, c.LEADS_ON_RECORD, c.COMMITMENTS, c.ASSESSED.in_files, c.COMPLETION_RATE)
_OWN = (c.TERM_OR_ROLE.on_screen, c.TERM_OR_ROLE.in_files, c.THEME.in_files, c.FIRST_DAY, c.LAST_DAY)


def blocks(_: View) -> Sequence[b.Block]:
    """Headline and figures, the page's own filter, then the matrix and what follows from it."""
    filtered = b.Control("constituency"), b.Part("leadership-rows", _cards)
    return [b.Section([b.Part("leadership", header), *filtered], "leadership")]


def committee_of(view: View) -> Committee:
    """The Steering Committee on the as-of day, as the filters leave it; whatever is said of it is said of this."""
    return leadership.committee(view.snapshot, view.selection.asof).seen(view.filters)


def header(view: View) -> b.Header:
    """The headline sentence and the figures."""
    committee = committee_of(view)
    figures = _figures(view, committee) if committee.seats else ()
    return b.Header(headline(view, committee), _lede(view, committee), figures, [view.present_link(SLIDES)])


def headline(view: View, committee: Committee) -> str:
    """The answer in one sentence."""
    words, n, seats = view.words, len(committee.with_role), len(committee.seats)
    if not committee.seats:
        return words("No Steering Committee members under these filters on {date}.", date=view.asof)
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
        without=len(committee.without_role),
    )


def _lede(view: View, committee: Committee) -> str:
    words, n, total = view.words, len(committee.seats), len(committee.seated)
    clauses = [
        words("As of {date}", date=view.asof),
        words("the co-chairs' aim: every member takes at least one role during its term"),
        words("none on record means not found in the sources, never a breach"),
    ]
    if n < total:
        clauses.append(words("{n} of {total} seats in view", n=n, total=total))
    if n := committee.unplaced:
        clauses.append(words.plural("{n} seat of unknown region left out", "{n} seats of unknown region left out", n))
    return " · ".join(clauses)


def _figures(view: View, committee: Committee) -> list[b.Figure]:
    """Seats, members with a role, themes without a lead, terms that end: each leads to its part of the page."""
    words, plural, themes, terms = view.words, view.words.plural, committee.themes_without_lead, committee.ending

    def here(text: str, n: int, place: str) -> b.Text:
        return b.Link(text, f"#{place}", "here") if n else text

    def figure(name: str, n: int, place: str, *notes: b.Text) -> b.Figure:
        return b.Figure(name, here(words.number(n), n, place), b.Names(notes))

    governments, civil_society = (len(committee.of(side)) for side in view.snapshot.choices["constituency"])
    of_governments = plural("{n} government", "{n} governments", governments)
    of_civil_society = plural("{n} of civil society", "{n} of civil society", civil_society)
    n = len(committee.without_role)
    without = here(plural("{n} without: none on record", "{n} without: none on record", n), n, _WITHOUT_ROLE)
    of_all = words("of {whole}", whole=len(committee.leads))
    n = sum(len(some) for priority, some in _by_priority(view, themes) if _is_of_cochairs(view, priority))
    of_cochairs = plural("{n} in the co-chairs' priorities", "{n} in the co-chairs' priorities", n)
    n = sum(len(seat.held_roles) for seat in terms)
    roles = plural("{n} role to hand over", "{n} roles to hand over", n)
    ending_soon = words(_TERMS_ENDING, days=ENDING_DAYS)
    return [
        figure(words("Seats"), len(committee.seats), _MATRIX, of_governments, of_civil_society),
        figure(words("Members with a role"), len(committee.with_role), _MATRIX, without),
        figure(words("Themes without a lead"), len(themes), _WITHOUT_LEAD, of_all, of_cochairs),
        figure(ending_soon, len(terms), _ENDING, roles, _unknown_ends(view, committee)),
    ]


def _unknown_ends(view: View, committee: Committee) -> str:
    n = len(committee.unknown_ends)
    return view.words.plural("{n} term with its end not known", "{n} terms with their end not known", n)


def _cards(view: View) -> b.Block:
    """The matrix, what is missing in it, the terms, each theme's leads beside its commitments, terms in time."""
    committee = committee_of(view)
    seats, themes, members = committee.seats, committee.leads, without_role(view, committee)
    return b.Grid(
        [
            _roles(view, committee).in_files,
            _seats(view, committee).in_files,
            *([_matrix(view, committee)] if seats or committee.outside else []),
            members if seats else members.in_files,
            *([ending(view, committee).on_screen] if seats else []),
            *([_themes_without_lead(view, committee)] if themes else []),
            without_lead(view, committee).in_files,
            *([leads(view, committee)] if themes else []),
            *([_timeline(view, committee)] if seats else []),
        ]
    )


# Who leads what.


def _matrix(view: View, committee: Committee) -> b.Table:
    """Members by themes, with leadership without a theme last; governments, civil society and those outside apart."""
    words, roles = view.words, [*committee.outside, *(role for seat in committee.seats for role in seat.roles)]
    themes = [theme for theme in (*committee.leads, "") if any(role.theme_id == theme for role in roles)]

    def of_seat(seat: Seat) -> list[b.Row]:
        chairs = [b.Chip(words(role.title), "role-co_chair") for role in seat.chairs]
        name: b.Text = [b.Styled(_name(view, seat), "line"), b.Styled(seat.organisation, "line organisation"), *chairs]
        by_theme = _by_theme(view, seat.roles, themes)
        return [[name, *by_theme, _count_of_roles(view, seat), b.Day(seat.span.end_date)]]

    outside: dict[str, list[Role]] = {}
    for role in committee.outside:
        outside.setdefault(holder(view, role), []).append(role)
    rows = [
        [name, *_by_theme(view, held, themes), b.Count(len(held)), b.Unknown(words("no seat"))]
        for name, held in sorted(outside.items(), key=lambda one: words.order(one[0]))
    ]
    groups = _by_side(view, committee.seats, of_seat)
    if rows:
        groups.append(b.Group(words("Outside the committee"), rows))
    named = [b.Column(view.names.of("theme", theme) or N_("Without a theme")) for theme in themes]
    priorities = [(view.names.of("priority", one), len(some)) for one, some in _by_priority(view, themes)]
    return b.Table(
        "who-leads",
        words("Who leads what?"),
        (c.MEMBER, *named, b.Column(N_("Roles"), c.ROLES_ON_RECORD.meaning, numeric=True), _TERM_ENDS),
        groups=groups,
        subtitle=_on_record(view),
        over=[("", 1), *priorities, ("", 2)],
        only=b.SCREEN,
        style="matrix",
        id=_MATRIX,
    )


def _on_record(view: View) -> str:
    return view.words(
        "A role is on record when it began by {date} and overlaps the current term; one that has ended says so.",
        date=view.asof,
    )


def _count_of_roles(view: View, seat: Seat) -> b.Text:
    return b.Count(len(seat.roles)) if seat.roles else b.Unknown(view.words("none on record"))


def _by_theme(view: View, roles: Iterable[Role], themes: list[str]) -> list[b.Text]:
    """A cell a theme with the roles in it, each as a word in a chip, and when it ended."""

    def chip(role: Role) -> b.Text:
        kind = c.role_chip(role.kind, view.words)
        ended = view.words("ended {date}", date=view.words.date(role.span.end_date))
        return kind if role.held else b.Styled([kind, " ", b.Styled(ended, "unknown")], "ended")

    held = [[chip(role) for role in roles if role.theme_id == theme] for theme in themes]
    return [b.Styled(cell, "line roles") if cell else "" for cell in held]


def _roles(view: View, committee: Committee) -> b.Table:
    """The matrix as a list: a row a role."""
    words, seated = view.words, [role for seat in _in_order(view, committee.seats) for role in seat.roles]
    rows = [
        [
            words.code("constituency", role.constituency),
            holder(view, role),
            view.names.of("theme", role.theme_id),
            words.code("role_kind", role.kind),
            words(role.title),
            *_days(role.span),
            c.yes_or_no(role.held, words),
            c.yes_or_no(has_seat, words),
        ]
        for some, has_seat in ((seated, True), (committee.outside, False))
        for role in some
    ]
    return b.Table("roles", words("Who leads what?"), _ROLE, rows, notes=[_on_record(view)], tab=words("Roles"))


def _days(span: leadership.Span) -> list[b.Text]:
    return [b.Day(span.start_date), b.Day(span.end_date)]


# Members and terms.


def _in_order(view: View, seats: Iterable[Seat]) -> list[Seat]:
    """Governments first, then civil society, each by the name the reader sees."""
    sides = view.snapshot.choices["constituency"]
    return sorted(seats, key=lambda seat: (sides.index(seat.constituency), view.words.order(_plain_name(view, seat))))


def _by_side(view: View, seats: Iterable[Seat], rows: Callable[[Seat], Iterable[b.Row]]) -> list[b.Group]:
    """The rows of each seat, under what its side is called."""
    sides = groupby(_in_order(view, seats), lambda seat: view.words.code("constituency", seat.constituency))
    return [b.Group(side, [row for seat in some for row in rows(seat)]) for side, some in sides]


def _plain_name(view: View, seat: Seat) -> str:
    return view.names.of("steering_member", seat.steering_member_id)


def _name(view: View, seat: Seat) -> b.Text:
    """A government leads to its page as a member."""
    name = _plain_name(view, seat)
    if seat.constituency == "government" and seat.country in view.snapshot.choices["member"]:
        return b.Link(name, view.href(f"members/{seat.country}"))
    return name


def _full_name(view: View, seat: Seat) -> b.Text:
    """The same, with the organisation where there is one."""
    return [_name(view, seat), _beside(seat)]


def who(view: View, seat: Seat) -> str:
    """The same in plain words."""
    return f"{_plain_name(view, seat)}{_beside(seat)}"


def _beside(seat: Seat) -> str:
    return f" ({seat.organisation})" if seat.organisation else ""


def holder(view: View, role: Role) -> str:
    """Who has a role: a government in the reader's language, anyone else as the source has the name."""
    return view.names.of("government", role.holder) if role.constituency == "government" else role.holder


def _member(view: View, seat: Seat) -> list[b.Text]:
    """The cells of _MEMBER."""
    side = view.words.code("constituency", seat.constituency)
    return [side, _full_name(view, seat), _name(view, seat), seat.organisation]


def _seats(view: View, committee: Committee) -> b.Table:
    """Every term in view."""
    title = view.words("The Steering Committee on {date}", date=view.asof)
    rows = [_term(view, committee, seat) for seat in _in_order(view, committee.seats)]
    return b.Table("terms", title, (*_MEMBER, *_TERM), rows, tab=view.words("Terms"))


def ending(view: View, committee: Committee) -> b.Table:
    """The terms that end soon, the first to end first, and the roles they hand over."""
    words = view.words
    unknown = words.listing([_plain_name(view, seat) for seat in committee.unknown_ends])
    return b.Table(
        "terms-ending",
        words(_TERMS_ENDING, days=ENDING_DAYS),
        (*_MEMBER, *_TERM),
        [_term(view, committee, seat) for seat in committee.ending],
        notes=[words("End of term not known: {names}.", names=unknown)] if unknown else [],
        empty=words("No term in view is known to end in this time."),
        tab=words("Terms"),
        span=6,
        id=_ENDING,
    )


def _term(view: View, committee: Committee, seat: Seat) -> b.Row:
    left, titles = seat.span.end - committee.asof.toordinal(), [view.words(role.title) for role in seat.held_roles]
    return [
        *_member(view, seat),
        *_days(seat.span),
        b.Count(left) if seat.span.end_date else b.Unknown(),
        b.Count(len(seat.roles)),
        b.Items(titles) if titles else b.Unknown(view.words("none on record")),
    ]


# What nobody is on record for.


def without_role(view: View, committee: Committee) -> b.Table:
    """Members without a role, as far as the sources tell: none on record, never a breach."""
    words = view.words
    return b.Table(
        "members-without-role",
        words("Members without a role on record"),
        _MEMBER,
        groups=_by_side(view, committee.without_role, lambda seat: [_member(view, seat)]),
        notes=[words(_INCOMPLETE)],
        empty=words("Every member in view has one.") if committee.seats else "",
        tab=words("Without a role"),
        span=6,
        id=_WITHOUT_ROLE,
    )


def without_lead(view: View, committee: Committee) -> b.Table:
    """Themes without a lead, as far as the sources tell; the co-chairs' priorities first."""
    words = view.words

    def row(theme: str, priority: str) -> b.Row:
        is_theirs = c.yes_or_no(_is_of_cochairs(view, priority), words)
        return [view.names.of("priority", priority), is_theirs, c.theme_link(view, theme)]

    return b.Table(
        "themes-without-lead",
        words("Themes without a lead on record"),
        (c.PRIORITY, c.PRIORITY_OF_THE_CO_CHAIRS, c.THEME),
        groups=_in_priorities(view, committee.themes_without_lead, row),
        notes=[words(c.LEADS_ON_RECORD.meaning), words(_INCOMPLETE)],
        tab=words("Without a lead"),
    )


def _themes_without_lead(view: View, committee: Committee) -> b.Card:
    """The same, the themes of a priority in a row."""
    table = without_lead(view, committee)
    pairs = [(group.heading, b.Names([theme for *_, theme in group.rows])) for group in table.groups]
    listed = b.Facts(pairs) if pairs else b.Paragraph(view.words("Every theme in view has one."))
    return b.Card(table.title, [listed, b.Paragraph(table.notes[0], "note")], id=_WITHOUT_LEAD)


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


# Themes and their leads.


def leads(view: View, committee: Committee) -> b.Table:
    """For each theme its leads beside how its commitments are doing."""
    words, selection = view.words, view.selection
    counts = dict(zip(selection.dimension("theme").values, selection.count("theme").tolist(), strict=True))

    def row(theme: str, _: str) -> b.Row:
        held, n, rate = committee.leads[theme], sum(counts[theme]), Rate.of(counts[theme])
        return [
            view.names.of("theme", theme),
            b.Items([holder(view, role) for role in held]) if held else b.Unknown(words("no lead on record")),
            b.Count(n, view.href("commitments", theme=(theme,)) if n else ""),
            b.Count(rate.assessed),
            b.Share(rate.completed, rate.assessed, with_n=True),
        ]

    return b.Table(
        "leads-by-theme",
        words("Each theme: its leads, and how its commitments are doing"),
        _LEADS,
        groups=_in_priorities(view, committee.leads, row),
        subtitle=words(c.SEVERAL_THEMES),
        tab=words("Themes"),
        style="theme-leads",
        id="leads-by-theme",
    )


def _led(view: View, committee: Committee) -> str:
    """How many themes somebody leads, as a clause."""
    n = len(committee.leads)
    led = n - len(committee.themes_without_lead)
    return view.words("{led} of {total} themes have a lead on record", led=led, total=n)


def in_short(view: View) -> tuple[str, str]:
    """How many themes somebody leads and how many members have a role, as clauses, whatever the filters leave."""
    whole = leadership.committee(view.snapshot, view.selection.asof)
    with_role = view.words(
        "{holding} of {total} Steering Committee members have a role on record",
        holding=len(whole.with_role),
        total=len(whole.seats),
    )
    return _led(view, whole), with_role


def _by_priority(view: View, themes: Iterable[str]) -> list[tuple[str, list[str]]]:
    priorities = view.snapshot.table("themes")["priority_id"]
    groups = groupby(themes, lambda theme: str(priorities[theme]) if theme else "")
    return [(priority, list(some)) for priority, some in groups]


def _in_priorities(view: View, themes: Iterable[str], row: Callable[[str, str], b.Row]) -> list[b.Group]:
    """A row a theme, under its priority."""
    return [
        b.Group(_priority_name(view, priority), [row(theme, priority) for theme in some])
        for priority, some in _by_priority(view, themes)
    ]


def _is_of_cochairs(view: View, priority: str) -> bool:
    return bool(view.snapshot.table("priorities").at[priority, "cochair_priority"])


def _priority_name(view: View, priority: str) -> str:
    """A priority by name; one of the co-chairs' says so."""
    name = view.names.of("priority", priority)
    return view.words("{name} · a priority of the co-chairs", name=name) if _is_of_cochairs(view, priority) else name


# Terms and roles in time.


def _timeline(view: View, committee: Committee) -> b.Table:
    """Every term in view with the roles on record for it."""
    words, axis, today = view.words, _axis(view, committee), committee.asof.toordinal()

    def row(name: b.Text, span: leadership.Span, kind: str) -> b.Row:
        start, end = span.start if span.start_date else None, span.end if span.end_date else None
        return [name, *_days(span), b.Span(start, end, axis.days, today, kind)]

    def in_time(seat: Seat) -> Iterator[b.Row]:
        yield row(_plain_name(view, seat), seat.span, "term")
        yield from (row(b.Styled(_titled(view, role), "part"), role.span, "role") for role in seat.roles)

    return b.Table(
        "terms-in-time",
        words("Terms and roles in time"),
        (c.TERM_OR_ROLE, c.FIRST_DAY, c.LAST_DAY, b.Column("", head=axis)),
        groups=_by_side(view, committee.seats, in_time),
        subtitle=words(
            "A line marks {date}. A bar that fades has a start or an end that is not known.", date=view.asof
        ),
        only=b.SCREEN,
        style="terms",
    )


def _axis(view: View, committee: Committee) -> b.Axis:
    """The whole years that hold every known day of terms and roles and the as-of day; every second one is written."""
    spans = [span for seat in committee.seats for span in (seat.span, *(role.span for role in seat.roles))]
    known = [span.start for span in spans if span.start_date] + [span.end for span in spans if span.end_date]
    days = [*known, committee.asof.toordinal()]
    first, last = (dt.date.fromordinal(day).year for day in (min(days), max(days)))
    ticks = [(dt.date(year, 1, 1).toordinal(), str(year)) for year in range(first, last + 1, _TICK_YEARS)]
    return b.Axis(view.words("In time"), (ticks[0][0], dt.date(last, 12, 31).toordinal()), ticks)


def _titled(view: View, role: Role) -> b.Text:
    """The kind of a role as a chip with its theme, or with its title where it has none."""
    return [c.role_chip(role.kind, view.words), " ", _theme_or_title(view, role)]


def _theme_or_title(view: View, role: Role) -> str:
    return view.names.of("theme", role.theme_id) or view.words(role.title)


# On the page of a member.


def of_member(view: View) -> Sequence[b.Block]:
    """The terms and roles of the member whose page it is, as far as they had begun; nothing where it never sat."""
    words, id_ = view.words, leadership.government(view.snapshot, view.item)
    spans, held = leadership.record(view.snapshot, view.selection.asof, id_)
    if not spans and not held:
        return []
    term, title = words("Term on the Steering Committee"), words("On the Steering Committee")
    terms = [[term, term, "", *_days(span)] for span in spans]
    roles = [
        [_titled(view, role), words.code("role_kind", role.kind), _theme_or_title(view, role), *_days(role.span)]
        for role in held
    ]
    table = b.Table("steering-committee", title, _OWN, [*terms, *roles], tab=words("Steering Committee"), span=0)
    none = [] if held else [b.Paragraph(words("No role on record by {date}.", date=view.asof))]
    everyone = b.Paragraph(b.Link(words("The whole Steering Committee"), view.href("leadership")))
    return [b.Card(title, [table, *none, everyone], style="leadership")]


# Slides.


def _seats_in_view(view: View, committee: Committee) -> str:
    """The filters that the committee follows, and how many seats they leave."""
    words, chosen, nothing = view.words, view.filters, view.chosen.cleared()
    own = replace(view, chosen=replace(nothing, region=chosen.region, theme=chosen.theme), scope=nothing)
    names = [words.code("constituency", value) for value in chosen.constituency]
    sides = [words.named(words.filter("constituency"), words.listing(names))] if names else []
    n = words.plural("n={n} seat", "n={n} seats", len(committee.seats))
    return " · ".join([*own.chosen_in_words(), *sides, n])


def _gaps(view: View) -> b.Answer:
    """Themes without a lead, the co-chairs' priorities first, and members without a role."""
    words, committee = view.words, committee_of(view)
    (_, themes), (_, members), _ = clauses(view, committee)
    text = words.sentence(words("; ").join([themes, members])) if committee.seats else headline(view, committee)
    points = b.Sentences(list(_points(view, committee)))
    return b.Answer(text, _seats_in_view(view, committee), points, words(_INCOMPLETE))


def _points(view: View, committee: Committee) -> Iterator[str]:
    """A point for each priority of the co-chairs, one for the others, only counted; then governments, civil society."""
    words, others = view.words, []
    for priority, themes in _by_priority(view, committee.themes_without_lead):
        if _is_of_cochairs(view, priority):
            name, names = _priority_name(view, priority), _first_of(view, "theme", themes)
            yield words("No lead on record in {priority}: {themes}", priority=name, themes=names)
        else:
            others.append(words.named(view.names.of("priority", priority), words.number(len(themes))))
    if others:
        yield words("Themes without a lead on record in other priorities: {counts}", counts=" · ".join(others))
    for group in _by_side(view, committee.without_role, lambda seat: [[seat.steering_member_id]]):
        names = _first_of(view, "steering_member", [str(id_) for [id_] in group.rows])
        yield words("No role on record, {constituency}: {names}", constituency=group.heading, names=names)


def _first_of(view: View, kind: str, values: Sequence[str]) -> str:
    """Names in a row; of many the first, and how many more there are."""
    names, more = [view.names.of(kind, value) for value in values[:_MOST_NAMES]], len(values) - _MOST_NAMES
    rest = [view.words.plural("{n} more", "{n} more", more)] if more > 0 else []
    return view.words.listing([*names, *rest])


def _roles_per_member(view: View) -> b.Answer:
    """Members by how many roles are on record for their term, the most first."""
    committee = committee_of(view)
    seats = sorted(committee.seats, key=lambda seat: (-len(seat.roles), view.words.order(_plain_name(view, seat))))
    rows = [[_full_name(view, seat), _count_of_roles(view, seat), b.Day(seat.span.end_date)] for seat in seats]
    text = headline(view, committee)
    table = b.Table("roles-per-member", text, (c.MEMBER, c.ROLES_ON_RECORD, _TERM_ENDS), rows)
    return b.Answer(text, _seats_in_view(view, committee), table, view.words(_INCOMPLETE) if rows else "")


def _terms_ending(view: View) -> b.Answer:
    """Terms that end soon, the first to end first, and the roles they hand over."""
    words, committee = view.words, committee_of(view)
    table, (*_, (n, clause)) = ending(view, committee), clauses(view, committee)
    note = words.sentence(_unknown_ends(view, committee)) if committee.unknown_ends else ""
    text = words.sentence(clause) if n else str(table.empty)
    return b.Answer(text, _seats_in_view(view, committee), table, note)


def _leads_and_delivery(view: View) -> b.Answer:
    """Each theme's leads beside how its commitments are doing: those with a lead first, then as on the page."""
    committee = committee_of(view)
    table = leads(view, committee)
    rows = sorted(table.read(), key=lambda row: isinstance(row[1], b.Unknown))
    by_lead = replace(table, groups=(), rows=rows)
    return b.Answer(view.words.sentence(_led(view, committee)), view.rests_on(), by_lead, view.words(c.SEVERAL_THEMES))


TOPICS = {
    "leadership-gaps": b.Topic(N_("Where is a lead missing, and who has no role on record?"), "leadership", _gaps),
    "roles-per-member": b.Topic(N_("Who has how many roles on record?"), "leadership", _roles_per_member),
    "terms-ending": b.Topic(N_("Whose term ends soon, and what is handed over?"), "leadership", _terms_ending),
    "leads-and-delivery": b.Topic(N_("Who leads each theme, and how is it doing?"), "leadership", _leads_and_delivery),
}
SLIDES = tuple(TOPICS)
"""What the page has to present."""
