"""Parliaments, cities and regions, business: commitments, members and findings counted again from the files alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dashboard.blocks import FILES, Block, Count, Link
from dashboard.data.filters import as_day
from dashboard.view.view import View, Views
from data_loader import schema
from tests.dashboard import blocks

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ["2012-12-31", "2014-12-31", "2016-12-07", "2018-12-31"]
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def of_level(*levels: str) -> Callable[[Row], bool]:
    return lambda row: row["government_level"] in levels


def on_theme(theme: str) -> Callable[[Row], bool]:
    return lambda row: theme in row["themes"].split("; ")


def either(*rules: Callable[[Row], bool]) -> Callable[[Row], bool]:
    return lambda row: any(rule(row) for rule in rules)


TOUCHING = {
    "Parliaments": either(of_level("parliament"), on_theme("legislature")),
    "Delivered by parliaments": of_level("parliament"),
    "Theme: Parliaments": on_theme("legislature"),
    "Cities and regions": either(of_level("regional", "local"), on_theme("subnational")),
    "Delivered by regions": of_level("regional"),
    "Delivered by cities": of_level("local"),
    "Theme: Subnational governments": on_theme("subnational"),
    "Business": on_theme("private-sector"),
}


def last(day: str, column: str) -> dict[str, str]:
    """What was found last of each commitment by a day, the stronger assessor on a tie."""
    rank = {name: place for place, name in enumerate(schema.ASSESSORS)}
    known = [row for row in read("assessments") if row[column] and as_day(row["published"]) <= day]
    known.sort(key=lambda row: (as_day(row["published"]), rank[row["assessor"]]))
    return {row["commitment_id"]: row[column] for row in known}


def counted(day: str, touches: Callable[[Row], bool], region: str = "") -> list[str]:
    plans = {row["id"]: as_day(row["start_date"] or row["year_submitted"]) for row in read("action_plans")}
    regions = {row["id"]: row["region"] for row in read("members")}
    own = [row for row in read("commitments") if plans[row["action_plan_id"]] <= day and touches(row)]
    own = [row for row in own if not region or regions[row["member_id"]] == region]
    found, opened = last(day, "completion"), last(day, "did_it_open_government")
    levels = [found[row["id"]] for row in own if found.get(row["id"]) in schema.COMPLETION_SCALE]
    impacts = [row["potential_impact"] for row in own if row["potential_impact"]]
    effects = [opened[row["id"]] for row in own if row["id"] in opened]

    def among(values: list[str], *high: str) -> str:
        return f"{sum(value in high for value in values)} of {len(values)}" if values else "not known"

    done, rate = sum(level in {"substantial", "complete"} for level in levels), "not known"
    if levels:
        rate = f"{done} of {len(levels)}"
    if len(levels) >= 5:
        rate = f"{100 * done / len(levels):.0f}% of {len(levels)} assessed"
    members = {row["member_id"] for row in own}
    ambitious, much = among(impacts, "moderate", "transformative"), among(effects, "major", "outstanding")
    return [str(len(own)), str(len(members)), rate, ambitious, much]


def page(views: Views, query: str) -> tuple[View, Sequence[Block]]:
    return blocks.page(views, "constituencies", query)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("region", ["", "americas"])
def test_every_row_is_counted_as_in_the_files(reference: Views, day: str, region: str) -> None:
    view, shown = page(reference, f"?asof={day}{f'&region={region}' if region else ''}")
    table = blocks.tables(view, shown)["constituencies"]
    rows = {row[0]: row[1:] for row in blocks.rows(view, table)}
    assert rows == {name: counted(day, touches, region) for name, touches in TOUCHING.items()}


@pytest.mark.parametrize("query", ["?asof=2018-12-31", "?asof=2014-12-31&region=europe&theme=education&level=national"])
def test_a_number_leads_to_its_commitments(reference: Views, query: str) -> None:
    view, shown = page(reference, query)
    cells = [row[1] for row in blocks.tables(view, shown)["constituencies"].read()]
    linked = [cell for cell in cells if isinstance(cell, Count) and cell.href]
    assert linked
    assert [reference.of(cell.href.partition("?")[2]).selection.commitments for cell in linked] == [
        cell.n for cell in linked
    ]


def test_theme_and_level_do_not_narrow_the_rows_nor_are_named(reference: Views) -> None:
    def rows(query: str) -> list[list[str]]:
        view, shown = page(reference, query)
        return blocks.rows(view, blocks.tables(view, shown)["constituencies"])

    assert rows("?theme=education&level=national") == rows("")
    view, shown = page(reference, "?theme=education&level=national&region=europe")
    lede = blocks.text(view, blocks.header(view, shown).lede)
    assert "Region: Europe" in lede
    assert "Education" not in lede


def test_the_headline_gives_each_its_rate_with_n(reference: Views) -> None:
    view, shown = page(reference, "?asof=2018-12-31")
    n = {name: counted("2018-12-31", TOUCHING[name]) for name in ("Parliaments", "Cities and regions", "Business")}
    expected = " ".join(f"{name}: {of[0]} commitments, completion rate {of[2]}." for name, of in n.items())
    assert blocks.header(view, shown).headline == expected


def facts(view: View, shown: Sequence[Block]) -> dict[str, dict[str, str]]:
    cards = [one for one in blocks.every(view, shown) if getattr(one, "span", 0) == 4]
    return {
        card.title: {blocks.text(view, name): blocks.text(view, value) for name, value in card.blocks[0].pairs}  # type: ignore[union-attr]
        for card in cards
    }


def test_who_leads_is_said_of_the_day_and_nobody_on_record_is_no_breach(reference: Views) -> None:
    cards = facts(*page(reference, "?asof=2017-01-01"))
    assert "National Democratic Institute" in cards["Parliaments"]["Who leads"]
    assert "Chile" in cards["Parliaments"]["Who leads"]
    assert "never a breach" in cards["Business"]["Who leads"]
    assert "never a breach" in facts(*page(reference, "?asof=2015-01-01"))["Parliaments"]["Who leads"]


def test_a_card_leads_to_the_theme_the_lists_the_agenda_and_the_members(reference: Views) -> None:
    view, shown = page(reference, "?asof=2018-12-31")
    hrefs = {link.href.partition("?")[0] for link in blocks.links(view, shown)}
    assert hrefs >= {"/agenda", "/commitments", "/members/MEX", "/pilots", "/themes/legislature"}
    assert "Support legislatures engaging in OGP" in facts(view, shown)["Parliaments"]["What the co-chairs promised"]


@pytest.mark.parametrize("day", DAYS[2:])
def test_events_are_those_on_the_theme_or_its_promises_by_the_day(reference: Views, day: str) -> None:
    names = {"legislature": "Parliaments", "subnational": "Cities and regions", "private-sector": "Business"}
    promises = {
        theme: {row["id"] for row in read("agenda_items") if theme in row["themes"].split("; ")} for theme in names
    }
    expected = sorted(
        (names[theme], row["title"])
        for row in read("events")
        for theme in names
        if as_day(row["start_date"]) <= day
        if theme in row["themes"].split("; ") or promises[theme] & set(row["promises"].split("; "))
    )
    view, shown = page(reference, f"?asof={day}")
    rows = blocks.rows(view, blocks.tables(view, shown, FILES)["constituency-events"], FILES)
    assert sorted((row[0], row[1]) for row in rows) == expected
    external = [one for one in blocks.links(view, shown) if isinstance(one, Link) and one.style == "external"]
    assert bool(external) == bool(expected)


@pytest.mark.parametrize("name", ["by hand", "hostile", "empty"])
def test_data_without_these_themes_do_not_break_it(all_views: dict[str, Views], name: str) -> None:
    view, shown = page(all_views[name], "")
    assert blocks.faults(view, shown) == []


def test_nothing_under_the_filters_says_so(reference: Views) -> None:
    assert "No commitments under these filters." in blocks.strings(*page(reference, "?asof=2010-01-01"))
