"""What becomes of roles and seats: each act with its fields, the rows that it makes and the sentence that says it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.blocks import N_
from dashboard.editing.holders import PEOPLE, Person, people, person, rows
from dashboard.view.view import View
from data_loader import schema

Rows = dict[str, list[dict[str, str]]]
"""Rows for the loader: table -> rows, each column -> text."""
Options = Callable[[View], Sequence[tuple[str, str]]]

ROLES, SEATS, REMOVE = "roles", "seats", "remove"
SEAT = "seat"
"""What the address of a seat begins with; its member and its first day follow."""
LONGEST = 300  # letters of a field
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_BETWEEN = ":"


class Unreadable(ValueError):  # noqa: N818  a verdict on the form
    """What is missing in a form or cannot be meant, as a message with its values."""

    def __init__(self, message: str, status: int = 400, **values: str) -> None:
        super().__init__(message)
        self.message, self.status, self.values = message, status, values


@dataclass(frozen=True)
class Ask:
    """A field of the form of an act."""

    name: str
    label: str
    kind: str = "line"  # of blocks.Field
    required: bool = False
    note: str = ""
    options: Options | None = None
    value: Callable[[View], str] | None = None


@dataclass(frozen=True)
class Given:
    """What an act is to do: the row that it is about, as it is stored, and what was filled in."""

    view: View
    row: Mapping[str, str]
    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def day(self, name: str) -> str:
        """A day that was filled in, written out as far as it is one."""
        try:
            return self.view.words.date(self[name])
        except ValueError:
            return self[name]


@dataclass(frozen=True)
class Act:
    """Something that can be done with a role, with a seat, or with neither yet."""

    name: str
    title: str
    about: str
    of: str  # the table of the row that it is about; empty: it makes a new one
    asks: tuple[Ask, ...]
    rows: Callable[[Given], Rows]
    sentence: Callable[[Given], str]


# What an act is about.


def stored(view: View, item: str) -> tuple[str, Mapping[str, str]] | None:
    """The table and the row of an address: of a role its id, of a seat its member and its first day."""
    kind, _, rest = item.partition(_BETWEEN)
    if kind == SEAT:
        member, _, start = rest.partition(_BETWEEN)
        seats = [row for row in rows(view, SEATS) if (row["steering_member_id"], row["start_date"]) == (member, start)]
        return (SEATS, seats[0]) if seats else None
    roles = [row for row in rows(view, ROLES) if row["id"] == item]
    return (ROLES, roles[0]) if roles else None


def rows_of(view: View, table: str) -> list[dict[str, str]]:
    """Every role, or every seat."""
    return rows(view, table)


def seat_item(member: str, start: str) -> str:
    """The address of a seat."""
    return _BETWEEN.join((SEAT, member, start))


def item_of(table: str, row: Mapping[str, str]) -> str:
    """The address of a row."""
    return row["id"] if table == ROLES else seat_item(row["steering_member_id"], row["start_date"])


def read(act: Act, view: View, form: Mapping[str, str]) -> Given:
    """What was filled in, as one line each, of the row that the form is about; a sentence says what is missing."""
    table, row = (stored(view, form.get("of", "")) or ("nothing", {})) if act.of else ("", {})
    if table != act.of:
        raise Unreadable(N_("This role or seat is no longer there. Please go back and choose it again."), 404)
    fields = {ask.name: " ".join(form.get(ask.name, "").split()) for ask in act.asks}
    for ask in act.asks:
        text, label = fields[ask.name], view.words(ask.label)
        if ask.required and not text:
            raise Unreadable(N_("Please fill in: {field}."), field=label)
        if len(text) > LONGEST or not text.isprintable():
            raise Unreadable(N_("This is too long, or no text: {field}."), field=label)
        if text and ask.kind == "pick" and text not in dict(ask.options(view) if ask.options else ()):
            raise Unreadable(N_("This cannot be chosen: {field}."), field=label)
    return Given(view, row, fields)


# Names.


def _shown(view: View, name: str) -> str:
    """A government in the reader's language, anyone else as written."""
    return view.names.of("government", name)


def role_called(view: View, row: Mapping[str, str]) -> str:
    """What a role is of: its theme, else its policy area, else its title."""
    theme, area = view.names.of("theme", row["theme_id"]), view.names.of("area", row["policy_area_id"])
    return theme or area or view.words(row["title"])


def holder_called(view: View, table: str, row: Mapping[str, str]) -> str:
    """Who has a role or sits."""
    if table == SEATS:
        return view.names.of("steering_member", row["steering_member_id"])
    return _shown(view, row["holder"])


# Rows.


def _also(sources: str, more: str) -> str:
    """A list of sources with one more, where it is another."""
    own = [one for one in sources.split(schema.LIST_SEPARATOR) if one]
    return schema.LIST_SEPARATOR.join([*own, *([more] if more and more not in own else [])])


def _sure(given: Given) -> str:
    """How sure a new row is: only what has a source is."""
    return "high" if given["source"] else "medium"


