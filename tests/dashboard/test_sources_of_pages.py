"""A commitment and a member lead to their sources: OGP's page, reports, milestones, reviews; each as of the day."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.view.view import Views
from tests.dashboard import blocks
from tests.dashboard.conftest import make_views
from tests.dashboard.databases import commitment, finding, member, plan, priority, theme, write

REPORT = "https://www.opengovpartnership.org/documents/aa-progress-report/"
OGP = "https://www.opengovpartnership.org/members/aa/commitments/AA0001/"


def document(url: str, kind: str, published: str | None, **more: Any) -> dict[str, Any]:
    return {"url": url, "kind": kind, "title": f"A {kind}", "action_plan_id": "AA-1", "published": published} | more


TABLES = {
    "priorities": [priority("one", 1)],
    "themes": [theme("t", "one", 1)],
    "members": [
        member("AA", "europe", joined="2011-08", francophonie="member", url="https://www.opengovpartnership.org/aa/")
    ],
    "action_plans": [plan("AA-1", 2012), plan("AA-2", 2014)],
    "commitments": [
        commitment("AA-1-001", "AA-1", "t", url=OGP, url_confidence="medium", code="AA0001", full_text="word " * 100),
        commitment("AA-1-002", "AA-1", "t", url="javascript:alert(1)"),
    ],
    "assessments": [
        finding("AA-1-001", "irm_progress_report", "2014-02-01", "limited", early_results="significant"),
        finding("AA-1-001", "self_assessment", "2014-01-01", "complete", url="https://aa.example/own"),
    ],
    "documents": [
        document(REPORT, "irm_progress_report", "2014-02", confidence="medium"),
        document("https://aa.example/plan", "action_plan", None),
        document("https://aa.example/later", "irm_end_of_term", "2016"),
    ],
    "milestones": [
        {"id": "m1", "member_id": "AA", "commitment_id": "AA-1-001", "title": "Draft", "end_date": "2013-06"},
        {"id": "m2", "member_id": "AA", "title": "Plan published", "done_date": "2015-01", "status": "done"},
    ],
    "progress_reports": [
        {
            "id": "p1",
            "commitment_id": "AA-1-001",
            "status": "limited",
            "summary": "Half",
            "evidence_url": "https://aa.example/e",
            "reported_on": "2014-03-01",
            "reviewed_on": "2015-03-01",
            "accepted": True,
        },
    ],
    "recommendations": [
        {"id": "r1", "action_plan_id": "AA-1", "title": "Widen the forum", "kind": "key_recommendation"},
        {"id": "r2", "action_plan_id": "AA-2", "title": "Later", "kind": "report_summary", "taken_up": "partly"},
    ],
    "review_steps": [
        {"case_id": "c", "country": "AA", "kind": "procedural_review", "date": "2013-05", "step": "letter_of_concern"},
        {"case_id": "d", "country": "BB", "kind": "procedural_review", "date": "2013-05", "step": "letter"},
        {"case_id": "c", "country": "AA", "kind": "procedural_review", "date": "2016", "step": "resolved"},
    ],
    "eligibility": [
        {"country": "AA", "year": 2013, "date": "2013", "eligible": True, "points": 14, "points_possible": 16},
        {"country": "AA", "year": 2012, "date": "2012", "eligible": False},
    ],
    "published_figures": [
        {"subject": "OGP Review", "measure": "total", "date": "2016", "member_id": "AA", "value": 46.5}
    ],
}


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Views:
    url = f"sqlite:///{tmp_path_factory.mktemp('sources')}/data.sqlite"
    engine = sa.create_engine(url)
    write(engine, TABLES)
    engine.dispose()
    return make_views(url)


def rows(views: Views, path: str, table: str, asof: str, way: str = "screen") -> list[list[str]]:
    view, shown = blocks.page(views, path, f"?asof={asof}")
    tables = blocks.tables(view, shown, way)
    return blocks.rows(view, tables[table], way) if table in tables else []


def hrefs(views: Views, path: str, asof: str = "2014-12-31") -> set[str]:
    view, shown = blocks.page(views, path, f"?asof={asof}")
    return {link.href for link in blocks.links(view, shown)}


class TestACommitment:
    def test_can_be_checked_at_ogp_in_one_step_and_says_how_sure_that_is(self, views: Views) -> None:
        view, shown = blocks.page(views, "commitments/AA-1-001")
        header = blocks.header(view, shown)
        assert OGP in {node.href for node in blocks.texts(header.lede) if hasattr(node, "href")}
        assert "probable" in blocks.text(view, header.lede)

    def test_leads_nowhere_from_an_address_that_runs(self, views: Views) -> None:
        assert not any(href.startswith("javascript") for href in hrefs(views, "commitments/AA-1-002"))

    def test_each_finding_leads_to_the_report_it_stands_in(self, views: Views) -> None:
        assert {REPORT, "https://aa.example/own"} <= hrefs(views, "commitments/AA-1-001")
        view, shown = blocks.page(views, "commitments/AA-1-001", "?asof=2014-12-31")
        assert "Significant early results" in blocks.strings(view, shown)

    def test_its_milestones_and_reports_are_those_of_the_day(self, views: Views) -> None:
        path = "commitments/AA-1-001"
        assert [row[0] for row in rows(views, path, "milestones", "2014-12-31")] == ["Draft"]
        assert rows(views, path, "progress-reports", "2013-12-31") == []
        assert [row[0] for row in rows(views, path, "progress-reports", "2014-02-28")] == ["1 January 2014"]
        assert rows(views, path, "progress-reports", "2014-12-31")[1][-1] == "accepted on 1 March 2015"

    def test_documents_of_its_plan_are_there_when_published_or_without_a_date(self, views: Views) -> None:
        path = "commitments/AA-1-001"
        assert "https://aa.example/plan" in hrefs(views, path)
        assert "https://aa.example/later" not in hrefs(views, path)
        assert "https://aa.example/later" in hrefs(views, path, "2016-12-31")


class TestAMember:
    def test_has_its_reviews_and_eligibility_by_the_day_and_no_others(self, views: Views) -> None:
        assert [row[2] for row in rows(views, "members/AA", "review-steps", "2014-12-31")] == ["letter of concern"]
        assert len(rows(views, "members/AA", "review-steps", "2016-12-31")) == 2
        assert [row[1] for row in rows(views, "members/AA", "eligibility", "2014-12-31")] == ["No", "Yes"]
        assert rows(views, "members/AA", "eligibility", "2014-12-31")[0][2] == "not known"  # never zero

    def test_has_the_recommendations_on_plans_that_had_begun(self, views: Views) -> None:
        assert [row[1] for row in rows(views, "members/AA", "recommendations", "2013-12-31")] == ["Widen the forum"]
        both = rows(views, "members/AA", "recommendations", "2014-12-31")
        assert [row[3] for row in both] == ["Partly", "not known"]

    def test_a_step_that_is_done_later_is_not_done_yet(self, views: Views) -> None:
        assert [row[4] for row in rows(views, "members/AA", "milestones", "2014-12-31")] == ["not known", "not known"]
        assert [row[4] for row in rows(views, "members/AA", "milestones", "2015-12-31")] == [
            "not known",
            "January 2015",
        ]

    def test_has_its_papers_figures_of_others_and_its_page_at_ogp(self, views: Views) -> None:
        assert len(rows(views, "members/AA", "documents", "2014-12-31")) == 2
        assert rows(views, "members/AA", "published-figures", "2014-12-31") == []
        assert [row[:2] for row in rows(views, "members/AA", "published-figures", "2016-12-31")] == [["total", "46.5"]]
        assert "https://www.opengovpartnership.org/aa/" in hrefs(views, "members/AA")
        view, shown = blocks.page(views, "members/AA")
        assert "Member of La Francophonie" in blocks.strings(view, shown)

    def test_without_any_of_it_has_none_of_these_cards(self, by_hand: Views) -> None:
        view, shown = blocks.page(by_hand, f"members/{by_hand.of('').snapshot.choices['member'][0]}")
        assert not blocks.faults(view, shown)
        assert not {"review-steps", "eligibility", "recommendations", "documents"} & set(blocks.tables(view, shown))
