"""The lists of the Leadership desk: each entry by name and in a sentence, as a row on screen and in a file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import committee as of
from dashboard.pages import leads
from dashboard.queries import desk as on_desk
from dashboard.queries.desk import Entry
from dashboard.view.view import Record, View

_TITLES = {
    on_desk.NO_ROLE_NOW: N_("Seats without a role now"),
    on_desk.NO_ROLE_IN_TERM: N_("Seats without a role on record during the term"),
    on_desk.NOT_CONFIRMED: N_("Seats and roles not confirmed for {n} months"),
    on_desk.ENDING: N_("Terms and roles that end within {days} days"),
    on_desk.MANY_ROLES: N_("Members with {n} or more roles now"),
    on_desk.LATE: N_("Late and due, by member"),
    on_desk.NOT_REPORTED: N_("No report in this half-year, by member"),
}
_NUMBERS = {on_desk.NOT_CONFIRMED: on_desk.CONFIRMED_MONTHS, on_desk.MANY_ROLES: on_desk.MANY}
LISTS = tuple(
    (about, within) for about in _TITLES for within in (on_desk.ENDS_WITHIN if about == on_desk.ENDING else (0,))
)
"""What each list is about, in the order of the page."""
SEAT = N_("Seat on the Steering Committee")
NEVER_CONFIRMED = N_("never confirmed on record")
END_NOT_KNOWN = N_("end not known")

_WHO, _WHAT = b.Column(N_("Who")), b.Column(N_("Seat or role"))
_LAST_DAY = b.Column(N_("Last day"), N_("A date as precise as it is known: a year, a month or a day."))
_CONFIRMED = b.Column(N_("Last confirmed"))
_ROLES = b.Column(N_("Roles now"))
_DUE = {
    "overdue": b.Column(N_("Overdue"), numeric=True),
    "overdue-unknown": b.Column(N_("Past its promised end, result not known"), numeric=True),
    "end-unknown": b.Column(N_("Promised end not known"), numeric=True),
    "soon": b.Column(N_("Due within 90 days"), numeric=True),
}
_UNREPORTED = b.Column(N_("Without a report"), numeric=True)
_RUNNING = b.Column(N_("Running commitments"), numeric=True)
_ASKED = b.Column(N_("Asked"))
_SHOWN: dict[str, tuple[b.Column, ...]] = {
    on_desk.NO_ROLE_NOW: (_LAST_DAY,),
    on_desk.NO_ROLE_IN_TERM: (_LAST_DAY,),
    on_desk.NOT_CONFIRMED: (_WHAT, _LAST_DAY, _CONFIRMED),
    on_desk.ENDING: (_WHAT, _LAST_DAY, _CONFIRMED),
    on_desk.MANY_ROLES: (_ROLES,),
    on_desk.LATE: tuple(_DUE.values()),
    on_desk.NOT_REPORTED: (_UNREPORTED, _RUNNING),
}
"""The columns of each list between the first and the last one."""
_IN_FILES = (
    *(b.Column(N_("List")), _WHO, _WHAT, _LAST_DAY, _CONFIRMED, _ROLES, *_DUE.values(), _UNREPORTED, _RUNNING),
    *(b.Column(N_("In a sentence")), b.Column(N_("Last asked on")), b.Column(N_("Times asked"), numeric=True)),
    b.Column(N_("Asked by")),
)

AGAIN = on_desk.FOLLOW_UP_DAYS
"""After so many days one looks again at what has no day of its own."""
Entries = Sequence[Entry]
Reminder = tuple[str, dt.date, str, tuple[str, ...]]
"""A day for a calendar: what is the same of it in every file, the day, a few words, and the lines below them."""


@dataclass(frozen=True)
class Desk:
    """The lists as of one day. `view` is the reader's, `on` that of the day: today, where the address names none."""

    view: View
    on: View

    @classmethod
    def of(cls, view: View) -> Desk:
        """The desk of a reader's view; of its filters the as-of day alone."""
        asof = view.chosen.asof or view.today.isoformat()
        return cls(view, replace(view, chosen=view.chosen.cleared().changed(asof=asof)))

    def spoken(self, lang: str) -> Desk:
        """The same in another language."""
        view = replace(self.view, lang=lang, chosen=self.view.chosen.changed(lang=lang))
        return Desk.of(view)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every entry by its key, list after list."""
        asof = self.on.selection.asof
        waiting = self.on.records.reports(["submitted"])
        ids = on_desk.reported_ids(self.on.snapshot, waiting, asof)
        reported = self.on.records.places(self.on.snapshot, ids)
        listed = on_desk.entries(of.committee_of(self.on)) + on_desk.of_members(self.on.selection, reported)
        return {key(entry): entry for entry in listed}

    def ticked(self, keys: Collection[str]) -> list[Entry]:
        """The entries of some keys, in the order of the lists; what is no key, or on no list any more, is none."""
        return [entry for name, entry in self.entries.items() if name in keys]

    def listed(self, about: str, within: int) -> list[Entry]:
        """The entries of one list, by name, but what ends by its day."""
        some = [entry for entry in self.entries.values() if (entry.about, entry.within) == (about, within)]
        return some if within else sorted(some, key=lambda entry: self.view.words.order(self.name(entry)))

    @cached_property
    def requests(self) -> dict[tuple[str, str], list[Record]]:
        """Who was asked, the latest first, by what it is about and the id of what it concerns."""
        grouped: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for row in self.view.records.requests():
            grouped[row.about, row.subject].append(row)
        return grouped

    def asked(self, entry: Entry) -> str:
        """When this was asked last, by whom, and how often; empty where it never was."""
        rows = self.requests.get((entry.about, entry.subject), [])
        if not rows:
            return ""
        date = self.view.words.date(rows[0].day)
        return self.view.words.plural(
            "asked on {date} by {who}",
            "asked {n} times, last on {date} by {who}",
            len(rows),
            date=date,
            who=rows[0].asked_by,
        )

    def name(self, entry: Entry) -> str:
        """Who is asked."""
        if entry.seat:
            return of.who(self.view, entry.seat)
        if entry.role:
            return leads.holder(self.view, entry.role)
        return self.view.names.of("member", entry.subject)

    def what(self, entry: Entry) -> str:
        """The seat or the role that is asked about; nothing of a member."""
        if entry.role:
            return self.view.words(entry.role.title)
        return self.view.words(SEAT) if entry.seat else ""

    def title(self, about: str, within: int) -> str:
        """What a list is called."""
        n = within or _NUMBERS.get(about, 0)
        return self.view.words(_TITLES[about], n=n, days=n)

    def sentence(self, entry: Entry) -> str:
        """What is asked, by name, as one sentence or two."""
        return _SENTENCES[entry.about](self, entry)

    def short(self, entry: Entry) -> str:
        """What it is in a few words, for a calendar."""
        if entry.about == on_desk.ENDING:
            return self.view.words("{name}: last day ({what})", name=self.name(entry), what=self.what(entry))
        return self.view.words.named(self.name(entry), self.title(entry.about, entry.within))

    def reminders(self, entries: Entries) -> list[Reminder]:
        """The days on which entries are to be thought of."""
        source, today = self.on.rests_upon(), self.view.today
        return [
            (entry.identity, entry.reminder(today), self.short(entry), (self.sentence(entry), source))
            for entry in entries
        ]

    def last_day(self, entry: Entry) -> str:
        """When the term or the role ends, written out; that it is not known."""
        one = entry.seat or entry.role
        return self.view.words.date(one.span.end_date if one else "") or self.view.words(END_NOT_KNOWN)

    def confirmed(self, entry: Entry) -> str:
        """When it was last confirmed, written out; that it never was."""
        one = entry.seat or entry.role
        return self.view.words.date(one.last_confirmed if one else "") or self.view.words(NEVER_CONFIRMED)


def key(entry: Entry) -> str:
    """What an entry is known by in forms and addresses, on any day."""
    text = "\n".join((entry.about, str(entry.within), entry.subject))
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


# In sentences.


def _no_role_now(desk: Desk, entry: Entry) -> str:
    return desk.view.words(
        "{name}: no role on the Steering Committee is on record now. Which role do you hold, or could you take on?",
        name=desk.name(entry),
    )


def _no_role_in_term(desk: Desk, entry: Entry) -> str:
    return desk.view.words(
        "{name}: no role is on record during the present term (last day: {date}). Which role did you have, or could "
        "you take on before the term ends?",
        name=desk.name(entry),
        date=desk.last_day(entry),
    )


def _not_confirmed(desk: Desk, entry: Entry) -> str:
    return desk.view.words(
        "{name}: {what} (last confirmed: {date}). Is it still held, and until when?",
        name=desk.name(entry),
        what=desk.what(entry),
        date=desk.confirmed(entry),
    )


def _ending(desk: Desk, entry: Entry) -> str:
    return desk.view.words(
        "{name}: {what} (last day: {date}). Who takes over, and from which day?",
        name=desk.name(entry),
        what=desk.what(entry),
        date=desk.last_day(entry),
    )


def _many_roles(desk: Desk, entry: Entry) -> str:
    titles = roles_now(desk, entry)
    return desk.view.words(
        "{name}: {n} roles at a time ({roles}). Which of them could somebody else take over?",
        name=desk.name(entry),
        n=len(titles),
        roles="; ".join(titles),
    )


def _late(desk: Desk, entry: Entry) -> str:
    """The three counts of late, always together (rule 11), and what falls due."""
    words, due = desk.view.words, entry.standing.due if entry.standing else {}
    counts = "; ".join(words.named(words.code("due", value), words.number(due[value])) for value in _DUE)
    return words(
        "{name}: commitments by their promised end ({counts}). How do they stand, and by when will they be complete?",
        name=desk.name(entry),
        counts=counts,
    )


def _not_reported(desk: Desk, entry: Entry) -> str:
    standing = entry.standing
    assert standing, "of a member"
    return desk.view.words.plural(
        "{name}: of {total} running commitments, {n} has no report in this half-year. Please report by {date}.",
        "{name}: of {total} running commitments, {n} have no report in this half-year. Please report by {date}.",
        standing.unreported,
        name=desk.name(entry),
        total=standing.running,
        date=desk.view.words.date(closes(desk)),
    )


_SENTENCES: dict[str, Callable[[Desk, Entry], str]] = {
    on_desk.NO_ROLE_NOW: _no_role_now,
    on_desk.NO_ROLE_IN_TERM: _no_role_in_term,
    on_desk.NOT_CONFIRMED: _not_confirmed,
    on_desk.ENDING: _ending,
    on_desk.MANY_ROLES: _many_roles,
    on_desk.LATE: _late,
    on_desk.NOT_REPORTED: _not_reported,
}


def closes(desk: Desk) -> str:
    """The last day of the running half-year."""
    return on_desk.half_year(desk.on.selection.asof)[1].isoformat()


def roles_now(desk: Desk, entry: Entry) -> list[str]:
    """The titles of the roles that a member holds."""
    return [desk.view.words(role.title) for role in entry.seat.held_roles] if entry.seat else []


# As rows.


def table(desk: Desk, about: str, within: int, form: str) -> b.Table:
    """One list on screen, each row with a box to tick that belongs to a form."""
    columns = (_WHO, *_SHOWN[about], _ASKED)
    name = f"{about.replace('_', '-')}{f'-{within}' if within else ''}"

    def row(entry: Entry) -> b.Row:
        tick = b.Field("row", "row", desk.name(entry), key(entry), form=form)
        cells = _cells(desk, entry)
        return [tick, *(cells[column] for column in _SHOWN[about]), desk.asked(entry)]

    rows = [row(entry) for entry in desk.listed(about, within)]
    empty = desk.view.words("Nobody is on this list on {date}.", date=desk.on.asof)
    return b.Table(name, desk.title(about, within), columns, rows, empty=empty, only=b.SCREEN, span=0)


def file(desk: Desk, entries: Entries) -> b.Table:
    """The ticked entries of all lists as one table, for a file."""

    def row(entry: Entry) -> b.Row:
        cells, rows = _cells(desk, entry), desk.requests.get((entry.about, entry.subject), [])
        return [
            desk.title(entry.about, entry.within),
            desk.name(entry),
            *(cells.get(column, "") for column in _IN_FILES[2:-4]),
            desk.sentence(entry),
            b.Day(rows[0].day if rows else ""),
            b.Count(len(rows)),
            rows[0].asked_by if rows else "",
        ]

    return b.Table("leadership-desk", "", _IN_FILES, [row(entry) for entry in entries])


def _cells(desk: Desk, entry: Entry) -> dict[b.Column, b.Text]:
    """What is known of an entry, by column."""
    one, standing = entry.seat or entry.role, entry.standing
    cells: dict[b.Column, b.Text] = {_WHAT: desk.what(entry)}
    if one:
        titles = roles_now(desk, entry)
        end: b.Text = b.Day(one.span.end_date) if one.span.end_date else b.Unknown(desk.view.words(END_NOT_KNOWN))
        never = b.Unknown(desk.view.words(NEVER_CONFIRMED))
        cells[_LAST_DAY], cells[_CONFIRMED] = end, b.Day(one.last_confirmed) if one.last_confirmed else never
        cells[_ROLES] = b.Items(titles) if titles else ""
    if standing:
        cells |= {_DUE[value]: _count(desk, entry, value, n) for value, n in standing.due.items()}
        cells |= {_UNREPORTED: b.Count(standing.unreported), _RUNNING: b.Count(standing.running)}
    return cells


def _count(desk: Desk, entry: Entry, value: str, n: int) -> b.Count:
    """A count of commitments with the way to them."""
    return b.Count(n, desk.on.href("commitments", member=(entry.subject,), due=(value,)) if n else "")
