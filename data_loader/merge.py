"""What a file does to a stored table: rows added, updated or replaced, field by field, beside what others published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_loader import authors, merge_questions, removals, schema
from data_loader.diff import Change, TableDiff, key_names, keys_of
from data_loader.merge_questions import ADD, KEEP, REPLACE, THEIRS, YOURS
from data_loader.phrases import phrase
from data_loader.questions import Asking
from data_loader.report import Finding
from data_loader.store import Current
from data_loader.tables import BOOKKEEPING, Scope, Table, field_names

FEW = 0.5  # of a table's keys: a file that holds less is taken to add and update
ASKED = 0.1  # of a table's rows, or of a column's filled cells: more goes only when a person says so
WHOLE = 5_000  # rows: a table up to this size is read whole
SHARE = 0.25  # of a table: what a file touches beyond this is looked up in the whole table

Mask = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Merged:
    """A table of a file, laid over the stored one.

    `table` holds the rows of the file that remain, with what the stored row has where the file has no column;
    `diff` what differs from the stored table, and `stays` how many stored rows the file does not bring and leaves.
    """

    table: Table
    diff: TableDiff
    stays: int

    @property
    def change(self) -> Change:
        """All rows as the file has them; where others stay, or hardly any of many differ, only what differs."""
        counts = self.diff.counts
        few = counts.before > WHOLE and counts.new + counts.changed + counts.removed <= SHARE * counts.before
        return Change(self.diff, self.table.source, None if self.stays or few else self.table.frame)

    @cached_property
    def gone(self) -> frozenset[str]:
        """The ids that are no longer there."""
        return frozenset(self.diff.removed["id"]) if "id" in self.diff.removed else frozenset()


class Merging:
    """The tables of a load over those of the current version, with the questions that only a person can answer."""

    def __init__(self, current: Current, asking: Asking) -> None:
        self._current, self._asking = current, asking
        self._bases: dict[int, Current | None] = {}
        self.findings: list[Finding] = []

    def merge_all(self, tables: Mapping[str, Table], whole: Collection[str]) -> dict[str, Merged]:
        """Each of `tables` merged, in the order of the schema; for those in `whole`, replacing is proposed."""
        package = {name for name in self._current.batches if self._current.count(name)} <= tables.keys()
        merged: dict[str, Merged] = {}
        for name in (name for name in schema.DATA_TABLES if name in tables):
            table = _following(tables[name], merged, tables)
            merged[name] = self._merge(table, replaces=package or name in whole or table.scope is not None)
        return merged

    def _merge(self, whole: Table, *, replaces: bool) -> Merged:
        table, going = removals.split(whole)
        keys, out = keys_of(table.frame, table.name), keys_of(going.frame, table.name)
        base = self._base(table)
        stored = _stored(self._current, whole, [*keys, *out])
        was = _stored(base, whole, [*keys, *out]) if base else None
        self.findings += removals.not_there(going, out, frozenset(keys_of(stored.frame, table.name)))
        reference, version = (was, base) if was and base else (stored, self._current)
        total = _in_scope(version, table, reference)
        held = _held(reference, [*keys, *out], table.scope)
        mode = ADD if held == total else self._mode(table, held, total, replaces=replaces)
        if mode == REPLACE:
            stored = self._current.table(table.name)
            was = base.table(table.name) if base else None
        gone = stored.frame.iloc[:0]
        if mode == REPLACE or out:
            there = pd.Index(keys_of(stored.frame, table.name), dtype=object)
            goes = ~there.isin(keys) & _spoken_of(stored.frame, table.scope) if mode == REPLACE else there.isin(out)
            gone = self._gone(table, goes, stored.frame, was.frame if was else None, base)
            self._ask_removed(table, len(gone), total)
        rows = _Rows(table, keys, stored.frame, was.frame if was else None)
        remains = self._settle(rows, base)
        return _merged(rows, remains, gone, self._current.count(table.name))

    def _mode(self, table: Table, held: int, total: int, *, replaces: bool) -> str:
        """Whether the rows that the file does not have stay or go."""
        part = table.scope is not None
        adds = table.scope.adds if table.scope else not replaces and held < FEW * total
        question = merge_questions.mode(table.name, held, total, ADD if adds else REPLACE, part=part)
        return self._asking.ask(question)

    def _base(self, table: Table) -> Current | None:
        """The version that the file was downloaded from, where it is not the very rows of the current one."""
        number = table.base
        if number is None or self._current.version is None or number == self._current.version:
            return None
        if number not in self._bases:
            self._bases[number] = self._current.at(number)
        base = self._bases[number]
        if base is None:
            self.findings.append(merge_questions.no_base(table, number, self._current.version))
            return None
        if base.batches.get(table.name) == self._current.batches.get(table.name):
            return None
        self.findings.append(merge_questions.older_base(table, number, self._current.version))
        return base

    def _gone(
        self, table: Table, gone: Mask, stored: pd.DataFrame, was: pd.DataFrame | None, base: Current | None
    ) -> pd.DataFrame:
        """The stored rows that the file takes out; what others changed or added since its download is not lost."""
        if was is None or base is None:
            return stored[gone]
        stored_keys = np.array(keys_of(stored, table.name), dtype=object)
        before = pd.Index(keys_of(was, table.name), dtype=object).get_indexer(stored_keys)
        gone &= before >= 0
        changed = np.zeros(len(stored), dtype=bool)
        for name in field_names(table.name):
            changed[gone] |= _cells(stored, name)[gone] != _cells(was, name)[before[gone]]
        for position in np.flatnonzero(gone & changed).tolist():
            author = authors.author(self._current, base, table.name, _key_of(stored.iloc[position], table.name))
            question = merge_questions.removed_by_yours(table.name, _key_of(stored.iloc[position], table.name), author)
            gone[position] = self._asking.ask(question) == YOURS
        return stored[gone]

    def _ask_removed(self, table: Table, removed: int, total: int) -> None:
        if removed > ASKED * total:
            self._asking.ask(merge_questions.removed(table.name, removed, total))

    def _settle(self, rows: _Rows, base: Current | None) -> Mask:
        """Decides every conflict and every column that would be emptied; says which rows of the file remain."""
        remains = np.ones(len(rows.keys), dtype=bool)
        if base:
            for position in np.flatnonzero(rows.lost).tolist():
                remains[position] = rows.edited(position) and self._back(rows, position, base)
        for name in rows.brought_values:
            if base:
                self._decide(rows, name, base)
            emptied = rows.emptied(name)
            filled = self._current.filled(rows.table.name, name) if emptied.any() else 0
            if emptied.sum() > ASKED * filled:
                question = merge_questions.emptied(rows.table.name, name, int(emptied.sum()), filled)
                if self._asking.ask(question) == KEEP:
                    rows.take_theirs(name, emptied)
        return remains

    def _back(self, rows: _Rows, position: int, base: Current) -> bool:
        """Whether a row that others removed, and the file changed, comes back."""
        key = rows.key(position)
        author = authors.author(self._current, base, rows.table.name, key)
        return self._asking.ask(merge_questions.removed_by_theirs(rows.table.name, key, author)) == YOURS

    def _decide(self, rows: _Rows, name: str, base: Current) -> None:
        """Asks of each cell of a column that both changed."""
        conflicts = rows.conflicts(name)
        yours, theirs = rows.values[name], rows.theirs(name)
        for position in np.flatnonzero(conflicts).tolist():
            key = rows.key(position)
            author = authors.author(self._current, base, rows.table.name, key, name)
            question = merge_questions.conflict(
                rows.table.name, key, name, yours[position], theirs[position], author
            )  # fmt: skip
            conflicts[position] = self._asking.ask(question) == THEIRS
        rows.take_theirs(name, conflicts)


class _Rows:
    """The rows of a file beside the stored rows, and those it was downloaded with, of the same keys.

    `values` are the cells that come of them; what is stored is looked up column by column, for tables may be long.
    """

    def __init__(self, table: Table, keys: Sequence[str], stored: pd.DataFrame, was: pd.DataFrame | None) -> None:
        self.table, self.keys, self.stored = table, keys, stored
        self._was = stored.iloc[:0] if was is None else was
        self._is_merge = was is not None
        wanted = pd.Index(keys, dtype=object)
        self.place = pd.Index(keys_of(stored, table.name), dtype=object).get_indexer(wanted)
        self._before = pd.Index(keys_of(self._was, table.name), dtype=object).get_indexer(wanted)
        self.met: Mask = self.place >= 0
        self._known: Mask = self._before >= 0
        self.values = {name: self._value(name) for name in field_names(table.name)}

    @property
    def brought_values(self) -> list[str]:
        """The fields that the file has a column for, its key left out."""
        keys = key_names(self.table.name)
        return [name for name in field_names(self.table.name) if name in self.table.brought and name not in keys]

    @property
    def lost(self) -> Mask:
        """Rows of the download that others removed since."""
        return self._known & ~self.met

    def theirs(self, name: str) -> Cells:
        """What is stored; "" where there is no such row."""
        return _aligned(self.stored, name, self.place)

    def before(self, name: str) -> Cells:
        """What was downloaded; "" where there was no such row."""
        return _aligned(self._was, name, self._before)

    def _value(self, name: str) -> Cells:
        """What the field becomes: as others have it where only they changed it, else as the file has it."""
        if name not in self.table.brought:
            return np.where(self.met, self.theirs(name), self.before(name))
        yours = _cells(self.table.frame, name)
        if not self._is_merge:
            return yours
        return np.where(self.met & self._known & (yours == self.before(name)), self.theirs(name), yours)

    def take_theirs(self, name: str, which: Mask) -> None:
        """Leaves cells as they are stored."""
        self.values[name] = np.where(which, self.theirs(name), self.values[name])

    def edited(self, position: int) -> bool:
        """Whether the file has another value anywhere than it was downloaded with."""
        return any(self.values[name][position] != self.before(name)[position] for name in self.table.brought)

    def conflicts(self, name: str) -> Mask:
        """Cells that the file and others changed to different values."""
        theirs = self.theirs(name)
        differs: Mask = self.met & (self.values[name] != theirs) & ~(self._known & (theirs == self.before(name)))
        return differs

    def emptied(self, name: str) -> Mask:
        """Filled cells that would be empty."""
        emptied: Mask = self.met & (self.values[name] == "") & (self.theirs(name) != "")
        return emptied

    def key(self, position: int) -> tuple[str, ...]:
        return _key_of(self.table.frame.iloc[position], self.table.name)

    def differing(self) -> Mask:
        """Rows that are stored and have another value anywhere."""
        differs = np.zeros(len(self.keys), dtype=bool)
        for name in field_names(self.table.name):
            differs |= self.met & (self.values[name] != self.theirs(name))
        return differs


def _merged(rows: _Rows, remains: Mask, gone: pd.DataFrame, count: int) -> Merged:
    """The table that comes of it; what an absent column keeps was checked when it came in."""
    name, frame = rows.table.name, rows.table.frame
    cells = {one: pd.Series(rows.values[one], index=frame.index, dtype=object) for one in field_names(name)}
    after = frame[[*BOOKKEEPING]].assign(**cells)
    new, changed = remains & ~rows.met, remains & rows.differing()
    unchanged = count - int(changed.sum()) - len(gone)
    diff = TableDiff(
        name, after[new], gone, rows.stored.iloc[rows.place[changed]], after[changed], unchanged
    )  # fmt: skip
    table = replace(rows.table, frame=after[remains])
    for one in set(field_names(name)) - rows.table.brought:
        table.bad[one] = {int(position) for position in after.index[new]} & rows.table.bad[one]
    return Merged(table, diff, count - len({*rows.place[rows.met]}) - len(gone))


def absences(
    findings: Iterable[Finding], tables: Mapping[str, Table], merged: Mapping[str, Merged]
) -> Iterator[Finding]:
    """The findings; a column that is not there is an error where it is a key, or new rows cannot do without it.

    Those that a file merely lacks are said in one finding: a file of an earlier release lacks many.
    """
    absent: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    at = {(table.source.file, table.source.sheet): name for name, table in tables.items()}
    for finding in findings:
        name = at.get((finding.file, finding.sheet), "")
        declared = {field.name: field for field in schema.fields(schema.DATA_TABLES[name])} if name else {}
        field = declared.get(finding.column)
        if finding.code not in _ABSENT or field is None:
            yield finding
            continue
        needed = field.key or (field.required and len(merged[name].diff.new) > 0)
        if needed or finding.value:  # which is the header that is probably meant
            yield replace(finding, code="missing-column" if needed else "absent-column")
        else:
            absent[finding.file, finding.sheet].append(replace(finding, code="absent-column"))
    for place, alike in absent.items():
        yield _absent_together(at[place], alike)


def _absent_together(name: str, alike: Sequence[Finding]) -> Finding:
    if len(alike) == 1:
        return alike[0]
    lacking = [finding.column for finding in alike]
    sentence = phrase("The columns {fields} of {table} are not there.", fields=lacking, table=name)
    return replace(alike[0], column="", sentence=sentence)


_ABSENT = ("missing-column", "absent-column")


def _aligned(frame: pd.DataFrame, name: str, place: npt.NDArray[np.intp]) -> Cells:
    """A column in the order of `place`; "" where there is no such row."""
    cells: Cells = np.append(_cells(frame, name), np.array([""], dtype=object))[place]
    return cells


def _cells(frame: pd.DataFrame, name: str) -> Cells:
    cells: Cells = frame[name].to_numpy(dtype=object)
    return cells


def _key_of(row: pd.Series, name: str) -> tuple[str, ...]:
    return tuple(str(row[key]) for key in key_names(name))


def _stored(version: Current, table: Table, keys: Sequence[str]) -> Table:
    """The rows of a version that have one of `keys`, or all its rows where that is as fast."""
    count = version.count(table.name)
    if count <= WHOLE or len(keys) > SHARE * count:
        return version.table(table.name)
    first = key_names(table.name)[0]
    return version.rows(table.name, first, frozenset(table.frame[first]))


def _spoken_of(frame: pd.DataFrame, scope: Scope | None) -> Mask:
    if scope is None:
        return np.ones(len(frame), dtype=bool)
    spoken: Mask = frame[scope.field].isin(scope.values).to_numpy(dtype=bool)
    return spoken


def _in_scope(version: Current, table: Table, reference: Table) -> int:
    """How many rows of a version the file could speak of."""
    scope, count = table.scope, version.count(table.name)
    if scope is None:
        return count
    if len(reference.frame) == count:
        return int(_spoken_of(reference.frame, scope).sum())
    return len(version.rows(table.name, scope.field, scope.values).frame)


def _held(reference: Table, keys: Sequence[str], scope: Scope | None) -> int:
    """How many of these rows the file has."""
    known = pd.Index(keys_of(reference.frame, reference.name), dtype=object)
    return int((known.isin(keys) & _spoken_of(reference.frame, scope)).sum())


def _following(table: Table, merged: Mapping[str, Merged], tables: Mapping[str, Table]) -> Table:
    """Assessments that come with commitments speak of what these speak of."""
    commitments = tables.get("commitments")
    if table.name != "assessments" or table.scope or not commitments or not commitments.scope:
        return table
    if commitments.source.file != table.source.file:
        return table
    of = merged["commitments"]
    ids = frozenset(of.table.frame["id"]) | of.gone
    return replace(table, scope=Scope("commitment_id", ids))
