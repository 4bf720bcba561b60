"""What every page promises: one heading, in every language, on any data; what links drop is said; few queries."""

from __future__ import annotations

import random
from itertools import cycle
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.blocks import parts
from dashboard.charts.registry import CHARTS
from dashboard.components import controls
from dashboard.data.filters import CHOICES, NAMES, SELECTING
from dashboard.language.languages import LANGUAGES
from dashboard.language.vocabulary import FILTER_NONE, FILTERS
from dashboard.view.view import View, Views
from dashboard.web.frame import whole
from dashboard.web.pages import PAGES, Page, blocks_of, resolve, title
from tests.dashboard import hostile, trees
from tests.dashboard.conftest import make_client, make_views

ITEMS: dict[str, dict[str, str]] = {
    "reference": {"commitment": "ALB-1-001", "member": "ALB", "theme": "open-data", "meeting": "sc-2016-05"},
    "by hand": {"commitment": "f1", "member": "FRA", "theme": "water", "meeting": "none"},
    "hostile": {"commitment": "c0", "member": "L-X0", "theme": "t0", "meeting": "m0"},
    "empty": {"commitment": "c0", "member": "L-X0", "theme": "t0", "meeting": "m0"},
}
ONLY_BY_CLICK = {"plan"}
"""Choices without a control: a mark of a chart sets them."""
NOT_A_FILTER_OF_DATA = {
    *("q", "sort", "page", "deck", "from_", "to", "table", "version", "lang"),
    *("measure", "group", "colour", "split", "only"),
    *("known", "mine"),
}


for items in ITEMS.values():
    items["one-page"] = items["member"]
OF_ANY_DATA = {"edit-table": "roles", "hand-over-one": "new-role", "record-one": "again/gone"}
"""What stands after the path of a page about one thing, where that is no row of the data."""


def address(page: Page, database: str = "reference") -> str:
    item = OF_ANY_DATA.get(page.name) or ITEMS[database].get(page.name, "gone")
    return page.path.replace("**", "*").replace("*", item)


def build(views: Views, path: str, query: str = "") -> tuple[Page | None, View, Any]:
    page, view = resolve(views, path, query)
    return page, view, whole(page, view, blocks_of(page, view))


def headings(tree: Any) -> list[str]:
    return [trees.text(heading) for heading in trees.of_type(tree, "H1")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name, scope="class")
