"""Leadership: who leads what, which policy areas and themes nobody leads, whose term ends?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import committee as of
from dashboard.pages import leads
from dashboard.queries.leadership import ENDED, ENDING_DAYS, Area, Committee, Role, Seat
from dashboard.queries.leadership import committee as committee_on
from dashboard.signin import access
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE, DESK, HAND_OVER = N_("Leadership"), N_("Leadership desk"), N_("Hand over")

SLIDES = ("leadership-gaps", "roles-per-member", "terms-ending", "leads-and-delivery")
"""What the page has to present."""
_MOST_NAMES = 8  # in one point of a slide
_MATRIX = "who-leads"
"""The place on this page that its figures lead to."""
_TERM_ENDS = b.Column(N_("Term ends"), c.LAST_DAY.meaning, numeric=True)


def blocks(_: View) -> Sequence[b.Block]:
    """Headline and figures, the page's own filter, then the matrix and what follows from it."""
    filtered = b.Control("constituency"), b.Part("leadership-rows", _cards)
    return [b.Section([b.Part("leadership", header), *filtered], "leadership")]


def header(view: View) -> b.Header:
    """The headline sentence and the figures."""
    committee = of.committee_of(view)
    figures = _figures(view, committee) if committee.seats else ()
    lede: b.Text = _lede(view, committee)
    if access.offers(access.LOAD):
        desk, hand_over = (
            b.Link(view.words(DESK), view.href("desk")),
            b.Link(view.words(HAND_OVER), view.href("hand-over")),
        )
        lede = [lede, " · ", desk, " · ", hand_over]
    return b.Header(headline(view, committee), lede, figures, [view.present_link(SLIDES)])


def headline(view: View, committee: Committee) -> str:
    """The answer in one sentence: who leads the policy areas, and who holds no role now."""
    words, seats, n = view.words, len(committee.seats), len(committee.without_now)
    if not seats:
        return _nobody_sits(view)
    if view.filters.theme:
        return words.plural(
            "{n} of {seats} Steering Committee members has a role on record in the themes chosen.",
            "{n} of {seats} Steering Committee members have a role on record in the themes chosen.",
            len(committee.with_role),
            seats=seats,
        )
    without = words.plural(
        "{n} of {seats} Steering Committee members holds no role now that we know of",
        "{n} of {seats} Steering Committee members hold no role now that we know of",
        n,
        seats=seats,
    )
    led = [leads.led_areas(view, committee)] if committee.areas else []
    return words.sentence(words("; ").join([*led, without]))


def in_short(view: View) -> tuple[str, str]:
    """How many themes somebody leads and how many members have a role, as clauses, whatever the filters leave."""
    whole = committee_on(view.snapshot, view.selection.asof)
    with_role = view.words(
        "{holding} of {total} Steering Committee members have a role on record",
        holding=len(whole.with_role),
        total=len(whole.seats),
    )
    return leads.led(view, whole), with_role


def _lede(view: View, committee: Committee) -> str:
    words, n, total = view.words, len(committee.seats), len(committee.seated)
    clauses = [
        words("As of {date}", date=view.asof),
        words("the co-chairs' aim: every member takes at least one role during its term"),
        words(leads.NOT_A_BREACH),
    ]
    if n < total:
        clauses.append(words("{n} of {total} seats in view", n=n, total=total))
    if n := committee.unplaced:
        clauses.append(words.plural("{n} seat of unknown region left out", "{n} seats of unknown region left out", n))
    return " · ".join(clauses)


