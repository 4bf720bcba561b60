"""What every chart promises: it draws on any data, its CSV has its columns, its table has the same numbers."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts.registry import CHARTS, answer, narrowed, numbers, tabled
from dashboard.components.chart_card import draw
from dashboard.components.tables import table
from dashboard.figures.frame import Shown
from dashboard.language.languages import LANGUAGES
from dashboard.queries.reported import any_reported
from dashboard.view.view import View, Views
from dashboard.web.files import chart_numbers
from tests.dashboard import hostile, trees

DATABASES = ("reference", "by hand", "hostile", "empty")
ONE_MEMBER = {"reference": "?member=ALB", "by hand": "?member=FRA", "hostile": "?member=L-X1", "empty": ""}


@pytest.fixture(params=DATABASES)
def view(request: pytest.FixtureRequest, all_views: dict[str, Views]) -> View:
    """One member's view, in which no chart is without rows, of each database."""
    return all_views[request.param].of(ONE_MEMBER[request.param])


def records(view: View, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(chart_numbers(view, name))))


@pytest.mark.parametrize("name", CHARTS)
class TestEveryChart:
    def test_makes_a_figure_plotly_accepts(self, view: View, name: str) -> None:
        table = answer(view, name)
        go.Figure(json.loads(json.dumps(CHARTS[name].figure(Shown(table, view.words)))), skip_invalid=False)

    def test_has_rows_when_there_is_data(self, view: View, name: str) -> None:
        has_data = not view.snapshot.empty
        if name == "reported-beside-found":
            has_data = any_reported(view.snapshot)
        if name == "progress-by-pilot":
            has_data = not {*view.filters.member}.isdisjoint(view.snapshot.pilots)
        assert bool(len(answer(view, name))) is has_data

    def test_has_the_columns_of_its_csv(self, view: View, name: str) -> None:
        header = chart_numbers(view, name).split("\r\n")[0]
        numbers = CHARTS[name].numbers
        assert header == ",".join(["id", "label", *numbers.codes, *numbers.counts, numbers.share, "chosen"])

    def test_has_one_record_a_row(self, view: View, name: str) -> None:
        written = records(view, name)
        assert [record["id"] for record in written] == tabled(view, name)["id"].tolist()
        chosen = [record["id"] for record in written if record["chosen"] == "True"]
        assert chosen == answer(view, name)["id"].tolist()

    def test_writes_shares_between_0_and_1_and_none_where_nothing_is_known(self, view: View, name: str) -> None:
        numbers = CHARTS[name].numbers
        for record in records(view, name):
            assert (record[numbers.share] == "") == (record[numbers.whole] == "0")
            assert 0 <= float(record[numbers.share] or 0) <= 1

    def test_writes_nothing_a_spreadsheet_runs(self, view: View, name: str) -> None:
        cells = [cell for record in records(view, name) for cell in record.values()]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []

    def test_says_in_its_table_the_codes_of_its_csv(self, view: View, name: str) -> None:
        if not view.snapshot.empty:
            kinds = [kind for kind, _ in CHARTS[name].numbers.coded]
            shown = [row[1 : 1 + len(kinds)] for row in trees.table(table(view, numbers(view, name)))[1:]]
            assert shown == [[view.words.code(kind, record[kind]) for kind in kinds] for record in records(view, name)]

    def test_draws_its_card(self, view: View, name: str) -> None:
        drawn = draw(view, name, with_table=True)
        assert "reference" not in trees.text(drawn.message)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_shows_the_numbers_of_its_csv_in_the_table_of_its_card(self, view: View, name: str, lang: str) -> None:
        spoken = replace(view, lang=lang)
        if view.snapshot.empty:
            assert draw(spoken, name, with_table=True).table == ""
            return
        counts, words = CHARTS[name].numbers.counts, len(CHARTS[name].numbers.coded)
        rows = trees.table(table(spoken, numbers(spoken, name)))[1:]
        shown = [row[1 + words : 1 + words + len(counts)] for row in rows]
        assert shown == [[spoken.words.number(int(record[key])) for key in counts] for record in records(spoken, name)]

    def test_names_its_rows_in_the_table_as_in_the_csv(self, view: View, name: str) -> None:
        if view.snapshot.empty:
            return
        labels = tabled(view, name)["label"].tolist()
        assert [row[0] for row in trees.table(table(view, numbers(view, name)))[1:]] == labels

    def test_says_what_it_shows(self, view: View, name: str) -> None:
        chart = CHARTS[name]
        assert all([view.words(chart.title), view.words(chart.measure)])

    def test_is_named_for_an_address(self, view: View, name: str) -> None:
        assert name == name.lower()
        assert name.replace("-", "").isalpha()


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_selection_says_so_and_offers_reset(reference: Views, name: str) -> None:
    drawn = draw(reference.of("?region=europe&asof=2011-01-01&lang=fr"), name)
    assert trees.hrefs(drawn.message) == ["/?lang=fr"]


@pytest.mark.parametrize("name", CHARTS)
def test_without_a_filter_an_empty_chart_speaks_of_none(reference: Views, name: str) -> None:
    drawn = draw(reference.of("?asof=2011-01-01"), name)
    assert trees.text(drawn.message) == "No commitments on record by 1 January 2011."


def test_a_chart_that_fails_is_told_in_its_card(
    reference: Views, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    chart = CHARTS["completion-by-region"]
    monkeypatch.setitem(CHARTS, "broken", replace(chart, query=broken))
    told = trees.text(draw(reference.of("?region=europe"), "broken").message)
    reference_number = caplog.records[-1].getMessage().rpartition("reference ")[2].rstrip(")")
    assert reference_number in told


def test_every_chart_the_issue_names_is_there() -> None:
    by = {f"completion-by-{noun}" for noun in ("theme", "priority", "region", "level", "year", "member")}
    assert by <= set(CHARTS)


def test_a_formula_is_text_in_the_csv(all_views: dict[str, Views]) -> None:
    labels = {record["label"] for record in records(all_views["hostile"].of(""), "completion-by-theme")}
    assert f"'{hostile.FORMULA}" in labels


def test_labels_survive_the_csv_as_they_are(all_views: dict[str, Views]) -> None:
    labels = {
        record["label"].removeprefix("'") for record in records(all_views["hostile"].of(""), "completion-by-theme")
    }
    assert labels == set(hostile.TEXTS)


def test_choosing_a_row_narrows_to_it_and_choosing_it_again_lets_go(reference: Views) -> None:
    first = narrowed(reference.of("?theme=open-data,education"), "theme", "education")
    again = narrowed(reference.of("?theme=education"), "theme", "education")
    assert (first["theme"], again["theme"]) == (("education",), ())
