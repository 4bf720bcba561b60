"""Who is meant by a name in a form: members of the Steering Committee, governments of OGP, and somebody new."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.view.view import View
from data_loader import schema

PEOPLE = "steering_members"


def rows(view: View, table: str) -> list[dict[str, str]]:
    """The rows of a small table as the loader writes them."""
    names = [field.name for field in schema.fields(schema.DATA_TABLES[table])]
    records = view.snapshot.tables[table].to_dict("records") if table in view.snapshot.tables else []
    return [{name: "" if row[name] is None else str(row[name]) for name in names} for row in records]


def people(view: View) -> list[tuple[str, str]]:
    """The members of the Steering Committee by id and name, in the order of names."""
    named = [(row["id"], view.names.of("steering_member", row["id"])) for row in rows(view, PEOPLE)]
    return sorted(named, key=lambda one: view.words.order(one[1]))


@dataclass(frozen=True)
class Person:
    """Who is meant by a name: a member of the Steering Committee, another government of OGP, or somebody new."""

    id: str
    name: str
    constituency: str
    country: str = ""
    region: str = ""


def person(view: View, text: str, otherwise: str) -> Person:
    """Who is meant; of somebody new the constituency is as `otherwise` says."""
    wanted = schema.fold(text)
    for row in rows(view, PEOPLE):
        if wanted in {schema.fold(name) for name in (row["name"], view.names.of("steering_member", row["id"]))}:
            return Person(row["id"], row["name"], row["constituency"], row["country"], row["region"])
    for member in rows(view, "members"):
        if wanted in {schema.fold(name) for name in (member["name"], view.names.of("member", member["id"]))}:
            return Person("", member["name"], schema.CONSTITUENCIES[0], member["country"], member["region"])
    return Person("", text, otherwise)
