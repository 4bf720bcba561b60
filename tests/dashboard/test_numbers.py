"""The numbers of the data that ship with the product, beside SQL that knows nothing of our code."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dashboard.charts.chart import COMPLETION as COMPLETION_NUMBERS
from dashboard.charts.registry import CHARTS, answer
from dashboard.data.snapshot import COMPLETION
from dashboard.queries import breakdown
from dashboard.queries.counts import totals
from dashboard.view.view import Views
from tests.dashboard.independent import GROUPS, Numbers

DATA = Path(__file__).parents[2] / "data_loader" / "reference"
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"region": "africa-middle-east", "theme": "open-data"},
    {"asof": "2014-12-31"},
    {"asof": "2017-06-27", "level": "local,regional"},
    {"year": "2014,2017", "priority": "climate,integrity"},
    {"completion": "complete,withdrawn,not_assessed", "region": "europe"},
    {"assessor": "irm_end_of_term", "asof": "2018-02-28"},
    {"assessor": "self_assessment,irm_progress_report", "completion": "limited"},
    {"starred": "1", "impact": "moderate,transformative"},
    {"member": "FRA,KEN,L-PAR", "level": "national,parliament,local"},
    {"plan": "ALB-1,ALB-2"},
    {"asof": "2011-01-01"},
)
BREAKDOWNS = {
    name: chart.dimension
    for name, chart in CHARTS.items()
    if chart.dimension in GROUPS and chart.query.__module__ == breakdown.__name__
}
"""The charts that count every commitment of a selection."""


def query(chosen: dict[str, str]) -> str:
    return "?" + "&".join(f"{name}={text}" for name, text in chosen.items())


@pytest.fixture(scope="module")
def sql(reference_url: str) -> Numbers:
    return Numbers(reference_url)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("", (2018, 1798, 947)),
        ("?asof=2018-12-31", (2018, 1798, 947)),
        ("?region=africa-middle-east&theme=open-data", (21, 19, 4)),
        ("?asof=2014-12-31", (1927, 920, 467)),
    ],
)
def test_the_published_check_figures(reference: Views, asked: str, numbers: tuple[int, int, int]) -> None:
    found = totals(reference.of(asked).selection)
    assert (found.commitments, found.assessed, found.completed) == numbers


def test_the_default_day_is_the_last_day_of_2018(reference: Views) -> None:
    assert reference.of("").selection.asof.isoformat() == "2018-12-31"


@pytest.mark.parametrize("chosen", FILTERS, ids=query)
class TestBesideSql:
    def test_filters_are_all_understood(self, reference: Views, sql: Numbers, chosen: dict[str, str]) -> None:
        assert reference.of(query(chosen)).dropped == []

    def test_totals(self, reference: Views, sql: Numbers, chosen: dict[str, str]) -> None:
        found = totals(reference.of(query(chosen)).selection)
        assert (found.commitments, found.assessed, found.completed) == sql.totals(chosen)

    def test_the_three_counts_of_late(self, reference: Views, sql: Numbers, chosen: dict[str, str]) -> None:
        sizes = reference.of(query(chosen)).selection.sizes("due")
        assert (sizes["overdue"], sizes["overdue-unknown"], sizes["end-unknown"]) == sql.late(chosen)
        assert totals(reference.of(query(chosen)).selection).overdue == sql.overdue(chosen)

    @pytest.mark.parametrize("dimension", GROUPS)
    def test_facet(self, reference: Views, sql: Numbers, chosen: dict[str, str], dimension: str) -> None:
        facet = reference.of(query(chosen)).selection.facet(dimension)
        assert {value: count for value, count in facet.items() if count} == sql.facet(dimension, chosen)

    @pytest.mark.parametrize("name", BREAKDOWNS)
    def test_chart(self, reference: Views, sql: Numbers, chosen: dict[str, str], name: str) -> None:
        view = reference.of(query(chosen))
        table = answer(view, name).set_index("id")
        found = {
            group: {state: int(row[state]) for state in COMPLETION if row[state]}
            for group, row in table[table["commitments"] > 0].iterrows()
        }
        dimension = BREAKDOWNS[name]
        wanted = chosen.get(dimension, "").split(",")  # of several themes of a commitment, those that were chosen
        groups = sql.breakdown(dimension, chosen)
        assert found == {group: of for group, of in groups.items() if dimension not in chosen or group in wanted}


@pytest.mark.parametrize("name", [name for name, chart in CHARTS.items() if chart.numbers is COMPLETION_NUMBERS])
def test_sums_and_rates_of_a_chart_follow_from_its_counts(reference: Views, name: str) -> None:
    view = reference.of("?member=ALB" if name == "member-compared" else "")
    for row in answer(view, name).to_dict("records"):
        assessed = sum(row[level] for level in COMPLETION[:4])
        assert row["commitments"] == sum(row[state] for state in COMPLETION)
        assert row["assessed"] == assessed
        assert row["completion_rate"] == pytest.approx(
            (row["substantial"] + row["complete"]) / assessed if assessed else float("nan"), nan_ok=True
        )


@pytest.mark.parametrize(
    ("member", "region", "level", "labels"),
    [
        ("KEN", "africa-middle-east", "National", ["Kenya", "Africa and the Middle East", "All members"]),
        ("L-SAO", "americas", "Local", ["São Paulo", "Americas", "All members"]),
        ("L-SCO", "europe", "Regional", ["Scotland", "Europe", "All members"]),
    ],
)
def test_a_member_is_compared_with_its_own_level_alone(
    reference: Views, sql: Numbers, member: str, region: str, level: str, labels: list[str]
) -> None:
    with (DATA / "members.csv").open(encoding="utf-8") as file:
        members = list(csv.DictReader(file))
    same = [one for one in members if one["government_level"] == level.lower()]
    of_region = [one["id"] for one in same if one["region"] == region]
    groups = {member: [member], region: of_region, "all": [one["id"] for one in same]}
    table = answer(reference.of(f"?member={member}&level=national,regional,local"), "member-compared")
    assert [tuple(row) for row in table[["id", "commitments", "assessed"]].itertuples(index=False)] == [
        (group, *sql.totals({"level": "national,regional,local", "member": ",".join(ids)})[:2])
        for group, ids in groups.items()
    ]
    assert table["label"].tolist() == [labels[0], *(f"{label} · {level}" for label in labels[1:])]


def test_a_member_without_commitments_stays_in_the_list_of_all(reference: Views) -> None:
    view = reference.of("")
    assert len(answer(view, "completion-by-member")) == 93 + 3  # the members of the day, and who left with commitments


def test_the_best_rate_comes_first_and_too_few_assessed_last(reference: Views) -> None:
    view = reference.of("")
    table = answer(view, "completion-by-theme")
    rates = table.loc[table["assessed"] >= 5, "completion_rate"].tolist()
    assert rates == sorted(rates, reverse=True)
    assert (table["assessed"].head(len(rates)) >= 5).all()
