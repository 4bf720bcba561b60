"""What cannot be placed between two days."""

from __future__ import annotations

import csv

import pytest

from dashboard.pages import brief, overview
from dashboard.queries.precision import not_placed
from dashboard.view.text import plain
from dashboard.view.view import Views
from data_loader.load import REFERENCE
from tests.dashboard.test_membership import _last_day

PAIRS = (
    *(("2016-12-07", "2017-02-01"), ("2018-12-05", "2018-12-31"), ("2015-10-26", "2016-05-03")),
    *(("2011-09-20", "2014-12-31"), ("2016-12-31", "2017-12-31"), ("2017-06-27", "2017-09-20")),
)


def _recounted(since: str, asof: str) -> int:
    """The findings that may be of before or after either day, on commitments begun by the later, from the files."""
    with (REFERENCE / "action_plans.csv").open(encoding="utf-8", newline="") as file:
        begun = {
            row["id"] for row in csv.DictReader(file) if _last_day(row["start_date"] or row["year_submitted"]) <= asof
        }
    with (REFERENCE / "commitments.csv").open(encoding="utf-8", newline="") as file:
        selected = {row["id"] for row in csv.DictReader(file) if row["action_plan_id"] in begun}
    n = 0
    with (REFERENCE / "assessments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            date = row["published"]
            first, last = date + "0000-01-01"[len(date) :], _last_day(date) if date else ""
            astride = any(first <= day < last for day in (since, asof))
            n += bool(date) and row["commitment_id"] in selected and astride
    return n


class TestReference:
    """The data that ship with the product."""

    @pytest.mark.parametrize(("since", "asof"), PAIRS)
    def test_counts_what_the_files_count(self, reference: Views, since: str, asof: str) -> None:
        assert not_placed(reference.of(f"?since={since}&asof={asof}").selection) == _recounted(since, asof)

    def test_the_brief_says_so_in_one_sentence(self, reference: Views) -> None:
        view = reference.of("?since=2016-12-07&asof=2017-02-01", path="brief")
        n = _recounted("2016-12-07", "2017-02-01")
        told = [plain(block.text, view.words) for block in brief.top(view) if hasattr(block, "text")]
        said = (
            f"{n} findings are dated only to their year or month and cannot be placed before or after "
            "7 December 2016 or 1 February 2017. "
        )
        assert [text for text in told if text.startswith(said)]

    def test_no_page_says_that_nothing_changed_where_something_cannot_be_placed(self, reference: Views) -> None:
        view = reference.of("?since=2018-03-01&asof=2018-03-02", path="brief")
        assert not_placed(view.selection) > 0
        assert brief.headline(view) == "Since 1 March 2018: of 39 commitments it is not known whether they moved."
        changes = {plain(figure.change, view.words) for figure in overview.header(view)[0].figures}
        assert changes == {"no change known since 1 March 2018"}

    def test_where_all_can_be_placed_nothing_is_said(self, reference: Views) -> None:
        view = reference.of("?since=2016-12-31&asof=2017-12-31", path="brief")
        assert overview.imprecise(view) == ""

    def test_filters_narrow_what_is_counted(self, reference: Views) -> None:
        query = "?since=2016-12-07&asof=2017-02-01"
        regions = reference.of("").snapshot.choices["region"]
        parts = [not_placed(reference.of(f"{query}&region={region}").selection) for region in regions]
        assert sum(parts) == not_placed(reference.of(query).selection)
        assessors = reference.of("").snapshot.choices["assessor"]
        parts = [not_placed(reference.of(f"{query}&assessor={one}").selection) for one in assessors]
        assert sum(parts) == not_placed(reference.of(query).selection)
