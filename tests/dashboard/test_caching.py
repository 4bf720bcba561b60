"""Who may keep what: a stranger's answers are everybody's for as long as nothing changes; nobody else's are."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.web import caching, files
from tests.dashboard.calling import page_payload
from tests.dashboard.conftest import make_client, publish
from tests.dashboard.signing_in import ROLES, app_of, client_of, token_of
from tests.dashboard.test_roles import READ_BY_ALL

SHORT = "public, max-age=2, stale-while-revalidate=2"
OF_RELEASE = (
    *("/vendor/", "/assets/", "/static/", "/_dash-component-suites/", "/_dash-layout", "/_dash-dependencies"),
    *("/favicon.ico", "/apple-touch-icon.png"),
)
"""What comes with the release and is the same whoever asks."""
PATHS = {
    "/": SHORT,
    "/members?lang=fr": SHORT,
    "/commitments/1": "no-cache",  # there is none
    "/data": SHORT,
    "/overview.xlsx": SHORT,
    "/members/kenya.xlsx": "no-cache",
    "/meetings/nowhere.xlsx": "no-cache",
    "/themes/nothing.xlsx": "no-cache",
    "/api/v1/members.json": SHORT,
    "/brief.html": SHORT,
    "/brief.pptx": SHORT,
    "/api/v1/": SHORT,
    "/api/v1/openapi.json": SHORT,
    "/api/nowhere": "no-cache",
    "/charts/completion-by-theme.csv": SHORT,
    "/charts/completion-by-theme.json": SHORT,
    "/charts/completion-by-theme.pptx": SHORT,
    "/commitments.csv": SHORT,
    "/data.zip": SHORT,
    "/data/members.csv": SHORT,
    "/datapackage.json": SHORT,
    "/catalog.jsonld": SHORT,
    "/changes.atom": SHORT,
    "/commitments.atom": SHORT,
    "/members/FRA.atom": SHORT,
    "/themes/water.atom": SHORT,
    "/members/nobody.atom": "no-cache",
    "/calendar.ics": SHORT,
    "/commitments.ics": SHORT,
    "/leadership.ics": SHORT,
    "/meetings.ics": SHORT,
    "/members/FRA.ics": SHORT,
    "/themes/water.ics": SHORT,
    "/oembed?url=http://localhost/embed/completion-by-theme": SHORT,
    "/oembed?url=http://localhost/": "no-cache",
    "/robots.txt": "no-cache",
    "/sitemap.xml": SHORT,
    "/sitemap-1.xml": SHORT,
    "/sitemap-7.xml": "no-cache",
    "/manifest.webmanifest": "no-cache",
    "/favicon.ico": "public, max-age=86400",
    "/apple-touch-icon.png": "public, max-age=86400",
    "/.well-known/security.txt": "no-cache",  # there is none without a setting
    "/nothing.png": "no-cache",
    "/data/edit/members.xlsx": SHORT,
    "/embed/completion-by-theme": SHORT,
    "/embed/nothing": "no-cache",
    "/healthz": "no-cache",
    "/metrics": "no-cache",  # for the networks of a setting alone
    "/preview.png": "public, max-age=600",
    "/present": "no-store",  # who is signed in may save a deck there
    "/present?deck=overview": SHORT,
    "/present.json?deck=overview": SHORT,
    "/present/write?kind=section&headline=Now": "no-cache",  # it leads to another address
    "/present/tomorrow?audience=city": "no-cache",
    "/present.html?deck=overview": SHORT,
    "/present.pptx?deck=overview": SHORT,
    "/present/worker.js": "no-cache",
    "/qr.svg?to=/members": "no-cache",  # it depends on no data
    "/readyz": "no-store",
    "/search.json?q=x": SHORT,
    "/share/completion-by-theme.json": SHORT,
    "/signin": "no-store",
    "/invitation?key=x": "no-store",
    "/people": "no-store",
    "/people/rita": "no-store",
    "/data/load": "no-store",
    f"/evidence/{'0' * 32}/photo.jpg": "no-store",
    "/version.json": "public, max-age=1",
    "/nowhere": "no-cache",
    "/_dash-layout": SHORT,
    "/_dash-dependencies": SHORT,
    "/_dash-component-suites/no/such.js": "no-cache",
    "/_page/": SHORT,
    "/_page/members?lang=fr": SHORT,
    "/_page/data/load": "no-store",
    "/_page/nowhere": "no-cache",
    "/_favicon.ico": "no-cache",
    "/_reload-hash": "no-cache",
    "/assets/icon.svg": "no-cache",
    "/static/nothing": "no-cache",
    "/vendor/nothing": "no-cache",
}
"""An address for every public rule, and what a stranger's answer says of keeping it."""


