"""The form of a row of any table, made from the schema: one control a field, and what was changed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.blocks import N_
from dashboard.editing import rows
from dashboard.view.values import named
from dashboard.view.view import View
from data_loader import labels, schema
from data_loader.phrases import Phrase
from data_loader.schema import LIST_SEPARATOR, Field

FIELD = "f."
"""What the name of a column begins with in a form."""
MOST_PICKED, MOST_TICKED, MOST_OFFERED = 100, 200, 3_000
"""Rows of a table up to which one is picked, several are ticked, or names are offered as one types."""
LONG = 80  # letters: longer text gets several lines
_LONG = {"full_text", "text", "note", "summary", "reason", "tracked_by", "figures", "next_step", "joined_basis"}
_OWNERS = ("action_plan_id", "member_id")
"""What narrows the rows to choose from, where the row itself says it."""

Options = Mapping[str, str]
Posted = Mapping[str, Sequence[str]]
"""What a form sends: by the name of a field, what it holds."""


@dataclass(frozen=True)
class Control:
    """How a field is filled in: a kind of blocks.Field, what may be chosen, and what it holds now."""

    column: Field
    kind: str
    options: Options  # value → what it is called
    text: str  # as the control shows it
    help: str = ""  # what the field means, and how it is filled in


@dataclass(frozen=True)
class RowForm:
    """A row of a table in the version that `view` shows; without a key it is a new one."""

    view: View
    table: str
    key: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)  # by column, what a control shows in place of what is stored

    @cached_property
    def stored(self) -> dict[str, str]:
        """The row as it is; empty where it is new, or there is none."""
        return (rows.stored(self.view, self.table, self.key) or {}) if self.key else {}

    @property
    def exists(self) -> bool:
        """Whether there is such a row, or it is to be new."""
        return not self.key or bool(self.stored)

    @cached_property
    def controls(self) -> list[Control]:
        """One for each field that can be changed: an id stays what it is."""
        declared = schema.fields(schema.DATA_TABLES[self.table])
        return [self._control(column) for column in declared if not (self.key and column.name == "id")]

    def _control(self, column: Field) -> Control:
        value = self.stored.get(column.name, "")
        options = {**self._options(column)}
        kind = self._kind(column, options, value)
        if kind in {"pick", "many"}:
            options |= {part: part for part in _parts(column, value) if part not in options}
        text = self.typed.get(column.name)
        shown = _shown(column, kind, options, value) if text is None else text
        return Control(column, kind, options, shown, _help(self.view, column, kind))

    def _kind(self, column: Field, options: Options, value: str) -> str:
        if column.kind == "list":
            return "many" if 0 < len(options) <= MOST_TICKED else "lines"
        if options and self._counts.get(column.refers_to, 0) <= MOST_PICKED:
            return "pick"
        is_long = len(value) > LONG or "\n" in value or column.name in _LONG
        return "lines" if column.kind == "text" and not column.refers_to and is_long else "line"

    def _options(self, column: Field) -> Options:
        if column.kind == "flag":
            return {flag: named(self.view, self.table, column.name, flag) for flag in ("1", "0")}
        if column.allowed:
            return {code: named(self.view, self.table, column.name, code) for code in column.allowed}
        return self._names(column.refers_to) if column.refers_to else {}

    def _names(self, table: str) -> Options:
        """The rows that a column may name, by what they are called; none where they are too many."""
        view, count = self.view, self._counts.get(table, 0)
        if not 0 < count <= MOST_OFFERED:
            return {}
        every = [*rows.table(view, table)]
        found = self._near(every) if count > MOST_PICKED else every
        members = labels.of_rows(rows.table(view, "members"), view.lang, {}) if table == "action_plans" else {}
        called = labels.of_rows(found, view.lang, members)
        return dict(sorted(called.items(), key=lambda pair: schema.fold(pair[1])))

    def _near(self, every: Sequence[rows.Row]) -> Sequence[rows.Row]:
        """Those of the same plan or member, where the row has one and there are any; others can be typed."""
        owner = next((name for name in _OWNERS if self.stored.get(name) and name in every[0]), "")
        return [row for row in every if owner and row[owner] == self.stored[owner]] or every

    @cached_property
    def _counts(self) -> dict[str, int]:
        """How many rows each table has."""
        view = self.view
        return {record.table_name: record.rows for record in view.records.tables(view.snapshot.version.number)}

    def changed(self, posted: Posted) -> dict[str, str]:
        """The columns to which the form gives another value than they have, with that value; of no key alone."""
        changes: dict[str, str] = {}
        for control in self.controls:
            sent = posted.get(FIELD + control.column.name)
            if sent is None:
                continue
            before = self.stored.get(control.column.name, "")
            value = _read(control, sent, before)
            shown = _shown(control.column, control.kind, control.options, before)
            is_as_shown = control.kind != "many" and _lines(sent[-1]) == shown
            if value != before and not is_as_shown:
                changes[control.column.name] = value
        return changes

    def rows(self, changes: Mapping[str, str]) -> list[rows.Row]:
        """What is loaded: the row with its changes; where they change its key, the old one goes and a new one comes."""
        names = [column.name for column in schema.fields(schema.DATA_TABLES[self.table]) if column.key]
        key = dict(zip(names, self.key, strict=True)) if self.key else {}
        if not self.key or not set(names) & changes.keys():
            return [{**key, **changes}]
        return [{**key, rows.REMOVE: rows.YES}, {**self.stored, **changes}]

    def text(self, posted: Posted) -> dict[str, str]:
        """What was typed, for the form to show again."""
        sent = {control.column.name: posted.get(FIELD + control.column.name) for control in self.controls}
        return {name: "\n".join(filter(None, map(_lines, values))) for name, values in sent.items() if values}


def _help(view: View, column: Field, kind: str) -> str:
    """The meaning of a field, and how it is filled in where that is not to be seen."""
    meaning, unit = view.words(column.meaning), f" ({view.words(column.unit)})" if column.unit else ""
    sentences = [f"{meaning[:1].upper()}{meaning[1:]}{unit}."]
    if column.kind == "list" and kind == "lines":
        sentences.append(view.words(_A_LINE_EACH))
    elif column.kind in _HOW or (column.refers_to and kind == "line"):
        how = labels.HOW[column.kind] if column.kind in _HOW else _BY_NAME
        sentences.append(view.words(how.template if isinstance(how, Phrase) else how))
    if column.name == "id":
        sentences.append(view.words(_NEW_ID))
    return " ".join(sentences)


_HOW = {"date", "integer", "number", "url"}
_A_LINE_EACH = N_("A line each.")
_BY_NAME = N_("Type its name, or its id.")
_NEW_ID = N_("Leave it empty and one is made by the rule of the table, where it has one.")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parts(column: Field, value: str) -> list[str]:
    parts = value.split(LIST_SEPARATOR) if column.kind == "list" else [value]
    return [part for part in parts if part]


def _shown(column: Field, kind: str, options: Options, value: str) -> str:
    """What a control shows for a value: a line for each part of a list, a name where one types it."""
    if column.kind == "list":
        return "\n".join(_parts(column, value))
    return options.get(value, value) if kind == "line" else value


def _read(control: Control, sent: Sequence[str], before: str) -> str:
    """The value that a control stands at; a list of the same values is as it was."""
    if control.column.kind == "list":
        texts = [part.strip() for text in sent for part in _SPLIT[control.kind](_lines(text))]
        parts = [*dict.fromkeys(filter(None, texts))]
        was = _parts(control.column, before)
        kept = [part for part in was if part in parts]
        return LIST_SEPARATOR.join([*kept, *(part for part in parts if part not in kept)])
    text = _lines(sent[-1]) if control.kind == "lines" else sent[-1].strip()
    ids = {called: value for value, called in control.options.items()} if control.kind == "line" else {}
    return ids.get(text, text)


_SPLIT: dict[str, Callable[[str], list[str]]] = {
    "many": lambda text: [text],
    "lines": lambda text: text.replace(LIST_SEPARATOR.strip(), "\n").split("\n"),
}
