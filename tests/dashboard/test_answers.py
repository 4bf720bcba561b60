"""Answers that are kept: those of a version are of it alone, and figures are drawn anew where their tables changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.charts.registry import CHARTS, NOT_DRAWN, drawing
from dashboard.data import store
from dashboard.view.view import View, Views
from tests import reference
from tests.dashboard.conftest import make_views

QUERIES = (
    "",
    "?region=europe&lang=fr",
    "?asof=2015-12-31&lang=es",
    "?change=advanced&asof=2017-06-27",
    "?due=overdue&starred=1",
    "?assessor=irm_end_of_term&level=local&pilot=paris",
)


def emptied(table: pd.DataFrame) -> pd.DataFrame:
    return table.iloc[:0]


def scrambled(table: pd.DataFrame) -> pd.DataFrame:
    """Every text read backwards, every number another, and the last row first."""
    other: Callable[[Any], Any] = lambda cell: cell[::-1] if isinstance(cell, str) else cell  # noqa: E731
    return table.map(other).iloc[::-1].reset_index(drop=True)


class Forgetful:
    """Answers of which none is kept."""

    def of(self, _: object) -> Forgetful:
        return self

    def get(self, _: object, work_out: Callable[[], Any]) -> Any:
        return work_out()


def drawings(view: View) -> str:
    """All figures of a view, as they are sent."""
    fresh = replace(view, answers=Forgetful())  # type: ignore[arg-type]
    return json.dumps({name: drawing(fresh, name) for name in CHARTS if not name.startswith("member-")}, default=str)


@pytest.mark.parametrize("change", [emptied, scrambled])
@pytest.mark.parametrize("query", QUERIES)
def test_no_figure_is_drawn_from_another_table(
    reference: Views, query: str, change: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    """All of these tables are changed at once: a figure that is drawn from any of them is another then."""
    view = reference.of(query)
    tables = view.snapshot.tables
    other = replace(view.snapshot, tables={**tables, **{name: change(tables[name]) for name in NOT_DRAWN}})
    assert drawings(replace(view, snapshot=other)) == drawings(view)


@pytest.mark.parametrize("name", ["members", "themes"])
def test_a_figure_does_show_another_table(reference: Views, name: str) -> None:
    """The test above can fail."""
    view = reference.of("")
    tables = view.snapshot.tables
    texts = {
        column: tables[name][column].map(lambda cell: f"x{cell}")
        for column in ("name", "name_en", "country")
        if column in tables[name]
    }
    other = replace(view.snapshot, tables={**tables, name: tables[name].assign(**texts)})
    assert drawings(replace(view, snapshot=other)) != drawings(view)


class TestAPublish:
    @pytest.fixture
    def views(self, own_database: str) -> Views:
        views = make_views(own_database)
        drawing(views.of("?region=europe"), "completion-by-theme")
        return views

    @staticmethod
    def drawn(views: Views, monkeypatch: pytest.MonkeyPatch) -> bool:
        """Whether the figure is drawn anew."""
        chart, asked = CHARTS["completion-by-theme"], list[str]()
        watched = replace(chart, figure=lambda *of: asked.append("it") or chart.figure(*of))
        monkeypatch.setitem(CHARTS, "completion-by-theme", watched)
        view = views.of("?region=europe")
        drawing(view, "completion-by-theme")
        assert view.snapshot.version.number == 2
        return bool(asked)

    def test_of_other_tables_draws_nothing_anew(
        self, views: Views, own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reference.publish(own_database, tmp_path, "roles", reference.without_last("roles", 3))
        assert not self.drawn(views, monkeypatch)

    def test_of_a_table_under_a_figure_draws_it_anew(
        self, views: Views, own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reference.publish(own_database, tmp_path, "assessments", reference.without_last("assessments", 3))
        assert self.drawn(views, monkeypatch)


def test_nothing_is_taken_over_from_another_release(by_hand: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = by_hand.of("").answers
    assert answers.get(("question",), lambda: "old") == "old"
    monkeypatch.setattr(store, "release", lambda: "another")
    assert answers.get(("question",), lambda: "new") == "new"
