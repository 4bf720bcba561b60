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

from dashboard.editing import acts
from dashboard.signin import access, people
from dashboard.web import limits
from dashboard.web.api import FORMATS
from dashboard.web.pages import PAGES
from tests.dashboard import trees
from tests.dashboard.calling import page_payload
from tests.dashboard.signing_in import OTHER_REPORTER, ROLES, app_of, client_of, token_of
from tests.dashboard.test_pages import address

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
    "/api/<path:_path>",
    "/api/v1/",
    "/api/v1/<path:path>",
    "/api/v1/openapi.json",
    "/assets/<path:filename>",
    "/.well-known/security.txt",
    "/apple-touch-icon.png",
    "/brief.pptx",
    "/brief.html",
    "/calendar.ics",
    "/catalog.jsonld",
    "/changes.atom",
    "/charts/<name>.csv",
    "/charts/<name>.json",
    "/charts/<name>.pptx",
    *(f"/{path}.{form}" for path in ("commitments", "members/<name>", "themes/<name>") for form in ("atom", "ics")),
    "/commitments.csv",
    "/data.zip",
    "/data/<name>.csv",
    "/data/edit/<name>.xlsx",
    "/datapackage.json",
    "/embed/<name>",
    "/evidence/<id_>/<name>",  # those of accepted reports; test_evidence.py has who sees the others
    "/favicon.ico",
    "/healthz",
    "/invitation",  # opens to who has the key
    "/leadership.ics",
    "/manifest.webmanifest",
    "/meetings.ics",
    "/metrics",  # for the networks of a setting alone; unknown to all others
    "/oembed",
    "/preview.png",
    "/present",
    "/present.json",
    "/present.pptx",
    "/present.html",
    "/present/tomorrow",
    "/present/worker.js",
    "/present/write",
    "/qr.svg",
    "/readyz",
    "/robots.txt",
    "/search.json",
    "/share/<name>.json",
    "/signin",
    "/sitemap.xml",
    "/sitemap-<int:part>.xml",
    "/static/<path:filename>",
    "/vendor/<path:name>",
    "/version.json",
}
"""What anybody may ask for."""

SENT_BY_ALL = {
    "/_dash-update-component",  # callbacks: see below
    "/invitation",  # the key of a link, and a password
    "/signin",  # a name and a password
    "/signout",  # ends one's own session; that it takes its token is tested with the sessions
}
"""What anybody may send, since it changes no data."""

ASKS = {
    "/data/load/audit.csv": access.AUDIT,
    "/data/load/check": access.LOAD,
    **{
        f"/data/load/jobs/<token>{rest}": access.LOAD
        for rest in ("", "/accept", "/alias", "/answer", "/check", "/draft", "/marked/<int:place>", "/publish",
                     "/report.csv",
                     "/report.json")
    },
    "/data/load/restore": access.LOAD,
    "/data/load/undo": access.LOAD,
    "/data/load/words/remove": access.LOAD,
    "/desk/make": access.LOAD,
    **{f"/drafts/<draft>/{act}": access.LOAD for act in ("publish", "schedule", "withdraw")},
    **{f"/edit/<table>{act}": access.LOAD for act in ("", "/remove", "/paste")},
    **{f"/hand-over/{act.name}": access.LOAD for act in acts.ACTS},
    "/record/check": access.LOAD,
    **{f"/{path}": access.LOAD for path in ("notes/add", "notes/remove", "corrections/add")},
    "/people/change": access.ACCOUNTS,
    "/people/invite": access.ACCOUNTS,
    "/people/link": access.ACCOUNTS,
    "/people/remove": access.ACCOUNTS,
    "/present/remove": access.DECKS,
    "/present/save": access.DECKS,
    **{f"/report/{name}": access.REPORT for name in ("save", "submit", "withdraw", "discard", "detach")},
    **{f"/review/{name}": access.REVIEW for name in ("accept", "<report>/send-back", "<report>/correct")},
}  # fmt: skip
"""The right that each other address asks; who has it not is refused. An address that is in no table fails."""

