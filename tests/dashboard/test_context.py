"""What stands beside what was chosen (rule 12): all groups drawn, the others in grey, all members as a line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from dashboard.blocks import Card, Chart
from dashboard.charts.registry import drawing, headline, numbers, tabled
from dashboard.exports.slides import chart_slide
from dashboard.pages.overview import headline as of_overview
from dashboard.theme import colours
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers
from tests.dashboard import blocks
from tests.dashboard.independent import Numbers

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
SCALE = ("not_started", "limited", "substantial", "complete")
DONE = SCALE[2:]
AFRICA = "?region=africa-middle-east"
REGION = "completion-by-region"


def rows_of(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def last_day(date: str) -> str:
    return f"{date}-99"[:10] if len(date) > len("2016") else f"{date}-12-31"


@pytest.fixture(scope="module")
def states() -> dict[str, str]:
    """The last level that others than the member found of each commitment, from the files alone."""
    order = {"irm_end_of_term": 2, "irm_progress_report": 1}
    found: dict[str, tuple[str, int, str]] = {}
    for row in rows_of("assessments"):
        if row["completion"] and row["assessor"] != "self_assessment" and last_day(row["published"]) <= "2018-12-31":
            one = (last_day(row["published"]), order.get(row["assessor"], 0), row["completion"])
            found[row["commitment_id"]] = max(one, found.get(row["commitment_id"], one), key=lambda of: of[:2])
    return {commitment: level for commitment, (_, _, level) in found.items()}


@pytest.fixture(scope="module")
def by_region(states: dict[str, str]) -> dict[str, tuple[int, int]]:
    """By region and, under `all`, of all members: substantial or complete, and assessed; from the files alone."""
    region = {row["id"]: row["region"] for row in rows_of("members")}
    counts: dict[str, Counter[str]] = {}
    for row in rows_of("commitments"):
        for group in (region[row["member_id"]], "all"):
            counts.setdefault(group, Counter())[states.get(row["id"], "")] += 1
    return {
        group: (sum(of[level] for level in DONE), sum(of[level] for level in SCALE)) for group, of in counts.items()
    }


def test_a_region_that_is_chosen_stands_among_all_four_with_the_line_of_all_members(
    reference: Views, by_region: dict[str, tuple[int, int]]
) -> None:
    view = reference.of(AFRICA)
    figure, summary = drawing(view, REGION)
    line, grey, chosen = figure["data"][:3]
    drawn = {
        region: rate for dots in (grey, chosen) for [region], rate in zip(dots["customdata"], dots["x"], strict=True)
    }
    assert drawn == pytest.approx({name: part / n for name, (part, n) in by_region.items() if name != "all"})
    assert [chosen["customdata"], chosen["marker"]["color"]] == [[["africa-middle-east"]], colours.LIGHT["accent"]]
    assert grey["marker"]["color"] == colours.LIGHT["too_few"]
    part, n = by_region["all"]
    assert line["x"] == pytest.approx([part / n] * 2)
    assert line["text"][0] == "all members 53%"
    part, n = by_region["africa-middle-east"]
    rate = f"{100 * part / n:.0f}%"
    assert headline(view, REGION, tabled(view, REGION)).startswith("Africa and the Middle East: ")
    assert of_overview(view).startswith(f"Africa and the Middle East: {rate} of assessed commitments")
    assert f"Africa and the Middle East, {rate} of {n}" in summary.partition("Beside: ")[0]
    assert "Europe" in summary.partition("Beside: ")[2]


@pytest.mark.parametrize(
    ("query", "name", "dimension"),
    [
        (AFRICA, REGION, "region"),
        ("?theme=education,aid", "completion-by-theme", "theme"),
        ("?level=parliament&region=europe", "completion-by-level", "level"),
        ("?priority=integrity", "completion-by-priority", "priority"),
        ("?year=2014", "completion-by-year", "year"),
        ("?member=KEN", "completion-by-member", "member"),
    ],
)
def test_what_is_not_chosen_is_drawn_and_in_every_table_and_says_that_it_is_for_comparison(
    reference: Views, reference_url: str, query: str, name: str, dimension: str
) -> None:
    view = reference.of(query)
    chosen = dict(part.split("=") for part in query[1:].split("&"))
    values = chosen.pop(dimension).split(",")
    groups = Numbers(reference_url).breakdown(dimension, chosen)
    expected = {group: (str(sum(of.values())), str(group in values)) for group, of in groups.items()}
    lines = list(csv.DictReader(io.StringIO(chart_numbers(view, name))))
    written = {line["id"]: (line["commitments"], line["chosen"]) for line in lines if line["commitments"] != "0"}
    everyone = written.pop("all")
    assert written == expected
    assert everyone[1] == "False"
    table = numbers(view, name)
    words = {str(view.plain(row[0])): row[-1] for row in table.read()}
    assert sorted(words.values()) == sorted(
        "chosen" if line["chosen"] == "True" else "for comparison" for line in lines
    )
    assert len(chart_slide(view, name).records) == len(lines)
    drawn = {mark[0] for trace in drawing(view, name)[0]["data"] for mark in trace.get("customdata", ())}
    assert drawn >= expected.keys()


@pytest.mark.parametrize("name", ["ambition-by-region", "openness-by-region", "ambitious-complete-by-region"])
def test_a_measure_keeps_its_context_too(reference: Views, name: str) -> None:
    free, chosen = (tabled(reference.of(query), name).set_index("id") for query in ("", AFRICA))
    assert chosen.drop(index="all")[["known", "high"]].equals(free[["known", "high"]])
    assert chosen["chosen"].to_dict() == {group: group == "africa-middle-east" for group in [*free.index, "all"]}
    assert chosen.loc["all", "known"] == free["known"].sum()


@pytest.mark.parametrize("query", ["", AFRICA, "?theme=open-data", "?region=europe&year=2014", "?member=KEN"])
def test_the_map_draws_every_member_of_the_day_as_one_and_in_colour_only_those_selected(
    reference: Views, query: str
) -> None:
    view = reference.of(query)
    traces = drawing(view, "members-map")[0]["data"]
    drawn = {mark[0] for trace in traces for mark in trace.get("customdata", ())}
    placed = {row["id"] for row in rows_of("members") if row["government_level"] == "national" or row["latitude"]}
    assert drawn >= view.selection.membership.members & placed
    greys = (colours.LIGHT["context"], [[0, colours.LIGHT["context"]], [1, colours.LIGHT["context"]]])
    grey = {
        mark[0]
        for trace in traces
        if trace.get("colorscale") == greys[1] or trace["marker"].get("color") == greys[0]
        for mark in trace.get("customdata", ())
    }
    selected = {member for member, n in view.selection.sizes("member").items() if n}
    assert selected & drawn == selected & (drawn - grey)
    assert not {"region", "member"} & view.filters.chosen().keys() or grey


def test_a_city_stands_beside_members_of_its_own_level_alone(reference: Views) -> None:
    table = tabled(reference.of("?member=L-SAO"), "completion-by-theme")
    levels = {row["id"]: row["government_level"] for row in rows_of("members")}
    own = sum(levels[row["member_id"]] == levels["L-SAO"] for row in rows_of("commitments"))
    assert table.iloc[-1][["id", "label"]].tolist() == ["all", "all members · Local"]
    assert 0 < table.iloc[-1]["commitments"] <= own


def test_without_a_choice_a_table_holds_nothing_for_comparison(reference: Views) -> None:
    assert tabled(reference.of("?theme=education"), REGION)["chosen"].all()
    assert numbers(reference.of(""), REGION).columns[-1].header == "Completion rate"


class TestAMemberWithoutData:
    def rate_of_level(self, states: dict[str, str], **where: str) -> tuple[int, int]:
        """Substantial or complete, and assessed, of the commitments of some members; from the files alone."""
        own = {row["id"] for row in rows_of("members") if all(row[name] == value for name, value in where.items())}
        found = Counter(states.get(row["id"], "") for row in rows_of("commitments") if row["member_id"] in own)
        return sum(found[level] for level in DONE), sum(found[level] for level in SCALE)

    @pytest.mark.parametrize(("member", "region"), [("FRA", "europe"), ("CIV", "africa-middle-east")])
    def test_has_its_region_and_level_in_figures_and_no_word_of_filters(
        self, reference: Views, states: dict[str, str], member: str, region: str
    ) -> None:
        view, page = blocks.page(reference, f"members/{member}")
        assert "filter" not in blocks.strings(view, page).casefold()
        expected = [
            self.rate_of_level(states, government_level="national", **where) for where in ({"region": region}, {})
        ]
        _, *rates = blocks.header(view, page).figures
        assert [(one.value.part, one.value.whole) for one in rates] == expected

    def test_has_its_seat_and_roles_first_and_no_chart_that_must_be_empty(self, reference: Views) -> None:
        view, page = blocks.page(reference, "members/FRA")
        first = next(block for block in blocks.every(view, page) if isinstance(block, Card))
        assert first.title == "On the Steering Committee"
        charts = [block.name for block in blocks.every(view, page) if isinstance(block, Chart)]
        assert charts == ["member-compared"]

    def test_says_what_is_known_and_counts_what_is_not_known_nowhere(self, reference: Views) -> None:
        view, page = blocks.page(reference, "members/CIV")
        said = blocks.strings(view, page)
        assert "2 action plans are on record, of 2016 and 2018." in said
        [row] = [
            one for one in rows_of("plan_results") if one["action_plan_id"] == "CIV-1" and "end_of" in one["assessor"]
        ]
        done = int(row["substantial"]) + int(row["complete"])
        assert f"counts {done} of {row['commitments']} commitments substantially or fully complete" in said
        plans = blocks.rows(view, blocks.tables(view, page)["action-plans"])
        assert [plan[1] for plan in plans] == ["not known", "not known"]

    def test_one_with_data_says_that_the_filters_leave_nothing_and_offers_the_way_out(self, reference: Views) -> None:
        view, page = blocks.page(reference, "members/ALB", "?theme=aid")
        header = blocks.header(view, page)
        assert header.headline == "Albania: No commitments under these filters."
        assert view.reset in {link.href for link in blocks.links(view, page)}


@pytest.mark.parametrize("query", ["", AFRICA, "?member=L-SAO"])
def test_the_overview_says_of_which_years_the_assessed_plans_are(
    reference: Views, states: dict[str, str], query: str
) -> None:
    plan_year = {row["id"]: int(row["year_submitted"]) for row in rows_of("action_plans")}
    region = {row["id"]: row["region"] for row in rows_of("members")}
    years = {
        plan_year[row["action_plan_id"]]
        for row in rows_of("commitments")
        if states.get(row["id"]) in SCALE
        and (query != AFRICA or region[row["member_id"]] == "africa-middle-east")
        and ("member" not in query or row["member_id"] == "L-SAO")
    }
    view, page = blocks.page(reference, "", query)
    said = str(blocks.header(view, page).lede).partition("assessed: action plans of ")[2].partition(" · ")[0]
    spans = [part.split("–") for part in said.replace(" and ", ", ").split(", ") if part]
    assert {year for span in spans for year in range(int(span[0]), int(span[-1]) + 1)} == years
