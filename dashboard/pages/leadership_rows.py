"""The parts of the Leadership page: who leads what, and what nobody is on record for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from dash import html

from dashboard.charts.registry import answer
from dashboard.components import ids
from dashboard.components.chips import role_chip
from dashboard.components.data_table import Column, Group, data_table, grouped_table
from dashboard.components.link import link
from dashboard.data.snapshot import NEVER
from dashboard.language.rates import with_n
from dashboard.language.vocabulary import CONSTITUENCIES
from dashboard.language.words import N_
from dashboard.pages.leadership_terms import holder, in_order, timeline
from dashboard.queries.leadership import ENDING_DAYS, Committee, Role, Seat, committee
from dashboard.view.view import View
from data_loader.schema import fold

_OUTSIDE = N_("Outside the committee")
_NO_THEME = ""
"""The theme of leadership without one."""


def rows(view: View) -> Any:
    """The matrix, what is missing in it, the terms, and each theme's leads beside its commitments."""
    found = committee(view.snapshot, view.selection.asof).seen(view.filters)
    parts = [part for make in (_matrix, _without_role, _ending, _without_lead, _themes) for part in make(view, found)]
    return html.Div([*parts, *timeline(view, found)], className="cards")


def _section(title: str, parts: list[Any], span: int, place: str) -> Any:
    return html.Section([html.H2(title), *parts], className=f"card span-{span}", id=place)


def _matrix(view: View, found: Committee) -> Iterator[Any]:
    """Who leads what: members by themes, governments, civil society and those outside the committee apart."""
    words = view.words
    if not found.seats and not found.outside:
        return
    themes = _themes_in_sight(found)
    columns = [
        Column(words("Member")),
        *(Column(view.names.of("theme", theme) if theme else words("Without a theme")) for theme in themes),
        Column(words("Roles"), numeric=True),
        Column(words("Term ends"), numeric=True),
    ]
    seated = [
        Group(words(heading), [_seat(view, seat, themes) for seat in in_order(view, found.of(constituency))])
        for constituency, heading in CONSTITUENCIES.items()
    ]
    outside = Group(words(_OUTSIDE), [_outsider(view, *held, themes) for held in _by_holder(view, found.outside)])
    groups = [group for group in (*seated, outside) if group.rows]
    title = words("Who leads what?")
    note = words(
        "A role is on record when it began by {date} and overlaps the current term; one that has ended says so.",
        date=view.asof,
    )
    table = html.Div(grouped_table(title, columns, groups, _priorities_over(view, themes)), className="matrix")
    yield _section(title, [html.P(note, className="card-subtitle"), table], 12, ids.MATRIX)


def _themes_in_sight(found: Committee) -> list[str]:
    """The themes with a role in the matrix, in their order; leadership without a theme comes last."""
    roles = [role for seat in found.seats for role in seat.roles] + list(found.outside)
    with_roles = {role.theme_id for role in roles}
    return [theme for theme in (*found.leads, _NO_THEME) if theme in with_roles]


def _priorities_over(view: View, themes: list[str]) -> list[tuple[str, int]]:
    """Each priority over its themes; nothing over the other columns."""
    over = [
        (view.names.of("priority", priority) if priority else "", len(list(group)))
        for priority, group in groupby(themes, lambda theme: priority_of(view, theme) if theme else "")
    ]
    return [("", 1), *over, ("", 2)]


def _seat(view: View, seat: Seat, themes: list[str]) -> list[Any]:
    words = view.words
    marks = [html.Span(words(role.title), className="chip role-co_chair") for role in seat.chairs]
    name = [html.Div(_name(view, seat)), html.Div(seat.organisation, className="organisation"), *marks]
    count = words.number(len(seat.roles)) if seat.roles else html.Span(words("none on record"), className="unknown")
    ends = words.date(seat.span.end_date) or html.Span(words("not known"), className="unknown")
    return [name, *_by_theme(view, seat.roles, themes), count, ends]


def _outsider(view: View, name: str, roles: list[Role], themes: list[str]) -> list[Any]:
    words = view.words
    no_seat = html.Span(words("no seat"), className="unknown")
    return [name, *_by_theme(view, roles, themes), words.number(len(roles)), no_seat]


def _by_theme(view: View, roles: Iterable[Role], themes: list[str]) -> list[Any]:
    """A cell a theme with the roles in it."""
    held = {theme: [_role(view, role) for role in roles if role.theme_id == theme] for theme in themes}
    return [html.Div(cell, className="roles") if cell else "" for cell in held.values()]


def _role(view: View, role: Role) -> Any:
    """The kind of role as a word in a chip, and when it ended."""
    chip = role_chip(role.kind, view.words)
    if role.held:
        return chip
    ended = view.words("ended {date}", date=view.words.date(role.span.end_date))
    return html.Span([chip, " ", html.Span(ended, className="unknown")], className="ended")


def _by_holder(view: View, roles: Iterable[Role]) -> list[tuple[str, list[Role]]]:
    found: dict[str, list[Role]] = {}
    for role in roles:
        found.setdefault(holder(view, role), []).append(role)
    return sorted(found.items(), key=lambda held: fold(held[0]))


def _name(view: View, seat: Seat) -> Any:
    """A government leads to its page as a member."""
    name = view.names.of("steering_member", seat.steering_member_id)
    if seat.constituency == "government" and seat.country in view.snapshot.choices["member"]:
        return link(name, href=view.href(f"members/{seat.country}"))
    return name


