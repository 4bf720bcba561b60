"""Who sits on the Steering Committee on a day, and which roles are held: all that other pages say about leadership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dashboard.data.filters import Filters
from dashboard.data.snapshot import NEVER, Snapshot, cached, day_of

ENDING_DAYS = 180
"""A term that ends within so many days is told as ending."""
LEADING = ("co_chair", "co_anchor", "subcommittee_chair")
"""The kinds of role that lead a theme; a delegate or a member of a selection committee takes part in it."""
_ALWAYS = 0  # the day from which something with an unknown start holds


@dataclass(frozen=True)
class Span:
    """From its first to its last day, both included, as ordinals; dates at the precision they are known.

    An unknown start or end is open. A start known to the month or year counts from its last day, and an end lasts
    through it.
    """

    start_date: str
    end_date: str
    start: int
    end: int

    @classmethod
    def of(cls, row: Any) -> Span:
        """The span of a seat or a role."""
        start = day_of(row.start_date)
        opened = _ALWAYS if start == NEVER else start
        return cls(row.start_date or "", row.end_date or "", opened, day_of(row.end_date))

    def holds(self, day: int) -> bool:
        """It is held on that day."""
        return self.start <= day <= self.end

    def overlaps(self, other: Span) -> bool:
        """There is a day on which both are held."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True)
class Role:
    """A role that had begun by the as-of day."""

    id: str
    steering_member_id: str  # empty when the holder never was on the committee
    holder: str
    constituency: str
    region: str  # of the Steering Committee member; empty when not known
    kind: str
    theme_id: str  # empty: leadership without a theme
    title: str
    span: Span
    held: bool  # on the as-of day; otherwise it has ended


@dataclass(frozen=True)
class Seat:
    """A term, with the roles on record for it: begun by the as-of day and overlapping the term."""

    steering_member_id: str
    name: str
    constituency: str
    organisation: str
    country: str
    region: str
    span: Span
    roles: tuple[Role, ...]
    chairs: tuple[Role, ...]  # co-chair on the as-of day, whatever roles a filter leaves

    @property
    def held_roles(self) -> tuple[Role, ...]:
        """The roles held on the as-of day."""
        return tuple(role for role in self.roles if role.held)


@dataclass(frozen=True)
class Committee:
    """The Steering Committee on one day.

    `seats` are those held on it; `roles` all roles that had begun by it, whoever has them; `leads` those that lead a
    theme on it, by theme, in the order of the themes, the co-chairs' priorities first.
    """

    asof: dt.date
    seats: tuple[Seat, ...]
    roles: tuple[Role, ...]
    leads: dict[str, tuple[Role, ...]]
    seated: frozenset[str]  # the ids of all who sit, whatever seats a filter leaves
    unplaced: int = 0  # seats that a choice of regions leaves out because theirs is not known

    @property
    def with_role(self) -> tuple[Seat, ...]:
        """Seats with a role on record."""
        return tuple(seat for seat in self.seats if seat.roles)

    @property
    def without_role(self) -> tuple[Seat, ...]:
        """Seats without one: none on record, never a breach."""
        return tuple(seat for seat in self.seats if not seat.roles)

    @property
    def outside(self) -> tuple[Role, ...]:
        """The roles held on the day by those who have no seat on it."""
        return tuple(role for role in self.roles if role.held and role.steering_member_id not in self.seated)

    @property
    def themes_without_lead(self) -> tuple[str, ...]:
        """Themes that nobody leads, neither on the committee nor outside it; the co-chairs' priorities first."""
        return tuple(theme for theme, roles in self.leads.items() if not roles)

    @property
    def unknown_ends(self) -> tuple[Seat, ...]:
        """Seats whose term ends on a day that is not known."""
        return tuple(seat for seat in self.seats if seat.span.end == NEVER)

    @property
    def ending(self) -> tuple[Seat, ...]:
        """Seats whose known last day is at most ENDING_DAYS after the as-of day, the first to end first."""
        last = self.asof.toordinal() + ENDING_DAYS
        return tuple(sorted((seat for seat in self.seats if seat.span.end <= last), key=lambda seat: seat.span.end))

    def of(self, constituency: str) -> tuple[Seat, ...]:
        """The seats of governments, or of civil society."""
        return tuple(seat for seat in self.seats if seat.constituency == constituency)

    def seen(self, filters: Filters) -> Committee:
        """What a reader's filters leave: members by region and constituency, roles and themes by theme.

        Leads stay whole, so that a theme led from another region is never told as being without a lead; a holder
        whose region is not recorded stays with any region.
        """

        def chosen(name: str, value: str) -> bool:
            choice: Collection[str] = getattr(filters, name)
            return not choice or value in choice

        def of_theme(roles: tuple[Role, ...]) -> tuple[Role, ...]:
            return tuple(role for role in roles if chosen("theme", role.theme_id))

        in_sight = [seat for seat in self.seats if chosen("constituency", seat.constituency)]
        return replace(
            self,
            seats=tuple(
                replace(seat, roles=of_theme(seat.roles)) for seat in in_sight if chosen("region", seat.region)
            ),
            roles=tuple(
                role
                for role in of_theme(self.roles)
                if chosen("constituency", role.constituency) and (not role.region or chosen("region", role.region))
            ),
            leads={theme: roles for theme, roles in self.leads.items() if chosen("theme", theme)},
            unplaced=sum(not seat.region for seat in in_sight) if filters.region else 0,
        )


