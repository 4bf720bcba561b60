"""The form of a row of any table, made from the schema: one control a field, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.editing import controls, ids, rows
from dashboard.editing.controls import Control, Options
from dashboard.view.values import named
from dashboard.view.view import View
from data_loader import labels, schema
from data_loader.schema import Field

FIELD = "f."
"""What the name of a column begins with in a form."""
MOST_PICKED, MOST_TICKED, MOST_OFFERED = 100, 200, 3_000
"""Rows of a table up to which one is picked, several are ticked, or names are offered as one types."""
LONG = 80  # letters: longer text gets several lines
_LONG = {"full_text", "text", "note", "summary", "reason", "tracked_by", "figures", "next_step", "joined_basis"}
_OWNERS = ("action_plan_id", "member_id")
"""What narrows the rows to choose from, where the row itself says it."""

Posted = Mapping[str, Sequence[str]]
"""What a form sends: by the name of a field, what it holds."""


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
            options |= {part: part for part in controls.parts(column, value) if part not in options}
        text = self.typed.get(column.name)
        shown = controls.shown(column, kind, options, value) if text is None else text
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
        near = self._near(every) if count > MOST_PICKED else every
        members = labels.of_rows(rows.table(view, "members"), view.lang, {}) if table == "action_plans" else {}
        called = labels.of_rows(near, view.lang, members)
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
            value = controls.read(control, sent, before)
            shown = controls.shown(control.column, control.kind, control.options, before)
            is_as_shown = control.kind != "many" and controls.lines(sent[-1]) == shown
            if value != before and not is_as_shown:
                changes[control.column.name] = value
        return changes

    def changed_rows(self, changes: Mapping[str, str]) -> list[rows.Row]:
        """What is loaded: the row with its changes; where they change its key, the old one goes and a new one comes."""
        names = [column.name for column in schema.fields(schema.DATA_TABLES[self.table]) if column.key]
        key = dict(zip(names, self.key, strict=True)) if self.key else {}
        if not self.key or not set(names) & changes.keys():
            return [{**key, **changes}]
        return [{**key, rows.REMOVE: rows.YES}, {**self.stored, **changes}]

    def with_id(self, changes: dict[str, str]) -> dict[str, str]:
        """A new row with an id; an empty one where its table has ids and the row does not say enough for one."""
        if changes.get("id") or all(control.column.name != "id" for control in self.controls):
            return changes
        taken = {row["id"] for row in rows.table(self.view, self.table)}
        return {"id": ids.proposed(self.table, changes, taken), **changes}

    def removal(self) -> list[rows.Row]:
        """What is loaded to take the row out."""
        names = [column.name for column in schema.fields(schema.DATA_TABLES[self.table]) if column.key]
        return [{**dict(zip(names, self.key, strict=True)), rows.REMOVE: rows.YES}]

    def text(self, posted: Posted) -> dict[str, str]:
        """What was typed, for the form to show again."""
        sent = {control.column.name: posted.get(FIELD + control.column.name) for control in self.controls}
        return {name: "\n".join(filter(None, map(controls.lines, values))) for name, values in sent.items() if values}


_HOW = {"date", "integer", "number", "url"}
"""The kinds of field of which it is said how they are filled in."""


def _help(view: View, column: Field, kind: str) -> str:
    """The meaning of a field, and how it is filled in where that is not to be seen."""
    meaning, unit = view.words(column.meaning), f" ({view.words(column.unit)})" if column.unit else ""
    sentences = [f"{meaning[:1].upper()}{meaning[1:]}{unit}."]
    if column.kind == "list" and kind == "lines":
        sentences.append(view.words("A line each."))
    elif column.kind in _HOW:
        sentences.append(view.words(str(labels.HOW[column.kind])))
    elif column.refers_to and kind == "line":
        sentences.append(view.words("Type its name, or its id."))
    if column.name == "id":
        sentences.append(view.words("Leave it empty and one is made by the rule of the table, where it has one."))
    return " ".join(sentences)
