"""What is possible and yet hardly meant, as warnings: of seats, roles, people and memberships, as they will be."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from data_loader import countries, dates, schema
from data_loader.content import Content
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.spoken import key
from data_loader.tables import Source, Table

LONGEST_TERM = 20  # years; what lasts longer ends on a day that was made up
_FIRST_YEAR = 2011  # of OGP: nothing began before
LEADING = ("co_chair", "co_anchor", "subcommittee_chair")


@dataclass(frozen=True)
class _Span:
    """A row with its days; "" where a day is not known."""

    position: int
    start: str
    end: str

    @property
    def begins(self) -> str:
        """The first day on which it has certainly begun."""
        return dates.latest(self.start) if self.start else ""

    @property
    def ends(self) -> str:
        """The last day on which it certainly goes on; an unknown end is not known to have come."""
        return dates.earliest(self.end) if self.end else "9999"


@dataclass(frozen=True)
class Oddity:
    """What is odd of one cell, which is good all the same."""

    table: Table
    position: int
    field: str
    code: str
    sentence: str

    @property
    def finding(self) -> Finding:
        frame, table = self.table.frame, self.table
        value, file = str(frame.at[self.position, self.field]), str(frame.at[self.position, "file"] or "")
        came = schema.origin(int(frame.at[self.position, "row"]), file)
        source = Source(came.file) if file else table.source
        finding = source.finding(self.code, self.sentence, row=came.row, field=self.field, value=value)
        return replace(finding, field=f"{table.name}.{self.field}")


Oddities = Iterator[Oddity]


def check(content: Content) -> Iterator[Finding]:
    """What is odd of the rows that a load brings, and of those of other tables beside them."""
    for names, rule in RULES:
        if content.touches(*names):
            for oddity in rule(*(content.table(name) for name in names)):
                brought = content.brought(oddity.table.name)
                if brought is None or oddity.position in brought.frame.index:
                    yield oddity.finding


def _rows(table: Table, *names: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The position of each row whose cells in all of `names` can be read, with these cells."""
    frame = table.frame[table.good(*names)]
    for position, *cells in zip(frame.index, *(frame[name] for name in names), strict=True):
        yield int(position), tuple(map(str, cells))


def _names(people: Table) -> dict[str, str]:
    """Who each id of the Steering Committee is."""
    return {id_: name for _, (id_, name) in _rows(people, "id", "name")}


def two_seats(seats: Table, people: Table) -> Oddities:
    """Somebody who sits twice at the same time."""
    names = _names(people)
    held: dict[str, list[_Span]] = defaultdict(list)
    for position, (who, start, end) in _rows(seats, "steering_member_id", "start_date", "end_date"):
        if start:
            held[key(names.get(who, who))].append(_Span(position, start, end))
    for spans in held.values():
        for before, after in pairwise(sorted(spans, key=lambda span: span.begins)):
            if before.end and after.begins < before.ends:
                who = str(seats.frame.at[after.position, "steering_member_id"])
                sentence = phrase(
                    "{name} has a seat from {start} already while another lasts until {end}.",
                    name=names.get(who, who), start=after.start, end=before.end,
                )  # fmt: skip
                yield Oddity(seats, after.position, "start_date", "two-seats", sentence)


def beyond_seat(roles: Table, seats: Table) -> Oddities:
    """A role that lies in a term of its holder, and begins before it or goes on after it."""
    held: dict[str, list[_Span]] = defaultdict(list)
    for position, (who, start, end) in _rows(seats, "steering_member_id", "start_date", "end_date"):
        held[who].append(_Span(position, start, end))
    for position, (who, holder, start, end) in _rows(roles, "steering_member_id", "holder", "start_date", "end_date"):
        terms = held.get(who, [])
        if not terms or not all(term.start and term.end for term in terms):
            continue
        first, last = min(dates.earliest(term.start) for term in terms), max(dates.latest(term.end) for term in terms)
        if end and last < dates.earliest(end) and (not start or dates.earliest(start) <= last):
            sentence = phrase(
                "The role of {name} ends on {end}, after the last term of its holder.", name=holder, end=end
            )
            yield Oddity(roles, position, "end_date", "role-beyond-term", sentence)
        elif start and dates.latest(start) < first and (not end or first <= dates.latest(end)):
            sentence = phrase(
                "The role of {name} begins on {start}, before the first term of its holder.", name=holder, start=start
            )
            yield Oddity(roles, position, "start_date", "role-beyond-term", sentence)


