"""The tables of the Leadership page: who leads what, terms, what nobody is on record for, themes with their leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.charts.registry import answer
from dashboard.data.snapshot import NEVER
from dashboard.exports.xlsx import Day, Share, Value
from dashboard.language.vocabulary import CONSTITUENCIES, ROLE_KINDS
from dashboard.language.words import N_
from dashboard.pages.leadership_rows import is_priority, priority_of
from dashboard.pages.leadership_terms import holder, in_order
from dashboard.queries.leadership import Committee, Role, Seat, committee
from dashboard.takeaway.tables import Table
from dashboard.view.view import View

_ROLES = (
    *(N_("Constituency"), N_("Holder"), N_("Theme"), N_("Kind of role"), N_("Role")),
    *(N_("First day"), N_("Last day"), N_("Held on the day"), N_("Seat on the committee")),
)
_SEATS = (
    *(N_("Constituency"), N_("Member"), N_("Organisation"), N_("First day"), N_("Last day")),
    *(N_("Days left"), N_("Roles on record"), N_("Roles to hand over")),
)
_WITHOUT_ROLE = (N_("Constituency"), N_("Member"), N_("Organisation"))
_WITHOUT_LEAD = (N_("Priority"), N_("Priority of the co-chairs"), N_("Theme"))
_LEADS = (N_("Theme"), N_("Leads on record"), N_("Commitments"), N_("Assessed"), N_("Completion rate"))


def tables(view: View) -> Iterator[Table]:
    """Everything of the page, for the members and themes in view."""
    found = committee(view.snapshot, view.selection.asof).seen(view.filters)
    yield _roles(view, found)
    yield _seats(view, found)
    yield from gaps(view, found)
    yield _leads(view, found)


def gaps(view: View, found: Committee) -> Iterator[Table]:
    """Members without a role and themes without a lead, as far as the sources tell."""
    words = view.words
    missing = words("The sources are incomplete: none on record is not none held.")
    rows = [[words(CONSTITUENCIES[seat.constituency]), *_who(view, seat)] for seat in _seated(view, found.without_role)]
    title = words("Members without a role on record")
    yield Table(words("Without a role"), title, _WITHOUT_ROLE, rows, [missing])
    themes: list[list[Value]] = [
        [
            view.names.of("priority", priority_of(view, theme)),
            _yes(view, said=is_priority(view, theme)),
            view.names.of("theme", theme),
        ]
        for theme in found.themes_without_lead
    ]
    note = words("A lead is a co-chair, co-anchor or subcommittee chair, on the committee or outside it.")
    title = words("Themes without a lead on record")
    yield Table(words("Without a lead"), title, _WITHOUT_LEAD, themes, [note, missing])


def _roles(view: View, found: Committee) -> Table:
    words = view.words
    seated = [(role, True) for seat in _seated(view, found.seats) for role in seat.roles]
    rows = [_role(view, role, seat=seat) for role, seat in [*seated, *((role, False) for role in found.outside)]]
    note = words(
        "A role is on record when it began by {date} and overlaps the current term; one that has ended says so.",
        date=view.asof,
    )
    return Table(words("Roles"), words("Who leads what?"), _ROLES, rows, [note])


def _role(view: View, role: Role, *, seat: bool) -> list[Value]:
    words = view.words
    return [
        words(CONSTITUENCIES[role.constituency]),
        holder(view, role),
        view.names.of("theme", role.theme_id) if role.theme_id else None,
        words(ROLE_KINDS[role.kind]),
        words(role.title),
        Day(role.span.start_date),
        Day(role.span.end_date),
        _yes(view, said=role.held),
        _yes(view, said=seat),
    ]


def _seats(view: View, found: Committee) -> Table:
    words = view.words
    rows = [_seat(view, seat, found.asof.toordinal()) for seat in _seated(view, found.seats)]
    return Table(words("Terms"), words("The Steering Committee on {date}", date=view.asof), _SEATS, rows)


def _seat(view: View, seat: Seat, today: int) -> list[Value]:
    return [
        view.words(CONSTITUENCIES[seat.constituency]),
        *_who(view, seat),
        Day(seat.span.start_date),
        Day(seat.span.end_date),
        None if seat.span.end == NEVER else seat.span.end - today,
        len(seat.roles),
        "; ".join(view.words(role.title) for role in seat.held_roles),
    ]


def ending(view: View, found: Committee) -> Table:
    """The terms that end soon."""
    rows = [_seat(view, seat, found.asof.toordinal()) for seat in found.ending()]
    return Table(view.words("Terms"), view.words("Terms that end within 180 days"), _SEATS, rows)


def _leads(view: View, found: Committee) -> Table:
    words = view.words
    counts = {row.id: row for row in answer("completion-by-theme", view.selection, view.names).itertuples()}
    rows = [_lead(view, theme, leads, counts.get(theme)) for theme, leads in found.leads.items()]
    note = words("A commitment may carry several themes, so theme totals do not add up.")
    title = words("Each theme: its leads, and how its commitments are doing")
    return Table(words("Themes"), title, _LEADS, rows, [note])


def _lead(view: View, theme: str, leads: tuple[Role, ...], counts: Any) -> list[Value]:
    named: list[Value] = [view.names.of("theme", theme), "; ".join(holder(view, role) for role in leads)]
    if counts is None:
        return [*named, 0, 0, None]
    done = counts.substantial + counts.complete
    assessed = int(counts.assessed)
    return [*named, int(counts.commitments), assessed, Share(int(done), assessed)]


def _seated(view: View, seats: tuple[Seat, ...]) -> list[Seat]:
    """Governments first, then civil society, each by name."""
    return [seat for one in CONSTITUENCIES for seat in in_order(view, [s for s in seats if s.constituency == one])]


def _who(view: View, seat: Seat) -> list[Value]:
    return [view.names.of("steering_member", seat.steering_member_id), seat.organisation]


def _yes(view: View, *, said: bool) -> str:
    return view.words("Yes") if said else view.words("No")
