"""The record of a meeting: who was there, what was decided, what is to be done by whom; a form becomes rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.blocks import N_
from dashboard.editing.acts import Rows, Unreadable
from dashboard.editing.holders import PEOPLE, people, rows
from dashboard.view.view import View
from data_loader import schema

LINES = 12
"""So many new decisions or actions, and so many new papers, fit into one form."""
LONGEST_TEXT, LONGEST = 2_000, 300  # letters
KINDS = ("working", "ministerial", "subcommittee")
PAPERS = ("minutes", "packet", "recap", "declaration", "news", "page")
"""Kinds of documents that are papers of a meeting."""
MEETING = ("start_date", "end_date", "place", "kind", "title", "source")
DECISION = ("kind", "text", "owner", "due_date", "done_date")
PAPER = ("url", "kind", "title")
_ACTION = "action"
_PREFIXES = {"subcommittee": "sub", "event": "ev"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Recorded:
    """The rows of a record, and what they say in a sentence."""

    rows: Rows
    sentence: str


def field(group: str, place: str | int, name: str) -> str:
    """The name of a field: of a seat, a decision or a paper."""
    return f"{group}:{place}:{name}"


def read(view: View, fields: Mapping[str, str]) -> Recorded:
    """What was filled in, as rows; a sentence says what is missing."""
    form = _Form(view, fields)
    id_ = form.line("meeting")
    known = {row["id"]: row for row in rows(view, "meetings")}
    if id_ and id_ not in known:
        raise Unreadable(N_("This meeting is no longer there."))
    meeting = _meeting(form, known, id_)
    decisions = [*_decisions(form, meeting)]
    changed: Rows = {
        "meetings": [meeting],
        "attendance": [*_attendance(form, meeting)],
        "decisions": decisions,
        "documents": [*_papers(form, meeting)],
    }
    return Recorded({name: some for name, some in changed.items() if some}, _sentence(view, meeting, changed))


@dataclass(frozen=True)
class _Form:
    """What was filled in, in the reader's language."""

    view: View
    fields: Mapping[str, str]

    def line(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """A field as one line."""
        text = " ".join(self.fields.get(name, "").split())
        if len(text) > longest or not text.isprintable():
            label = self.view.words(_LABELS.get(name.rpartition(":")[2], ""))
            raise Unreadable(N_("This is too long, or no text: {field}."), field=label or name)
        return text


_LABELS = {
    "title": N_("Title"),
    "place": N_("Place"),
    "source": N_("Source"),
    "person": N_("Name of the official"),
    "text": N_("What"),
    "owner": N_("Owner"),
    "url": N_("Address"),
}
"""What a field is called, where anything may be written in it."""


def _meeting(form: _Form, known: Mapping[str, Mapping[str, str]], id_: str) -> dict[str, str]:
    row = {name: form.line(name, LONGEST_TEXT if name == "source" else LONGEST) for name in MEETING}
    row["end_date"] = row["end_date"] or row["start_date"]
    if not row["start_date"]:
        raise Unreadable(N_("Please fill in: {field}."), field=form.view.words("First day"))
    if row["kind"] not in schema.MEETING_KINDS:
        raise Unreadable(N_("Please fill in: {field}."), field=form.view.words("Kind of meeting"))
    if not id_ and not _DAY.fullmatch(row["start_date"]):
        raise Unreadable(N_("Please fill in: {field}."), field=form.view.words("First day"))
    return {"id": id_ or _new_id(row, known), **row}


def _new_id(row: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> str:
    """The kind with the month; with the day where another meeting of the month has that. Sent twice, it is the same."""
    prefix = _PREFIXES.get(row["kind"], "sc")
    short, day = f"{prefix}-{row['start_date'][:7]}", row["start_date"]
    if short not in known or known[short]["start_date"] == day:
        return short
    return f"{prefix}-{day}"


def stored(view: View, meeting: str) -> dict[str, str] | None:
    """A meeting that is on record."""
    return next((row for row in rows(view, "meetings") if row["id"] == meeting), None)


def latest(view: View, most: int) -> list[str]:
    """The ids of the last meetings on record, the latest first."""
    latest_first = sorted(rows(view, "meetings"), key=lambda row: row["start_date"], reverse=True)
    return [row["id"] for row in latest_first[:most]]


# Who was there.


def seated(view: View, day: str) -> list[tuple[str, str]]:
    """Who may have been there on a day: each whose seat is valid then, by id and name; governments first, by name."""
    held = {row["steering_member_id"] for row in rows(view, "seats") if _holds(row, day)}
    sides = {row["id"]: schema.CONSTITUENCIES.index(row["constituency"]) for row in rows(view, PEOPLE)}
    named = [(id_, view.names.of("steering_member", id_)) for id_ in held & sides.keys()]
    return sorted(named, key=lambda one: (sides[one[0]], view.words.order(one[1])))


def _holds(row: Mapping[str, str], day: str) -> bool:
    """A seat is held when it had certainly begun, and had not certainly ended (rule 4)."""
    start, end = row["start_date"], row["end_date"]
    began = not start or (start <= day if len(start) == len(day) else start < day[: len(start)])
    return began and (not end or end >= day[: len(end)])


def attended(view: View, meeting: str) -> dict[str, dict[str, str]]:
    """What is on record of who was at a meeting, by member."""
    return {row["steering_member_id"]: row for row in rows(view, "attendance") if row["meeting_id"] == meeting}


def _attendance(form: _Form, meeting: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A row a seat of which anything is said; of one that is on record also where nothing is said any more."""
    others, before = form.line("others"), attended(form.view, meeting["id"])
    ids = {id_ for id_, _ in seated(form.view, meeting["start_date"])} | before.keys()
    for id_ in sorted(ids):
        level = form.line(field("seat", id_, "level")) or others
        name = form.line(field("seat", id_, "person"))
        if level and level not in schema.LEVELS_OF_ATTENDANCE:
            raise Unreadable(N_("This cannot be chosen: {field}."), field=form.view.words("Represented by"))
        own = {"level": level, "person": name}
        was = before.get(id_)
        if was is not None and field("seat", id_, "level") not in form.fields:
            continue  # the form did not show it
        if (level or name) and was is None:
            yield {**_key(meeting, id_), **own, "source": meeting["source"], "confidence": "high"}
        elif was is not None and own != {part: was[part] for part in own}:
            yield {**_key(meeting, id_), **own}


def _key(meeting: Mapping[str, str], member: str) -> dict[str, str]:
    return {"meeting_id": meeting["id"], "steering_member_id": member}


# What was decided.


def decided(view: View, meeting: str) -> list[dict[str, str]]:
    """The decisions and actions of a meeting that are on record."""
    return [row for row in rows(view, "decisions") if row["meeting_id"] == meeting]


def _decisions(form: _Form, meeting: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Those on record as they were changed, then the new ones."""
    before = decided(form.view, meeting["id"])
    for row in before:
        own = _of_line(form, "decision", row["id"], DECISION)
        if field("decision", row["id"], "text") in form.fields and own != {name: row[name] for name in DECISION}:
            yield {"id": row["id"], **own}
    number = max((_number(row["id"]) for row in before), default=0)
    there = {(row["kind"], row["text"], row["owner"]) for row in before}
    for place in range(LINES):
        own = _of_line(form, "decision", place, DECISION)
        if own["text"] and (own["kind"], own["text"], own["owner"]) not in there:  # what is sent twice is there once
            number += 1
            about = {"member_id": _member(form.view, own["owner"]), "source": meeting["source"], "confidence": "high"}
            key = {"id": f"{meeting['id']}-{number:02}", "meeting_id": meeting["id"], "date": meeting["end_date"]}
            yield {**key, **own, **about}


def _number(id_: str) -> int:
    """The running number at the end of an id."""
    last = id_.rpartition("-")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 6 else 0


def _of_line(form: _Form, group: str, place: str | int, names: Sequence[str]) -> dict[str, str]:
    own = {name: form.line(field(group, place, name)) for name in names}
    if group == "decision":
        own["kind"] = own["kind"] or _ACTION
        if own["kind"] not in schema.DECISION_KINDS:
            raise Unreadable(N_("This cannot be chosen: {field}."), field=form.view.words("Kind of decision"))
    return own


def _member(view: View, owner: str) -> str:
    """The member of OGP that is to see to something; empty where the owner is no member."""
    wanted = schema.fold(owner)
    for row in rows(view, "members") if owner else ():
        if wanted in {schema.fold(name) for name in (row["name"], view.names.of("member", row["id"]))}:
            return row["id"]
    return ""


def owners(view: View) -> list[tuple[str, str]]:
    """Who is proposed as the owner of an action."""
    unit = view.words("Support Unit")
    return [("", unit), *people(view)]


# Papers.


def papers(view: View, meeting: str) -> list[dict[str, str]]:
    """The documents of a meeting that are on record."""
    return [row for row in rows(view, "documents") if row["meeting_id"] == meeting]


def _papers(form: _Form, meeting: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for place in range(LINES):
        own = {name: form.line(field("paper", place, name)) for name in PAPER}
        if own["url"]:
            own["kind"] = own["kind"] or PAPERS[0]
            if own["kind"] not in schema.DOCUMENT_KINDS:
                raise Unreadable(N_("This cannot be chosen: {field}."), field=form.view.words("Kind of document"))
            title = own["title"] or form.view.words.code("document_kind", own["kind"])
            yield {**own, "title": title, "meeting_id": meeting["id"], "confidence": "high"}


# The sentence.


def _sentence(view: View, meeting: Mapping[str, str], changed: Rows) -> str:
    """What is recorded: of which meeting, how many seats, decisions and papers."""
    words = view.words
    where = meeting["place"] or meeting["title"] or words.code("meeting_kind", meeting["kind"])
    counts = [
        words.plural("{n} seat", "{n} seats", len(changed["attendance"])),
        words.plural("{n} decision or action", "{n} decisions and actions", len(changed["decisions"])),
        words.plural("{n} paper", "{n} papers", len(changed["documents"])),
    ]
    day = _written(view, meeting["start_date"])
    return words("Meeting {place}, {date}: {counts}.", place=where, date=day, counts=", ".join(counts))[
        : schema.LONGEST_NOTE
    ]


def _written(view: View, day: str) -> str:
    try:
        return view.words.date(day)
    except ValueError:
        return day
