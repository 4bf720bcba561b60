"""What crosses columns and tables: keys, references, and the order of dates; one fault is said once, where it began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pandas as pd

from data_loader import dates, note_checks, schema, sense_checks
from data_loader.content import Content
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.schema import LIST_SEPARATOR, Field
from data_loader.suggest import MOST_ROWS, among_rows
from data_loader.tables import Table, rows_of


def check_across(content: Content) -> list[Finding]:
    """All findings across the tables; run after the checks of columns, whose bad cells are passed over."""
    findings = [finding for merged in content.loaded.values() for finding in _duplicates(merged.table)]
    for name in schema.DATA_TABLES:
        for field in schema.fields(schema.DATA_TABLES[name]):
            if field.refers_to and content.touches(name, field.refers_to):
                findings += _references(content, name, field)
    for names, rule in RULES.items():
        if content.touches(*names):
            findings += rule(*(content.table(name) for name in names))
    return [*findings, *note_checks.check(content), *sense_checks.check(content)]


def _duplicates(table: Table) -> Iterator[Finding]:
    keys = [field.name for field in schema.fields(schema.DATA_TABLES[table.name]) if field.key]
    frame = table.frame[table.good(*keys)]
    for position in frame.index[frame.duplicated(keys)]:
        values = [str(frame.at[position, key]) for key in keys]
        first = frame.index[(frame[keys] == values).all(axis="columns")][0]
        shown = ", ".join(value for value in values if value)
        row = str(frame.at[first, "row"])
        sentence = phrase("{value} is already in row {row}; {fields} must differ.", value=shown, row=row, fields=keys)
        yield table.fault(position, keys[0], "duplicate-key", sentence)


def _references(content: Content, name: str, field: Field) -> Iterator[Finding]:
    """What the rows of the load refer to and is not there, and what rows that stay would lose."""
    table, parent = content.brought(name), content.brought(field.refers_to)
    if parent and parent.bad_everywhere("id"):
        return
    used = _used(table, field) if table else pd.Series(dtype=object)
    if table and len(used) and content.is_empty(field.refers_to):
        sentence = phrase(
            "{field} refers to {table}, of which neither the load nor the database has any.",
            field=f"{name}.{field.name}", table=field.refers_to,
        )  # fmt: skip
        table.bad[field.name].update(table.frame.index)
        yield table.source.finding("missing-table", sentence, field=field.name)
        return
    unknown = used[~used.isin(content.ids(field.refers_to, used))]
    going = content.lost(name, field)
    blameless = _names_of_broken_rows(content, field.refers_to, Counter(unknown) + going)
    if table:
        yield from _unknown_references(content, table, field, unknown[~unknown.isin(blameless)])
    if parent:
        yield from _lost_references(name, parent, {value: n for value, n in going.items() if value not in blameless})


def _used(table: Table, field: Field) -> pd.Series:
    """Each reference, indexed by the position of its row; a list gives several."""
    column = table.frame.loc[table.good(field.name), field.name]
    if field.kind == "list":
        column = column.str.split(LIST_SEPARATOR).explode()
    return column[column != ""]


def _names_of_broken_rows(content: Content, parent: str, lost: Counter[str]) -> frozenset[str]:
    """Rows whose id cannot be read are still referred to: as many of the unknown names as there are such rows.

    Names that the current version knows come first, then those used most.
    """
    table = content.brought(parent)
    broken = len(table.bad.get("id", ())) if table else 0
    if not broken or not lost:
        return frozenset()
    before = content.ids_before(parent, lost)
    return frozenset(sorted(lost, key=lambda name: (name not in before, -lost[name]))[:broken])


def _unknown_references(content: Content, table: Table, field: Field, lost: pd.Series) -> Iterator[Finding]:
    if lost.empty:
        return
    parent = content.table(field.refers_to)
    suggestions = among_rows(rows_of(parent) if len(parent.frame) <= MOST_ROWS else ())
    for position, value in lost.items():
        sentence = phrase("{value} names no row of {table}.", value=value, table=parent.name)
        yield table.fault(int(str(position)), field.name, "unknown-reference", sentence, suggestions.of(value), value)


def _lost_references(name: str, parent: Table, lost: dict[str, int]) -> Iterator[Finding]:
    """Rows that stay in the database and lose what they refer to: the fault is in the file that lacks it."""
    for value, count in lost.items():
        sentence = phrase(
            "{table} no longer has {value}, to which rows of {tables} refer ({n}).",
            table=parent.name, value=value, tables=name, n=count,
        )  # fmt: skip
        yield parent.source.finding("lost-reference", sentence, field="id", value=value)


def _end_before_start(table: Table) -> Iterator[Finding]:
    frame = table.frame[table.good("start_date", "end_date")]
    wrong = _latest(frame["end_date"]) < _earliest(frame["start_date"])
    for position in frame.index[wrong]:
        start, end = frame.at[position, "start_date"], frame.at[position, "end_date"]
        sentence = phrase("The end {end} lies before the start {start}.", start=start, end=end)
        yield table.fault(position, "end_date", "end-before-start", sentence)


def _assessment_before_plan(assessments: Table, commitments: Table, plans: Table) -> Iterator[Finding]:
    plan_of = _lookup(commitments, "id", "action_plan_id")
    submitted = _lookup(plans, "id", "year_submitted")
    began = _lookup(plans, "id", "start_date")
    begins = {plan: began.get(plan) or year for plan, year in submitted.items()}
    frame = assessments.frame[assessments.good("commitment_id", "published")]
    start = frame["commitment_id"].map(plan_of).map(begins).fillna("").astype(object)
    wrong = _latest(frame["published"]) < _earliest(start)
    for position in frame.index[wrong]:
        sentence = phrase(
            "It was published in {date}, before its plan began in {start}.",
            date=str(frame.at[position, "published"]), start=str(start[position]),
        )  # fmt: skip
        yield assessments.fault(position, "published", "assessment-before-plan", sentence)


def _role_outside_term(roles: Table, seats: Table) -> Iterator[Finding]:
    held = seats.frame[seats.good("steering_member_id", "start_date", "end_date")]
    terms: dict[str, list[tuple[str, str]]] = {}
    starts, ends = _earliest(held["start_date"]), _latest(held["end_date"])
    for holder, start, end in zip(held["steering_member_id"], starts, ends, strict=True):
        terms.setdefault(holder, []).append((start, end))
    frame = roles.frame[roles.good("steering_member_id", "start_date", "end_date")]
    starts, ends = _earliest(frame["start_date"]), _latest(frame["end_date"])
    for position, holder in frame["steering_member_id"].items():
        own = terms.get(holder, [])
        if own and not any(starts[position] <= end and start <= ends[position] for start, end in own):
            name = str(frame.at[position, "holder"])
            sentence = phrase("The role lies outside every term of {holder}.", holder=name or holder)
            yield roles.fault(int(str(position)), "start_date", "role-outside-term", sentence)


def _member_differs(commitments: Table, plans: Table) -> Iterator[Finding]:
    owner = _lookup(plans, "id", "member_id")
    frame = commitments.frame[commitments.good("member_id", "action_plan_id")]
    owners = frame["action_plan_id"].map(owner)
    for position in frame.index[owners.notna() & (owners != frame["member_id"])]:
        plan, whose = frame.at[position, "action_plan_id"], owners[position]
        sentence = phrase(
            "The commitment is of {member}, its plan {plan} of {owner}.",
            member=str(frame.at[position, "member_id"]), plan=str(plan), owner=whose,
        )  # fmt: skip
        yield commitments.fault(position, "member_id", "member-differs", sentence, whose)


def _lookup(table: Table, key: str, value: str) -> dict[str, str]:
    frame = table.frame[table.good(key, value)]
    return dict(zip(frame[key], frame[value], strict=True))


def _earliest(column: pd.Series) -> pd.Series:
    return _by_value(column, dates.earliest)


def _latest(column: pd.Series) -> pd.Series:
    return _by_value(column, dates.latest)


def _by_value(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    return column.map({value: change(value) for value in column.unique()}).astype(object)


RULES: dict[tuple[str, ...], Callable[..., Iterator[Finding]]] = {
    **{
        (name,): _end_before_start
        for name, table in schema.DATA_TABLES.items()
        if {"start_date", "end_date"} <= set(table.columns.keys())
    },
    ("assessments", "commitments", "action_plans"): _assessment_before_plan,
    ("roles", "seats"): _role_outside_term,
    ("commitments", "action_plans"): _member_differs,
}
"""Tables → the rule across them, which is run when one of them is loaded."""
