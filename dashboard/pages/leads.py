"""Roles, how one is said, and what they lead: each policy area and theme, and what nobody leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, repeat

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import hand_over
from dashboard.queries import leadership
from dashboard.queries.leadership import END_UNKNOWN, ENDED, HELD, Area, Committee, Lead, Role, Seat, Span
from dashboard.view import columns as c
from dashboard.view.view import View

END_NOT_KNOWN = N_("held? end not known")
STANDINGS = {HELD: N_("Yes"), END_UNKNOWN: END_NOT_KNOWN, ENDED: N_("No")}
"""Whether a role is held on the day, by how it stands."""
INSIDE, WITHOUT_LEAD = "inside-the-areas", "without-lead"
"""Places on the page that its figures lead to."""
NOBODY = N_("nobody on record")
OWN_READING = N_(
    "The policy areas are those OGP has today, which it did not have in these years; which theme is in which of them "
    "is our own reading of OGP's tags."
)
NOT_A_BREACH = N_("none on record means not found in the sources, never a breach")
_NO_AREA = N_("In no policy area")
_THEMES = (c.THEME, c.LED_BY, c.LED_THROUGH)
_LEADS = (
    *(c.POLICY_AREA, c.THEME, c.HOLDER, c.KIND_OF_ROLE, c.LED_THROUGH),
    *(c.FIRST_DAY, c.LAST_DAY, c.HELD_ON_THE_DAY, c.HOW_SURE, c.LAST_CONFIRMED, c.SOURCES),
)


# A role.


def holder(view: View, role: Role) -> str:
    """Who has a role: a government in the reader's language, anyone else as the source has the name."""
    return view.names.of("government", role.holder) if role.constituency == "government" else role.holder


def theme_or_title(view: View, role: Role) -> str:
    """What a role is of: its theme, else its policy area, else its title."""
    area = view.names.of("area", role.policy_area_id)
    return view.names.of("theme", role.theme_id) or area or view.words(role.title)


def titled(view: View, role: Role) -> b.Text:
    """The kind of a role as a chip with its theme, or with its title where it has none."""
    return [c.role_chip(role.kind, view.words), " ", theme_or_title(view, role)]


def chip(view: View, role: Role) -> b.Text:
    """The kind of a role in a cell, with a question mark where its end is not known, and when it ended where it has."""
    words, kind = view.words, c.role_chip(role.kind, view.words)
    if role.standing == ENDED:
        ended = words("ended {date}", date=words.date(role.span.end_date))
        return b.Styled([kind, " ", b.Styled(ended, "unknown")], "ended")
    asked = b.Chip(words("{role}?", role=kind.text), f"{kind.kind} perhaps")
    shown = kind if role.standing == HELD else asked
    return [hand_over.linked(view, role.id, _called(view, role), shown)]


def change(view: View, role: Role) -> list[b.Text]:
    """The way to what can be done with a role, for editors."""
    return hand_over.way(view, role.id, _called(view, role))


def _called(view: View, role: Role) -> str:
    return view.words.named(holder(view, role), theme_or_title(view, role))


def change_seat(view: View, seat: Seat) -> list[b.Text]:
    """The same with a seat."""
    return hand_over.way_of_seat(view, seat.steering_member_id, seat.span.start_date)


def days(span: Span) -> list[b.Text]:
    """The first and the last day."""
    return [b.Day(span.start_date), b.Day(span.end_date)]


def until(view: View, role: Role) -> b.Text:
    """Until when a role is held: its last day, or that this is not known; and when it was last confirmed."""
    words = view.words
    end: b.Text = b.Unknown(words(END_NOT_KNOWN))
    if role.standing != END_UNKNOWN:
        end = words("until {date}", date=words.date(role.span.end_date))
    return [end, *confirmed(view, role), *c.doubt(role.confidence, words)]


def confirmed(view: View, one: Role | Seat) -> list[b.Text]:
    """When a source last showed what has no known end; nothing where there is one, or no source says."""
    if one.span.end_date or not one.last_confirmed:
        return []
    date = view.words.date(one.last_confirmed)
    return [" · ", view.words("last confirmed {date}", date=date)]


def standing(view: View, role: Role) -> str:
    """Whether it is held on the day."""
    return view.words(STANDINGS[role.standing])


def cells(view: View, role: Role) -> list[b.Text]:
    """In files: first and last day, whether it is held on the day, how sure that is, when last confirmed, and where."""
    words = view.words
    sure = words.code("confidence", role.confidence)
    return [*days(role.span), standing(view, role), sure, b.Day(role.last_confirmed), c.sources(role.source, words)]


def found_in(view: View, one: Role | Seat) -> b.Text:
    """Where it was found."""
    return c.sources(one.source, view.words)


def unsure(view: View, one: Role | Seat) -> list[b.Text]:
    """How sure it is, where that is less than sure."""
    return [*c.doubt(one.confidence, view.words)]


# Who leads what.


def area_name(view: View, area: str) -> str:
    """A policy area by name; of the themes in none, that they are in none."""
    return view.names.of("area", area) if area else view.words(_NO_AREA)


