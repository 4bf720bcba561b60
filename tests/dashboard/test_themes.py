"""Themes: what stands on the page of all and of one, counted again from the files with nothing but `csv`."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from dashboard.blocks import FILES, SCREEN, Link, Table
from dashboard.components.contents import contents
from dashboard.components.screen import screen
from dashboard.data.filters import as_day
from dashboard.language.languages import LANGUAGES
from dashboard.view.view import View, Views
from tests.dashboard import blocks, databases, hand, hostile, trees
from tests.dashboard.conftest import make_views

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ("2014-12-31", "2016-12-07", "2018-07-17", "2018-12-31")
STRENGTH = ("self_assessment", "monitoring_body", "irm_progress_report", "irm_end_of_term")
_HEADLINE = "{}; {} of {} assessed commitments substantially or fully complete."
_FISCAL = "Global Initiative for Fiscal Transparency, Brazil and Philippines"
SCALE = ("not_started", "limited", "substantial", "complete")


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def begun(day: str) -> list[dict[str, str]]:
    """The commitments whose plan had begun by a day."""
    plans = {row["id"]: as_day(row["start_date"] or row["year_submitted"]) for row in read("action_plans")}
    return [row for row in read("commitments") if plans[row["action_plan_id"]] <= day]


def completions(day: str) -> dict[str, str]:
    """The level last found of each commitment by a day (rule 4)."""
    known: dict[str, tuple[str, int, str]] = {}
    for row in read("assessments"):
        published = as_day(row["published"])
        if row["completion"] and published <= day:
            one = (published, STRENGTH.index(row["assessor"]), row["completion"])
            known[row["commitment_id"]] = max(known.get(row["commitment_id"], one), one, key=lambda two: two[:2])
    return {id_: completion for id_, (_, _, completion) in known.items()}


def parts(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]


def page(views: Views, path: str, query: str = "") -> tuple[View, Any]:
    return blocks.page(views, path, query)


def rows(views: Views, path: str, query: str, name: str, way: str = SCREEN) -> list[list[str]]:
    view, shown = page(views, path, query)
    return blocks.rows(view, blocks.tables(view, shown, way)[name], way)


@pytest.mark.parametrize("day", DAYS)
class TestAgainstTheFiles:
    def test_the_numbers_of_every_theme(self, reference: Views, day: str) -> None:
        found, names = completions(day), {row["id"]: row["name_en"] for row in read("themes")}
        commitments: Counter[str] = Counter()
        assessed: Counter[str] = Counter()
        members: dict[str, set[str]] = defaultdict(set)
        for row in begun(day):
            for theme in parts(row["themes"]):
                commitments[theme] += 1
                assessed[theme] += found.get(row["id"]) in SCALE
                members[theme].add(row["member_id"])
        told = {row[0]: row[3:6] for row in rows(reference, "themes", f"?asof={day}", "leads-by-theme", FILES)}
        assert told == {
            name: [str(commitments[id_]), str(len(members[id_])), str(assessed[id_])] for id_, name in names.items()
        }

    @pytest.mark.parametrize("theme", ["open-data", "asset-disclosure", "energy"])
    def test_who_has_commitments_on_one(self, reference: Views, day: str, theme: str) -> None:
        counts = Counter(row["member_id"] for row in begun(day) if theme in parts(row["themes"]))
        table = rows(reference, f"themes/{theme}", f"?asof={day}", "theme-members", FILES)
        names = reference.of("?lang=en").names
        assert {row[0]: int(row[1]) for row in table} == {names.of("member", id_): n for id_, n in counts.items()}
        assert [int(row[1]) for row in table] == sorted(counts.values(), reverse=True)

    @pytest.mark.parametrize("theme", ["open-data", "public-procurement", "legislature", "energy"])
    def test_what_is_worth_copying_is_complete_and_starred_or_transformative(
        self, reference: Views, day: str, theme: str
    ) -> None:
        found = completions(day)
        by_hand = [
            row["title"]
            for row in begun(day)
            if theme in parts(row["themes"]) and found.get(row["id"]) == "complete"
            if row["starred"] == "1" or row["potential_impact"] == "transformative"
        ]
        told = rows(reference, f"themes/{theme}", f"?asof={day}", "theme-examples", FILES)
        assert sorted(row[0] for row in told) == sorted(by_hand)

    def test_the_promises_on_one_with_what_was_found_last(self, reference: Views, day: str) -> None:
        statuses = {"not_started": "Not begun", "in_progress": "Under way", "complete": "Kept"}
        found = [row for row in read("agenda_updates") if as_day(row["date"]) <= day]
        last = {row["agenda_item_id"]: row["status"] for row in sorted(found, key=lambda row: as_day(row["date"]))}
        own = [row for row in read("agenda_items") if "open-data" in parts(row["themes"])]
        by_hand = {row["title_en"]: statuses.get(last.get(row["id"], ""), "No information found") for row in own}
        assert {
            row[0]: row[2] for row in rows(reference, "themes/open-data", f"?asof={day}", "theme-promises")
        } == by_hand
        assert by_hand

    def test_the_events_on_it_or_on_a_promise_on_it(self, reference: Views, day: str) -> None:
        promises = {row["id"] for row in read("agenda_items") if "anti-corruption" in parts(row["themes"])}
        own = {
            row["title"]
            for row in read("events")
            if "anti-corruption" in parts(row["themes"]) or promises & set(parts(row["promises"]))
            if as_day(row["start_date"]) <= day
        }
        told = rows(reference, "themes/anti-corruption", f"?asof={day}", "theme-events", FILES)
        assert {row[1].removesuffix(" probable") for row in told} == own


class TestThePageOfAll:
    def test_every_theme_stands_in_each_of_its_areas_or_apart(self, reference: Views) -> None:
        view, shown = page(reference, "themes", "?asof=2016-12-07")
        told = {
            table.title: [blocks.text(view, row[0][0]) for row in table.read()]
            for name, table in blocks.tables(view, shown).items()
            if name.startswith("in-")
        }
        areas = {row["id"]: row["name_en"] for row in read("policy_areas")}
        by_hand: dict[str, list[str]] = {name: [] for name in [*areas.values(), "In no policy area"]}
        for row in read("themes"):
            for area in parts(row["policy_areas"]) or [""]:
                by_hand[areas.get(area, "In no policy area")].append(row["name_en"])
        assert {name: sorted(some) for name, some in told.items()} == {
            name: sorted(some) for name, some in by_hand.items()
        }

    def test_the_headline_counts_areas_and_themes_with_a_lead(self, reference: Views) -> None:
        headline = blocks.header(*page(reference, "themes", "?asof=2016-12-07")).headline
        assert headline == "4 of 10 policy areas have a lead on record; 17 of 44 themes have a lead on record."

    def test_before_any_role_nobody_leads(self, reference: Views) -> None:
        headline = blocks.header(*page(reference, "themes", "?asof=2016-01-01")).headline
        assert headline == "0 of 10 policy areas have a lead on record; 0 of 44 themes have a lead on record."

    def test_a_filter_is_named_and_counts_the_commitments_never_the_leads(self, reference: Views) -> None:
        views = [page(reference, "themes", query) for query in ("?asof=2016-12-07", "?asof=2016-12-07&region=europe")]
        whole, europe = (blocks.header(*one) for one in views)
        assert europe.headline == whole.headline
        assert "Region: Europe" in str(europe.lede)
        n = [{row[0]: row[3] for row in blocks.rows(view, table_of(view, shown), FILES)} for view, shown in views]
        assert int(n[1]["Open data"]) < int(n[0]["Open data"])

    def test_a_theme_that_sources_knew_late_says_so_beside_its_number(self, reference: Views) -> None:
        late = {row["name_en"]: row["known_from"] for row in read("themes") if row["known_from"]}
        view, shown = page(reference, "themes")
        told = {
            blocks.text(view, row[0][0]): blocks.text(view, row[1])
            for name, table in blocks.tables(view, shown).items()
            for row in (table.read() if name.startswith("in-") else ())
        }
        assert {name for name, text in told.items() if "known in plans from" in text} == set(late)
        assert "known in plans from 2017" in told["Lobbying"]

    def test_the_way_to_each_area_leads_to_a_place_that_is_there(self, reference: Views) -> None:
        view, shown = page(reference, "themes")
        places = {getattr(block, "id", "") for block in blocks.every(view, shown)}
        inside = [href[1:] for href in trees.hrefs(contents(view, screen(view, shown)))]
        assert len(set(inside)) == 11
        assert set(inside) <= places

    def test_a_theme_leads_to_its_page_and_its_number_to_its_commitments(self, reference: Views) -> None:
        view, shown = page(reference, "themes", "?region=europe")
        hrefs = {link.href for link in blocks.links(view, shown)}
        assert "/themes/lobbying?region=europe" in hrefs


def table_of(view: View, shown: Iterable[Any]) -> Table:
    return blocks.tables(view, shown, FILES)["leads-by-theme"]


class TestThePageOfOne:
    @pytest.mark.parametrize(
        ("path", "query", "headline"),
        [
            (
                "themes/open-data",
                "?asof=2018-12-31",
                _HEADLINE.format("Open data: on record as leading it: World Wide Web Foundation and Canada", 130, 225),
            ),
            (
                "themes/participatory-budgeting",
                "?asof=2018-12-31&region=europe",
                _HEADLINE.format(
                    f"Participatory budgeting: on record as leading it through its policy area: {_FISCAL}", 3, 4
                ),
            ),
            ("themes/energy", "", "Energy: nobody is on record as leading it; no assessed commitments yet."),
        ],
    )
    def test_the_headline_says_who_leads_it_and_how_it_is_doing(
        self, reference: Views, path: str, query: str, headline: str
    ) -> None:
        assert blocks.header(*page(reference, path, query)).headline == headline

    def test_who_leads_it_through_what_until_when_and_how_sure(self, reference: Views) -> None:
        table = rows(reference, "themes/lobbying", "?asof=2016-12-07", "theme-leads")
        assert {row[2] for row in table} == {"the area Anti-Corruption"}
        assert {row[4] for row in table} == {"held? end not known · last confirmed 2017 probable"}
        assert len(table) == 5

    def test_an_example_leads_to_its_page_here_and_at_ogp(self, reference: Views) -> None:
        view, shown = page(reference, "themes/open-data")
        urls = {row["title"]: row["url"] for row in read("commitments") if row["url"]}
        told = {}
        for row in blocks.tables(view, shown)["theme-examples"].read():
            links = [one for one in blocks.texts(list(row)) if isinstance(one, Link)]
            outside = [link.href for link in links if link.style == "external"]
            told[blocks.text(view, row[0])] = outside
            assert links[0].href.startswith("/commitments/")
        assert {title: [urls[title]] if title in urls else [] for title in told} == told
        assert any(told.values())

    def test_no_other_theme_and_no_address_of_none(self, reference: Views) -> None:
        view, _ = page(reference, "themes/open-data", "?theme=energy")
        assert view.filters.theme == ("open-data",)
        assert page(reference, "themes/none")[0].item == "none"
        assert blocks.header(*page(reference, "themes/none")).headline != ""

    @pytest.mark.parametrize("database", ["reference", "by hand", "hostile"])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_no_part_of_either_fails(self, all_views: dict[str, Views], database: str, lang: str) -> None:
        views = all_views[database]
        own = views.of("").snapshot.choices["theme"]
        for path in ("themes", f"themes/{own[0]}", f"themes/{own[-1]}"):
            for query in (f"?lang={lang}", f"?lang={lang}&asof=2010-01-01", f"?lang={lang}&region=europe&level=local"):
                view, shown = page(views, path, query)
                assert screen(view, shown)
                assert blocks.faults(view, shown) == []

    def test_nothing_known_is_a_sentence_in_place_of_each_table(self, by_hand: Views) -> None:
        view, shown = page(by_hand, "themes/air", "?asof=2014-01-01")
        assert [str(table.empty) for table in blocks.tables(view, shown).values() if not len(table)] == [
            "Nobody is on record as leading this theme on 1 January 2014.",
            "No commitment under these filters is known to be complete and starred or transformative.",
            "No commitments under these filters.",
            "The co-chairs' statement has no promise on this theme.",
            "No event on this theme is on record by 1 January 2014.",
        ]

    def test_hostile_texts_stay_texts(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        engine = sa.create_engine(url)
        databases.write(engine, hostile.TABLES | _around(hostile.TEXTS))
        engine.dispose()
        views = make_views(url)
        for path in ("themes", "themes/t0"):
            view, shown = page(views, path, "?asof=2016-06-30")
            assert blocks.faults(view, shown) == []
            said = blocks.strings(view, shown)
            assert [text for text in hostile.TEXTS if text not in said] == []
        outside = [link.href for link in blocks.links(view, shown) if link.style == "external"]
        assert outside == []


def _around(texts: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """Policy areas, roles and events in which every text is one of the texts; each theme is in the first area."""
    themes = [row | {"policy_areas": "area0"} for row in hostile.TABLES["themes"]]
    return {
        "themes": themes,
        "policy_areas": [
            {"id": f"area{n}", "name_en": text, "name_fr": text, "name_es": text, "sort": n, "source": text}
            for n, text in enumerate(texts)
        ],
        "roles": [
            {"id": f"r{n}", "holder": text, "constituency": "civil_society", "kind": "co_anchor", "title": text,
             "start_date": "2016-01", "theme_id": "t0", "policy_area_id": f"area{n}", "source": text}
            for n, text in enumerate(texts)
        ],
        "events": [
            {"id": f"e{n}", "start_date": "2016-01", "kind": "summit", "title": text, "place": text, "themes": "t0",
             "source": f"javascript:alert({n}); {text}"}
            for n, text in enumerate(texts)
        ],
    }  # fmt: skip


class TestTakingAway:
    @pytest.mark.parametrize("path", ["themes", "themes/open-data"])
    @pytest.mark.parametrize("form", ["json", "csv"])
    def test_its_tables_have_addresses(self, files: FlaskClient, path: str, form: str) -> None:
        name = "leads-by-theme" if path == "themes" else "theme-leads"
        answer = files.get(f"/api/v1/{path}/{name}.{form}?asof=2016-12-07")
        assert answer.status_code == 200
        if form == "json":
            assert json.loads(answer.data)
        else:
            assert "Carter Center" in answer.get_data(as_text=True)

    def test_water_by_hand(self, by_hand: Views) -> None:
        [row] = [row for row in rows(by_hand, "themes", "", "leads-by-theme", FILES) if row[0] == "water en"]
        not_started, limited, substantial, complete, *_ = hand.BY_THEME["water"]
        assert row[3:6] == ["4", "3", str(not_started + limited + substantial + complete)]
