"""What cannot be placed between two days, and accepted reports of members as self-assessments."""

from __future__ import annotations

import csv
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.pages import brief, overview
from dashboard.queries.precision import not_placed
from dashboard.view.text import plain
from dashboard.view.view import Views
from data_loader.load import REFERENCE
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_views
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
        assert (
            f"{n} findings are dated only to their year or month and cannot be placed before or after "
            "7 December 2016 or 1 February 2017." in told
        )

    def test_no_page_says_that_nothing_changed_where_something_cannot_be_placed(self, reference: Views) -> None:
        view = reference.of("?since=2018-03-01&asof=2018-03-02", path="brief")
        assert not_placed(view.selection) > 0
        assert brief.headline(view) == "No change is known since 1 March 2018."
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


def _report(n: int, **more: Any) -> dict[str, Any]:
    return {"id": f"r{n}", "commitment_id": "f1", "status": "limited", "reported_on": "2017-03-01"} | more


def _views(path: str, assessments: list[dict[str, Any]], reports: list[dict[str, Any]]) -> Views:
    engine = sa.create_engine(f"sqlite:///{path}")
    databases.write(engine, hand.TABLES | {"assessments": assessments, "progress_reports": reports})
    engine.dispose()
    return make_views(f"sqlite:///{path}")


class TestReports:
    """Progress reports of members."""

    @pytest.fixture
    def of_reports(self, tmp_path: Any) -> Any:
        def views(assessments: list[dict[str, Any]], *reports: dict[str, Any]) -> Views:
            return _views(str(tmp_path / "monitor.sqlite"), assessments, list(reports))

        return views

    def _found(self, views: Views, day: str) -> tuple[str, str]:
        view = views.of(f"?asof={day}")
        [place] = [
            place
            for place, row in enumerate(view.records.commitments(view.snapshot, _all(view.snapshot.rows)))
            if row.id == "f1"
        ]
        assessor = int(view.selection.findings.assessor[place])
        return view.state(place), view.snapshot.choices["assessor"][assessor] if assessor >= 0 else ""

    def test_count_as_self_assessments_from_the_day_a_review_accepted_them(self, of_reports: Any) -> None:
        views = of_reports([], _report(1, reviewed_on="2017-04-01", accepted=True))
        assert self._found(views, "2017-03-31") == ("not_assessed", "")
        assert self._found(views, "2017-04-01") == ("limited", "self_assessment")

    def test_count_for_nothing_before_a_review_or_when_it_refused_them_or_of_a_milestone(self, of_reports: Any) -> None:
        refused = {"reviewed_on": "2017-04-01", "accepted": False}
        of_milestone = {"reviewed_on": "2017-04-01", "accepted": True, "milestone_id": "m1"}
        reports = (_report(1), _report(2, accepted=True), _report(3, **refused), _report(4, **of_milestone))
        assert self._found(of_reports([], *reports), "2018-12-31") == ("not_assessed", "")

    @pytest.mark.parametrize("published", ["2017-03-01", "2017-03-15"])
    def test_never_win_over_the_irm_of_the_day_reported_or_later(self, of_reports: Any, published: str) -> None:
        irm = databases.finding("f1", "irm_progress_report", published, "substantial")
        views = of_reports([irm], _report(1, reviewed_on="2017-06-01", accepted=True))
        assert self._found(views, "2017-12-31") == ("substantial", "irm_progress_report")

    def test_win_over_what_was_found_before(self, of_reports: Any) -> None:
        irm = databases.finding("f1", "irm_progress_report", "2016", "not_started")
        views = of_reports([irm], _report(1, reviewed_on="2017-06-01", accepted=True))
        assert self._found(views, "2017-05-31") == ("not_started", "irm_progress_report")
        assert self._found(views, "2017-06-01") == ("limited", "self_assessment")

    def test_are_in_the_brief_with_the_day_reported(self, of_reports: Any) -> None:
        views = of_reports([], _report(1, reviewed_on="2017-06-01", accepted=True))
        view = views.of("?since=2017-01-01&asof=2017-12-31", path="brief")
        assert view.records.published(view.snapshot, ["f1"]).popitem()[1] == "2017-03-01"


def _all(rows: Any) -> Any:
    import numpy as np

    return np.arange(len(rows))
