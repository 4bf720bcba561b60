"""Figures: valid for every table, true to the numbers, safe with any text, and readable in both modes."""

from __future__ import annotations

import json
import re
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.registry import heights
from dashboard.figures import columns, diverging, frame, intervals, summary, world
from dashboard.figures.frame import Shown
from dashboard.language.vocabulary import COMPLETION
from dashboard.language.words import words
from dashboard.theme import colours

ROOT = Path(__file__).parents[2]
EN = words("en")
FIGURES = {"diverging": diverging, "intervals": intervals, "columns": columns, "world": world}
HOSTILE = [
    "<script>alert(1)</script>",
    "<b>bold</b> & <a href='javascript:x'>link</a>",
    "line\nline\ttab",
    "x" * 400,
    "",
]


STATES = [*colours.SCALE, "unclear", "withdrawn", "not_assessed"]


def table(*counts: tuple[int, ...], labels: list[str] | None = None) -> pd.DataFrame:
    """Rows of counts of STATES, with the columns every query gives and those of the map."""
    rows = pd.DataFrame(list(counts), columns=STATES, dtype="int64").reindex(columns=list(COMPLETION), fill_value=0)
    ids = [f"id-{i}" for i in range(len(rows))]
    rows.insert(0, "id", pd.Series(ids, dtype=str))
    rows.insert(1, "label", pd.Series(labels or ids, dtype=str))
    assessed = rows[list(colours.SCALE)].sum(axis=1)
    return rows.assign(
        commitments=rows[list(COMPLETION)].sum(axis=1),
        assessed=assessed,
        completion_rate=(rows["substantial"] + rows["complete"]) / assessed.astype(float).replace(0.0, float("nan")),
        country=pd.Series((["FRA", "MLT", "KEN", "BRA", "USA"] * len(rows))[: len(rows)], dtype=str),
        pilot=pd.Series(([False, False, True, True, True] * len(rows))[: len(rows)], dtype=bool),
        latitude=pd.Series([float("nan"), float("nan"), -1.3, float("nan"), 30.0][: len(rows)], dtype=float),
        longitude=pd.Series([float("nan"), float("nan"), 36.8, float("nan"), -97.0][: len(rows)], dtype=float),
    )


MIXED = table(
    (10, 30, 40, 20, 1, 2, 3),
    (0, 1, 2, 0, 0, 0, 4),
    (0, 0, 0, 0, 0, 0, 7),
    (5, 0, 0, 0, 0, 0, 0),
    (0, 0, 0, 9, 0, 0, 0),
)
IN_CONTEXT = table(
    *((10, 30, 40, 20, 1, 2, 3), (10, 10, 10, 10, 0, 0, 0), (0, 1, 2, 0, 0, 0, 4), (30, 30, 20, 20, 0, 0, 0)),
    labels=["chosen", "beside", "few", "all <members>"],
).assign(id=["id-0", "id-1", "id-2", "all"], chosen=[True, False, False, False])
"""One row that was chosen, two that were not, and all members."""
TABLES = {
    "mixed": MIXED,
    "in context": IN_CONTEXT,
    "empty": table(),
    "nothing assessed": table((0, 0, 0, 0, 3, 1, 2)),
    "no commitment": table((0, 0, 0, 0, 0, 0, 0)),
    "hostile": table(*[(1, 2, 3, 4, 5, 6, 7)] * len(HOSTILE), labels=HOSTILE),
}


def shown_texts(figure: dict[str, Any]) -> list[str]:
    """Every text Plotly reads tags in."""
    texts: list[str] = []

    def collect(value: Any, key: str = "") -> None:
        if isinstance(value, dict):
            for name, item in value.items():
                collect(item, name)
        elif isinstance(value, list):
            for item in value:
                collect(item, key)
        elif isinstance(value, str) and key in {"text", "hovertext", "ticktext", "name"}:
            texts.append(value)

    collect(figure)
    return texts


