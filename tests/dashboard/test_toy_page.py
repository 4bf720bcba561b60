"""A page is described once: a toy page with a chart and a table comes out of every way with the same figures."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pptx import Presentation

from dashboard.blocks import Answer, Chart, Count, Day, Grid, Header, Part, Share, Table, Topic, Unknown
from dashboard.components.screen import screen
from dashboard.components.static import static
from dashboard.data.snapshot import COMPLETION
from dashboard.decks.documents import page_document
from dashboard.exports.csv import table_csv
from dashboard.exports.json import as_json
from dashboard.exports.pptx import page_pptx
from dashboard.exports.slides import answer_slide
from dashboard.exports.text import as_text
from dashboard.exports.workbook import write_workbook
from dashboard.view import columns
from dashboard.view.view import View, Views
from dashboard.web.pages import Page
from tests.dashboard.calling import page as dash_page
from tests.dashboard.conftest import make_client

COLUMNS = (columns.REGION, columns.COMMITMENTS, columns.COMPLETION_RATE, columns.PROMISED_END, columns.LEAD_INSTITUTION)
ROWS = (
    ("Europe", Count(1234), Share(3, 12), Day("2016-05"), Unknown()),
    ("Americas", Count(7), Share(2, 3), Day(""), "A"),
)
IN_WORDS = [["Europe", "1,234", "25%", "May 2016", "not known"], ["Americas", "7", "2 of 3", "not known", "A"]]
TOY_CHART = "completion-by-region"
COUNTED = 1 + len(COMPLETION)  # the column of a chart's numbers that counts commitments


def _table(view: View) -> Table:
    return Table("toys", view.words("Regions"), COLUMNS, ROWS, notes=["A note."])


def _blocks(_: View) -> list[Any]:
    header = Part("toy-top", lambda view: Header("A toy of 1,241 commitments.", view.asof))
    return [header, Grid([Chart(TOY_CHART, 12), Part("toy-rows", _table)])]


@pytest.fixture
def view(reference: Views) -> View:
    return reference.of("?lang=en", path="toy")


@pytest.fixture
def chart(view: View) -> list[list[str]]:
    """The chart's numbers by an independent way: the CSV that its card downloads."""
    from dashboard.web.files import chart_numbers

    rows = list(csv.DictReader(io.StringIO(chart_numbers(view, TOY_CHART))))
    return [[row["label"], f"{int(row['commitments']):,}"] for row in rows]


def _texts(tree: Any) -> Iterator[str]:
    """The texts of what Dash is given."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for part in tree[2:] if tree and isinstance(tree[0], str) and isinstance(tree[1], dict) else tree:
            yield from _texts(part)
    elif hasattr(tree, "to_plotly_json"):
        props = tree.to_plotly_json()["props"]
        yield from _texts([props.get("tree"), props.get("children")])


def _in_order(cells: list[list[str]], text: str) -> bool:
    """All the cells stand in a text, each after the one before it."""
    return bool(re.search(".*?".join(re.escape(cell) for row in cells for cell in row), text, re.DOTALL))


def test_the_screen(view: View) -> None:
    assert _in_order(IN_WORDS, "\n".join(_texts(static(screen(view, _blocks(view))))))


def test_the_sheets(view: View, chart: list[list[str]]) -> None:
    file = io.BytesIO()
    write_workbook(view, "Toy", _blocks(view), "", file)
    book = load_workbook(file)
    rows = list(book["Regions"].iter_rows(values_only=True))[-2:]
    assert rows == [("Europe", 1234, 0.25, "2016-05", None), ("Americas", 7, 2 / 3, None, "A")]
    numbers = [row for row in book["Region"].iter_rows(values_only=True) if isinstance(row[COUNTED], int)]
    counted = [[row[0], f"{row[COUNTED]:,}"] for row in numbers]
    assert counted == chart


def test_the_csv(view: View) -> None:
    header, *rows = csv.reader(io.StringIO("".join(table_csv(view, _table(view)))))
    assert header == ["Region", "Commitments", "Completion rate", "n", "Promised end", "Lead institution"]
    assert rows == [["Europe", "1234", "0.25", "12", "2016-05", ""], ["Americas", "7", str(2 / 3), "3", "", "A"]]


def test_the_json(view: View, chart: list[list[str]]) -> None:
    _, drawn, table = as_json(view, _blocks(view))
    assert table["rows"] == [
        ["Europe", 1234, {"part": 3, "whole": 12}, "2016-05", None],
        ["Americas", 7, {"part": 2, "whole": 3}, None, "A"],
    ]
    assert [[row[0]["text"], f"{row[COUNTED]:,}"] for row in drawn["rows"]] == chart


def test_the_slide(view: View) -> None:
    topic = Topic("Which toys?", "toy", lambda view: Answer("Two.", "n=2", _table(view)))
    assert answer_slide(view, "toys", topic).rows == IN_WORDS


def test_the_pptx(view: View, chart: list[list[str]]) -> None:
    slides = Presentation(io.BytesIO(page_pptx(view, "toy", "Toy", _blocks(view), "", dt.date(2020, 1, 2)))).slides
    cells = [
        cell.text
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert _in_order(IN_WORDS, "\n".join(cells))
    [drawn] = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert sorted(str(name).partition(" ·")[0] for name in drawn.plots[0].categories) == [row[0] for row in chart]


def test_the_print(view: View, chart: list[list[str]]) -> None:
    text = unescape(page_document(view, "Toy", "", _blocks(view), "", dt.date(2020, 1, 2)))
    assert _in_order(IN_WORDS, text)
    assert _in_order(chart, text)


def test_the_plain_text(view: View, chart: list[list[str]]) -> None:
    text = as_text(view, _blocks(view))
    assert _in_order(IN_WORDS, text)
    assert _in_order(chart, text)


class TestServed:
    @pytest.fixture
    def client(self, reference_url: str, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
        from dashboard.web import frame, pages

        both = (*pages.PAGES, Page("toy", "toy", "Toy", _blocks, nav="Toy", workbook=True))
        for module in (frame, pages):
            monkeypatch.setattr(module, "PAGES", both)
        return make_client(reference_url)

    def test_the_first_html(self, client: FlaskClient, chart: list[list[str]]) -> None:
        text = unescape(client.get("/toy").text)
        assert "<h1" in text
        assert _in_order(chart, text)
        assert _in_order(IN_WORDS, text)

    def test_what_dash_is_given(self, client: FlaskClient) -> None:
        assert _in_order(IN_WORDS, dash_page(client, "/toy"))

    @pytest.mark.parametrize("address", ["/toy.xlsx", "/api/v1/toy.json", "/api/v1/toy/toys.csv", "/api/v1/toy.txt"])
    def test_its_addresses(self, client: FlaskClient, address: str) -> None:
        with client.get(address) as answer:
            assert answer.status_code == 200

    def test_its_json(self, client: FlaskClient) -> None:
        [table] = json.loads(client.get("/api/v1/toy/toys.json").text)["blocks"]
        assert table["rows"][0][:2] == ["Europe", 1234]

    def test_the_navigation_leads_to_it(self, client: FlaskClient) -> None:
        assert 'href="/toy' in client.get("/").text
