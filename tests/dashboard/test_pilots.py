"""The City pilots page: fair peers by hand and from the files, counts anew, lessons, cells, blanks in words."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from dashboard.blocks import (
    FILES,
    SCREEN,
    Block,
    Chart,
    Control,
    Header,
    Items,
    Paragraph,
    Table,
    Tiles,
    Unknown,
    leaves,
)
from dashboard.charts.registry import answer, subtitle
from dashboard.data.filters import as_day
from dashboard.figures import world
from dashboard.figures.frame import Shown
from dashboard.language.vocabulary import PEER_REASONS
from dashboard.pages.pilots import TOPICS
from dashboard.queries import agenda, breakdown, pilots
from dashboard.view.view import View, Views
from data_loader import schema
from tests.dashboard import blocks, databases
from tests.dashboard.conftest import make_views
from tests.dashboard.databases import commitment, finding, member, plan, priority, theme

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
RANK = {"self_assessment": 0, "irm_progress_report": 1, "irm_end_of_term": 2}
SCALE = ("not_started", "limited", "substantial", "complete")
OPENED = ("marginal", "major", "outstanding")
END = "irm_end_of_term"
DAYS = ("2016-12-31", "2017-06-30", "2018-12-30", "2018-12-31", "2019-12-31")


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


PILOTS = {row["id"]: row for row in read("members") if row["government_level"] != "national"}


def built(views: Views, query: str = "") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, "pilots", query)


def headline(views: Views, query: str = "") -> str:
    return blocks.header(*built(views, query)).headline


def table(views: Views, name: str, query: str = "", way: str = SCREEN) -> tuple[View, Table]:
    view, page = built(views, query)
    return view, blocks.tables(view, page, way)[name]


def rows(views: Views, name: str, query: str = "", way: str = SCREEN) -> list[list[str]]:
    """The rows of a table in words."""
    view, found = table(views, name, query, way)
    return blocks.rows(view, found, way)


def paragraphs(views: Views, query: str) -> list[str]:
    view, page = built(views, query)
    return [blocks.text(view, one.text) for one in leaves(view, page) if isinstance(one, Paragraph)]


def begun(day: str) -> list[dict[str, str]]:
    """The pilots' commitments that had begun, from the files."""
    plans = {one["id"]: as_day(one["start_date"] or one["year_submitted"]) for one in read("action_plans")}
    return [one for one in read("commitments") if one["member_id"] in PILOTS and plans[one["action_plan_id"]] <= day]


def known(day: str, column: str) -> dict[str, str]:
    """The last finding of each commitment published by a day, from the files."""
    graded = [one for one in read("assessments") if one[column] and as_day(one["published"]) <= day]
    graded.sort(key=lambda one: (as_day(one["published"]), RANK[one["assessor"]]))
    return {one["commitment_id"]: one[column] for one in graded}


def _pilot(id_: str, region: str = "europe", **more: Any) -> dict[str, Any]:
    local = {"government_level": "local", "kind": "city", "name": id_, "population": 100}
    return member(f"L-{id_}", region, **local | more)


def _city(id_: str) -> dict[str, Any]:
    return plan(f"L-{id_}-1", 2017, "2017-01")


