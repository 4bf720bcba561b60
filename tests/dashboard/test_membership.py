"""Membership on a day: recounted from the CSV files alone, and by a table made up for what they do not hold."""

from __future__ import annotations

import calendar
import csv
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.charts.registry import answer
from dashboard.data.membership import OF_MEMBERS, Standing
from dashboard.pages import member, members
from dashboard.queries import pilots
from dashboard.view.search import search
from dashboard.view.text import plain
from dashboard.view.view import Views
from data_loader.load import REFERENCE
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_views

DAYS = (
    *("2011-09-19", "2011-12-31", "2012-04-18", "2012-04-19", "2012-12-31", "2013-06-01", "2014-01-15", "2014-12-31"),
    *("2015-10-28", "2016-04-30", "2016-05-04", "2016-12-06", "2016-12-09", "2017-02-01", "2017-06-29", "2017-09-21"),
    *("2017-12-31", "2018-11-19", "2018-12-31", "2026-11-29"),
)
_MEMBERS = ("active", "under_review", "inactive")


def _rows(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _last_day(date: str) -> str:
    if len(date) == len("2016"):
        return f"{date}-12-31"
    year, month = int(date[:4]), int(date[5:7])
    return f"{date}-{calendar.monthrange(year, month)[1]}" if len(date) == len("2016-05") else date


def _recounted(day: str) -> dict[str, str]:
    """The status of each member, from the files as they are."""
    begun: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("standing"):
        begun.setdefault(row["member_id"], []).append((_last_day(row["start_date"]), row["status"]))
    found = {}
    for row in _rows("members"):
        joined = row["joined"] or row["year_joined"]
        steps = begun.get(row["id"], [(_last_day(joined), "active")])
        held = [step for step in steps if step[0] <= day]
        found[row["id"]] = max(held, key=lambda step: step[0])[1] if held else "not_yet"
    return found


@pytest.mark.parametrize("day", DAYS)
class TestReference:
    """The data that ship with the product."""

    def test_gives_each_member_the_status_that_the_files_give(self, reference: Views, day: str) -> None:
        held = reference.of(f"?asof={day}").selection.membership
        assert {one: standing.status for one, standing in held.by_id.items()} == _recounted(day)

    def test_counts_members_by_level_as_the_files_do(self, reference: Views, day: str) -> None:
        levels = {row["id"]: row["government_level"] for row in _rows("members")}
        expected = Counter(levels[one] for one, status in _recounted(day).items() if status in _MEMBERS)
        assert Counter(levels[one] for one in reference.of(f"?asof={day}").selection.membership.members) == expected

    def test_drops_no_commitment_for_the_status_of_its_member(self, reference: Views, day: str) -> None:
        view = reference.of(f"?asof={day}")
        by_member = {row.id: row.commitments for row in answer(view, "completion-by-member").itertuples()}
        assert sum(by_member.values()) == view.selection.commitments == int(view.selection.findings.begun.sum())


def _national(views: Views, day: str) -> set[str]:
    view = views.of(f"?asof={day}")
    return set(view.selection.membership.members) - set(view.snapshot.pilots)


class TestKnownDays:
    """What the sources say of three days (issue 15, acceptance 2)."""

    def test_azerbaijan_and_hungary_are_active_at_the_end_of_2014_and_no_pilot_counts(self, reference: Views) -> None:
        held = reference.of("?asof=2014-12-31").selection.membership
        assert {held.by_id[one].status for one in ("AZE", "HUN")} == {"active"}
        assert held.pilots == ()
        assert len(held.members) == 65

    def test_75_countries_are_members_in_february_2017(self, reference: Views) -> None:
        national = _national(reference, "2017-02-01")
        assert len(national) == 75
        assert "PRT" not in national
        assert {"AFG", "GRC"} <= national

    def test_tanzania_and_turkey_are_out_and_montenegro_is_back_at_the_end_of_2018(self, reference: Views) -> None:
        held = reference.of("?asof=2018-12-31").selection.membership.by_id
        assert [held[one].status for one in ("TZA", "TUR", "MNE")] == ["withdrawn", "withdrawn", "active"]
        assert held["MNE"].since == "2018-11-20"

    def test_a_pilot_outlives_its_country_s_membership(self, reference: Views) -> None:
        view = reference.of("?asof=2018-12-31")
        assert "L-KIG" in pilots.there(view.selection) or len(pilots.there(view.selection)) == 15


STANDING = [
    {"member_id": "FRA", "status": "candidate", "start_date": "2013"},
    {"member_id": "FRA", "status": "active", "start_date": "2014-04-24", "reason": "letter", "confidence": "high"},
    {"member_id": "FRA", "status": "under_review", "start_date": "2016-05", "confidence": "medium"},
    {"member_id": "FRA", "status": "withdrawn", "start_date": "2017-03-01"},
    {"member_id": "KEN", "status": "active", "start_date": "2012", "end_date": "2015-06"},
]
MADE_UP: dict[str, Any] = {
    "members": [
        databases.member("FRA", "europe"),
        databases.member("KEN", "africa-middle-east"),
        databases.member("MLT", "europe", year_joined=2016, status="inactive", status_date="2017-02-03"),
        databases.member("L-SAO", "americas", kind="city", government_level="local", country="BRA", joined="2016-04"),
    ],
    "standing": STANDING,
}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Views:
    """The hand-made data with standings."""
    url = f"sqlite:///{tmp_path_factory.mktemp('standing') / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, hand.TABLES | MADE_UP)
    engine.dispose()
    return make_views(url)


def _held(views: Views, one: str, day: str) -> Standing:
    return views.of(f"?asof={day}").selection.membership.by_id[one]


class TestStanding:
    """What holds on a day, by dates as precise as they are known."""

    @pytest.mark.parametrize(
        ("one", "day", "status"),
        [
            ("FRA", "2013-12-30", "not_yet"),
            ("FRA", "2013-12-31", "candidate"),
            ("FRA", "2014-04-24", "active"),
            ("FRA", "2016-05-30", "active"),
            ("FRA", "2016-05-31", "under_review"),
            ("FRA", "2017-03-01", "withdrawn"),
            ("KEN", "2015-06-30", "active"),
            ("KEN", "2015-07-01", "not_known"),  # nothing says what came after
            ("MLT", "2016-12-30", "not_yet"),  # by the members table, where it has no standing
            ("MLT", "2016-12-31", "active"),
            ("MLT", "2017-02-03", "inactive"),
            ("L-SAO", "2016-04-29", "not_yet"),
            ("L-SAO", "2016-04-30", "active"),
        ],
    )
    def test_is_the_last_that_had_begun(self, made_up: Views, one: str, day: str, status: str) -> None:
        assert _held(made_up, one, day).status == status

    def test_says_since_when_why_and_how_sure(self, made_up: Views) -> None:
        assert _held(made_up, "FRA", "2015-01-01") == Standing("active", "2014-04-24", "letter", "", "high")

    def test_may_have_begun_within_a_year_of_which_no_more_is_known(self, made_up: Views) -> None:
        assert [_held(made_up, "FRA", day).may_have_begun for day in ("2012-12-31", "2013-01-01")] == [False, True]

    def test_a_candidate_and_one_that_has_left_are_no_members(self, made_up: Views) -> None:
        days = ("2013-12-31", "2014-04-24", "2016-06-01", "2017-03-01")
        members = [made_up.of(f"?asof={day}").selection.membership.members for day in days]
        assert ["FRA" in some for some in members] == [False, True, True, False]
        assert set(OF_MEMBERS) == set(_MEMBERS)

    def test_is_as_the_members_table_has_it_where_a_version_has_none(self, by_hand: Views) -> None:
        held = by_hand.of("?asof=2012-01-01").selection.membership
        assert {one.status for one in held.by_id.values()} == {"active"}
        assert len(held.members) == 4


def _header(views: Views, query: str) -> tuple[str, str, list[tuple[str, str, str]]]:
    view = views.of(query, path="members")
    header = members.header(view)
    figures = [tuple(plain(part, view.words) for part in (one.name, one.value, one.note)) for one in header.figures]
    return header.headline, plain(header.lede, view.words), figures  # type: ignore[return-value]


def _listed(views: Views, query: str) -> dict[str, dict[str, list[str]]]:
    """The tables of the list of members: by name, the rows by member."""
    view = views.of(query, path="members")
    return {
        table.name: {
            cells[0]: cells[1:] for cells in ([plain(cell, view.words) for cell in row] for row in table.read())
        }
        for table in members.members(view)
    }


class TestMembersPage:
    """The page of all members counts those of the day."""

    def test_at_the_end_of_2014(self, reference: Views) -> None:
        headline, _, figures = _header(reference, "?asof=2014-12-31")
        assert headline == "42 of 65 members have assessed commitments."
        assert figures[0] == ("Members", "65", "0 pilots")
        listed = _listed(reference, "?asof=2014-12-31")
        assert listed["members"]["Azerbaijan"][2:4] == ["Active", "14 September 2011"]
        assert len(listed["members"]) == 65
        assert listed["joined-later"]["Portugal"][-1] == "December 2017"
        assert not {"Portugal", "Paris"} & set(listed["members"])

    def test_in_february_2017(self, reference: Views) -> None:
        _, lede, figures = _header(reference, "?asof=2017-02-01")
        assert figures[0] == ("Members", "90", "15 pilots")
        assert "not counted: 1 that was no member" in lede
        listed = _listed(reference, "?asof=2017-02-01")["members"]
        assert listed["Hungary"][2:4] == ["Withdrawn from OGP", "6 December 2016"]
        assert listed["Türkiye"][2:4] == ["Inactive probable", "September 2016"]
        assert "Afghanistan" in listed

    def test_at_the_end_of_2018(self, reference: Views) -> None:
        listed = _listed(reference, "?asof=2018-12-31")
        assert listed["members"]["Montenegro"][2:4] == ["Active", "20 November 2018"]
        assert listed["members"]["Tanzania"][2:4] == ["Withdrawn from OGP", "July 2017"]
        assert "joined-later" not in listed

    def test_medians_rest_on_the_members_of_the_day(self, reference: Views) -> None:
        view = reference.of("?asof=2018-12-31")
        table = answer(view, "completion-by-member")
        of_the_day = {one for one, status in _recounted("2018-12-31").items() if status in _MEMBERS}
        rated = [row for row in table.itertuples() if row.id in of_the_day and row.assessed >= 5]
        _, _, figures = _header(reference, "?asof=2018-12-31")
        assert figures[1][2].startswith(f"{len(rated)} members")

    def test_lists_who_joined_later_only_where_who_has_no_commitment_is_listed(self, reference: Views) -> None:
        assert set(_listed(reference, "?asof=2014-12-31&theme=open-data")) == {"members"}
        later = _listed(reference, "?asof=2014-12-31&region=europe")["joined-later"]
        assert {cells[0] for cells in later.values()} == {"Europe"}


class TestOtherPages:
    """What else speaks of members."""

    def test_a_member_s_page_before_it_joined_says_so(self, reference: Views) -> None:
        view = reference.of("?asof=2014-12-31", path="members/PRT", scope="?member=PRT", item="PRT")
        header = member.header(view)
        assert header.headline == "Portugal: Not yet a member on 31 December 2014."
        assert "not yet a member: it joined later, December 2017" in plain(header.lede, view.words)

    def test_a_member_s_page_says_what_it_was_on_the_day(self, reference: Views) -> None:
        texts = []
        for day in ("2014-12-31", "2018-12-31"):
            view = reference.of(f"?asof={day}", path="members/AZE", scope="?member=AZE", item="AZE")
            texts.append(plain(member.header(view).lede, view.words))
        assert "Active since 14 September 2011" in texts[0]
        assert "Inactive since 4 May 2016" in texts[1]

    def test_the_search_finds_no_member_before_it_joined(self, reference: Views) -> None:
        def found(day: str) -> list[str]:
            groups = {group.kind: group for group in search(reference.of(f"?q=portugal&asof={day}"))}
            return [entry.name for entry in groups["member"].entries] if "member" in groups else []

        assert found("2014-12-31") == []
        assert found("2018-12-31") == ["Portugal"]

    def test_the_pilots_page_before_there_were_any_says_so(self, reference: Views) -> None:
        from dashboard.pages.pilots import TOPICS, header

        view = reference.of("?asof=2014-12-31", path="pilots")
        assert header(view)[0].headline == "No pilot had joined OGP by 31 December 2014."  # type: ignore[attr-defined]
        assert {topic.answer(view).headline for topic in TOPICS.values()} == {
            "No pilot had joined OGP by 31 December 2014."
        }
        assert len(pilots.there(reference.of("").selection)) == 15


def test_a_change_of_filters_asks_nothing_of_the_standings_again(reference: Views) -> None:
    views = [reference.of(query) for query in ("?asof=2017-02-01", "?asof=2017-02-01&region=europe")]
    assert views[0].selection.membership is views[1].selection.membership