def new_id(kind: str, *parts: str) -> str:
    """An id that no other row has: of the same parts it is the same, so that what is sent twice is there once."""
    return f"{kind}-{hashlib.blake2b(repr(parts).encode(), digest_size=4).hexdigest()}"


def _changed(given: Given, **changes: str) -> dict[str, str]:
    return {**given.row, **changes, "source": _also(given.row["source"], given["source"])}


def _hand_over(given: Given) -> Rows:
    """The role ends with its holder, and the same begins for the next, who follows."""
    row, to = given.row, person(given.view, given["holder"], given["constituency"] or given.row["constituency"])
    new = {
        **row,
        "id": new_id("role", row["id"], to.name, given["first_day"]),
        "steering_member_id": to.id,
        "holder": to.name,
        "constituency": to.constituency,
        "start_date": given["first_day"],
        "end_date": "",
        "last_confirmed": "",
        "follows": row["id"],
        "source": given["source"],
        "confidence": _sure(given),
    }
    return {ROLES: [_changed(given, end_date=given["last_day"]), new]}


def _new_role(given: Given) -> Rows:
    to = person(given.view, given["holder"], given["constituency"] or schema.CONSTITUENCIES[0])
    names = ("kind", "theme_id", "policy_area_id", "title")
    row = {name: given[name] for name in names} | {
        "id": new_id("role", to.name, given["first_day"], *(given[name] for name in names)),
        "steering_member_id": to.id,
        "holder": to.name,
        "constituency": to.constituency,
        "start_date": given["first_day"],
        "end_date": given["last_day"],
        "source": given["source"],
        "confidence": _sure(given),
    }
    return {ROLES: [row]}


def _new_seat(given: Given) -> Rows:
    """The term; and the member, where it never sat before."""
    who = person(given.view, given["holder"], given["constituency"] or schema.CONSTITUENCIES[0])
    seat = {
        "steering_member_id": who.id or _member_id(who),
        "start_date": given["first_day"],
        "end_date": given["last_day"],
        "source": given["source"],
        "confidence": _sure(given),
    }
    member = {
        "id": seat["steering_member_id"],
        "name": who.name,
        "constituency": who.constituency,
        "organisation": given["organisation"],
        "country": who.country,
        "region": who.region or given["region"],
    }
    return {**({} if who.id else {PEOPLE: [member]}), SEATS: [seat]}


def _member_id(who: Person) -> str:
    """The id of somebody new: a government's country, or the name."""
    if who.constituency == schema.CONSTITUENCIES[0]:
        return f"gov-{(who.country or new_id('x', who.name)[2:]).lower()}"
    return f"cso-{_NOT_A_WORD.sub('-', schema.fold(who.name)).strip('-') or new_id('x', who.name)[2:]}"


def _ended(table: str) -> Callable[[Given], Rows]:
    return lambda given: {table: [_changed(given, end_date=given["last_day"])]}


def _confirmed(table: str) -> Callable[[Given], Rows]:
    return lambda given: {table: [_changed(given, last_confirmed=given["day"])]}


def _removed(table: str) -> Callable[[Given], Rows]:
    keys = [field.name for field in schema.fields(schema.DATA_TABLES[table]) if field.key]
    return lambda given: {table: [{name: given.row[name] for name in keys} | {REMOVE: "yes"}]}


# Sentences.


def _of_role(message: str, day: str = "") -> Callable[[Given], str]:
    def say(given: Given) -> str:
        view, row = given.view, given.row
        named = {"holder": holder_called(view, ROLES, row), "role": role_called(view, row)}
        return view.words(message, **named, new=_new_name(given), date=given.day(day))

    return say


def _of_seat(message: str, day: str = "") -> Callable[[Given], str]:
    def say(given: Given) -> str:
        return given.view.words(message, holder=holder_called(given.view, SEATS, given.row), date=given.day(day))

    return say


def _new_name(given: Given) -> str:
    return _shown(given.view, person(given.view, given["holder"], "").name)


def _says_new_role(given: Given) -> str:
    role = role_called(given.view, given.fields)
    return given.view.words(
        N_("{holder} takes on {role} on {date}."), holder=_new_name(given), role=role, date=given.day("first_day")
    )


def _says_new_seat(given: Given) -> str:
    message = N_("{holder} joins the Steering Committee on {date}.")
    return given.view.words(message, holder=_new_name(given), date=given.day("first_day"))


# Fields.


def _names(view: View) -> list[tuple[str, str]]:
    return people(view)


def _codes(kind: str) -> Options:
    return lambda view: [*view.words.codes(kind).items()]


def _all(dimension: str, table: str) -> Options:
    """The rows of a table by name."""

    def options(view: View) -> list[tuple[str, str]]:
        named = [(row["id"], view.names.of(dimension, row["id"])) for row in rows(view, table)]
        return sorted(named, key=lambda one: view.words.order(one[1]))

    return options


def _regions(view: View) -> list[tuple[str, str]]:
    return [(code, view.words.code("region", code)) for code in schema.REGIONS]