def place(area: Area) -> str:
    """Where a policy area stands on the page of themes."""
    return f"in-{area.id or 'no-area'}"


def by_area(committee: Committee) -> list[Area]:
    """The policy areas in view with their themes, then the themes that are in none."""
    rest = [Area("", committee.without_area, (), ())] if committee.without_area else []
    return [*committee.areas, *rest]


def led_through(view: View, lead: Lead) -> str:
    """Whether a lead's role names the theme, or an area of it."""
    if not lead.area:
        return view.words("the theme itself")
    return view.words("the area {area}", area=view.names.of("area", lead.area))


def nobody(view: View) -> b.Unknown:
    """That no lead is on record."""
    return b.Unknown(view.words(NOBODY))


def n_leads(view: View, roles: Sequence[Role]) -> str:
    """How many lead, or that nobody is on record."""
    return view.words.plural("{n} lead", "{n} leads", len(roles)) if roles else view.words(NOBODY)


def holders(view: View, roles: Iterable[Role]) -> list[str]:
    """Who has some roles, by name."""
    return [holder(view, role) for role in roles]


def lead_names(view: View, leads: Sequence[Lead]) -> b.Text:
    """Who leads a theme by name, those who do through an area together."""
    words, through = view.words, holders(view, [lead.role for lead in leads if lead.area])
    lines: list[b.Text] = [*holders(view, [lead.role for lead in leads if not lead.area])]
    if through:
        lines.append(words("through the area: {names}", names=words.listing(through)))
    return b.Items(lines) if lines else nobody(view)


# Inside the areas.


def inside(view: View, committee: Committee) -> b.Card:
    """Each policy area with those who lead it and its themes, which open when asked for."""
    words = view.words
    return b.Card(
        words("Inside the policy areas: who leads each theme?"),
        [_opened(view, committee, area) for area in by_area(committee)],
        words(OWN_READING) if committee.areas else "",
        style="areas",
        id=INSIDE,
    )


def _opened(view: View, committee: Committee, area: Area) -> b.Disclosure:
    words, n = view.words, len(area.themes)
    themes = words.plural("{n} theme", "{n} themes", n)
    summary = " · ".join([area_name(view, area.id), *([n_leads(view, area.leads)] if area.id else []), themes])
    table = b.Table(
        f"leads-{place(area)}",
        area_name(view, area.id),
        _THEMES,
        [_theme(view, theme, committee.leads[theme]) for theme in area.themes],
        empty=words("No theme is in this area."),
        only=b.SCREEN,
        span=0,
    )
    leads: list[b.Block] = (
        [b.Items([_lead(view, role) for role in area.leads], style="area-leads")] if area.leads else []
    )
    return b.Disclosure(summary, [*leads, table])


def _lead(view: View, role: Role) -> b.Text:
    return [b.Styled(holder(view, role), "strong"), " · ", until(view, role), " · ", found_in(view, role)]


def _theme(view: View, theme: str, leads: Sequence[Lead]) -> b.Row:
    words, through = view.words, sum(bool(lead.area) for lead in leads)
    lines = [_lead(view, lead.role) for lead in leads if not lead.area]
    if through:
        lines.append(words.plural("{n} lead of the area", "{n} leads of the area", through))
    how = dict.fromkeys(led_through(view, lead) for lead in leads)
    return [c.theme_link(view, theme), b.Items(lines) if lines else nobody(view), b.Names(list(how)) if how else ""]


def leads(view: View, committee: Committee) -> b.Table:
    """For files: each policy area and each theme with every lead it has, a row each; a row without a name has none."""
    words = view.words

    def rows() -> Iterator[b.Row]:
        for area in committee.areas:
            for lead in [*map(Lead, area.leads)] or (None,):
                yield _row(view, view.names.of("area", area.id), "", lead, words("the area itself"))
        for theme, some in committee.leads.items():
            areas = b.Names([view.names.of("area", area.id) for area in committee.areas if theme in area.themes])
            for one in some or (None,):
                yield _row(view, areas, view.names.of("theme", theme), one, led_through(view, one) if one else "")

    return b.Table(
        "leads",
        words("Who leads each policy area and each theme, and through what?"),
        _LEADS,
        b.Later(rows),
        notes=[words(OWN_READING), words(c.INCOMPLETE)],
        tab=words("Leads"),
    ).in_files


def _row(view: View, area: b.Text, theme: str, lead: Lead | None, through: str) -> b.Row:
    if lead is None:
        return [area, theme, nobody(view), *[""] * (len(_LEADS) - 3)]
    role = lead.role
    return [area, theme, holder(view, role), view.words.code("role_kind", role.kind), through, *cells(view, role)]


def on_the_day(view: View, theme: str) -> Sequence[Lead]:
    """Who leads a theme, whatever the filters leave."""
    return leadership.committee(view.snapshot, view.selection.asof).leads[theme]


