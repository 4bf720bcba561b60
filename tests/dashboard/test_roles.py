"""Every address and every callback, for a stranger and for each role: nobody reaches what its role may not."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from dashboard.web import limits
from dashboard.web.api import FORMATS
from tests.dashboard import trees
from tests.dashboard.calling import page_payload
from tests.dashboard.signing_in import OTHER_REPORTER, ROLES, app_of, client_of, token_of

READ_BY_ALL = {
    "/",
    *(
        f"/{path}<name>.{form}"
        for path in ("", "members/", "themes/", "meetings/")
        for form in FORMATS
        if FORMATS[form].download
    ),
    "/<path:path>",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
    "/_dash-dependencies",
    "/_dash-layout",
    "/_favicon.ico",
    "/_page/",
    "/_page/<path:path>",
    "/_reload-hash",
    "/api/v1/<path:path>.<form>",
    "/assets/<path:filename>",
    "/brief.pptx",
    "/brief.html",
    "/changes.atom",
    "/charts/<name>.csv",
    "/charts/<name>.pptx",
    "/commitments.csv",
    "/data.zip",
    "/data/<name>.csv",
    "/data/edit/<name>.xlsx",
    "/embed/<name>",
    "/evidence/<id_>/<name>",  # those of accepted reports; test_evidence.py has who sees the others
    "/healthz",
    "/metrics",  # for the networks of a setting alone; unknown to all others
    "/preview.png",
    "/present",
    "/present.json",
    "/present.pptx",
    "/present.html",
    "/readyz",
    "/search.json",
    "/share/<name>.json",
    "/signin",
    "/static/<path:filename>",
    "/vendor/<path:name>",
    "/version.json",
}
"""What anybody may ask for; whatever else there is must refuse all but editors."""

SENT_BY_ALL = {
    "/_dash-update-component",  # callbacks: see below
    "/signin",  # a name and a password
    "/signout",  # ends one's own session; that it takes its token is tested with the sessions
}
"""What anybody may send, since it changes no data."""

REPORTS = {f"/report/{name}" for name in ("save", "submit", "withdraw", "discard", "detach")}
ALLOWED: dict[str, set[str]] = {"stranger": set(), "viewer": set(), "reporter": REPORTS, OTHER_REPORTER: REPORTS}
"""What else each role may ask for or send; editors and administrators all there is."""

CALLBACKS = {
    "page.children": "a page",
    "choice": "the filters",
    "table-button": "a table of a chart",
}
"""The callbacks that run on the server, by a part of their name. They read: a new one needs a reason to stand here."""

_WRITING = {"POST", "PUT", "PATCH", "DELETE"}
_PASSED_OVER = {"HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def app(url: str) -> Dash:
    return app_of(url)


@pytest.fixture(scope="module")
def clients(app: Dash) -> dict[str, FlaskClient]:
    """A browser for each role, by role; Dash has its last callbacks once a page was asked for."""
    made = {role: client_of(app, role) for role in ROLES}
    made["stranger"].get("/")
    return made


def state(url: str) -> str:
    """What the database file holds, byte for byte."""
    return hashlib.sha256(Path(url.removeprefix("sqlite:///")).read_bytes()).hexdigest()


def asked(app: Dash) -> list[tuple[str, Rule]]:
    """Every method of every address."""
    rules = sorted(app.server.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(method, rule) for rule in rules for method in sorted((rule.methods or set()) - _PASSED_OVER)]


def is_for_all(method: str, rule: Rule) -> bool:
    return rule.rule in (SENT_BY_ALL if method in _WRITING else READ_BY_ALL)


def answer(client: FlaskClient, method: str, rule: Rule, token: str = "") -> Any:
    """What an address says, with something in each of its places."""
    _, path = rule.build(dict.fromkeys(rule.arguments, "1"), append_unknown=False) or ("", "")
    return client.open(path, method=method, headers={"X-CSRF-Token": token} if token else {}, buffered=True)


class TestEveryAddress:
    def test_is_known(self, app: Dash) -> None:
        here = {rule.rule for _, rule in asked(app)}
        assert (READ_BY_ALL | SENT_BY_ALL) - here == set()

    def test_that_is_public_asks_nobody_to_sign_in(self, app: Dash, clients: dict[str, FlaskClient]) -> None:
        reading = [(method, rule) for method, rule in asked(app) if method == "GET" and is_for_all(method, rule)]
        refused = [rule.rule for method, rule in reading if _status(clients["stranger"], method, rule) in (401, 403)]
        assert refused == []

    @pytest.mark.parametrize("role", [*ALLOWED])
    def test_that_is_for_others_refuses_a_role(self, app: Dash, clients: dict[str, FlaskClient], role: str) -> None:
        token, status = token_of(clients["editor"]), 401 if role == "stranger" else 403
        wrong = {
            f"{method} {rule.rule}": said
            for method, rule in asked(app)
            for own in (token_of(clients[role]), *([] if rule.rule in ALLOWED[role] else [token]))
            if not is_for_all(method, rule)
            and ((said := _status(clients[role], method, rule, own)) == status) == (rule.rule in ALLOWED[role])
        }
        assert wrong == {}

    def test_that_writes_refuses_an_editor_without_a_token(self, app: Dash, clients: dict[str, FlaskClient]) -> None:
        writing = [(method, rule) for method, rule in asked(app) if method in _WRITING and not is_for_all(method, rule)]
        assert [rule.rule for method, rule in writing if _status(clients["editor"], method, rule) != 403] == []

    def test_that_writes_is_a_post(self, app: Dash) -> None:
        assert [rule.rule for method, rule in asked(app) if method in _WRITING - {"POST"}] == []

    def test_that_only_reads_changes_nothing(self, app: Dash, url: str, clients: dict[str, FlaskClient]) -> None:
        before = state(url)
        for method, rule in asked(app):
            if method == "GET":
                for role in ROLES:
                    _status(clients[role], method, rule)
        assert state(url) == before


_FORM, _FILES = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ""),
    "deep JSON": (b"[" * 20_000, "application/json"),
    "wrong JSON": (b'{"output": 1, "inputs": {}, "name": [], "csrf_token": {}}', "application/json"),
    "binary": (bytes(range(256)) * 40, "application/octet-stream"),
    "a form of other fields": (b"name=%ff%00&password[]=1&csrf_token=%u0000&deck=&files=", _FORM),
    "a file under a path": (
        b"--x\r\nContent-Disposition: form-data; name=files; filename=../../a\r\n\r\n\xff\r\n--x--\r\n",
        _FILES,
    ),
    "no end": (b"--x\r\nContent-Disposition: form-data; name=files", _FILES),
    "too much": (b"a" * (limits.MOST_BYTES + 1), _FORM),
}
"""What may be sent to any address: a body and its kind."""
QUERIES = (
    "?lang=%00&asof=9999-99-99&theme=%ff,&member=*",
    "?" + "a=1&" * 300,
    "?path=../../etc&deck=;;::&slide=-1&page=1e9",
)
"""What may be asked of any address."""


class TestAnythingAtAnyAddress:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("body", BODIES)
    def test_a_body_breaks_and_changes_nothing(
        self,
        app: Dash,
        url: str,
        clients: dict[str, FlaskClient],
        caplog: pytest.LogCaptureFixture,
        role: str,
        body: str,
    ) -> None:
        before, token = state(url), token_of(clients[role])
        data, kind = BODIES[body]
        broken = {}
        for method, rule in asked(app):
            if rule.rule == "/signout":  # the others are asked by the same person
                continue
            _, path = rule.build(dict.fromkeys(rule.arguments, "1"), append_unknown=False) or ("", "")
            headers = {"X-CSRF-Token": token} if token else {}
            answer = clients[role].open(
                path, method=method, data=data, content_type=kind, headers=headers, buffered=True
            )
            if answer.status_code >= 500:
                broken[f"{method} {rule.rule}"] = answer.status_code
        assert broken == {}
        assert [record.getMessage() for record in caplog.records if record.exc_info] == []
        assert state(url) == before

    @pytest.mark.parametrize("query", QUERIES)
    def test_a_query_breaks_nothing(
        self, app: Dash, clients: dict[str, FlaskClient], caplog: pytest.LogCaptureFixture, query: str
    ) -> None:
        broken = {}
        for method, rule in asked(app):
            _, path = rule.build(dict.fromkeys(rule.arguments, "1"), append_unknown=False) or ("", "")
            status = clients["stranger"].open(path + query, method=method, buffered=True).status_code
            if status >= 500:
                broken[f"{method} {rule.rule}"] = status
        assert broken == {}
        assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def _status(client: FlaskClient, method: str, rule: Rule, token: str = "") -> int:
    return int(answer(client, method, rule, token).status_code)


def on_the_server(client: FlaskClient) -> list[dict[str, Any]]:
    """The callbacks that the browser would send to the server."""
    listed: list[dict[str, Any]] = client.get("/_dash-dependencies").json
    return [one for one in listed if not one["clientside_function"]]


class TestEveryCallback:
    def test_is_known(self, clients: dict[str, FlaskClient]) -> None:
        unknown = [
            one["output"]
            for one in on_the_server(clients["stranger"])
            if not any(part in one["output"] for part in CALLBACKS)
        ]
        assert unknown == []

    @pytest.mark.parametrize("role", ROLES)
    def test_changes_nothing(self, url: str, clients: dict[str, FlaskClient], role: str) -> None:
        before = state(url)
        for one in on_the_server(clients[role]):
            inputs = [given | {"value": None} for given in one["inputs"]]
            sent = {"output": one["output"], "inputs": inputs, "state": one["state"], "changedPropIds": []}
            clients[role].post("/_dash-update-component", json=sent)
        assert state(url) == before


def page(client: FlaskClient, path: str) -> str:
    """What the browser is given as the page at `path`."""
    return json.dumps(client.post("/_dash-update-component", json=page_payload(path)).json)


class TestTheFooter:
    def test_offers_a_stranger_to_sign_in_and_come_back(self, clients: dict[str, FlaskClient]) -> None:
        assert "/signin?lang=en&next=%2Fdata" in page(clients["stranger"], "/data")

    @pytest.mark.parametrize(("role", "name"), [("viewer", "vera"), ("editor", "edith")])
    def test_says_who_is_signed_in(self, clients: dict[str, FlaskClient], role: str, name: str) -> None:
        shown = page(clients[role], "/data")
        assert (f"Signed in as {name}" in shown, "/signout?lang=en" in shown) == (True, True)

    def test_carries_a_token_that_ends_the_session(self, app: Dash) -> None:
        client = client_of(app, "editor")
        button = re.search(r'\{[^{}]*"csrf_token"[^{}]*\}', page(client, "/"))
        assert button
        token = json.loads(button[0])["value"]
        assert client.post("/signout", data={"csrf_token": token}).status_code == 303
        assert "Signed in" not in page(client, "/")

    def test_says_nothing_where_nobody_can_sign_in(self, url: str) -> None:
        from tests.dashboard.conftest import make_views
        from tests.dashboard.test_pages import build

        assert "Sign" not in trees.text(trees.of_type(build(make_views(url), "data")[2], "Footer"))
