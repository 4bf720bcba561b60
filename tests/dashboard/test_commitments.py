"""The pages of commitments: a page of the list on screen and all of it in files, and all that was found on one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest
import sqlalchemy as sa

from dashboard.blocks import FILES, Block, Items, Link, Paragraph, Table, leaves
from dashboard.data.questions import SORTED
from dashboard.pages.commitments import header
from dashboard.view.listing import PAGE_ROWS, in_order
from dashboard.view.view import View, Views
from tests.dashboard import blocks
from tests.dashboard.conftest import make_views

SCREEN_HEADERS = ["Commitment", "Member", "Themes", "Action plan", "Promised end", "Completion"]


def page(views: Views, query: str = "") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, "commitments", query)


def whole(views: Views, query: str = "") -> tuple[View, Table]:
    view, shown = page(views, query)
    return view, blocks.tables(view, shown, FILES)["commitments"]


def lists(view: View, shown: Sequence[Block]) -> dict[str, Items]:
    """The lists of ways to go, by their style."""
    return {block.style: block for block in leaves(view, shown) if isinstance(block, Items)}


def links(items: Items) -> list[Link]:
    return [item for item in items.items if isinstance(item, Link)]


class TestTheList:
    def test_on_screen_is_a_page_of_what_files_have_in_whole(self, reference: Views) -> None:
        query = "?region=europe&sort=-due&page=2"
        view, shown = page(reference, query)
        some, everything = blocks.tables(view, shown)["commitments"], whole(reference, query)[1]
        rows = list(everything.read())
        assert list(some.read()) == rows[PAGE_ROWS : 2 * PAGE_ROWS]
        assert len(rows) == len(everything) == len(in_order(view))

    def test_can_be_read_again(self, reference: Views) -> None:
        view, shown = page(reference)
        table = blocks.tables(view, shown)["commitments"]
        assert list(table.read()) == list(table.read())

    def test_has_fewer_columns_on_screen_than_in_files(self, reference: Views) -> None:
        view, shown = page(reference)
        table = blocks.tables(view, shown)["commitments"]
        assert [column.header for column in table.columns if column.only != FILES] == SCREEN_HEADERS
        assert len(whole(reference)[1].columns) == 16

    def test_for_files_is_read_a_few_hundred_rows_at_a_time(self, reference_url: str) -> None:
        views = make_views(reference_url)
        _, table = whole(views)
        asked: list[str] = []
        sa.event.listen(views.store.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        assert len(list(islice(table.read(), 10))) == 10
        assert len([statement for statement in asked if "FROM commitments" in statement]) == 1

    def test_that_finds_nothing_says_so_and_is_an_empty_sheet(self, reference: Views) -> None:
        view, shown = page(reference, "?q=zzzzzz")
        assert blocks.tables(view, shown) == {}
        assert "No commitment fits this search and these filters." in blocks.strings(view, shown)
        assert (len(whole(reference, "?q=zzzzzz")[1]), list(whole(reference, "?q=zzzzzz")[1].read())) == (0, [])

    def test_says_where_it_is(self, reference: Views) -> None:
        view, shown = page(reference, "?page=41")
        [status] = [block for block in leaves(view, shown) if isinstance(block, Paragraph) and block.style == "status"]
        assert blocks.text(view, status.text).startswith("2,001 to 2,018 of 2,018")


class TestTheWays:
    def test_every_order_has_a_head_that_leads_to_it(self, reference: Views) -> None:
        view, shown = page(reference)
        heads = [column.head for column in blocks.tables(view, shown)["commitments"].columns]
        orders = {reference.of(head.href.partition("?")[2]).filters.sort for head in heads if isinstance(head, Link)}
        assert orders == set(SORTED)

    @pytest.mark.parametrize(
        ("query", "order", "turned"), [("?sort=due", "ascending", "-due"), ("?sort=-due", "descending", "due")]
    )
    def test_the_head_of_the_order_turns_it_round(self, reference: Views, query: str, order: str, turned: str) -> None:
        view, shown = page(reference, query)
        [column] = [one for one in blocks.tables(view, shown)["commitments"].columns if one.sort]
        assert isinstance(column.head, Link)
        asked = reference.of(column.head.href.partition("?")[2]).filters.sort
        assert (column.header, column.sort, asked) == ("Promised end", order, turned)

    def test_a_completion_leads_to_as_many_commitments_as_it_says(self, reference: Views) -> None:
        view, shown = page(reference, "?region=europe")
        facets = links(lists(view, shown)["facets"])
        counts = [blocks.text(view, facet.text).rpartition(" ")[2] for facet in facets]
        leads = [reference.of(facet.href.partition("?")[2]) for facet in facets]
        assert counts == [view.words.number(one.selection.commitments) for one in leads]

    def test_the_completion_chosen_is_marked_and_leads_back_to_all(self, reference: Views) -> None:
        view, shown = page(reference, "?completion=limited")
        [facet] = [one for one in links(lists(view, shown)["facets"]) if one.current]
        assert (blocks.text(view, facet.text).partition(" ")[0], facet.href) == ("Limited", "/commitments")

    @pytest.mark.parametrize(
        ("number", "ways"), [("", ["Next page"]), ("20", ["Previous page", "Next page"]), ("41", ["Previous page"])]
    )
    def test_there_is_a_way_to_the_pages_beside(self, reference: Views, number: str, ways: list[str]) -> None:
        view, shown = page(reference, f"?page={number}")
        assert [blocks.text(view, link) for link in links(lists(view, shown)["pagination"])] == ways


def test_the_headline_counts_what_is_chosen(reference: Views) -> None:
    view, _ = page(reference, "?region=africa-middle-east&theme=open-data")
    assert header(view).headline == "21 commitments"


class TestOne:
    @staticmethod
    def found(views: Views, query: str = "") -> list[str]:
        view, shown = blocks.page(views, "commitments/ALB-1-001", query)
        timeline = lists(view, shown).get("timeline", Items([]))
        return [blocks.text(view, item) for item in timeline.items]

    def test_has_every_finding_with_its_day_and_assessor(self, reference: Views) -> None:
        assert self.found(reference) == ["2014 IRM progress report Complete"]

    def test_has_no_finding_before_it_was_published(self, reference: Views) -> None:
        view, shown = blocks.page(reference, "commitments/ALB-1-001", "?asof=2014-12-30")
        assert self.found(reference, "?asof=2014-12-30") == []
        assert "No assessment published by 30 December 2014." in blocks.strings(view, shown)

    def test_has_a_way_back_to_the_list_and_to_its_member(self, reference: Views) -> None:
        trail = blocks.header(*blocks.page(reference, "commitments/ALB-1-001", "?region=europe")).trail
        assert [link.href for link in trail] == ["/commitments?region=europe", "/members/ALB?region=europe"]
