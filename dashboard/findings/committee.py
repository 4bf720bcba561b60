"""Who leads what on the Steering Committee, what nobody is on record for, and whose term ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dashboard.charts.registry import answer
from dashboard.components.tree import text
from dashboard.data.selection import assessed
from dashboard.exports.slide import Slide
from dashboard.findings.telling import Told, filtered, finding, listing, seats, sentence
from dashboard.language.vocabulary import CONSTITUENCIES
from dashboard.language.words import N_
from dashboard.pages import leadership
from dashboard.pages.brief_rows import who
from dashboard.pages.leadership_rows import priority_name, priority_of, theme_row
from dashboard.pages.leadership_terms import in_order
from dashboard.queries.leadership import Committee, Seat, committee
from dashboard.view.view import View

_INCOMPLETE = N_("The sources are incomplete: none on record is not none held.")
_ROLES = (N_("Member"), N_("Roles on record"), N_("Term ends"))
_ENDING = (N_("Member"), N_("Last day"), N_("Days left"), N_("Roles to hand over"))
_LEADS = (N_("Theme"), N_("Leads on record"), N_("Commitments"), N_("Completion rate"))


def _seen(view: View) -> Committee:
    return committee(view.snapshot, view.selection.asof).seen(view.filters)


def _subtitle(view: View, found: Committee) -> str:
    return seats(view, view.words.plural("n={n} seat", "n={n} seats", len(found.seats)))


def gaps(view: View) -> Slide:
    """Themes without a lead, the co-chairs' priorities first, and members without a role."""
    words, found = view.words, _seen(view)
    points = [*_themes_without_lead(view, found), *_without_role(view, found)]
    clauses = [
        words.plural(
            "{n} theme has no lead on record",
            "{n} themes have no lead on record",
            len(found.themes_without_lead),
        ),
        words.plural(
            "{n} Steering Committee member has no role on record",
            "{n} Steering Committee members have no role on record",
            len(found.without_role),
        ),
    ]
    headline = sentence(words("; ").join(clauses)) if found.seats else leadership.headline(view, found)
    return finding(
        view, "leadership-gaps", Told(headline, _subtitle(view, found), points=points, note=words(_INCOMPLETE))
    )


def _themes_without_lead(view: View, found: Committee) -> Iterator[str]:
    """A point for each priority of the co-chairs, and one for the others, which are only counted."""
    words, others = view.words, []
    for priority, themes in groupby(found.themes_without_lead, lambda theme: priority_of(view, theme)):
        names = [view.names.of("theme", theme) for theme in themes]
        if view.snapshot.table("priorities").at[priority, "cochair_priority"]:
            told = words("No lead on record in {priority}: {themes}", priority=priority_name(view, priority),
                         themes=listing(view, names))  # fmt: skip
            yield told
        else:
            name = view.names.of("priority", priority)
            others.append(words("{name}: {text}", name=name, text=words.number(len(names))))
    if others:
        yield words("Themes without a lead on record in other priorities: {counts}", counts=" · ".join(others))


def _without_role(view: View, found: Committee) -> Iterator[str]:
    """A point for governments, and one for civil society."""
    words = view.words
    for constituency, name in CONSTITUENCIES.items():
        without = [seat for seat in in_order(view, found.without_role) if seat.constituency == constituency]
        if without:
            names = listing(view, [_name(view, seat) for seat in without])
            yield words("No role on record, {constituency}: {names}", constituency=words(name), names=names)


def _name(view: View, seat: Seat) -> str:
    return view.names.of("steering_member", seat.steering_member_id)


def roles(view: View) -> Slide:
    """Members by how many roles are on record for their term, the most first."""
    words, found = view.words, _seen(view)
    if not found.seats:
        return finding(view, "roles-per-member", Told(leadership.headline(view, found), _subtitle(view, found)))
    ordered = sorted(in_order(view, found.seats), key=lambda seat: -len(seat.roles))
    rows = [
        [
            who(view, seat),
            words.number(len(seat.roles)) if seat.roles else words("none on record"),
            words.date(seat.span.end_date) or words("not known"),
        ]
        for seat in ordered
    ]
    columns = [words(name) for name in _ROLES]
    told = Told(leadership.headline(view, found), _subtitle(view, found), columns, rows, note=words(_INCOMPLETE))
    return finding(view, "roles-per-member", told)


def ending(view: View) -> Slide:
    """Terms that end within 180 days, the first to end first, and the roles they hand over."""
    words, found = view.words, _seen(view)
    ends, today = found.ending(), found.asof.toordinal()
    rows = [
        [
            who(view, seat),
            words.date(seat.span.end_date),
            words.number(seat.span.end - today),
            words.listing([words(role.title) for role in seat.held_roles]) or words("none on record"),
        ]
        for seat in ends
    ]
    headline = words("No term in view is known to end in this time.")
    if ends:
        headline = sentence(words.plural("{n} term ends within 180 days", "{n} terms end within 180 days", len(ends)))
    n = found.unknown_ends
    unknown = words.plural("{n} term with its end not known", "{n} terms with their end not known", n) if n else ""
    columns = [words(name) for name in _ENDING]
    note = sentence(unknown) if unknown else ""
    return finding(view, "terms-ending", Told(headline, _subtitle(view, found), columns, rows, note=note))


def leads(view: View) -> Slide:
    """Each theme's leads beside how its commitments are doing: those with a lead first, then as on the page."""
    words, found = view.words, _seen(view)
    counts = {row.id: row for row in answer("completion-by-theme", view.selection, view.names).itertuples()}
    rows = [
        _theme(view, found, theme, counts) for theme in sorted(found.leads, key=lambda theme: not found.leads[theme])
    ]
    headline = words(
        "{led} of {total} themes have a lead on record",
        led=words.number(len(found.leads) - len(found.themes_without_lead)),
        total=words.number(len(found.leads)),
    )
    n = assessed(view.selection.totals)
    subtitle = filtered(view, words.plural("n={n} assessed", "n={n} assessed", n))
    note = words("A commitment may carry several themes, so theme totals do not add up.")
    columns = [words(name) for name in _LEADS]
    return finding(view, "leads-and-delivery", Told(sentence(headline), subtitle, columns, rows, note=note))


def _theme(view: View, found: Committee, theme: str, counts: dict[str, object]) -> list[str]:
    name, held, *numbers = theme_row(view, theme, found.leads[theme], counts.get(theme))
    if found.leads[theme]:
        held = view.words.listing([text(item) for item in held.children])
    return [text(part) for part in (name, held, *numbers)]
