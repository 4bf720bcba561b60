"""Reporting in the browser: one's own members and one's own reports alone, kept as drafts and submitted together."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.data import clock
from dashboard.editing.periods import Periods
from data_loader import reports, schema, store
from tests.dashboard.signing_in import OTHER_REPORTER, app_of, client_of, token_of

# A test client leaves the temporary file in which it wrote a large form to the garbage collector.
pytestmark = pytest.mark.filterwarnings(r"ignore:.*FileIO name=\d+ mode='rb\+':pytest.PytestUnraisableExceptionWarning")

WHOLE = {"status": "substantial", "as_of": "2026-08-01", "summary": "Twenty councils now sit in public."}
HERS = {"member": "L-SAO", "commitment": "SAO0001", "milestone": ""}


@pytest.fixture
def url(own_database: str) -> str:
    return own_database


@pytest.fixture
def app(url: str) -> Dash:
    return app_of(url)


@pytest.fixture
def rita(app: Dash) -> FlaskClient:
    return client_of(app, "reporter")


@pytest.fixture
def otto(app: Dash) -> FlaskClient:
    return client_of(app, OTHER_REPORTER)


def send(client: FlaskClient, action: str, *, as_json: bool = True, **fields: Any) -> Any:
    headers = {"X-CSRF-Token": token_of(client)} | ({"Accept": "application/json"} if as_json else {})
    return client.post(f"/report/{action}", data=fields, headers=headers, buffered=True)


def save(client: FlaskClient, **fields: Any) -> Any:
    return send(client, "save", **(HERS | {"revision": "0"} | fields))


def page(client: FlaskClient, lang: str = "en") -> str:
    """The page as a browser without scripts has it."""
    return client.get(f"/report?lang={lang}").text


def shown(client: FlaskClient, lang: str = "en") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page(client, lang).partition("<main")[2].partition("</main")[0]))


def rows(url: str, *columns: str) -> list[tuple[Any, ...]]:
    engine = sa.create_engine(url)
    table = schema.reports
    with engine.connect() as connection:
        query = sa.select(*(table.c[name] for name in columns)).order_by(table.c.commitment_id)
        there = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return there


def decided(url: str, state: str, comment: str = "") -> None:
    """What an editor decides on everything."""
    with store.writing(url) as connection:
        values = {"state": state, "reviewed_at": reports.now(), "reviewed_by": "edith", "comment": comment}
        connection.execute(schema.reports.update().values(values))


class TestThePage:
    def test_is_for_reporters(self, app: Dash) -> None:
        assert "Sign in" in shown(client_of(app, "stranger"))
        assert "you report for no member" in shown(client_of(app, "viewer"))
        assert "form" not in page(client_of(app, "editor")).partition("<main")[2].partition("</main")[0]

    def test_has_a_form_for_what_runs_of_ones_members_and_of_no_others(self, rita: FlaskClient) -> None:
        forms = {*re.findall(r'name="commitment" value="([^"]+)"', page(rita))}
        assert {one[:3] for one in forms} == {"SAO"}
        assert {"SAO0001", "SAO0002", "SAO0003"} <= forms

    def test_names_each_of_several_members(self, otto: FlaskClient) -> None:
        assert {"Paris", "Austin"} <= {*re.findall(r"<h2>([^<,]+)", page(otto))}

    def test_tells_what_is_late_and_unreported_first(self, rita: FlaskClient) -> None:
        first = re.findall(r'id="report-([^"]+)"', page(rita))[0]
        save(rita, commitment=first, **WHOLE)
        send(rita, "submit", member="L-SAO")
        assert re.findall(r'id="report-([^"]+)"', page(rita))[-1] == first

    def test_says_what_is_missing_and_what_is_ready(self, rita: FlaskClient) -> None:
        save(rita, **WHOLE)
        save(rita, commitment="SAO0002", summary="Half of it", as_of="2026-08-01")
        text = shown(rita)
        assert "1 report is ready." in text
        assert "Please choose how far it is." in text

    def test_shows_what_was_sent_back_and_why(self, rita: FlaskClient, url: str) -> None:
        save(rita, **WHOLE)
        send(rita, "submit", member="L-SAO")
        decided(url, "returned", "Please name the councils.")
        assert shown(rita).count("Please name the councils.") == 2  # with the form, and in the list of decisions
        assert "edith sent this report back:" in shown(rita)

    def test_is_kept_by_nobody(self, rita: FlaskClient) -> None:
        assert rita.get("/report").headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("lang", ["fr", "es"])
    def test_is_said_in_every_language(self, rita: FlaskClient, lang: str) -> None:
        save(rita, commitment="SAO0002", summary="Half of it")
        assert "Please" not in shown(rita, lang)

    def test_keeps_what_is_typed_as_text(self, rita: FlaskClient) -> None:
        save(rita, summary="</textarea><script>alert(1)</script>", evidence_url='"><img src=x>')
        assert "<script>alert" not in page(rita)
        assert "<img" not in page(rita)


class TestSaving:
    def test_keeps_a_draft_and_says_its_revision(self, rita: FlaskClient, url: str) -> None:
        answer = save(rita, summary="Half of it").json
        assert (answer["revision"], answer["state"], answer["sentence"]) == (1, "draft", "The draft was saved.")
        assert rows(url, "author", "summary") == [("rita", "Half of it")]

    def test_leads_back_to_the_page_without_scripts(self, rita: FlaskClient) -> None:
        answer = save(rita, as_json=False, **WHOLE)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/report")
        assert "Twenty councils now sit in public." in page(rita)

    def test_tells_a_script_what_was_saved_elsewhere(self, rita: FlaskClient) -> None:
        save(rita, summary="On the telephone")
        save(rita, revision="1", summary="At the desk")
        answer = save(rita, revision="1", summary="On the telephone again")
        assert (answer.status_code, answer.json["revision"]) == (409, 2)
        assert (answer.json["stored"]["summary"], answer.json["conflict"]) == ("At the desk", True)

    @pytest.mark.parametrize(
        "fields",
        [
            {"member": "L-PAR", "commitment": "PAR0001"},
            {"member": "L-SAO", "commitment": "PAR0001"},
            {"member": "L-SAO", "commitment": "SAO0001", "milestone": "L-PAR-m01"},
            {"member": "", "commitment": "SAO0001"},
            {"member": "L-SAO", "commitment": "--help"},
        ],
    )
    def test_of_another_member_is_refused(self, rita: FlaskClient, url: str, fields: dict[str, str]) -> None:
        assert save(rita, **(WHOLE | fields)).status_code in {400, 404}
        assert rows(url, "id") == []

    @pytest.mark.parametrize("revision", ["-1", "x", "9" * 40, "²"])
    def test_with_a_revision_that_is_none_is_refused(self, rita: FlaskClient, revision: str) -> None:
        assert save(rita, revision=revision).status_code == 400

    @pytest.mark.parametrize("fields", [{"summary": "x" * 100_000}, {"commitment": "x" * 100_000}])
    def test_of_more_than_the_loader_takes_is_refused(self, rita: FlaskClient, fields: dict[str, str]) -> None:
        assert save(rita, **fields).status_code in {400, 404}
        assert save(rita, **WHOLE).status_code == 200

    @pytest.mark.parametrize("role", ["viewer", "editor", "administrator"])
    def test_is_for_reporters(self, app: Dash, url: str, role: str) -> None:
        assert save(client_of(app, role), **WHOLE).status_code == 403
        assert rows(url, "id") == []

    def test_without_a_token_is_refused(self, rita: FlaskClient) -> None:
        assert rita.post("/report/save", data=HERS | WHOLE).status_code == 403

    def test_says_what_is_wrong_in_the_readers_language(self, rita: FlaskClient) -> None:
        headers = {"X-CSRF-Token": token_of(rita), "Accept": "application/json"}
        answer = rita.post("/report/save?lang=es", data=HERS | {"summary": "x" * 501}, headers=headers)
        assert answer.status_code == 400
        assert "500" in answer.json["error"]
        assert "letters" not in answer.json["error"]


class TestAFile:
    FILE = b"a,b\n1,2\n"

    @pytest.mark.parametrize("place", ["missing", "missing/deep", "taken/below"])
    def test_is_kept_whatever_is_wrong_with_the_folder_for_what_comes_in(
        self, url: str, tmp_path: Path, place: str
    ) -> None:
        (tmp_path / "taken").write_text("no folder")
        app = app_of(url)
        app.server.extensions["monitor-reporting"]._folder = str(tmp_path / place)
        answer = save(client_of(app, "reporter"), **WHOLE, evidence=(io.BytesIO(self.FILE), "a.csv"))
        assert answer.status_code == 200, answer.text
        with sa.create_engine(url).connect() as connection:
            assert connection.scalar(sa.select(schema.evidence.c.content)) == self.FILE
        assert [path for path in (tmp_path / "missing").rglob("*") if path.is_file()] == []  # no copy is left


class TestSubmitting:
    def test_hands_in_what_is_whole_and_the_log_has_it(self, rita: FlaskClient, url: str) -> None:
        save(rita, **WHOLE)
        save(rita, commitment="SAO0002", summary="Half of it")
        assert send(rita, "submit", member="L-SAO").json["sentence"] == "One report was submitted."
        period = Periods("01-01/02-28,07-01/08-31").on(clock.today()).name
        assert rows(url, "state", "period") == [("submitted", period), ("draft", "")]

    def test_of_nothing_says_so(self, rita: FlaskClient) -> None:
        answer = send(rita, "submit", member="L-SAO")
        assert (answer.status_code, "no report to submit" in answer.json["error"]) == (400, True)

    def test_for_another_member_is_refused(self, rita: FlaskClient, otto: FlaskClient, url: str) -> None:
        save(otto, member="L-PAR", commitment="PAR0001", **WHOLE)
        assert send(rita, "submit", member="L-PAR").status_code == 404
        assert rows(url, "state") == [("draft",)]

    def test_can_be_taken_back(self, rita: FlaskClient, url: str) -> None:
        report = save(rita, **WHOLE).json["report"]
        send(rita, "submit", member="L-SAO")
        assert "Withdraw this report" in shown(rita)
        assert send(rita, "withdraw", report=report).json["state"] == "draft"


class TestReportsOfOthers:
    @pytest.fixture
    def report(self, rita: FlaskClient) -> str:
        answer = save(rita, **WHOLE, evidence=(io.BytesIO(b"a,b\n1,2\n"), "a.csv"))
        return str(answer.json["report"])

    def test_drafts_are_seen_by_nobody_else(self, report: str, app: Dash) -> None:
        roles = ("stranger", "viewer", "editor", "administrator", OTHER_REPORTER)
        assert report
        assert [role for role in roles if "Twenty councils" in page(client_of(app, role))] == []

    @pytest.mark.parametrize("action", ["withdraw", "discard"])
    def test_nobody_else_does_anything_with_them(self, report: str, otto: FlaskClient, url: str, action: str) -> None:
        assert send(otto, action, report=report).status_code == 404
        assert rows(url, "state") == [("draft",)]

    def test_nor_with_their_files(self, report: str, otto: FlaskClient, url: str) -> None:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            file = connection.execute(sa.select(schema.evidence.c.id)).scalar_one()
        engine.dispose()
        assert report
        assert send(otto, "detach", file=file).status_code == 404

    def test_who_reports_for_the_member_no_longer_writes_no_more(self, report: str, url: str) -> None:
        app = app_of(url)
        with store.writing(url) as connection:
            connection.execute(schema.reports.update().values(member_id="L-PAR"))
        assert send(client_of(app, "reporter"), "discard", report=report).status_code == 404

    @pytest.mark.parametrize("report", ["", "1", "x" * 32, "../" * 8, "0" * 32])
    def test_what_is_none_is_refused_alike(self, rita: FlaskClient, report: str) -> None:
        assert send(rita, "withdraw", report=report).status_code == 404


class TestPeriods:
    YEAR = Periods("01-01/02-28,07-01/08-31")

    @pytest.mark.parametrize(
        ("day", "name", "is_open", "following"),
        [
            ("2027-01-01", "2027-01-01/2027-02-28", True, "2027-07-01"),
            ("2027-02-28", "2027-01-01/2027-02-28", True, "2027-07-01"),
            ("2027-03-01", "2027-01-01/2027-02-28", False, "2027-07-01"),
            ("2026-12-31", "2026-07-01/2026-08-31", False, "2027-01-01"),
        ],
    )
    def test_a_day_counts_for_the_one_that_is_open_or_closed_last(
        self, day: str, name: str, is_open: bool, following: str
    ) -> None:
        on = dt.date.fromisoformat(day)
        period = self.YEAR.on(on)
        assert (period.name, period.is_open(on), self.YEAR.after(on).opens.isoformat()) == (name, is_open, following)

    def test_one_may_end_in_the_next_year_or_in_a_short_month(self) -> None:
        assert Periods("12-15/01-31").on(dt.date(2027, 1, 5)).name == "2026-12-15/2027-01-31"
        assert Periods("01-01/02-29").on(dt.date(2027, 1, 5)).name == "2027-01-01/2027-02-28"
