"""What a chart says to who cannot see it: its n and how sure it is, and of each mark what only the drawing shows."""

from __future__ import annotations

import csv
import io
import re
from math import sqrt

import pytest

from dashboard.charts.registry import CHARTS, drawing
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers

Z = 1.959964


def rows(views: Views, name: str, query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(chart_numbers(views.of(query), name))))


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "reported-beside-found"])
def test_every_summary_says_of_how_many_and_dots_that_they_have_intervals(reference: Views, name: str) -> None:
    figure, summary = drawing(reference.of("?member=ALB"), name)
    assert re.search(r"Of [\d,]+ (assessed commitments?|commitments? of which it is known)\.", summary)
    has_intervals = any("error_x" in trace for trace in figure["data"])
    assert ("Each dot stands in its 95% interval." in summary) is has_intervals


def test_the_n_of_a_summary_is_counted_once_where_themes_overlap(reference: Views) -> None:
    assessed = sum(int(row["assessed"]) for row in rows(reference, "completion-by-region", ""))
    assert f"Of {assessed:,} assessed commitments." in drawing(reference.of(""), "completion-by-theme")[1]


def test_a_hollow_dot_is_explained_where_there_is_one_alone(reference: Views) -> None:
    hollow = "Hollow: fewer than five assessed, so counts and no rate."
    few = any(0 < int(row["assessed"]) < 5 for row in rows(reference, "completion-by-level", ""))
    assert (hollow in drawing(reference.of(""), "completion-by-level")[1]) is few is True
    assert hollow not in drawing(reference.of(""), "completion-by-region")[1]


def test_a_dot_says_its_wilson_interval(reference: Views) -> None:
    marks = dict(drawing(reference.of(""), "completion-by-region")[0]["layout"]["meta"]["marks"])
    for row in rows(reference, "completion-by-region", ""):
        n = int(row["assessed"])
        rate = (int(row["substantial"]) + int(row["complete"])) / n
        middle, half = rate + Z**2 / (2 * n), Z * sqrt(rate * (1 - rate) / n + Z**2 / (4 * n**2))
        low, high = ((middle + sign * half) / (1 + Z**2 / n) for sign in (-1, 1))
        assert marks[row["id"]] == f"95% interval: {low:.0%} to {high:.0%}"


def test_a_bar_says_all_its_parts_in_the_order_of_the_table(reference: Views) -> None:
    marks = drawing(reference.of(""), "completion-by-theme")[0]["layout"]["meta"]["marks"]
    table = rows(reference, "completion-by-theme", "")
    assert [name for name, _ in marks] == [row["id"] for row in table]
    for (_, said), row in zip(marks, table, strict=True):
        parts = [row[column] for column in CHARTS["completion-by-theme"].numbers.counts[:-2] if row[column] != "0"]
        assert re.findall(r": ([\d,]+)", said) == parts


def test_what_stands_beside_says_that_it_is_not_chosen(reference: Views) -> None:
    marks = dict(drawing(reference.of("?region=europe"), "completion-by-region")[0]["layout"]["meta"]["marks"])
    assert "not chosen" not in marks.pop("europe")
    assert all("not chosen" in said for said in marks.values())
    assert marks
