"""Saved decks: editors keep a presentation under a name for everybody; the loader writes it, and who did it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from dashboard.components.screen import screen
from dashboard.decks.deck import presentation
from dashboard.view.view import Views
from dashboard.web.pages import blocks_of, resolve
from data_loader import store
from tests.dashboard import databases, hand, trees
from tests.dashboard.conftest import make_views
from tests.dashboard.signing_in import client_of, token_of

AUDIT = "SELECT who, action, what, origin FROM audit ORDER BY id"


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
def editor(url: str) -> FlaskClient:
    return client_of(url, "editor")


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(f"/present/{path}?lang=en", data={"csrf_token": token_of(client), **form})


def rows(url: str, query: str) -> list[Any]:
    with sa.create_engine(url).connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_a_deck_is_saved_opened_by_everybody_and_removed(url: str, editor: FlaskClient) -> None:
    address = "?region=europe&deck=brief(note=50%2525);nothing;overview&version=1&lang=fr"
    answer = send(editor, "save", name="Spring 2017", address=address)
    assert (answer.status_code, answer.location) == (303, "/present?lang=en")
    view, shown = presentation(make_views(url).of("?deck=Spring 2017"))
    assert [(item.name, item.note) for item in shown.items] == [("brief", "50%"), ("overview", "")]
    assert (shown.title, view.filters.region, view.lang) == ("Spring 2017", ("europe",), "en")
    assert send(editor, "remove", name="Spring 2017").status_code == 303
    assert rows(url, "SELECT * FROM decks") == []
    assert rows(url, AUDIT) == [
        ("edith", "deck", "The deck Spring 2017 was saved.", "127.0.0.1"),
        ("edith", "remove deck", "The deck Spring 2017 was removed.", "127.0.0.1"),
    ]


def test_what_the_reader_chooses_goes_before_what_was_saved(url: str) -> None:
    with sa.create_engine(url).begin() as connection:
        kept = "INSERT INTO decks VALUES ('My own', 'committee', 'region=europe&level=local', 'Ana', '2017-01-01')"
        connection.execute(sa.text(kept.replace("'2017-01-01'", "'2017-01-01 00:00:00.000000'")))
    view, shown = presentation(make_views(url).of("?deck=My own&region=americas"))
    assert len(shown.items) == 12
    assert (view.filters.region, view.filters.level) == (("americas",), ("local",))


@pytest.mark.parametrize("name", ["", "committee", "completion-by-theme", "a;b", "x" * 61, "new\nline A", "  "])
def test_a_name_that_an_address_could_not_tell_from_slides_is_refused(url: str, editor: FlaskClient, name: str) -> None:
    assert send(editor, "save", name=name, address="?deck=brief").status_code == 400
    assert rows(url, AUDIT) == []


@pytest.mark.parametrize("address", ["", "?deck=", "?deck=nothing", "?deck=brief;" + "overview;" * 1_000])
def test_a_deck_without_slides_is_refused(url: str, editor: FlaskClient, address: str) -> None:
    assert send(editor, "save", name="Spring 2017", address=address).status_code == 400
    assert rows(url, AUDIT) == []


def test_only_editors_are_shown_how_to_save_and_remove(url: str) -> None:
    with sa.create_engine(url).begin() as connection:
        connection.execute(sa.text("INSERT INTO decks VALUES ('A1', 'brief', '', 'Ana', '2017-01-01 00:00:00')"))
    for role, may in (("stranger", False), ("editor", True)):
        client = client_of(url, role)
        views = make_views(url)
        with client.application.test_request_context("/", headers=[("Cookie", _cookies(client))]):
            actions = {path: _actions(views, path) for path in ("present", "present/edit")}
        assert ("/present/remove?lang=en" in actions["present"]) is may
        assert ("/present/save?lang=en" in actions["present/edit"]) is may


def _actions(views: Views, path: str) -> list[str]:
    """Where the forms of a page are sent."""
    page, view = resolve(views, path, "?deck=brief&lang=en")
    return [form.action for form in trees.of_type(screen(view, blocks_of(page, view)), "Form")]


def _cookies(client: FlaskClient) -> str:
    return "; ".join(f"{cookie.key}={cookie.value}" for cookie in (client._cookies or {}).values())
