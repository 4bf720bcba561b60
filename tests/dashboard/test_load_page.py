"""Loading in the browser: only editors, each only their own; the same report, diff and version as the command line."""

from __future__ import annotations

import csv
import gc
import io
import json
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dashboard.editing.folder import safe_name
from dashboard.editing.jobs import Jobs, jobs_of
from dashboard.editing.queue import Queue
from dashboard.web.frame import whole
from dashboard.web.pages import blocks_of, resolve
from data_loader import isolated
from data_loader.commands import app as command_line
from data_loader.load import REFERENCE
from tests.dashboard import hostile, signing_in, trees
from tests.dashboard.loading import at_work, ended
from tests.dashboard.signing_in import app_of, client_of, token_of
from tests.data_loader.some_rows import a_day_of_work
from tests.reference import copied

# A test client leaves the temporary file in which it wrote a large form to the garbage collector.
pytestmark = pytest.mark.filterwarnings(r"ignore:.*FileIO name=\d+ mode='rb\+':pytest.PytestUnraisableExceptionWarning")

MIB = 2**20
TOGETHER = 2 * MIB


@pytest.fixture
def url(own_database: str) -> str:
    return own_database


@pytest.fixture
def app(url: str, tmp_path: Path) -> Dash:
    return app_of(url, uploads=str(tmp_path / "uploads"), upload_bytes=TOGETHER)


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def send(client: FlaskClient, path: str, **fields: Any) -> Any:
    headers = {"X-CSRF-Token": token_of(client), "Accept": "application/json"}
    return client.post(f"/data/load/{path}", data=fields, headers=headers, buffered=True)


def done(answer: Any) -> str:
    """The token of a load, whose work has ended."""
    assert answer.status_code == 200, answer.text
    return str(answer.json["href"].rpartition("/")[2])


def stored(folder: Path) -> list[Path]:
    """The file in which a server with this folder has its queue."""
    return [*(folder / "uploads").rglob("*.sqlite")]


def checked(client: FlaskClient, *files: tuple[str, bytes]) -> str:
    return done(send(client, "check", files=[(io.BytesIO(content), name) for name, content in files]))


def tree(client: FlaskClient, path: str = "", query: str = "") -> Any:
    """The page as this visitor's browser gets it."""
    with client:
        client.get(f"/data/load{path}{query}")
        return built(client, f"data/load{path}", query)


def built(client: FlaskClient, path: str, query: str = "") -> Any:
    page, view = resolve(client.application.extensions["tests-views"], path, query)
    return whole(page, view, blocks_of(page, view))


@pytest.fixture(autouse=True)
def _refused_uploads() -> Iterator[None]:
    """Of a request that is refused while it is read, the framework leaves a temporary file to be collected."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _views(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every application of these tests can be asked for its views."""
    original = signing_in.create_app

    def remembered(*given: Any) -> Any:
        made = original(*given)
        made.server.extensions["tests-views"] = made._views
        return made

    monkeypatch.setattr(signing_in, "create_app", remembered)


def said(client: FlaskClient, path: str = "", query: str = "") -> str:
    return trees.text(tree(client, path, query))


def answered(client: FlaskClient, token: str) -> Any:
    return json.loads(client.get(f"/data/load/jobs/{token}/report.json").text)


def printed(*arguments: object) -> Any:
    result = CliRunner().invoke(command_line, [*map(str, arguments), "--report", "json"])
    return json.loads(result.stdout)


