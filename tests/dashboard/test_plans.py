"""How plans are made: every figure of the page counted again from the files alone, on several days."""

from __future__ import annotations

import csv
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.blocks import FILES, Block, Count, Link, Table
from dashboard.data.filters import as_day
from dashboard.view.view import View, Views
from tests.dashboard import blocks, hand
from tests.dashboard.conftest import make_views, publish
from tests.dashboard.databases import plan

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ["2012-12-31", "2014-06-30", "2016-12-31", "2018-12-31", "2026-01-01"]
END = "2018-12-31"
"""The last day on which a finding was published: what has no date of its own is known from it on."""
Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def begun(day: str) -> Rows:
    return [row for row in read("action_plans") if as_day(row["start_date"] or row["year_submitted"]) <= day]


def page(views: Views, query: str) -> tuple[View, Sequence[Block]]:
    return blocks.page(views, "plans", query)


def table(views: Views, query: str, name: str, way: str = FILES) -> tuple[View, Table]:
    view, shown = page(views, query)
    return view, blocks.tables(view, shown, way)[name]


def rate(flags: list[str]) -> str:
    known = [flag for flag in flags if flag in {"0", "1"}]
    yes = known.count("1")
    if not known:
        return "not known"
    return f"{yes} of {len(known)}" if len(known) < 5 else f"{100 * yes / len(known):.0f}% (n={len(known)})"


def year_by_hand(plans: Rows) -> list[str]:
    process = {row["action_plan_id"]: row for row in read("plan_process")}
    made = [process[row["id"]] for row in plans if row["id"] in process]
    facts = ("consultation_steps_followed", "participation_level", "regular_forum", "self_assessment_published")
    known = [row for row in made if any(row[fact] not in {"", "NR"} for fact in facts)]
    levels = Counter(row["participation_level"] for row in made if row["participation_level"])
    steps = [int(row["consultation_steps_followed"]) for row in made if row["consultation_steps_followed"].isdecimal()]
    order = ("inform", "consult", "involve", "collaborate", "empower")
    text = " · ".join(f"{level.capitalize()}: {levels[level]}" for level in order if levels[level])
    return [
        str(len(plans)),
        str(len(known)),
        f"{text} (n={levels.total()})" if levels else "not known",
        rate([row["regular_forum"] for row in made]),
        rate([row["self_assessment_published"] for row in made]),
        f"{statistics.median(steps):g} (n={len(steps)})" if steps else "not known",
    ]


@pytest.mark.parametrize("day", DAYS)
def test_each_year_is_counted_as_in_the_files(reference: Views, day: str) -> None:
    plans = begun(day)
    view, years = table(reference, f"?asof={day}", "plans-by-year", "screen")
    expected = {
        year: year_by_hand([row for row in plans if row["year_submitted"] == year])
        for year in sorted({row["year_submitted"] for row in plans})
    }
    assert {row[0]: row[1:] for row in blocks.rows(view, years)} == expected
    if len(expected) > 1:
        assert [blocks.text(view, cell) for cell in years.foot[0][1:4]] == year_by_hand(plans)[:3]


def test_the_headline_says_what_the_files_say(reference: Views) -> None:
    every, (plans, known, _, forum, own, _) = begun(END), year_by_hand(begun(END))
    made = {row["action_plan_id"]: row for row in read("plan_process")}
    counts = [
        (flags.count("1"), len(flags) - flags.count(""))
        for name in ("regular_forum", "self_assessment_published")
        for flags in [[made[row["id"]][name] for row in every if row["id"] in made]]
    ]
    view, shown = page(reference, f"?asof={END}")
    assert blocks.header(view, shown).headline == (
        f"How they were made is known for {known} of {plans} action plans, none of them submitted after 2014; "
        f"{counts[0][0]} of {counts[0][1]} had a regular forum; "
        f"{counts[1][0]} of {counts[1][1]} have a published self-assessment."
    )
    assert [blocks.text(view, figure.value) for figure in blocks.header(view, shown).figures] == [
        *(plans, f"{known} of {plans}", forum.split(" ")[0], own.split(" ")[0])
    ]


