"""Long pages: the list of their cards, places that are one of a kind, and what the browser sorts tables by."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dashboard import blocks as b
from dashboard.components.tables import table
from dashboard.view.view import Views
from dashboard.web.pages import PAGES, Page
from tests.dashboard.test_pages import address, build
from tests.dashboard.trees import classed, of_type, text, walk

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
NUMBERS = b.Column("Commitments", numeric=True)


def cards(page: object) -> list[tuple[str, str]]:
    """The place and the heading of each card of a page that has both."""
    some = [one for one in walk(page) if {"card", "chart-card"} & set(str(getattr(one, "className", "")).split())]
    return [(one.id, text(of_type(one, "H2")[0])) for one in some if getattr(one, "id", "") and of_type(one, "H2")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_long_page_names_its_cards_and_no_two_places_are_the_same(reference: Views, page: Page) -> None:
    shown = build(reference, address(page))[2]
    listed = [(link.href, text(link)) for nav in classed(shown, "on-this-page") for link in of_type(nav, "A")]
    own = [(f"#{place}", heading) for place, heading in cards(shown)]
    assert listed == (own if len(own) >= 4 else [])
    places = Counter(one.id for one in walk(shown) if isinstance(getattr(one, "id", None), str))
    assert [place for place, n in places.items() if n > 1] == []


def test_what_is_folded_on_a_phone_has_a_button_of_its_name(reference: Views) -> None:
    shown = build(reference, "members/CHL")[2]
    folds = [one for one in classed(shown, "folds") if one.name != "Nav"]
    assert len(folds) > 5
    for one in folds:
        [toggle] = classed(one, "fold-toggle")
        heading = text(of_type(one, "H2")[0])
        assert (getattr(toggle, "aria-label"), getattr(toggle, "aria-expanded")) == (heading, "false")


def test_folding_goes_into_parts_and_grids_and_leaves_what_has_no_heading() -> None:
    blocks = [b.Grid([b.Chart("x"), b.Part("y", lambda _: [b.Card("z", []), b.Paragraph("p")])])]
    [grid] = b.folded(blocks)
    assert isinstance(grid, b.Grid)
    chart, part = grid.blocks
    assert isinstance(chart, b.Chart)
    assert isinstance(part, b.Part)
    assert (chart.folds, part.make(None)) == (True, [b.Card("z", [], folds=True), b.Paragraph("p")])


class TestWhatATableIsSortedBy:
    def test_the_rate_as_a_number_and_none_where_there_is_no_rate(self, reference: Views) -> None:
        view = reference.of("")
        some = [b.Share(2, 8), b.Share(1, 3), b.Unknown(), b.Count(1234), b.Day("2016-05"), [b.Day("2016"), " x"], "y"]
        rows = [[f"row {n}", cell] for n, cell in enumerate([*some, *["z"] * 10])]
        shown = table(view, b.Table("t", "T", (b.Column("Name"), NUMBERS), rows))
        cells = [getattr(cell, "data-value", None) for cell in of_type(shown, "Td")]
        assert cells[:8] == ["0.250000", "", "", "1234", "2016-05", "2016", None, None]
        assert [getattr(row, "data-row") for row in of_type(classed(shown, "sortable")[0], "Tr")] == [
            str(n) for n in range(17)
        ]

    def test_every_member_by_the_numbers_of_its_row(self, reference: Views) -> None:
        page = build(reference, "members")[2]
        [box] = [one for one in classed(page, "long-table") if classed(one, "table-find")]
        with (REFERENCE / "commitments.csv").open(encoding="utf-8") as file:
            n = Counter(row["member_id"] for row in csv.DictReader(file))
        rows = of_type(classed(box, "sortable")[0], "Tr")
        sorted_by = {of_type(row, "A")[0].href.split("/")[-1].split("?")[0]: of_type(row, "Td") for row in rows}
        assert len(sorted_by) > 90
        own = {member: int(getattr(cells[4], "data-value")) for member, cells in sorted_by.items()}
        assert own == {member: n[member] for member in own}

    def test_small_bars_only_where_there_is_a_rate(self, reference: Views) -> None:
        page = build(reference, "members")[2]
        [box] = [one for one in classed(page, "long-table") if classed(one, "table-find")]
        for row in of_type(classed(box, "sortable")[0], "Tr"):
            rate = text(of_type(row, "Td")[-1])
            widths = [part.props["style"]["width"] for bar in classed(row, "rate-bar") for part in bar.children]
            assert len(widths) == rate.endswith("%")
            for width in widths:
                assert abs(float(width.removesuffix("%")) - int(rate.removesuffix("%"))) <= 0.5

    @pytest.mark.parametrize("n", [12, 13, 41])
    def test_a_short_one_is_left_as_it_is(self, reference: Views, n: int) -> None:
        rows = [[f"row {one}", b.Count(one)] for one in range(n)]
        shown = table(reference.of(""), b.Table("t", "T", (b.Column("Name"), NUMBERS), rows))
        assert shown.props["className"] == {12: "table-scroll", 13: "long-table", 41: "long-table longer"}[n]