@pytest.fixture
def url(published_url: str) -> str:
    return published_url


@pytest.fixture(scope="module")
def app(hand_url: str) -> Dash:
    return app_of(hand_url)


@pytest.fixture(scope="module")
def clients(app: Dash) -> dict[str, FlaskClient]:
    """A browser for each role; the data are in memory."""
    made = {role: client_of(app, role) for role in ROLES}
    made["stranger"].get("/")
    return made


def said(answer: Any) -> str:
    return str(answer.headers.get("Cache-Control"))


class TestEveryPublicAddress:
    def test_is_in_the_table(self, app: Dash) -> None:
        adapter = app.server.url_map.bind("localhost")
        rules = {adapter.match(path.partition("?")[0], return_rule=True)[0].rule for path in PATHS}
        assert READ_BY_ALL - rules == set()

    @pytest.mark.parametrize("path", PATHS)
    def test_says_to_a_stranger_how_long_it_may_be_kept(self, clients: dict[str, FlaskClient], path: str) -> None:
        assert said(clients["stranger"].get(path, buffered=True)) == PATHS[path]

    @pytest.mark.parametrize("role", [role for role in ROLES if role != "stranger"])
    def test_is_kept_by_nobody_for_who_is_signed_in(self, clients: dict[str, FlaskClient], role: str) -> None:
        mine = [path for path in PATHS if not path.startswith(OF_RELEASE)]
        answers = {path: clients[role].get(path, buffered=True) for path in mine}
        lax = {path: said(one) for path, one in answers.items() if not re.search("no-store|private", said(one))}
        assert lax == {}

    def test_is_kept_by_nobody_for_whom_a_proxy_has_signed_in(self, hand_url: str) -> None:
        options = {"proxy_user_header": "X-User", "trusted_proxies": "127.0.0.1", "secret_key": "k" * 32}
        client = make_client(hand_url, **options)
        client.get("/")
        tag = client.get("/").headers["ETag"]
        answer = client.get("/", headers={"X-User": "ana", "If-None-Match": tag})
        assert (answer.status_code, said(answer)) == (200, "private, no-cache")

    def test_is_everybodys_whatever_other_cookies_there_are(self, clients: dict[str, FlaskClient]) -> None:
        assert said(clients["stranger"].get("/", headers={"Cookie": "consent=yes"})) == SHORT


class TestTheLanguage:
    def test_of_an_address_that_names_none_is_the_browsers_and_said_so(self, clients: dict[str, FlaskClient]) -> None:
        answers = [clients["stranger"].get("/data", headers={"Accept-Language": lang}) for lang in ("fr", "es")]
        assert all("Accept-Language" in answer.vary for answer in answers)
        assert len({answer.headers["ETag"] for answer in answers}) == 2

    @pytest.mark.parametrize("path", ["/data?lang=fr", "/version.json", "/_dash-layout"])
    def test_makes_no_difference_elsewhere(self, clients: dict[str, FlaskClient], path: str) -> None:
        answers = [clients["stranger"].get(path, headers={"Accept-Language": lang}) for lang in ("fr", "es")]
        assert not any("Accept-Language" in answer.vary for answer in answers)
        assert len({answer.headers["ETag"] for answer in answers}) == 1

    @pytest.mark.parametrize("query", ["?lang=xx", "?lang=", f"?lang=fr&q={'x' * 8000}"])
    def test_that_an_address_does_not_really_name_is_the_browsers(
        self, clients: dict[str, FlaskClient], query: str
    ) -> None:
        assert "Accept-Language" in clients["stranger"].get(f"/data{query}").vary


