"""Review in the browser: editors see what came in beside what was known, and decide; nobody else does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from data_loader import reports, store
from data_loader.reports import Place
from tests.dashboard import databases, hand
from tests.dashboard.signing_in import OTHER_REPORTER, app_of, client_of, token_of

PERIOD = "2027-01-01/2027-06-30"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database of its own, with the tables as a release brings them."""
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    with store.writing(url):
        pass
    engine = sa.create_engine(url)
    databases.write(engine, hand.TABLES)
    engine.dispose()
    return url


@pytest.fixture
def app(url: str) -> Dash:
    return app_of(url)


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def submitted(url: str, of: str = "s1", member: str = "L-SAO", author: str = "rita", **texts: str) -> str:
    """A report that was handed in, as ID:REVISION."""
    written = {"status": "complete", "as_of": "2020-01-15", "summary": "The portal is <b>open</b>."} | texts
    with store.writing(url) as connection:
        reports.save_draft(connection, Place(member, of), written, author)
        [one] = reports.submit(connection, member, author, PERIOD)
        return f"{one.id}:{one.revision}"


def send(client: FlaskClient, path: str, **form: Any) -> Any:
    return client.post(f"/review/{path}?lang=en", data={"csrf_token": token_of(client), **form})


def accept(client: FlaskClient, *some: str) -> Any:
    return send(client, "accept", **{f"report:{one}": "yes" for one in some})


