"""Ambition, openness, early results and stars, counted again from the files with nothing but `csv`."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dashboard.charts.chart import MEASURED
from dashboard.charts.registry import answer
from dashboard.data.filters import as_day
from dashboard.view.view import View, Views
from tests.dashboard import blocks

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
RANK = ("self_assessment", "monitoring_body", "irm_progress_report", "irm_end_of_term")
DONE, SCALE = {"substantial", "complete"}, {"not_started", "limited", "substantial", "complete"}
AMBITIOUS = {"moderate", "transformative"}
DAYS = ("2018-12-31", "2014-12-31", "2013-06-30")


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def last(column: str, asof: str) -> dict[str, str]:
    """Commitment -> what was found last by a day, by the plainest reading of the files."""
    known = [one for one in read("assessments") if one[column] and as_day(one["published"]) <= asof]
    known.sort(key=lambda one: (as_day(one["published"]), RANK.index(one["assessor"])))
    return {one["commitment_id"]: one[column] for one in known}


def of_each(asof: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Each commitment that had begun, and its value by measure; empty where that is not known."""
    begun = {one["id"]: as_day(one["start_date"] or one["year_submitted"]) <= asof for one in read("action_plans")}
    openness, completion = last("did_it_open_government", asof), last("completion", asof)
    rows = []
    for one in read("commitments"):
        if not begun[one["action_plan_id"]]:
            continue
        level, impact = completion.get(one["id"], ""), one["potential_impact"]
        both = ""
        if impact and level in SCALE:
            both = {
                (True, True): "both",
                (True, False): "ambitious_only",
                (False, True): "complete_only",
                (False, False): "neither",
            }[impact in AMBITIOUS, level in DONE]
        values = {
            "ambition": impact,
            "openness": openness.get(one["id"], ""),
            "stars": {"1": "starred", "0": "not_starred", "": ""}[one["starred"]],
            "ambitious-complete": both,
        }
        rows.append((one, values))
    return rows


def counted(view: View, name: str) -> dict[str, Counter[str]]:
    chart, table = MEASURED[name], answer(view, name)
    values = [value for value in chart.numbers.counts if value not in ("commitments", "known")]
    return {row["id"]: Counter({value: row[value] for value in values if row[value]}) for _, row in table.iterrows()}


@pytest.mark.parametrize("asof", DAYS)
@pytest.mark.parametrize("measure", ["ambition", "openness", "stars", "ambitious-complete"])
class TestAgainstTheFiles:
    def test_by_level(self, reference: Views, asof: str, measure: str) -> None:
        expected: dict[str, Counter[str]] = {}
        for one, values in of_each(asof):
            expected.setdefault(one["government_level"], Counter())[values[measure] or "not_known"] += 1
        assert counted(reference.of(f"?asof={asof}"), f"{measure}-by-level") == expected

    def test_by_region_within_a_choice_of_years(self, reference: Views, asof: str, measure: str) -> None:
        regions = {one["id"]: one["region"] for one in read("members")}
        years = {one["id"]: one["year_submitted"] for one in read("action_plans")}
        expected: dict[str, Counter[str]] = {}
        for one, values in of_each(asof):
            if years[one["action_plan_id"]] == "2012":
                group = expected.setdefault(regions[one["member_id"]], Counter())
                group[values[measure] or "not_known"] += 1
        assert counted(reference.of(f"?asof={asof}&year=2012"), f"{measure}-by-region") == expected


def test_a_share_is_of_what_is_known_alone(reference: Views) -> None:
    for name in MEASURED:
        for _, row in answer(reference.of(""), name).iterrows():
            values = [row[value] for value in MEASURED[name].numbers.counts if value not in ("commitments", "known")]
            assert row["commitments"] == sum(values)
            assert row["known"] == sum(values[:-1])
            part = sum(row[one] for one in MEASURED[name].numbers.part)
            assert row["share"] == pytest.approx(part / row["known"] if row["known"] else float("nan"), nan_ok=True)


def test_the_page_says_how_many_are_ambitious_and_complete(reference: Views) -> None:
    every = [values["ambitious-complete"] for _, values in of_each("2018-12-31")]
    known, both = sum(bool(value) for value in every), every.count("both")
    view, shown = blocks.page(reference, "ambition")
    headline = blocks.header(view, shown).headline
    assert headline.startswith(f"{view.words.percent(both / known)} of commitments")
    assert f"of {known:,} of which both are known" in headline


def test_the_page_names_the_filter_and_says_what_is_not_known(reference: Views) -> None:
    view, shown = blocks.page(reference, "ambition", "?member=TUR")
    assert "Türkiye" in blocks.header(view, shown).headline
    assert "%" not in blocks.header(view, shown).headline
    rows = blocks.rows(view, blocks.tables(view, shown)["measures"])
    assert [row[1] for row in rows] == ["not known"] * 5  # never 0 %
