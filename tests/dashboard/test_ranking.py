"""Long rankings open with their ends (rule 2), and a card without data is one sentence."""

from __future__ import annotations

import pytest

from dashboard.charts.long_ranking import ENDS, LONGEST
from dashboard.charts.registry import CHARTS, drawn, tabled
from dashboard.components.chart_card import draw
from dashboard.view.view import Views
from tests.dashboard.independent import SCALE, Numbers

THEMES = "completion-by-theme"


def marks(figure: dict) -> list[str]:
    """The ids of the rows that a figure draws, from the top."""
    placed = {
        (y, mark[0])
        for trace in figure["data"]
        for y, mark in zip(trace["y"], trace.get("customdata", ()), strict=False)
    }
    return [id_ for _, id_ in sorted(placed)]


def test_a_long_ranking_opens_with_the_highest_and_the_lowest_of_those_with_thirty(
    reference: Views, reference_url: str
) -> None:
    counts = Numbers(reference_url).breakdown("theme", {})
    assessed = {theme: sum(of.get(level, 0) for level in SCALE) for theme, of in counts.items()}
    named = [theme for theme, n in assessed.items() if n >= 30]
    rate = {theme: sum(counts[theme].get(level, 0) for level in SCALE[2:]) / assessed[theme] for theme in named}
    ranked = sorted(named, key=lambda theme: -rate[theme])
    short = drawn(reference.of(""), THEMES)[2]
    shown = marks(short["figure"])
    assert sorted(rate[one] for one in shown) == pytest.approx(
        sorted(rate[one] for one in [*ranked[:ENDS], *ranked[-ENDS:]])
    )
    assert [rate[one] for one in shown] == sorted((rate[one] for one in shown), reverse=True)
    assert short["told"] == f"The 5 highest and the 5 lowest of the {len(named)} that rest on 30 or more."
    assert short["all"] == f"All {len(counts)}"
    assert set(marks(drawn(reference.of(""), THEMES)[0])) == set(counts)


def test_what_was_chosen_is_among_them_and_the_line_of_all_stays(reference: Views) -> None:
    view = reference.of("?theme=aid,water-sanitation")
    short = drawn(view, THEMES)[2]
    assert {"aid", "water-sanitation"} < set(marks(short["figure"]))
    assert ["all members 53%"] in [trace["text"][:1] for trace in short["figure"]["data"]]


def test_where_few_have_thirty_those_that_rest_on_most_are_shown(reference: Views) -> None:
    view = reference.of("?region=africa-middle-east")
    table = tabled(view, THEMES)
    table = table[table["id"] != "all"]
    assert (table["assessed"] >= 30).sum() <= 2 * ENDS
    least = sorted(table["assessed"])[-2 * ENDS]
    short = drawn(view, THEMES)[2]
    shown = table[table["id"].isin(marks(short["figure"]))]
    assert (len(shown), shown["assessed"].min()) == (2 * ENDS, least)
    assert short["told"] == f"Those of the {len(table)} that rest on most."


@pytest.mark.parametrize("name", [name for name in CHARTS if "-by-" in name])
def test_only_what_is_long_is_shortened(reference: Views, name: str) -> None:
    view = reference.of("")
    is_long = len(tabled(view, name)) > LONGEST and name.endswith(("theme", "member")) and "early" not in name
    data = draw(view, name).data(name)
    assert bool(data["whole"]) is is_long
    heights = [int(room["--height"].removesuffix("px")) for room in (data["room"], (data["whole"] or data)["room"])]
    assert (heights[0] < heights[1]) is is_long