def _figures(view: View, committee: Committee) -> list[b.Figure]:
    """Policy areas with a lead, members with a role now, themes without a lead, terms that end: each with its place."""
    words, plural, themes, terms = view.words, view.words.plural, committee.themes_without_lead, committee.ending

    def here(text: str, n: int, place: str) -> b.Text:
        return b.Link(text, f"#{place}", "here") if n else text

    def figure(name: str, n: int, place: str, *notes: b.Text) -> b.Figure:
        return b.Figure(name, here(words.number(n), n, place), b.Names(notes))

    unsure, n = len(committee.perhaps_holding), len(committee.without_now)
    end_not_known = plural("{n} held? end not known", "{n} held? end not known", unsure)
    without = here(plural("{n} none that we know of", "{n} none that we know of", n), n, of.WITHOUT_ROLE)
    in_term = plural("{n} none on record during the term", "{n} none on record during the term",
                     len(committee.without_role))  # fmt: skip
    of_cochairs = sum(
        len(some) for priority, some in leads.by_priority(view, themes) if leads.is_of_cochairs(view, priority)
    )
    n = sum(len(seat.held_roles) for seat in terms)
    ending_soon = words(of.TERMS_ENDING, days=ENDING_DAYS)
    return [
        _areas_or_seats(view, committee, figure),
        figure(words("Members with a role now"), len(committee.holding), _MATRIX, end_not_known, without, in_term),
        figure(
            *(words("Themes without a lead"), len(themes), leads.WITHOUT_LEAD),
            words("of {whole}", whole=len(committee.leads)),
            plural("{n} in the co-chairs' priorities", "{n} in the co-chairs' priorities", of_cochairs),
        ),
        figure(
            *(ending_soon, len(terms), of.ENDING),
            plural("{n} role to hand over", "{n} roles to hand over", n),
            of.unknown_ends(view, committee),
        ),
    ]


def _areas_or_seats(view: View, committee: Committee, figure: Callable[..., b.Figure]) -> b.Figure:
    """How many policy areas have a lead; without policy areas in the data, how many seats there are."""
    words, plural = view.words, view.words.plural
    governments, civil_society = (len(committee.of(side)) for side in view.snapshot.choices["constituency"])
    of_governments = plural("{n} government", "{n} governments", governments)
    of_civil_society = plural("{n} of civil society", "{n} of civil society", civil_society)
    if not committee.areas:
        return figure(words("Seats"), len(committee.seats), _MATRIX, of_governments, of_civil_society)
    n = len(committee.areas) - len(committee.areas_without_lead)
    partly = sum(bool(area.of_a_theme) for area in committee.areas_without_lead)
    some = plural("{n} more by a theme of it alone", "{n} more by a theme of them alone", partly)
    whole = words("of {whole}", whole=len(committee.areas))
    return figure(words("Policy areas with a lead"), n, leads.INSIDE, whole, *([some] if partly else []))


def _cards(view: View) -> b.Block:
    """The matrix, what is missing in it, the terms, the themes inside the areas, load, hand-overs, terms in time."""
    committee = of.committee_of(view)
    seats = bool(committee.seats)
    without = of.without_now(view, committee)
    return b.Grid(
        [
            of.roles(view, committee).in_files,
            of.terms(view, committee).in_files,
            leads.leads(view, committee),
            *([_matrix(view, committee)] if seats or committee.outside else []),
            *([leads.gaps(view, committee)] if committee.leads else []),
            leads.without_lead(view, committee).in_files,
            without if seats else without.in_files,
            of.without_role(view, committee).in_files,
            *b.folded([leads.inside(view, committee)] if committee.leads else []),
            *([replace(of.ending(view, committee), as_cards=False).on_screen] if seats else []),
            *b.folded([_on_demand(view, committee)] if seats else []),
        ]
    )


def _on_demand(view: View, committee: Committee) -> b.Card:
    """Who held each role before, how many roles each has, and all of it in time, which open when asked for."""
    words, passed, load = view.words, of.posts(view, committee), of.load(view, committee)
    in_time = of.timeline(view, committee)
    how = words("A line marks {date}. A bar that fades has a start or an end that is not known.", date=view.asof)
    return b.Card(
        words("Hand-overs, roles per member, terms in time"),
        [
            b.Disclosure(passed.title, [passed, *(b.Paragraph(note, "note") for note in passed.notes)]),
            b.Disclosure(load.title, [load]),
            b.Disclosure(in_time.title, [b.Paragraph(how, "note"), in_time]),
        ],
        span=6,
        style="on-demand",
        id=of.POSTS,
    )


# Who leads what.