def _today(view: View) -> str:
    return view.today.isoformat()


_HOLDER_NOTE = N_("A name of the Steering Committee, or a new one.")
_LAST, _FIRST = N_("Last day"), N_("First day")
_SOURCE = Ask("source", N_("Source"), note=N_("An address, or what shows it."))
_NOTE = Ask("note", N_("Note"), note=N_("For those who read the story of the data."))
_WHERE = (_SOURCE, _NOTE)
_SIDE = Ask("constituency", N_("Constituency"), "pick", note=N_("Of a new name."), options=_codes("constituency"))
_END = (Ask("last_day", _LAST, "day", required=True), *_WHERE)
_CONFIRM = (Ask("day", N_("Day"), "day", required=True, value=_today), *_WHERE)
_REMOVE = (Ask("note", N_("Why"), required=True),)
_REMOVING = N_("For what should never have been here. What is over is ended instead, and stays on record.")
_CONFIRMING = N_("Nothing changes but the day on which it was last known to be held.")
_ENDING = N_("Nobody follows, as far as is known.")

ACTS: tuple[Act, ...] = (
    Act(
        "hand-over",
        N_("Hand over"),
        N_("The role ends for one and begins for the next, in one step."),
        ROLES,
        (
            Ask("holder", N_("New holder"), required=True, note=_HOLDER_NOTE, options=_names),
            _SIDE,
            Ask("last_day", N_("Last day of the old holder"), "day", required=True),
            Ask("first_day", N_("First day of the new holder"), "day", required=True),
            *_WHERE,
        ),
        _hand_over,
        _of_role(N_("{holder} hands {role} over to {new} on {date}."), "first_day"),
    ),
    Act("confirm", N_("Still held: confirm"), _CONFIRMING, ROLES, _CONFIRM, _confirmed(ROLES),
        _of_role(N_("{holder} still holds {role}, confirmed on {date}."), "day")),
    Act("end", N_("End the role"), _ENDING, ROLES, _END, _ended(ROLES),
        _of_role(N_("{holder} gives up {role}; the last day is {date}."), "last_day")),
    Act("remove", N_("Remove the role"), _REMOVING, ROLES, _REMOVE, _removed(ROLES),
        _of_role(N_("{role} of {holder} is removed: it should not have been here."))),
    Act("confirm-seat", N_("Still sits: confirm"), _CONFIRMING, SEATS, _CONFIRM, _confirmed(SEATS),
        _of_seat(N_("{holder} still sits on the Steering Committee, confirmed on {date}."), "day")),
    Act("end-of-term", N_("End of term"), N_("The last day of the term."), SEATS, _END, _ended(SEATS),
        _of_seat(N_("The term of {holder} ends on {date}."), "last_day")),
    Act("remove-seat", N_("Remove the seat"), _REMOVING, SEATS, _REMOVE, _removed(SEATS),
        _of_seat(N_("The seat of {holder} is removed: it should not have been here."))),
    Act(
        "new-role",
        N_("New role"),
        N_("A role that nobody had before."),
        "",
        (
            Ask("holder", N_("Holder"), required=True, note=_HOLDER_NOTE, options=_names),
            _SIDE,
            Ask("kind", N_("Kind of role"), "pick", required=True, options=_codes("role_kind")),
            Ask("theme_id", N_("Theme"), "pick", options=_all("theme", "themes")),
            Ask("policy_area_id", N_("Policy area"), "pick", options=_all("area", "policy_areas")),
            Ask("title", N_("Title"), required=True, note=N_("In English, as the committee calls it.")),
            Ask("first_day", _FIRST, "day", required=True),
            Ask("last_day", _LAST, "day", note=N_("Where it is known.")),
            *_WHERE,
        ),
        _new_role,
        _says_new_role,
    ),
    Act(
        "new-seat",
        N_("New seat"),
        N_("A member joins the Steering Committee, or begins another term."),
        "",
        (
            Ask("holder", N_("Member"), required=True, note=_HOLDER_NOTE, options=_names),
            _SIDE,
            Ask("organisation", N_("Organisation"), note=N_("Of a member of civil society.")),
            Ask("region", N_("Region"), "pick", note=N_("Of a new name."), options=_regions),
            Ask("first_day", _FIRST, "day", required=True),
            Ask("last_day", _LAST, "day", note=N_("Where it is known.")),
            *_WHERE,
        ),
        _new_seat,
        _says_new_seat,
    ),
)  # fmt: skip
"""Every act, in the order in which they are offered."""
BY_NAME = {act.name: act for act in ACTS}


def acts_of(table: str) -> list[Act]:
    """What can be done with a row of a table; "" for what makes a new one."""
    return [act for act in ACTS if act.of == table]


def reason(given: Given, act: Act) -> str:
    """The sentence of an act with the note of whoever does it: why the version is published."""
    sentence, note = act.sentence(given), given["note"]
    return (f"{sentence} {note}" if note else sentence)[: schema.LONGEST_NOTE]