@pytest.mark.parametrize("data", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("module", FIGURES.values(), ids=FIGURES)
class TestEveryFigure:
    def test_is_a_plain_dict_that_plotly_accepts(self, module: Any, data: pd.DataFrame) -> None:
        figure = module.figure(Shown(data, EN))
        assert json.loads(json.dumps(figure)) == json.loads(json.dumps(figure, allow_nan=False))
        go.Figure(figure, skip_invalid=False)

    def test_has_a_height_that_its_card_keeps_on_both_screens(self, module: Any, data: pd.DataFrame) -> None:
        figure = module.figure(Shown(data, EN))
        kept = heights(figure)
        assert kept["--height"] == f"{figure['layout']['height']}px"
        assert kept["--narrow-height"].endswith("px")

    def test_is_accepted_on_a_narrow_screen_too(self, module: Any, data: pd.DataFrame) -> None:
        figure = module.figure(Shown(data, EN))
        meta = figure["layout"].get("meta", {})
        labels = [meta["labels"]] if "labels" in meta else []
        go.Figure([*figure["data"], *labels], figure["layout"] | meta.get("narrow", {}), skip_invalid=False)

    def test_places_every_row_on_a_narrow_screen(self, module: Any, data: pd.DataFrame) -> None:
        figure = module.figure(Shown(data, EN))
        rows = dict(figure["layout"].get("meta", {}).get("rows", []))
        assert not rows or {y for trace in figure["data"] for y in trace["y"]} <= set(rows)

    def test_lets_no_tag_of_the_data_through(self, module: Any, data: pd.DataFrame) -> None:
        ours = re.compile(r"</?b>|<br>")
        assert not [text for text in shown_texts(module.figure(Shown(data, EN))) if "<" in ours.sub("", text)]

    def test_has_a_sentence_for_those_who_do_not_see_it(self, module: Any, data: pd.DataFrame) -> None:
        said = summary.sentence(Shown(data, EN)).partition(" Beside: ")[0]
        assert re.search(r"\d rows\.\Z|\b1 row\.\Z", said)

    @pytest.mark.parametrize(("lang", "ending"), [("fr", r"\d lignes?\."), ("es", r"\d filas?\.")])
    def test_has_its_sentence_in_the_readers_language(
        self, module: Any, data: pd.DataFrame, lang: str, ending: str
    ) -> None:
        assert re.search(ending, summary.sentence(Shown(data, words(lang))))

    def test_gives_an_id_for_every_mark(self, module: Any, data: pd.DataFrame) -> None:
        for trace in module.figure(Shown(data, EN))["data"]:
            marks = trace.get("x", trace.get("locations", trace.get("lat")))
            assert trace.get("hoverinfo") == "skip" or len(trace["customdata"]) == len(marks)


@pytest.mark.parametrize("module", FIGURES.values(), ids=FIGURES)
def test_an_empty_table_draws_no_mark(module: Any) -> None:
    assert module.figure(Shown(TABLES["empty"], EN))["data"] == []


def test_an_entity_in_a_label_is_shown_as_it_is_written() -> None:
    assert frame.plain("R&amp;D <b>") == escape("R&amp;D <b>")


class TestDiverging:
    @pytest.fixture
    def bars(self) -> list[dict[str, Any]]:
        return [trace for trace in diverging.figure(Shown(MIXED, EN))["data"] if trace["type"] == "bar"]

    def test_levels_are_in_the_order_of_completion(self, bars: list[dict[str, Any]]) -> None:
        assert [bar["name"] for bar in bars] == [COMPLETION[level] for level in colours.SCALE]

    def test_segments_of_a_row_are_all_of_its_assessed(self, bars: list[dict[str, Any]]) -> None:
        assert [sum(row) for row in zip(*(bar["x"] for bar in bars), strict=True)] == pytest.approx([1, 1, 1, 1])

    def test_each_segment_begins_where_the_one_before_ends(self, bars: list[dict[str, Any]]) -> None:
        for before, after in pairwise(bars):
            ends = [base + x for base, x in zip(before["base"], before["x"], strict=True)]
            assert after["base"] == pytest.approx(ends)

    def test_the_line_between_limited_and_substantial_is_at_zero(self, bars: list[dict[str, Any]]) -> None:
        assert set(bars[2]["base"]) == {0}

    def test_too_few_assessed_get_no_percentage(self, bars: list[dict[str, Any]]) -> None:
        assert [bar["text"][1] for bar in bars] == ["", "", "", ""]

    def test_rates_stand_at_the_right_as_text(self) -> None:
        assert diverging.figure(Shown(MIXED, EN))["data"][4]["text"][:2] == ["<b>60%</b>  n=100", "<b>2 of 3</b>"]

    def test_nothing_assessed_is_words_not_a_bar(self) -> None:
        notes = diverging.figure(Shown(MIXED, EN))["data"][5]
        assert (notes["text"], notes["customdata"]) == (["no level known · 7 commitments"], [["id-2"]])

    def test_the_hover_label_says_the_sentence(self, bars: list[dict[str, Any]]) -> None:
        said = bars[0]["hovertext"][0].replace("<br>", " ")
        assert said == "<b>id-0</b> 60 of 100 assessed commitments substantially or fully complete, 60%"


class TestIntervals:
    def test_the_line_is_the_rate_of_all_members(self) -> None:
        line = intervals.figure(Shown(IN_CONTEXT, EN))["data"][0]
        assert (line["x"][0], line["text"][0]) == (pytest.approx(0.4), "all &lt;members&gt; 40%")

    def test_what_is_not_chosen_stays_in_grey(self) -> None:
        _, beside, chosen, *_ = intervals.figure(Shown(IN_CONTEXT, EN))["data"]
        assert (beside["marker"]["color"], beside["customdata"]) == (colours.LIGHT["too_few"], [["id-1"], ["id-2"]])
        assert (chosen["marker"]["color"], chosen["customdata"]) == (colours.LIGHT["accent"], [["id-0"]])

    def test_a_member_among_all_is_a_dot_beside_them(self) -> None:
        nested = MIXED.head(3).assign(id=["FRA", "europe", "all"])
        [dots, *_] = intervals.figure(Shown(nested, EN))["data"]
        assert (dots["mode"], len(dots["x"])) == ("markers", 2)

    def test_too_few_assessed_are_hollow(self) -> None:
        dots = intervals.figure(Shown(MIXED, EN))["data"][0]
        assert dots["marker"]["symbol"] == ["circle", "circle-open", "circle", "circle"]

    def test_all_intervals_are_within_the_scale(self) -> None:
        figure = intervals.figure(Shown(MIXED, EN))
        left, right = figure["layout"]["xaxis"]["range"]
        dots = figure["data"][0]
        assert all(x + up <= right + 1e-9 for x, up in zip(dots["x"], dots["error_x"]["array"], strict=True))
        assert all(x - down >= left - 1e-9 for x, down in zip(dots["x"], dots["error_x"]["arrayminus"], strict=True))


def test_a_bar_that_is_not_chosen_is_grey_and_keeps_its_place_and_its_hover() -> None:
    bars = [trace for trace in diverging.figure(Shown(IN_CONTEXT, EN))["data"] if trace["type"] == "bar"]
    grey = [bar for bar in bars if bar["marker"]["color"] == colours.LIGHT["context"]]
    assert [bar["customdata"] for bar in bars] == 4 * [[["id-0"]]] + 4 * [[["id-1"], ["id-2"]]]
    assert grey == bars[4:]
    assert sum(bar["x"][0] for bar in grey) == pytest.approx(1)


def test_a_column_that_is_not_chosen_is_grey_and_whole() -> None:
    *levels, grey = [trace for trace in columns.figure(Shown(IN_CONTEXT, EN))["data"] if trace["type"] == "bar"]
    assert (grey["marker"]["color"], grey["y"]) == (colours.LIGHT["context"], [0, 40, 7])
    assert [sum(column) for column in zip(*(bar["y"] for bar in levels), strict=True)] == [106, 0, 0]


class TestTheSentence:
    def test_names_what_is_chosen_then_what_stands_beside_it(self) -> None:
        assert summary.sentence(Shown(IN_CONTEXT, EN)) == (
            "Completion rate: chosen, 60% of 100. 1 row. "
            "Beside: beside, 50% of 40; few, 2 of 3 of 3; all <members>, 40% of 100."
        )

    def test_names_a_highest_and_a_lowest_only_among_thirty_or_more_assessed(self) -> None:
        thirty = table((0, 15, 15, 0, 0, 0, 0), (0, 20, 10, 0, 0, 0, 0), (0, 0, 29, 0, 0, 0, 0), (29, 0, 0, 0, 0, 0, 0))
        assert summary.answer(Shown(thirty, EN)) == "Highest completion rate: id-0, 50% of 30; lowest: id-1, 33% of 30."

    @pytest.mark.parametrize("thirty", [(), ((0, 15, 15, 0, 0, 0, 0),)])
    def test_says_that_too_few_are_assessed_to_name_one(self, thirty: tuple[tuple[int, ...], ...]) -> None:
        few = table((0, 0, 29, 0, 0, 0, 0), (29, 0, 0, 0, 0, 0, 0), *thirty)
        assert summary.answer(Shown(few, EN)) == (
            "Too few are assessed to name a highest and a lowest completion rate: that takes 30 in each of two groups."
        )

    def test_of_groups_that_hold_each_other_names_none_the_highest(self) -> None:
        nested = MIXED.head(3).assign(id=["FRA", "europe", "all"])
        assert summary.answer(Shown(nested, EN)) == "Completion rate: id-0, 60% of 100; id-1, 2 of 3 of 3."


def test_a_column_is_all_commitments_of_its_row() -> None:
    bars = [trace for trace in columns.figure(Shown(MIXED, EN))["data"] if trace["type"] == "bar"]
    assert [sum(column) for column in zip(*(bar["y"] for bar in bars), strict=True)] == MIXED["commitments"].tolist()


def test_a_member_without_a_shape_on_the_map_is_a_dot_and_one_without_a_place_is_left_out() -> None:
    drawn = {
        (trace["type"], *ids) for trace in world.figure(Shown(MIXED, EN))["data"] for ids in trace.get("customdata", ())
    }
    assert drawn == {("choropleth", "id-0"), ("scattergeo", "id-1"), ("scattergeo", "id-2"), ("scattergeo", "id-4")}


def contrast(first: str, second: str) -> float:
    """Contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted([luminance(first), luminance(second)])
    return (lighter + 0.05) / (darker + 0.05)


READ = [
    *((text, ground) for ground, text in colours.TEXT_ON.items()),
    *((colours.TEXT_ON[state], f"{state}_hatch") for state in colours.STATES),
    *((text, ground) for text in ("ink", "quiet", "accent") for ground in ("page", "surface", "sunken", "accent_soft")),
    *((text, "surface") for text in ("not_started", "complete")),
]
SEEN = [(mark, "surface") for mark in ("accent", "control", "not_started", "complete")]


@pytest.mark.parametrize("palette", [colours.LIGHT, colours.DARK], ids=["light", "dark"])
class TestColours:
    @pytest.mark.parametrize(("text", "ground"), READ)
    def test_text_is_readable_on_its_ground(self, palette: dict[str, str], text: str, ground: str) -> None:
        assert contrast(palette[text], palette[ground]) >= 4.5

    @pytest.mark.parametrize(("mark", "ground"), SEEN)
    def test_marks_and_controls_stand_out(self, palette: dict[str, str], mark: str, ground: str) -> None:
        assert contrast(palette[mark], palette[ground]) >= 3


def test_every_light_colour_has_one_dark_one() -> None:
    assert len(colours.light_to_dark()) == len(colours.COLOURS)


def test_every_colour_of_a_figure_can_be_turned_dark() -> None:
    figures = json.dumps([module.figure(Shown(MIXED, EN)) for module in FIGURES.values()])
    assert set(re.findall(r"#[0-9a-f]{6}", figures)) <= set(colours.light_to_dark())


def test_no_colour_stands_outside_the_theme() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")
    files = [
        *(ROOT / "dashboard").rglob("*.py"),
        *(ROOT / "assets/css").glob("*.css"),
        *(ROOT / "assets/js").glob("*.js"),
    ]
    found = [file.name for file in files if file.name != "colours.py" and literal.search(file.read_text("utf-8"))]
    assert found == []


def test_every_custom_property_of_the_style_sheets_is_a_colour_of_the_theme_or_set_there() -> None:
    sheets = "".join(file.read_text("utf-8") for file in (ROOT / "assets/css").glob("*.css"))
    known = set(re.findall(r"(--[\w-]+):", sheets + colours.css())) | {"--height", "--narrow-height", "--foot"}
    assert set(re.findall(r"var\((--[\w-]+)", sheets)) <= known


class TestTheMap:
    ROWS = table(
        *((10, 30, 40, 20, 0, 0, 0), (0, 1, 2, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 7), (5, 0, 0, 0, 0, 0, 0)),
        labels=["rated", "too few", "no level", "not chosen"],
    ).assign(
        country=["FRA", "KEN", "BRA", "USA"],
        pilot=[False, False, False, False],
        chosen=[True, True, True, False],
    )

    def looks(self) -> list[tuple[Any, ...]]:
        """Fill and outline of each trace of shapes."""
        shapes = [trace for trace in world.figure(Shown(self.ROWS, EN))["data"] if trace["type"] == "choropleth"]
        return [
            (trace.get("colorscale", [[0, "rate"]])[0][1], *trace["marker"]["line"].values(), *trace["locations"])
            for trace in shapes
        ]

    def test_tells_members_without_a_rate_from_each_other_and_from_others_by_more_than_their_grey(self) -> None:
        outlines = {place: (line, width) for _, line, width, place in self.looks()}
        assert len({outlines["KEN"], outlines["BRA"], outlines["USA"]}) == 3
        assert len({fill for fill, *_ in self.looks()}) == 4
        for mode in (colours.LIGHT, colours.DARK):
            ground = [mode[name] for name in ("surface", "land")]
            assert min(contrast(mode["ink"], one) for one in ground) >= 3
            assert min(contrast(mode["quiet"], one) for one in ground) >= 3

    def test_names_each_class_that_occurs_and_those_who_are_no_members(self) -> None:
        legend = [trace["name"] for trace in world.figure(Shown(self.ROWS, EN))["data"] if trace["showlegend"]]
        assert legend == ["Too few for a rate", "No level known yet", "Not in this selection", "Not a member"]
        dots = world.figure(Shown(MIXED, EN))["data"]
        assert [trace["name"] for trace in dots if trace["showlegend"]][-1] == "Pilot"
        shapes = {mark[0]: shape for trace in dots for mark, shape in
                  zip(trace.get("customdata", ()), trace["marker"].get("symbol", ()), strict=False)}  # fmt: skip
        assert (shapes["id-1"], shapes["id-2"]) == ("circle", "diamond")  # too small for a shape; a pilot


def test_a_year_without_a_commitment_keeps_its_place_on_the_axis_of_time() -> None:
    years = table((1, 1, 1, 1, 0, 0, 0), (2, 2, 2, 2, 0, 0, 0), labels=["2014", "2017"])
    years = years.assign(id=["2014", "2017"], chosen=True)
    figure = columns.figure(Shown(years, EN))
    assert figure["layout"]["xaxis"]["ticktext"] == ["2014", "2015", "2016", "2017"]
    assert {tuple(trace["x"]) for trace in figure["data"] if trace["type"] == "bar"} == {(0, 3)}
    assert (figure["data"][-1]["x"], set(figure["data"][-1]["text"])) == ([1, 2], {"none"})
    assert summary.sentence(Shown(years, EN)).endswith("2 rows.")
