"""Drafts: editors see them under a link, nobody else anything of them before they are published."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import pickle
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from typer.testing import CliRunner
from werkzeug.routing import Rule

from data_loader import drafts, schema
from data_loader.__main__ import commands
from data_loader.load import REFERENCE
from tests.dashboard.calling import page_payload
from tests.dashboard.signing_in import app_of, client_of, token_of
from tests.dashboard.test_load_page import GOOD, checked, done, send

SECRET, COMMITMENT = "Embargoed beekeeping", "ALB-1-001"
PAGES = ("", "commitments", f"commitments/{COMMITMENT}", "members/ALB", "brief", "changes", "data", "leadership")


def run(url: str, *arguments: str) -> dict[str, Any]:
    """The answer of a command of the loader."""
    ended = CliRunner().invoke(commands(), [*arguments, "--report", "json", "--database", url])
    return dict(json.loads(ended.stdout))


def rows_of(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, name: str, row: dict[str, str]) -> str:
    """A file of one row."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    return str(folder / f"{name}.csv")


@pytest.fixture
def url(own_database: str) -> str:
    return own_database


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A commitment under another title."""
    [row] = [one for one in rows_of("commitments") if one["id"] == COMMITMENT]
    return written(
        tmp_path, "commitments", {"id": COMMITMENT, "title": SECRET, "action_plan_id": row["action_plan_id"]}
    )


@pytest.fixture
def draft(url: str, file: str) -> str:
    """The id of a draft of it, which has its day far from now."""
    answer = run(url, "draft", "prepare", file, "--note", SECRET, "--on", "2999-01-01", "--by", "edith")
    assert answer["accepted"], answer
    return str(answer["values"]["id"])


@pytest.fixture
def app(url: str) -> Dash:
    return app_of(url)


def text_of(answer: Any) -> str:
    """What an answer holds, unpacked where it is a package."""
    data: bytes = answer.data
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())


def asked(client: FlaskClient, path: str, version: str = "") -> str:
    """A page as the browser shows it."""
    query = f"?version={version}" if version else ""
    answer = client.post("/_dash-update-component", json=page_payload(f"/{path}", query))
    return text_of(answer)


def addresses(app: Dash) -> list[str]:
    """Every address that can be read, with something in each of its places."""
    names = {"name": "overview", "form": "json", "path": f"commitments/{COMMITMENT}"}
    rules: list[Rule] = [rule for rule in app.server.url_map.iter_rules() if "GET" in (rule.methods or ())]
    built = [
        rule.build({name: names.get(name, "1") for name in rule.arguments}, append_unknown=False) for rule in rules
    ]
    tables = [f"/data/{name}.csv" for name in ("commitments", "members")]
    pages = [f"/{path}" for path in PAGES]
    return (
        [path for _, path in filter(None, built)]
        + tables
        + pages
        + [f"{page}.json" for page in ("/api/v1/commitments",)]
    )


class TestBeforeItsDay:
    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_no_address_page_file_or_search_has_anything_of_it(self, app: Dash, draft: str, role: str) -> None:
        client, found = client_of(app, role), []
        for path in addresses(app):
            for query in ("", f"?version=draft-{draft}", f"?q=beekeeping&version=draft-{draft}"):
                answer = client.get(path + query, buffered=True)
                if "Embargoed" in text_of(answer):
                    found.append(path + query)
        assert found == []

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_no_callback_has(self, app: Dash, draft: str, role: str) -> None:
        client = client_of(app, role)
        assert [path for path in PAGES if SECRET in asked(client, path, f"draft-{draft}")] == []

    def test_a_link_to_it_says_to_others_what_any_unknown_version_says(self, app: Dash, draft: str) -> None:
        client = client_of(app, "viewer")
        there, nowhere = (asked(client, "commitments", f"draft-{id_}") for id_ in (draft, "0" * 32))
        assert there.replace(draft, "0" * 32) == nowhere
        assert "There is no data version" in there

    def test_no_cache_and_no_log_keeps_what_an_editor_looked_at(
        self, app: Dash, draft: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        client = client_of(app, "editor")
        for path in PAGES:
            asked(client, path, f"draft-{draft}")
            assert client.get(f"/{path}?version=draft-{draft}").headers["Cache-Control"] == "no-store"
        kept = pickle.dumps([getattr(one, "_cache", None) for one in app.server.extensions["cache"].values()])
        assert SECRET.encode() not in kept
        assert SECRET not in caplog.text


class TestAnEditor:
    def test_sees_it_on_every_page_that_shows_it_and_is_warned(self, app: Dash, draft: str) -> None:
        client = client_of(app, "editor")
        page = asked(client, f"commitments/{COMMITMENT}", f"draft-{draft}")
        assert (SECRET in page, "You are looking at a draft" in page) == (True, True)
        assert SECRET in client.get(f"/commitments/{COMMITMENT}?version=draft-{draft}").text
        assert SECRET in client.get(f"/api/v1/commitments/{COMMITMENT}.json?version=draft-{draft}").text
        assert SECRET not in asked(client, f"commitments/{COMMITMENT}")

    def test_sees_it_listed_with_what_can_be_done(self, app: Dash, draft: str) -> None:
        page = asked(client_of(app, "editor"), "drafts")
        assert all(text in page for text in (SECRET, draft, "Publish now", "Withdraw the draft", "2999-01-01"))

    def test_keeps_a_checked_load_as_a_draft(self, app: Dash, url: str) -> None:
        client = client_of(app, "editor")
        token = checked(client, GOOD)
        done(send(client, f"jobs/{token}/draft", note="Not before the meeting", day="2999-01-01"))
        assert "Not before the meeting" in asked(client, "drafts")
        assert rows(url, sa.select(schema.versions.c.number)) == [(1,)]

    def test_may_leave_the_day_empty(self, app: Dash, url: str, draft: str) -> None:
        client = client_of(app, "editor")
        for path in ("/drafts", f"/data/load/{checked(client, GOOD)}"):
            box = re.search(r'<input[^>]* name="day"[^>]*>', client.get(path).text)
            assert box
            assert " required" not in box[0]
        token = token_of(client)
        assert client.post(f"/drafts/{draft}/schedule", data={"day": "", "csrf_token": token}).status_code == 303
        assert rows(url, sa.select(schema.drafts.c.publish_on)) == [("",)]

    @pytest.mark.parametrize("day", ["soon", "2999-1-1", "2020-01-01"])
    def test_is_asked_for_a_day_that_is_one(self, app: Dash, url: str, day: str) -> None:
        client = client_of(app, "editor")
        token = checked(client, GOOD)
        answer = send(client, f"jobs/{token}/draft", note="For later", day=day)
        if answer.status_code == 200:
            done(answer)
        assert rows(url, sa.select(schema.drafts.c.id)) == []

    @pytest.mark.parametrize(("act", "state"), [("publish", "published"), ("withdraw", "withdrawn")])
    def test_ends_it(self, app: Dash, url: str, draft: str, act: str, state: str) -> None:
        client = client_of(app, "editor")
        answer = client.post(f"/drafts/{draft}/{act}", headers={"X-CSRF-Token": token_of(client)})
        assert answer.status_code == 303
        is_published = act == "publish"
        assert (SECRET in asked(client_of(app, "stranger"), f"commitments/{COMMITMENT}")) == is_published
        assert rows(url, sa.select(schema.drafts.c.state, schema.drafts.c.version)) == [
            (state, 2 if is_published else None)
        ]
        assert rows(url, sa.select(schema.draft_files.c.name)) == []
        assert rows(url, sa.select(schema.draft_tables.c.batch)) == []

    def test_is_told_when_it_is_gone(self, app: Dash, draft: str) -> None:
        client = client_of(app, "editor")
        headers = {"X-CSRF-Token": token_of(client), "Accept": "application/json"}
        client.post(f"/drafts/{draft}/withdraw", headers=headers)
        again = client.post(f"/drafts/{draft}/publish", headers=headers)
        assert (again.status_code, "no longer waiting" in again.json["error"]) == (409, True)


def rows(url: str, query: Any) -> list[tuple[Any, ...]]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return found


class TestItsDay:
    def test_publishes_it_once_with_its_note_and_author(self, url: str, draft: str) -> None:
        today = dt.datetime.now(dt.UTC).date().isoformat()
        assert run(url, "draft", "schedule", draft, today)["accepted"]
        assert [run(url, "draft", "due")["values"]["n"] for _ in range(2)] == [1, 0]
        [_, version] = rows(url, sa.select(schema.versions.c.published_by, schema.versions.c.note))
        assert version == ("edith", SECRET)
        actions = [action for (action,) in rows(url, sa.select(schema.audit.c.action))]
        assert actions[-3:] == ["prepare draft", "schedule draft", "publish draft"]

    def test_that_has_not_come_publishes_nothing(self, url: str, draft: str) -> None:
        assert run(url, "draft", "due")["values"] == {"n": 0, "total": 0}

    def test_is_kept_by_a_draft_where_another_is_gone_meanwhile(
        self, url: str, draft: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(drafts, "due", lambda *_: ["0" * 32, draft])
        assert run(url, "draft", "due")["values"] == {"n": 1, "total": 2}

    def test_leaves_what_others_published_meanwhile(self, url: str, draft: str, tmp_path: Path) -> None:
        [other] = [one for one in rows_of("commitments") if one["id"] == "ALB-1-002"]
        mine = {"id": "ALB-1-002", "title": "Changed meanwhile", "action_plan_id": other["action_plan_id"]}
        assert run(url, "load", written(tmp_path, "commitments", mine))["accepted"]
        assert run(url, "draft", "publish", draft)["version"] == 3
        titles = sa.select(schema.commitments.c.title).join(
            schema.version_tables, schema.version_tables.c.batch == schema.commitments.c.batch
        )
        both = schema.commitments.c.id.in_(["ALB-1-002", COMMITMENT])
        current = titles.where(schema.version_tables.c.version == 3, both)
        assert {title for (title,) in rows(url, current)} == {"Changed meanwhile", SECRET}

    def test_refuses_where_others_changed_the_same_and_says_so(self, url: str, draft: str, tmp_path: Path) -> None:
        [row] = [one for one in rows_of("commitments") if one["id"] == COMMITMENT]
        theirs = {"id": COMMITMENT, "title": "Theirs", "action_plan_id": row["action_plan_id"]}
        assert run(url, "load", written(tmp_path, "commitments", theirs))["accepted"]
        today = dt.datetime.now(dt.UTC).date().isoformat()
        run(url, "draft", "schedule", draft, today)
        assert run(url, "draft", "due")["values"] == {"n": 0, "total": 1}
        [(state, problem)] = rows(url, sa.select(schema.drafts.c.state, schema.drafts.c.problem))
        assert (state, "Theirs" in problem) == (drafts.WAITING, True)


def test_pruning_versions_keeps_the_rows_of_a_draft(url: str, draft: str, tmp_path: Path, app: Dash) -> None:
    [row] = [one for one in rows_of("commitments") if one["id"] == "ALB-1-002"]
    for title in ("One", "Two", "Three"):
        changed = {"id": "ALB-1-002", "title": title, "action_plan_id": row["action_plan_id"]}
        assert run(url, "load", written(tmp_path, "commitments", changed), "--keep", "2")["accepted"]
    assert SECRET in asked(client_of(app, "editor"), f"commitments/{COMMITMENT}", f"draft-{draft}")


def test_a_name_of_a_draft_is_one_thing(app: Dash, draft: str) -> None:
    client = client_of(app, "editor")
    for version in (f"draft-{draft.upper()}", "draft-", f"draft-{draft}0", f"draft-{'z' * 32}"):
        assert not re.search(SECRET, asked(client, f"commitments/{COMMITMENT}", version))