@cached(16)
def committee(snapshot: Snapshot, asof: dt.date) -> Committee:
    """The Steering Committee as it was on `asof`."""
    day, people = asof.toordinal(), _people(snapshot)
    roles = tuple(_roles(snapshot, day))
    held = [(row.steering_member_id, span) for row, span in _spans(snapshot, "seats") if span.holds(day)]
    # Of two terms that overlap the later one.
    terms = dict(sorted(held, key=lambda pair: pair[1].start))
    seats = tuple(_seat(people[id_], span, roles) for id_, span in terms.items() if id_ in people)
    leading = [role for role in roles if role.held and role.kind in LEADING]
    leads = {theme: tuple(role for role in leading if role.theme_id == theme) for theme in themes(snapshot)}
    return Committee(asof, seats, roles, leads, frozenset(seat.steering_member_id for seat in seats))


def themes(snapshot: Snapshot) -> list[str]:
    """All themes in order, those of the co-chairs' priorities first."""
    priorities = snapshot.table("priorities").itertuples()
    order = {row.id: (not row.cochair_priority, row.sort) for row in priorities}
    rows = snapshot.tables["themes"].itertuples()
    return [row.id for row in sorted(rows, key=lambda row: (order[row.priority_id], row.sort))]


def government(snapshot: Snapshot, member_id: str) -> str:
    """The id under which a member's government is on the Steering Committee; empty when it never was."""
    people = _people(snapshot).values()
    own = (row.id for row in people if row.constituency == "government" and row.country == member_id)
    return next(own, "")


def record(snapshot: Snapshot, asof: dt.date, steering_member_id: str) -> tuple[list[Span], list[Role]]:
    """What one government has had by a day: its terms and its roles, the latest first."""
    if not steering_member_id:  # those who never were on the committee have no id, and are not one
        return [], []
    day = asof.toordinal()
    spans = [span for row, span in _spans(snapshot, "seats") if row.steering_member_id == steering_member_id]
    roles = [role for role in _roles(snapshot, day) if role.steering_member_id == steering_member_id]
    return (
        sorted((span for span in spans if span.start <= day), key=lambda span: -span.start),
        sorted(roles, key=lambda role: -role.span.start),
    )


def _people(snapshot: Snapshot) -> dict[str, Any]:
    return {row.id: row for row in snapshot.tables["steering_members"].itertuples()}


def _spans(snapshot: Snapshot, table: str) -> list[tuple[Any, Span]]:
    return [(row, Span.of(row)) for row in snapshot.tables[table].itertuples()]


def _roles(snapshot: Snapshot, day: int) -> Iterator[Role]:
    """The roles that had begun by `day`."""
    people = _people(snapshot)
    governments = {row.name: row.id for row in people.values() if row.constituency == "government"}
    for row, span in _spans(snapshot, "roles"):
        # A government that got its role before its seat is in the roles by name only.
        id_ = row.steering_member_id or (governments.get(row.holder, "") if row.constituency == "government" else "")
        member = people.get(id_)
        if span.start <= day:
            yield Role(
                id=row.id,
                steering_member_id=id_,
                holder=row.holder,
                constituency=row.constituency,
                region=(member.region if member else "") or "",
                kind=row.kind,
                theme_id=row.theme_id or "",
                title=row.title,
                span=span,
                held=span.holds(day),
            )


def _seat(member: Any, span: Span, roles: tuple[Role, ...]) -> Seat:
    own = tuple(role for role in roles if role.steering_member_id == member.id and role.span.overlaps(span))
    return Seat(
        steering_member_id=member.id,
        name=member.name,
        constituency=member.constituency,
        organisation=member.organisation or "",
        country=member.country or "",
        region=member.region or "",
        span=span,
        roles=own,
        chairs=tuple(role for role in own if role.kind == "co_chair" and role.held),
    )