def _without_role(view: View, found: Committee) -> Iterator[Any]:
    """Members without a role: none on record, never a breach."""
    words = view.words
    if not found.seats:
        return
    parts: list[Any] = []
    for constituency, heading in CONSTITUENCIES.items():
        seats = [seat for seat in found.without_role if seat.constituency == constituency]
        if seats:
            names = [html.Li(_full_name(view, seat)) for seat in in_order(view, seats)]
            parts += [html.H3(words(heading)), html.Ul(names)]
    note = words("The sources are incomplete: none on record is not none held.")
    title = words("Members without a role on record")
    listed = parts or [html.P(words("Every member in view has one."))]
    yield _section(title, [*listed, html.P(note, className="card-note")], 6, ids.WITHOUT_ROLE)


def _full_name(view: View, seat: Seat) -> list[Any]:
    return [_name(view, seat), *([f" ({seat.organisation})"] if seat.organisation else [])]


def _ending(view: View, found: Committee) -> Iterator[Any]:
    """Terms that end soon, and the roles they hand over."""
    words = view.words
    if not found.seats:
        return
    title = words("Terms ending within {days} days", days=words.number(ENDING_DAYS))
    columns = [
        Column(words("Member")),
        Column(words("Last day")),
        Column(words("Days left"), numeric=True),
        Column(words("Roles to hand over")),
    ]
    today = found.asof.toordinal()
    body = [
        [
            _full_name(view, seat),
            words.date(seat.span.end_date),
            words.number(seat.span.end - today),
            html.Ul([html.Li(words(role.title)) for role in seat.held_roles])
            if seat.held_roles
            else words("none on record"),
        ]
        for seat in found.ending()
    ]
    empty = html.P(words("No term in view is known to end in this time."))
    unknown = [seat for seat in found.seats if seat.span.end == NEVER]
    named = words.listing([view.names.of("steering_member", seat.steering_member_id) for seat in unknown])
    note = [html.P(words("End of term not known: {names}.", names=named), className="card-note")] if unknown else []
    yield _section(title, [data_table(title, columns, body) if body else empty, *note], 6, ids.ENDING)


def _without_lead(view: View, found: Committee) -> Iterator[Any]:
    """Themes without a lead, those of the co-chairs' priorities first."""
    words = view.words
    if not found.leads:
        return
    rows = [
        html.Div([html.Dt(priority_name(view, priority)), html.Dd(_theme_links(view, list(themes)))])
        for priority, themes in groupby(found.themes_without_lead, lambda theme: priority_of(view, theme))
    ]
    listed = html.Dl(rows, className="facts") if rows else html.P(words("Every theme in view has one."))
    note = words("A lead is a co-chair, co-anchor or subcommittee chair, on the committee or outside it.")
    title = words("Themes without a lead on record")
    yield _section(title, [listed, html.P(note, className="card-note")], 12, ids.WITHOUT_LEAD)


def _theme_links(view: View, themes: list[str]) -> list[Any]:
    links = [_theme_link(view, theme) for theme in themes]
    return [part for one in links for part in (" · ", one)][1:]


def _theme_link(view: View, theme: str) -> Any:
    return link(view.names.of("theme", theme), href=view.href("commitments", theme=(theme,)))


def _themes(view: View, found: Committee) -> Iterator[Any]:
    """For each theme its leads beside how its commitments are doing."""
    words = view.words
    if not found.leads:
        return
    counts = {row.id: row for row in answer("completion-by-theme", view.selection, view.names).itertuples()}
    columns = [
        Column(words("Theme")),
        Column(words("Leads on record")),
        Column(words("Commitments"), numeric=True),
        Column(words("Completion rate"), numeric=True),
    ]
    groups = [
        Group(
            priority_name(view, priority),
            [theme_row(view, theme, found.leads[theme], counts.get(theme)) for theme in themes],
        )
        for priority, themes in groupby(found.leads, lambda theme: priority_of(view, theme))
    ]
    title = words("Each theme: its leads, and how its commitments are doing")
    note = words("A commitment may carry several themes, so theme totals do not add up.")
    table = html.Div(grouped_table(title, columns, groups), className="theme-leads")
    yield _section(title, [html.P(note, className="card-subtitle"), table], 12, ids.LEADS)


def theme_row(view: View, theme: str, leads: tuple[Role, ...], counts: Any) -> list[Any]:
    """A theme, who leads it, its commitments and how far they are."""
    words = view.words
    listed = html.Ul([html.Li(holder(view, role)) for role in leads])
    nobody = html.Span(words("no lead on record"), className="unknown")
    name = view.names.of("theme", theme)
    if counts is None:
        return [name, listed if leads else nobody, words.number(0), words("none assessed")]
    number = link(words.number(counts.commitments), href=view.href("commitments", theme=(theme,)))
    rate = with_n(counts.substantial + counts.complete, counts.assessed, words)
    return [name, listed if leads else nobody, number, rate]


def priority_of(view: View, theme: str) -> str:
    """The priority that a theme belongs to."""
    return str(view.snapshot.table("themes").at[theme, "priority_id"])


def is_priority(view: View, theme: str) -> bool:
    """The theme is among the co-chairs' priorities."""
    return bool(view.snapshot.table("priorities").at[priority_of(view, theme), "cochair_priority"])


def priority_name(view: View, priority: str) -> str:
    """A priority by name; one of the co-chairs' says so."""
    name = view.names.of("priority", priority)
    if not view.snapshot.table("priorities").at[priority, "cochair_priority"]:
        return name
    return view.words("{name} · a priority of the co-chairs", name=name)
