"""Explore: its numbers counted again from the files with nothing but `csv`, its combinations, address and files."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from itertools import islice, product
from typing import Any

import openpyxl
import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from dashboard.blocks import Count, Unknown
from dashboard.charts import explore
from dashboard.charts.registry import CHARTS, answer, chart_of, csv_href, drawing, headline, numbers
from dashboard.components.chart_card import draw
from dashboard.data.filters import as_day
from dashboard.data.questions import COLOURED, GROUPED, MEASURED
from dashboard.decks.deck import read as read_deck
from dashboard.decks.deck import slides_of
from dashboard.figures.panels import MOST_PANELS, MOST_ROWS
from dashboard.language.languages import LANGUAGES
from dashboard.queries.scales import SCALES
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers
from dashboard.web.pages import blocks_of, resolve
from tests.dashboard import trees
from tests.dashboard.test_measures import DONE, SCALE, last, read
from tests.dashboard.test_pages import build

ASOF = "2018-12-31"
Cell = tuple[str, str, str]
Group = Callable[[dict[str, str]], list[str]]


class Files:
    """The commitments of the files, and what is known of each on one day, by the plainest reading."""

    def __init__(self) -> None:
        self.members = {one["id"]: one for one in read("members")}
        self.plans = {one["id"]: one for one in read("action_plans")}
        begun = {name: as_day(one["start_date"] or one["year_submitted"]) <= ASOF for name, one in self.plans.items()}
        self.commitments = [one for one in read("commitments") if begun[one["action_plan_id"]]]
        self.completion = last("completion", ASOF)

    def groups(self, one: dict[str, str], name: str) -> list[str]:
        """The groups of a name that a commitment is in."""
        member, plan = self.members[one["member_id"]], self.plans[one["action_plan_id"]]
        return {
            "": [""],
            "region": [member["region"]],
            "kind": [member["kind"]],
            "level": [one["government_level"]],
            "year": [plan["year_submitted"]],
            "member": [one["member_id"]],
            "theme": [theme.strip() for theme in one["themes"].split(";") if theme.strip()],
            "impact": [one["potential_impact"]] if one["potential_impact"] else [],
        }[name]

    def value(self, one: dict[str, str], measure: str) -> str:
        """What is known of a commitment; empty for not known, or neither late nor without an end."""
        level = self.completion.get(one["id"], "")
        if measure == "completion":
            return level if level in SCALE else ""
        if measure == "ambition":
            return one["potential_impact"]
        end = as_day(one["end_date"])
        if measure == "late" and end and (end >= ASOF or level in {"complete", "withdrawn"}):
            return ""
        return ("overdue" if level in SCALE else "overdue-unknown") if end else "end-unknown"

    def cells(self, measure: str, group: str, colour: str, split: str) -> dict[Cell, Counter[str]]:
        """By group, colour and panel how many have each value; under "all" how many there are."""
        found: dict[Cell, Counter[str]] = {}
        for one in self.commitments:
            for cell in product(self.groups(one, group), self.groups(one, colour), self.groups(one, split)):
                counts = found.setdefault(cell, Counter())
                counts["all"] += 1
                if value := self.value(one, measure):
                    counts[value] += 1
        return found


@pytest.fixture(scope="module")
def files() -> Files:
    return Files()


def query(measure: str, group: str, colour: str = "", split: str = "") -> str:
    asked = {"measure": measure, "group": group, "colour": colour, "split": split}
    return "?" + "&".join(f"{name}={value}" for name, value in asked.items() if value)


QUESTIONS = [
    *product(("completion", "ambition"), ("region", "theme", "kind"), ("", "level"), ("", "year")),
    *product(("late", "commitments"), ("member", "level", "theme"), ("",), ("", "region")),
]


@pytest.mark.parametrize(("measure", "group", "colour", "split"), QUESTIONS)
def test_the_numbers_are_those_of_the_files(
    reference: Views, files: Files, measure: str, group: str, colour: str, split: str
) -> None:
    table = answer(reference.of(query(measure, group, colour, split) + f"&asof={ASOF}"), "explore")
    shown = {(row["id"], row["colour"], row["panel"]): row for row in table.to_dict("records")}
    counted = files.cells(measure, group, colour, split)
    assert set(shown) == set(counted)
    high = {"completion": DONE, "ambition": {"moderate", "transformative"}}.get(measure)
    for cell, counts in counted.items():
        row, n = shown[cell], counts.pop("all")
        assert row["commitments"] == n
        if high:
            part, known = sum(counts[value] for value in high), sum(counts.values())
            assert (row["high"], row["known"]) == (part, known)
            assert row["share"] == pytest.approx(part / known if known else float("nan"), nan_ok=True)
        if measure == "late":
            assert {value: row[value] for value in ("overdue", "overdue-unknown", "end-unknown")} == {
                value: counts[value] for value in ("overdue", "overdue-unknown", "end-unknown")
            }


def test_nothing_is_late_not_even_zero_where_no_promised_end_is_known(reference: Views, files: Files) -> None:
    view = reference.of(f"{query('late', 'year')}&asof={ASOF}")
    table = numbers(view, "explore")
    counted = {cell[0]: counts for cell, counts in files.cells("late", "year", "", "").items()}
    blank = {year for year, counts in counted.items() if counts["end-unknown"] == counts["all"]}
    rows = {view.plain(row[0]): row[1:4] for row in table.rows}
    assert 0 < len(blank) < len(counted)
    for year, (overdue, past, undated) in rows.items():
        counts = counted[year]
        assert undated == Count(counts["end-unknown"])
        told = [Unknown(), Unknown()] if year in blank else [Count(counts["overdue"]), Count(counts["overdue-unknown"])]
        assert [overdue, past] == told
    lines = {row["label"]: row for row in csv.DictReader(io.StringIO(chart_numbers(view, "explore").lstrip("\ufeff")))}
    assert {year for year, row in lines.items() if row["overdue"] == row["overdue-unknown"] == ""} == blank
    alone = reference.of(f"{query('late', 'region')}&asof={ASOF}&year={min(blank)}")
    n = counted[min(blank)]["all"]
    sentence = headline(alone, "explore", answer(alone, "explore"))
    assert sentence == f"{min(blank)}: Promised ends not known of {n} of {n}."


EVERY = [*product(MEASURED, GROUPED, ("", *COLOURED), ("", "region", "year", "theme", "plan"))]


@pytest.mark.parametrize("database", ["reference", "hostile", "by hand", "empty"])
def test_every_combination_draws_what_plotly_accepts_and_says_something_in_every_language(
    all_views: dict[str, Views], database: str
) -> None:
    step = {"reference": 397, "hostile": 997}.get(database, 1999)  # a prime: it meets each value with others
    for i, asked in enumerate(islice(EVERY, 0, None, step)):
        view = all_views[database].of(f"{query(*asked)}&lang={LANGUAGES[i % len(LANGUAGES)]}")
        figure, summary = drawing(view, "explore")
        go.Figure(json.loads(json.dumps(figure)), skip_invalid=False)
        assert (bool(figure["data"]), bool(summary)) == (len(answer(view, "explore")) > 0, True)
        assert headline(view, "explore", answer(view, "explore"))
        assert len([name for name in figure["layout"] if name.startswith("yaxis")]) <= MOST_PANELS


def test_what_is_asked_for_has_words_and_is_counted() -> None:
    assert (set(explore.MEASURES), set(explore.GROUPS)) == (set(MEASURED), set(GROUPED))
    assert explore.COLOURS == COLOURED
    assert set(SCALES) == set(MEASURED)
    for name, told in explore.MEASURES.items():
        assert len(told.heads) == len(SCALES[name].columns) + bool(SCALES[name].high)


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("measure=completion&group=region&split=region", ("region", "", "")),
        ("measure=completion&group=region&colour=level&split=level", ("region", "", "level")),
        ("measure=ambition&group=impact", ("region", "", "")),
        ("measure=stars&group=year&colour=starred", ("year", "", "")),
        ("measure=late&group=level&colour=region", ("level", "", "")),
        ("measure=completion&group=year&colour=completion", ("year", "", "")),
    ],
)
def test_what_says_nothing_is_left_out_and_said(reference: Views, asked: str, left: tuple[str, str, str]) -> None:
    page, view, tree = build(reference, "explore", f"?{asked}")
    question, without = explore.asked(view)
    assert (question.group, question.colour, question.split) == left
    assert len(trees.classed(tree, "told")) == len(without) == 1
    assert page is not None


def test_an_unknown_value_is_dropped_with_a_notice(reference: Views) -> None:
    _, view, tree = build(reference, "explore", "?measure=happiness&group=moon&colour=level")
    assert [drop.value for drop in view.dropped] == ["happiness", "moon"]
    assert "moon" in trees.text(trees.classed(tree, "notice"))
    assert view.chosen.query() == "?colour=level"


ADDRESS = "?region=europe,americas&asof=2018-12-31&measure=ambition&group=level&colour=region&split=year"


class TestTheAddress:
    def test_restores_the_exact_view(self, reference: Views) -> None:
        first = reference.of(ADDRESS)
        again = reference.of(first.chosen.query())
        assert again.chosen == first.chosen
        assert answer(again, "explore").equals(answer(first, "explore"))

    def test_goes_along_to_files_and_slides(self, reference: Views) -> None:
        view = reference.of(ADDRESS)
        [slide] = slides_of(view, read_deck("explore(measure=ambition!group=level!colour=region!split=year)").items)
        for href in (csv_href(view, "explore"), slide.href):
            there = reference.of(href.partition("?")[2].partition("#")[0])
            assert answer(there, "explore").equals(answer(view, "explore"))

    def test_makes_a_slide_of_a_deck_whatever_the_deck_asks_for(self, reference: Views) -> None:
        [slide] = slides_of(reference.of(""), read_deck("explore(measure=late!group=theme!region=europe)").items)
        alone = reference.of("?measure=late&group=theme&region=europe")
        assert (slide.title, slide.headline) == (
            "Late, in three counts by theme",
            headline(alone, "explore", answer(alone, "explore")),
        )
        counted = zip(
            *(answer(alone, "explore")[name] for name in ("overdue", "end-unknown", "commitments")), strict=True
        )
        assert [row["overdue"] for row in slide.records] == [None if ends == n else late for late, ends, n in counted]
        assert slide.figure["data"]


def _of_sheet(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Explore"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    first = next(i for i, row in enumerate(rows) if row[0] == "Government level")
    return [row for row in rows[first + 1 :] if row[0]]


def test_page_json_csv_and_sheet_hold_the_same_numbers(client: FlaskClient, reference: Views) -> None:
    answered = client.get(f"/api/v1/explore.json{ADDRESS}").json
    chart = next(block for block in answered["blocks"] if block["type"] == "chart")
    cells = [[row[0]["text"], *row[1:-1]] for row in chart["rows"]]
    records = list(csv.DictReader(io.StringIO(client.get(f"/charts/explore.csv{ADDRESS}").text)))
    named = ("label", "colour_label", "panel_label")
    columns = SCALES["ambition"].columns
    assert cells == [[*(one[n] for n in named), *(int(one[n]) for n in columns)] for one in records]
    sheet = _of_sheet(client.get(f"/explore.xlsx{ADDRESS}").data)
    assert [row[: len(named) + len(columns)] for row in sheet] == cells
    page, view = resolve(reference, "explore", ADDRESS)
    assert [list(map(view.plain, row[:-1])) for row in numbers(view, "explore").read()] == [
        [*row[:3], *(view.words.number(n) for n in row[3:])] for row in cells
    ]
    assert answered["blocks"][0]["headline"].startswith("Americas and Europe: ")
    assert blocks_of(page, view)


def test_the_choices_are_a_form_before_any_script_runs(client: FlaskClient) -> None:
    html = client.get("/explore?measure=late&group=theme&lang=fr").text
    for name, chosen in {"measure": "late", "group": "theme"}.items():
        select = html.partition(f'name="{name}"')[2].partition("</select>")[0]
        assert f'<option value="{chosen}" selected>' in select
    assert [html.count(f'name="{name}"') for name in explore.ASKED] == [1, 1, 1, 1]


@pytest.mark.parametrize("name", [name for name in CHARTS if explore.equivalent(name)])
def test_a_card_leads_to_the_same_numbers(reference: Views, name: str) -> None:
    view = reference.of("?level=national&year=2014")
    there = reference.of(draw(view, name).explore.partition("?")[2])
    same, own = answer(there, "explore").set_index("id"), answer(view, name).set_index("id")
    own = own[own["commitments"] > 0]
    known = "assessed" if "assessed" in own else "known"
    assert same["commitments"].to_dict() == own["commitments"].to_dict()
    assert same["known"].to_dict() == own[known].to_dict()


class TestWhatIsDrawn:
    def test_has_one_scale_for_all_panels(self, reference: Views) -> None:
        layout = drawing(reference.of("?group=theme&split=region"), "explore")[0]["layout"]
        for axis in ("xaxis", "yaxis"):
            ranges = {str(value["range"]) for name, value in layout.items() if name.startswith(axis)}
            assert len(ranges) == 1
        narrow = [axis["domain"] for name, axis in layout["meta"]["narrow"].items() if name.startswith("xaxis")]
        assert narrow == [[0, 1]] * 4  # on a phone, under each other

    def test_of_many_groups_it_is_said_how_many(self, reference: Views) -> None:
        view = reference.of("?group=theme&split=region")
        assert f"{MOST_ROWS[True]} of 42" in chart_of(view, "explore").note

    def test_small_numbers_are_counts(self, reference: Views) -> None:
        figure, _ = drawing(reference.of("?group=level&split=region"), "explore")
        texts = [text for trace in figure["data"] for text in trace.get("text", [])]
        assert "<b>1 of 2</b>" in texts

    def test_keeps_what_was_not_chosen_in_grey_and_all_as_a_line(self, reference: Views) -> None:
        figure, _ = drawing(reference.of("?region=africa-middle-east"), "explore")
        dots = [trace for trace in figure["data"] if trace.get("mode") == "markers"]
        assert sorted(len(trace["x"]) for trace in dots) == [1, 3]
        assert [trace["text"][0] for trace in figure["data"] if trace.get("mode") == "lines+text"] == [
            "all members 53%"
        ]

    def test_late_has_its_three_counts_whatever_is_asked(self, reference: Views) -> None:
        view = reference.of("?measure=late&group=region&region=europe")
        assert "known to be late" in headline(view, "explore", answer(view, "explore"))
        assert len(drawing(view, "explore")[0]["layout"]["meta"]["legend"]) == 3
