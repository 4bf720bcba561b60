"""Who sits on the Steering Committee on a day, and which roles are held: all that other pages say about leadership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dashboard.data.snapshot import NEVER, Snapshot, cached, day_of, items

ENDING_DAYS = 180
"""A term that ends within so many days is told as ending."""
LEADING = ("co_chair", "co_anchor", "subcommittee_chair")
"""The kinds of role that lead a theme or a policy area; a delegate or a member of a selection committee takes part."""
HELD, END_UNKNOWN, ENDED = "held", "end_unknown", "ended"
"""How a role stands on a day: known to be held, begun with an end that nobody knows, over."""
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
    theme_id: str  # empty: no theme of its own
    policy_area_id: str  # empty: it names no policy area
    themes: tuple[str, ...]  # that it is about: its own, and those of its policy area
    title: str
    span: Span
    held: bool  # on the as-of day, its end known or not; otherwise it has ended
    follows: str = ""  # the role it took over from, where the source says so
    confidence: str = ""
    last_confirmed: str = ""
    source: str = ""  # a list, as the data have it

    @property
    def standing(self) -> str:
        """HELD, END_UNKNOWN or ENDED; a role whose end is not known is never said to be held (rule 6)."""
        return ENDED if not self.held else END_UNKNOWN if self.span.end == NEVER else HELD

    @property
    def leads(self) -> bool:
        """It leads what it is about, on the as-of day."""
        return self.held and self.kind in LEADING


@dataclass(frozen=True)
class Lead:
    """Who leads a theme: by a role that names it, or through the policy area that the role names."""

    role: Role
    area: str = ""  # empty: the role names the theme


@dataclass(frozen=True)
class Area:
    """A policy area with its themes in view, who leads it, and who leads but a theme of it."""

    id: str
    themes: tuple[str, ...]
    leads: tuple[Role, ...]
    of_a_theme: tuple[Role, ...]


@dataclass(frozen=True)
class Tenure:
    """A role in the row of those who had the same post: whom it took over from, and who took over from it."""

    role: Role
    before: tuple[Role, ...] = ()
    after: tuple[Role, ...] = ()
    stated: bool = False  # a source says from whom; else it follows from the dates of the same post


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
    confidence: str = ""
    last_confirmed: str = ""
    source: str = ""  # a list, as the data have it

    @property
    def held_roles(self) -> tuple[Role, ...]:
        """The roles held on the as-of day, their end known or not."""
        return tuple(role for role in self.roles if role.held)

    def standing(self, standing: str) -> tuple[Role, ...]:
        """The roles that stand so on the as-of day."""
        return tuple(role for role in self.roles if role.standing == standing)


@dataclass(frozen=True)
class Committee:
    """The Steering Committee on one day.

    `seats` are those held on it; `roles` all roles that had begun by it, whoever has them; `leads` who leads a theme
    on it, by theme, in the order of the themes, the co-chairs' priorities first; `posts` the roles that passed from
    one to another.
    """

    asof: dt.date
    seats: tuple[Seat, ...]
    roles: tuple[Role, ...]
    leads: dict[str, tuple[Lead, ...]]
    areas: tuple[Area, ...]
    posts: tuple[tuple[Tenure, ...], ...]
    seated: frozenset[str]  # the ids of all who sit, whatever seats a filter leaves
    unplaced: int = 0  # seats that a choice of regions leaves out because theirs is not known

    @property
    def with_role(self) -> tuple[Seat, ...]:
        """Seats with a role on record during their term."""
        return tuple(seat for seat in self.seats if seat.roles)

    @property
    def without_role(self) -> tuple[Seat, ...]:
        """Seats without one: none on record, never a breach."""
        return tuple(seat for seat in self.seats if not seat.roles)

    @property
    def holding(self) -> tuple[Seat, ...]:
        """Seats known to hold a role on the as-of day."""
        return tuple(seat for seat in self.seats if seat.standing(HELD))

    @property
    def perhaps_holding(self) -> tuple[Seat, ...]:
        """Seats all of whose roles of the day are of an end not known."""
        return tuple(seat for seat in self.seats if seat.held_roles and not seat.standing(HELD))

    @property
    def without_now(self) -> tuple[Seat, ...]:
        """Seats that hold no role on the as-of day, whether or not one is on record during the term."""
        return tuple(seat for seat in self.seats if not seat.held_roles)

    @property
    def outside(self) -> tuple[Role, ...]:
        """The roles held on the day by those who have no seat on it."""
        return tuple(role for role in self.roles if role.held and role.steering_member_id not in self.seated)

    @property
    def themes_without_lead(self) -> tuple[str, ...]:
        """Themes that nobody leads, by themselves or through an area; the co-chairs' priorities first."""
        return tuple(theme for theme, leads in self.leads.items() if not leads)

    @property
    def areas_without_lead(self) -> tuple[Area, ...]:
        """Policy areas that nobody leads, though a theme of them may have a lead."""
        return tuple(area for area in self.areas if not area.leads)

    @property
    def without_area(self) -> tuple[str, ...]:
        """The themes that are in no policy area."""
        within = {theme for area in self.areas for theme in area.themes}
        return tuple(theme for theme in self.leads if theme not in within)

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

    def seen(self, filters: Any) -> Committee:
        """What a reader's filters leave: members by region and constituency, roles, areas and themes by theme.

        Leads stay whole, so that a theme led from another region is never told as being without a lead; a holder
        whose region is not recorded stays with any region.
        """

        def chosen(name: str, value: str) -> bool:
            choice: Collection[str] = getattr(filters, name)
            return not choice or value in choice

        def on_themes(themes: Iterable[str]) -> tuple[str, ...]:
            return tuple(theme for theme in themes if chosen("theme", theme))

        def of_theme(roles: tuple[Role, ...]) -> tuple[Role, ...]:
            return tuple(role for role in roles if not filters.theme or on_themes(role.themes))

        def in_view(role: Role) -> bool:
            return chosen("constituency", role.constituency) and (not role.region or chosen("region", role.region))

        in_sight = [seat for seat in self.seats if chosen("constituency", seat.constituency)]
        roles = tuple(role for role in of_theme(self.roles) if in_view(role))
        areas = [replace(area, themes=on_themes(area.themes)) for area in self.areas]
        return replace(
            self,
            seats=tuple(
                replace(seat, roles=of_theme(seat.roles)) for seat in in_sight if chosen("region", seat.region)
            ),
            roles=roles,
            leads={theme: leads for theme, leads in self.leads.items() if chosen("theme", theme)},
            areas=tuple(area for area in areas if area.themes or not filters.theme),
            posts=tuple(post for post in self.posts if any(one.role in roles for one in post)),
            unplaced=sum(not seat.region for seat in in_sight) if filters.region else 0,
        )


