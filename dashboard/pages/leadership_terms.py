"""Terms and roles in time: the timeline of the Leadership page, and a government's own on its member page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard.components.chips import role_chip
from dashboard.components.data_table import Column, Group, data_table, grouped_table
from dashboard.components.link import link
from dashboard.components.spans import Bar, span_axis, span_bar
from dashboard.data.snapshot import NEVER
from dashboard.language.vocabulary import CONSTITUENCIES
from dashboard.queries.leadership import Committee, Role, Seat, Span, government, record
from dashboard.view.view import View
from data_loader.schema import fold

_TICK_YEARS = 2


@dataclass(frozen=True)
class Axis:
    """Whole years that hold every known day of some spans and the as-of day; an open span goes to its edge."""

    first: int
    last: int

    @classmethod
    def over(cls, spans: Sequence[Span], asof: dt.date) -> Axis:
        """The axis of these spans."""
        days = [day for span in spans for day in (span.start, span.end) if 0 < day < NEVER] + [asof.toordinal()]
        years = [dt.date.fromordinal(day).year for day in days]
        return cls(dt.date(min(years), 1, 1).toordinal(), dt.date(max(years), 12, 31).toordinal())

    def place(self, day: int) -> float:
        """A day, in per cent of the axis; what lies beyond it is its edge."""
        return 100 * (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)

    def bar(self, span: Span) -> Bar:
        """A span on the axis."""
        return Bar(self.place(span.start), self.place(span.end), not span.start_date, not span.end_date)

    def ticks(self) -> list[tuple[float, str]]:
        """Every second year."""
        years = range(dt.date.fromordinal(self.first).year, dt.date.fromordinal(self.last).year + 1, _TICK_YEARS)
        return [(self.place(dt.date(year, 1, 1).toordinal()), str(year)) for year in years]


def timeline(view: View, found: Committee) -> Iterator[Any]:
    """Every term in view with the roles on record for it."""
    words = view.words
    if not found.seats:
        return
    spans = [span for seat in found.seats for span in (seat.span, *(role.span for role in seat.roles))]
    axis = Axis.over(spans, found.asof)
    columns = [
        Column(words("Term or role")),
        Column(words("First day")),
        Column(words("Last day")),
        Column(span_axis(words("In time"), axis.ticks())),
    ]
    groups = [
        Group(words(heading), [row for seat in in_order(view, seats) for row in _term(view, seat, axis, found.asof)])
        for constituency, heading in CONSTITUENCIES.items()
        if (seats := found.of(constituency))
    ]
    title = words("Terms and roles in time")
    note = words("A line marks {date}. A bar that fades has a start or an end that is not known.", date=view.asof)
    table = html.Div(grouped_table(title, columns, groups), className="terms")
    yield html.Section([html.H2(title), html.P(note, className="card-subtitle"), table], className="card span-12")


def in_order(view: View, seats: Sequence[Seat]) -> list[Seat]:
    """Seats by the name the reader sees."""
    return sorted(seats, key=lambda seat: fold(view.names.of("steering_member", seat.steering_member_id)))


def _term(view: View, seat: Seat, axis: Axis, asof: dt.date) -> Iterator[list[Any]]:
    """The row of a term, then those of its roles."""
    today = axis.place(asof.toordinal())
    name = view.names.of("steering_member", seat.steering_member_id)
    yield [name, *_dates(view, seat.span), span_bar(axis.bar(seat.span), today, "term")]
    for role in seat.roles:
        bar = span_bar(axis.bar(role.span), today, "role")
        yield [html.Span(_titled(view, role), className="part"), *_dates(view, role.span), bar]


def _titled(view: View, role: Role) -> list[Any]:
    """The kind of a role as a chip with its theme, or with its title where it has none."""
    about = view.names.of("theme", role.theme_id) if role.theme_id else view.words(role.title)
    return [role_chip(role.kind, view.words), " ", about]


def _dates(view: View, span: Span) -> list[Any]:
    words = view.words
    unknown = html.Span(words("not known"), className="unknown")
    return [words.date(span.start_date) or unknown, words.date(span.end_date) or unknown]


def holder(view: View, role: Role) -> str:
    """Who has a role: a government in the reader's language, anyone else as the source has the name."""
    return view.names.of("government", role.holder) if role.constituency == "government" else role.holder


def of_member(view: View) -> Any:
    """The terms and roles of the member whose page it is, as far as they had begun; nothing where it never sat."""
    words = view.words
    own = record(view.snapshot, view.selection.asof, government(view.snapshot, view.item))
    if not own.terms and not own.roles:
        return []
    title = words("On the Steering Committee")
    columns = [Column(words("Term or role")), Column(words("First day")), Column(words("Last day"))]
    body: list[list[Any]] = [[words("Term on the Steering Committee"), *_dates(view, span)] for span in own.terms]
    body += [[_titled(view, role), *_dates(view, role.span)] for role in own.roles]
    none = [] if own.roles else [html.P(words("No role on record by {date}.", date=view.asof))]
    everyone = html.P(link(words("The whole Steering Committee"), href=view.href("leadership")))
    table = data_table(title, columns, body)
    return html.Section([html.H2(title), table, *none, everyone], className="card span-12 leadership")
