"""Changes as sentences: patterns for what happens often, general ones for the rest, in the words of a speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, Union

from data_loader import schema
from data_loader.changes import CHANGED, NEW, REMOVED, Cells, Differences, FieldChange, RowChange
from data_loader.column_names import TABLES, header
from data_loader.phrases import N_

_LONGEST = 120  # letters of a value within a sentence
_AT_MOST = 3
"""So many rows of one plan are told one by one; more are counted."""


# What stands in the places of a pattern: a text as it is, or what a speaker has words for.


@dataclass(frozen=True)
class Name:
    """A row that has a name of its own in each language: a priority, theme, member, seated member or promise."""

    table: str
    cells: Cells


@dataclass(frozen=True)
class Value:
    """The value of a field: a code, a date, a flag, a number or text."""

    table: str
    field: str
    text: str


@dataclass(frozen=True)
class Called:
    """A table by what it is called; or a field of it."""

    table: str
    field: str = ""


@dataclass(frozen=True)
class Label:
    """What a row is called that is known by others: a pattern with its parts."""

    pattern: str
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class Many:
    """Several parts in a row."""

    parts: Sequence[Part]


Part = Union[str, Name, Value, Called, Label, Many]  # noqa: UP007
About = tuple[str, str]
"""What a sentence is about: a member, a theme or a person, and its id; of a person without one, the name."""

MEMBER, THEME, PERSON = "member", "theme", "person"
GROUPS = (MEMBER, THEME, PERSON)


@dataclass(frozen=True)
class Sentence:
    """A pattern with its parts; `many` is its form for several, which the part `n` decides."""

    pattern: str
    parts: Mapping[str, Part]
    about: tuple[About, ...]
    rows: tuple[RowChange, ...]
    many: str = ""


class Speaker(Protocol):
    """Says the parts of a sentence in one language."""

    @property
    def lang(self) -> str:
        """The code of the language."""

    def message(self, pattern: str, **parts: object) -> str:
        """A pattern with its parts said."""

    def plural(self, one: str, many: str, n: int, **parts: object) -> str:
        """The form of a pattern for `n`."""

    def listing(self, parts: list[str]) -> str:
        """Several parts in a row."""

    def name(self, name: Name) -> str:
        """What a row is called."""

    def value(self, value: Value) -> str:
        """The value of a field in words."""


def say(part: Part | Sentence, speaker: Speaker) -> str:
    """A sentence, or a part of one, in the speaker's language."""
    return _SAID[type(part)](part, speaker)


def _sentence(sentence: Sentence, speaker: Speaker) -> str:
    parts = {name: say(part, speaker) for name, part in sentence.parts.items() if name != "n"}
    if not sentence.many:
        return speaker.message(sentence.pattern, **parts)
    return speaker.plural(sentence.pattern, sentence.many, len(sentence.rows), **parts)


def _called(called: Called, speaker: Speaker) -> str:
    """A field as it stands within a sentence: in small letters, but for abbreviations."""
    if not called.field:
        return TABLES[called.table].in_language(speaker.lang)
    name = header(called.table, called.field, speaker.lang)
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


_SAID: dict[type, Callable[[Any, Speaker], str]] = {
    str: lambda text, _: text,
    Name: lambda name, speaker: speaker.name(name),
    Value: lambda value, speaker: speaker.value(value),
    Called: _called,
    Label: lambda label, speaker: speaker.message(
        label.pattern, **{name: say(part, speaker) for name, part in label.parts.items()}
    ),
    Many: lambda many, speaker: speaker.listing([say(part, speaker) for part in many.parts]),
    Sentence: _sentence,
}


def sentences(differences: Differences) -> list[Sentence]:
    """Every changed row in a sentence at least, in the order of the tables; worked out once."""
    if "sentences" not in differences.worked_out:
        differences.worked_out["sentences"] = _sentences(differences)
    kept: list[Sentence] = differences.worked_out["sentences"]
    return kept