def future_role(roles: Table) -> Oddities:
    """A role that has not begun yet."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    for position, (holder, start) in _rows(roles, "holder", "start_date"):
        if start and dates.earliest(start) > today:
            sentence = phrase("The role of {name} begins in the future, on {start}.", name=holder, start=start)
            yield Oddity(roles, position, "start_date", "role-in-future", sentence)


def other_holder(roles: Table, people: Table) -> Oddities:
    """A holder who is called otherwise than the Steering Committee member of the role; a delegate may be anybody."""
    called = {
        who: {key(name) for name in (of, organisation, *countries.names_of(country)) if name}
        for _, (who, of, organisation, country) in _rows(people, "id", "name", "organisation", "country")
    }
    seats = {who: constituency for _, (who, constituency) in _rows(people, "id", "constituency")}
    names = _names(people)
    columns = ("steering_member_id", "holder", "kind", "constituency")
    for position, (who, holder, kind, constituency) in _rows(roles, *columns):
        if who not in called:
            continue
        if seats.get(who, constituency) != constituency and not countries.code_of(holder):
            sentence = phrase("{name} sits for the other side of the Steering Committee.", name=names[who])
            yield Oddity(roles, position, "constituency", "other-constituency", sentence)
        if kind in LEADING and key(holder) not in called[who]:
            sentence = phrase(
                "The holder is {holder}, and the Steering Committee member {name}.", holder=holder, name=names[who]
            )
            yield Oddity(roles, position, "holder", "other-holder", sentence)


def other_side(table: Table, members: Table) -> Oddities:
    """A government listed as civil society, or an organisation as a government."""
    of = "name" if table.name == "steering_members" else "holder"
    governments = {key(name) for _, (name,) in _rows(members, "name")}
    for position, (name, constituency) in _rows(table, of, "constituency"):
        is_country = key(name) in governments or bool(countries.code_of(name))
        if is_country and constituency == "civil_society":
            sentence = phrase("{name} is a government and listed as civil society.", name=name)
            yield Oddity(table, position, "constituency", "other-constituency", sentence)
    if table.name == "steering_members":
        for position, (name, constituency, organisation) in _rows(table, "name", "constituency", "organisation"):
            if constituency == "government" and organisation and not countries.code_of(name):
                sentence = phrase("{name} has an organisation and is listed as a government.", name=name)
                yield Oddity(table, position, "constituency", "other-constituency", sentence)


def overlapping_leads(roles: Table) -> Oddities:
    """Of one theme and one side, a lead who begins later while an earlier one goes on: a handover half written down."""
    led: dict[tuple[str, str, str], list[_Span]] = defaultdict(list)
    columns = ("theme_id", "constituency", "kind", "start_date", "end_date")
    for position, (theme, constituency, kind, start, end) in _rows(roles, *columns):
        if theme and start and kind in LEADING:
            led[theme, constituency, kind].append(_Span(position, start, end))
    for spans in led.values():
        in_order = sorted(spans, key=lambda span: (span.begins, span.position))
        for number, after in enumerate(in_order):
            first = dates.earliest(after.start)
            before = next((one for one in in_order[:number] if one.begins < first and after.begins <= one.ends), None)
            if before:
                holder, other = (str(roles.frame.at[one.position, "holder"]) for one in (after, before))
                sentence = phrase(
                    "{name} leads the theme from {start}, while {other} of the same side still does.",
                    name=holder, start=after.start, other=other,
                )  # fmt: skip
                yield Oddity(roles, after.position, "start_date", "overlapping-leads", sentence)


def odd_status(members: Table) -> Oddities:
    """A status that began before the member joined, or has not begun yet."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    for position, (name, joined, since) in _rows(members, "name", "year_joined", "status_date"):
        if since and dates.earliest(since) > today:
            sentence = phrase("The status of {name} begins in the future, on {start}.", name=name, start=since)
            yield Oddity(members, position, "status_date", "odd-status", sentence)
        elif since and joined and dates.latest(since)[:4] < joined:
            sentence = phrase("The status of {name} began on {start}, before it joined in {year}.",
                              name=name, start=since, year=joined)  # fmt: skip
            yield Oddity(members, position, "status_date", "odd-status", sentence)


def plan_after_leaving(members: Table, plans: Table) -> Oddities:
    """A member that has withdrawn, and submitted a plan in a later year."""
    last: dict[str, int] = defaultdict(int)
    for _, (who, year) in _rows(plans, "member_id", "year_submitted"):
        last[who] = max(last[who], int(year or 0))
    for position, (who, name, status, since) in _rows(members, "id", "name", "status", "status_date"):
        if status == "withdrawn" and since and last[who] > int(since[:4]):
            sentence = phrase("{name} withdrew on {start} and submitted a plan in {year}.",
                              name=name, start=since, year=str(last[who]))  # fmt: skip
            yield Oddity(members, position, "status", "odd-status", sentence)


def far_end(table: Table) -> Oddities:
    """An end so far from the start, or from today, that it stands for "not known"."""
    today = str(dt.datetime.now(dt.UTC).date().year)
    frame = table.frame[table.good("start_date", "end_date")]
    ends = frame["end_date"].astype(str)
    for position, end in ends[ends.str[:4] > str(_FIRST_YEAR + LONGEST_TERM)].items():
        start = str(frame.at[position, "start_date"]) or today
        if int(end[:4]) - int(start[:4]) > LONGEST_TERM:
            sentence = phrase("The end {end} lies far in the future: leave it empty where it is not known.", end=end)
            yield Oddity(table, int(str(position)), "end_date", "far-end", sentence)


RULES: tuple[tuple[tuple[str, ...], Callable[..., Oddities]], ...] = (
    (("seats", "steering_members"), two_seats),
    (("roles", "seats"), beyond_seat),
    (("roles",), future_role),
    (("roles", "steering_members"), other_holder),
    (("roles", "members"), other_side),
    (("steering_members", "members"), other_side),
    (("roles",), overlapping_leads),
    (("members",), odd_status),
    (("members", "action_plans"), plan_after_leaving),
    *(
        ((name,), far_end)
        for name, table in schema.DATA_TABLES.items()
        if {"start_date", "end_date"} <= set(table.columns.keys())
    ),
)
"""Tables, and the rule that is run when one of them is loaded."""
