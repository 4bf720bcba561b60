"""Events as pages show them: a table of them, and what several amount to, in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import events
from dashboard.queries.events import NO_CURRENCY, Counted, Event
from dashboard.view import columns as c
from dashboard.view.view import View

SUMS = c.SUMS_OF_EVENTS
_EVENTS = (
    *(c.EVENT.on_screen, c.EVENT.in_files, c.FIRST_DAY.in_files, c.LAST_DAY.in_files, c.PLACE.in_files),
    *(c.KIND_OF_EVENT, c.PROMISES.in_files, c.MEMBERS_NAMED, c.PARTICIPANTS, c.AMOUNT.on_screen),
    *(c.AMOUNT.in_files, c.CURRENCY.in_files, c.HIGHEST_LEVEL.in_files, c.FIGURES.on_screen, c.FIGURES.in_files),
    *(c.NOTE.in_files, c.SOURCE.on_screen, c.SOURCE.in_files, c.CONFIDENCE.in_files),
)
_BY_PROMISE = (
    *(c.PROMISE, c.EVENTS, c.PARTICIPANTS, c.GIVING_PARTICIPANTS, c.AMOUNT, c.GIVING_AN_AMOUNT),
    *(c.MEMBERS_INVOLVED, c.SOURCES_NAMED),
)
_EVENTS_OF_IT = b.Column(N_("Events"), N_("Events on record that serve a promise of the section."), numeric=True)
_FINDINGS_OF_IT = b.Column(N_("Findings"), N_("What was found on promises of the section."), numeric=True)
_FEW = 3  # events that need no folding
_MOST_MEMBERS = 6  # of an event on screen; the others are counted


def on_record(view: View) -> Sequence[Event]:
    """Every event known on the as-of day, the oldest first."""
    return events.known(view.snapshot, view.selection.asof)


def of_promise(view: View, promise: str) -> Sequence[Event]:
    """The events known on the as-of day that serve a promise, the oldest first."""
    return events.by_promise(view.snapshot, view.selection.asof).get(promise, ())


def around(view: View, first: int, last: int, days: int) -> b.Card | None:
    """The events known on the as-of day so many days around a span, many folded; nothing where there are none."""
    words, known = view.words, events.known(view.snapshot, view.selection.asof)
    near = events.around(known, first, last, days)
    if not near:
        return None
    n = words.plural(
        "{n} event within {days} days before or after",
        "{n} events within {days} days before or after",
        len(near),
        days=days,
    )
    title = words("Events around it")
    events_table = table(view, "events", title, near, tab=words("Events"), span=0)
    return b.Card(title, [b.Disclosure(n, [events_table], open=len(near) <= _FEW)])


def table(view: View, name: str, title: str, shown: Iterable[Event], **more: Any) -> b.Table:
    """Events, the oldest first, each with its figures as its source gives them and the way there."""
    rows = [_row(view, event) for event in shown]
    notes = [view.words(SUMS), view.words("Titles and notes are as they were recorded, in English.")]
    return b.Table(name, title, _EVENTS, rows, **{"file_notes": notes, **more})


def _row(view: View, event: Event) -> b.Row:
    words = view.words
    amount = [] if event.amount is None else [money(view, event.currency, event.amount)]
    return [
        [c.in_english(event.title), _where(view, event)],
        event.title,
        b.Day(event.start_date),
        b.Day(event.end_date),
        words(event.place) or b.Unknown(),
        words.code("event_kind", event.kind),
        b.Names([view.names.of("promise", promise) for promise in event.promises]) if event.promises else b.Unknown(),
        _members(view, event) if event.members else b.Unknown(),
        c.count(event.participants),
        amount or b.Unknown(),
        words.number(event.amount) if event.amount is not None else b.Unknown(),
        event.currency or b.Unknown(),
        words.code("attendance", event.level) if event.level else b.Unknown(),
        _figures(event),
        event.figures or b.Unknown(),
        event.note or b.Unknown(),
        *c.source_cells(event, words),
    ]


def _where(view: View, event: Event) -> b.Text:
    """When and where it was, in a line of its own."""
    when, place = c.days(view, event.start_date, event.end_date), view.words(event.place)
    return b.Styled(" · ".join(part for part in (when, place) if part), "line where")


def _members(view: View, event: Event) -> b.Text:
    """The members that an event names, each with the way to its page; many are folded."""
    linked = [c.member_link(view, member) for member in event.members]
    if len(linked) <= _MOST_MEMBERS:
        return b.Styled(b.Names(linked), "names")
    return b.Fold(view.words.plural("{n} member", "{n} members", len(linked)), b.Names(linked))


def _figures(event: Event) -> b.Text:
    """What the source says in figures, and what a reader must know of it."""
    lines = [text for text in (event.figures, event.note) if text]
    return b.Styled([c.in_english(text, "line") for text in lines], "lines") if lines else ""


def in_time(
    view: View, moments: Mapping[str, Sequence[tuple[int, int, str]]], mandate: tuple[int, int]
) -> b.Card | None:
    """What happened by section on a true line of time, with how much of it; nothing where nothing did."""
    words, every = view.words, [one for some in moments.values() for one in some]
    if not every:
        return None
    today = view.selection.asof.toordinal()
    axis = _axis(view, min(mandate[0], *(first for first, _, _ in every)), max(today, *(last for _, last, _ in every)))
    rows: list[b.Row] = []
    for name, some in moments.items():
        kinds = Counter(kind for _, _, kind in some)
        line = b.Moments([(*mandate, "mandate"), *some], axis.days, today)
        rows.append([name, line, b.Count(kinds["event"]), b.Count(kinds["finding"])])
    table = b.Table(
        "agenda-in-time",
        words("What happened when?"),
        (c.SECTION, b.Column("", head=axis).on_screen, _EVENTS_OF_IT, _FINDINGS_OF_IT),
        rows,
        tab=words("In time"),
        span=0,
        as_cards=False,
    )
    legend = b.Items(
        [
            [b.Styled("", "span moment-key event"), " ", words("an event, as long as it took or as its date is known")],
            [b.Styled("", "span moment-key finding"), " ", words("a finding on a promise")],
            [b.Styled("", "span moment-key mandate"), " ", words("the year of the co-chairs' mandate")],
        ],
        style="legend",
    )
    return b.Card(words("What happened when?"), [legend, table], style="agenda-in-time", id="agenda-in-time")


def _axis(view: View, first: int, last: int) -> b.Axis:
    """The whole years from a day to another."""
    years = range(dt.date.fromordinal(first).year, dt.date.fromordinal(last).year + 1)
    ticks = tuple((dt.date(year, 1, 1).toordinal(), str(year)) for year in years)
    return b.Axis(view.words("In time"), (ticks[0][0], dt.date(years[-1], 12, 31).toordinal()), ticks)


def by_promise(view: View, promises: Iterable[str]) -> b.Table:
    """What the events on each promise amount to, a row each: in files, where screens say it in words."""
    title, notes = view.words("Events by promise"), [view.words(SUMS)]
    rows = b.Later(lambda: [_promise(view, promise) for promise in promises])
    return b.Table("agenda-counted", title, _BY_PROMISE, rows, notes=notes, tab=title).in_files


def _promise(view: View, promise: str) -> b.Row:
    one = events.counted(of_promise(view, promise))
    money = _sums(view, one)
    return [
        view.names.of("promise", promise),
        b.Count(one.events),
        b.Count(one.participants) if one.with_participants else b.Unknown(),
        b.Count(one.with_participants),
        b.Names(money) if money else b.Unknown(),
        b.Count(one.with_amount),
        b.Count(len(one.members)),
        b.Count(len(one.sources)),
    ]


def _sums(view: View, counted: Counted) -> list[str]:
    """The sum of the amounts in each currency."""
    return [money(view, currency, amount) for currency, amount in sorted(counted.amounts.items())]


def in_a_line(view: View, event: Event) -> b.Text:
    """An event with its day, its figures side by side as the source gives them, how sure it is, and the way there."""
    words = view.words
    figures = [money(view, event.currency, event.amount)] if event.amount is not None else []
    if event.participants is not None:
        figures.append(words.plural("{n} participant", "{n} participants", event.participants))
    stated = [c.in_english(event.figures)] if event.figures else []
    return [
        c.in_english(event.title),
        _where(view, event),
        *([b.Styled(b.Names([*figures, *stated]), "line")] if figures or stated else []),
        c.in_english(event.note, "line where"),
        b.Styled([words("Source:"), " ", c.sources(event.source, words), *c.doubt(event.confidence, words)],
                 "line source"),
    ]  # fmt: skip


def money(view: View, currency: str, amount: float) -> str:
    """An amount in its currency; one without says so."""
    words = view.words
    number = words.number(int(amount) if amount == int(amount) else amount)
    if currency == NO_CURRENCY:
        return words("{amount} (currency not known)", amount=number)
    return words("{currency} {amount}", currency=currency, amount=number)


def in_words(view: View, some: Sequence[Event]) -> list[str]:
    """What some events amount to, a clause each: how many, people, money and members, with how many events say so."""
    words, counted, n = view.words, events.counted(some), len(some)
    clauses = [words.plural("{n} event", "{n} events", n)]
    if counted.with_participants:
        clauses.append(
            words.plural(
                "{n} participant ({known} of {events} events gives a number)",
                "{n} participants ({known} of {events} events give a number)",
                counted.participants,
                known=counted.with_participants,
                events=n,
            )
        )
    if counted.amounts:
        clauses.append(
            words.plural(
                "{sums} ({n} of {events} events gives an amount)",
                "{sums} ({n} of {events} events give an amount)",
                counted.with_amount,
                sums=words.listing(_sums(view, counted)),
                events=n,
            )
        )
    if counted.members:
        clauses.append(words.plural("{n} member named", "{n} members named", len(counted.members)))
    return clauses