@pytest.mark.parametrize("lang", LANGUAGES, scope="class")
@pytest.mark.parametrize("database", ITEMS, scope="class")
class TestEveryPage:
    @pytest.fixture(scope="class")
    def built(self, all_views: dict[str, Views], database: str, page: Page, lang: str) -> tuple[Any, View, Any]:
        return build(all_views[database], address(page, database), f"?lang={lang}")

    def test_has_one_heading(self, built: tuple[Any, View, Any]) -> None:
        assert len(headings(built[2])) == 1

    def test_has_a_title(self, built: tuple[Any, View, Any]) -> None:
        own, _, brand = title(*built[:2]).rpartition(" · ")
        assert (bool(own), brand) == (True, "Open Government Monitor")

    def test_draws_every_chart(
        self, all_views: dict[str, Views], database: str, page: Page, lang: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        build(all_views[database], address(page, database), f"?lang={lang}")
        assert [record for record in caplog.records if record.levelname == "ERROR"] == []

    def test_drops_nothing(self, built: tuple[Any, View, Any]) -> None:
        assert trees.classed(built[2], "notice") == []

    def test_gives_no_id_twice(self, built: tuple[Any, View, Any]) -> None:
        ids = [str(component.id) for component in trees.walk(built[2]) if getattr(component, "id", None)]
        assert sorted(set(ids)) == sorted(ids)

    def test_lets_every_language_be_chosen(self, built: tuple[Any, View, Any]) -> None:
        links = [link.lang for link in trees.of_type(built[2], "A") if getattr(link, "lang", None)]
        assert links == list(LANGUAGES)


@pytest.mark.parametrize("page", [page for page in PAGES if page.needs_data], ids=lambda page: page.name)
def test_a_page_of_an_empty_database_says_what_to_do(all_views: dict[str, Views], page: Page) -> None:
    _, _, tree = build(all_views["empty"], address(page, "empty"))
    assert "ogm load --if-empty" in trees.text(tree)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_hostile_text_stays_text(all_views: dict[str, Views], page: Page) -> None:
    _, _, tree = build(all_views["hostile"], address(page, "hostile"))
    markdown = [part for part in trees.walk(tree) if type(part).__name__ in {"Markdown", "DangerouslySetInnerHTML"}]
    assert markdown == []


def test_a_hostile_title_is_shown_as_it_is_written(all_views: dict[str, Views]) -> None:
    assert headings(build(all_views["hostile"], "commitments/c0")[2]) == [hostile.SCRIPT]


@pytest.mark.parametrize(
    "path", ["nowhere", "members/XXX", "commitments/none", "members/", "members/ALB/more", "a/b/c"]
)
def test_an_address_that_leads_nowhere_says_so(reference: Views, path: str) -> None:
    page, _, tree = build(reference, path)
    assert (page, headings(tree)) == (None, ["Page not found"])


@pytest.mark.parametrize(
    "path", ["nowhere", "members/XXX", "commitments/none", "commitments/%00", "a/b/c", "members/%ff"]
)
def test_an_address_that_leads_nowhere_has_the_status_404(client: FlaskClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_says_its_language(client: FlaskClient, page: Page, lang: str) -> None:
    assert f'<html lang="{lang}">' in client.get(f"/{address(page)}?lang={lang}").text


@pytest.mark.parametrize(
    ("accepted", "lang"), [("fr-CA,fr;q=0.9,en;q=0.8", "fr"), ("fr-CA", "fr"), ("es", "es"), ("tlh", "en"), ("", "en")]
)
def test_without_a_language_in_the_link_the_browsers_is_taken(client: FlaskClient, accepted: str, lang: str) -> None:
    assert f'<html lang="{lang}">' in client.get("/", headers={"Accept-Language": accepted}).text


def test_a_hostile_title_is_escaped_in_the_document(hostile_url: str) -> None:
    assert hostile.SCRIPT not in make_client(hostile_url).get(hostile.ITEM).text


class TestMembers:
    def test_a_member_without_data_has_no_assessed_commitments_yet(self, reference: Views) -> None:
        assert headings(build(reference, "members/FRA")[2]) == ["France: No assessed commitments yet."]

    def test_totals_published_for_a_plan_stand_beside_its_commitments(self, reference: Views) -> None:
        _, _, tree = build(reference, "members/L-BOJ")
        section = next(part for part in trees.of_type(tree, "Section") if "not added to them" in trees.text(part))
        assert trees.table(section)[1][-5:-1] == ["0", "1", "4", "0"]

    def test_the_page_of_a_member_is_about_that_member_whatever_the_link_says(self, reference: Views) -> None:
        _, view, _ = build(reference, "members/ALB", "?member=KEN")
        assert view.filters.member == ("ALB",)

    def test_a_link_away_from_a_member_does_not_carry_the_member_along(self, reference: Views) -> None:
        _, view, _ = build(reference, "members/ALB", "?region=europe")
        assert view.href("commitments") == "/commitments?region=europe"


class TestOverview:
    @pytest.mark.parametrize(
        ("query", "headline"),
        [
            ("", "53% of assessed commitments are substantially or fully complete; 11% have not started."),
            ("?asof=2011-01-01", "No commitments on record by 1 January 2011."),
            ("?asof=2011-01-01&region=europe", "No commitments under these filters."),
        ],
    )
    def test_the_headline_is_true(self, reference: Views, query: str, headline: str) -> None:
        assert headings(build(reference, "", query)[2]) == [headline]

    def test_few_assessed_are_counts_and_no_percentage(self, by_hand: Views) -> None:
        assert headings(build(by_hand, "", "?theme=water")[2]) == [
            "water en: 2 of 4 assessed commitments are substantially or fully complete."
        ]

    def test_the_figures_say_their_n(self, reference: Views) -> None:
        figures = trees.classed(build(reference, "")[2], "figure")
        assert [trees.text(figure)[:16] for figure in figures][:1] == ["Commitments2,018"]
        assert "947 of 1,798 assessed" in trees.text(figures[1])

    def test_the_same_n_stands_on_every_page(self, reference: Views) -> None:
        query = "?region=africa-middle-east&theme=open-data"
        pages = [trees.text(build(reference, path, query)[2]) for path in ("", "commitments", "members")]
        assert ["21 of 2,018 commitments" in text for text in pages] == [True, True, True]


class TestFilters:
    def test_every_choice_has_a_control_or_is_set_by_a_click(self) -> None:
        assert {*controls.FIRST, *controls.MORE} == set(SELECTING) - ONLY_BY_CLICK

    def test_what_has_no_control_is_the_dimension_of_a_chart(self) -> None:
        assert {chart.dimension for chart in CHARTS.values()} >= ONLY_BY_CLICK

    def test_every_filter_has_a_label(self) -> None:
        assert set(FILTERS) == set(NAMES) - NOT_A_FILTER_OF_DATA

    def test_every_choice_has_words_for_all(self) -> None:
        assert set(FILTER_NONE) == set(CHOICES) - ONLY_BY_CLICK - NOT_A_FILTER_OF_DATA

    @pytest.mark.parametrize("name", [*controls.FIRST, *controls.MORE])
    def test_every_value_has_a_box(self, reference: Views, name: str) -> None:
        _, view, tree = build(reference, "")
        boxes = [box for box in trees.of_type(tree, "Boxes") if box.filter == name]
        offered = [option["value"] for box in boxes for option in box.options]
        assert sorted(offered) == sorted(view.snapshot.choices[name])

    @pytest.mark.parametrize("name", CHOICES)
    def test_every_value_makes_the_way_through_the_address(self, reference: Views, name: str) -> None:
        values = reference.of("").snapshot.choices[name]
        view = reference.of(f"?{name}={','.join(values)}")
        assert (getattr(view.chosen, name), view.dropped) == (values, [])

    def test_the_boxes_of_the_address_are_ticked(self, reference: Views) -> None:
        _, _, tree = build(reference, "", "?theme=open-data&region=europe")
        [boxes] = trees.of_type(tree, "Ticked")
        ticked = {name: values for name, values in boxes.data.items() if values}
        assert ticked == {"theme": ["open-data"], "region": ["europe"]}

    def test_a_choice_says_how_many_commitments_it_would_leave(self, reference: Views) -> None:
        view = reference.of("?theme=open-data")
        assert controls.shown(view)["counts"]["region"]["africa-middle-east"] == "21"


def random_queries(count: int) -> list[str]:
    """Query strings as careless hands, old links and robots make them."""
    dice = random.Random(20181231)
    names = [*NAMES, "utm_source", "Region", "theme[]", "", "revision"]
    known = ["open-data", "europe", "africa-middle-east", "2014", "fr", "complete", "1", "ALB", "-due"]
    strange = ["2014-02-30", "x", "%00", "%", "<script>", "' OR 1=1 --", "é", "%F0%9F%98%80", "../..", "{0}", "=", ",,"]
    values = [*known, *strange, "0", "9" * 30, ""]
    joined = ["&"] * 9 + ["?", ";", "&&"]

    def one() -> str:
        parts = [
            f"{dice.choice(names)}={','.join(dice.choices(values, k=dice.randint(1, 3)))}"
            for _ in range(dice.randint(0, 5))
        ]
        return dice.choice(joined).join(parts)

    return [one() for _ in range(count)]


class TestAnyLink:
    def test_a_thousand_random_links_to_pages_are_answered(self, client: FlaskClient) -> None:
        """To each page in its turn: how an address is read is the same on all, and the test below asks that alone."""
        queries = (quote(query, safe="=&?;,%[]/") for query in random_queries(1000))
        pages = cycle(address(page) for page in PAGES)
        statuses = {client.get(f"/{page}?{query}").status_code for page, query in zip(pages, queries, strict=False)}
        assert statuses == {200}

    def test_a_thousand_random_links_say_so_if_and_only_if_they_dropped_something(self, reference: Views) -> None:
        silent = []
        for query in random_queries(1000):
            _, view, tree = build(reference, "nowhere", query)  # a light page, with the notice of every page
            if bool(view.dropped) != bool(trees.classed(tree, "notice")):
                silent.append(query)
        assert silent == []

    @settings(max_examples=10)
    @given(st.text(max_size=200))
    def test_any_text_is_a_query_of_the_overview(self, reference: Views, query: str) -> None:
        _, view, tree = build(reference, "", query)
        assert bool(trees.classed(tree, "notice")) == bool(view.dropped)

    @settings(max_examples=40)
    @given(st.text(max_size=40))
    def test_any_text_is_a_path(self, reference: Views, path: str) -> None:
        assert len(headings(build(reference, path)[2])) == 1

    def test_the_notice_names_what_was_dropped(self, reference: Views) -> None:
        _, _, tree = build(reference, "commitments/ALB-1-001", "?region=atlantis&flavour=red")
        told = trees.text(trees.classed(tree, "notice"))
        assert "region=atlantis" in told
        assert "flavour" in told


QUERIES_AT_MOST = {
    "overview": 3,
    "commitments": 4,
    "commitment": 7,
    "members": 3,
    "member": 3,
    "agenda": 3,
    "leadership": 3,
    "pilots": 3,
    "brief": 5,
    "meetings": 3,
    "meeting": 3,
    "present": 4,
    "present-edit": 4,
    "data": 8,
    "changes": 8,
    "load": 2,
    "load-job": 2,
}
"""SQL statements of a page whose data version is in memory, the look for a newer version among them."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_asks_the_database_little(reference_url: str, page: Page) -> None:
    views = make_views(reference_url)
    build(views, address(page))
    asked = _statements(views)
    build(views, address(page))
    assert len(asked) <= QUERIES_AT_MOST.get(page.name, 4), asked


def test_a_long_list_needs_no_more_queries_than_a_short_one(reference_url: str) -> None:
    views = make_views(reference_url)
    build(views, "commitments", "?q=open")
    asked = _statements(views)
    build(views, "commitments", "?q=open")
    short = len(asked)
    build(views, "commitments", "?q=o")
    assert len(asked) == 2 * short


def _statements(views: Views) -> list[str]:
    """The statements from now on, as they come."""
    asked: list[str] = []
    engine = views.store.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    return asked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_live_part_of_a_page_can_be_made_anew(reference: Views, page: Page) -> None:
    page_, view, tree = build(reference, address(page))
    ids = [one.id for one in trees.walk(tree) if isinstance(getattr(one, "id", None), dict)]
    shown = [id_["part"] for id_ in ids if id_.get("kind") == "live"]
    assert shown == [part.name for part in parts(blocks_of(page_, view))]


def test_a_page_a_navigation_leads_to_carries_the_filters_along(reference: Views) -> None:
    _, _, tree = build(reference, "commitments", "?region=europe&q=water&sort=due&page=2&lang=fr")
    nav = trees.classed(tree, "main-nav")
    assert {href.partition("?")[2] for href in trees.hrefs(nav)} == {"region=europe&lang=fr"}
