"""An open page when data are published: renewed in place from the new data alone, or loaded again if it is another."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.data import store
from tests.dashboard.calling import follow
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


def renewed(client: FlaskClient, **shown: Any) -> Any:
    """What the page is answered about the newer version, by what it says of itself."""
    [answer] = [
        part["data"] for id_, part in follow(client, CHART, **shown).items() if json.loads(id_)["kind"] == "answer"
    ]
    return answer.get("renewed")


class TestAPageThatWakesFromAnOlderVersion:
    def test_is_renewed_in_place(self, client: FlaskClient, url: str) -> None:
        own = shape(client)
        publish(url, 2)
        assert renewed(client, version=1, newest=2, shape=own)["told"] == "The data were updated: version 2."

    def test_has_no_older_version_read(self, client: FlaskClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        own, read, whole = shape(client), list[int](), store.read_snapshot

        def noted(connection: Any, version: Any) -> Any:
            read.append(version.number)
            return whole(connection, version)

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
        [address] = [
            part["data"] for id_, part in follow(client, CHART).items() if json.loads(id_)["kind"] == "address"
        ]
        assert address["shape"] == shape(client)
        assert f'"shape": "{address["shape"]}"' in json.dumps(client.get("/_page/").get_json())