def _sentences(differences: Differences) -> list[Sentence]:
    by_table: dict[str, list[RowChange]] = defaultdict(list)
    for row in differences.rows:
        by_table[row.table].append(row)
    story = Story(differences)
    return [one for name, rows in by_table.items() for one in RULES.get(name, _each)(story, rows)]


_WHOSE = {"commitment_id": "commitments", "action_plan_id": "action_plans", "agenda_item_id": "agenda_items"}
"""Fields that say whose a row is, and the tables they refer to."""


def shortened(text: str) -> str:
    """A text as a sentence has room for it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class Story:
    """The differences, with whose each row is."""

    def __init__(self, differences: Differences) -> None:
        self.differences = differences
        self._of_rows: dict[int, tuple[About, ...]] = {}
        self._of_table = {
            **dict.fromkeys(("roles", "seats", "steering_members"), self._person),
            "notes": self._noted,
        }

    def of_row(self, row: RowChange) -> tuple[About, ...]:
        """What a changed row is about, before or after."""
        known = self._of_rows.get(id(row))
        if known is None:
            sides = [cells for cells in (row.after, row.before) if cells]
            known = tuple(dict.fromkeys(one for cells in sides for one in self._about(row.table, cells)))
            self._of_rows[id(row)] = known
        return known

    def _about(self, table: str, cells: Cells) -> Iterator[About]:
        own = {"members": MEMBER, "themes": THEME}.get(table)
        if own and cells:
            yield own, cells["id"]
        if cells.get("member_id"):
            yield MEMBER, cells["member_id"]
        for theme in cells.get("themes", "").split(schema.LIST_SEPARATOR):
            yield from [(THEME, theme)] if theme else []
        if cells.get("theme_id"):
            yield THEME, cells["theme_id"]
        yield from self._of_table.get(table, self._nobody)(cells)
        for field, parent in _WHOSE.items():
            if cells.get(field) and (table, field) != ("commitments", "action_plan_id"):
                yield from self._about(parent, self.differences.row(parent, cells[field]))

    def _nobody(self, _: Cells) -> Iterator[About]:
        """Of most tables all is said by the fields that any table may have."""
        yield from ()

    def _noted(self, cells: Cells) -> Iterator[About]:
        """What a note is about; a day is about nobody."""
        table, id_ = schema.NOTED.get(cells["about"], ""), cells["about_id"]
        if table and (row := self.differences.row(table, id_)):
            yield from self._about(table, {**row, "id": id_})

    def _person(self, cells: Cells) -> Iterator[About]:
        """A government is a member; all others are persons."""
        id_ = cells.get("steering_member_id", "")
        seated = self.differences.row("steering_members", id_) if id_ else cells
        if seated.get("constituency") == "government" and seated.get("country"):
            yield MEMBER, seated["country"]
        else:
            yield PERSON, id_ or cells.get("holder") or cells.get("id", "")

    def name(self, row: RowChange) -> Part:
        """What a changed row is called."""
        return self.label(row.table, row.cells)

    def label(self, table: str, cells: Cells) -> Part:
        """What a row is called: by its own name, or by those that it is known by."""
        if table == "notes":
            return Label(
                N_("note on {row} ({date})"),
                {"row": self.noted(cells), "date": self.value(table, "date", cells["date"])},
            )
        if table not in _LABELS:
            return Name(table, cells)
        pattern, parts = _LABELS[table]
        return Label(pattern, {name: self.value(table, field, cells[field]) for name, field in parts.items()})

    def value(self, table: str, field: str, text: str) -> Part:
        """What stands in a field; what it refers to by its name."""
        parent = schema.DATA_TABLES[table].c[field].info["field"].refers_to
        if not parent:
            return Value(table, field, shortened(text))
        return Many([self.referred(parent, id_) for id_ in text.split(schema.LIST_SEPARATOR) if id_])

    def referred(self, table: str, id_: str) -> Part:
        """A row that another refers to; its id where it is not there."""
        cells = self.differences.row(table, id_)
        return self.label(table, cells) if cells else id_

    def noted(self, cells: Cells) -> Part:
        """What a note is about: a row by its name, or a day."""
        table = schema.NOTED.get(cells["about"])
        return self.referred(table, cells["about_id"]) if table else Value("notes", "date", cells["about_id"])

    def one(self, pattern: str, *rows: RowChange, **parts: Part) -> Sentence:
        """A sentence on a row, or on several that belong together."""
        about = [one for row in rows for one in self.of_row(row)]
        return Sentence(pattern, parts, tuple(dict.fromkeys(about)), rows)

    def holder(self, cells: Cells) -> Part:
        """Who holds a role or sits."""
        id_ = cells.get("steering_member_id", "")
        return self.referred("steering_members", id_) if id_ else Value("roles", "holder", cells.get("holder", ""))

    def plan(self, id_: str) -> Part:
        """An action plan."""
        return self.referred("action_plans", id_)

    def began_by(self, date: str, row: RowChange) -> bool:
        """Whether a date was past when the version was published in which the row changed."""
        version = self.differences.versions.get(row.version or max(self.differences.earlier, self.differences.later))
        return version is not None and date <= version.at.date().isoformat()


_LABELS: dict[str, tuple[str, Mapping[str, str]]] = {
    "action_plans": (
        N_("{member}, plan {number} ({year})"),
        {"member": "member_id", "number": "number", "year": "year_submitted"},
    ),
    "commitments": (N_("“{title}” ({number})"), {"title": "title", "number": "id"}),
    "assessments": (
        N_("{commitment} ({assessor}, {date})"),
        {"commitment": "commitment_id", "assessor": "assessor", "date": "published"},
    ),
    "milestones": (N_("{member}: {title}"), {"member": "member_id", "title": "title"}),
    "progress_reports": (N_("{commitment} ({date})"), {"commitment": "commitment_id", "date": "reported_on"}),
    "standing": (
        N_("{member}: {status} ({date})"),
        {"member": "member_id", "status": "status", "date": "start_date"},
    ),
    "eligibility": (N_("{country} ({year})"), {"country": "country", "year": "year"}),
    "review_steps": (
        N_("{country}: {step} ({date})"),
        {"country": "country", "step": "step", "date": "date"},
    ),
    "recommendations": (N_("{plan}: {title}"), {"plan": "action_plan_id", "title": "title"}),
    "documents": ("{title}", {"title": "title"}),
    "representatives": (N_("{person} ({date})"), {"person": "person", "date": "date"}),
    "attendance": (N_("{member}, {meeting}"), {"member": "steering_member_id", "meeting": "meeting_id"}),
    "decisions": ("{decision}", {"decision": "text"}),
    "events": (N_("{title} ({date})"), {"title": "title", "date": "start_date"}),
    "corrections": (N_("{subject} ({date})"), {"subject": "subject", "date": "date"}),
    "published_figures": (
        N_("{subject}: {measure} ({date})"),
        {"subject": "subject", "measure": "measure", "date": "date"},
    ),
    "plan_results": (N_("{plan}, {assessor}"), {"plan": "action_plan_id", "assessor": "assessor"}),
    "plan_process": ("{plan}", {"plan": "action_plan_id"}),
    "seats": (N_("{holder} (term from {date})"), {"holder": "steering_member_id", "date": "start_date"}),
    "roles": (N_("{role} ({holder})"), {"role": "title", "holder": "holder"}),
    "meetings": (N_("{place} ({date})"), {"place": "place", "date": "start_date"}),
    "agenda_updates": (N_("{promise} ({date})"), {"promise": "agenda_item_id", "date": "date"}),
}
"""How a row is called that has no name of its own: a pattern, and the field that each place of it holds."""


# The general patterns


def _each(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    for row in rows:
        yield from _row(story, row)


def _row(story: Story, row: RowChange, but: frozenset[str] = frozenset()) -> Iterator[Sentence]:
    """A row that is new or removed in one sentence; of a changed one, each field but some."""
    if row.kind == CHANGED:
        yield from (_field(story, row, one) for one in row.fields if one.field not in but)
        return
    pattern = N_("New in {table}: {row}") if row.kind == NEW else N_("Removed from {table}: {row}")
    yield story.one(pattern, row, table=Called(row.table), row=story.name(row))


def _field(story: Story, row: RowChange, change: FieldChange) -> Sentence:
    """One field before and after."""
    parts: dict[str, Part] = {"row": story.name(row)}
    sides = {"before": change.before, "after": change.after}
    parts |= {name: story.value(row.table, change.field, text) for name, text in sides.items() if text}
    own = _OWN.get((row.table, change.field)) or _OWN.get(("", change.field))
    if own and len(parts) == len(("row", "before", "after")):
        return story.one(own, row, **parts)
    parts["field"] = Called(row.table, change.field)
    added, gone = _items(change.after) - _items(change.before), _items(change.before) - _items(change.after)
    if _is_list(row.table, change.field) and change.before and change.after and not (added and gone):
        some = story.value(row.table, change.field, schema.LIST_SEPARATOR.join(sorted(added or gone)))
        pattern = N_("{row}: {field} now also {items}") if added else N_("{row}: {field} no longer {items}")
        return story.one(pattern, row, row=parts["row"], field=parts["field"], items=some)
    if not change.before:
        return story.one(N_("{row}: {field} was empty and is now {after}"), row, **parts)
    if not change.after:
        return story.one(N_("{row}: {field} is empty now; it was {before}"), row, **parts)
    return story.one(N_("{row}: {field} changed from {before} to {after}"), row, **parts)


def _is_list(table: str, field: str) -> bool:
    kind: str = schema.DATA_TABLES[table].c[field].info["field"].kind
    return kind == "list"


def _items(text: str) -> set[str]:
    return {item for item in text.split(schema.LIST_SEPARATOR) if item}


_OWN = {
    ("", "end_date"): N_("The end of {row} moved from {before} to {after}"),
    ("", "start_date"): N_("The start of {row} moved from {before} to {after}"),
    ("assessments", "completion"): N_("The completion of {row} went from {before} to {after}"),
    ("commitments", "title"): N_("“{before}” is now called “{after}”"),
    ("commitments", "lead_institution"): N_("{row} is now led by {after}; before, by {before}"),
    ("members", "status"): N_("The membership status of {row} went from {before} to {after}"),
    ("agenda_updates", "status"): N_("The status found of {row} went from {before} to {after}"),
    ("themes", "priority_id"): N_("{row} moved from the priority {before} to {after}"),
}
"""The pattern of a field that has one, by table ("": of any) and field; both before and after are known."""


# Notes and corrections


def _notes(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """A new note in its own words."""
    for row in rows:
        if row.kind != NEW:
            yield from _row(story, row)
            continue
        text = Value("notes", "text", shortened(row.cells["text"]))
        yield story.one(N_("New note on {row}: {text}"), row, row=story.noted(row.cells), text=text)


def _corrections(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """What was wrong, as the log of corrections has it."""
    for row in rows:
        if row.kind != NEW:
            yield from _row(story, row)
            continue
        subject, wrong = (Value("corrections", name, shortened(row.cells[name])) for name in ("subject", "wrong"))
        yield story.one(N_("Corrected: {subject}. What was wrong: {wrong}"), row, subject=subject, wrong=wrong)


# Roles and seats

_IMPLIED = frozenset({"holder", "steering_member_id", "constituency", "start_date", "end_date", "confidence"})
"""What changes with the holder of a role and needs no sentence of its own."""


def _roles(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """Who took over from whom first; then who began, who ended, and what else changed."""
    passed_on, rest = _parted(rows, _is_passed_on)
    for row in passed_on:
        yield _taken_over(story, row, row.before or {}, row.after or {})
        yield from _row(story, row, but=_IMPLIED)
    pairs = _handed_over(rest)
    for opened, closed in pairs:
        yield _taken_over(story, opened, closed.before or {}, opened.after or {}, closed)
        yield from _row(story, closed, but=_IMPLIED) if closed.kind == CHANGED else ()
    alone = {row.key for pair in pairs for row in pair}
    for row in rest:
        if row.key not in alone:
            yield from _role(story, row)


def _parted(rows: Sequence[RowChange], which: Callable[[RowChange], bool]) -> tuple[list[RowChange], list[RowChange]]:
    """Those of some kind, and all others."""
    return [row for row in rows if which(row)], [row for row in rows if not which(row)]


def _is_passed_on(row: RowChange) -> bool:
    """A role that has another holder."""
    return row.kind == CHANGED and bool(row.to("holder") or row.to("steering_member_id"))


def _taken_over(story: Story, row: RowChange, before: Cells, after: Cells, *more: RowChange) -> Sentence:
    same_kind = before.get("kind") == after.get("kind") and before.get("theme_id") == after.get("theme_id")
    parts = {
        "holder": story.holder(after),
        "role": _what(story, after if same_kind else before),
        "former": story.holder(before),
    }
    return story.one(N_("{holder} took over {role} from {former}"), row, *more, **parts)


def _what(story: Story, cells: Cells) -> Part:
    """A role by its theme; without one by its title."""
    theme = cells.get("theme_id", "")
    return story.referred("themes", theme) if theme else Value("roles", "title", cells.get("title", ""))


def _handed_over(rows: Sequence[RowChange]) -> list[tuple[RowChange, RowChange]]:
    """Roles that began and those that ended on the same theme, of the same kind: the same side first."""
    ended, _ = _parted(rows, _is_closed)
    by_seat = _by(ended, _seat_of)
    pairs = []
    for row in (one for one in rows if one.kind == NEW):
        free = by_seat.get(_seat_of(row), [])
        like = [one for one in free if one.cells["holder"] != row.cells["holder"]]
        if like:
            closed = min(like, key=lambda one: one.cells["constituency"] != row.cells["constituency"])
            free.remove(closed)
            pairs.append((row, closed))
    return pairs


def _is_closed(row: RowChange) -> bool:
    """A role that went, or got an end."""
    end = row.to("end_date")
    return row.kind == REMOVED or bool(row.kind == CHANGED and end and end.after)


def _seat_of(row: RowChange) -> tuple[str, str]:
    return row.cells["theme_id"], row.cells["kind"]


def _role(story: Story, row: RowChange) -> Iterator[Sentence]:
    who, what, end = story.holder(row.cells), _what(story, row.cells), row.to("end_date")
    if row.kind == NEW:
        yield story.one(N_("{holder} took on {role}"), row, holder=who, role=what)
    elif row.kind == REMOVED:
        yield story.one(N_("{holder} is no longer on record for {role}"), row, holder=who, role=what)
    elif end and end.after and not end.before:
        ended = story.began_by(end.after, row)
        pattern = N_("{holder} ended {role} ({date})") if ended else N_("{holder} will end {role} ({date})")
        yield story.one(pattern, row, holder=who, role=what, date=Value("roles", "end_date", end.after))
        yield from _row(story, row, but=frozenset({"end_date", "confidence"}))
    else:
        yield from _row(story, row)


def _seats(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """Terms that begin and end."""
    for row in rows:
        who, start, end = story.holder(row.cells), row.cells["start_date"], row.to("end_date")
        if row.kind == NEW and start:
            began = Value("seats", "start_date", start)
            yield story.one(N_("{holder} began a term on the Steering Committee ({date})"), row, holder=who, date=began)
        elif row.kind == CHANGED and end and end.after and not end.before:
            ended = story.began_by(end.after, row)
            date = Value("seats", "end_date", end.after)
            yield story.one(_ENDED if ended else _WILL_END, row, holder=who, date=date)
            yield from _row(story, row, but=frozenset({"end_date", "confidence"}))
        else:
            yield from _row(story, row)


_ENDED = N_("{holder} ended a term on the Steering Committee ({date})")
_WILL_END = N_("The term of {holder} on the Steering Committee ends on {date}")


# Commitments and what was found of them


def _commitments(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """Those of a plan are counted where they are many."""
    for (kind, plan), some in _by(rows, lambda row: (row.kind, row.cells["action_plan_id"])).items():
        one, many = _COUNTED.get(("commitments", kind), ("", ""))
        if one and len(some) > _AT_MOST:
            yield _counted(story, one, many, some, plan=story.plan(plan))
        else:
            yield from _each(story, some)


def _assessments(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """A new finding beside what was found before; those of a plan are counted where they are many."""

    def kind_of(row: RowChange) -> tuple[str, str, str]:
        of = story.differences.row("commitments", row.cells["commitment_id"])
        return row.kind, of.get("action_plan_id", ""), row.cells["assessor"]

    for (kind, plan, assessor), some in _by(rows, kind_of).items():
        one, many = _COUNTED.get(("assessments", kind), ("", ""))
        if one and len(some) > _AT_MOST:
            yield _counted(
                story, one, many, some, plan=story.plan(plan), assessor=Value("assessments", "assessor", assessor)
            )
        else:
            for row in some:
                yield from [_finding(story, row)] if kind == NEW else _row(story, row)


def _finding(story: Story, row: RowChange) -> Sentence:
    """What was found, and what had been found before."""
    cells = row.cells
    before = story.differences.completion_before.get(cells["commitment_id"], {}).get("completion", "")
    parts: dict[str, Part] = {"row": story.name(row), "after": Value("assessments", "completion", cells["completion"])}
    if before and cells["completion"] and before != cells["completion"]:
        parts["before"] = Value("assessments", "completion", before)
        return story.one(_OWN["assessments", "completion"], row, **parts)
    if cells["completion"]:
        return story.one(N_("Found of {row}: {after}"), row, **parts)
    return story.one(N_("New in {table}: {row}"), row, table=Called("assessments"), row=parts["row"])


def _reports(story: Story, rows: Sequence[RowChange]) -> Iterator[Sentence]:
    """What a member reports itself, in its own words, where a review accepted it."""
    for row in rows:
        yield from [_reported(story, row)] if row.kind == NEW and row.cells["accepted"] == "1" else _row(story, row)


def _reported(story: Story, row: RowChange) -> Sentence:
    cells, of = row.cells, "milestones" if row.cells["milestone_id"] else "commitments"
    parts: dict[str, Part] = {
        "what": story.referred(of, cells["milestone_id"] or cells["commitment_id"]),
        "status": Value("progress_reports", "status", cells["status"]),
        "date": Value("progress_reports", "reported_on", cells["reported_on"]),
    }
    if not cells["summary"]:
        return story.one(N_("Reported by the member itself of {what} on {date}: {status}"), row, **parts)
    parts["words"] = story.value("progress_reports", "summary", cells["summary"])
    return story.one(N_("Reported by the member itself of {what} on {date}: {status} (“{words}”)"), row, **parts)


def _counted(story: Story, one: str, many: str, rows: Sequence[RowChange], **parts: Part) -> Sentence:
    return replace(story.one(one, *rows, **parts), many=many)


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a message for the catalogues."""
    return one, many


_COUNTED = {
    ("commitments", NEW): plural("{n} new commitment of {plan}", "{n} new commitments of {plan}"),
    ("commitments", REMOVED): plural("{n} commitment of {plan} was removed", "{n} commitments of {plan} were removed"),
    ("assessments", NEW): plural("{n} new finding on {plan} ({assessor})", "{n} new findings on {plan} ({assessor})"),
    ("assessments", REMOVED): plural(
        "{n} finding on {plan} was removed ({assessor})", "{n} findings on {plan} were removed ({assessor})"
    ),
}
"""What is said of many rows of a plan."""


def _by(
    rows: Sequence[RowChange], key: Callable[[RowChange], tuple[str, ...]]
) -> dict[tuple[str, ...], list[RowChange]]:
    groups: dict[tuple[str, ...], list[RowChange]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


RULES: dict[str, Callable[[Story, Sequence[RowChange]], Iterator[Sentence]]] = {
    "roles": _roles,
    "seats": _seats,
    "commitments": _commitments,
    "assessments": _assessments,
    "progress_reports": _reports,
    "notes": _notes,
    "corrections": _corrections,
}
"""How the changes of a table are told; those of all others row by row and field by field."""
