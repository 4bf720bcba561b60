"""Counts from the CSV files that ship with the product, with nothing but the csv module and the rules of method.md."""

from __future__ import annotations

import calendar
import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
SCALE = ("not_started", "limited", "substantial", "complete")
_STRENGTH = ("monitoring_body", "irm_progress_report", "irm_end_of_term")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def last_day(date: str) -> str:
    """The last day that a date known to the year, month or day may mean."""
    if len(date) == len("2016"):
        return f"{date}-12-31"
    year, month = date.split("-")[:2]
    return date if len(date) > len("2016-05") else f"{date}-{calendar.monthrange(int(year), int(month))[1]:02}"


def levels(asof: str) -> dict[str, str]:
    """Commitment -> the level last found of it by a day, by others than the member (rule 4)."""
    found = [
        (last_day(row["published"]), _STRENGTH.index(row["assessor"]), row["commitment_id"], row["completion"])
        for row in table("assessments")
        if row["completion"] and row["assessor"] != "self_assessment" and last_day(row["published"]) <= asof
    ]
    return {commitment: level for _, _, commitment, level in sorted(found)}


def begun(asof: str) -> Iterator[dict[str, str]]:
    """The commitments whose action plan had begun by a day, each with the columns of its member and plan (rule 4)."""
    members = {row["id"]: row for row in table("members")}
    plans = {row["id"]: row for row in table("action_plans")}
    for row in table("commitments"):
        plan = plans[row["action_plan_id"]]
        if last_day(plan["start_date"] or plan["year_submitted"]) <= asof:
            yield row | {"region": members[row["member_id"]]["region"], "year": plan["year_submitted"]}


def rates(column: str, asof: str = "2018-12-31", **only: str) -> dict[str, tuple[int, int, int]]:
    """Value of a column -> commitments, assessed on the scale, substantial or complete, under filters by column."""
    level, counts = levels(asof), Counter[tuple[str, str]]()
    for row in begun(asof):
        if all(value in row[name].split("; ") for name, value in only.items()):
            state = level.get(row["id"], "")
            for group in filter(None, row[column].split("; ")):
                counts.update([(group, "commitments"), (group, state if state in SCALE else "")])
    return {
        group: (
            counts[group, "commitments"],
            sum(counts[group, state] for state in SCALE),
            counts[group, "substantial"] + counts[group, "complete"],
        )
        for group, kind in counts
        if kind == "commitments"
    }
