"""Dates as a calendar, read by two libraries: only what is known to the day, counted anew from the files."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from flask.testing import FlaskClient

from dashboard.language.languages import LANGUAGES
from dashboard.queries.agenda import MANDATE_END
from dashboard.web import calendar
from data_loader.load import REFERENCE
from tests.dashboard import hand
from tests.dashboard.conftest import make_client, publish

SITE = "http://localhost"
PATHS = (
    "/calendar.ics",
    "/commitments.ics?region=europe",
    "/members/GEO.ics",
    "/themes/open-data.ics",
    "/leadership.ics",
    "/meetings.ics",
)


def rows(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def read(client: FlaskClient, path: str) -> icalendar.Calendar:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return icalendar.Calendar.from_ical(answer.data)


def events(client: FlaskClient, path: str, start: str = "") -> list[Any]:
    """The events whose summary begins so."""
    return [one for one in read(client, path).walk("VEVENT") if str(one["summary"]).startswith(start)]


def days(some: list[Any]) -> list[dt.date]:
    return sorted(one.decoded("dtstart") for one in some)


def known(table: str, column: str, **chosen: str) -> list[dt.date]:
    """The days of a column that are known to the day, in the rows with some values."""
    own = [row for row in rows(table) if all(row[name] == value for name, value in chosen.items())]
    return sorted(dt.date.fromisoformat(row[column]) for row in own if is_day(row[column]))


@pytest.mark.parametrize("path", PATHS)
class TestEveryCalendar:
    def test_is_read_by_two_libraries_as_the_same(self, files: FlaskClient, path: str) -> None:
        one = [str(event["uid"]) for event in events(files, path)]
        other = [event.uid.value for event in vobject.readOne(files.get(path).text).vevent_list]
        assert one == other
        assert len({*one}) == len(one) > 0

    def test_has_the_same_entries_in_every_language(self, files: FlaskClient, path: str) -> None:
        joint = "&" if "?" in path else "?"
        ids = [{str(event["uid"]) for event in events(files, f"{path}{joint}lang={lang}")} for lang in LANGUAGES]
        assert all(some == ids[0] for some in ids)

    def test_leads_from_each_entry_to_its_page(self, files: FlaskClient, path: str) -> None:
        for href in {str(event["url"]) for event in events(files, path)[:5]}:
            assert href.startswith(f"{SITE}/")
            assert files.get(href.removeprefix(SITE)).status_code == 200

    def test_says_that_nothing_is_made_up_and_how_much_is_left_out(self, files: FlaskClient, path: str) -> None:
        about = str(read(files, path)["description"])
        assert about.startswith("Only what is known to the day is an event: nothing is made up of a month or a year.")
        assert re.search(r"beyond what a calendar holds: [\d,]+\. Source: OGP and IRM", about)

    def test_is_followed_at_its_own_address(self, files: FlaskClient, path: str) -> None:
        assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in files.get(path).data
        source = str(read(files, path)["source"]).removeprefix(SITE)
        assert files.get(source).data == files.get(path).data


class TestWhatIsInIt:
    def test_is_every_promised_end_that_is_known_to_the_day(self, files: FlaskClient) -> None:
        assert days(events(files, "/calendar.ics", "Promised end: ")) == known("commitments", "end_date")

    def test_is_every_term_that_is_known_to_the_day(self, files: FlaskClient) -> None:
        assert days(events(files, "/calendar.ics", "Term on the Steering Committee ends: ")) == known(
            "seats", "end_date"
        )
        assert days(events(files, "/leadership.ics")) == known("seats", "end_date")

    def test_is_every_meeting_with_all_its_days(self, files: FlaskClient) -> None:
        found = {(one.decoded("dtstart"), one.decoded("dtend")) for one in events(files, "/meetings.ics")}
        own = [row for row in rows("meetings") if is_day(row["start_date"])]
        assert found == {
            (dt.date.fromisoformat(row["start_date"]), dt.date.fromisoformat(row["end_date"]) + dt.timedelta(days=1))
            for row in own
        }

    def test_is_the_day_by_which_promises_are_due(self, files: FlaskClient) -> None:
        [one] = events(files, "/calendar.ics", f"{len(rows('agenda_items'))} promises of the co-chairs are due")
        assert one.decoded("dtstart") == MANDATE_END

    def test_left_out_is_what_is_not_known_to_the_day(self, files: FlaskClient) -> None:
        unknown = sum(
            not is_day(row[column])
            for table, column in (("commitments", "end_date"), ("seats", "end_date"), ("meetings", "start_date"))
            for row in rows(table)
        )
        unknown += sum(not is_day(row["end_date"]) for row in rows("milestones") if not row["done_date"])
        assert f"holds: {unknown:,}." in str(read(files, "/calendar.ics")["description"])

    @pytest.mark.parametrize("member", ["GEO", "HND", "FRA", "ALB"])
    def test_of_a_member_is_its_own(self, files: FlaskClient, member: str) -> None:
        path = f"/members/{member}.ics"
        assert days(events(files, path, "Promised end")) == known("commitments", "end_date", member_id=member)
        seats = {row["id"] for row in rows("steering_members") if row["country"] == member}
        terms = sorted(day for seat in seats for day in known("seats", "end_date", steering_member_id=seat))
        assert days(events(files, path, "Term")) == terms
        assert len(events(files, path)) == len(events(files, path, "Promised end")) + len(terms)

    def test_of_a_theme_is_of_its_commitments(self, files: FlaskClient) -> None:
        own = [row for row in rows("commitments") if "open-data" in row["themes"].split("; ")]
        expected = sorted(dt.date.fromisoformat(row["end_date"]) for row in own if is_day(row["end_date"]))
        assert days(events(files, "/themes/open-data.ics")) == expected

    def test_of_a_search_is_of_what_it_finds(self, files: FlaskClient) -> None:
        row = next(row for row in rows("commitments") if is_day(row["end_date"]))
        found = [str(one["url"]) for one in events(files, f"/commitments.ics?q={row['id']}")]
        assert found == [f"{SITE}/commitments/{row['id']}?lang=en"]

    def test_beyond_what_a_calendar_holds_is_what_is_farthest(
        self, reference_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(calendar, "_MOST", 20)
        client = make_client(reference_url)
        asof = dt.date(2015, 6, 30)
        found = days(events(client, f"/commitments.ics?asof={asof}&lang=es"))
        nearest = sorted(known("commitments", "end_date"), key=lambda day: abs(day - asof))[:20]
        assert len(found) == 20
        assert max(abs(day - asof) for day in found) <= abs(nearest[-1] - asof)

    def test_speaks_the_language_asked_for(self, files: FlaskClient) -> None:
        [calendar_name] = {str(read(files, "/members/FRA.ics?lang=es")["name"])}
        assert calendar_name == "Open Government Monitor · Francia"
        assert events(files, "/members/FRA.ics?lang=es", "Fin del mandato en el Comité Directivo: Francia")


class TestWhatIsNotThere:
    @pytest.mark.parametrize("path", ["/members/none.ics", "/themes/none.ics", "/pilots.ics"])
    def test_has_no_calendar(self, files: FlaskClient, path: str) -> None:
        assert files.get(path).status_code == 404

    def test_in_an_empty_database_there_is_none(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/calendar.ics").status_code == 404


def test_no_hostile_text_makes_an_entry_or_a_line_of_its_own(hostile_url: str) -> None:
    client = make_client(hostile_url)
    whole = read(client, "/calendar.ics")
    assert {one.name for one in whole.walk()} <= {"VCALENDAR", "VEVENT"}
    assert [event for event in whole.walk("VEVENT") if "\n" in str(event["summary"])] == []


MEMBER, OTHER = (row["id"] for row in hand.TABLES["members"][:2])
DUE = {
    "meetings": [
        {"id": "m", "start_date": "2018-12-05", "end_date": "2018-12-06", "place": "Paris", "kind": "working"}
    ],
    "decisions": [
        {"id": f"d{n}", "meeting_id": "m", "kind": kind, "text": f"Text {n}", "owner": "Ana", **more}
        for n, (kind, more) in enumerate(
            [
                ("action", {"due_date": "2019-03-04"}),
                ("action", {"due_date": "2019-03"}),
                ("action", {"due_date": "2019-05-06", "done_date": "2019-04"}),
                ("paper", {"due_date": "2019-07-08"}),
                ("action", {}),
            ]
        )
    ],
    "milestones": [
        {"id": "m0", "member_id": MEMBER, "title": "Own", "end_date": "2019-01-02"},
        {"id": "m1", "member_id": MEMBER, "title": "Vague", "end_date": "2019"},
        {"id": "m2", "member_id": OTHER, "title": "Other", "end_date": "2019-02-03"},
    ],
}
"""Actions of a meeting and milestones, of which the data that ship know no day."""


class TestWhatIsDue:
    @pytest.fixture
    def client(self, tmp_path: Path) -> FlaskClient:
        url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
        publish(url, 1, **DUE)
        return make_client(url)

    def test_of_meetings_are_the_actions_not_known_to_be_done(self, client: FlaskClient) -> None:
        [one] = events(client, "/meetings.ics", "Action due: ")
        assert (str(one["summary"]), one.decoded("dtstart")) == ("Action due: Text 0", dt.date(2019, 3, 4))
        assert str(one["description"]).startswith("Ana\n")
        assert str(one["url"]) == f"{SITE}/meetings/m?lang=en"
        assert "holds: 2." in str(read(client, "/meetings.ics")["description"])

    def test_of_a_member_are_its_milestones(self, client: FlaskClient) -> None:
        assert days(events(client, f"/members/{MEMBER}.ics", "Milestone due: Own")) == [dt.date(2019, 1, 2)]
        assert events(client, f"/members/{MEMBER}.ics", "Milestone due: Other") == []
        assert len(events(client, "/calendar.ics", "Milestone due: ")) == 2