class TestThePageAsComponents:
    """What the scripts ask for at an address of its own, in place of a callback of Dash's."""

    @pytest.mark.parametrize("path", ["/", "/members", "/data/load", "/nowhere"])
    @pytest.mark.parametrize("role", ROLES)
    def test_is_what_the_callback_answers(self, clients: dict[str, FlaskClient], role: str, path: str) -> None:
        called = clients[role].post("/_dash-update-component", json=page_payload(path, "?lang=fr")).get_json()
        asked = clients[role].get(f"/_page{path}?lang=fr").get_json()
        assert without_tokens(asked) == without_tokens(called)

    def test_differs_by_cookie(self, clients: dict[str, FlaskClient]) -> None:
        answers = [clients[role].get("/_page/members") for role in ("stranger", "editor")]
        assert all("Cookie" in answer.vary for answer in answers)
        assert [said(answer) for answer in answers] == [SHORT, "private, no-cache"]
        assert "Signed in as edith" in answers[1].text

    def test_is_a_strangers_again_once_the_session_is_over(self, app: Dash) -> None:
        client = client_of(app, "editor")
        client.post("/signout", data={"csrf_token": token_of(client)})
        assert "Signed in as" not in client.get("/_page/members").text


def without_tokens(answer: Any) -> str:
    """An answer without the tokens of its forms, each of which is signed anew."""
    return re.sub(r'"(csrf_token|value)": "[^"]{40,}"', "", json.dumps(answer))


