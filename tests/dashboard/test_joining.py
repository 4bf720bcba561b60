"""New members: who had joined by a day, from where and with which tie, counted again from the files alone."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.blocks import FILES, Block, Link
from dashboard.data.filters import as_day
from dashboard.language.vocabulary import REGIONS
from dashboard.view.view import View, Views
from tests.dashboard import blocks, hand
from tests.dashboard.conftest import make_views, publish
from tests.dashboard.databases import member

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ["2011-08-31", "2012-04-19", "2013-12-31", "2016-12-08", "2017-02-01", "2018-12-31", "2026-01-01"]
Rows = list[dict[str, str]]
NEW = ["AFG", "BFA", "DEU", "JAM", "LUX", "PAK"]
"""Those of the Paris summit and the days around it: by hand, from their letters and announcements."""


def read(name: str) -> Rows:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def joined(day: str, **chosen: str) -> Rows:
    """The members whose first standing as one, else whose date of joining, was over by a day."""
    first: dict[str, str] = {}
    for row in read("standing"):
        if row["status"] in {"active", "under_review", "inactive"}:
            first[row["member_id"]] = min(first.get(row["member_id"], "9999"), row["start_date"], key=as_day)
    rows = [row | {"date": first.get(row["id"], row["joined"] or row["year_joined"])} for row in read("members")]
    rows = [row for row in rows if all(row[name] == value for name, value in chosen.items())]
    return [row for row in rows if row["date"] and as_day(row["date"]) <= day]


def page(views: Views, query: str) -> tuple[View, Sequence[Block]]:
    return blocks.page(views, "new-members", query)


def by_year(rows: Rows) -> list[list[str]]:
    lines = []
    for year in sorted({row["date"][:4] for row in rows}):
        own = [row for row in rows if row["date"][:4] == year]
        regions, ties = Counter(row["region"] for row in own), Counter(row["francophonie"] for row in own)
        known = len(own) - ties[""]
        tied = [str(ties[tie]) if known else "not known" for tie in ("member", "observer")]
        lines.append([year, *(str(regions[region]) for region in REGIONS), str(len(own)), *tied, str(ties[""])])
    return lines


@pytest.mark.parametrize("day", DAYS)
def test_each_year_and_region_is_counted_as_in_the_files(reference: Views, day: str) -> None:
    view, shown = page(reference, f"?asof={day}")
    tables = blocks.tables(view, shown)
    countries = joined(day, government_level="national")
    others = [row for row in joined(day) if row["government_level"] != "national"]
    for name, rows in (("joined-by-year", countries), ("joined-by-year-subnational", others)):
        assert (blocks.rows(view, tables[name]) if name in tables else []) == by_year(rows)
    assert [blocks.text(view, one.value) for one in blocks.header(view, shown).figures[:2]] == [
        str(len(countries)),
        str(len(others)),
    ]


@pytest.mark.parametrize("day", DAYS)
def test_everyone_who_had_joined_is_listed_with_the_day_its_source_and_what_it_rests_on(
    reference: Views, day: str
) -> None:
    view, shown = page(reference, f"?asof={day}")
    listed = blocks.tables(view, shown, FILES)["joined"]
    rows = [(row[0], row[1], row[4]) for row in blocks.rows(view, listed, FILES)]
    expected = [
        (view.names.of("member", row["id"]), view.words.date(row["date"]), row["joined_basis"]) for row in joined(day)
    ]
    assert Counter(rows) == Counter(expected)
    for row in listed.read():
        assert [one for one in blocks.texts(row[8]) if isinstance(one, Link) and one.style == "external"], row


@pytest.mark.parametrize("day", DAYS)
def test_who_had_joined_is_whoever_is_or_was_a_member_on_the_page_of_members(reference: Views, day: str) -> None:
    view, shown = page(reference, f"?asof={day}")
    was_one = {
        id_
        for id_, one in view.selection.membership.by_id.items()
        if one.status not in {"not_yet", "not_known", "candidate"}
    }
    names = {view.names.of("member", id_) for id_ in was_one}
    assert {row[0] for row in blocks.rows(view, blocks.tables(view, shown)["joined"])} == names


def test_the_members_of_the_co_chairs_year_are_these_six(reference: Views) -> None:
    dates = {row["id"]: row["date"] for row in joined("2018-12-31", government_level="national")}
    assert sorted(id_ for id_, date in dates.items() if "2016-10-01" <= as_day(date) <= "2017-09-30") == NEW
    view, shown = page(reference, "?asof=2018-12-31")
    assert blocks.header(view, shown).headline == (
        f"{len(dates)} national members had joined by 31 December 2018; 6 of them in the co-chairs' year (October "
        "2016 to September 2017): Afghanistan, Burkina Faso, Germany, Jamaica, Luxembourg and Pakistan."
    )
    tied = [row for row in joined("2018-12-31") if row["id"] in NEW and row["francophonie"]]
    figure = blocks.header(view, shown).figures[3]
    assert (blocks.text(view, figure.value), blocks.text(view, figure.note)) == (
        f"{len(tied)} of 6",
        f"not known of {6 - len(tied)}",
    )
    assert {link.href.partition("?")[0] for link in blocks.links(view, shown)} >= {"/agenda", "/members/BFA"}


def test_the_headline_follows_the_day(reference: Views) -> None:
    def headline(day: str) -> str:
        return blocks.header(*page(reference, f"?asof={day}")).headline

    before = joined("2016-09-30", government_level="national")
    assert headline("2016-09-30") == f"{len(before)} national members had joined by 30 September 2016."
    assert "none of them in the co-chairs' year" in headline("2016-12-06")
    assert "5 of them in the co-chairs' year" in headline("2016-12-08")
    assert "That year had not begun" in blocks.strings(*page(reference, "?asof=2016-09-30"))


def test_region_and_member_choose_and_the_page_says_so(reference: Views) -> None:
    view, shown = page(reference, "?asof=2018-12-31&region=europe")
    expected = by_year(joined("2018-12-31", government_level="national", region="europe"))
    assert blocks.rows(view, blocks.tables(view, shown)["joined-by-year"]) == expected
    assert "Region: Europe" in blocks.text(view, blocks.header(view, shown).lede)
    assert len(blocks.tables(*page(reference, "?member=GRC"))["joined"]) == 1


def test_greece_counts_from_the_day_that_is_known(reference: Views) -> None:
    [row] = joined("2012-04-19", id="GRC")
    assert joined("2012-04-18", id="GRC") == []
    view, shown = page(reference, "?asof=2012-04-19&member=GRC")
    [cells] = blocks.rows(view, blocks.tables(view, shown)["joined"])
    assert cells[1] == "19 April 2012 probable"
    assert row["joined_basis"] == cells[4]
    assert "joined" not in blocks.tables(*page(reference, "?asof=2012-04-18&member=GRC"))


def test_a_day_known_to_the_year_is_counted_when_the_year_is_over_and_named_before(tmp_path: Path) -> None:
    members = [
        *hand.TABLES["members"],
        member("AUS", "asia-pacific", joined="2016"),
        member("NZL", "asia-pacific", year_joined=2017, francophonie="observer"),
        member("PNG", "asia-pacific", joined="2016-11"),
    ]
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    publish(url, 1, members=members)
    views = make_views(url)
    view, shown = page(views, "?asof=2016-12-01")
    assert [row[0] for row in blocks.rows(view, blocks.tables(view, shown)["joined"])] == ["Papua New Guinea"]
    text = blocks.strings(view, shown)
    assert "only the year or month is known: Australia." in text
    assert "When they joined is not known: France, Kenya, Malta and São Paulo." in text
    view, shown = page(views, "?asof=2018-01-01")
    tables = blocks.tables(view, shown)
    assert [row[0] for row in blocks.rows(view, tables["new-members"])] == ["Papua New Guinea"]
    assert "Perhaps as well, since their day is not known: Australia and New Zealand." in map(
        str, tables["new-members"].notes
    )
    assert blocks.rows(view, tables["joined-by-year"])[0][5:] == ["2", "not known", "not known", "2"]
    assert blocks.rows(view, tables["joined-by-year"])[1][5:] == ["1", "0", "1", "0"]


def test_data_without_dates_say_so(by_hand: Views) -> None:
    view, shown = page(by_hand, "")
    assert blocks.faults(view, shown) == []
    assert "Nobody had joined under these filters." in blocks.strings(view, shown)