def test_region_member_and_year_choose_plans(reference: Views) -> None:
    regions = {row["id"]: row["region"] for row in read("members")}
    plans = [row for row in begun(END) if regions[row["member_id"]] == "europe" and row["year_submitted"] == "2014"]
    view, years = table(reference, f"?asof={END}&region=europe&year=2014", "plans-by-year", "screen")
    assert blocks.rows(view, years) == [["2014", *year_by_hand(plans)]]
    view, listed = table(reference, f"?asof={END}&member=ALB", "plans")
    assert len(listed) == sum(row["member_id"] == "ALB" for row in begun(END))
    assert "Region: Europe" in blocks.text(view, blocks.header(*page(reference, "?region=europe")).lede)


@pytest.mark.parametrize("day", DAYS)
def test_every_plan_that_had_begun_is_listed_once_and_no_other(reference: Views, day: str) -> None:
    view, listed = table(reference, f"?asof={day}", "plans")
    names = {row["id"]: view.names.short_plan(row["id"]) for row in begun(day)}
    members = {row["id"]: view.names.of("member", row["member_id"]) for row in begun(day)}
    rows = [(blocks.text(view, row[0]), blocks.text(view, row[1])) for row in listed.read()]
    assert Counter(rows) == Counter((members[id_], names[id_]) for id_ in names)


def test_a_plan_leads_to_its_commitments_or_says_that_they_are_not_here(reference: Views) -> None:
    view, listed = table(reference, f"?asof={END}", "plans")
    here = Counter(row["action_plan_id"] for row in read("commitments"))
    with_totals = {row["action_plan_id"] for row in read("plan_results") if as_day(row["published"] or END) <= END}
    cells = [row[[column.header for column in listed.columns].index("Commitments")] for row in listed.read()]
    counts = [cell for cell in cells if isinstance(cell, Count)]
    assert sum(cell.n for cell in counts) == sum(here[row["id"]] for row in begun(END)) == 2018
    assert all(reference.of(cell.href.partition("?")[2]).selection.commitments == cell.n for cell in counts)
    absent = [row["id"] for row in begun(END) if not here[row["id"]]]
    said = Counter(blocks.text(view, cell) for cell in cells if not isinstance(cell, Count))
    only = sum(plan in with_totals for plan in absent)
    assert said == {"totals only": only, "not here": len(absent) - only}


@pytest.mark.parametrize("day", ["2017-12-31", "2018-12-30", *DAYS[3:]])
def test_totals_are_those_published_by_the_day_of_plans_that_are_not_here(reference: Views, day: str) -> None:
    here, plans = {row["action_plan_id"] for row in read("commitments")}, {row["id"] for row in begun(day)}
    absent = [row for row in read("plan_results") if row["action_plan_id"] in plans - here]
    known = [row for row in absent if as_day(row["published"] or END) <= day]
    view, shown = page(reference, f"?asof={day}")
    totals = blocks.tables(view, shown, FILES)["plan-totals"]
    headers = [column.header for column in totals.columns if column.only != "screen"]
    rows = [dict(zip(headers, row, strict=True)) for row in blocks.rows(view, totals, FILES)]

    def number(text: str) -> str:
        return text or "not known"

    def completed(row: dict[str, str]) -> str:
        parts = [row["substantial"], row["complete"]]
        return row["substantial_or_complete"] or (str(sum(map(int, parts))) if all(parts) else "not known")

    def found(row: dict[str, str]) -> tuple[str, ...]:
        others = ("withdrawn", "relevant", "transformative", "starred", "carried_over")
        plan = view.names.short_plan(row["action_plan_id"])
        return (
            plan,
            number(row["commitments"]),
            completed(row),
            *(number(row[name]) for name in others),
            row["source"],
        )

    counted = (
        "Withdrawn",
        "Relevant to OGP values",
        "Transformative impact",
        "Starred",
        "Carried over into the next plan",
    )
    names = ("Plan", "Commitments of the plan", "Substantial or complete", *counted, "Sources")
    assert Counter(tuple(row[name] for name in names) for row in rows) == Counter(map(found, known))
    undated = sum(row["Published"] == "publication date not known" for row in rows)
    assert undated == sum(not row["published"] for row in known) == (0 if day < END else undated)
    later = [row for row in absent if row["published"] and as_day(row["published"]) > day]
    assert (f"Totals in {len(later)} more reports" in blocks.strings(view, shown)) == bool(later)