OF_A_MEMBER: dict[str, dict[str, str]] = {
    "/report/save": {"member": "L-SAO", "commitment": "c0", "milestone": "", "status": "complete"},
    "/report/submit": {"member": "L-SAO"},
    "/report/withdraw": {"report": "0" * 32},  # that of another is refused as one that is not there: test_report.py
    "/report/discard": {"report": "0" * 32},
    "/report/detach": {"file": "0" * 32},
}
"""What is sent to each address that asks to report, about L-SAO: who reports for others is refused there, too.

Nothing where the address is about no member, but about all that the person who asks may report for.
"""

PAGES_ASK = {
    "desk": access.LOAD,
    "desk-text": access.LOAD,
    "drafts": access.LOAD,
    "edit": access.LOAD,
    "edit-table": access.LOAD,
    "notes": access.LOAD,
    "hand-over": access.LOAD,
    "hand-over-one": access.LOAD,
    "record": access.LOAD,
    "record-one": access.LOAD,
    "load": access.LOAD,
    "load-job": access.LOAD,
    "load-words": access.LOAD,
    "people": access.ACCOUNTS,
    "person": access.ACCOUNTS,
    "report": access.REPORT,
    "review": access.REVIEW,
    "present": "",
    "present-edit": "",
}
"""The right that a page asks which is not the same for everybody; what it says and sends is for who has it alone."""

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


@pytest.fixture(scope="module")
def files(app: Dash, url: str) -> list[Path]:
    """Where all stands that can be written: the database and the accounts."""
    return [Path(url.removeprefix("sqlite:///")), Path(app.server.extensions["signin"].settings.accounts)]


def state(files: list[Path]) -> list[str]:
    """What the files hold, byte for byte."""
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


