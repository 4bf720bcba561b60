"""Meetings: what was on record of each by a day, counted by hand and from the files; not known is never zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.blocks import FILES, Block, Card, Link, Paragraph
from dashboard.view.view import View, Views
from tests.dashboard import blocks, convened, databases, hand, hostile
from tests.dashboard.conftest import make_client, make_views
from tests.dashboard.test_brief import REFERENCE, read

NOT_KNOWN = "not known"


@pytest.fixture(scope="module")
def convened_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('convened') / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, convened.TABLES)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def views(convened_url: str) -> Views:
    return make_views(convened_url)


def built(views: Views, path: str, query: str = "") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, path, query)


def headline(views: Views, path: str, query: str = "") -> str:
    return blocks.header(*built(views, path, query)).headline


def table(views: Views, path: str, name: str, query: str = "", way: str = "screen") -> list[list[str]]:
    view, page = built(views, path, query)
    return blocks.rows(view, blocks.tables(view, page, way)[name], way)


def optional(name: str) -> list[dict[str, str]]:
    """The rows of a file of the reference data; none where it is not there."""
    return read(name) if (REFERENCE / f"{name}.csv").exists() else []


class TestMeetings:
    def test_the_latest_stands_first_and_those_after_the_day_apart(self, views: Views) -> None:
        view, page = built(views, "meetings", "?asof=2017-06-28")
        groups = blocks.groups(view, blocks.tables(view, page)["meetings"])
        assert {heading: [row[0] for row in rows] for heading, rows in groups.items()} == {
            "After 28 June 2017": ["Event · 5 December 2018"],
            "By 28 June 2017": [
                "Washington DC · 27 June 201727 June 2017 to 28 June 2017",
                "Cape Town · 3 May 20163 May 2016 to 4 May 2016",
            ],
        }

    def test_papers_decisions_and_attendance_are_counted_and_nothing_is_zero(self, views: Views) -> None:
        rows = table(views, "meetings", "meetings", "?asof=2017-06-28")
        assert [row[2:] for row in rows] == [
            ["after this day"] * 3,
            ["none on record", "1", NOT_KNOWN],
            ["2", "2", "1 of 2 by a minister; known of 2 of 3 members"],
        ]

    def test_of_a_meeting_after_the_day_nothing_is_shown(self, views: Views) -> None:
        rows = table(views, "meetings", "meetings", "?asof=2016-05-02")
        assert {tuple(row[2:]) for row in rows} == {("after this day",) * 3}
        text = blocks.strings(*built(views, "meetings", "?asof=2016-05-02"))
        assert "Kenya inactive" not in text
        assert "First meeting" not in text

    def test_a_decision_of_the_second_day_is_not_known_on_the_first(self, views: Views) -> None:
        rows = table(views, "meetings", "meetings", "?asof=2016-05-03")
        assert [row[2:4] for row in rows if row[0].startswith("Cape Town")] == [["1", "1"]]

    def test_the_headline_names_the_last_and_the_next(self, views: Views) -> None:
        assert headline(views, "meetings", "?asof=2017-06-28") == (
            "2 meetings were held by 28 June 2017; the last was Washington DC · 27 June 2017. "
            "The next on record is on 5 December 2018."
        )
        assert headline(views, "meetings", "?asof=2015-01-01").startswith("No meeting by 1 January 2015")

    def test_files_have_every_decision_of_every_meeting(self, views: Views) -> None:
        rows = table(views, "meetings", "meeting-decisions", way=FILES)
        assert [row[2] for row in rows] == ["Write to Malta", "Kenya inactive", "Go on"]

    def test_data_without_meetings_say_so(self, by_hand: Views) -> None:
        assert headline(by_hand, "meetings") == "No meeting by 31 December 2018 is on record."
        view, page = built(by_hand, "meetings")
        assert blocks.tables(view, page)["meetings"].empty == "No meetings are on record."
        assert blocks.faults(view, page) == []

    @pytest.mark.parametrize("day", ["2016-05-04", "2017-01-01", "2018-12-31"])
    def test_the_reference_data_are_counted_as_the_files_have_them(self, reference: Views, day: str) -> None:
        held = {row["id"] for row in read("meetings") if row["start_date"] <= day}
        decisions = Counter(
            row["meeting_id"] for row in optional("decisions") if row["meeting_id"] in held and row["date"] <= day
        )
        papers = Counter(
            row["meeting_id"]
            for row in optional("documents")
            if row["meeting_id"] in held and last_day(row["published"]) <= day
        )
        view, page = built(reference, "meetings", f"?asof={day}")
        figures = [blocks.text(view, figure.value) for figure in blocks.header(view, page).figures]
        expected = [len(held), decisions.total() or "none on record", papers.total() or "none on record"]
        assert figures[:3] == [str(n) for n in expected]


def last_day(date: str) -> str:
    """The last day a date may mean; a date that is empty was always."""
    return date + "-12-31"[len(date) - 4 :] if date and len(date) < len("2016-05-03") else date


class TestAMeeting:
    def test_its_decisions_stand_in_time_with_what_is_known_of_an_action(self, views: Views) -> None:
        rows = table(views, "meetings/m1", "decisions")
        assert [row[:-1] for row in rows] == [
            [
                "Write to MaltaOwner: Support UnitDue on: 30 June 2016Done on: not known",
                *("3 May 2016", "Action agreed", "", NOT_KNOWN),
            ],
            ["Kenya inactive", "4 May 2016", "Status of a member", "Kenya", "16-3-3"],
        ]
        assert [row[-1] for row in rows] == ["opengovpartnership.org probable", "opengovpartnership.org"]

    def test_a_decision_leads_to_the_member_and_to_its_source(self, views: Views) -> None:
        view, page = built(views, "meetings/m1", "?lang=en")
        hrefs = {link.href for link in blocks.links(view, page)}
        assert {"/members/KEN?lang=en", convened.SOURCE, "https://example.org/minutes"} <= hrefs

    def test_its_papers_are_those_published_by_the_day(self, views: Views) -> None:
        assert [row[0] for row in table(views, "meetings/m1", "papers")] == ["The minutes probable", "The packet"]
        early = table(views, "meetings/m1", "papers", "?asof=2016-06-29")
        assert [row[0] for row in early] == ["The packet"]
        assert [row[3] for row in table(views, "meetings/m1", "papers", way=FILES)] == [
            "https://example.org/minutes",
            "http://example.org/packet",
        ]

    def test_attendance_is_counted_by_level_and_the_rest_is_not_known(self, views: Views) -> None:
        assert table(views, "meetings/m1", "attendance-by-level") == [["Minister", "1"], ["Absent", "1"]]
        view, page = built(views, "meetings/m1")
        notes = [blocks.text(view, one.text) for one in blocks.every(view, page) if isinstance(one, Paragraph)]
        assert "Of 1 other member it is not known." in notes
        assert [row[:3] for row in table(views, "meetings/m1", "attendance")][2] == ["Ana One", NOT_KNOWN, "Ana One"]

    def test_without_a_row_attendance_is_not_known(self, views: Views) -> None:
        view, page = built(views, "meetings/m2")
        assert "attendance-by-level" not in blocks.tables(view, page)
        assert blocks.header(view, page).headline.endswith("who attended is not known.")
        assert "Attendance is not known" in blocks.strings(view, page)

    def test_of_several_named_the_nearest_is_shown_and_it_is_no_attendance(self, views: Views) -> None:
        assert [row[1] for row in table(views, "meetings/m1", "representatives")] == ["New Lead", "Someone"]
        assert [row[1] for row in table(views, "meetings/m1", "representatives", "?asof=2016-05-31")] == ["New Lead"]
        view, page = built(views, "meetings/m1")
        cards = [one.subtitle for one in blocks.every(view, page) if isinstance(one, Card) and one.subtitle]
        assert any("not an attendance" in str(subtitle) for subtitle in cards)

    def test_the_members_whose_standing_was_on_the_table_lead_to_their_pages(self, views: Views) -> None:
        rows = table(views, "meetings/m1", "reviews")
        assert [row[:4] for row in rows] == [
            ["Kenya", "4 May 2016", "Kenya inactive", "16-3-3"],
            ["Malta", "4 May 2016", "A letter", NOT_KNOWN],
        ]

    def test_events_around_it_are_those_of_the_month_before_and_after(self, views: Views) -> None:
        rows = table(views, "meetings/m1", "events", way=FILES)
        assert [row[0] for row in rows] == ["A fund", "A conference"]
        assert [row[0] for row in table(views, "meetings/m2", "events", way=FILES)] == ["A letter"]

    def test_the_brief_between_two_meetings_is_one_link_away(self, views: Views) -> None:
        view, page = built(views, "meetings/m2", "?lang=en")
        hrefs = [link.href for link in blocks.links(view, page)]
        assert "/brief?since=2016-05-04&asof=2017-06-28&lang=en" in hrefs
        assert {"/meetings/m1?lang=en", "/meetings/m3?lang=en"} <= set(hrefs)

    def test_after_the_day_only_the_way_there_is_shown(self, views: Views) -> None:
        view, page = built(views, "meetings/m2", "?asof=2016-06-01&lang=en")
        assert blocks.header(view, page).headline == (
            "Washington DC · 27 June 2017: it is after 1 June 2016, and nothing of it is known on that day."
        )
        assert blocks.tables(view, page) == {}
        assert "/meetings/m2?asof=2017-06-28&lang=en" in {link.href for link in blocks.links(view, page)}

    def test_none_of_that_id_leads_nowhere(self, convened_url: str) -> None:
        client = make_client(convened_url)
        assert [client.get(f"/meetings/{one}").status_code for one in ("m1", "m9", "%00")] == [200, 404, 404]


class TestOddData:
    def test_a_meeting_with_nothing_else_on_record_is_shown(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        alone = {"meetings": [{"id": "m", "start_date": "2016", "end_date": "2016", "kind": "working"}]}
        engine = sa.create_engine(url)
        databases.write(engine, hand.TABLES | alone)
        engine.dispose()
        view, page = built(make_views(url), "meetings/m")
        assert blocks.header(view, page).headline == (
            "Working-level meeting · 2016: no decision is on record; who attended is not known."
        )
        assert blocks.faults(view, page) == []

    def test_no_text_becomes_a_link_that_runs(self, all_views: dict[str, Views]) -> None:
        view, page = built(all_views["hostile"], "meetings/m0")
        hrefs = [link.href for link in blocks.links(view, page)]
        assert [href for href in hrefs if href.startswith("javascript")] == []
        assert "https://example.org/0" in hrefs
        assert blocks.faults(view, page) == []

    @pytest.mark.parametrize("path", ["meetings", "meetings/m0"])
    def test_hostile_texts_are_escaped(self, hostile_url: str, path: str) -> None:
        answer = make_client(hostile_url).get(f"/{path}").text
        assert hostile.SCRIPT not in answer
        assert "&lt;script&gt;window.hacked=1" in answer

    def test_links_out_keep_their_place_among_ours(self, views: Views) -> None:
        view, page = built(views, "meetings/m1")
        outside = [link for link in blocks.links(view, page) if link.href.startswith("http")]
        assert {link.to for link in outside if isinstance(link, Link)} == {"document"}
