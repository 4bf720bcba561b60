"""Events: what happened on the way by a day, and what several of them amount to, each sum with how many give it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dashboard.data.snapshot import Snapshot, cached, day_of, first_day_of, items

NO_CURRENCY = ""
"""The currency of an amount that says none: such amounts are never added to others."""


@dataclass(frozen=True)
class Event:
    """An event that had begun by the as-of day, as its row has it; None is not known."""

    id: str
    kind: str
    title: str
    start_date: str
    end_date: str
    place: str
    themes: tuple[str, ...]
    promises: tuple[str, ...]
    members: tuple[str, ...]
    participants: int | None
    amount: float | None
    currency: str
    level: str  # the highest that attended; empty when not known
    figures: str  # as the source gives them
    note: str
    source: str
    confidence: str
    first: int  # the days it took, as ordinals
    last: int
    earliest: int  # the first day that its date may mean


@dataclass(frozen=True)
class Counted:
    """What some events amount to. An amount or a number of people is of those events alone that give one."""

    events: int = 0
    with_participants: int = 0
    participants: int = 0
    with_amount: int = 0
    amounts: dict[str, float] = field(default_factory=dict)  # by currency: sums never cross one
    members: tuple[str, ...] = ()  # each once, in the order in which they are first named
    sources: tuple[str, ...] = ()  # each once


@cached(16)
def known(snapshot: Snapshot, asof: dt.date) -> tuple[Event, ...]:
    """The events that had begun by a day, the oldest first; one known only to the year counts from 31 December."""
    begun = [event for event in _all(snapshot) if event.first <= asof.toordinal()]
    return tuple(sorted(begun, key=lambda event: (event.first, event.last, event.id)))


@cached(1)
def _all(snapshot: Snapshot) -> tuple[Event, ...]:
    return tuple(
        Event(
            id=row.id,
            kind=row.kind,
            title=row.title,
            start_date=row.start_date,
            end_date=row.end_date or "",
            place=row.place or "",
            themes=tuple(items(row.themes)),
            promises=tuple(items(row.promises)),
            members=tuple(items(row.members)),
            participants=None if row.participants is None else int(row.participants),
            amount=None if row.amount is None else float(row.amount),
            currency=row.currency or NO_CURRENCY,
            level=row.level or "",
            figures=row.figures or "",
            note=row.note or "",
            source=row.source or "",
            confidence=row.confidence or "",
            first=day_of(row.start_date),
            last=day_of(row.end_date or row.start_date),
            earliest=first_day_of(row.start_date),
        )
        for row in snapshot.rows_of("events")
    )


@cached(16)
def by_promise(snapshot: Snapshot, asof: dt.date) -> dict[str, tuple[Event, ...]]:
    """The events known on a day by the promise they serve; an event that serves several is under each."""
    served: dict[str, list[Event]] = defaultdict(list)
    for event in known(snapshot, asof):
        for promise in dict.fromkeys(event.promises):
            served[promise].append(event)
    return {promise: tuple(events) for promise, events in served.items()}


def around(events: Iterable[Event], first: int, last: int, days: int) -> list[Event]:
    """The events of which a day lies within so many days of a span; not those of which only the year is known."""
    near = (event for event in events if event.last >= first - days and event.first <= last + days)
    return [event for event in near if len(event.start_date) > len("2016")]


def counted(events: Sequence[Event]) -> Counted:
    """What events amount to together."""
    people = [event.participants for event in events if event.participants is not None]
    amounts: dict[str, float] = {}
    paid = [(event.currency, event.amount) for event in events if event.amount is not None]
    for currency, amount in paid:
        amounts[currency] = amounts.get(currency, 0.0) + amount
    return Counted(
        events=len(events),
        with_participants=len(people),
        participants=sum(people),
        with_amount=len(paid),
        amounts=amounts,
        members=tuple(dict.fromkeys(member for event in events for member in event.members)),
        sources=tuple(dict.fromkeys(source for event in events for source in items(event.source))),
    )