HAND = {
    "priorities": [priority("climate", 1)],
    "themes": [theme("water", "climate", 1), theme("air", "climate", 2), theme("land", "climate", 3)],
    "members": [
        member("TZA", "africa-middle-east", status="withdrawn", status_date="2017-06-29"),
        _pilot("OUR", country="TZA"),
        _pilot("LEVEL", government_level="regional"),  # alike in everything else
        _pilot("ALIKE"),
        _pilot("KIND", kind="county"),
        _pilot("REGION", region="americas"),
        _pilot("LARGE", population=301),  # more than three times as large
        _pilot("THRICE", population=300),
        _pilot("DARK", population=None),
        _pilot("YEAR"),  # no plan of the same year
    ],
    "action_plans": [
        *(_city(id_) for id_ in ("OUR", "LEVEL", "ALIKE", "KIND", "REGION", "LARGE", "THRICE", "DARK")),
        plan("L-YEAR-1", 2018, "2018-01"),
    ],
    "commitments": [
        commitment("o1", "L-OUR-1", "water; air"),
        commitment("o2", "L-OUR-1", "land"),
        commitment("o3", "L-OUR-1"),
        commitment("a1", "L-ALIKE-1", "water"),
        commitment("a2", "L-ALIKE-1", "air; water"),
        commitment("a3", "L-ALIKE-1", "land"),
        commitment("t1", "L-THRICE-1", "water; land"),
    ],
    "assessments": [
        finding("o1", END, "2018", "limited", did_it_open_government="marginal"),
        finding("o2", END, "2018", "complete"),
        finding("a1", END, "2018", "substantial"),
        finding("a2", END, "2018", None, did_it_open_government="marginal"),  # no further than ours
        finding("a3", END, "2018", "complete", did_it_open_government="major"),  # neither is this
        finding("t1", END, "2018-06", None, did_it_open_government="major"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Views:
    """Nine pilots, each unlike ours in one thing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('pilots') / 'monitor.sqlite'}"
    databases.write(sa.create_engine(url), HAND)
    return make_views(url)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Views:
    """No pilot at all."""
    url = f"sqlite:///{tmp_path_factory.mktemp('national') / 'monitor.sqlite'}"
    databases.write(sa.create_engine(url), {**HAND, "members": [member("TZA", "africa-middle-east")]})
    return make_views(url)


ODDLY_CALLED = {
    "priorities": [priority("climate", 1)],
    "themes": [theme("water", "climate", 1)],
    "members": [
        member("L-LAND", "europe", country="FRA", name="Country"),  # national, in spite of its id
        member("PAR", "europe", government_level="local", kind="city", country="FRA", name="Paris",
               latitude=48.9, longitude=2.4),
        member("SCO", "europe", government_level="regional", kind="country", country="GBR", name="Scotland",
               latitude=55.9, longitude=-3.2),
    ],
    "action_plans": [plan(f"{id_}-1", 2017, "2017-01") for id_ in ("L-LAND", "PAR", "SCO")],
    "commitments": [commitment(f"{id_}-{n}", f"{id_}-1", "water") for id_ in ("L-LAND", "PAR") for n in range(5)],
    "assessments": [finding(f"PAR-{n}", END, "2018", "complete") for n in range(5)],
}  # fmt: skip


class TestWhoIsAPilot:
    """The level of its government says so, whatever its id is like."""

    @pytest.fixture(scope="class")
    def views(self, tmp_path_factory: pytest.TempPathFactory) -> Views:
        url = f"sqlite:///{tmp_path_factory.mktemp('oddly-called') / 'monitor.sqlite'}"
        databases.write(sa.create_engine(url), ODDLY_CALLED)
        return make_views(url)

    @pytest.fixture(scope="class")
    def view(self, views: Views) -> View:
        return views.of("")

    def test_in_the_data_and_its_filters(self, view: View) -> None:
        assert view.snapshot.pilots == ("PAR", "SCO")
        assert view.snapshot.choices["pilot"] == view.snapshot.choices["peer"] == ("PAR", "SCO")

    def test_among_the_members(self, views: Views) -> None:
        assert "2 pilots" in blocks.strings(*blocks.page(views, "members"))

    def test_in_the_figures_of_the_promise_about_pilots(self, view: View) -> None:
        found = agenda.pilots(view.selection)
        assert (found.all, found.committed, found.assessed) == (2, ("PAR",), 1)

    def test_among_the_peers(self, view: View) -> None:
        assert [peer.id for peer in pilots.peers_in_order(view.selection, "PAR")] == ["SCO"]

    def test_on_the_map_of_members_and_that_of_pilots(self, view: View) -> None:
        by_member = breakdown.on_the_map(view.selection)
        assert dict(zip(by_member["id"], by_member["pilot"], strict=True)) == {
            "L-LAND": False,
            "PAR": True,
            "SCO": True,
        }
        drawn = [answer(view, name) for name in ("members-map", "pilots-map")]
        for table in drawn:
            dots = [trace for trace in world.figure(Shown(table, view.words))["data"] if trace["type"] == "scattergeo"]
            assert sorted(id_ for trace in dots for (id_,) in trace.get("customdata", ())) == ["PAR", "SCO"]

    def test_in_its_name(self, view: View) -> None:
        assert [view.names.of("member", id_) for id_ in ("L-LAND", "PAR", "SCO")] == ["France", "Paris", "Scotland"]


class TestPeersByHand:
    def test_level_decides_before_kind_region_size_and_year(self, cities: Views) -> None:
        order = [peer.id for peer in pilots.peers_in_order(cities.of("").selection, "L-OUR")]
        assert order == [f"L-{id_}" for id_ in
                         ("ALIKE", "THRICE", "YEAR", "DARK", "LARGE", "REGION", "KIND", "LEVEL")]  # fmt: skip

    @pytest.mark.parametrize(
        ("pilot", "reasons"),
        [
            ("ALIKE", ("level", "kind", "region", "size", "plan_year")),
            ("LEVEL", ("other_level", "kind", "region", "size", "plan_year")),
            ("KIND", ("level", "region", "size", "plan_year")),
            ("REGION", ("level", "kind", "size", "plan_year")),
            ("LARGE", ("level", "kind", "region", "plan_year")),
            ("DARK", ("level", "kind", "region", "size_unknown", "plan_year")),
            ("YEAR", ("level", "kind", "region", "size")),
        ],
    )
    def test_the_reasons_are_what_is_alike(self, cities: Views, pilot: str, reasons: tuple[str, ...]) -> None:
        [peer] = pilots.fair_peers(cities.of("").selection, "L-OUR", [f"L-{pilot}"])
        assert peer.reasons == reasons

    def test_the_fairest_are_of_the_same_level_only(self, cities: Views) -> None:
        found_ = pilots.fair_peers(cities.of("").selection, "L-OUR", ())
        assert [peer.id for peer in found_] == ["L-ALIKE", "L-THRICE", "L-YEAR", "L-DARK"]

    def test_without_one_of_the_same_level_the_nearest_of_another_are_taken(self, cities: Views) -> None:
        found_ = pilots.fair_peers(cities.of("").selection, "L-LEVEL", ())
        assert {peer.reasons[0] for peer in found_} == {"other_level"}

    def test_plans_to_come_make_nobody_alike(self, cities: Views) -> None:
        [peer] = pilots.fair_peers(cities.of("?asof=2016-12-31").selection, "L-OUR", ["L-ALIKE"])
        assert "plan_year" not in peer.reasons


class TestPeersOfTheReference:
    def test_there_are_fifteen_pilots(self, reference: Views) -> None:
        assert reference.of("").snapshot.pilots == tuple(PILOTS)
        assert len(PILOTS) == 15

    @pytest.mark.parametrize("pilot", PILOTS)
    def test_each_has_a_fair_peer_with_a_reason(self, reference: Views, pilot: str) -> None:
        fair = pilots.fair_peers(reference.of("").selection, pilot, ())
        assert fair
        assert all(peer.reasons[0] == "level" and set(peer.reasons) <= set(PEER_REASONS) for peer in fair)
        assert {PILOTS[peer.id]["government_level"] for peer in fair} == {PILOTS[pilot]["government_level"]}

    @pytest.mark.parametrize("pilot", PILOTS)
    def test_no_national_member_is_ever_a_peer(self, reference: Views, pilot: str) -> None:
        offered = {peer.id for peer in pilots.peers_in_order(reference.of("").selection, pilot)}
        assert offered == set(PILOTS) - {pilot}

    def test_no_national_member_can_be_asked_for_as_a_peer(self, reference: Views) -> None:
        view = reference.of("?pilot=L-SCO&peer=GBR,L-ONT")
        assert (view.chosen.peer, [one.value for one in view.dropped]) == (("L-ONT",), ["GBR"])

    @pytest.mark.parametrize("pilot", PILOTS)
    def test_the_order_is_that_of_the_files(self, reference: Views, pilot: str) -> None:
        plans: dict[str, set[str]] = defaultdict(set)
        for one in read("action_plans"):
            plans[one["member_id"]].add(one["year_submitted"])
        own = PILOTS[pilot]

        def distance(other: dict[str, str]) -> tuple[Any, ...]:
            sizes = [float(row["population"] or 0) for row in (own, other)]
            times = max(sizes) / min(sizes) if all(sizes) else float("inf")
            size = 1 if times == float("inf") else 0 if times <= 3 else 2
            unlike = [own[name] != other[name] for name in ("government_level", "kind", "region")]
            return (*unlike, size, not plans[pilot] & plans[other["id"]], times, other["id"])

        expected = sorted((row for row in PILOTS.values() if row["id"] != pilot), key=distance)
        order = [peer.id for peer in pilots.peers_in_order(reference.of("").selection, pilot)]
        assert order == [row["id"] for row in expected]


@pytest.mark.parametrize("day", DAYS)
class TestCounts:
    def test_are_those_of_the_files(self, reference: Views, day: str) -> None:
        completion, openness = known(day, "completion"), known(day, "did_it_open_government")
        for row in pilots.by_pilot(reference.of(f"?asof={day}").selection).itertuples():
            own = [one for one in begun(day) if one["member_id"] == row.id]
            states = [completion.get(one["id"], "") for one in own]
            opened = [openness[one["id"]] for one in own if one["id"] in openness]
            expected = {
                "commitments": len(own),
                "assessed": sum(state in SCALE for state in states),
                "complete": states.count("complete"),
                "openness_known": len(opened),
                "opened": sum(one in OPENED for one in opened),
                "opened_much": sum(one in OPENED[1:] for one in opened),
                "starred": sum(one["starred"] == "1" for one in own),
                "starred_known": sum(one["starred"] != "" for one in own),
            }
            assert {name: getattr(row, name) for name in expected} == expected

    def test_the_themes_are_those_of_the_files(self, reference: Views, day: str) -> None:
        expected: dict[str, int] = defaultdict(int)
        for one in begun(day):
            for name in filter(None, one["themes"].split("; ") if one["themes"] else [""]):
                expected[name] += 1
        counted = {name: len(group) for name, group in pilots.by_theme(reference.of(f"?asof={day}").selection).items()}
        without = counted.pop("", 0)
        assert counted == expected
        assert without == sum(not one["themes"] for one in begun(day))


class TestLessons:
    def test_are_further_than_ours_on_a_theme_of_ours(self, cities: Views) -> None:
        selection = cities.of("").selection
        lessons = pilots.lessons(selection, "L-OUR", ["L-ALIKE", "L-THRICE"])
        ids = [row["id"] for row in HAND["commitments"]]
        assert [(ids[one.work.place], one.themes) for one in lessons] == [("a1", ("water",)), ("t1", ("water",))]

    def test_are_of_the_peers_alone(self, cities: Views) -> None:
        assert pilots.lessons(cities.of("").selection, "L-OUR", ["L-DARK"]) == []

    def test_are_not_known_before_they_are_published(self, cities: Views) -> None:
        lessons = pilots.lessons(cities.of("?asof=2018-06-30").selection, "L-OUR", ["L-ALIKE", "L-THRICE"])
        assert [one.work.pilot for one in lessons] == ["L-THRICE"]

    @pytest.mark.parametrize("pilot", PILOTS)
    def test_of_the_reference_are_finished_or_opened_government(self, reference: Views, pilot: str) -> None:
        lessons = pilots.lessons(reference.of("").selection, pilot, [one for one in PILOTS if one != pilot])
        finished = {"substantial", "complete"}
        assert all(one.work.completion in finished or one.work.openness in OPENED for one in lessons)

    def test_none_is_said_in_words(self, reference: Views) -> None:
        _, found = table(reference, "pilot-lessons", "?pilot=L-SCO")
        assert (len(found), str(found.empty).partition(". ")[0]) == (0, "None is known among these peers")


def test_median_and_range() -> None:
    assert pilots.spread([3, 1, 10, 2]) == (2.5, 1, 10)
    assert pilots.spread([]) is None


class TestThePage:
    def test_names_the_pilot_of_the_link(self, reference: Views) -> None:
        assert headline(reference, "?pilot=L-SCO") == (
            "Scotland: 6 commitments; 1 of 2 assessed substantially or fully complete; "
            "4 of 5 whose effect is known opened government."
        )

    def test_shows_the_best_documented_without_a_choice(self, reference: Views) -> None:
        assert headline(reference).startswith("Tbilisi: 10 commitments; 0 of 4 ")

    @pytest.mark.parametrize("pilot", ["XXX", "GBR", "L-"])
    def test_says_first_that_there_is_no_such_pilot(self, reference: Views, pilot: str) -> None:
        view, page = built(reference, f"?pilot={pilot}")
        first = next(leaves(view, page))
        assert first == Paragraph(f"There is no pilot {pilot}; Tbilisi is shown.", "notice")

    def test_lets_the_pilot_and_its_peers_be_chosen(self, reference: Views) -> None:
        view, page = built(reference)
        assert [one.name for one in leaves(view, page) if isinstance(one, Control)] == ["pilot", "peer"]

    def test_totals_of_bojonegoro_stand_beside_its_commitments(self, reference: Views) -> None:
        view, beside = table(reference, "published-totals", "?pilot=L-BOJ")
        [row] = blocks.rows(view, beside)
        assert row[1:6] == ["IRM end of term", "2018", "0", "1", "4"]
        assert "not added to them" in str(beside.notes[0])
        assert headline(reference, "?pilot=L-BOJ") == (
            "Bojonegoro: 5 commitments; completion not known of any; 4 of 4 whose effect is known opened government."
        )
        assert len(rows(reference, "pilot-commitments", "?pilot=L-BOJ")) == 5

    def test_totals_are_not_known_before_they_are_published(self, reference: Views) -> None:
        view, page = built(reference, "?pilot=L-SEK")
        assert "published-totals" not in blocks.tables(view, page) | blocks.tables(view, page, FILES)
        told = "Totals for a plan as a whole were published after the as-of day (2019)."
        assert told in paragraphs(reference, "?pilot=L-SEK")

    @pytest.mark.parametrize("day", DAYS)
    def test_kigoma_is_there_after_tanzania_left(self, reference: Views, day: str) -> None:
        assert headline(reference, f"?pilot=L-KIG&asof={day}").startswith("Kigoma-Ujiji: ")

    def test_a_pilot_whose_country_left_says_so_from_that_day(self, cities: Views) -> None:
        pages = [built(cities, f"?pilot=L-OUR&asof={day}") for day in ("2017-06-28", "2017-06-29")]
        ledes = [blocks.text(view, blocks.header(view, page).lede) for view, page in pages]
        assert ["Tanzania (Withdrawn from OGP)" in lede for lede in ledes] == [False, True]

    @pytest.mark.parametrize("pilot", PILOTS)
    def test_every_cell_of_its_tables_says_something(self, reference: Views, pilot: str) -> None:
        for name in ("pilot-commitments", "pilot-peers"):
            view, found = table(reference, name, f"?pilot={pilot}")
            whole = replace(found, rows=[*found.read(), *found.foot])
            assert [cell for row in blocks.rows(view, whole) for cell in row if not cell] == []

    def test_the_unknown_is_never_zero(self, reference: Views) -> None:
        own = rows(reference, "pilot-peers", "?pilot=L-JAL")[0]
        assert own[3:] == ["7", "no level known", "not known", "not known"]

    def test_the_unknown_is_empty_in_files(self, reference: Views) -> None:
        _, found = table(reference, "pilot-peers", "?pilot=L-JAL", FILES)
        own = dict(zip(found.columns, next(found.read()), strict=True))
        unknown = {column.header for column, cell in own.items() if cell == Unknown() and column.only != SCREEN}
        assert unknown == {"Substantial or complete", "Opened government", "In a major way"}

    def test_peers_stand_with_median_range_and_n(self, reference: Views) -> None:
        view, found = table(reference, "pilot-peers", "?pilot=L-SCO")
        assert [row[0] for row in blocks.rows(view, found)] == ["Scotland", "Jalisco", "Ontario", "La Libertad"]
        [foot] = blocks.rows(view, replace(found, rows=found.foot))
        assert foot[0] == "Median of 3 peers"
        assert foot[3:] == ["4 (3–7, n=3)", "not known", "2 (1–3, n=2)", "1.5 (0–3, n=2)"]

    def test_a_sheet_of_peers_has_median_range_and_n_above_its_rows(self, reference: Views) -> None:
        _, found = table(reference, "pilot-peers", "?pilot=L-SCO", FILES)
        assert str(found.file_notes[-1]) == (
            "Median of 3 peers: lowest to highest, and of how many peers it is known · Commitments: 4 (3–7, n=3) · "
            "Substantial or complete: not known · Opened government: 2 (1–3, n=2) · In a major way: 1.5 (0–3, n=2)"
        )

    def test_the_reader_changes_the_peers(self, reference: Views) -> None:
        view, found = table(reference, "pilot-peers", "?pilot=L-SCO&peer=L-MAD,L-SCO")
        beside = blocks.rows(view, replace(found, rows=[*found.read(), *found.foot]))
        assert [row[0] for row in beside] == ["Scotland", "Madrid", "Median of 1 peer"]
        assert beside[1][1].startswith("another government level")

    def test_downloads_its_own_rows(self, reference: Views) -> None:
        [way] = [one for one in blocks.links(*built(reference, "?pilot=L-PAR&year=2017&lang=fr")) if one.to == "file"]
        assert way.href == "/commitments.csv?year=2017&member=L-PAR&lang=fr"

    def test_filters_that_leave_nothing_say_so(self, reference: Views) -> None:
        query = "?pilot=L-PAR&asof=2016-06-30"
        assert headline(reference, query) == "Paris: No commitments on record by 30 June 2016."
        view, page = built(reference, query)
        assert blocks.tables(view, page).keys() == {"pilot-peers", "pilot-lessons"}
        assert "No commitments on record by 30 June 2016." in paragraphs(reference, query)
        assert "No commitments under these filters. Reset the filters" in paragraphs(reference, f"{query}&year=2017")

    def test_without_pilots_says_so(self, national: Views) -> None:
        view, page = built(national)
        [only] = leaves(view, page)
        assert only == Header("There are no pilots in this data.", view.asof)

    def test_the_map_rests_on_the_pilots_alone(self, reference: Views) -> None:
        view, page = built(reference)
        assert [one.name for one in leaves(view, page) if isinstance(one, Chart)] == [
            *("progress-by-pilot", "pilots-map")
        ]
        assert "n=7 assessed" in subtitle(view, "pilots-map")


def commitments_of(views: Views, href: str) -> int:
    """How many commitments a link leads to."""
    view: View = views.of(urlsplit(href).query)
    return view.selection.commitments


class TestTheGrid:
    @pytest.mark.parametrize("query", ["", "?theme=open-data,fiscal-openness", "?priority=climate&asof=2017-12-31"])
    def test_every_cell_leads_to_as_many_commitments_as_it_has_marks(self, reference: Views, query: str) -> None:
        _, grid = table(reference, "pilots-grid", query)
        cells = [cell for row in grid.read() for cell in row if isinstance(cell, Tiles)]
        assert cells
        for cell in cells:
            assert commitments_of(reference, cell.href) == len(cell.tiles)

    def test_every_cell_says_in_words_what_its_marks_show(self, reference: Views) -> None:
        _, grid = table(reference, "pilots-grid", "?pilot=L-MAD")
        labels = [cell.label for row in grid.read() for cell in row if isinstance(cell, Tiles)]
        assert "Madrid, Lobbying: 1 commitment (Not assessed, openness not known)" in labels

    def test_ours_comes_first_then_the_peers(self, reference: Views) -> None:
        _, grid = table(reference, "pilots-grid", "?pilot=L-SCO")
        header = [column.header for column in grid.columns]
        assert header[:5] == ["Theme", "Scotland", "Jalisco", "Ontario", "La Libertad"]
        assert len(header) == 16

    def test_a_file_has_as_many_rows_as_the_grid_has_marks_and_those_without_a_theme(self, reference: Views) -> None:
        _, grid = table(reference, "pilots-grid")
        marks = sum(len(cell.tiles) for row in grid.read() for cell in row if isinstance(cell, Tiles))
        by_theme = rows(reference, "pilots-by-theme", "", FILES)
        without = [row for row in by_theme if row[0] == "not known"]
        assert (len(by_theme) - len(without), len(without) > 0) == (marks, True)

    def test_commitments_without_a_theme_are_not_lost(self, reference: Views) -> None:
        view, page = built(reference)
        lists = [blocks.text(view, item) for one in leaves(view, page) if isinstance(one, Items) for item in one.items]
        assert "Commitment 7 (title not published here) · Jalisco" in lists


class TestSlides:
    def test_that_is_none_says_so(self, reference: Views) -> None:
        view = reference.of("?pilot=XXX&lang=en")
        assert all("There is no pilot XXX" in topic.answer(view).note for topic in TOPICS.values())

    def test_of_lessons_are_those_of_the_page(self, reference: Views) -> None:
        """Also in what they say of a completion that is not published here."""
        view, found = table(reference, "pilot-lessons", "?lang=en")
        answer = TOPICS["pilot-lessons"].answer(view)
        assert blocks.rows(view, answer.block) == blocks.rows(view, found) != []
        assert answer.headline.startswith(f"{len(found)} commitments of its peers")

    def test_of_themes_have_the_pilot_shown_then_its_peers(self, reference: Views) -> None:
        table = TOPICS["pilots-themes"].answer(reference.of("?pilot=L-SCO&lang=en")).block
        assert [column.header for column in table.columns] == (
            ["Theme", "Scotland", "Jalisco", "Ontario", "La Libertad", "Other pilots", "All pilots"]
        )

    def test_without_pilots_say_so(self, national: Views) -> None:
        view = national.of("?lang=en")
        assert {topic.answer(view).headline for topic in TOPICS.values()} == {"There are no pilots in this data."}


def test_a_pilot_is_what_the_schema_says_is_not_national() -> None:
    assert {row["government_level"] for row in PILOTS.values()} == set(schema.MEMBER_LEVELS) - {"national"}