class TestTheTag:
    def test_differs_by_address_filters_language_and_host(self, clients: dict[str, FlaskClient]) -> None:
        paths = ["/", "/?lang=en", "/?lang=fr", "/?region=europe", "/members", "/api/v1/members.json"]
        tags = [clients["stranger"].get(path).headers["ETag"] for path in paths]
        elsewhere = clients["stranger"].get("/", headers={"Host": "elsewhere.org"}).headers["ETag"]
        assert len({*tags, elsewhere}) == len(paths) + 1

    def test_differs_by_version(self, url: str) -> None:
        client = make_client(url)
        tags = []
        for version in (2, 3):
            client.get("/")
            tags.append(client.get("/").headers["ETag"])
            publish(url, version)
        assert len(set(tags)) == 2

    def test_differs_by_release(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        tags = []
        for release in ("1", "2"):
            monkeypatch.setattr(caching, "release", lambda release=release: release)
            client = make_client(url)
            client.get("/")
            tags.append(client.get("/").headers["ETag"])
        assert len(set(tags)) == 2

    def test_is_the_same_on_every_replica(self, url: str) -> None:
        tags = set()
        for port in (1, 2):
            client = make_client(url, port=port)  # type: ignore[arg-type]
            client.get("/")
            tags.add(client.get("/").headers["ETag"])
        assert len(tags) == 1

    def test_never_names_a_version_newer_than_the_answer(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A version published while an answer is made."""
        client = make_client(url)
        client.get("/")
        whole = files.chart_numbers

        def slow(*asked: Any) -> str:
            text = whole(*asked)
            publish(url, 2)
            client.application.test_client().get("/version.json")  # another reader's: now version 2 is in memory
            return text

        monkeypatch.setattr(files, "chart_numbers", slow)
        answer = client.get("/charts/completion-by-theme.csv")
        monkeypatch.undo()
        again = client.get("/charts/completion-by-theme.csv", headers={"If-None-Match": answer.headers["ETag"]})
        assert (answer.headers["Data-Version"], again.status_code, again.headers["Data-Version"]) == ("1", 200, "2")

    def test_is_not_given_to_decks_which_change_within_a_version(self, clients: dict[str, FlaskClient]) -> None:
        for path in ("/present?deck=overview", "/present.json?deck=overview", "/present.html?deck=overview"):
            assert "ETag" not in clients["stranger"].get(path).headers


class TestWhatHasNotChanged:
    PATHS = ("/", "/members?lang=fr&region=europe", "/charts/completion-by-theme.csv", "/api/v1/members.json")

    @pytest.mark.parametrize("path", PATHS)
    def test_is_answered_without_a_query_and_without_making_it(
        self, hand_url: str, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = create_app(Settings(database_url=hand_url, version_check_seconds=3600)).server
        client = server.test_client()
        client.get("/")
        first = client.get(path)
        monkeypatch.setattr(sa.Connection, "execute", lambda *_: pytest.fail("a query"))
        monkeypatch.setattr(server, "full_dispatch_request", lambda *_: pytest.fail("it was made"))
        for asked in (first.headers["ETag"], f'"x", {first.headers["ETag"]}', f'"{first.get_etag()[0]}:br"'):
            answer = client.get(path, headers={"If-None-Match": asked})
            assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", first.headers["ETag"])
            assert said(answer) == said(first)
            assert set(answer.vary) >= set(first.vary)

    def test_is_answered_so_too_when_it_was_time_to_look(self, url: str) -> None:
        client = make_client(url)
        client.get("/")
        tag = client.get("/").headers["ETag"]
        assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
        publish(url, 2)
        assert client.get("/", headers={"If-None-Match": tag}).status_code == 200

    @pytest.mark.parametrize("brought", ["*", '"', 'W/"s"', '"é"', f'"s{"0" * 32}"', f'"z{"0" * 32}"', "," * 500])
    def test_is_known_by_our_own_tag_alone(self, clients: dict[str, FlaskClient], brought: str) -> None:
        assert clients["stranger"].get("/", headers={"If-None-Match": brought}).status_code == 200

    def test_is_sent_whole_to_who_is_signed_in(self, clients: dict[str, FlaskClient]) -> None:
        tag = clients["stranger"].get("/").headers["ETag"]
        assert clients["editor"].get("/", headers={"If-None-Match": tag}).status_code == 200

    def test_does_not_make_an_address_of_another_one(self, clients: dict[str, FlaskClient]) -> None:
        tag = clients["stranger"].get("/").headers["ETag"]
        for path in ("/members", "/?lang=fr", "/healthz", "/nowhere"):
            assert clients["stranger"].get(path, headers={"If-None-Match": tag}).status_code != 304


class TestAnAddressThatNamesVersionDayAndLanguage:
    NAMED = "version=1&asof=2017-06-30&lang=en"

    @pytest.fixture
    def client(self, url: str) -> FlaskClient:
        publish(url, 2)
        client = make_client(url)
        client.get("/")
        return client

    @pytest.mark.parametrize("path", ["/data/members.csv", "/data.zip"])
    def test_has_its_rows_for_good(self, client: FlaskClient, path: str) -> None:
        assert said(client.get(f"{path}?{self.NAMED}", buffered=True)) == "public, max-age=31536000, immutable"

    @pytest.mark.parametrize("path", ["/", "/embed/completion-by-theme", "/charts/completion-by-theme.csv"])
    def test_has_what_is_worked_out_for_a_day(self, client: FlaskClient, path: str) -> None:
        assert said(client.get(f"{path}?{self.NAMED}", buffered=True)) == "public, max-age=86400"

    @pytest.mark.parametrize("left_out", ["version", "asof", "lang"])
    def test_names_all_three(self, client: FlaskClient, left_out: str) -> None:
        query = "&".join(part for part in self.NAMED.split("&") if not part.startswith(left_out))
        assert said(client.get(f"/data/members.csv?{query}", buffered=True)) == SHORT

    def test_of_the_current_version_is_asked_for_again(self, client: FlaskClient) -> None:
        """The page will say that it is an older version."""
        assert said(client.get(f"/?{self.NAMED.replace('=1', '=2')}")) == SHORT

    @pytest.mark.parametrize(
        ("path", "kept"), {"/": SHORT, "/data/members.csv": "no-store", "/data.zip": "no-store"}.items()
    )
    def test_of_a_version_that_is_not_there_is_asked_for_again(self, client: FlaskClient, path: str, kept: str) -> None:
        assert said(client.get(f"{path}?{self.NAMED.replace('=1', '=9')}", buffered=True)) == kept

    def test_of_a_chart_that_cannot_be_shown_is_not_kept(self, client: FlaskClient) -> None:
        answer = client.get(f"/embed/completion-by-theme?{self.NAMED.replace('=1', '=9')}")
        assert (answer.status_code, said(answer)) == (410, "no-cache")
