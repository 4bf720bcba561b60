"""A slide says what its card says, in plain values."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict

import pytest

from dashboard.blocks import Chart, leaves
from dashboard.charts.registry import CHARTS, beside
from dashboard.components.chart_card import draw
from dashboard.exports.slides import chart_slide
from dashboard.pages.reported import CHART as REPORTED  # of which the shipped data have nothing: test_reported.py
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers
from dashboard.web.pages import blocks_of, find
from tests.dashboard import trees

QUERIES = ("?lang=en", "?region=africa-middle-east&theme=open-data&lang=fr", "?member=GBR&asof=2014-12-31&lang=es")


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", [name for name in CHARTS if name != REPORTED])
class TestEveryChart:
    def test_has_the_words_and_the_table_of_its_card(self, reference: Views, name: str, query: str) -> None:
        view = reference.of(query)
        slide, drawn, grey = chart_slide(view, name), draw(view, name, with_table=True), beside(view, name)
        assert (slide.subtitle, slide.source) == (drawn.subtitle.removesuffix(f" · {grey}"), drawn.source)
        assert not grey or (drawn.subtitle.endswith(f" · {grey}") and slide.note.endswith(view.words.sentence(grey)))
        assert slide.figure == (drawn.figure if drawn.figure["data"] else {})
        if view.selection.commitments:
            rows = [slide.columns, *slide.rows]  # the card has the rate beside the name
            assert [[row[0], *sorted(row[1:])] for row in trees.table(drawn.table)] == [
                [row[0], *sorted(row[1:])] for row in rows
            ]

    def test_has_the_numbers_of_the_csv(self, reference: Views, name: str, query: str) -> None:
        view = reference.of(query)
        told = chart_slide(view, name).records
        for record, row in zip(told, csv.DictReader(chart_numbers(view, name).splitlines()), strict=True):
            assert {key: "" if record[key] is None else str(record[key]) for key in row} == row

    def test_is_plain_data(self, reference: Views, name: str, query: str) -> None:
        slide = asdict(chart_slide(reference.of(query), name))
        read = json.loads(json.dumps(slide, allow_nan=False))
        assert {**read, "figure": {}} == {**slide, "figure": {}}  # the lists of a figure may be tuples

    def test_leads_to_the_page_with_its_card(self, reference: Views, name: str, query: str) -> None:
        about_a_member = CHARTS[name].page == "members/*"
        path, _, more = chart_slide(reference.of(query), name).href.partition("?")
        page, item = find(path.strip("/")) or pytest.fail(path)
        scope = page.scope(item)
        view = reference.of(f"?{more.partition('#')[0]}", path=path.strip("/"), scope=scope, item=item)
        cards_there = [block.name for block in leaves(view, blocks_of(page, view)) if isinstance(block, Chart)]
        assert (name in cards_there) == (not about_a_member or bool(item))
