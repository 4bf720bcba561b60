"""Database and Redis away, hung, back, replaced: readers read on and are told, and only rows from SQL are missing."""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import logging
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.data.backends import AwayError, Health, connected
from dashboard.data.store import SnapshotStore, answers
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import words
from dashboard.settings import Settings
from dashboard.web.pages import PAGES
from tests.dashboard import databases, hand
from tests.dashboard.calling import page, page_payload
from tests.dashboard.signing_in import NAMES, app_of, client_of, sign_in

SENTENCE = "As of data version 1: the database cannot be reached since"
FROM_SQL = "This comes from the database, which cannot be reached just now."
PATHS = [f"/{page.path}" for page in PAGES if page.public and "*" not in page.path]


class Switch:
    """A database that can be taken away: each connection is refused, or hangs, until it is given back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool, creator=self._connect)
        self.is_away = False
        self.tries = 0
        self.before: Callable[[], object] = lambda: None

    def _connect(self) -> sqlite3.Connection:
        self.tries += 1
        self.before()
        if self.is_away:
            raise sqlite3.OperationalError("connection refused")
        return sqlite3.connect(self._path)


@pytest.fixture
def switch(tmp_path: Path) -> Iterator[Switch]:
    path = tmp_path / "monitor.sqlite"
    engine = sa.create_engine(f"sqlite:///{path}")
    databases.write(engine, hand.TABLES)
    engine.dispose()
    switch = Switch(path)
    yield switch
    switch.engine.dispose()


@pytest.fixture
def store(switch: Switch) -> SnapshotStore:
    """A store that has read its first version, and looks for a newer one at each question."""
    store = SnapshotStore(switch.engine, 2, 0)
    store.current()
    return store


def later(health: Health, seconds: float = 6) -> None:
    """Let time pass for the health of something."""
    now = health.now
    health.now = lambda: now() + seconds


class TestAStoreWhoseDatabaseGoesAway:
    def test_goes_on_with_what_it_has_and_knows_since_when(self, store: SnapshotStore, switch: Switch) -> None:
        switch.is_away = True
        assert (store.current().version.number, store.away_since is not None) == (1, True)

    def test_leaves_it_alone_for_some_seconds(self, store: SnapshotStore, switch: Switch) -> None:
        switch.is_away = True
        store.current()
        tries = switch.tries
        for _ in range(10):
            store.current()
        assert switch.tries == tries
        later(store.database.health)
        store.current()
        assert switch.tries == tries + 1

    def test_is_as_before_once_it_is_back(self, store: SnapshotStore, switch: Switch) -> None:
        switch.is_away = True
        store.current()
        switch.is_away = False
        databases.write(switch.engine, hand.TABLES, version=2)
        later(store.database.health)
        assert (store.current().version.number, store.away_since) == (2, None)

    def test_says_since_when_it_was_away_first(self, store: SnapshotStore, switch: Switch) -> None:
        switch.is_away = True
        store.current()
        since = store.away_since
        later(store.database.health)
        store.current()
        assert store.away_since == since

    def test_has_nothing_to_give_where_it_never_had_anything(self, switch: Switch) -> None:
        switch.is_away = True
        store = SnapshotStore(switch.engine, 2, 0)
        for _ in range(2):
            with pytest.raises(AwayError):
                store.current()
        switch.is_away = False
        later(store.database.health)
        assert store.current().version.number == 1

    def test_asks_for_no_rows_meanwhile(self, store: SnapshotStore, switch: Switch) -> None:
        """What hangs would take as many threads as there are."""
        switch.is_away = True
        store.current()
        tries = switch.tries
        with pytest.raises(AwayError), store.database.connect():
            pass
        assert switch.tries == tries

    def test_tries_again_soon_where_only_rows_were_refused(self, store: SnapshotStore, switch: Switch) -> None:
        switch.is_away = True
        with pytest.raises(AwayError), store.database.connect():
            pass
        assert store.away_since
        switch.is_away = False
        store.current()
        assert store.away_since is None

    def test_serves_the_others_while_one_look_hangs(self, store: SnapshotStore, switch: Switch) -> None:
        begun, go_on = threading.Event(), threading.Event()

        def hang() -> None:
            begun.set()
            go_on.wait(10)

        switch.before = hang
        looking = threading.Thread(target=store.current)
        looking.start()
        assert begun.wait(10)
        numbers = [store.current().version.number for _ in range(20)]
        go_on.set()
        looking.join()
        assert numbers == [1] * 20

    def test_warns_once_a_minute(self, store: SnapshotStore, switch: Switch, caplog: pytest.LogCaptureFixture) -> None:
        switch.is_away = True
        for _ in range(5):  # half a minute of them
            store.current()
            later(store.database.health)
        assert len(warnings(caplog)) == 1
        later(store.database.health, 60)
        store.current()
        assert len(warnings(caplog)) == 2


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What operators are told that cannot be reached."""
    messages = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    return [message for message in messages if "cannot be reached" in message]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database in a file."""
    path = tmp_path / "monitor.sqlite"
    _write(path, hand.TABLES)
    return path


def _write(path: Path, tables: databases.Rows) -> None:
    engine = sa.create_engine(f"sqlite:///{path}")
    databases.write(engine, tables)
    engine.dispose()


def store_of(path: Path, check_seconds: float = 0) -> SnapshotStore:
    return SnapshotStore(connected(f"sqlite:///{path}", 5), 2, check_seconds)


class TestAFile:
    def test_that_takes_the_place_of_another_is_read_at_once(self, file: Path, tmp_path: Path) -> None:
        """Also where its version has the same number and time, and it is not yet time to look for a newer one."""
        store = store_of(file, 3600)
        before = len(store.current().rows)
        _write(tmp_path / "other.sqlite", hand.TABLES | {"commitments": hand.TABLES["commitments"][:3]})
        (tmp_path / "other.sqlite").replace(file)
        assert (before != 3, store.known(), len(store.current().rows)) == (True, None, 3)

    def test_that_takes_the_place_of_another_has_answers_of_its_own(self, file: Path, tmp_path: Path) -> None:
        store = store_of(file)
        kept = answers(Flask("tests"), Settings())
        first = kept.of(store.current().version).get(("n",), lambda: len(store.current().rows))
        _write(tmp_path / "other.sqlite", hand.TABLES | {"commitments": hand.TABLES["commitments"][:3]})
        (tmp_path / "other.sqlite").replace(file)
        second = kept.of(store.current().version).get(("n",), lambda: len(store.current().rows))
        assert (first, second) == (len(hand.TABLES["commitments"]), 3)

    def test_that_is_gone_is_never_made_anew(self, file: Path, tmp_path: Path) -> None:
        store = store_of(file, 3600)
        store.current()
        file.rename(tmp_path / "moved.sqlite")
        assert (store.current().version.number, store.away_since is not None) == (1, True)
        with pytest.raises(AwayError), store.database.connect():
            pass
        assert not file.exists()
        (tmp_path / "moved.sqlite").rename(file)
        later(store.database.health)
        assert (store.current().version.number, store.away_since) == (1, None)

    def test_that_was_never_there_is_an_empty_database_and_not_made(self, tmp_path: Path) -> None:
        store = store_of(tmp_path / "monitor.sqlite")
        assert (store.current().empty, store.away_since, list(tmp_path.iterdir())) == (True, None, [])

    def test_without_tables_takes_nothing_away(self, file: Path) -> None:
        """It is about to be restored, or was made by mistake."""
        store = store_of(file)
        store.current()
        file.unlink()
        file.touch()
        assert (store.current().version.number, store.away_since is not None) == (1, True)

    def test_is_held_open_by_nobody_when_nothing_is_asked(self, file: Path) -> None:
        """SQLite would take the log of the file that was there for that of the one that took its place."""
        store = store_of(file)
        store.current()
        with store.database.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        opened = [str(link.resolve()) for link in Path("/proc/self/fd").iterdir()]
        assert str(file) not in opened


def app_over(path: Path) -> Any:
    """A dashboard over a file, in which it has seen version 1."""
    app = create_app(Settings(database_url=f"sqlite:///{path}", version_check_seconds=0))
    assert app.server.test_client().get("/version.json").get_json()["version"] == 1
    return app


@pytest.fixture(scope="class")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A dashboard whose database has gone away."""
    path = tmp_path_factory.mktemp("away") / "monitor.sqlite"
    _write(path, hand.TABLES)
    app = app_over(path)
    path.unlink()
    return app


