"""A member's page: what is overdue and due soon, and how its plans were made, counted again from the files."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.filters import as_day
from dashboard.language.vocabulary import PARTICIPATION_LEVELS
from dashboard.queries.process import processes
from dashboard.view.view import View, Views
from dashboard.web.frame import found, whole
from data_loader import schema
from tests.dashboard import trees

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
MEMBERS = ["ALB", "CHL", "MEX", "NLD", "L-SCO"]


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def built(views: Views, member: str, query: str = "") -> tuple[View, Any]:
    page, view = found(views, f"members/{member}", query)
    return view, whole(page, view)


def section(tree: Any, title: str) -> Any:
    return next(part for part in trees.of_type(tree, "Section") if trees.text(part.children[0]) == title)


def owed(member: str, asof: str) -> dict[str, int]:
    """Overdue and due within 90 days, by the plainest reading of the files."""
    plans = {plan["id"]: as_day(plan["start_date"] or plan["year_submitted"]) for plan in read("action_plans")}
    rank = {name: place for place, name in enumerate(schema.ASSESSORS)}
    graded = [one for one in read("assessments") if one["completion"] and as_day(one["published"]) <= asof]
    graded.sort(key=lambda one: (as_day(one["published"]), rank[one["assessor"]]))
    last = {one["commitment_id"]: one["completion"] for one in graded}
    soon = (dt.date.fromisoformat(asof) + dt.timedelta(days=90)).isoformat()
    counts = {"overdue": 0, "soon": 0}
    for one in read("commitments"):
        if one["member_id"] != member or plans[one["action_plan_id"]] > asof or not one["end_date"]:
            continue
        end, state = as_day(one["end_date"]), last.get(one["id"], "")
        counts["overdue"] += end < asof and state in {"not_started", "limited", "substantial"}
        counts["soon"] += asof < end <= soon and state not in {"complete", "withdrawn"}
    return counts


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("asof", ["2014-12-01", "2016-06-30", "2018-12-31"])
def test_what_is_owed_is_counted_as_in_the_files_and_leads_to_its_rows(
    reference: Views, member: str, asof: str
) -> None:
    _, tree = built(reference, member, f"?asof={asof}")
    titles = {"overdue": "Overdue", "soon": "Due within 90 days"}
    sections = {trees.text(part.children[0]) for part in trees.of_type(tree, "Section")}
    for value, n in owed(member, asof).items():
        if not n:
            assert titles[value] not in sections or "No such commitment" in trees.text(section(tree, titles[value]))
            continue
        part = section(tree, titles[value])
        assert len(trees.table(part)) == 1 + min(n, 20)
        query = trees.hrefs(part)[-1].partition("?")[2]
        assert reference.of(query).selection.commitments == n


def test_some_member_owes_something_at_each_of_these_times() -> None:
    asked = [owed(member, asof) for member in MEMBERS for asof in ("2014-12-01", "2016-06-30")]
    assert all(sum(one[value] for one in asked) for value in ("overdue", "soon"))


@pytest.mark.parametrize("member", MEMBERS)
def test_how_its_plans_were_made_is_what_the_file_says(reference: Views, member: str) -> None:
    _, tree = built(reference, member)
    known = {row["action_plan_id"]: row for row in read("plan_process")}
    flag = {"": "not known", "1": "Yes", "0": "No"}
    expected = []
    for plan in read("action_plans"):
        if plan["member_id"] == member:
            row = known.get(plan["id"], {})
            steps, level = row.get("consultation_steps_followed", ""), row.get("participation_level", "")
            expected.append(
                [
                    f"{steps} of 6" if steps.isdecimal() else "not known",
                    level.capitalize() or "not known",
                    flag[row.get("regular_forum", "")],
                    flag[row.get("self_assessment_published", "")],
                ]
            )
    rows = trees.table(section(tree, "How its action plans were made"))
    assert rows[0][2:] == [
        *("Process steps followed", "Level of public participation"),
        *("Regular forum", "Self-assessment published"),
    ]
    assert [row[2:] for row in rows[1:]] == expected


def test_no_step_followed_is_not_the_same_as_not_known(reference: Views) -> None:
    _, tree = built(reference, "MEX")
    assert trees.table(section(tree, "How its action plans were made"))[1][2:] == [
        *("0 of 6", "not known"),
        *("not known", "not known"),
    ]


def test_the_number_of_a_plan_leads_to_its_commitments(reference: Views) -> None:
    _, tree = built(reference, "ALB", "?theme=judiciary,education")
    part = section(tree, "How its action plans were made")
    links = [(int(trees.text(link)), link.href) for link in trees.of_type(part, "A")]
    assert links
    assert [reference.of(href.partition("?")[2]).selection.commitments for _, href in links] == [n for n, _ in links]


def test_a_plan_is_not_told_before_it_began(reference: Views) -> None:
    assert [one.plan for one in processes(reference.of("?asof=2013-12-31").selection, "ALB")] == ["ALB-1"]
    _, tree = built(reference, "ALB", "?asof=2011-12-31")
    assert "How its action plans were made" not in trees.text(tree)


def test_every_level_of_participation_has_a_word() -> None:
    assert set(PARTICIPATION_LEVELS) == set(schema.PARTICIPATION_LEVELS)
