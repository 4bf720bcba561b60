"""A member's page: what is overdue and due soon, and how its plans were made, counted again from the files."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.blocks import FILES, Block, Count, Link
from dashboard.data.filters import as_day
from dashboard.language.vocabulary import PARTICIPATION_LEVELS
from dashboard.queries.plans import of_member
from dashboard.view.view import View, Views
from data_loader import schema
from tests.dashboard import blocks

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
MEMBERS = ["ALB", "CHL", "MEX", "NLD", "L-SCO"]


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def page(views: Views, member: str, query: str = "") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, f"members/{member}", query)


def plans(views: Views, member: str, query: str = "") -> list[list[str]]:
    view, shown = page(views, member, query)
    return blocks.rows(view, blocks.tables(view, shown)["action-plans"])


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
    view, shown = page(reference, member, f"?asof={asof}")
    tables = blocks.tables(view, shown)
    for value, n in owed(member, asof).items():
        table = tables.get(f"due-{value}")
        if not n:
            assert table is None or (len(table), table.empty != "") == (0, True)
            continue
        assert table is not None
        assert (len(table), table.first) == (n, 20)
        [way] = [one for one in blocks.texts(table.more) if isinstance(one, Link)]
        assert reference.of(way.href.partition("?")[2]).selection.commitments == n


def test_some_member_owes_something_at_each_of_these_times() -> None:
    asked = [owed(member, asof) for member in MEMBERS for asof in ("2014-12-01", "2016-06-30")]
    assert all(sum(one[value] for one in asked) for value in ("overdue", "soon"))


@pytest.mark.parametrize("member", MEMBERS)
def test_how_its_plans_were_made_is_what_the_file_says(reference: Views, member: str) -> None:
    known = {row["action_plan_id"]: row for row in read("plan_process")}
    flag = {"": "not known", "1": "Yes", "0": "No"}
    expected = []
    for plan in read("action_plans"):
        if plan["member_id"] == member and as_day(plan["start_date"] or plan["year_submitted"]) <= "2018-12-31":
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
    view, shown = page(reference, member)
    table = blocks.tables(view, shown)["action-plans"]
    assert [column.header for column in table.columns[2:]] == [
        *("Process steps followed", "Level of public participation"),
        *("Regular forum", "Self-assessment published"),
    ]
    assert [row[2:] for row in blocks.rows(view, table)] == expected


def test_no_step_followed_is_not_the_same_as_not_known(reference: Views) -> None:
    assert plans(reference, "MEX")[0][2:] == ["0 of 6", "not known", "not known", "not known"]


def test_in_files_the_steps_are_a_number(reference: Views) -> None:
    view, shown = page(reference, "ALB")
    steps = [row[2] for row in blocks.tables(view, shown, FILES)["action-plans"].read()]
    assert steps[:2] == [Count(1, of=6), Count(4, of=6)]


def test_the_number_of_a_plan_leads_to_its_commitments(reference: Views) -> None:
    view, shown = page(reference, "ALB", "?theme=judiciary,education")
    counts = [row[1] for row in blocks.tables(view, shown)["action-plans"].read()]
    linked = [one for one in counts if isinstance(one, Count) and one.href]
    assert linked
    assert [reference.of(one.href.partition("?")[2]).selection.commitments for one in linked] == [
        one.n for one in linked
    ]


def test_a_plan_is_not_shown_before_it_began(reference: Views) -> None:
    assert [one.id for one in of_member(reference.of("?asof=2013-12-31").selection, "ALB")] == ["ALB-1"]
    assert "action-plans" not in blocks.tables(*page(reference, "ALB", "?asof=2011-12-31"))


def test_every_level_of_participation_has_a_word() -> None:
    assert set(PARTICIPATION_LEVELS) == set(schema.PARTICIPATION_LEVELS)