def _matrix(view: View, committee: Committee) -> b.Table:
    """Members by policy areas, with what is in none last; governments, civil society and those outside apart."""
    words, areas = view.words, committee.areas
    groups = [
        b.Group([group.heading, " · ", words.plural("{n} seat", "{n} seats", len(group.rows))], group.rows)
        for group in of.by_side(view, committee.seats, lambda seat: [_of_seat(view, areas, seat)])
    ]
    if outside := _outside(view, committee):
        groups.append(b.Group(words("Outside the committee"), outside))
    named = [b.Column(view.names.of("area", area.id)) for area in areas]
    other = b.Column(N_("Other roles") if areas else N_("Role"))
    unsure = words("A question mark and a dashed line: the end of the role is not known, nor whether it is still held.")
    return b.Table(
        "who-leads",
        words("Who leads what?"),
        (c.MEMBER, *named, other, b.Column(N_("Roles"), c.ROLES_ON_RECORD.meaning, numeric=True), _TERM_ENDS),
        groups=groups,
        foot=[_foot(view, committee)] if areas else [],
        subtitle=f"{of.on_record(view)} {unsure}",
        only=b.SCREEN,
        style="matrix",
        id=_MATRIX,
        as_cards=False,
    )


def _of_seat(view: View, areas: Sequence[Area], seat: Seat) -> b.Row:
    name: b.Text = [
        b.Styled([of.name(view, seat), *leads.change_seat(view, seat)], "line"),
        *([b.Styled(seat.organisation, "line organisation")] if seat.organisation else []),
    ]
    return [name, *_by_area(view, seat.roles, areas), of.count_of_roles(view, seat), of.term_ends(view, seat)]


def _outside(view: View, committee: Committee) -> list[b.Row]:
    """Those who hold a role on the day and have no seat."""
    holders: dict[str, list[Role]] = {}
    for role in committee.outside:
        holders.setdefault(leads.holder(view, role), []).append(role)
    return [
        [name, *_by_area(view, held, committee.areas), b.Count(len(held)), b.Unknown(view.words("no seat"))]
        for name, held in sorted(holders.items(), key=lambda one: view.words.order(one[0]))
    ]


def _by_area(view: View, roles: Iterable[Role], areas: Sequence[Area]) -> list[b.Text]:
    """A cell a policy area with the roles in it, then one with the roles that are in none."""
    cells: dict[str, list[Role]] = {place: [] for place in [*(area.id for area in areas), ""]}
    for role in roles:
        named = [area.id for area in areas if area.id == role.policy_area_id]
        within = [area.id for area in areas if role.theme_id and role.theme_id in area.themes]
        for place in named or within or [""]:
            cells[place].append(role)
    return [_cell(view, some, place) for place, some in cells.items()]


def _cell(view: View, roles: Sequence[Role], place: str) -> b.Text:
    """Roles held on the day, or perhaps; those that have ended during the term are behind how many there are."""
    now = [_in_cell(view, role, place) for role in roles if role.standing != ENDED]
    past = [_in_cell(view, role, place) for role in roles if role.standing == ENDED]
    n = view.words.plural("{n} ended", "{n} ended", len(past))
    shown = [*now, *([b.Fold(n, b.Items(past))] if past else [])]
    return b.Styled(shown, "line roles") if shown else ""


def _in_cell(view: View, role: Role, place: str) -> b.Text:
    """The kind of a role; under it the theme that it is of, where that is not the whole of the column."""
    if place and role.policy_area_id == place:
        return leads.chip(view, role)
    return b.Styled([leads.chip(view, role), b.Styled(leads.theme_or_title(view, role), "line of-a-theme")], "line")


def _foot(view: View, committee: Committee) -> b.Row:
    """How many lead each policy area, whatever seats are in view; those who lead but a theme of it apart."""
    words = view.words

    def cell(area: Area) -> b.Text:
        n = len(area.of_a_theme)
        partly = words.plural("{n} of a theme of it", "{n} of themes of it", n)
        first: b.Text = b.Count(len(area.leads)) if area.leads else b.Styled(words("nobody"), "nobody")
        return [b.Styled(first, "line"), *([b.Styled(partly, "line of-a-theme")] if n else [])]

    return [words("Leads on record, wherever they sit"), *(cell(area) for area in committee.areas), "", "", ""]


def _nobody_sits(view: View) -> str:
    return view.words("No Steering Committee members under these filters on {date}.", date=view.asof)


