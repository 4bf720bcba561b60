"""A cell of any table as a reader knows it: the name of what it refers to, the word for a code, a day written out."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.language import data_words
from dashboard.view.view import View
from data_loader import schema

_DIMENSIONS = {
    "themes": "theme",
    "priorities": "priority",
    "members": "member",
    "action_plans": "plan",
    "steering_members": "steering_member",
    "agenda_items": "promise",
    "meetings": "meeting",
}
"""A table that others refer to -> what view/names.py calls its rows."""
_KINDS = {
    "assessments.assessor": "assessor",
    "assessments.completion": "completion",
    "assessments.did_it_open_government": "openness",
    "commitments.potential_impact": "impact",
    "commitments.specificity": "specificity",
    "commitments.ogp_values": "ogp_value",
    "members.government_level": "level",
    "commitments.government_level": "level",
    "members.kind": "kind",
    "members.region": "region",
    "members.status": "status",
    "steering_members.constituency": "constituency",
    "roles.kind": "role_kind",
    "meetings.kind": "meeting_kind",
    "agenda_updates.status": "agenda_status",
    "plan_process.participation_level": "participation",
    "seats.confidence": "specificity",
    "attendance.level": "attendance",
    "decisions.kind": "decision_kind",
    "documents.kind": "document_kind",
    "events.kind": "event_kind",
    "members.francophonie": "francophonie",
    "commitments.sdg_goals": "sdg_goal",
    "assessments.early_results": "early_results",
    "assessments.potential_for_results": "potential_for_results",
    "milestones.status": "milestone",
    "progress_reports.status": "completion",
    "plan_results.assessor": "plan_report",
    "notes.about": "noted",
    "standing.status": "standing",
    "review_steps.kind": "review_kind",
    "recommendations.kind": "recommendation_kind",
    "recommendations.taken_up": "taken_up",
}
"""A column with a list of its own -> the kind of its codes; another with the same list has the same."""
_OF_LISTS = {
    schema.DATA_TABLES[table].c[column].info["field"].allowed: kind
    for (table, column), kind in ((name.split("."), kind) for name, kind in _KINDS.items())
}


def named(view: View, table: str, field: str, text: str) -> str:
    """What `text` in a column means, in words; itself where nothing names it."""
    column = schema.DATA_TABLES[table].c.get(field) if table in schema.DATA_TABLES else None
    if column is None or "field" not in column.info or not text:
        return text
    declared = column.info["field"]
    if declared.kind == "list":
        return view.words.listing([_one(view, table, declared, part) for part in text.split(schema.LIST_SEPARATOR)])
    return _one(view, table, declared, text)


def row_name(view: View, table: str, id_: str) -> str:
    """The name of a row of a table that others refer to."""
    return id_ if view.snapshot.empty else view.names.of(_DIMENSIONS.get(table, ""), id_)


_CALLED = {
    "roles": ("holder", "title"),
    "events": ("title", "start_date"),
    "decisions": ("text",),
    "notes": ("text",),
    "corrections": ("subject", "date"),
}
"""Tables whose rows have no name of their own -> the columns that tell a person which row it is."""


def row_called(view: View, table: str, key: Mapping[str, str]) -> str:
    """What a row is called, by its key: by its name where it has one, else by what is in the key."""
    id_ = key.get("id", "")
    if table in _DIMENSIONS and id_:
        return row_name(view, table, id_)
    frame = view.snapshot.tables.get(table)
    if id_ and frame is not None and table in _CALLED:
        for row in frame[frame["id"] == id_].to_dict("records"):
            key = {column: row[column] or "" for column in _CALLED[table]}
    return " · ".join(view.words(named(view, table, field, text)) for field, text in key.items() if text)


def _one(view: View, table: str, declared: schema.Field, text: str) -> str:
    if declared.refers_to:
        return row_name(view, declared.refers_to, text)
    if declared.allowed:
        kind = _KINDS.get(f"{table}.{declared.name}") or _OF_LISTS.get(declared.allowed, "")
        return view.words.codes(kind).get(text, text) if kind else text
    if declared.kind == "flag" and text in _FLAGS:
        return view.words(_FLAGS[text])
    return _day(view, text) if declared.kind == "date" else text


_FLAGS = {"1": "Yes", "0": "No"}


def _day(view: View, text: str) -> str:
    try:
        return view.words.date(text)
    except ValueError:
        return text


def counted(view: View, changes: str) -> list[str]:
    """What a version changed of each table, as the list of versions has it, in the reader's words."""
    words = view.words
    return [
        words("{table}: {new} new, {changed} changed, {removed} removed", table=data_words.table(words, table),
              new=new, changed=changed, removed=removed)
        for table, (new, changed, removed) in schema.counted(changes).items()
    ]  # fmt: skip
