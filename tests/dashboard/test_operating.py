"""What operators see: a log that nobody can forge, who signed in, whether a server is ready, numbers for Prometheus."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import os
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from dashboard.cli import logs, server
from dashboard.editing.job import Job
from dashboard.editing.jobs import work
from dashboard.settings import SettingError, Settings
from dashboard.signin import options
from dashboard.signin.access import Editor
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_client
from tests.dashboard.signing_in import app_of, client_of, sign_in, token_of

FORGED = "x\n2026-01-01T00:00:00.000+00:00 INFO - dashboard.signin.routes: 'ana' signed in as editor from 10.0.0.1"
OPEN = {"trusted_proxies": "127.0.0.1", "metrics": "10.9.0.0/16"}
"""Settings under which `scraped` may read the numbers."""
START = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 [A-Z]+ \S+ [\w.]+: ")


@pytest.fixture
def app(empty_url: str) -> Dash:
    return app_of(empty_url, **OPEN)


@pytest.fixture
def stranger(app: Dash) -> FlaskClient:
    return client_of(app, "stranger")


Log = Callable[[], str]


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[Log]:
    """All that is written from here on, as `python -m dashboard` writes it; as JSON where a test is marked so."""
    written = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        logs.set_up(getattr(request, "param", "text"))
    try:
        yield written.getvalue
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def ours(text: str, logger: str) -> list[str]:
    """What a logger of ours wrote."""
    return re.findall(rf"^\S+ \S+ \S+ dashboard\.{logger}: (.*)$", text, re.MULTILINE)


def log_a_fault() -> None:
    def fail() -> None:
        raise ValueError(FORGED)

    try:
        fail()
    except ValueError:
        logging.getLogger("dashboard").exception("a fault")


SIGNS = "\n\r\x1b\x85\u2028\u202e\x00"
"""What could end a line of the log, or hide it."""


class TestTheLog:
    def test_has_time_level_and_request_before_each_event(self, log: Log, stranger: FlaskClient) -> None:
        sign_in(stranger, "nobody", buffered=True)
        lines = log().splitlines()
        assert len(lines) >= 2
        assert [line for line in lines if not START.match(line)] == []

    def test_shows_what_does_not_show(self, log: Log) -> None:
        for sign in SIGNS:
            logging.getLogger("dashboard").warning("it is %s", f"a{sign}b")
        lines = log().removesuffix("\n").split("\n")
        assert len(lines) == len(SIGNS)
        assert [ascii(line) for line in lines if not line.isprintable()] == []

    def test_shows_half_a_sign(self) -> None:
        assert logs.escaped("a\ud800b") == "a\\ud800b"

    def test_takes_a_name_of_several_lines_for_one(self, log: Log, stranger: FlaskClient) -> None:
        sign_in(stranger, FORGED)
        assert ours(log(), "signin.routes") == [
            "a sign-in as nobody we know with a wrong name or password, from 127.0.0.1"
        ]
        assert [line for line in log().splitlines() if line.startswith("2026-01-01")] == []

    def test_takes_an_address_of_several_lines_for_one(self, log: Log, stranger: FlaskClient) -> None:
        """An IPv6 address may end with a zone, of any signs."""
        sign_in(stranger, "edith", "wrong", environ_overrides={"HTTP_X_FORWARDED_FOR": f"fe80::1%{FORGED}"})
        assert [line for line in log().splitlines() if not START.match(line) or line.startswith("2026-01-01")] == []

    def test_indents_a_traceback_whose_fault_looks_like_an_event(self, log: Log) -> None:
        log_a_fault()
        first, *rest = log().splitlines()
        assert START.match(first)
        assert len(rest) > len(FORGED.splitlines())
        assert [line for line in rest if not line.startswith("    ")] == []

    @pytest.mark.parametrize("log", ["json"], indirect=True)
    def test_is_an_object_a_line_where_the_setting_says_so(self, log: Log, stranger: FlaskClient) -> None:
        answer = stranger.get("/a%0ab?q=x", buffered=True)
        log_a_fault()
        access, fault = (json.loads(line) for line in log().splitlines())
        assert {"method": "GET", "path": "/a%0Ab", "status": 404, "bytes": len(answer.data)}.items() <= access.items()
        assert access["request"] == answer.headers["X-Request-ID"]
        assert (fault["level"], fault["message"], FORGED in fault["traceback"]) == ("ERROR", "a fault", True)

    def test_may_be_written_in_every_form_of_the_setting(self) -> None:
        for name in logs.FORMATTERS:
            assert Settings(log_format=name).log_format == name
        with pytest.raises(SettingError, match=" or ".join(logs.FORMATTERS)):
            Settings(log_format="xml")

    @pytest.mark.parametrize(
        "path",
        [
            "/_dash-component-suites/x/y.js",
            "/_dash-component-suites/dash/x.js",
            f"/vendor/{'x' * 300}",
            f"/vendor/{'é' * 150}",
        ],
    )
    def test_has_no_traceback_of_a_request_that_is_merely_wrong(
        self, log: Log, stranger: FlaskClient, path: str
    ) -> None:
        assert stranger.get(path, buffered=True).status_code == 404
        assert "Traceback" not in log()

    def test_names_each_data_version_once(self, log: Log, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/monitor.sqlite"
        engine = sa.create_engine(url)
        databases.write(engine, hand.TABLES)
        client = make_client(url)
        for _ in range(2):
            client.get("/version.json")
        databases.write(engine, hand.TABLES, version=2)
        client.get("/version.json")
        engine.dispose()
        read = ours(log(), "data.store")
        assert read == [f"data version {number} has been read and is current" for number in (1, 2)]

    @pytest.mark.parametrize("log", ["json"], indirect=True)
    def test_is_set_up_before_the_application_is_made(
        self, log: Log, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """`log` gives pytest its own log back afterwards; here the server's goes to standard error."""

        def run(_application: Any, listening: socket.socket, _chosen: Settings) -> None:
            listening.close()
            logging.getLogger("dashboard").info("it runs")

        monkeypatch.setattr(server, "run", run)
        monkeypatch.setenv("MONITOR_LOG_FORMAT", "json")
        with socket.create_server(("127.0.0.1", 0)) as listening:
            server.main("dashboard.settings:Settings", os.dup(listening.fileno()))
        assert json.loads(capsys.readouterr().err)["message"] == "it runs"

    @pytest.mark.parametrize("target", ["http://[::/x", "http://[x]/", "http://\xff:x/%zz", "*", "/\xff"])
    def test_has_nothing_of_a_head_that_cannot_be_read(self, log: Log, target: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            served = server.create(lambda *_: [], listening, Settings())
            request = served.channel_class.parser_class(served.adj)
            request.received(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin1"))
            served.close()
        assert (request.completed, request.error is None or request.error.code == 400) == (True, True)
        assert log() == ""


class TestWhoSignedIn:
    def test_is_in_the_log_with_the_role(self, log: Log, app: Dash) -> None:
        client = client_of(app, "viewer")
        client.post("/signout", data={"csrf_token": token_of(client)})
        assert ours(log(), "signin.routes") == [
            "'vera' signed in as viewer from 127.0.0.1",
            "'vera' signed out from 127.0.0.1",
        ]

    def test_is_in_the_log_once_where_a_proxy_says_so_and_when_the_role_changes(self, log: Log, empty_url: str) -> None:
        headers = {"proxy_user_header": "X-User", "proxy_roles_header": "X-Roles"}
        client = client_of(app_of(empty_url, **headers, **OPEN), "stranger")
        for roles in ("", "", "editor", "editor"):
            client.get("/signin", headers={"X-User": "ana", "X-Roles": roles, "X-Forwarded-For": "192.0.2.7"})
        assert ours(log(), "signin.service") == [
            "'ana' is signed in by the proxy as viewer, from 192.0.2.7",
            "'ana' is signed in by the proxy as editor, from 192.0.2.7",
        ]

    def test_is_in_the_log_by_account_where_it_failed(self, log: Log, stranger: FlaskClient) -> None:
        for _ in range(6):
            sign_in(stranger, "edith", "wrong")
        assert ours(log(), "signin.routes") == [
            *["a sign-in as 'edith' with a wrong name or password, from 127.0.0.1"] * 5,
            "too many sign-ins, now as 'edith', from 127.0.0.1",
        ]

    def test_is_not_a_password_typed_as_a_name(self, log: Log, stranger: FlaskClient) -> None:
        sign_in(stranger, "hunter2-hunter2", "x")
        assert "hunter2" not in log()

    def test_is_followed_by_changes_of_roles(self, log: Log, app: Dash) -> None:
        service = app.server.extensions["signin"]
        accounts, path = service.accounts, Path(service.settings.accounts)
        records = json.loads(path.read_text())
        accounts.all()
        records["vera"]["role"] = "editor"
        records["edith"]["password"] = "scrypt:another"
        records["olga"] = {"role": "viewer", "password": "x"}
        path.write_text(json.dumps(records))
        accounts.all()
        del records["olga"]
        path.write_text(json.dumps(records))
        accounts.all()
        assert ours(log(), "signin.accounts") == [
            "the password of 'edith' was changed",
            "the role of 'olga' was none and is viewer",
            "the role of 'vera' was viewer and is editor",
            "the role of 'olga' was viewer and is none",
        ]


class TestTheIdOfARequest:
    def test_is_another_each_time(self, stranger: FlaskClient) -> None:
        ids = {stranger.get("/healthz").headers["X-Request-ID"] for _ in range(3)}
        assert [len(one) for one in ids] == [16] * 3

    def test_is_the_one_of_our_proxy(self, log: Log, stranger: FlaskClient) -> None:
        answer = stranger.get("/signin", headers={"X-Request-ID": "abc-1.2_3"}, buffered=True)
        assert answer.headers["X-Request-ID"] == "abc-1.2_3"
        assert log().split()[2] == "abc-1.2_3"

    @pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", "a\tb", "'ana'"])
    def test_is_none_that_is_not_plain(self, stranger: FlaskClient, given: str) -> None:
        assert stranger.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given

    def test_is_none_of_a_stranger(self, stranger: FlaskClient) -> None:
        answer = stranger.get("/healthz", headers={"X-Request-ID": "abc"}, environ_base={"REMOTE_ADDR": "192.0.2.1"})
        assert answer.headers["X-Request-ID"] != "abc"


class TestTheAccessLog:
    def test_has_a_line_a_request(self, log: Log, stranger: FlaskClient) -> None:
        answer = stranger.get("/search.json?q=secret", buffered=True)
        [line] = ours(log(), "access")
        assert re.fullmatch(rf"GET /search\.json 200 \d+ ms {len(answer.data)} bytes", line)

    def test_counts_the_bytes_of_a_stream_and_of_a_file(self, log: Log, hand_url: str) -> None:
        client = client_of(app_of(hand_url), "stranger")
        sizes = [len(client.get(path, buffered=True).data) for path in ("/commitments.csv", "/assets/favicon.svg")]
        assert [int(line.split()[-2]) for line in ours(log(), "access")] == sizes

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/version.json"])
    def test_leaves_out_what_is_asked_all_the_time(self, log: Log, stranger: FlaskClient, path: str) -> None:
        stranger.get(path, buffered=True)
        assert ours(log(), "access") == []

    def test_has_neither_query_nor_secret(self, log: Log, app: Dash) -> None:
        client = client_of(app, "editor")
        cookie, token = client.get_cookie("monitor_session"), token_of(client)
        assert cookie
        client.get("/signin/callback?code=a-secret-code&state=a-secret-state", buffered=True)
        client.get("/signin?next=/data", headers={"Authorization": "Bearer a-secret-token"}, buffered=True)
        assert [one for one in ("secret", "next", cookie.value, token) if one in log()] == []

    def test_is_switched_off(self, log: Log, empty_url: str) -> None:
        client_of(app_of(empty_url, access_log="off"), "editor").get("/signin", buffered=True)
        assert (ours(log(), "access"), len(ours(log(), "signin.routes"))) == ([], 1)

    def test_notes_a_fault_as_one(self, log: Log, app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(app.server.view_functions, "brief.html", lambda: 1 / 0)
        assert app.server.test_client().get("/brief.html", buffered=True).status_code == 500
        assert re.fullmatch(r"GET /brief\.html 500 .*", ours(log(), "access")[0])


def ready(client: FlaskClient) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json


def unanswered() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TestReadiness:
    def test_says_which_data_is_served_and_how_old_it_is(self, hand_url: str) -> None:
        status, state = ready(client_of(hand_url, "stranger"))
        assert (status, state["status"], state["database"], state["cache"], state["version"]) == (
            200, "ready", "there", "there", 1,
        )  # fmt: skip
        assert state["age_seconds"] >= 0
        assert state["published_at"].endswith("+00:00")

    def test_an_empty_database_is_ready_for_its_first_load(self, empty_url: str) -> None:
        status, state = ready(client_of(empty_url, "stranger"))
        there = {"database": "there", "cache": "there", "sessions": "there", "queue": "there"}
        assert (status, state) == (200, {"status": "ready", "version": 0} | there)

    def test_without_any_data_a_server_is_not_ready(self, tmp_path: Path) -> None:
        client = client_of(f"sqlite:///{tmp_path}/nowhere/monitor.sqlite", "stranger")
        status, state = ready(client)
        assert (status, state["status"], state["database"], "version" in state) == (503, "unavailable", "away", False)

    def test_without_the_database_it_serves_from_memory(self, own_database: str) -> None:
        client = client_of(own_database, "stranger", **OPEN)
        before = ready(client)[1]
        Path(own_database.removeprefix("sqlite:///")).write_bytes(b"no database")
        status, state = ready(client)
        assert (status, state["status"], state["database"], state["version"]) == (
            200, "degraded", "away", before["version"],
        )  # fmt: skip
        assert dt.datetime.fromisoformat(state["database_away_since"]) <= dt.datetime.now(dt.UTC)
        assert client.get("/members", buffered=True).status_code == 200

    def test_without_redis_it_works_answers_out(self, hand_url: str) -> None:
        client = client_of(hand_url, "stranger", cache_url=f"redis://127.0.0.1:{unanswered()}/0")
        status, state = ready(client)
        assert (status, state["status"], state["version"]) == (200, "degraded", 1)
        assert (state["database"], state["cache"], state["sessions"]) == ("there", "away", "away")
        assert client.get("/members", buffered=True).status_code == 200

    def test_looks_whether_the_store_of_sessions_answers(self, hand_url: str) -> None:
        client = client_of(hand_url, "stranger", sessions_url=f"redis://127.0.0.1:{unanswered()}/0")
        state = ready(client)[1]
        assert (state["status"], state["cache"], state["sessions"]) == ("degraded", "there", "away")
        assert state["queue"] == "away"  # it is in the same Redis

    def test_says_nothing_of_sessions_where_nobody_signs_in(self, hand_url: str) -> None:
        assert not {"sessions", "queue"} & {*ready(make_client(hand_url))[1]}

    def test_is_kept_by_nobody(self, stranger: FlaskClient) -> None:
        assert stranger.get("/readyz").headers["Cache-Control"] == "no-store"


def scraped(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """What Prometheus reads: values by the name of a number and its labels."""
    text = client.get("/metrics", headers={"X-Forwarded-For": "10.9.0.1"}).text
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


class TestMetrics:
    def test_are_closed_by_default(self, hand_url: str) -> None:
        assert client_of(hand_url, "editor").get("/metrics").status_code == 404

    @pytest.mark.parametrize(
        ("address", "headers", "status"),
        [
            ("10.9.255.1", {}, 200),
            ("10.8.0.1", {}, 404),
            ("127.0.0.1", {}, 404),
            ("127.0.0.1", {"X-Forwarded-For": "10.9.0.1"}, 200),
            ("127.0.0.1", {"X-Forwarded-For": "10.9.0.1, 192.0.2.1"}, 404),
            ("192.0.2.1", {"X-Forwarded-For": "10.9.0.1"}, 404),
            ("10.9.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),  # a proxy unknown to us, which everybody comes through
        ],
    )
    def test_are_for_the_networks_of_the_setting(
        self, stranger: FlaskClient, address: str, headers: dict[str, str], status: int
    ) -> None:
        answer = stranger.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == status

    def test_what_is_no_network_is_refused_at_the_start(self) -> None:
        with pytest.raises(SettingError, match=r"MONITOR_METRICS must list networks .* not 'prometheus'"):
            options.ways(Settings(metrics="prometheus"))

    def test_count_requests_by_endpoint_and_status_and_time_them(self, stranger: FlaskClient) -> None:
        before = scraped(stranger)
        stranger.get("/search.json", buffered=True)
        stranger.post("/search.json", buffered=True)
        after = scraped(stranger)
        grown = {key: after[key] - before.get(key, 0) for key in after if key[0].startswith("monitor_request")}
        assert grown["monitor_requests_total", "results", "200"] == 1
        assert grown["monitor_requests_total", "none", "405"] == 1
        assert grown["monitor_request_seconds_bucket", "results", "+Inf"] == 1

    def test_name_the_data_version(self, hand_url: str) -> None:
        client = client_of(hand_url, "stranger", **OPEN)
        client.get("/version.json")
        assert scraped(client)["monitor_data_version",] == 1

    def test_say_for_how_long_something_is_away(self, hand_url: str) -> None:
        client = client_of(hand_url, "stranger", sessions_url=f"redis://127.0.0.1:{unanswered()}/0", **OPEN)
        client.get("/readyz")
        health = client.application.extensions["signin"].health
        health.away_since -= dt.timedelta(seconds=100)
        numbers = scraped(client)
        assert [numbers["monitor_away_seconds", name] for name in ("database", "cache")] == [0, 0]
        assert 100 <= numbers["monitor_away_seconds", "sessions"] < 200

    def test_count_what_the_cache_had(self, hand_url: str) -> None:
        client = client_of(hand_url, "stranger", **OPEN)
        counts = []
        for _ in range(3):
            counts.append([scraped(client).get(("monitor_cache_total", result), 0) for result in ("miss", "hit")])
            client.get("/embed/completion-by-theme", buffered=True)
        (misses, hits) = zip(*counts, strict=True)
        assert (misses[1] > misses[0], misses[2] == misses[1], hits[2] > hits[1]) == (True, True, True)

    def test_count_costly_answers_refused(self, empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        app = app_of(empty_url, threads=2, **OPEN)
        client = client_of(app, "stranger")
        begun, go_on = threading.Event(), threading.Event()
        monkeypatch.setitem(app.server.view_functions, "brief.html", lambda: begun.set() or str(go_on.wait(10)))
        asking = threading.Thread(target=lambda: app.server.test_client().get("/brief.html", buffered=True))
        before = scraped(client)["monitor_costly_refused_total",]
        asking.start()
        assert begun.wait(10)
        refused = client.get("/brief.html", buffered=True).status_code
        go_on.set()
        asking.join()
        assert (refused, scraped(client)["monitor_costly_refused_total",] - before) == (503, 1)

    @pytest.mark.parametrize(
        ("ended", "outcome"),
        [({"accepted": True}, "accepted"), ({"accepted": False}, "refused"), (None, "interrupted")],
    )
    def test_count_loads_by_what_became_of_them(
        self, stranger: FlaskClient, ended: dict[str, bool] | None, outcome: str
    ) -> None:
        def do(job: Job) -> Job:
            if ended is None:
                raise OSError("the disk is full")
            return replace(job, **ended)

        key = ("monitor_loads_total", "restore", outcome)
        before = scraped(stranger).get(key, 0)
        work(Job("0" * 32, Editor("edith", "account"), doing="restore"), do)
        assert scraped(stranger)[key] - before == 1
