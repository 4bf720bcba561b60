"""An open page when data are published: renewed in place from the new data alone, or loaded again if it is another."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from benchmarks.screen import callbacks, shown
from dashboard.app import create_app
from dashboard.callbacks import server
from dashboard.data import store
from dashboard.pages import members
from dashboard.settings import Settings
from tests.dashboard import databases
from tests.dashboard.calling import UPDATE, follow
from tests.dashboard.conftest import make_client, publish

CHART = "completion-by-level"


@pytest.fixture
def url(published_url: str) -> str:
    return published_url


@pytest.fixture
def client(url: str) -> FlaskClient:
    return make_client(url)


def shape(client: FlaskClient) -> str:
    """What the page that is there now says of its parts."""
    found = re.search(r'data-shape="(\w+)"', client.get("/").text)
    assert found
    return found[1]


def answered(client: FlaskClient, kind: str, **shown: Any) -> Any:
    """What a component of a kind is answered, by what the page says of itself."""
    [data] = [part["data"] for id_, part in follow(client, CHART, **shown).items() if json.loads(id_)["kind"] == kind]
    return data


def renewed(client: FlaskClient, **shown: Any) -> Any:
    """What the page is answered about the newer version."""
    return answered(client, "answer", **shown).get("renewed")


class TestAPageThatWakesFromAnOlderVersion:
    def test_is_renewed_in_place(self, client: FlaskClient, url: str) -> None:
        own = shape(client)
        publish(url, 2)
        assert renewed(client, version=1, newest=2, shape=own)["told"] == "The data were updated: version 2."

    def test_has_no_older_version_read(self, client: FlaskClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        own, read, whole = shape(client), list[int](), store.read_snapshot

        def noted(connection: Any, version: Any, before: Any) -> Any:
            read.append(version.number)
            return whole(connection, version, before)

        for version in (2, 3, 4):
            publish(url, version)
        monkeypatch.setattr(store, "read_snapshot", noted)
        for version in (1, 2, 3):
            assert renewed(client, version=version, newest=4, shape=own)["told"]
        assert read == [4]

    def test_is_loaded_again_where_it_is_another_page_now(self, client: FlaskClient, url: str) -> None:
        own = shape(client)
        publish(url, 2, priorities=[])
        assert renewed(client, version=1, newest=2, shape=own) == {"reload": True}

    def test_is_loaded_again_where_it_does_not_say_what_it_is(self, client: FlaskClient, url: str) -> None:
        publish(url, 2)
        assert renewed(client, version=1, newest=2) == {"reload": True}

    def test_is_loaded_again_where_there_was_nothing(self, empty_url: str, client: FlaskClient) -> None:
        assert renewed(client, version=0, newest=1, shape=shape(make_client(empty_url))) == {"reload": True}

    def test_is_told_nothing_where_it_has_the_newest(self, client: FlaskClient) -> None:
        assert renewed(client, version=1, newest=1, shape=shape(client)) is None

    def test_says_of_which_shape_it_is_whoever_asks(self, client: FlaskClient) -> None:
        """Also where its reader chooses a filter: then what the page came with is sent."""
        address = answered(client, "address")
        assert address["shape"] == shape(client)
        assert f'"shape": "{address["shape"]}"' in json.dumps(client.get("/_page/").get_json())


class TestAPageThatIsNotConcerned:
    """None of its tables has changed: nothing of it is made anew, and it goes on as of the newer version."""

    @pytest.fixture
    def key(self, client: FlaskClient, url: str) -> str:
        """What the Overview is known by in both versions: the second has other roles alone."""
        key: str = client.get("/version.json").get_json()["pages"]["overview"]
        publish_one(url, 2, "roles")
        return key

    def test_has_the_same_key_where_one_that_is_concerned_has_another(self, client: FlaskClient, key: str) -> None:
        of_leadership = client.get("/version.json").get_json()["pages"]["leadership"]
        for path, known_by, same in (("/", key, True), ("/leadership", of_leadership, False)):
            assert (f'data-key="{known_by}"' in client.get(f"{path}?version=1").text) is same

    def test_that_changes_its_filters_is_of_the_newer_version_without_being_renewed(
        self, client: FlaskClient, key: str
    ) -> None:
        answer = answered(client, "answer", version=1, shape=shape(client), key=key)
        assert (answer["number"], answer["key"], "renewed" in answer) == (2, key, False)

    def test_is_renewed_where_a_table_of_its_own_has_changed(self, client: FlaskClient, url: str, key: str) -> None:
        publish(url, 3)
        assert renewed(client, version=1, newest=3, shape=shape(client), key=key)["told"]

    def test_says_what_names_the_version_so_that_the_browser_can_put_in_another(
        self, client: FlaskClient, key: str
    ) -> None:
        answer = answered(client, "answer", version=1, key=key)
        [card] = answer["cards"]
        texts = card["source"], answer["version"], answer["paper"]["cover-source"]
        assert [text.count("{version}") for text in texts] == [1, 1, 1]
        assert (answer["number"], answer["written"]) == (2, "2")

    def test_never_goes_back_to_an_older_version_where_a_server_has_not_seen_the_newer(self, url: str) -> None:
        client = visitor(url)
        publish_one(url, 2, "roles")
        assert answered(client, "answer", version=1)["number"] == 1
        assert answered(client, "answer", version=1, confirmed=2)["number"] == 2

    @pytest.mark.parametrize("path", ["/", "/commitments", "/members", "/pilots"])
    def test_is_answered_from_what_was_made_in_the_version_before(
        self, url: str, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client, made = make_client(url), list[bytes]()
        monkeypatch.setattr(server, "compress", lambda part, _, real=server.compress: made.append(part) or real(part))
        before = [follow_parts(client, path), follow_parts(client, path)]
        once = len(made)
        publish_one(url, 2, "roles")
        assert [follow_parts(client, path)] * 2 == before
        assert (once > 0, len(made)) == (True, once)
        publish(url, 3)
        follow_parts(client, path)
        assert len(made) == 2 * once

    def test_is_given_nothing_that_was_made_while_something_was_amiss(
        self, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = make_client(url)

        def fails(*_: Any) -> Any:
            raise ValueError("on purpose")

        with monkeypatch.context() as patched:
            patched.setattr(members, "_row", fails)
            assert "The fault is noted" in follow_parts(client, "/members")
        assert "The fault is noted" not in follow_parts(client, "/members")


def follow_parts(client: FlaskClient, path: str) -> str:
    """All parts of a page that follow the filters, as they are sent to it when they change."""
    known = callbacks(client.get("/_dash-dependencies").data)
    opened = shown(client.get(f"/_page{path}").data)
    answer = client.post(f"/{UPDATE}", data=opened.following(known, "?region=europe"), content_type="application/json")
    assert answer.status_code == 200, answer.text
    parts = {id_: part for id_, part in answer.get_json()["response"].items() if json.loads(id_)["kind"] == "live"}
    assert parts
    return json.dumps(parts)


def visitor(url: str) -> FlaskClient:
    """A browser of a server that trusts its data for a while."""
    client = create_app(Settings(database_url=url, version_check_seconds=3600)).server.test_client()
    client.get("/version.json")
    return client


def publish_one(url: str, version: int, name: str) -> None:
    """A version of the hand-made data that brings one table, without a row."""
    engine = sa.create_engine(url)
    databases.write_one(engine, version, name, [])
    engine.dispose()
