"""What a day of work brings: files that hold only the rows that it is about."""

from __future__ import annotations

import csv

from data_loader.load import REFERENCE
from tests.data_loader.corpus import csv_bytes


def cut_down(name: str, wanted: dict[str, dict[str, str]], *columns: str) -> list[list[str]]:
    """A table with the rows of some ids alone, with other values; an id that is not there is a new row."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    by_id = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    kept = [by_id.get(key, dict.fromkeys(header, "")) | {"id": key} | values for key, values in wanted.items()]
    return [[*(columns or header)], *([row[one] for one in columns or header] for row in kept)]


def ids_of(name: str, column: str, beginning: str) -> list[str]:
    """The ids of the rows that belong to the first thing whose name begins so."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    first = next(row[column] for row in rows if row[column].startswith(beginning))
    return [row["id"] for row in rows if row[column] == first]


def a_day_of_work() -> dict[str, bytes]:
    """Two roles added and one closed, a member's plan updated, a city's commitments again with one new title."""
    new = {"holder": "Ana", "constituency": "government", "kind": "co_chair", "title": "Lead"}
    roles = {"role-90": new, "role-91": new | {"holder": "Bo"}, "role-02": {"end_date": "2018-01"}}
    first, *others = ids_of("commitments", "member_id", "L-")
    city = {first: {"title": "Another title"}, **{one: {} for one in others}}
    return {
        "roles.csv": csv_bytes(cut_down("roles", roles)),
        "action_plans.csv": csv_bytes(
            cut_down("action_plans", {"GEO-2": {"end_date": "2019-12-31"}}, "id", "member_id", "number", "end_date")
        ),
        "commitments.csv": csv_bytes(cut_down("commitments", city)),
    }
