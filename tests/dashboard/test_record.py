"""Meeting records: who was there, what was decided, what is to be done, as one version; not known is never absent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.editing import meeting_record
from dashboard.editing.meeting_record import field
from dashboard.queries import leadership
from dashboard.view.view import Views
from tests.dashboard.conftest import make_views
from tests.dashboard.signing_in import app_of, client_of
from tests.dashboard.test_hand_over import checked, differing, done, page, publish, send, table
from tests.dashboard.test_meetings import headline

DAY = "2017-11-15"
NEW = {"start_date": DAY, "kind": "ministerial", "place": "Buenos Aires", "title": "Steering Committee", "source": ""}
AT = "sc-2017-11"


@pytest.fixture
def app(own_database: str, tmp_path: Path) -> Dash:
    return app_of(own_database, uploads=str(tmp_path / "uploads"))


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def rows(url: str, name: str) -> list[dict[str, Any]]:
    """The rows of the meeting in the newest version."""
    try:
        return [row for row in table(url, name).values() if row["meeting_id"] == AT]
    except KeyError:  # no version has the table yet
        return []


def levels(url: str) -> dict[str, str | None]:
    return {row["steering_member_id"]: row["level"] for row in rows(url, "attendance")}


class TestARecord:
    def test_of_all_seats_is_one_version(self, own_database: str, editor: FlaskClient) -> None:
        seated = [id_ for id_, _ in meeting_record.seated(make_views(own_database).of(""), DAY)]
        ministers = {field("seat", id_, "level"): "minister" for id_ in seated[:9]}
        sent = NEW | {"others": "official", field("seat", seated[9], "level"): "absent"} | ministers
        report = publish(editor, "/record/check", sent)
        assert {one["table"]: (one["new"], one["changed"]) for one in report["changes"] if one["new"]} == {
            "meetings": (1, 0),
            "attendance": (len(seated), 0),
        }
        assert table(own_database, "meetings")[AT]["end_date"] == DAY
        found = levels(own_database)
        assert [found[id_] for id_ in seated] == ["minister"] * 9 + ["absent"] + ["official"] * (len(seated) - 10)

    def test_leaves_out_the_seats_of_which_nothing_is_said(self, own_database: str, editor: FlaskClient) -> None:
        one = {field("seat", "gov-chl", "level"): "deputy_minister", field("seat", "gov-can", "person"): "A. Person"}
        publish(editor, "/record/check", NEW | one)
        assert levels(own_database) == {"gov-chl": "deputy_minister", "gov-can": None}

    def test_takes_no_seat_that_was_not_valid_that_day(self, own_database: str, editor: FlaskClient) -> None:
        wrong = {field("seat", id_, "level"): "minister" for id_ in ("gov-arg", "gov-bra", "nobody", "\0")}
        publish(editor, "/record/check", NEW | wrong)
        assert levels(own_database) == {}

    def test_has_decisions_actions_and_papers(self, own_database: str, editor: FlaskClient) -> None:
        sent = NEW | {
            field("decision", 0, "text"): "Agree on the plan",
            field("decision", 0, "kind"): "strategy",
            field("decision", 3, "text"): "Publish the minutes",
            field("decision", 3, "owner"): "Support Unit",
            field("decision", 3, "due_date"): "2017-12-01",
            field("decision", 4, "text"): "Host the next meeting",
            field("decision", 4, "owner"): "Chile",
            field("paper", 0, "url"): "https://example.org/minutes",
        }
        publish(editor, "/record/check", sent)
        wanted = ("id", "date", "kind", "text", "owner", "due_date", "member_id")
        assert [tuple(row[name] for name in wanted) for row in rows(own_database, "decisions")] == [
            (f"{AT}-01", DAY, "strategy", "Agree on the plan", None, None, None),
            (f"{AT}-02", DAY, "action", "Publish the minutes", "Support Unit", "2017-12-01", None),
            (f"{AT}-03", DAY, "action", "Host the next meeting", "Chile", None, "CHL"),
        ]
        [paper] = rows(own_database, "documents")
        assert (paper["url"], paper["kind"], paper["title"]) == ("https://example.org/minutes", "minutes", "Minutes")

    def test_says_in_a_sentence_what_it_is_for(self, editor: FlaskClient) -> None:
        token, _ = checked(editor, "/record/check", NEW | {"others": "official", field("decision", 0, "text"): "Go on"})
        assert "Meeting Buenos Aires, 15 November 2017: 22 seats, 1 decision or action, 0 papers." in page(
            editor, f"data/load/{token}"
        )

    def test_sent_twice_is_there_once(self, own_database: str, editor: FlaskClient) -> None:
        papers = {field("paper", 0, "url"): "https://example.org/minutes", field("decision", 0, "text"): "Go on"}
        sent = NEW | {"others": "official"} | papers
        publish(editor, "/record/check", sent)
        _, report = checked(editor, "/record/check", sent)
        assert {(one["new"], one["changed"], one["removed"]) for one in report["changes"]} == {(0, 0, 0)}

    def test_that_is_wrong_is_a_finding_of_the_loader(self, editor: FlaskClient) -> None:
        wrong = {field("paper", 0, "url"): "javascript:alert(1)", field("decision", 0, "text"): "x", "end_date": "2017"}
        _, report = checked(editor, "/record/check", NEW | wrong | {field("decision", 0, "due_date"): "soon"})
        assert sorted(one["code"] for one in report["findings"] if one["severity"] == "error") == [
            "not-a-date",
            "not-an-address",
        ]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"start_date": ""}, "Please fill in: First day."),
            ({"start_date": "2017-11"}, "Please fill in: First day."),
            ({"kind": "party"}, "Please fill in: Kind of meeting."),
            ({"others": "king"}, "This cannot be chosen: Represented by."),
            ({"meeting": "sc-1900-01"}, "This meeting is no longer there."),
            ({field("decision", 0, "text"): "x", field("decision", 0, "kind"): "?"}, "This cannot be chosen"),
            ({field("paper", 0, "url"): "https://a.b", field("paper", 0, "kind"): "?"}, "This cannot be chosen"),
            ({"place": "x" * 301}, "This is too long, or no text: Place."),
            ({field("decision", 0, "owner"): "x" * 2_001}, "This is too long, or no text: Owner."),
        ],
    )
    def test_refuses_what_cannot_be_meant(self, editor: FlaskClient, fields: dict[str, str], sentence: str) -> None:
        answer = send(editor, "/record/check", NEW | fields)
        assert (answer.status_code, sentence in answer.json["error"]) == (400, True)

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_is_for_editors_alone(self, app: Dash, own_database: str, role: str) -> None:
        before = table(own_database, "meetings")
        client = client_of(app, role)
        assert send(client, "/record/check", NEW).status_code in (401, 403)
        assert "posted record" not in page(client, "record")
        assert table(own_database, "meetings") == before

    def test_is_undone_alone(self, own_database: str, editor: FlaskClient) -> None:
        before = {name: table(own_database, name) for name in ("meetings", "decisions", "documents")}
        publish(editor, "/record/check", NEW | {"others": "official", field("decision", 0, "text"): "Go on"})
        publish(editor, "/hand-over/confirm", {"of": "role-14", "day": "2018-05-01"})
        done(send(editor, "/data/load/undo", {"version": "2", "against": "3"}))
        assert [differing(rows, table(own_database, name)) for name, rows in before.items()] == [{}, {}, {}]
        assert levels(own_database) == {}
        assert table(own_database, "roles")["role-14"]["last_confirmed"] == "2018-05-01"


class TestGoingOn:
    def test_writes_what_was_done_since_and_adds_to_it(self, own_database: str, editor: FlaskClient) -> None:
        first = {field("decision", 0, "text"): "Publish the minutes", field("seat", "gov-chl", "level"): "official"}
        publish(editor, "/record/check", NEW | first)
        before = table(own_database, "decisions"), table(own_database, "attendance")
        again = NEW | {
            "meeting": AT,
            field("decision", f"{AT}-01", "text"): "Publish the minutes",
            field("decision", f"{AT}-01", "kind"): "action",
            field("decision", f"{AT}-01", "done_date"): "2017-11-30",
            field("decision", 0, "text"): "Thank the hosts",
            field("seat", "gov-chl", "level"): "minister",
        }
        publish(editor, "/record/check", again)
        decisions = differing(before[0], table(own_database, "decisions"))
        assert decisions.pop(f"{AT}-01") == {"done_date": "2017-11-30"}
        assert [row["text"] for row in decisions.values()] == ["Thank the hosts"]
        assert differing(before[1], table(own_database, "attendance")) == {f"{AT}:gov-chl": {"level": "minister"}}

    def test_of_what_is_on_record_changes_nothing_that_the_form_does_not_show(
        self, own_database: str, editor: FlaskClient
    ) -> None:
        before = table(own_database, "meetings")["sc-2017-06"]
        sent = {name: before[name] or "" for name in meeting_record.MEETING} | {"meeting": "sc-2017-06"}
        _, report = checked(editor, "/record/check", sent)
        assert {(one["new"], one["changed"], one["removed"]) for one in report["changes"]} == {(0, 0, 0)}

    def test_keeps_who_was_there_where_the_form_did_not_ask(self, own_database: str, editor: FlaskClient) -> None:
        publish(editor, "/record/check", NEW | {field("seat", "gov-chl", "level"): "official"})
        publish(editor, "/record/check", NEW | {"meeting": AT, "place": "Paris"})
        assert levels(own_database) == {"gov-chl": "official"}

    def test_another_meeting_of_the_month_has_an_id_of_its_own(self, own_database: str, editor: FlaskClient) -> None:
        publish(editor, "/record/check", NEW)
        publish(editor, "/record/check", NEW | {"start_date": "2017-11-28", "place": "Paris"})
        found = {id_: row["place"] for id_, row in table(own_database, "meetings").items() if id_.startswith(AT)}
        assert found == {AT: "Buenos Aires", "sc-2017-11-28": "Paris"}


class TestAFormOnceMore:
    def test_has_what_was_typed(self, editor: FlaskClient) -> None:
        sent = NEW | {field("paper", 0, "url"): "nowhere", field("seat", "gov-chl", "person"): "A. Person"}
        token, report = checked(editor, "/record/check", sent)
        assert [one["severity"] for one in report["findings"]] == ["error"]
        assert f"/record/again/{token}" in page(editor, f"data/load/{token}")
        shown = page(editor, f"record/again/{token}")
        for text in ("A. Person", "nowhere", "Buenos Aires", "15 November 2017"):
            assert text in shown

    def test_of_another_editor_is_empty(self, app: Dash, editor: FlaskClient) -> None:
        token, _ = checked(editor, "/record/check", NEW)
        assert "Buenos Aires" not in page(client_of(app, "administrator"), f"record/again/{token}")

    def test_of_an_act_has_what_was_typed(self, editor: FlaskClient) -> None:
        sent = {"of": "role-12", "last_day": "2010-01-01", "note": "Because of it"}
        token, _ = checked(editor, "/hand-over/end", sent)
        shown = page(editor, f"hand-over/again/{token}")
        assert ("Because of it" in shown, "2010-01-01" in shown) == (True, True)


class TestTheSeats:
    @pytest.mark.parametrize("day", ["2011-01-01", "2016-05-03", "2017-09-30", "2017-10-01", "2018-12-05"])
    def test_are_those_that_leadership_shows_that_day(self, reference: Views, day: str) -> None:
        view = reference.of("")
        committee = leadership.committee(view.snapshot, dt.date.fromisoformat(day))
        assert {id_ for id_, _ in meeting_record.seated(view, day)} == {*committee.seated}

    def test_have_a_line_each_with_a_level_and_a_name(self, editor: FlaskClient, reference: Views) -> None:
        shown = page(editor, f"record?asof={DAY}")
        for id_, _ in meeting_record.seated(reference.of(""), DAY):
            assert field("seat", id_, "level") in shown
            assert field("seat", id_, "person") in shown

    def test_of_a_meeting_on_record_are_those_of_its_day(self, editor: FlaskClient) -> None:
        shown = page(editor, "record/sc-2016-05")
        assert (field("seat", "gov-bra", "level") in shown, field("seat", "gov-can", "level") in shown) == (True, False)


class TestTheWay:
    @pytest.mark.parametrize("path", ["meetings", "meetings/sc-2017-06"])
    def test_there_is_for_editors_alone(self, app: Dash, path: str) -> None:
        seen = {role: "/record" in page(client_of(app, role), path) for role in ("editor", "viewer")}
        assert seen == {"editor": True, "viewer": False}

    def test_to_a_meeting_that_is_not_there_is_not_found(self, editor: FlaskClient) -> None:
        assert editor.get("/record/sc-1900-01").status_code == 404

    def test_back_shows_the_meeting(self, own_database: str, editor: FlaskClient) -> None:
        publish(editor, "/record/check", NEW | {"others": "official", field("decision", 0, "text"): "Go on"})
        assert headline(make_views(own_database), f"meetings/{AT}") == (
            "Buenos Aires · 15 November 2017: 1 decision is on record; by whom 22 members were represented is known."
        )
