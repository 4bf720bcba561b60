"""The Leadership desk: its lists counted again from the files; what is made of ticked rows, read by other programs."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import html
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pandas as pd
import pytest
import sqlalchemy as sa
import vobject
from flask.testing import FlaskClient

from dashboard.exports import ics
from dashboard.language.languages import LANGUAGES
from dashboard.pages import desk as page
from dashboard.pages.desk_lists import LISTS, Desk, key
from dashboard.pages.desk_text import LONGEST_LINK, letter, letters
from dashboard.queries import desk as on_desk
from dashboard.view.view import Views
from data_loader import reports, schema, store
from tests.dashboard import databases, hand, hostile
from tests.dashboard.conftest import make_views
from tests.dashboard.signing_in import client_of, token_of

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
DAYS = ("2016-12-07", "2017-06-27", "2017-09-01", "2018-07-15", "2018-12-31", "2021-08-20", "2026-11-29")
NEVER = dt.date.max
ENDLESS = "\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nATTACH:https://example.org/\r\n"
NAMES = (*hostile.TEXTS, ENDLESS, "a\u2028END:VCALENDAR", "b\x0bBEGIN:VEVENT\x85c", "ٱ\u202eevil", "é" * 200, "ok")


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def latest(text: str, otherwise: dt.date = NEVER) -> dt.date:
    """The last day that a date of some precision may mean."""
    if not text:
        return otherwise
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def starts(row: dict[str, str]) -> dt.date:
    return latest(row["start_date"], dt.date.min)


def is_held(row: dict[str, str], day: dt.date) -> bool:
    return starts(row) <= day <= latest(row["end_date"])


class Committee:
    """Seats and roles of a day, from the files alone."""

    def __init__(self, day: dt.date) -> None:
        people = {row["id"]: row for row in rows("steering_members")}
        governments = {row["name"]: id_ for id_, row in people.items() if row["constituency"] == "government"}
        self.day = day
        held = sorted((row for row in rows("seats") if is_held(row, day)), key=starts)
        self.seats = {row["steering_member_id"]: row for row in held}
        self.roles = [row for row in rows("roles") if starts(row) <= day]
        for role in self.roles:
            if not role["steering_member_id"] and role["constituency"] == "government":
                role["steering_member_id"] = governments.get(role["holder"], "")

    def of_term(self, id_: str) -> list[dict[str, str]]:
        seat = self.seats[id_]
        return [
            role
            for role in self.roles
            if role["steering_member_id"] == id_
            and starts(role) <= latest(seat["end_date"])
            and starts(seat) <= latest(role["end_date"])
        ]

    def now(self, id_: str) -> list[dict[str, str]]:
        return [role for role in self.of_term(id_) if is_held(role, self.day)]

    @property
    def held(self) -> list[tuple[str, dict[str, str]]]:
        """Everything held on the day, with its id."""
        roles = [(role["id"], role) for role in self.roles if is_held(role, self.day)]
        return [*self.seats.items(), *roles]


def listed(views: Views, day: str, about: str, within: int = 0) -> list[str]:
    desk = Desk.of(views.of(f"?asof={day}"))
    return sorted(entry.subject for entry in desk.listed(about, within))


@pytest.mark.parametrize("day", DAYS)
class TestSeatsAndRoles:
    """Counted again from seats.csv and roles.csv."""

    def test_without_a_role_now(self, reference: Views, day: str) -> None:
        there = Committee(dt.date.fromisoformat(day))
        expected = sorted(id_ for id_ in there.seats if not there.now(id_))
        assert listed(reference, day, on_desk.NO_ROLE_NOW) == expected

    def test_without_a_role_in_the_term(self, reference: Views, day: str) -> None:
        there = Committee(dt.date.fromisoformat(day))
        expected = sorted(id_ for id_ in there.seats if not there.of_term(id_))
        assert listed(reference, day, on_desk.NO_ROLE_IN_TERM) == expected

    def test_not_confirmed_for_twelve_months(self, reference: Views, day: str) -> None:
        there = Committee(dt.date.fromisoformat(day))
        since = there.day.replace(year=there.day.year - 1)
        shown = {
            id_: [latest(row[name], dt.date.min) for name in ("last_confirmed", "start_date")]
            for id_, row in there.held
        }
        expected = sorted(id_ for id_, days in shown.items() if max(days) < since)
        assert listed(reference, day, on_desk.NOT_CONFIRMED) == expected

    @pytest.mark.parametrize(("within", "after"), [(30, -1), (90, 30), (180, 90)])
    def test_ending_soon_each_once(self, reference: Views, day: str, within: int, after: int) -> None:
        there = Committee(dt.date.fromisoformat(day))
        expected = sorted(
            id_ for id_, row in there.held if after < (latest(row["end_date"]) - there.day).days <= within
        )
        assert listed(reference, day, on_desk.ENDING, within) == expected

    def test_with_three_or_more_roles(self, reference: Views, day: str) -> None:
        there = Committee(dt.date.fromisoformat(day))
        expected = sorted(id_ for id_ in there.seats if len(there.now(id_)) >= 3)
        assert listed(reference, day, on_desk.MANY_ROLES) == expected


def test_no_list_of_seats_and_roles_is_empty_on_all_these_days(reference: Views) -> None:
    of_members = {on_desk.LATE, on_desk.NOT_REPORTED}
    empty = [
        (about, within)
        for about, within in LISTS
        if about not in of_members and not any(listed(reference, day, about, within) for day in DAYS)
    ]
    assert empty == []


def late_by_member(day: dt.date) -> dict[str, tuple[int, int, int, int]]:
    """Known to be late, end passed and result unknown, end not known, due within 90 days: by member, with pandas."""
    read = {name: pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False) for name in
            ("commitments", "assessments", "action_plans")}  # fmt: skip
    plans = read["action_plans"].set_index("id")
    begins = {id_: latest(plan.start_date or plan.year_submitted) for id_, plan in plans.iterrows()}
    some = read["commitments"]
    some = some[some["action_plan_id"].map(lambda id_: begins.get(id_, NEVER)) <= day].copy()
    findings = read["assessments"]
    findings["day"] = findings["published"].map(latest)
    findings["rank"] = findings["assessor"].map(list(schema.ASSESSORS).index)
    findings = findings[findings["day"] <= day].sort_values(["day", "rank"], kind="stable")
    last = findings.groupby("commitment_id")["completion"].last()
    some["completion"] = some["id"].map(last).fillna("")
    some["left"] = [(latest(end) - day).days if end else None for end in some["end_date"]]
    counts: dict[str, tuple[int, int, int, int]] = {}
    for member, own in some.groupby("member_id"):
        ended, known = own["completion"].isin(["complete", "withdrawn"]), own["left"].notna()
        short = own["completion"].isin(["not_started", "limited", "substantial"])
        past, soon = known & (own["left"] < 0), known & (own["left"] > 0) & (own["left"] <= 90)
        four = (past & short, past & ~short & ~ended, ~known, soon & ~ended)
        counts[str(member)] = tuple(int(one.sum()) for one in four)  # type: ignore[assignment]
    return {member: four for member, four in counts.items() if any(four)}


@pytest.mark.parametrize("day", ["2014-01-01", "2017-06-27", "2018-12-31", "2026-11-29"])
def test_late_commitments_are_counted_by_member_in_three_counts_and_what_is_due(reference: Views, day: str) -> None:
    desk = Desk.of(reference.of(f"?asof={day}"))
    counts = {
        entry.subject: tuple(
            entry.standing.due[value] for value in ("overdue", "overdue-unknown", "end-unknown", "soon")
        )
        for entry in desk.listed(on_desk.LATE, 0)
        if entry.standing
    }
    assert counts == late_by_member(dt.date.fromisoformat(day))


def report(commitment: str, day: str, **more: Any) -> dict[str, Any]:
    return {"id": f"r-{commitment}-{day}", "commitment_id": commitment, "status": "limited", "reported_on": day} | more


REPORTS = [
    report("f4", "2019-01-10"),
    report("f5", "2019"),  # perhaps in the other half of the year
    report("s1", "2018-12-31"),  # in the half-year before
    report("f2", "2019-01-20"),  # after the day
]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Hand-made commitments, reports, and a committee whose names try to be something else."""
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    with store.writing(url):
        pass
    people = [
        {"id": f"cso-{n}", "name": name, "constituency": "civil_society", "organisation": name if n % 2 else ""}
        for n, name in enumerate(NAMES)
    ]
    seats = [
        {"steering_member_id": f"cso-{n}", "start_date": "2018-01-01", "end_date": "2019-02-01"}
        for n in range(len(NAMES))
    ]
    roles = [
        {"id": f"role-{n}", "steering_member_id": f"cso-{n}", "holder": name, "constituency": "civil_society",
         "kind": "delegation", "title": name, "start_date": "2018-01-01", "end_date": "2019-03"}
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    engine = sa.create_engine(url)
    mine = {"steering_members": people, "seats": seats, "roles": roles, "progress_reports": REPORTS}
    databases.write(engine, hand.TABLES | mine)
    engine.dispose()
    return url


def test_a_commitment_without_a_report_in_the_running_half_year_is_counted(url: str) -> None:
    entries = Desk.of(make_views(url).of("?asof=2019-01-15")).listed(on_desk.NOT_REPORTED, 0)
    counts = {entry.subject: (entry.standing.running, entry.standing.unreported) for entry in entries if entry.standing}
    assert counts == {"FRA": (4, 3), "KEN": (1, 1), "L-SAO": (1, 1)}  # f1 is complete, and k1 withdrawn


@pytest.mark.parametrize(
    ("day", "decided", "lacking"),
    [
        ("2019-01-12", "", 0),  # submitted on the day
        ("2019-01-11", "", 1),  # not yet
        ("2019-07-01", "", 1),  # in the half-year before
        ("2019-01-15", "returned", 1),
    ],
)
def test_a_report_that_waits_for_a_decision_is_one(url: str, day: str, decided: str, lacking: int) -> None:
    with store.writing(url) as connection:
        place = reports.Place("L-SAO", "s1")
        reports.save_draft(connection, place, {"status": "complete", "as_of": "2019-01-01", "summary": "Open."}, "rita")
        reports.submit(connection, "L-SAO", "rita", "2019-01-01/2019-02-28")
        values = {"submitted_at": dt.datetime.fromisoformat("2019-01-12 23:59")}
        values |= {"state": decided} if decided else {}
        connection.execute(schema.reports.update().values(values))
    entries = Desk.of(make_views(url).of(f"?asof={day}")).listed(on_desk.NOT_REPORTED, 0)
    assert {one.subject: one.standing.unreported for one in entries if one.standing}.get("L-SAO", 0) == lacking


def test_a_draft_is_no_report_yet(url: str) -> None:
    with store.writing(url) as connection:
        reports.save_draft(connection, reports.Place("L-SAO", "s1"), {"status": "complete"}, "rita")
    entries = Desk.of(make_views(url).of("?asof=2019-01-15")).listed(on_desk.NOT_REPORTED, 0)
    assert "L-SAO" in {entry.subject for entry in entries}


def test_the_desk_is_of_today_until_the_address_names_a_day(
    reference: Views, read_on: Callable[[dt.date], None]
) -> None:
    read_on(dt.date(2021, 8, 20))
    assert Desk.of(reference.of("?region=europe")).entries == Desk.of(reference.of("?asof=2021-08-20")).entries
    assert Desk.of(reference.of("")).on.selection.asof == dt.date(2021, 8, 20)


def test_a_key_names_one_row_and_stays(reference: Views) -> None:
    desks = [Desk.of(reference.of(f"?asof={day}&lang={lang}")) for day in DAYS for lang in LANGUAGES]
    named = {
        (key(entry), entry.about, entry.within, entry.subject) for desk in desks for entry in desk.entries.values()
    }
    assert len(named) == len({name for name, *_ in named}) > 200


# What is made of ticked rows.


def send(client: FlaskClient, made: str, rows: list[str], query: str = "?lang=en", **more: str) -> Any:
    data = {"csrf_token": token_of(client), "make": made, "row": rows, "language": "en"} | more
    return client.post(f"/desk/make{query}", data=data)


def keys(url: str, day: str = "2019-01-15") -> dict[str, list[str]]:
    """The keys of all rows, by what they are about."""
    by_list: dict[str, list[str]] = {}
    for name, entry in Desk.of(make_views(url).of(f"?asof={day}")).entries.items():
        by_list.setdefault(entry.about, []).append(name)
    return by_list


@pytest.fixture
def editor(url: str) -> FlaskClient:
    return client_of(url, "editor")


@pytest.fixture
def made(url: str, editor: FlaskClient) -> bytes:
    """The calendar of everything that ends, and of what members are asked."""
    some = keys(url)
    answer = send(editor, page.ICS, [*some[on_desk.ENDING], *some[on_desk.LATE], *some[on_desk.NOT_CONFIRMED]])
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return bytes(answer.data)


class TestTheCalendar:
    def test_has_lines_as_the_standard_wants_them(self, made: bytes) -> None:
        assert made.endswith(b"\r\n")
        lines = made.removesuffix(b"\r\n").split(b"\r\n")
        assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
        assert [line for line in lines if not re.match(rb" |[A-Z-]+[:;]", line)] == []

    def test_is_the_same_to_two_libraries(self, made: bytes) -> None:
        ours = icalendar.Calendar.from_ical(made).walk("VEVENT")
        theirs = vobject.readOne(made.decode()).vevent_list
        assert [str(one["SUMMARY"]) for one in ours] == [one.summary.value for one in theirs]
        assert [str(one["DESCRIPTION"]) for one in ours] == [one.description.value for one in theirs]
        assert [one["DTSTART"].dt for one in ours] == [one.dtstart.value for one in theirs]
        assert [str(one["UID"]) for one in ours] == [one.uid.value for one in theirs]
        assert len(ours) == 2 * len(NAMES) + 3 + 2 * len(NAMES)  # terms and roles that end, members, all unconfirmed

    def test_stays_whole_whatever_names_hold(self, made: bytes) -> None:
        whole = icalendar.Calendar.from_ical(made)
        assert {part.name for part in whole.walk()} == {"VCALENDAR", "VEVENT"}
        assert {name for event in whole.walk("VEVENT") for name in event} == {
            *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP")
        }
        assert any("BEGIN:VALARM" in str(event["SUMMARY"]) for event in whole.walk("VEVENT"))  # it stays text
        assert any(hostile.SCRIPT in str(event["SUMMARY"]) for event in whole.walk("VEVENT"))

    def test_has_whole_days_at_the_end_of_terms_roles_and_the_half_year(self, made: bytes) -> None:
        events = icalendar.Calendar.from_ical(made).walk("VEVENT")
        assert b"DTSTART;VALUE=DATE:20190201\r\n" in made
        days = [(event["DTSTART"].dt, (event["DTEND"].dt - event["DTSTART"].dt).days) for event in events]
        again = dt.date(2019, 1, 15) + dt.timedelta(days=14)  # what was not confirmed: to look again
        assert set(days) == {
            (day, 1) for day in (dt.date(2019, 2, 1), dt.date(2019, 3, 31), dt.date(2019, 6, 30), again)
        }
        assert all(event["DTSTAMP"].dt.tzinfo is not None for event in events)

    def test_names_a_thing_by_the_same_id_in_every_file(
        self, url: str, editor: FlaskClient, made: bytes, read_on: Callable[[dt.date], None]
    ) -> None:
        def ids(content: bytes) -> dict[str, str]:
            events = icalendar.Calendar.from_ical(content).walk("VEVENT")
            return {str(event["UID"]): str(event["SUMMARY"]) for event in events}

        read_on(dt.date(2018, 12, 1))  # other lists: nothing ends within 30 days
        earlier = send(editor, page.ICS, keys(url, "2018-12-01")[on_desk.ENDING]).data
        assert len(ids(made)) == made.count(b"\r\nBEGIN:VEVENT\r\n")
        assert ids(earlier).items() <= ids(made).items()
        assert len(ids(earlier)) == 2 * len(NAMES)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_is_in_the_language_that_was_chosen(self, url: str, editor: FlaskClient, lang: str) -> None:
        some = keys(url)[on_desk.NOT_REPORTED]
        [first, *_] = icalendar.Calendar.from_ical(send(editor, page.ICS, some, language=lang).data).walk("VEVENT")
        desk = Desk.of(make_views(url).of("")).spoken(lang)
        entry = desk.ticked(some)[0]
        assert str(first["DESCRIPTION"]).startswith(desk.sentence(entry))
        assert first["SUMMARY"].params["LANGUAGE"] == lang

    def test_a_day_without_lines_is_written_too(self) -> None:
        one = ics.AllDay("a@b", dt.date(2019, 1, 1), "")
        content = ics.calendar("x", [one], dt.datetime(2019, 1, 1, tzinfo=dt.UTC), "en")
        assert vobject.readOne(content.decode()).vevent.dtstart.value == dt.date(2019, 1, 1)


class TestTheList:
    def test_has_a_row_for_each_that_is_ticked(self, url: str, editor: FlaskClient) -> None:
        some = keys(url)
        ticked = [*some[on_desk.ENDING], *some[on_desk.LATE]]
        answer = send(editor, page.CSV, ticked)
        assert answer.headers["Content-Disposition"] == "attachment; filename=leadership-desk.csv"
        assert answer.headers["Cache-Control"] == "no-store"
        lines = list(csv.DictReader(io.StringIO(answer.text, newline="")))
        assert len(lines) == len(ticked)
        [france] = [line for line in lines if line["Who"] == "France" and line["List"].startswith("Late")]
        counts = ("Overdue", "Past its promised end, result not known", "Promised end not known", "Due within 90 days")
        assert [france[name] for name in counts] == ["2", "1", "1", "0"]
        assert {line["Last day"] for line in lines} == {"2019-02-01", "2019-03", ""}

    def test_has_no_formula(self, url: str, editor: FlaskClient) -> None:
        answer = send(editor, page.CSV, keys(url)[on_desk.ENDING])
        cells = [cell for line in csv.reader(io.StringIO(answer.text, newline="")) for cell in line]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
        assert f"'{hostile.FORMULA}" in cells


def texts(answer: str) -> list[str]:
    """What stands in the places to copy from."""
    return [html.unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", answer, re.DOTALL)]


class TestTheText:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_is_in_its_own_language_whatever_the_page_is_in(self, url: str, editor: FlaskClient, lang: str) -> None:
        some = keys(url)[on_desk.NOT_REPORTED]
        answer = send(editor, page.MAIL, some, language=lang)
        assert answer.status_code == 303
        shown = editor.get(answer.location).text
        desk = Desk.of(make_views(url).of("")).spoken(lang)
        assert '<html lang="en">' in shown
        assert ">Text to send</h1>" in shown
        [whole, *single] = texts(shown)
        assert all(f"- {desk.sentence(entry)}\n" in whole for entry in desk.ticked(some))
        assert len(single) == 3  # one for each who is asked

    def test_differs_between_languages(self, reference: Views) -> None:
        desk = Desk.of(reference.of("?asof=2018-12-31"))
        by_list = {entry.about: entry for entry in desk.entries.values()}
        said = {about: {desk.spoken(lang).sentence(entry) for lang in LANGUAGES} for about, entry in by_list.items()}
        assert {about: len(some) for about, some in said.items()} == dict.fromkeys(by_list, len(LANGUAGES))

    def test_is_in_the_link_for_the_mail_program(self, url: str, editor: FlaskClient) -> None:
        shown = editor.get(send(editor, page.MAIL, keys(url)[on_desk.LATE][:1]).location).text
        [whole] = texts(shown)
        [href] = re.findall(r'href="(mailto:[^"]*)"', shown)
        asked = parse_qs(urlsplit(html.unescape(href)).query)
        assert asked["body"] == [whole.replace("\n", "\r\n")]
        assert asked["subject"] == ["Open Government Partnership: 1 question to you"]

    def test_too_long_for_a_link_is_to_be_copied(self, reference: Views) -> None:
        desk = Desk.of(reference.of("?asof=2018-12-31"))
        whole = letter(desk, list(desk.entries.values()))
        assert (whole.is_long, "body=" in whole.href, len(whole.href) <= LONGEST_LINK) == (True, False, True)
        single = letters(desk, desk.listed(on_desk.LATE, 0))
        assert {one.is_long for one in single} == {False}

    def test_of_hostile_names_stays_text(self, url: str, editor: FlaskClient) -> None:
        shown = editor.get(send(editor, page.MAIL, keys(url)[on_desk.ENDING]).location).text
        assert "<script>window.hacked" not in shown
        [whole, *_] = texts(shown)
        assert hostile.SCRIPT in whole
        assert len([line for line in whole.split("\n") if line.startswith("- ")]) == 2 * len(NAMES)
        for href in re.findall(r'href="(mailto:[^"]*)"', shown):
            assert set(parse_qs(urlsplit(html.unescape(href)).query)) <= {"subject", "body"}
            assert "\n" not in unquote(href.partition("&")[0])

    def test_of_rows_that_are_on_no_list_says_so(self, editor: FlaskClient) -> None:
        for item in ("en.0123456789", "en", "xx.0123456789", "%00.%ff"):
            assert "None of these rows is on a list any more" in editor.get(f"/desk/{item}?lang=en").text


class TestAsked:
    """Who was asked about what, on which day, by whom."""

    def requests(self, url: str) -> list[tuple[str, ...]]:
        with sa.create_engine(url).connect() as connection:
            query = sa.text("SELECT about, subject, asked, day, asked_by FROM requests ORDER BY id")
            return [tuple(row) for row in connection.execute(query)]

    def audit(self, url: str) -> list[tuple[str, ...]]:
        with sa.create_engine(url).connect() as connection:
            query = sa.text("SELECT who, action, what, origin FROM audit ORDER BY id")
            return [tuple(row) for row in connection.execute(query)]

    def test_is_noted_audited_and_shown_beside_the_row(
        self, url: str, editor: FlaskClient, read_on: Callable[[dt.date], None]
    ) -> None:
        some = keys(url)[on_desk.LATE][:1]
        for _ in range(2):  # sent twice, asked once
            assert send(editor, page.CSV, some, asked="yes").status_code == 200
        assert self.requests(url) == [("late", "FRA", "France", "2019-01-15", "edith")]
        assert self.audit(url) == [("edith", "request", "Asked on 2019-01-15: France (late: FRA).", "127.0.0.1")]
        assert "asked on 15 January 2019 by edith" in editor.get("/desk?lang=en").text
        read_on(dt.date(2019, 3, 3))
        answer = send(editor, page.NOTE, some, asked="yes", language="fr")
        assert "asked 2 times, last on 3 March 2019 by edith" in editor.get(answer.location).text
        assert "asked 2 times, last on 3 March 2019 by edith" in editor.get("/desk?lang=en").text
        [line] = csv.DictReader(io.StringIO(send(editor, page.CSV, some).text, newline=""))
        assert [line[name] for name in ("Last asked on", "Times asked", "Asked by")] == ["2019-03-03", "2", "edith"]

    def test_goes_with_a_role_from_list_to_list(
        self, url: str, editor: FlaskClient, read_on: Callable[[dt.date], None]
    ) -> None:
        read_on(dt.date(2018, 12, 1))
        some = keys(url, "2018-12-01")[on_desk.ENDING]
        send(editor, page.CSV, some, asked="yes")
        read_on(dt.date(2019, 1, 15))
        assert editor.get("/desk?lang=en").text.count("asked on 1 December 2018 by edith") == 2 * len(NAMES)
        assert len(self.requests(url)) == 2 * len(NAMES)

    def test_is_not_noted_unless_that_is_ticked(self, url: str, editor: FlaskClient) -> None:
        for made in (page.CSV, page.ICS, page.MAIL):
            send(editor, made, keys(url)[on_desk.LATE])
        assert (self.requests(url), self.audit(url)) == ([], [])

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_is_noted_by_no_one_but_editors(self, url: str, role: str) -> None:
        client = client_of(url, role)
        answer = send(client, page.CSV, keys(url)[on_desk.LATE], asked="yes")
        assert answer.status_code == (401 if role == "stranger" else 403)
        assert self.requests(url) == []
        assert "France" not in re.sub(r"<(?:header|footer).*?</(?:header|footer)>", "", client.get("/desk").text)


class TestTheForm:
    @pytest.mark.parametrize(
        ("made", "ticked", "language"), [("csv", [], "en"), ("csv", ["0123456789"], "en"), ("pdf", None, "en"),
                                         ("csv", None, "xx"), ("", None, "en")],
    )  # fmt: skip
    def test_that_cannot_be_done_is_refused(
        self, url: str, editor: FlaskClient, made: str, ticked: list[str] | None, language: str
    ) -> None:
        some = keys(url)[on_desk.LATE] if ticked is None else ticked
        assert send(editor, made, some, language=language).status_code == 400

    def test_takes_so_many_rows_at_a_time(self, url: str, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(page, "MOST_TICKED", 2)
        some = keys(url)[on_desk.ENDING]
        assert [send(editor, page.CSV, some[:n]).status_code for n in (2, 3)] == [200, 400]

    def test_works_without_scripts(self, editor: FlaskClient) -> None:
        shown = editor.get("/desk?lang=en").text
        boxes = re.findall(r'<input[^>]*name="row"[^>]*>', shown)
        buttons = re.findall(r"<button[^>]*>", shown)
        sending = [button for button in buttons if 'name="make"' in button]
        assert len(boxes) > 60
        assert all('form="desk-rows"' in one for one in (*boxes, *sending))
        assert [re.search(r' value="(\w+)"', button)[1] for button in sending] == ["csv", "ics", "text"]  # type: ignore[index]
        assert re.search(r'<form[^>]*action="/desk/make[^>]*method="post"[^>]*id="desk-rows"', shown)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_carries_the_chosen_day_along(self, url: str, editor: FlaskClient, lang: str) -> None:
        shown = editor.get(f"/desk?lang={lang}&asof=2018-12-01").text
        assert f'action="/desk/make?asof=2018-12-01&amp;lang={lang}"' in shown
        answer = send(editor, page.MAIL, keys(url, "2018-12-01")[on_desk.ENDING][:1], f"?lang={lang}&asof=2018-12-01")
        assert answer.location.endswith(f"?asof=2018-12-01&lang={lang}")


class TestLeadership:
    def test_leads_editors_to_the_desk(self, editor: FlaskClient) -> None:
        assert "Leadership desk" in editor.get("/_page/leadership?lang=en").text

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_says_nothing_of_it_to_others(self, url: str, role: str) -> None:
        assert "Leadership desk" not in client_of(url, role).get("/_page/leadership?lang=en").text

    @pytest.mark.parametrize("path", ["/leadership", "/_page/leadership", "/api/v1/leadership.json"])
    def test_stays_everybodys_for_strangers(self, url: str, path: str) -> None:
        answer = client_of(url, "stranger").get(f"{path}?lang=en", buffered=True)
        assert answer.headers["Cache-Control"].startswith("public")
