"""What members report stands beside what others found: no figure, rate or chart ever mixes the two."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from dashboard.blocks import Chart, Header, Sentences, Table, leaves
from dashboard.charts.registry import CHARTS, answer, drawing, headline, numbers, subtitle
from dashboard.exports.json import as_json
from dashboard.exports.slides import chart_slide
from dashboard.exports.workbook import sheets_of
from dashboard.pages import brief, commitment, commitments, member, overview
from dashboard.pages.reported import CHART
from dashboard.queries.precision import not_placed
from dashboard.queries.reported import Pair, compared, otherwise
from dashboard.view.text import plain
from dashboard.view.view import View, Views
from dashboard.web.pages import NOT_SAID
from data_loader import schema
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_views

ALONE = [name for name in CHARTS if name != CHART]
"""The charts of what others found."""
QUERIES = (
    *("", "?asof=2017-12-31", "?region=europe", "?completion=complete", "?assessor=irm_end_of_term"),
    *("?member=FRA", "?assessor=self_assessment,irm_progress_report", "?since=2016-02-01&asof=2018-12-31"),
)
SELF = "?assessor=self_assessment"


def report(n: int, of: str, status: str, on: str, **more: Any) -> dict[str, Any]:
    """A report that a review accepted."""
    reviewed = {"reviewed_on": on, "accepted": True, "reported_by": "rita", "summary": f"Done so far: {n}"}
    return {"id": f"{n:032x}", "commitment_id": of, "status": status, "reported_on": on} | reviewed | more


ACCEPTED = [
    report(1, "f1", "complete", "2019-01-10"),  # found complete
    report(2, "f2", "complete", "2019-01-10"),  # found not started
    report(3, "f4", "limited", "2018-03-01"),  # found limited
    report(4, "f4", "complete", "2019-02-01", next_step="Open it", next_step_due="2019-06"),  # and later more
    report(5, "f5", "substantial", "2019-01-10"),  # found by nobody
    report(6, "k2", "not_started", "2019-01-10", reported_by="otto"),  # found limited
    report(7, "s1", "limited", "2019-01-10", reviewed_on=None, accepted=None),  # nobody decided yet
    report(8, "s1", "complete", "2019-01-10", milestone_id="m1"),  # of a step alone
]
"""Reports on the commitments that are worked out by hand."""
TABLES = hand.TABLES | {"assessments": [row for row in hand.TABLES["assessments"] if row["assessor"] != hand.SELF]}
STEP = {"id": "m1", "member_id": "L-SAO", "commitment_id": "s1", "title": "Choose a place"}


def views_of(path: Path, **tables: Any) -> Views:
    engine = sa.create_engine(f"sqlite:///{path}")
    databases.write(engine, TABLES | {"milestones": [STEP]} | tables)
    engine.dispose()
    return make_views(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Views:
    """The data with what others found alone."""
    return views_of(tmp_path_factory.mktemp("before") / "monitor.sqlite")


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Views:
    """The same with reports that were accepted."""
    return views_of(tmp_path_factory.mktemp("after") / "monitor.sqlite", progress_reports=ACCEPTED)


def view_of(views: Views, query: str, chart: str) -> View:
    """The view of a chart, which may need one member."""
    scope = "?member=FRA" if CHARTS[chart].page == "members/*" else ""
    return views.of(query, path="", scope=scope)


def says(view: View, name: str) -> str:
    """All that leaves the house of a chart: figure, words, table, slide, as JSON."""
    table = answer(view, name)
    rows = [[plain(cell, view.words) for cell in row] for row in numbers(view, name).read()]
    parts = (drawing(view, name), subtitle(view, name), headline(view, name, table), rows, chart_slide(view, name))
    return json.dumps(parts, default=str)


class TestWhatOthersFound:
    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("name", ALONE)
    def test_is_the_same_in_every_chart_whatever_members_report(
        self, before: Views, after: Views, name: str, query: str
    ) -> None:
        assert says(view_of(after, query, name), name) == says(view_of(before, query, name), name)

    @pytest.mark.parametrize("query", QUERIES)
    def test_is_the_same_in_every_count(self, before: Views, after: Views, query: str) -> None:
        def counted(views: Views) -> Any:
            selection = views.of(query).selection
            dimensions = ("completion", "due", "change", "member", "theme", "region", "year", "plan")
            sizes = [selection.sizes(name) for name in dimensions]
            return (
                selection.asof,
                selection.totals,
                selection.assessed,
                selection.completed,
                sizes,
                not_placed(selection),
            )

        assert counted(after) == counted(before)

    @pytest.mark.parametrize("query", QUERIES)
    def test_is_the_same_in_every_headline_and_figure(self, before: Views, after: Views, query: str) -> None:
        def heads(views: Views) -> list[Any]:
            pages = (("", overview), ("commitments", commitments), ("brief", brief))
            some = [(view := views.of(query, path=path), page.blocks(view)) for path, page in pages]
            some.append(
                (view := views.of(query, path="members/FRA", scope="?member=FRA", item="FRA"), member.blocks(view))
            )
            return [block for view, blocks in some for block in leaves(view, blocks) if isinstance(block, Header)]

        assert heads(after) == heads(before)

    def test_does_not_take_a_later_day(self, before: Views, after: Views) -> None:
        assert after.of("").selection.asof == before.of("").selection.asof
        assert after.of("").snapshot.known_until == before.of("").snapshot.known_until

    def test_is_never_mixed_with_self_assessments_of_the_data_either(self, by_hand: Views, before: Views) -> None:
        for name in ALONE:
            assert says(view_of(by_hand, "", name), name) == says(view_of(before, "", name), name)


def on(views: Views, query: str = "") -> dict[str, tuple[str, str]]:
    """Of each commitment, what is reported and what was found."""
    view = views.of(query)
    places = np.arange(len(view.snapshot.rows))
    ids = [row.id for row in view.records.commitments(view.snapshot, places)]
    own, found = view.selection.reported, view.selection.independent
    return {id_: (own.state(place), found.state(place)) for place, id_ in zip(places, ids, strict=True)}


class TestWhatMembersReport:
    def test_is_the_last_report_that_a_review_accepted_on_a_whole_commitment(self, after: Views) -> None:
        reported = {id_: own for id_, (own, _) in on(after).items() if own != "not_assessed"}
        assert reported == {
            "f1": "complete",
            "f2": "complete",
            "f4": "complete",
            "f5": "substantial",
            "k2": "not_started",
        }

    @pytest.mark.parametrize(
        ("day", "own"), [("2018-02-28", "not_assessed"), ("2018-03-01", "limited"), ("2019-02-01", "complete")]
    )
    def test_counts_from_the_day_it_was_reported(self, after: Views, day: str, own: str) -> None:
        assert on(after, f"?asof={day}")["f4"] == (own, "limited")

    def test_stands_alone_where_a_reader_chooses_self_assessments_alone(self, after: Views) -> None:
        selection = after.of(SELF).selection
        assert (selection.assessed, selection.completed) == (5, 4)
        assert selection.asof.isoformat() == "2019-02-01"

    def test_is_compared_with_what_was_found_of_the_same(self, after: Views) -> None:
        counts = compared(after.of("").selection)
        assert (counts.on, counts.completed, counts.both) == (5, 4, 4)
        assert (counts.same, counts.further, counts.less) == (1, 2, 1)
        levels = [*schema.COMPLETION_SCALE]
        assert [(levels[one.reported], levels[one.assessed], one.n) for one in counts.pairs] == [
            ("complete", "not_started", 1),
            ("complete", "limited", 1),
            ("not_started", "limited", 1),
        ]
        assert counts.pairs[0] == Pair(3, 0, 1)

    def test_is_listed_where_it_differs_furthest_apart_first(self, after: Views) -> None:
        view = after.of("")
        rows = view.records.commitments(view.snapshot, otherwise(view.selection))
        assert [row.id for row in rows] == ["f2", "f4", "k2"]

    def test_follows_the_filters(self, after: Views) -> None:
        assert compared(after.of("?member=KEN").selection).on == 1
        assert compared(after.of("?member=MLT").selection).on == 0

    @pytest.mark.parametrize("others", ["irm_end_of_term", "self_assessment", "self_assessment,irm_progress_report"])
    def test_is_never_taken_for_what_others_found(self, after: Views, others: str) -> None:
        view = after.of(f"?assessor={others}")
        found = view.selection.independent
        own = schema.ASSESSORS.index("self_assessment")
        assert own not in found.assessor.tolist()


def of_page(view: View, page: Any, kind: type) -> list[Any]:
    return [block for block in leaves(view, page.blocks(view)) if isinstance(block, kind)]


class TestBesideEachOther:
    """The two are apart wherever they appear together."""

    def test_in_the_chart_are_two_rows_of_the_same_commitments_each_with_its_own_n(self, after: Views) -> None:
        table = answer(after.of(""), CHART)
        assert table["id"].tolist() == ["found", "reported"]
        assert table["commitments"].tolist() == [5, 5]
        assert table["assessed"].tolist() == [4, 5]
        assert table[["substantial", "complete"]].sum(axis=1).tolist() == [1, 4]

    def test_in_the_chart_the_row_of_others_is_made_of_their_findings_alone(self, before: Views, after: Views) -> None:
        places = np.flatnonzero(after.of("").selection.reported.completion < 4)
        codes = before.of("").selection.findings.completion[places]
        row = answer(after.of(""), CHART).iloc[0]
        assert [int(row[level]) for level in schema.COMPLETION_SCALE] == np.bincount(codes, minlength=8)[:4].tolist()

    def test_nothing_is_drawn_where_nothing_is_reported(self, before: Views) -> None:
        assert answer(before.of(""), CHART).empty
        assert of_page(before.of("", path="commitments"), commitments, Chart) == []

    def test_table_slide_and_sentence_say_both_and_name_no_highest(self, after: Views) -> None:
        view = after.of("")
        rows = [[plain(cell, view.words) for cell in row] for row in numbers(view, CHART).read()]
        assert [row[0] for row in rows] == ["Found by others", "As the members report"]
        assert headline(view, CHART, answer(view, CHART)) == (
            "Completion rate: Found by others: 1 of 4; As the members report: 80% of 5 assessed."
        )
        assert "Highest" not in json.dumps(chart_slide(view, CHART), default=str)

    @pytest.mark.parametrize(
        ("page", "path", "item"), [(commitments, "commitments", ""), (member, "members/FRA", "FRA")]
    )
    def test_a_page_counts_where_they_differ_and_has_the_rows(
        self, after: Views, page: Any, path: str, item: str
    ) -> None:
        view = after.of("", path=path, scope=f"?member={item}" if item else "", item=item)
        told = [plain(text, view.words) for block in of_page(view, page, Sentences) for text in block.items]
        [table] = [block for block in of_page(view, page, Table) if block.name == "reported-otherwise"]
        if not item:
            assert told == [
                "As reported by the members themselves, substantially or fully complete: 80% of 5 assessed.",
                "Of 4 commitments both reported on and found by others: as found 1, further 2, less far 1.",
                "1 of 4 is reported “Complete” where others found “Not started”.",
                "1 of 4 is reported “Complete” where others found “Limited”.",
                "1 of 4 is reported “Not started” where others found “Limited”.",
                "1 is reported on and has no level found by others.",
                "What members report is set beside what others found, and enters no rate, chart or count of it.",
            ]
        shown = [[plain(cell, view.words) for cell in row] for row in table.read()]
        assert [row[0] for row in shown] == (["f2", "f4"] if item else ["f2", "f4", "k2"])
        assert shown[0][2:5] == ["Complete", "10 January 2019", "Not started"]

    def test_the_workbook_and_json_have_them_in_columns_of_their_own(self, after: Views) -> None:
        view = after.of("", path="commitments")
        sheets = {sheet.title: sheet for sheet in sheets_of(view, "Commitments", commitments.blocks(view), "")}
        listed = sheets["Commitments"]
        place = {
            name: listed.columns.index(name) for name in ("Number in the data", "Completion", "Reported by the member")
        }
        cells = {row[place["Number in the data"]]: row for row in listed.rows}
        both = [plain(cells["f2"][place[name]], view.words) for name in ("Completion", "Reported by the member")]
        assert both == ["Not started", "Complete"]
        text = json.dumps(as_json(view, [numbers(view, CHART)]), default=str)
        assert "As the members report" in text

    def test_the_page_of_a_commitment_has_findings_and_reports_apart(self, after: Views) -> None:
        view = after.of("", path="commitments/f4", item="f4")
        [table] = [block for block in of_page(view, commitment, Table) if block.name == "progress-reports"]
        rows = [[plain(cell, view.words) for cell in row] for row in table.read()]
        assert [row[:2] for row in rows] == [["1 March 2018", "Limited"], ["1 February 2019", "Complete"]]
        assert rows[1][4:] == ["Open it (June 2019)", "not known", "rita", "accepted on 1 February 2019"]
        [header] = of_page(view, commitment, Header)
        assert plain(header.lede, view.words).startswith(
            "Limited as of 31 December 2018 · as the member itself reports: Complete"
        )

    def test_the_page_of_a_commitment_is_of_the_day_that_is_chosen(self, after: Views) -> None:
        view = after.of("?asof=2018-06-30", path="commitments/f4", item="f4")
        [table] = [block for block in of_page(view, commitment, Table) if block.name == "progress-reports"]
        assert len(table) == 1

    def test_a_report_on_a_milestone_says_so_and_counts_for_no_commitment(self, after: Views) -> None:
        view = after.of("", path="commitments/s1", item="s1")
        [table] = [block for block in of_page(view, commitment, Table) if block.name == "progress-reports"]
        rows = [[plain(cell, view.words) for cell in row] for row in table.read()]
        assert [(row[2], row[-1]) for row in rows] == [
            ("", "not reviewed yet"),
            ("Choose a place", "accepted on 10 January 2019"),
        ]

    def test_self_assessments_of_the_data_are_among_the_reports_and_not_among_the_findings(
        self, by_hand: Views
    ) -> None:
        view = by_hand.of("", path="commitments/k2", item="k2")
        [table] = [block for block in of_page(view, commitment, Table) if block.name == "progress-reports"]
        assert [plain(cell, view.words) for cell in next(iter(table.read()))][:2] == ["February 2016", "Complete"]
        everything = json.dumps(as_json(view, commitment.blocks(view)), default=str)
        assert everything.count("Self-assessment") == 1


def test_an_open_page_is_made_anew_when_a_report_is_accepted() -> None:
    assert [page for page, tables in NOT_SAID.items() if "progress_reports" in tables] == []
