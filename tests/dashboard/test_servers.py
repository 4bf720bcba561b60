"""Two servers without a shared folder: a load begun at one goes on at the other, and either may be killed."""

from __future__ import annotations

import io
import multiprocessing
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.editing import board as boards
from dashboard.editing.job import Job
from dashboard.editing.jobs import Jobs, jobs_of
from dashboard.settings import Settings
from dashboard.signin.access import Editor
from data_loader import isolated
from tests import redis_server
from tests.dashboard import signing_in
from tests.dashboard.loading import at_work, ended
from tests.dashboard.signing_in import SECRET_KEY, app_of, client_of
from tests.dashboard.test_load_page import GOOD, done, one, send

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["dashboard.editing.jobs"])
LEASE = 0.5
"""Seconds after which the server that is killed counts as gone."""


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis_server.server() as url:
        yield url


@pytest.fixture
def url(own_database: str) -> str:
    return own_database


@pytest.fixture
def both(url: str, redis_url: str, tmp_path: Path) -> tuple[Dash, Dash]:
    """Two servers over one database and one Redis, each with a folder of its own."""
    first, second = (
        app_of(url, sessions_url=redis_url, uploads=str(tmp_path / name), accounts=accounts(tmp_path))
        for name in ("first", "second")
    )
    return first, second


def accounts(folder: Path) -> str:
    return signing_in.options(folder)["accounts"]


def at(app: Dash, client: FlaskClient) -> FlaskClient:
    """The same browser, whose next request goes to this server."""
    other = client_of(app, "stranger")
    cookie = client.get_cookie("monitor_session")
    assert cookie
    other.set_cookie("monitor_session", cookie.value)
    return other


def begin(client: FlaskClient, path: str, **fields: Any) -> str:
    """The token of a load with which something is to be done, by whatever server is at work."""
    return done(send(client, path, **fields))


def brought(client: FlaskClient) -> str:
    return begin(client, "check", files=[(io.BytesIO(GOOD[1]), GOOD[0])])


@pytest.fixture
def _in_background(both: tuple[Dash, Dash]) -> None:
    for app in both:
        jobs_of(app.server).queue.is_wanted = True
        jobs_of(app.server).queue.start = lambda: None  # type: ignore[method-assign]


def start_work(app: Dash) -> Any:
    """The server is at work from now on."""
    vars(jobs_of(app.server).queue).pop("start", None)
    return at_work(app)


@pytest.mark.usefixtures("_in_background")
def test_a_load_begun_at_one_goes_on_at_the_other(both: tuple[Dash, Dash], url: str, tmp_path: Path) -> None:
    first, second = both
    editor = client_of(first, "editor")
    token = brought(editor)
    assert editor.get(f"/data/load/jobs/{token}").json["running"]
    with start_work(second):
        assert ended(first, token).accepted
    there = at(second, editor)
    assert there.get(f"/data/load/jobs/{token}/report.json").json["changes"]
    begin(there, f"jobs/{token}/publish", note="From the other side")
    with start_work(first):
        assert ended(second, token).version == 2
    assert one(url, "SELECT note FROM versions WHERE number = 2") == "From the other side"
    assert [*tmp_path.glob("*/*/*.sqlite")] == []


def test_somebody_elses_load_is_there_at_neither(both: tuple[Dash, Dash]) -> None:
    first, second = both
    token = brought(client_of(first, "editor"))
    assert client_of(second, "administrator").get(f"/data/load/jobs/{token}").status_code == 404


def hold(settings: Settings, words: Connection, writes: bool) -> None:
    """A server that begins with what is in the queue, says so, and never ends."""
    boards.LEASE, boards._SIGN_OF_LIFE = LEASE, LEASE / 5  # type: ignore[misc]
    original = isolated.run

    def run(*given: Any) -> Any:
        if writes:
            original(*given)
        words.send("begun")
        threading.Event().wait()

    isolated.run = run  # type: ignore[assignment]
    jobs = Jobs(settings)
    jobs.start()
    threading.Event().wait()


@pytest.fixture
def killed(both: tuple[Dash, Dash], url: str, redis_url: str, tmp_path: Path) -> Any:
    """What puts a load into the hands of a third server and kills it there, SIGKILL, in the middle."""
    settings = Settings(
        database_url=url, sessions_url=redis_url, accounts=accounts(tmp_path), secret_key=SECRET_KEY,
        uploads=str(tmp_path / "third"),
    )  # fmt: skip

    def kill(*, writes: bool = False) -> None:
        ours, theirs = FORKS.Pipe()
        third = FORKS.Process(target=hold, args=(settings, theirs, writes))
        third.start()
        theirs.close()
        assert ours.poll(120)
        assert ours.recv() == "begun"
        third.kill()
        third.join()
        third.close()
        ours.close()

    return kill


def seen(app: Dash, token: str) -> Job:
    """A load as its page has it, once nothing is done with it: whoever asks for it looks after it, too."""
    pause, jobs = threading.Event(), jobs_of(app.server)
    for _ in range(3000):
        job = jobs.find(token, Editor(signing_in.NAMES["editor"], "account"))
        if job and not job.running:
            return job
        pause.wait(0.02)
    raise AssertionError("it is still worked on")


@pytest.mark.usefixtures("_in_background")
def test_a_check_whose_server_is_killed_goes_on_at_the_other(both: tuple[Dash, Dash], killed: Any) -> None:
    first, second = both
    token = brought(client_of(first, "editor"))
    killed()
    with start_work(second):
        job = seen(second, token)
    assert (job.accepted, job.tries, job.turn) == (True, 2, 1)


@pytest.mark.usefixtures("_in_background")
def test_a_check_that_nobody_asks_for_goes_on_as_well(both: tuple[Dash, Dash], killed: Any) -> None:
    first, second = both
    token = brought(client_of(first, "editor"))
    killed()
    pause, jobs = threading.Event(), jobs_of(second.server)
    with start_work(second):
        while (job := jobs.board.find(token)) and job.running:
            jobs.sweep()
            pause.wait(0.05)
    assert job
    assert job.accepted


@pytest.mark.usefixtures("_in_background")
@pytest.mark.parametrize(("writes", "versions"), [(False, 1), (True, 2)])
def test_what_was_being_published_is_never_begun_again(
    both: tuple[Dash, Dash], killed: Any, url: str, writes: bool, versions: int
) -> None:
    first, second = both
    editor = client_of(first, "editor")
    token = brought(editor)
    with start_work(second):
        assert ended(second, token).accepted
    jobs_of(second.server).queue.start = lambda: None  # type: ignore[method-assign]
    begin(editor, f"jobs/{token}/publish", note="Why")
    killed(writes=writes)
    with start_work(second):
        job = seen(second, token)
        assert (job.interrupted, job.tries) == (True, 1)
        assert one(url, "SELECT max(number) FROM versions") == versions
        page = at(second, editor).get(f"/data/load/{token}").text
        assert "Whatever was published is in the list of versions" in page
        begin(editor, f"jobs/{token}/check")
        job = seen(second, token)
    assert (job.accepted, job.version) == (True, versions)
    assert one(url, "SELECT max(number) FROM versions") == versions