@cached(16)
def committee(snapshot: Snapshot, asof: dt.date) -> Committee:
    """The Steering Committee as it was on `asof`."""
    day, people = asof.toordinal(), _people(snapshot)
    roles = tuple(_roles(snapshot, day))
    held = [(row, span) for row, span in _spans(snapshot, "seats") if span.holds(day)]
    # Of two terms that overlap the later one.
    terms = {row.steering_member_id: (row, span) for row, span in sorted(held, key=lambda pair: pair[1].start)}
    seats = tuple(_seat(people[id_], *term, roles) for id_, term in terms.items() if id_ in people)
    leading, areas_of = [role for role in roles if role.leads], areas_by_theme(snapshot)
    leads = {theme: tuple(_leads_of(theme, areas_of[theme], leading)) for theme in themes(snapshot)}
    areas = tuple(_area(area, areas_of, leading) for area in policy_areas(snapshot))
    seated = frozenset(seat.steering_member_id for seat in seats)
    return Committee(asof, seats, roles, leads, areas, posts(roles), seated)


def _leads_of(theme: str, areas: Collection[str], leading: Collection[Role]) -> Iterator[Lead]:
    """Who leads a theme: first those whose role names it, then those who lead an area of it."""
    yield from (Lead(role) for role in leading if role.theme_id == theme)
    for role in leading:
        if role.theme_id != theme and role.policy_area_id in areas:
            yield Lead(role, role.policy_area_id)


def _area(area: str, areas_of: dict[str, tuple[str, ...]], leading: Collection[Role]) -> Area:
    within = tuple(theme for theme, areas in areas_of.items() if area in areas)
    leads = tuple(role for role in leading if role.policy_area_id == area)
    of_a_theme = tuple(role for role in leading if role.theme_id in within and role.policy_area_id != area)
    return Area(area, within, leads, of_a_theme)