def who_leads(view: View, theme: str) -> tuple[list[str], list[str]]:
    """Who leads a theme by a role that names it, and who through an area of it."""
    some = on_the_day(view, theme)
    return (
        holders(view, [lead.role for lead in some if not lead.area]),
        holders(view, [lead.role for lead in some if lead.area]),
    )


def areas_of(view: View, theme: str) -> list[str]:
    """The policy areas that a theme is in, by name."""
    return [view.names.of("area", area) for area in leadership.areas_by_theme(view.snapshot)[theme]]


def known_from(view: View, theme: str) -> str:
    """From which plans on the sources know a theme; empty where they always did (rule 13)."""
    year = view.snapshot.table("themes").at[theme, "known_from"]
    return view.words("known in plans from {year}", year=str(int(year))) if year else ""


def of_theme(view: View) -> b.Table:
    """Who leads the theme of the page: every lead with what it is through, its days, how sure it is and its source."""
    words, some = view.words, on_the_day(view, view.item)

    def row(lead: Lead) -> b.Row:
        role = lead.role
        return [
            holder(view, role),
            words.code("role_kind", role.kind),
            led_through(view, lead),
            b.Day(role.span.start_date),
            until(view, role),
            found_in(view, role),
        ]

    return b.Table(
        "theme-leads",
        words("Who leads it, and through what?"),
        (c.HOLDER, c.KIND_OF_ROLE, c.LED_THROUGH, c.FIRST_DAY, c.LAST_DAY, c.SOURCES),
        [row(lead) for lead in some],
        notes=[words(c.INCOMPLETE)],
        empty=words("Nobody is on record as leading this theme on {date}.", date=view.asof),
        tab=words("Leads"),
        id="theme-leads",
    )


# What nobody leads.


def gaps(view: View, committee: Committee) -> b.Card:
    """The policy areas, then the themes that nobody leads, those of a priority in a row."""
    words = view.words
    areas = [
        b.Link(view.names.of("area", area.id), f"{view.href('themes')}#{place(area)}")
        for area in committee.areas_without_lead
    ]
    table = without_lead(view, committee)
    pairs: list[tuple[b.Text, b.Text]] = [(words("Policy areas"), b.Names(areas))] if areas else []
    pairs += [(group.heading, b.Names([row[_THEME_OF_GAP] for row in group.rows])) for group in table.groups]
    listed = b.Facts(pairs) if pairs else b.Paragraph(words("Every theme in view has one."))
    notes = [b.Paragraph(note, "note") for note in table.notes]
    return b.Card(words("Policy areas and themes without a lead"), [listed, *notes], span=6, id=WITHOUT_LEAD)


_GAPS = (c.PRIORITY, c.PRIORITY_OF_THE_CO_CHAIRS, c.THEME, c.POLICY_AREA)
_THEME_OF_GAP = _GAPS.index(c.THEME)


def without_lead(view: View, committee: Committee) -> b.Table:
    """Themes without a lead, as far as the sources tell; the co-chairs' priorities first."""
    words = view.words

    def row(theme: str, priority: str) -> b.Row:
        theirs = c.yes_or_no(is_of_cochairs(view, priority), words)
        areas = [view.names.of("area", area.id) for area in committee.areas if theme in area.themes]
        return [view.names.of("priority", priority), theirs, c.theme_link(view, theme), b.Names(areas)]

    return b.Table(
        "themes-without-lead",
        words("Themes without a lead on record"),
        _GAPS,
        groups=in_priorities(view, committee.themes_without_lead, row),
        notes=[words(c.LEADS_ON_RECORD.meaning), words(c.INCOMPLETE)],
        tab=words("Without a lead"),
    )


def by_priority(view: View, themes: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Themes by their priority, in their order."""
    priorities = view.snapshot.table("themes")["priority_id"]
    return [(priority, list(some)) for priority, some in groupby(themes, lambda theme: str(priorities[theme]))]


def in_priorities(view: View, themes: Iterable[str], row: Callable[[str, str], b.Row]) -> list[b.Group]:
    """A row a theme, under its priority."""
    return [
        b.Group(priority_name(view, priority), b.Later(partial(map, row, some, repeat(priority))))
        for priority, some in by_priority(view, themes)
    ]


def is_of_cochairs(view: View, priority: str) -> bool:
    """It is one of the co-chairs' priorities."""
    return bool(view.snapshot.table("priorities").at[priority, "cochair_priority"])


def priority_name(view: View, priority: str) -> str:
    """A priority by name; one of the co-chairs' says so."""
    name = view.names.of("priority", priority)
    return view.words("{name} · a priority of the co-chairs", name=name) if is_of_cochairs(view, priority) else name


def led(view: View, committee: Committee) -> str:
    """How many themes somebody leads, as a clause."""
    n = len(committee.leads)
    return view.words(
        "{led} of {total} themes have a lead on record", led=n - len(committee.themes_without_lead), total=n
    )


def led_areas(view: View, committee: Committee) -> str:
    """How many policy areas somebody leads, as a clause."""
    n = len(committee.areas)
    led_ones = n - len(committee.areas_without_lead)
    return view.words("{led} of {total} policy areas have a lead on record", led=led_ones, total=n)
