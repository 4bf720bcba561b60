"""What leadership and themes have to present: gaps, roles per member, terms that end, leads and delivery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import committee as of
from dashboard.pages import leads
from dashboard.pages.themes import delivery
from dashboard.view import columns as c
from dashboard.view.view import View

_MOST_NAMES = 8  # in one point of a slide
_TERM_ENDS = b.Column(N_("Term ends"), c.LAST_DAY.meaning, numeric=True)


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


def _leads_and_delivery(view: View) -> b.Answer:
    """Each theme's leads beside how its commitments are doing: those with a lead first, then as on the page."""
    committee = of.committee_of(view)
    table = delivery(view, committee)
    by_lead = replace(table, groups=(), rows=sorted(table.read(), key=lambda row: isinstance(row[1], b.Unknown)))
    text = view.words.sentence(leads.led(view, committee))
    return b.Answer(text, view.rests_on(), by_lead, view.words(c.SEVERAL_THEMES))


TOPICS = {
    "leadership-gaps": b.Topic(N_("Where is a lead missing, and who has no role on record?"), "leadership", _gaps),
    "roles-per-member": b.Topic(N_("Who has how many roles on record?"), "leadership", _roles_per_member),
    "terms-ending": b.Topic(N_("Whose term ends soon, and what is handed over?"), "leadership", _terms_ending),
    "leads-and-delivery": b.Topic(N_("Who leads each theme, and how is it doing?"), "themes", _leads_and_delivery),
}