@pytest.fixture
def away(app: Any) -> FlaskClient:
    """A client of it."""
    return app.server.test_client()


class TestPagesWhileTheDatabaseIsAway:
    @pytest.mark.parametrize("path", PATHS)
    def test_are_given_from_memory_and_say_so(self, away: FlaskClient, path: str) -> None:
        answer = away.get(path)
        assert (answer.status_code, SENTENCE in answer.text) == (200, True)

    @pytest.mark.parametrize("path", PATHS)
    def test_are_given_to_open_pages_too(self, away: FlaskClient, path: str) -> None:
        answer = away.post("/_dash-update-component", json=page_payload(path))
        assert (answer.status_code, SENTENCE in answer.text) == (200, True)

    def test_log_no_traceback(self, away: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
        for path in (*PATHS, "/members/FRA", "/present"):
            away.get(path)
        assert [record.exc_info for record in caplog.records if record.exc_info] == []

    @pytest.mark.parametrize("path", ["/commitments", "/data", "/brief", "/members/FRA"])
    def test_say_in_its_place_what_comes_from_the_database(self, away: FlaskClient, path: str) -> None:
        assert FROM_SQL in away.get(path).text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_say_so_in_the_language_of_the_reader(self, away: FlaskClient, app: Any, lang: str) -> None:
        since = app._views.store.away_since or app._views.of("").away_since
        sentence = words(lang)(
            "As of data version {version}: the database cannot be reached since {time}.",
            version=1,
            time=f"{since:%H:%M} UTC",
        )
        assert sentence in html.unescape(away.get(f"/?lang={lang}").text)
        assert away.get("/version.json").get_json()["away"][lang] == sentence

    def test_say_of_which_day_it_was_once_that_is_over(
        self, away: FlaskClient, app: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app._views.store.current()
        since = dt.datetime(2020, 5, 6, 23, 59, tzinfo=dt.UTC)
        monkeypatch.setattr(app._views.store.database.health, "away_since", since)
        assert "since 6 May 2020, 23:59 UTC." in away.get("/").text

    def test_say_it_to_open_pages_by_the_version_they_ask_for(self, away: FlaskClient) -> None:
        answer = away.get("/version.json")
        assert (answer.status_code, answer.get_json()["version"]) == (200, 1)
        assert answer.get_json()["away"]["en"].startswith(SENTENCE)
        again = away.get("/version.json", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304

    def test_of_which_all_is_in_the_database_are_503_and_a_sentence(self, away: FlaskClient) -> None:
        commitment = hand.TABLES["commitments"][0]["id"]
        answer = away.get(f"/commitments/{commitment}")
        assert (answer.status_code, "cannot be reached just now" in answer.text) == (503, True)

    @pytest.mark.parametrize("path", ["/commitments.csv", "/commitments.xlsx", "/data.zip", "/api/v1/data.json"])
    def test_files_with_rows_of_the_database_are_none_rather_than_half(self, away: FlaskClient, path: str) -> None:
        answer = away.get(path)
        assert (answer.status_code, "cannot be reached just now" in answer.text) == (503, True)

    @pytest.mark.parametrize("path", ["/charts/completion-by-theme.csv", "/overview.xlsx", "/api/v1/overview.json"])
    def test_files_without_such_rows_are_given(self, away: FlaskClient, path: str) -> None:
        assert away.get(path).status_code == 200

    def test_of_a_version_that_is_not_in_memory_are_503_not_another_version(self, away: FlaskClient) -> None:
        assert away.get("/?version=7").status_code == 503


@contextlib.contextmanager
def silence() -> Iterator[int]:
    """The port of a server that takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@contextlib.contextmanager
def nobody() -> Iterator[int]:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    yield port


FAULTS: dict[str, Callable[[], Any]] = {"away": nobody, "hung": silence}


@pytest.mark.parametrize("fault", FAULTS)
class TestPostgresql:
    def test_is_given_up_soon(self, fault: str) -> None:
        with FAULTS[fault]() as port:
            store = SnapshotStore(connected(f"postgresql+psycopg://x@127.0.0.1:{port}/x", 1), 2, 0)
            begun = time.monotonic()
            with pytest.raises(AwayError):
                store.current()
            assert time.monotonic() - begun < 4

    def test_is_not_waited_for_by_the_next(self, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with FAULTS[fault]() as port:
            store = SnapshotStore(connected(f"postgresql+psycopg://x@127.0.0.1:{port}/x", 1), 2, 0)
            store.database.health.now = lambda: 0.0  # the moment after, however busy the machine is
            tries, connect = [], store.engine.connect

            def tried() -> sa.Connection:
                tries.append("a try")
                return connect()

            monkeypatch.setattr(store.engine, "connect", tried)
            for _ in range(2):
                with pytest.raises(AwayError):
                    store.current()
            assert tries == ["a try"]


class TestAServerOfPostgresql:
    def test_that_is_asked_by_many_threads_is_not_away(self, postgresql_server: str) -> None:
        store = SnapshotStore(connected(postgresql_server, 1), 2, 0)
        with contextlib.ExitStack() as asking:
            for _ in range(20):
                connection = asking.enter_context(store.database.connect())
                assert connection.execute(sa.text("SELECT 1")).scalar_one() == 1
        assert store.away_since is None
        store.engine.dispose()

    def test_that_hangs_in_an_answer_is_given_up(self, postgresql_server: str) -> None:
        """`pg_sleep` is a server that is there and does not answer: its own timeout is switched off."""
        engine = connected(postgresql_server, 1)
        with engine.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            with pytest.raises(sa.exc.OperationalError, match="silent") as caught:
                connection.exec_driver_sql("SELECT pg_sleep(30)")
        assert caught.value.connection_invalidated
        engine.dispose()

    def test_is_given_a_second_to_show_that_a_kept_connection_lives(self, postgresql_server: str) -> None:
        """Not the time of an answer: whoever finds it dead has to wait for another connection as well."""
        engine = connected(postgresql_server, 60)
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            at_work = driver.patience
        at_rest = driver.patience
        with engine.connect() as connection:
            assert connection.connection.driver_connection is driver
            assert (at_work, at_rest, driver.patience) == (60, 1, 60)
        engine.dispose()

    def test_ends_by_itself_what_nobody_waits_for(self, postgresql_server: str) -> None:
        engine = connected(postgresql_server, 7)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == "7s"
        engine.dispose()

    def test_may_take_longer_for_a_whole_version(self, postgresql_server: str) -> None:
        store = SnapshotStore(connected(postgresql_server, 1), 2, 0)
        with store.database.connect(whole=True) as connection:
            connection.exec_driver_sql("SELECT pg_sleep(1.5)")
        with store.database.connect() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == "1s"
        store.engine.dispose()


@pytest.mark.parametrize("fault", FAULTS)
class TestRedis:
    def test_is_done_without(self, fault: str, hand_url: str, caplog: pytest.LogCaptureFixture) -> None:
        """Every chart is there, and the log says it once."""
        with FAULTS[fault]() as port:
            client = client_over(hand_url, cache_url=f"redis://127.0.0.1:{port}/0")
            begun = time.monotonic()
            pages = [page(client, "/", f"?lang={lang}") for lang in ("en", "fr", "es")]
            assert time.monotonic() - begun < 10
        assert all("completion-by-theme" in text for text in pages)
        assert len(warnings(caplog)) == 1

    def test_costs_one_answer_a_wait(self, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
        tries, connect = [], redis.Connection.connect

        def tried(connection: redis.Connection) -> None:
            tries.append("a try")
            connect(connection)

        monkeypatch.setattr(redis.Connection, "connect", tried)
        with FAULTS[fault]() as port:
            kept = answers(Flask("tests"), Settings(cache_url=f"redis://127.0.0.1:{port}/0"))
            kept.cache.health.now = lambda: 0.0  # the moment after, however busy the machine is
            given = [kept.get((number,), lambda number=number: number) for number in range(1000)]
        assert (given, tries) == ([*range(1000)], ["a try"])

    def test_lost_no_number(self, fault: str, hand_url: str) -> None:
        with FAULTS[fault]() as port:
            without = client_over(hand_url, cache_url=f"redis://127.0.0.1:{port}/0").get("/api/v1/overview.json").text
        assert without == client_over(hand_url).get("/api/v1/overview.json").text

    def test_of_sessions_lets_nobody_in_and_says_so(self, fault: str, hand_url: str) -> None:
        with FAULTS[fault]() as port:
            stranger = client_of(hand_url, "stranger", sessions_url=f"redis://127.0.0.1:{port}/0")
            answer = sign_in(stranger, NAMES["editor"])
            assert (answer.status_code, "cannot be looked up just now" in answer.text) == (503, True)
            assert stranger.get("/").status_code == 200


def client_over(url: str, **more: Any) -> FlaskClient:
    return create_app(Settings(database_url=url, version_check_seconds=0, **more)).server.test_client()


class TestSessionsThatCannotBeLookedUp:
    @pytest.fixture
    def editor(self, hand_url: str, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
        """An editor who has signed in before the store of sessions went away."""
        app = app_of(hand_url)
        editor = client_of(app, "editor")

        def fails(*_: Any) -> None:
            raise ConnectionError("refused")

        sessions = app.server.extensions["signin"].sessions._cache
        monkeypatch.setattr(sessions._cache, "get", fails)
        monkeypatch.setattr(sessions._cache, "delete", fails)
        return editor

    def test_leave_public_pages_as_they_are(self, editor: FlaskClient) -> None:
        assert editor.get("/").status_code == 200

    def test_open_nothing_and_end_nothing(self, editor: FlaskClient) -> None:
        """Neither is the editor said to be a stranger, nor to be signed out."""
        answers = [editor.get("/data/load/audit.csv"), editor.post("/data/load/check"), editor.post("/signout")]
        assert [answer.status_code for answer in answers] == [503, 503, 503]
        assert all("cannot be looked up just now" in answer.text for answer in answers)


def test_sessions_are_kept_apart_from_answers_where_they_have_a_store(hand_url: str) -> None:
    """What fills the cache pushes out no session."""
    with silence() as cache, nobody() as sessions:
        app = app_of(hand_url, cache_url=f"redis://127.0.0.1:{cache}/0", sessions_url=f"redis://127.0.0.1:{sessions}/0")
        ports = {
            client.connection_pool.connection_kwargs["port"]
            for kept in app.server.extensions["cache"].values()
            if (client := getattr(kept, "_write_client", None))
        }
    assert ports == {cache, sessions}


def test_pages_say_nothing_more_once_the_database_is_back(file: Path) -> None:
    app = app_over(file)
    client = app.server.test_client()
    file.rename(file.with_suffix(".away"))
    client.get("/version.json")
    tag = client.get("/version.json").headers["ETag"]
    file.with_suffix(".away").rename(file)
    later(app._views.store.database.health)
    answer = client.get("/version.json", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.get_json()["version"]) == (200, 1)
    assert SENTENCE not in client.get("/").text


def test_a_copy_of_the_file_can_be_restored_while_the_server_runs(file: Path) -> None:
    client, copy = app_over(file).server.test_client(), file.with_name("copy.sqlite")
    shutil.copy(file, copy)
    _write_version(file, 2)
    assert client.get("/version.json").get_json()["version"] == 2
    copy.replace(file)
    assert client.get("/version.json").get_json()["version"] == 1


def _write_version(path: Path, version: int) -> None:
    engine = sa.create_engine(f"sqlite:///{path}")
    databases.write(engine, hand.TABLES, version=version)
    engine.dispose()


class TestWhatIsKeptOfAnswers:
    """Caches in front of the server, and browsers: what is said while the database is away is said no longer."""

    def test_a_page_that_was_kept_before_is_not_the_same_while_the_database_is_away(self, file: Path) -> None:
        client = app_over(file).server.test_client()
        tag = client.get("/").headers["ETag"]
        file.rename(file.with_suffix(".away"))
        answer = client.get("/", headers={"If-None-Match": tag})
        assert (answer.status_code, SENTENCE in answer.text) == (200, True)

    def test_a_page_made_as_the_database_went_has_no_tag(self, file: Path) -> None:
        client = app_over(file).server.test_client()
        file.rename(file.with_suffix(".away"))
        first, second = client.get("/"), client.get("/")
        assert ("ETag" in first.headers, "ETag" in second.headers) == (False, True)
        assert client.get("/", headers={"If-None-Match": second.headers["ETag"]}).status_code == 304

    def test_a_page_of_one_version_is_kept_no_day_while_the_database_is_away(self, file: Path) -> None:
        _write_version(file, 2)
        app = create_app(Settings(database_url=f"sqlite:///{file}", version_check_seconds=0))
        client, address = app.server.test_client(), "/?version=1&asof=2017-01-01&lang=en"
        client.get(address)
        before = client.get(address).cache_control.max_age
        file.rename(file.with_suffix(".away"))
        client.get(address)
        answer = client.get(address)
        assert (before, answer.status_code, answer.cache_control.max_age) == (86400, 200, 2)