def table(name: str) -> list[list[str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def content(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def changed(name: str, row: int, column: str, value: str) -> bytes:
    rows = table(name)
    rows[row - 1][rows[0].index(column)] = value
    return content(rows)


GOOD = ("meetings.csv", changed("meetings", 2, "place", "Tbilisi, Georgia"))
BAD = ("assessments.csv", changed("assessments", 3, "completion", "In Progress"))
ALIAS = {"field": "assessments.completion", "word": "In Progress"}
FEWER = ("milestones.csv", content(table("milestones")[:16]))  # more than half; nothing refers to them


def one(url: str, statement: str) -> Any:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        value = connection.exec_driver_sql(statement).scalar()
    engine.dispose()
    return value


WRITTEN = (
    "check", "restore", "words/remove",
    *(f"jobs/{{}}/{name}" for name in ("check", "answer", "alias", "accept", "publish")),
)  # fmt: skip
SEEN = ("jobs/{}", "jobs/{}/report.json", "jobs/{}/report.csv", "jobs/{}/marked/0", "audit.csv")


class TestWhoMayLoad:
    def test_without_signing_in_the_page_explains_and_offers_nothing(self, reference_url: str) -> None:
        page = tree(client_of(app_of(reference_url, accounts="", secret_key=""), "stranger"))
        assert "ogm check" in trees.text(page)
        assert trees.of_type(trees.classed(page, "load"), "Form") == []

    def test_a_stranger_is_led_to_sign_in_and_back(self, app: Dash) -> None:
        page = tree(client_of(app, "stranger"))
        assert trees.of_type(trees.classed(page, "load"), "Form") == []
        assert any(href.startswith("/signin?") and "data%2Fload" in href for href in trees.hrefs(page))

    def test_a_viewer_is_told_which_role_it_takes(self, app: Dash) -> None:
        page = tree(client_of(app, "viewer"))
        assert "you do not have this role" in trees.text(page)
        assert trees.of_type(trees.classed(page, "load"), "Form") == []

    def test_an_editor_finds_the_way_to_load_and_to_edit(self, editor: FlaskClient) -> None:
        page = tree(editor)
        assert {"/data/load", "/data/load#download-to-edit", "/data/edit/roles.xlsx?lang=en"} <= {*trees.hrefs(page)}

    def test_an_editor_may_choose_files(self, editor: FlaskClient) -> None:
        assert "Choose files, or drop them here" in said(editor)

    def test_nobody_else_reaches_a_write_or_sees_a_load(self, app: Dash, editor: FlaskClient) -> None:
        token = checked(editor, BAD)
        for role, status in (("stranger", 401), ("viewer", 403)):
            client = client_of(app, role)
            answers = {path: send(client, path.format(token), number="1", against="1") for path in WRITTEN}
            answers |= {path: client.get(f"/data/load/{path.format(token)}", buffered=True) for path in SEEN}
            assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, status)

    def test_nothing_of_a_load_has_an_address_in_the_api(self, editor: FlaskClient) -> None:
        token = checked(editor, BAD)
        paths = ("data/load", "data/load/versions", f"data/load/{token}", f"data/load/{token}/faults")
        answers = {path: editor.get(f"/api/v1/{path}.json").status_code for path in paths}
        assert answers == dict.fromkeys(paths, 404)

    def test_a_load_belongs_to_its_editor(self, app: Dash, editor: FlaskClient, url: str) -> None:
        token = checked(editor, GOOD)
        accounts = Path(app.server.extensions["signin"].settings.accounts)
        known = json.loads(accounts.read_text())
        accounts.write_text(json.dumps(known | {"emil": known["edith"]}))
        other = client_of(app, "stranger")
        signing_in.sign_in(other, "emil")
        assert "no longer there" in said(other, f"/{token}")
        assert send(other, f"jobs/{token}/publish", note="Why").status_code == 404
        assert other.get(f"/data/load/jobs/{token}/report.json").status_code == 404
        assert one(url, "SELECT max(number) FROM versions") == 1

    def test_a_form_of_another_site_is_refused(self, editor: FlaskClient) -> None:
        headers = {"X-CSRF-Token": token_of(editor), "Accept": "application/json", "Origin": "https://evil.example"}
        answer = editor.post("/data/load/restore", data={"number": "1", "against": "1"}, headers=headers)
        assert answer.status_code == 403

    def test_a_form_without_its_token_is_refused(self, editor: FlaskClient) -> None:
        assert editor.post("/data/load/restore", data={"number": "1", "against": "1"}).status_code == 403

    @pytest.mark.parametrize("token", ["0" * 32, "x", "..", "%2e%2e%2f", "check"])
    def test_a_load_that_is_not_there_is_a_sentence(self, editor: FlaskClient, token: str) -> None:
        assert "no longer there" in said(editor, f"/{token}")
        assert editor.get(f"/data/load/jobs/{token}").status_code == 404


class TestTheCommandLineSaysTheSame:
    @pytest.mark.parametrize("file", [GOOD, BAD, FEWER, ("notes.csv", b"a,b\n1,2\n"), ("old.xlsx", b"PK\x03\x04")])
    def test_of_the_faults_and_the_changes(
        self, editor: FlaskClient, url: str, tmp_path: Path, file: tuple[str, bytes]
    ) -> None:
        name, held = file
        (tmp_path / name).write_bytes(held)
        assert answered(editor, checked(editor, file)) == printed("check", tmp_path / name, "--database", url)

    @pytest.mark.parametrize("files", [dict([GOOD]), a_day_of_work()], ids=["a table", "only some rows"])
    def test_of_the_version(
        self, editor: FlaskClient, url: str, reference_url: str, tmp_path: Path, files: dict[str, bytes]
    ) -> None:
        for name, held in files.items():
            (tmp_path / name).write_bytes(held)
        other = copied(reference_url, tmp_path / "other.sqlite")
        by_command = printed("load", *(tmp_path / name for name in files), "--database", other)
        token = checked(editor, *files.items())
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert answered(editor, token) == by_command
        for statement in (
            "SELECT group_concat(sha256) FROM batches",
            "SELECT group_concat(sha256) FROM version_files",
            "SELECT group_concat(changes) FROM versions",
        ):
            assert one(url, statement) == one(other, statement)


class TestADownload:
    def test_of_the_commitments_of_a_city_loads_back_as_these_rows_alone(self, editor: FlaskClient, url: str) -> None:
        text = editor.get("/commitments.csv?member=L-PAR").text
        title = next(csv.DictReader(io.StringIO(text)))["title"]
        same = checked(editor, ("commitments.csv", text.encode()))
        assert not any(answered(editor, same)["changes"][0][kind] for kind in ("new", "changed", "removed"))
        token = checked(editor, ("commitments.csv", text.replace(title, "Another title").encode()))
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert answered(editor, token)["version"] == 2
        statement = "SELECT changes FROM versions WHERE number = 2"
        assert one(url, statement) == "commitments: 0 new, 1 changed, 0 removed"
        pages = [trees.text(built(editor, f"commitments/{row}")) for row in ("PAR0001", "PAR0002")]
        assert "Row 2 of commitments.csv, loaded with data version 2" in pages[0]
        assert "of commitments.csv, loaded with data version 1" in pages[1]


class TestFaults:
    def test_stand_where_they_are_with_what_was_meant(self, editor: FlaskClient) -> None:
        page = tree(editor, f"/{checked(editor, BAD)}")
        assert "please correct the errors" in trees.text(trees.classed(page, "verdict"))
        _, row = trees.table(trees.classed(page, "load"))
        assert row[0].startswith("assessments!D3")
        assert row[2] == "In Progress"

    def test_can_be_downloaded(self, editor: FlaskClient) -> None:
        token = checked(editor, BAD)
        rows = list(csv.DictReader(io.StringIO(editor.get(f"/data/load/jobs/{token}/report.csv").text)))
        assert [(row["address"], row["value"]) for row in rows] == [("assessments!D3", "In Progress")]
        marked = editor.get(f"/data/load/jobs/{token}/marked/0", buffered=True)
        assert "assessments-marked.xlsx" in marked.headers["Content-Disposition"]
        assert zipfile.is_zipfile(io.BytesIO(marked.data))
        assert editor.get(f"/data/load/jobs/{token}/marked/1").status_code == 404

    def test_of_several_files_are_marked_in_each(self, editor: FlaskClient) -> None:
        token = checked(editor, BAD, GOOD)
        page = tree(editor, f"/{token}")
        assert [href for href in trees.hrefs(page) if "/marked/" in href] == [
            f"/data/load/jobs/{token}/marked/{place}" for place in (0, 1)
        ]
        assert editor.get(f"/data/load/jobs/{token}/marked/1", buffered=True).status_code == 200

    def test_of_a_word_end_once_it_is_said_what_it_stands_for(self, editor: FlaskClient, url: str) -> None:
        token = checked(editor, BAD)
        assert "“In Progress” in the column completion stands for" in said(editor, f"/{token}")
        answer = send(
            editor, f"jobs/{token}/alias", field="assessments.completion", word="In Progress", value="limited"
        )
        done(answer)
        assert "No fault" not in said(editor, f"/{token}")
        assert "In Progress stands for Limited in Completion" in said(editor, f"/{token}")
        assert "nothing to publish" in said(editor, f"/{token}")
        assert one(url, "SELECT text || ' ' || value || ' ' || said_by FROM aliases") == "In Progress limited edith"

    @pytest.mark.parametrize("value", ["--help", "--remove", "nonsense", ""])
    def test_a_word_stands_for_nothing_else(self, editor: FlaskClient, url: str, value: str) -> None:
        token = checked(editor, BAD)
        answer = send(editor, f"jobs/{token}/alias", **ALIAS, value=value)
        if value:
            done(answer)
            assert f"{value} is no value of Completion" in said(editor, f"/{token}")
        else:
            assert answer.status_code == 400
        assert one(url, "SELECT count(*) FROM aliases") == 0

    def test_of_texts_that_try_to_be_code_are_shown_as_they_are(self, editor: FlaskClient) -> None:
        header, *rows = table("meetings")
        bad = [[*rows[0][:4], text] for text in (hostile.SCRIPT, hostile.FORMULA, hostile.BRACES)]
        for number, row in enumerate(bad):
            row[0] = f"m{number}"
        token = checked(editor, ("<img src=x onerror=alert(1)>.csv", content([header, *bad])))
        page = tree(editor, f"/{token}")
        assert all(
            text in trees.text(page) for text in (hostile.SCRIPT, hostile.BRACES, "<img src=x onerror=alert(1)>.csv")
        )
        listed = list(csv.DictReader(io.StringIO(editor.get(f"/data/load/jobs/{token}/report.csv").text)))
        assert f"'{hostile.FORMULA}" in {row["value"] for row in listed}


def misspelt(*places: int) -> tuple[str, bytes]:
    """Assessments whose completion is written with a slip, and what is meant is certain."""
    rows = table("assessments")
    for place in places:
        rows[place][3] = "Substantal" if place % 2 else "Limitd"
    return "assessments.csv", content(rows)


class TestFaultsAlike:
    def test_are_said_once_with_their_places(self, editor: FlaskClient) -> None:
        rows = table("meetings")
        for row in rows[1:]:
            row[4] = "picnic"
        page = tree(editor, f"/{checked(editor, ('meetings.csv', content(rows)))}")
        _, *found = trees.table(trees.classed(page, "load"))
        assert len(found) == 1
        assert f"{len(rows) - 1} cells of the column “kind” hold “picnic”" in found[0][1]
        assert "meetings!E2meetings!E3meetings!E4and " in found[0][0]

    def test_are_groups_of_the_report(self, editor: FlaskClient) -> None:
        report = answered(editor, checked(editor, misspelt(1, 2, 3)))
        assert [(one["count"], one["value"]) for one in report["groups"]] == [(2, "Substantal"), (1, "Limitd")]
        assert sum(one["count"] for one in report["groups"]) == len(report["findings"])


def test_suggestions_are_accepted_for_these_files_alone(editor: FlaskClient, url: str) -> None:
    token = checked(editor, misspelt(1, 2, 3))
    assert "For 2 words the meaning is clear." in said(editor, f"/{token}")
    done(send(editor, f"jobs/{token}/accept", **{"for": "once"}))
    assert "can be published" in said(editor, f"/{token}")
    assert one(url, "SELECT count(*) FROM aliases") == 0
    done(send(editor, f"jobs/{token}/publish", note="Why"))
    assert "Version 2 is published." in said(editor, f"/{token}")


def test_suggestions_are_accepted_for_all_later_files(editor: FlaskClient, url: str) -> None:
    token = checked(editor, misspelt(1, 2, 3))
    done(send(editor, f"jobs/{token}/accept", **{"for": "always"}))
    assert "can be published" in said(editor, f"/{token}")
    assert one(url, "SELECT count(*) FROM aliases") == 2
    page = trees.text(tree(editor, "/words"))
    assert all(text in page for text in ("Substantal", "Substantial", "Limitd", "Limited", "edith"))


def test_a_kept_word_is_taken_back_on_its_page(editor: FlaskClient) -> None:
    done(send(editor, f"jobs/{checked(editor, BAD)}/alias", **ALIAS, value="limited"))
    assert "In Progress" in said(editor, "/words")
    token = done(send(editor, "words/remove", **ALIAS))
    assert "In Progress stands for nothing any more" in said(editor, f"/{token}")
    assert "No word is kept yet." in said(editor, "/words")


def test_kept_words_are_for_editors(app: Dash) -> None:
    assert "role of an editor" in said(client_of(app, "viewer"), "/words")


ASKED = (
    "meetings.csv",
    content([["id", "start_date", "end_date", "Spot", *table("meetings")[0][4:]], *table("meetings")[1:]]),
)
"""A column with a name that says nothing: which one is it?"""


class TestQuestions:
    def test_stand_in_a_form_with_the_likely_answer_chosen(self, editor: FlaskClient) -> None:
        page = tree(editor, f"/{checked(editor, ASKED)}")
        assert "Which column is which" in trees.text(page)
        radios = [one for one in trees.walk(page) if getattr(one, "type", "") == "radio"]
        assert [one.value for one in radios if getattr(one, "defaultChecked", False)] == ["ignore"]

    def test_are_answered_and_published_with_the_same_answers(self, editor: FlaskClient, url: str) -> None:
        moved = [*table("meetings")]
        moved[0] = ["id", "start_date", "end_date", "Spot", *moved[0][4:]]
        moved[1][3] = "Tbilisi"
        token = checked(editor, ("meetings.csv", content(moved)))
        key = answered(editor, token)["questions"][0]["key"]
        done(send(editor, f"jobs/{token}/answer", **{f"answer:{key}": "place"}))
        assert "Tbilisi" in said(editor, f"/{token}")
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        stored = "SELECT place FROM meetings WHERE batch = (SELECT max(batch) FROM meetings) AND row = 2"
        assert one(url, stored) == "Tbilisi"

    @pytest.mark.parametrize(
        "fields", [{}, {"answer:x": "y"}, {"answer:column:meetings.csv:Spot": "place\n"}, {"answer:column": "x" * 301}]
    )
    def test_take_no_other_answers(self, editor: FlaskClient, fields: dict[str, str]) -> None:
        assert send(editor, f"jobs/{checked(editor, ASKED)}/answer", **fields).status_code == 400


class TestConflicts:
    """A download that somebody else's load has overtaken."""

    @pytest.fixture
    def token(self, editor: FlaskClient) -> str:
        downloaded = editor.get("/data/meetings.csv").text
        place = table("meetings")[1][3]
        done(send(editor, f"jobs/{checked(editor, GOOD)}/publish", note="Theirs"))
        return checked(editor, ("meetings.csv", downloaded.replace(place, "Batumi", 1).encode()))

    def test_stand_in_a_table_yours_beside_theirs(self, editor: FlaskClient, token: str) -> None:
        page = tree(editor, f"/{token}")
        assert "These files wait for your answers." in trees.text(page)
        header, row = trees.table(trees.classed(page, "load"))
        assert header == ["Conflict", "Yours", "Theirs"]
        assert ("Batumi" in row[1], "Tbilisi, Georgia" in row[2]) == (True, True)
        radios = [one for one in trees.walk(page) if getattr(one, "type", "") == "radio"]
        assert {one.form for one in radios if one.value in {"yours", "theirs"}} == {"conflicts"}

    @pytest.mark.parametrize(("side", "place"), [("yours", "Batumi"), ("theirs", "Tbilisi, Georgia")])
    def test_are_all_answered_at_once(self, editor: FlaskClient, token: str, url: str, side: str, place: str) -> None:
        done(send(editor, f"jobs/{token}/answer", **{"answer:conflict": side}))
        done(send(editor, f"jobs/{token}/publish", note="Mine"))
        stored = "SELECT place FROM meetings WHERE batch = (SELECT max(batch) FROM meetings) AND row = 2"
        assert one(url, stored) == place


class TestPublishing:
    @pytest.mark.parametrize("note", ["", "  ", "x" * 501])
    def test_takes_a_note_of_one_line(self, editor: FlaskClient, note: str) -> None:
        assert send(editor, f"jobs/{checked(editor, GOOD)}/publish", note=note).status_code == 400

    def test_keeps_the_note_and_leads_to_what_changed_and_where(self, editor: FlaskClient, url: str) -> None:
        token = checked(editor, GOOD)
        done(send(editor, f"jobs/{token}/publish", note="The place of the meeting"))
        links = trees.hrefs(tree(editor, f"/{token}"))
        assert "/changes?from=1&to=2&lang=en" in links
        assert one(url, "SELECT note FROM versions WHERE number = 2") == "The place of the meeting"
        assert "The place of the meeting" in said(editor)

    def test_undone_says_what_is_there_again(self, editor: FlaskClient) -> None:
        done(send(editor, f"jobs/{checked(editor, GOOD)}/publish", note="Why"))
        undone = done(send(editor, "restore", number="1", against="2"))
        assert "It has the rows of version 1 again." in said(editor, f"/{undone}")

    def test_of_a_file_that_changes_nothing_is_not_offered(self, editor: FlaskClient) -> None:
        token = checked(editor, ("meetings.csv", content(table("meetings"))))
        page = tree(editor, f"/{token}")
        assert "nothing to publish" in trees.text(page)
        assert not [form for form in trees.of_type(page, "Form") if form.action.endswith("/publish")]

    def test_makes_a_version_and_undoing_another(self, editor: FlaskClient, url: str) -> None:
        token = checked(editor, GOOD)
        assert "Tbilisi, Georgia" in said(editor, f"/{token}")
        assert one(url, "SELECT max(number) FROM versions") == 1
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert "Version 2 is published." in said(editor, f"/{token}")
        assert one(url, "SELECT published_by FROM versions WHERE number = 2") == "edith"
        undone = done(send(editor, "restore", number="1", against="2"))
        assert "Version 3 is published." in said(editor, f"/{undone}")
        assert one(url, "SELECT count(DISTINCT batch) FROM version_tables WHERE table_name = 'meetings'") == 2

    def test_leaves_nothing_of_the_files_on_the_server(self, editor: FlaskClient, tmp_path: Path) -> None:
        token = checked(editor, GOOD)
        [file] = stored(tmp_path)
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        left = jobs_of(editor.application).storage.names(f"files/{token}/")
        assert {name.rpartition("/")[2] for name in left} == {"report#", "report#0"}
        jobs_of(editor.application).sweep()
        assert zlib.compress(GOOD[1], 1)[:100] not in file.read_bytes()

    def test_asks_before_it_removes_much(self, editor: FlaskClient, url: str) -> None:
        token = checked(editor, FEWER)
        page = tree(editor, f"/{token}")
        assert "These files wait for your answers." in trees.text(page)
        assert "rows of Milestones (" in trees.text(page)
        assert not [form for form in trees.of_type(page, "Form") if form.action.endswith("/publish")]
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert one(url, "SELECT max(number) FROM versions") == 1
        done(send(editor, f"jobs/{token}/check"))
        done(send(editor, f"jobs/{token}/answer", **{"answer:removed:milestones": "yes"}))
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert "Version 2 is published." in said(editor, f"/{token}")

    def test_does_not_do_what_was_not_shown(self, editor: FlaskClient, url: str) -> None:
        first, second = checked(editor, GOOD), checked(editor, GOOD)
        done(send(editor, f"jobs/{first}/publish", note="Why"))
        done(send(editor, f"jobs/{second}/publish", note="Why"))
        assert "has been published meanwhile" in said(editor, f"/{second}")
        assert one(url, "SELECT max(number) FROM versions") == 2

    def test_refuses_what_has_faults(self, editor: FlaskClient) -> None:
        assert send(editor, f"jobs/{checked(editor, BAD)}/publish", note="Why").status_code == 409

    def test_says_when_there_is_nothing_new(self, editor: FlaskClient, url: str) -> None:
        token = checked(editor, ("meetings.csv", content(table("meetings"))))
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert "nothing to publish" in said(editor, f"/{token}")
        assert one(url, "SELECT max(number) FROM versions") == 1

    @pytest.mark.parametrize("given", [{}, {"number": "x", "against": "1"}, {"number": "-1", "against": "1"}])
    def test_no_version_is_restored_that_is_no_number(self, editor: FlaskClient, given: dict[str, str]) -> None:
        assert send(editor, "restore", **given).status_code == 400

    def test_is_in_the_log_that_editors_see(self, editor: FlaskClient) -> None:
        token = checked(editor, GOOD)
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        rows = list(csv.DictReader(io.StringIO(editor.get("/data/load/audit.csv").text)))
        assert [(row["who"], row["action"], row["version"], row["origin"]) for row in rows[:1]] == [
            ("edith", "load", "2", "127.0.0.1")
        ]
        assert "meetings.csv" in rows[0]["files"]
        assert "Published version 2" in said(editor)


class TestLimits:
    def test_files_that_are_too_large_are_refused_unread(self, editor: FlaskClient, tmp_path: Path) -> None:
        headers = {"X-CSRF-Token": token_of(editor), "Content-Type": "multipart/form-data; boundary=x"}
        answer = editor.post("/data/load/check", data=b"x" * (TOGETHER + MIB), headers=headers, buffered=True)
        assert answer.status_code == 413
        assert "together they may have 2 MB" in answer.json["error"]
        assert not (tmp_path / "uploads").exists()

    def test_a_form_without_a_file_is_a_sentence(self, editor: FlaskClient) -> None:
        answer = send(editor, "check", files=[(io.BytesIO(b""), "")])
        assert (answer.status_code, answer.json["error"]) == (400, "Please choose a file first.")

    def test_the_server_answers_while_a_bad_file_is_checked(self, app: Dash, editor: FlaskClient) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("[Content_Types].xml", "<Types/>")
            bomb.writestr("xl/workbook.xml", b" " * (200 * MIB))
        with at_work(app):
            token = done(send(editor, "check", files=[(io.BytesIO(packed.getvalue()), "bomb.xlsx")]))
            assert [editor.get(path).status_code for path in ("/healthz", "/")] == [200, 200]
            ended(app, token)
        assert [finding["code"] for finding in answered(editor, token)["findings"]] == ["file-too-large"]
        assert "cannot be published yet" in said(editor, f"/{token}")

    def test_a_check_that_takes_too_long_is_a_sentence(self, url: str, tmp_path: Path) -> None:
        slow = app_of(url, uploads=str(tmp_path / "uploads"), upload_seconds=1)
        rows = table("commitments")
        more = [[f"{row[0]}-{n}", *row[1:]] for n in range(60) for row in rows[1:]]
        client = client_of(slow, "editor")
        token = checked(client, ("commitments.csv", content([rows[0], *more])))
        assert "took longer than 1 seconds" in said(client, f"/{token}")

    def test_more_loads_than_can_wait_are_asked_to_come_later(
        self, app: Dash, editor: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Queue, "waiting", lambda _: 50)
        answer = send(editor, "check", files=[(io.BytesIO(GOOD[1]), "meetings.csv")])
        assert (answer.status_code, "try again in a minute" in answer.json["error"]) == (503, True)
        assert jobs_of(app.server).storage.names("") == []
        monkeypatch.undo()
        assert checked(editor, GOOD)

    def test_a_load_is_worked_on_once_at_a_time(
        self, app: Dash, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        token = checked(editor, GOOD)
        with monkeypatch.context() as patched:
            patched.setattr(Queue, "put", lambda *_: None)  # it waits for its turn
            assert send(editor, f"jobs/{token}/check").status_code == 200
            assert "Waiting for its turn." in said(editor, f"/{token}")
            assert send(editor, f"jobs/{token}/check").status_code == 503
        jobs_of(app.server).queue.put(token, 2)
        done(send(editor, f"jobs/{token}/publish", note="Why"))

    def test_a_fault_of_our_own_leaves_no_load_running(
        self, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any) -> Any:
            raise RuntimeError("hush")

        monkeypatch.setattr(isolated, "run", fail)
        token = checked(editor, GOOD)
        assert "The work was interrupted" in said(editor, f"/{token}")

    def test_the_address_of_the_database_is_no_argument(
        self, editor: FlaskClient, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[Any] = []
        original = isolated.run
        monkeypatch.setattr(isolated, "run", lambda *given: asked.append(given) or original(*given))
        checked(editor, GOOD)
        assert url not in " ".join(asked[0][0])


class TestTheFileOfAServer:
    def test_holds_nothing_of_loads_older_than_an_hour(
        self, app: Dash, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, young = checked(editor, GOOD), checked(editor, GOOD)
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 3000)
        done(send(editor, f"jobs/{young}/check"))
        monkeypatch.setattr(time, "time", lambda: now + 4000)
        jobs = jobs_of(app.server)
        jobs.sweep()
        assert jobs.board.tokens() == [young]
        assert jobs.storage.names(f"files/{old}/") == []
        done(send(editor, f"jobs/{young}/check"))

    def test_is_not_made_where_others_could_enter(self, url: str, tmp_path: Path) -> None:
        (tmp_path / "uploads" / "open-government-monitor-loads").mkdir(parents=True)
        client = client_of(app_of(url, uploads=str(tmp_path / "uploads")), "editor")
        answer = send(client, "check", files=[(io.BytesIO(GOOD[1]), "meetings.csv")])
        assert (answer.status_code, "cannot be reached just now" in answer.json["error"]) == (503, True)
        assert stored(tmp_path) == []

    def test_that_is_away_is_a_sentence_on_the_page_and_beside_it(self, app: Dash, editor: FlaskClient) -> None:
        token = checked(editor, GOOD)
        jobs_of(app.server).storage.health.failed(OSError("the disk is gone"))
        sentence = "What is being loaded cannot be reached just now. Please try again soon."
        assert sentence in said(editor, f"/{token}")
        answer = editor.get(f"/data/load/jobs/{token}", headers={"Accept": "application/json"})
        assert (answer.status_code, sentence in answer.text) == (503, True)

    def test_is_its_own_alone(self, editor: FlaskClient, tmp_path: Path) -> None:
        checked(editor, GOOD, BAD)
        made = [*(tmp_path / "uploads").glob("*"), *(tmp_path / "uploads").glob("*/*")]
        assert len(made) > 1
        assert {path.stat().st_mode & 0o077 for path in made} == {0}

    def test_leaves_no_copies_beside_it(self, editor: FlaskClient, tmp_path: Path, monkeypatch: Any) -> None:
        (tmp_path / "copies").mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
        checked(editor, GOOD, BAD)
        assert [*(tmp_path / "copies").iterdir()] == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("roles.csv", "roles.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ana\\rôles 2016.xlsx", "rôles 2016.xlsx"),
        ("..", "file"),
        ("", "file"),
        (".csv", "csv"),
        ("a\x00b\n\u202ecsv.exe", "abcsv.exe"),
        ("x" * 400 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_a_file_keeps_what_is_harmless_of_its_name(given: str, name: str) -> None:
    assert safe_name(given) == name


@given(st.text(max_size=300))
def test_no_name_leads_out_of_a_folder(given: str) -> None:
    name = safe_name(given)
    assert 0 < len(name.encode()) <= 120
    assert Path("folder", name).parent == Path("folder")
    assert name.isprintable()
    assert name not in {".", ".."}


def test_the_browser_brings_no_more_than_the_loader_takes(monkeypatch: pytest.MonkeyPatch, app: Dash) -> None:
    monkeypatch.setenv("MONITOR_LOAD_MAX_CELLS", "7")
    from dashboard.settings import Settings

    assert Jobs(Settings()).limits.cells == 7


class TestAnEmptyDatabase:
    """Whoever begins with nothing can do that in the browser, too."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'nothing.sqlite'}"

    def test_leads_editors_to_the_page_for_loading(self, editor: FlaskClient) -> None:
        with editor:
            editor.get("/")
            overview = built(editor, "")
        assert "/data/load" in trees.hrefs(overview)

    def test_takes_its_first_files_from_an_editor(self, editor: FlaskClient) -> None:
        assert trees.classed(tree(editor), "choose")
        token = checked(editor, *((path.name, path.read_bytes()) for path in REFERENCE.glob("*.csv")))
        done(send(editor, f"jobs/{token}/publish", note="Why"))
        assert "Version 1 is published." in trees.text(tree(editor, f"/{token}"))