def page(client: FlaskClient, path: str = "/review") -> str:
    """The text of a page, as a browser without scripts has it."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(f"{path}?lang=en").text).split())


def rows(url: str, query: str) -> list[Any]:
    with sa.create_engine(url).connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


class TestThePage:
    def test_has_each_report_beside_the_last_one_and_the_last_finding_of_others(
        self, url: str, editor: FlaskClient
    ) -> None:
        accept(editor, submitted(url, status="limited", reason="Few staff", summary="Staff were hired."))
        submitted(url, next_step="Train them", next_step_due="2020-12-31")
        shown = page(editor)
        assert "1 report waits for a decision." in shown
        assert "since the last report from “Limited” to “Complete”" in shown
        for text in ("Staff were hired.", "The portal is &lt;b&gt;open&lt;/b&gt;.", "IRM end of term", "Train them"):
            assert text in shown

    def test_groups_them_by_member(self, url: str, editor: FlaskClient) -> None:
        submitted(url)
        submitted(url, "k2", "KEN", "otto")
        shown = page(editor)
        assert "2 reports wait for a decision." in shown
        assert shown.index("Kenya") < shown.index("São Paulo")

    def test_says_so_where_nothing_waits(self, editor: FlaskClient) -> None:
        assert "Nothing waits: every report was decided on." in page(editor)

    def test_links_the_files_that_show_what_a_report_says(self, url: str, editor: FlaskClient) -> None:
        with store.writing(url) as connection:
            draft = reports.save_draft(connection, Place("L-SAO", "s1"), {"status": "complete"}, "rita")
            file = reports.Evidence("photo.png", "image/png", b"x")
            now = reports.add_evidence(connection, draft.id, file, "rita")
            [evidence] = [one.id for one in reports.files(connection, [draft.id])]
            texts = {"as_of": "2020-01-15", "summary": "Open.", "evidence_url": "javascript:alert(1)"}
            reports.save_draft(connection, Place("L-SAO", "s1"), texts, "rita", now.revision)
            connection.execute(reports._REPORTS.update().values(state="submitted", submitted_at=reports.now()))
        text = editor.get("/review").text
        assert f'href="/evidence/{evidence}/photo.png"' in text
        assert 'href="javascript' not in text

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter", OTHER_REPORTER])
    def test_tells_others_nothing_of_what_waits(self, url: str, app: Dash, role: str) -> None:
        submitted(url)
        text = client_of(app, role).get("/review").text
        assert "portal" not in text
        assert "csrf_token" not in text.partition("<main")[2].partition("</main>")[0]

    def test_is_in_no_cache_and_no_api(self, url: str, editor: FlaskClient) -> None:
        submitted(url)
        assert "no-store" in editor.get("/review").headers["Cache-Control"]
        assert editor.get("/api/v1/review.json").status_code == 404


class TestAccepting:
    def test_publishes_what_is_ticked_and_nothing_else(self, url: str, editor: FlaskClient) -> None:
        ticked, left = submitted(url), submitted(url, "k2", "KEN", "otto")
        answer = accept(editor, ticked)
        assert (answer.status_code, answer.location) == (303, "/review?lang=en")
        states = dict(rows(url, "SELECT id, state FROM reports"))
        assert [states[one.partition(":")[0]] for one in (ticked, left)] == ["accepted", "submitted"]
        assert rows(url, "SELECT commitment_id, reported_by FROM progress_reports") == [("s1", "rita")]
        assert rows(url, "SELECT who, action, version, origin FROM audit") == [("edith", "accept", 2, "127.0.0.1")]

    def test_shows_on_the_page_of_the_commitment_beside_what_was_found(self, url: str, editor: FlaskClient) -> None:
        accept(editor, submitted(url))
        shown = page(editor, "/commitments/s1")
        assert "as the member itself reports: Complete" in shown
        assert "What the member itself reports" in shown
        assert "rita" in shown

    def test_is_a_sentence_among_the_changes(self, url: str, editor: FlaskClient) -> None:
        accept(editor, submitted(url, summary="The portal is open."))
        shown = editor.get("/changes?from=1&to=2&lang=en").text
        assert "Reported by the member itself of “s1” (s1) on" in re.sub(r"<[^>]+>", "", shown)
        assert "complete (“The portal is open.”)" in re.sub(r"<[^>]+>", "", shown)

    def test_of_many_is_one_version(self, url: str, editor: FlaskClient) -> None:
        accept(editor, submitted(url), submitted(url, "k2", "KEN", "otto"))
        assert rows(url, "SELECT max(number) FROM versions") == [(2,)]
        assert len(rows(url, "SELECT id FROM progress_reports")) == 2

    def test_by_a_second_editor_is_refused_with_a_sentence(self, url: str, app: Dash, editor: FlaskClient) -> None:
        one = submitted(url)
        accept(editor, one)
        answer = accept(client_of(app, "administrator"), one)
        assert answer.status_code == 409
        assert "was accepted by edith meanwhile: nothing was done." in answer.text
        assert rows(url, "SELECT max(number) FROM versions") == [(2,)]

    def test_is_refused_in_the_language_of_the_reader(self, url: str, editor: FlaskClient) -> None:
        one = submitted(url)
        accept(editor, one)
        form = {"csrf_token": token_of(editor), f"report:{one}": "yes"}
        assert "meanwhile" not in editor.post("/review/accept?lang=fr", data=form).text

    @pytest.mark.parametrize("ticked", ["", "report:1", "report:../x:1", "report:" + "0" * 32 + ":0", "x"])
    def test_of_nothing_is_refused(self, url: str, editor: FlaskClient, ticked: str) -> None:
        submitted(url)
        assert send(editor, "accept", **({ticked: "yes"} if ticked else {})).status_code == 400
        assert rows(url, "SELECT max(number) FROM versions") == [(1,)]

    def test_tells_a_script_where_to_go(self, url: str, editor: FlaskClient) -> None:
        form = {"csrf_token": token_of(editor), f"report:{submitted(url)}": "yes"}
        answer = editor.post("/review/accept", data=form, headers={"Accept": "application/json"})
        assert answer.json == {"href": "/review"}


class TestSendingBack:
    def test_keeps_the_sentence_and_shows_it_among_the_last_decisions(self, url: str, editor: FlaskClient) -> None:
        id_, _, revision = submitted(url).partition(":")
        text = "Which portal? {who} --by=emil"
        assert send(editor, f"{id_}/send-back", revision=revision, comment=text).status_code == 303
        assert rows(url, "SELECT state, comment, reviewed_by FROM reports") == [("returned", text, "edith")]
        shown = page(editor)
        assert "sent back" in shown
        assert "Which portal?" in shown

    def test_takes_a_sentence(self, url: str, editor: FlaskClient) -> None:
        id_, _, revision = submitted(url).partition(":")
        assert send(editor, f"{id_}/send-back", revision=revision, comment=" ").status_code == 400
        assert send(editor, f"{id_}/send-back", revision=revision, comment="x" * 501).status_code == 409
        assert send(editor, f"{id_}/send-back", revision="-1", comment="x").status_code == 400
        assert rows(url, "SELECT state FROM reports") == [("submitted",)]


class TestCorrecting:
    def test_changes_the_report_and_says_who_did(self, url: str, editor: FlaskClient) -> None:
        id_, _, revision = submitted(url).partition(":")
        texts = {"status": "substantial", "summary": "--summary=The portal is open."}
        assert send(editor, f"{id_}/correct", revision=revision, **texts).status_code == 303
        [(status, summary, comment)] = rows(url, "SELECT status, summary, comment FROM reports")
        assert (status, summary) == ("substantial", "--summary=The portal is open.")
        assert comment.startswith("edith corrected the report on “s1”")

    def test_of_a_level_that_is_none_is_refused(self, url: str, editor: FlaskClient) -> None:
        id_, _, revision = submitted(url).partition(":")
        answer = send(editor, f"{id_}/correct", revision=revision, status="done", summary="x")
        assert answer.status_code == 409
        assert rows(url, "SELECT status FROM reports") == [("complete",)]