def test_totals_enter_no_figure_of_commitments(reference: Views) -> None:
    view, _ = page(reference, f"?asof={END}")
    assert (view.selection.commitments, view.selection.assessed, view.selection.completed) == (2018, 1798, 947)


def test_recommendations_are_counted_by_kind_without_a_share(reference: Views) -> None:
    plans = {row["id"] for row in begun(END)}
    own = [row for row in read("recommendations") if row["action_plan_id"] in plans]
    view, kinds = table(reference, f"?asof={END}", "recommendations-by-kind")
    names = {
        "key_recommendation": "Key recommendation",
        "report_summary": "Main advice of the report",
        "midterm_summary": "Main advice at mid-term",
    }
    assert blocks.rows(view, kinds, FILES) == [
        [
            names[kind],
            str(len(of)),
            str(len({row["action_plan_id"] for row in of})),
            str(sum(bool(row["taken_up"]) for row in of)),
        ]
        for kind in names
        for of in [[row for row in own if row["kind"] == kind]]
    ]
    view, listed = table(reference, f"?asof={END}", "recommendations")
    assert len(listed) == len(own)
    assert not any("%" in cell for row in blocks.rows(view, kinds) for cell in row)


def test_every_total_and_recommendation_leads_to_its_source(reference: Views) -> None:
    view, shown = page(reference, f"?asof={END}")
    tables = blocks.tables(view, shown)
    for name in ("plan-totals", "recommendations"):
        for row in tables[name].read():
            assert [one for one in blocks.texts(row) if isinstance(one, Link) and one.style == "external"], row


def test_no_table_knows_more_of_a_small_portfolio_than_its_data(by_hand: Views) -> None:
    view, shown = page(by_hand, "")
    assert blocks.header(view, shown).headline == "How they were made is known for 0 of 4 action plans."
    assert blocks.faults(view, shown) == []
    assert set(blocks.tables(view, shown)) == {"plans-by-year", "plans"}


def test_no_step_and_a_no_are_known(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    process = [
        {"action_plan_id": "FRA-1", "consultation_steps_followed": 0},
        {"action_plan_id": "KEN-1", "regular_forum": False, "participation_level": "inform"},
        {"action_plan_id": "FRA-2"},
    ]
    publish(url, 1, plan_process=process)
    view, years = table(make_views(url), "", "plans-by-year", "screen")
    assert blocks.rows(view, years)[:2] == [
        ["2014", "2", "2", "Inform: 1 (n=1)", "0 of 1", "not known", "0 (n=1)"],
        ["2016", "1", "0", "not known", "not known", "not known", "not known"],
    ]


def test_totals_without_a_date_are_known_at_the_end_of_the_data(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    totals = [
        {"action_plan_id": "MLT-1", "assessor": "irm_design", "commitments": 7, "source": "javascript:alert(1)"},
        {"action_plan_id": "FRA-1", "assessor": "irm_end_of_term", "commitments": 9},  # its commitments are here
    ]
    publish(url, 1, action_plans=[*hand.TABLES["action_plans"], plan("MLT-1", 2015)], plan_results=totals)
    views = make_views(url)
    view, shown = page(views, "")
    assert [row[2:5] for row in blocks.rows(view, blocks.tables(view, shown)["plan-totals"])] == [
        ["IRM design report", "publication date not known", "7"]
    ]
    assert not [link for link in blocks.links(view, shown) if link.href.startswith("javascript")]
    assert view.snapshot.known_until.isoformat() == "2018-12-31"
    assert "plan-totals" not in blocks.tables(*page(views, "?asof=2018-12-30"))


def test_nothing_chosen_says_so(reference: Views) -> None:
    view, shown = page(reference, "?asof=2010-01-01")
    assert blocks.header(view, shown).headline == "No action plan under these filters had begun."
    assert blocks.faults(view, shown) == []
    assert blocks.tables(view, shown) == {}
