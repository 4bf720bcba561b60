"""Ministers at the table and open actions, counted by hand, as of any day and in every way out; never zero unknown."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from dashboard.view.view import Views
from tests.dashboard import blocks, convened, databases
from tests.dashboard.conftest import make_client, make_views

ON = "?asof=2018-12-31"
SEATS = {
    **{f"gov-{code}": ("government", code.upper()) for code in ("fra", "ken")},
    **{f"cso-{n}": ("civil_society", "") for n in range(5)},
}
"""Seven seats from October 2015 to September 2018."""
LEVELS = {
    "m1": {"gov-fra": "minister", "gov-ken": "absent", "cso-0": None},
    "m2": {"gov-fra": "head_of_government", "gov-ken": "minister", "cso-0": "official", "cso-1": "minister",
           "cso-2": "deputy_minister", "cso-3": "absent"},
}  # fmt: skip
"""m1: 1 of 2 known by a minister, 5 of 7 not known; m2: 3 of 6, 1 not known; m3: nothing is known."""
ACTIONS = [
    ("m1-1", "m1", "2016-05-03", "Write to Malta", "Support Unit", "2016-06-30", None, None),
    ("m1-2", "m1", "2016-05-04", "Publish a plan", "Kenya", "2017-08", "2017-12-01", "KEN"),
    ("m2-1", "m2", "2017-06-28", "Host a visit", "France", None, None, None),
    ("m2-2", "m2", "2017-06-28", "Send the minutes", None, "2019-01-31", None, "KEN"),
]
"""Id, meeting, day, text, owner, due, done, member."""
TABLES = convened.TABLES | {
    "steering_members": [
        {"id": id_, "name": {"FRA": "France", "KEN": "Kenya"}.get(country, id_), "constituency": side,
         "country": country or None}
        for id_, (side, country) in SEATS.items()
    ],
    "seats": [{"steering_member_id": id_, "start_date": "2015-10-01", "end_date": "2018-09-30"} for id_ in SEATS],
    "attendance": [
        {"meeting_id": meeting, "steering_member_id": id_, "level": level, "person": "P" if id_ == "gov-fra" else None}
        for meeting, levels in LEVELS.items()
        for id_, level in levels.items()
    ],
    "decisions": [
        dict(zip(("id", "meeting_id", "date", "text", "owner", "due_date", "done_date", "member_id"), row, strict=True))
        | {"kind": "action"}
        for row in ACTIONS
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def followed_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('followed') / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, TABLES)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def views(followed_url: str) -> Views:
    return make_views(followed_url)


def rows(views: Views, path: str, name: str, query: str = ON) -> list[list[str]]:
    view, page = blocks.page(views, path, query)
    tables = blocks.tables(view, page)
    return blocks.rows(view, tables[name]) if name in tables else []


def text(views: Views, path: str, query: str = ON) -> str:
    return blocks.strings(*blocks.page(views, path, query))


FIRST = ["Cape Town · 3 May 2016", "1 of 2", "1", "2", "7", "5"]
SECOND = ["Washington DC · 27 June 2017", "50%", "3", "6", "7", "1"]


class TestMinistersAtTheTable:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2016-05-02", []),
            ("2016-05-03", [FIRST]),
            ("2017-06-26", [FIRST]),
            ("2017-06-27", [SECOND, FIRST]),
            ("2018-12-31", [SECOND, FIRST]),
        ],
    )
    def test_are_a_share_of_the_seats_that_are_known_with_its_n(
        self, views: Views, day: str, expected: list[list[str]]
    ) -> None:
        assert rows(views, "meetings", "ministers-at-the-table", f"?asof={day}") == expected

    def test_are_not_said_to_be_none_where_nothing_is_known(self, views: Views, reference: Views) -> None:
        said = "Who sat at the table is not known of any meeting by 2 May 2016: not known is not absent."
        assert said in text(views, "meetings", "?asof=2016-05-02")
        assert rows(views, "meetings/m3", "ministers-at-the-table") == []
        assert rows(reference, "meetings", "ministers-at-the-table") == []

    def test_stand_on_the_page_of_their_meeting(self, views: Views) -> None:
        assert rows(views, "meetings/m1", "ministers-at-the-table") == [FIRST]

    def test_are_said_in_the_brief(self, views: Views) -> None:
        said = text(views, "brief")
        assert "3 of 6 seats by a minister in Washington DC · 27 June 2017" in said
        assert rows(views, "brief", "ministers-at-the-table") == [SECOND, FIRST]
        assert "1 of 2 seats by a minister in Cape Town · 3 May 2016" in text(views, "brief", "?asof=2017-01-01")

    def test_filters_do_not_change_them(self, views: Views) -> None:
        assert rows(views, "brief", "ministers-at-the-table", f"{ON}&member=KEN&region=europe") in ([], [SECOND, FIRST])
        assert rows(views, "meetings", "ministers-at-the-table", f"{ON}&region=europe") == [SECOND, FIRST]


MALTA = ["Write to Malta", "Support Unit", "30 June 2016", "late", "Cape Town · 3 May 2016"]
PLAN = ["Publish a plan", "Kenya", "August 2017", "late", "Cape Town · 3 May 2016"]
VISIT = ["Host a visit", "France", "not known", "due day not known", "Washington DC · 27 June 2017"]
MINUTES = ["Send the minutes", "not known", "31 January 2019", "not due yet", "Washington DC · 27 June 2017"]


COUNTED = "3 actions are open, 1 is late and 1 has no due day on record; the last meeting was Event · 5 December 2018."


def on_time(row: list[str]) -> list[str]:
    return [*row[:3], "not due yet", *row[4:]]


class TestOpenActions:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2016-05-02", []),
            ("2016-05-03", [on_time(MALTA)]),
            ("2016-06-30", [on_time(MALTA), on_time(PLAN)]),
            ("2016-07-01", [MALTA, on_time(PLAN)]),
            ("2017-08-31", [MALTA, on_time(PLAN), MINUTES, VISIT]),
            ("2017-11-30", [MALTA, PLAN, MINUTES, VISIT]),
            ("2017-12-01", [MALTA, MINUTES, VISIT]),
            ("2018-12-31", [MALTA, MINUTES, VISIT]),
            ("2019-02-01", [MALTA, [*MINUTES[:3], "late", MINUTES[4]], VISIT]),
        ],
    )
    def test_are_those_that_nothing_says_are_done_on_the_day(
        self, views: Views, day: str, expected: list[list[str]]
    ) -> None:
        found = rows(views, "meetings", "open-actions", f"?asof={day}")
        assert [row[:5] for row in found] == expected

    def test_are_counted_with_what_is_not_known_of_them(self, views: Views) -> None:
        assert COUNTED in text(views, "meetings")

    def test_are_said_in_the_brief(self, views: Views) -> None:
        assert "3 actions of meetings are open, 1 of them is late" in text(views, "brief")
        found = [row[0] for row in rows(views, "brief", "open-actions")]
        assert found == ["Write to Malta", "Send the minutes", "Host a visit"]

    def test_of_a_meeting_are_its_own_and_those_before_it(self, views: Views) -> None:
        assert [row[0] for row in rows(views, "meetings/m1", "open-actions")] == ["Write to Malta"]
        assert len(rows(views, "meetings/m2", "open-actions")) == 3

    def test_are_never_said_to_be_none_where_none_is_on_record(self, views: Views, reference: Views) -> None:
        said = "No action of a meeting is on record by 1 January 2016: not found is not none agreed."
        assert said in text(views, "meetings", "?asof=2016-01-01")
        assert rows(reference, "brief", "open-actions") == []


class TestAMember:
    def test_says_by_whom_it_was_represented(self, views: Views) -> None:
        assert [row[:3] for row in rows(views, "members/FRA", "meetings-attended")] == [
            ["Washington DC · 27 June 2017", "Head of state or government", "P"],
            ["Cape Town · 3 May 2016", "Minister", "P"],
        ]
        said = "By a minister or a head of government: 1 of 2 meetings of which it is known."
        assert said in text(views, "members/KEN")

    def test_has_the_actions_that_are_about_it_or_that_it_owns(self, views: Views) -> None:
        assert [row[0] for row in rows(views, "members/FRA", "open-actions")] == ["Host a visit"]
        assert [row[0] for row in rows(views, "members/KEN", "open-actions")] == ["Send the minutes"]
        before = rows(views, "members/KEN", "open-actions", "?asof=2017-11-30")
        assert [row[0] for row in before] == ["Publish a plan", "Send the minutes"]

    def test_of_whom_nothing_is_known_has_neither(self, views: Views, reference: Views) -> None:
        assert rows(views, "members/FRA", "meetings-attended", "?asof=2016-01-01") == []
        assert rows(reference, "members/FRA", "meetings-attended") == []


class TestEveryWayOut:
    @pytest.fixture(scope="class")
    def client(self, followed_url: str) -> FlaskClient:
        return make_client(followed_url)

    @pytest.mark.parametrize(("name", "n"), [("ministers-at-the-table", 2), ("open-actions", 3)])
    def test_has_the_same_rows(self, client: FlaskClient, name: str, n: int) -> None:
        [table] = client.get(f"/api/v1/meetings/{name}.json{ON}").json["blocks"]
        assert len(table["rows"]) == n
        assert len(client.get(f"/api/v1/meetings/{name}.csv{ON}").text.strip().splitlines()) == n + 1

    @pytest.mark.parametrize(
        ("name", "headline"),
        [
            (
                "ministers-at-the-table",
                "3 of 6 seats of which it is known were represented by a minister in Washington DC · 27 June 2017.",
            ),
            ("open-actions", COUNTED),
        ],
    )
    def test_has_a_slide(self, client: FlaskClient, name: str, headline: str) -> None:
        [entry] = client.get(f"/present.json{ON}&deck={name}").json["slides"]
        slide = entry["slide"]
        assert (slide["headline"], len(slide["rows"])) == (headline, 2 if name.startswith("min") else 3)

    def test_has_a_share_with_its_counts(self, client: FlaskClient) -> None:
        lines = client.get(f"/api/v1/meetings/ministers-at-the-table.csv{ON}").text.splitlines()
        assert lines[1].endswith(",3,6,7,1")