def policy_areas(snapshot: Snapshot) -> list[str]:
    """OGP's policy areas in their order."""
    return [row.id for row in sorted(snapshot.rows_of("policy_areas"), key=lambda row: row.sort)]


def areas_by_theme(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The policy areas that each theme is in, mostly one or none; themes in their order."""
    cells = snapshot.table("themes")["policy_areas"]
    known = set(policy_areas(snapshot))
    return {theme: tuple(area for area in items(cells[theme]) if area in known) for theme in themes(snapshot)}


def posts(roles: Collection[Role]) -> tuple[tuple[Tenure, ...], ...]:
    """The roles that passed from one holder to another, those of one post together, the earliest first.

    A role took over from the one its source names; where it names none, from the one of the same post that ended last
    before it began, as long as that is one.
    """
    by_id = {role.id: role for role in roles}
    before = {role.id: by_id.get(role.follows) or _earlier(role, roles) for role in roles}
    after: dict[str, list[Role]] = {}
    for role in roles:
        if (earlier := before[role.id]) is not None:
            after.setdefault(earlier.id, []).append(role)
    grouped: dict[str, list[Tenure]] = {}
    for role in sorted(roles, key=lambda role: role.span.start):
        earlier, later = before[role.id], tuple(after.get(role.id, ()))
        if earlier or later:
            tenure = Tenure(role, (earlier,) if earlier else (), later, stated=role.follows in by_id)
            grouped.setdefault(_first_of(role, before), []).append(tenure)
    return tuple(tuple(post) for post in grouped.values())


def _earlier(role: Role, roles: Collection[Role]) -> Role | None:
    """Of the roles of the same post the one that ended last before this one began; none where two did."""
    over = [one for one in roles if _post(one) == _post(role) and one.span.end < role.span.start]
    last = [one for one in over if one.span.end == max(other.span.end for other in over)]
    return last[0] if len(last) == 1 else None


def _post(role: Role) -> tuple[str, ...]:
    return role.kind, role.theme_id, role.policy_area_id, role.constituency, role.title


def _first_of(role: Role, before: dict[str, Role | None]) -> str:
    """The id of the role with which its post begins, as far as it is known."""
    passed = {role.id}
    while (earlier := before[role.id]) is not None and earlier.id not in passed:  # what is said may go in a circle
        role = earlier
        passed.add(role.id)
    return role.id


def themes(snapshot: Snapshot) -> list[str]:
    """All themes in order, those of the co-chairs' priorities first."""
    priorities = snapshot.rows_of("priorities")
    order = {row.id: (not row.cochair_priority, row.sort) for row in priorities}
    rows = snapshot.rows_of("themes")
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
    return {row.id: row for row in snapshot.rows_of("steering_members")}


def _spans(snapshot: Snapshot, table: str) -> list[tuple[Any, Span]]:
    return [(row, Span.of(row)) for row in snapshot.rows_of(table)]


def _roles(snapshot: Snapshot, day: int) -> Iterator[Role]:
    """The roles that had begun by `day`."""
    people, areas_of = _people(snapshot), areas_by_theme(snapshot)
    governments = {row.name: row.id for row in people.values() if row.constituency == "government"}
    for row, span in _spans(snapshot, "roles"):
        # A government that got its role before its seat is in the roles by name only.
        id_ = row.steering_member_id or (governments.get(row.holder, "") if row.constituency == "government" else "")
        member, own, area = people.get(id_), row.theme_id or "", row.policy_area_id or ""
        through = (theme for theme, areas in areas_of.items() if area in areas and theme != own)
        if span.start <= day:
            yield Role(
                id=row.id,
                steering_member_id=id_,
                holder=row.holder,
                constituency=row.constituency,
                region=(member.region if member else "") or "",
                kind=row.kind,
                theme_id=own,
                policy_area_id=area,
                themes=(*([own] if own else []), *through),
                title=row.title,
                span=span,
                held=span.holds(day),
                follows=row.follows or "",
                confidence=row.confidence or "",
                last_confirmed=row.last_confirmed or "",
                source=row.source or "",
            )


def _seat(member: Any, row: Any, span: Span, roles: tuple[Role, ...]) -> Seat:
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
        confidence=row.confidence or "",
        last_confirmed=row.last_confirmed or "",
        source=row.source or "",
    )
