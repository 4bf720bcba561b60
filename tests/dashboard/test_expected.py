"""Expected against actual, worked out again from the files with nothing but `csv` and `datetime`, by rule 14."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from types import SimpleNamespace

import pytest

from dashboard.charts.registry import CHARTS, answer
from dashboard.data.filters import as_day
from dashboard.queries.expected import of_milestone
from dashboard.view.view import Views
from tests.dashboard import blocks
from tests.dashboard.test_measures import RANK, SCALE, read

DAYS = ("2018-12-31", "2014-12-31", "2013-06-30", "2012-11-15")


def found(asof: str) -> dict[str, str]:
    """Commitment -> its level as last found by others; what says no level does not take one away."""
    known = [one for one in read("assessments") if as_day(one["published"]) <= asof]
    known = [one for one in known if one["completion"] and one["assessor"] != "self_assessment"]
    known.sort(key=lambda one: (as_day(one["published"]), RANK.index(one["assessor"])))
    return {one["commitment_id"]: one["completion"] for one in known}


def by_hand(asof: str) -> dict[str, tuple[dict[str, str], str]]:
    """Each commitment that had begun, and how it stands to its promised end; empty where that is not known."""
    begins = {one["id"]: as_day(one["start_date"] or one["year_submitted"]) for one in read("action_plans")}
    day, levels, every = dt.date.fromisoformat(asof), found(asof), {}
    for one in read("commitments"):
        if begins[one["action_plan_id"]] > asof:
            continue
        level, verdict = levels.get(one["id"], ""), ""
        if one["end_date"] and level in SCALE:
            end = dt.date.fromisoformat(as_day(one["end_date"]))
            start = dt.date.fromisoformat(as_day(one["start_date"]) or begins[one["action_plan_id"]])
            if day > end:
                verdict = "on_track" if level == "complete" else "behind"
            elif level == "complete":
                verdict = "ahead"
            elif level == "not_started" and start < end and (day - start) * 2 > end - start:
                verdict = "behind"
            else:
                verdict = "on_track"
        every[one["id"]] = one, verdict
    return every


@pytest.mark.parametrize("asof", DAYS)
class TestAgainstTheFiles:
    def test_by_plan(self, reference: Views, asof: str) -> None:
        expected: dict[str, Counter[str]] = {}
        for one, verdict in by_hand(asof).values():
            expected.setdefault(one["action_plan_id"], Counter())[verdict or "not_known"] += 1
        table = answer(reference.of(f"?asof={asof}"), "progress-by-plan")
        columns = ("behind", "on_track", "ahead", "not_known")
        assert {
            row["id"]: Counter({name: row[name] for name in columns if row[name]}) for _, row in table.iterrows()
        } == expected

    def test_by_region_within_a_level(self, reference: Views, asof: str) -> None:
        regions = {one["id"]: one["region"] for one in read("members")}
        expected: dict[str, Counter[str]] = {}
        for one, verdict in by_hand(asof).values():
            if one["government_level"] == "national":
                expected.setdefault(regions[one["member_id"]], Counter())[verdict or "not_known"] += 1
        table = answer(reference.of(f"?asof={asof}&level=national"), "progress-by-region")
        assert {row["id"]: (row["behind"], row["known"]) for _, row in table.iterrows()} == {
            region: (counts["behind"], counts.total() - counts["not_known"]) for region, counts in expected.items()
        }


def test_every_verdict_occurs_on_one_of_the_days() -> None:
    seen = Counter(verdict for asof in DAYS for _, verdict in by_hand(asof).values())
    assert set(seen) == {"", "behind", "on_track", "ahead"}


def test_what_is_behind_is_what_is_overdue_where_no_end_is_to_come(reference: Views) -> None:
    view = reference.of("?asof=2018-12-31")
    behind = sum(answer(view, "progress-by-region")["behind"])
    assert behind == view.selection.sizes("due")["overdue"]


def test_n_of_the_pilots_is_of_their_commitments_alone(reference: Views) -> None:
    pilots = {one["id"] for one in read("members") if one["government_level"] in {"local", "regional"}}
    every = [verdict for one, verdict in by_hand("2018-12-31").values() if one["member_id"] in pilots]
    chart = CHARTS["progress-by-pilot"]
    assert chart.n
    assert chart.n(reference.of("?asof=2018-12-31").selection) == sum(map(bool, every)) > 0


def test_a_member_lists_its_commitments_with_those_behind_first(reference: Views) -> None:
    view, shown = blocks.page(reference, "members/ALB")
    rows = blocks.rows(view, blocks.tables(view, shown)["expected"])
    mine = {one["title"]: verdict for one, verdict in by_hand("2018-12-31").values() if one["member_id"] == "ALB"}
    words = {"behind": "Behind", "on_track": "On track", "ahead": "Ahead", "": "not known"}
    assert Counter(row[-1] for row in rows) == Counter(words[verdict] for verdict in mine.values())
    assert [row[-1] for row in rows] == sorted((row[-1] for row in rows), key=[*words.values()].index)
    assert all(words[mine[row[0]]] == row[-1] for row in rows)


@pytest.mark.parametrize(
    ("end", "done", "status", "reported", "verdict"),
    [
        ("", "2017-05-05", "done", "", "not_known"),
        ("2017-06", "2017-05-31", "done", "", "ahead"),
        ("2017-06", "2017-06-30", "done", "", "on_track"),
        ("2017-06", "2017-07", "done", "", "behind"),
        ("2017-06", "2017", "done", "", "on_track"),  # whether it was before or after is not known
        ("2017-06", "2018", "carried_over", "", "behind"),
        ("2017-06", "", "", "", "not_known"),
        ("2017-06", "", "", "limited", "behind"),
        ("2017-06", "", "", "complete", "on_track"),
        ("2020-06", "", "", "", "not_due"),
        ("2020-06", "", "", "complete", "ahead"),
        ("2017-06", "2019-01", "done", "", "not_known"),  # what was done later is not known yet
    ],
)
def test_a_milestone_stands_to_its_own_end(end: str, done: str, status: str, reported: str, verdict: str) -> None:
    step = SimpleNamespace(end_date=end, done_date=done, status=status)
    assert of_milestone(step, "2018-12-31", reported) == verdict
