"""The address that open pages ask whether there is a newer data version: tiny, kept by its tag, no query a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.web.audience import Audience
from dashboard.web.pages import NOT_SAID
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_client


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A database with one version, to which more are published."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'monitor.sqlite'}")
    databases.write(engine, hand.TABLES)
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: sa.Engine) -> FlaskClient:
    """A client of a server that looks at the database at every request."""
    client = make_client(engine.url.render_as_string())
    client.get("/version.json")  # the data are in memory
    return client


class TestOpenPages:
    """How many there are is what a newer version is told with, so that more of them spread over longer."""

    @pytest.fixture
    def at(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
        def move(seconds: float) -> None:
            monkeypatch.setattr("dashboard.web.audience.monotonic", lambda: seconds)

        move(1000)
        return move

    def test_are_counted_by_how_many_ask_in_five_seconds(self, at: Callable[[float], None]) -> None:
        audience = Audience(lambda _environ, _start: [], "/version.json")
        for path in ["/version.json"] * 7 + ["/", "/healthz"]:
            audience({"PATH_INFO": path}, lambda *_: lambda _: None)
        assert audience.pages() == 7
        at(1005)
        audience({"PATH_INFO": "/version.json"}, lambda *_: lambda _: None)
        assert audience.pages() == 7  # the others are about to ask again
        at(1010)
        assert audience.pages() == 1
        at(1020)
        assert audience.pages() == 0

    def test_are_counted_where_nothing_is_new_and_a_newer_version_says_it(
        self, client: FlaskClient, engine: sa.Engine, at: Callable[[float], None]
    ) -> None:
        tag = client.get("/version.json").headers["ETag"]
        at(2000)
        for _ in range(30):
            assert client.get("/version.json", headers={"If-None-Match": tag}).status_code == 304
        databases.write(engine, hand.TABLES, version=2)
        at(2004)
        assert client.get("/version.json", headers={"If-None-Match": tag}).get_json()["open"] == 31


class TestTheVersion:
    def test_stands_beside_no_more_than_what_pages_compare_themselves_with(self, client: FlaskClient) -> None:
        answer = client.get("/version.json")
        assert answer.get_json().keys() == {"version", "written", "pages", "open"}
        assert answer.get_json()["pages"].keys() == NOT_SAID.keys()
        assert (answer.get_json()["version"], len(answer.data) < 500) == (1, True)

    def test_is_written_as_each_language_does(self, client: FlaskClient, engine: sa.Engine) -> None:
        databases.write(engine, hand.TABLES, version=1234)
        written = {"en": "1,234", "es": "1.234", "fr": "1\N{NARROW NO-BREAK SPACE}234"}
        assert client.get("/version.json").get_json()["written"] == written

    def test_is_kept_for_a_second_and_then_answered_by_304_while_nothing_is_new(self, client: FlaskClient) -> None:
        first = client.get("/version.json")
        again = client.get("/version.json", headers={"If-None-Match": first.headers["ETag"]})
        assert first.headers["Cache-Control"] == "public, max-age=1"
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])

    def test_is_answered_anew_once_another_is_published(self, client: FlaskClient, engine: sa.Engine) -> None:
        tag = client.get("/version.json").headers["ETag"]
        databases.write(engine, hand.TABLES, version=2)
        answer = client.get("/version.json", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.get_json()["version"], answer.headers["ETag"] != tag) == (200, 2, True)

    def test_costs_the_database_nothing_until_it_is_time_to_look_again(self, engine: sa.Engine) -> None:
        server = create_app(Settings(database_url=engine.url.render_as_string(), version_check_seconds=3600)).server
        client = server.test_client()
        client.get("/version.json")
        databases.write(engine, hand.TABLES, version=2)
        assert client.get("/version.json").get_json()["version"] == 1

    def test_is_answered_the_short_way_only_where_the_tag_is_the_current_one(self, engine: sa.Engine) -> None:
        server = create_app(Settings(database_url=engine.url.render_as_string(), version_check_seconds=3600)).server
        client = server.test_client()
        client.get("/version.json")
        tag = client.get("/version.json").headers["ETag"]
        for asked, status in ((tag, 304), ('"0"', 200), ("", 200)):
            assert client.get("/version.json", headers={"If-None-Match": asked}).status_code == status
        assert client.get("/healthz", headers={"If-None-Match": tag}).status_code == 200

    def test_is_0_where_nothing_was_ever_loaded(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/version.json").get_json()["version"] == 0

    def test_is_served_under_the_prefix(self, engine: sa.Engine) -> None:
        client = make_client(engine.url.render_as_string(), path_prefix="/monitor/")
        assert client.get("/monitor/version.json").get_json()["version"] == 1

    def test_is_503_and_a_sentence_while_the_database_is_away(self, tmp_path: Path) -> None:
        answer = make_client(f"sqlite:///{tmp_path / 'no such folder' / 'monitor.sqlite'}").get("/version.json")
        assert (answer.status_code, "cannot be reached just now" in answer.text) == (503, True)
        assert "Traceback" not in answer.text