def _gaps(view: View) -> b.Answer:
    """Policy areas and themes without a lead, the co-chairs' priorities first, and members without a role."""
    words, committee = view.words, of.committee_of(view)
    (_, themes), (_, members), _ = of.clauses(view, committee)
    text = words.sentence(words("; ").join([themes, members])) if committee.seats else _nobody_sits(view)
    points = b.Sentences(list(_points(view)))
    return b.Answer(text, of.seats_in_view(view), points, words(c.INCOMPLETE))


def _points(view: View) -> Iterator[str]:
    """Policy areas, a point for each priority of the co-chairs, the others only counted; members without a role."""
    words, committee, others = view.words, of.committee_of(view), []
    if unled := [area.id for area in committee.areas_without_lead]:
        yield words("Policy areas without a lead on record: {areas}", areas=_first_of(view, "area", unled))
    for priority, themes in leads.by_priority(view, committee.themes_without_lead):
        if leads.is_of_cochairs(view, priority):
            name, names = leads.priority_name(view, priority), _first_of(view, "theme", themes)
            yield words("No lead on record in {priority}: {themes}", priority=name, themes=names)
        else:
            others.append(words.named(view.names.of("priority", priority), words.number(len(themes))))
    if others:
        yield words("Themes without a lead on record in other priorities: {counts}", counts=" · ".join(others))
    for group in of.by_side(view, committee.without_role, lambda seat: [[seat.steering_member_id]]):
        names = _first_of(view, "steering_member", [str(id_) for [id_] in group.rows])
        yield words("No role on record, {constituency}: {names}", constituency=group.heading, names=names)


def _first_of(view: View, kind: str, values: Sequence[str]) -> str:
    """Names in a row; of many the first, and how many more there are."""
    names, more = [view.names.of(kind, value) for value in values[:_MOST_NAMES]], len(values) - _MOST_NAMES
    rest = [view.words.plural("{n} more", "{n} more", more)] if more > 0 else []
    return view.words.listing([*names, *rest])


def _roles_per_member(view: View) -> b.Answer:
    """Members by how many roles are on record for their term, the most first."""
    words, committee = view.words, of.committee_of(view)
    seats = sorted(committee.seats, key=lambda seat: (-len(seat.roles), words.order(of.plain_name(view, seat))))
    rows = [[of.full_name(view, seat), of.count_of_roles(view, seat), b.Day(seat.span.end_date)] for seat in seats]
    text = words.plural(
        "{n} of {seats} Steering Committee members has a role on record; {without} have none on record.",
        "{n} of {seats} Steering Committee members have a role on record; {without} have none on record.",
        len(committee.with_role),
        seats=len(seats),
        without=len(committee.without_role),
    )
    if view.filters.theme:
        text = words.plural(
            "{n} of {seats} Steering Committee members has a role on record in the themes chosen.",
            "{n} of {seats} Steering Committee members have a role on record in the themes chosen.",
            len(committee.with_role),
            seats=len(seats),
        )
    text = text if rows else _nobody_sits(view)
    table = b.Table("roles-per-member", text, (c.MEMBER, c.ROLES_ON_RECORD, _TERM_ENDS), rows)
    return b.Answer(text, of.seats_in_view(view), table, words(c.INCOMPLETE) if rows else "")


def _terms_ending(view: View) -> b.Answer:
    """Terms that end soon, the first to end first, and the roles they hand over."""
    words, committee = view.words, of.committee_of(view)
    table, (*_, (n, clause)) = of.ending(view, committee), of.clauses(view, committee)
    note = words.sentence(of.unknown_ends(view, committee)) if committee.unknown_ends else ""
    text = words.sentence(clause) if n else str(table.empty)
    return b.Answer(text, of.seats_in_view(view), table, note)


TOPICS = {
    "leadership-gaps": b.Topic(N_("Where is a lead missing, and who has no role on record?"), "leadership", _gaps),
    "roles-per-member": b.Topic(N_("Who has how many roles on record?"), "leadership", _roles_per_member),
    "terms-ending": b.Topic(N_("Whose term ends soon, and what is handed over?"), "leadership", _terms_ending),
}