def rights(role: str) -> frozenset[str]:
    """The rights of a role; a stranger has none."""
    return people.ROLES.get("reporter" if role == OTHER_REPORTER else role, frozenset())


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
        assert READ_BY_ALL | SENT_BY_ALL | ASKS.keys() == here

    def test_that_is_for_all_asks_no_right(self) -> None:
        assert (READ_BY_ALL | SENT_BY_ALL) & ASKS.keys() == set()

    def test_that_is_public_asks_nobody_to_sign_in(self, app: Dash, clients: dict[str, FlaskClient]) -> None:
        reading = [(method, rule) for method, rule in asked(app) if method == "GET" and is_for_all(method, rule)]
        refused = [rule.rule for method, rule in reading if _status(clients["stranger"], method, rule) in (401, 403)]
        assert refused == []

    @pytest.mark.parametrize("role", ROLES)
    def test_that_asks_a_right_refuses_who_has_it_not(
        self, app: Dash, clients: dict[str, FlaskClient], role: str
    ) -> None:
        token, status = token_of(clients["administrator"]), 401 if role == "stranger" else 403
        wrong = {
            f"{method} {rule.rule}": said
            for method, rule in asked(app)
            for own in (token_of(clients[role]), token)
            if not is_for_all(method, rule)
            and ASKS[rule.rule] not in rights(role)
            and (said := _status(clients[role], method, rule, own)) != status
        }
        assert wrong == {}

    @pytest.mark.parametrize("role", ROLES)
    def test_that_asks_a_right_is_open_to_who_has_it(
        self, app: Dash, clients: dict[str, FlaskClient], role: str
    ) -> None:
        wrong = {
            f"{method} {rule.rule}": said
            for method, rule in asked(app)
            if not is_for_all(method, rule)
            and ASKS[rule.rule] in rights(role)
            and (said := _status(clients[role], method, rule, token_of(clients[role]))) in (401, 403)
            and rule.rule not in OF_A_MEMBER  # 1 is no member
        }
        assert wrong == {}

    def test_that_asks_to_report_is_known_with_what_it_is_about(self) -> None:
        assert {address for address, right in ASKS.items() if right == access.REPORT} == OF_A_MEMBER.keys()

    def test_about_a_member_refuses_who_reports_for_others(self, app: Dash, clients: dict[str, FlaskClient]) -> None:
        token, wrong = token_of(clients[OTHER_REPORTER]), {}
        for method, rule in asked(app):
            sent = OF_A_MEMBER.get(rule.rule)
            if sent:
                named = {name: sent.get(name, "1") for name in rule.arguments}
                _, path = rule.build(named, append_unknown=False) or ("", "")
                data = sent | {"csrf_token": token}
                answer = clients[OTHER_REPORTER].open(path, method=method, data=data, buffered=True)
                wrong |= {f"{method} {rule.rule}": answer.status_code} if answer.status_code not in (403, 404) else {}
        assert wrong == {}

    def test_that_writes_refuses_a_form_without_a_token(self, app: Dash, clients: dict[str, FlaskClient]) -> None:
        wrong = {
            f"{role}: {rule.rule}": said
            for method, rule in asked(app)
            for role in ROLES
            if method in _WRITING
            and not is_for_all(method, rule)
            and ASKS[rule.rule] in rights(role)
            and (said := _status(clients[role], method, rule)) != 403
        }
        assert wrong == {}

    def test_that_writes_is_a_post(self, app: Dash) -> None:
        assert [rule.rule for method, rule in asked(app) if method in _WRITING - {"POST"}] == []

    def test_that_only_reads_changes_nothing(
        self, app: Dash, files: list[Path], clients: dict[str, FlaskClient]
    ) -> None:
        before = state(files)
        for method, rule in asked(app):
            if method == "GET":
                for role in ROLES:
                    _status(clients[role], method, rule)
        assert state(files) == before


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
        files: list[Path],
        clients: dict[str, FlaskClient],
        caplog: pytest.LogCaptureFixture,
        role: str,
        body: str,
    ) -> None:
        before, token = state(files), token_of(clients[role])
        data, kind = BODIES[body]
        broken = {}
        for method, rule in asked(app):
            if rule.rule == "/signout":  # the others are asked by the same person
                continue
            _, path = rule.build(dict.fromkeys(rule.arguments, "1"), append_unknown=False) or ("", "")
            headers = {"X-CSRF-Token": token} if token else {}
            elsewhere = {"REMOTE_ADDR": "198.51.100.7"}  # where nobody signs in after so many tries
            answer = clients[role].open(
                path,
                method=method,
                data=data,
                content_type=kind,
                headers=headers,
                environ_overrides=elsewhere,
                buffered=True,
            )
            if answer.status_code >= 500:
                broken[f"{method} {rule.rule}"] = answer.status_code
        assert broken == {}
        assert [record.getMessage() for record in caplog.records if record.exc_info] == []
        assert state(files) == before

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
    def test_changes_nothing(self, files: list[Path], clients: dict[str, FlaskClient], role: str) -> None:
        before = state(files)
        for one in on_the_server(clients[role]):
            inputs = [given | {"value": None} for given in one["inputs"]]
            sent = {"output": one["output"], "inputs": inputs, "state": one["state"], "changedPropIds": []}
            clients[role].post("/_dash-update-component", json=sent)
        assert state(files) == before


class TestEveryPage:
    """As the callback of a page gives it, and as the first document."""

    def test_that_differs_from_one_to_the_other_is_known(self) -> None:
        assert PAGES_ASK.keys() == {page.name for page in PAGES if not page.public}

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("name", [name for name, right in PAGES_ASK.items() if right])
    def test_is_for_who_has_its_right(self, clients: dict[str, FlaskClient], role: str, name: str) -> None:
        [path] = [f"/{address(one)}" for one in PAGES if one.name == name]
        refused, has = REFUSED_PAGES[PAGES_ASK[name]], PAGES_ASK[name] in rights(role)
        document = clients[role].get(path).text.partition('id="main"')[2].partition("<footer")[0]
        assert (refused in page(clients[role], path), refused in document) == (not has, not has)
        assert has or "csrf_token" not in document


REFUSED_PAGES = {
    access.LOAD: "the role of an editor",
    access.REVIEW: "the role of an editor",
    access.REPORT: "people who report for a member",
    access.ACCOUNTS: "the role of an administrator",
}
"""What a page says to those who have not its right."""


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
