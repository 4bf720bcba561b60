"""What anybody may send: bodies of every size and shape are answered, and none of them stops or breaks anything."""

from __future__ import annotations

import itertools
import json
import logging
import random
import re
import socket
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import flask
import pytest
from dash import Dash
from dash.testing.wait import until
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.traffic import card_payload
from dashboard.cli import server
from dashboard.settings import Settings
from dashboard.web import limits
from tests.dashboard.calling import UPDATE, page_payload
from tests.dashboard.signing_in import app_of, client_of, sign_in, token_of

ODD = (None, True, -1, 2**70, 0.5, "", "\ud800", "\x00", "<script>", [], [[]], {}, {"a": {}}, "x" * 5_000, ["x"] * 600)
"""Values of every kind, in place of those that a page sends."""
IN_AN_ADDRESS = ("1", "%00", "%0a", "%ff", "..%2f..%2fx", "é" * 200, "9" * 40)
_ATOMS = st.none() | st.booleans() | st.integers() | st.text()


@pytest.fixture(scope="module")
def app(url: str) -> Dash:
    return app_of(url)


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    client = client_of(app, "stranger")
    client.get("/")
    return client


@pytest.fixture(scope="module")
def calls(client: FlaskClient) -> list[dict[str, Any]]:
    """What a page sends to each callback that runs on the server."""
    dependencies = client.get("/_dash-dependencies").get_json()
    followed = next(one for one in dependencies if _has(one["inputs"], "address") and not one["clientside_function"])
    turned = next(one for one in dependencies if _has(one["inputs"], "table-button"))
    return [page_payload("/", ""), card_payload(followed, "completion-by-theme", "/", ""), _table_call(turned)]


def _has(inputs: list[dict[str, str]], kind: str) -> bool:
    return any(f'"kind":"{kind}"' in one["id"] for one in inputs)


def _table_call(dependency: dict[str, Any]) -> dict[str, Any]:
    """The click on the Table button of a chart."""

    def part(kind: str, prop: str, **value: Any) -> dict[str, Any]:
        return {"id": {"kind": kind, "chart": "completion-by-theme"}, "property": prop, **value}

    address = {"id": {"kind": "address", "page": ""}, "property": "data", "value": {"pathname": "/", "query": ""}}
    return {
        "output": dependency["output"],
        "outputs": [part("table", "children"), part("table-button", "aria-expanded")],
        "inputs": [part("table-button", "n_clicks", value=1)],
        "state": [[address], [{"id": {"kind": "confirmed", "page": ""}, "property": "data", "value": 1}]],
        "changedPropIds": ['{"chart":"completion-by-theme","kind":"table-button"}.n_clicks'],
    }


def post(client: FlaskClient, body: bytes | str, kind: str = "application/json") -> int:
    return client.post(f"/{UPDATE}", data=body, content_type=kind).status_code


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every place in a body."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [path, *itertools.chain.from_iterable(places(value[key], (*path, key)) for key in keys)]


def changed(body: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """A body with something else in one place; without it where that is `...`."""
    if not path:
        return odd
    copy = json.loads(json.dumps(body))
    *way, last = path
    inner = copy
    for key in way:
        inner = inner[key]
    if odd is ...:
        del inner[last]
    else:
        inner[last] = odd
    return copy


class TestCallsOfCallbacks:
    def test_a_page_is_understood(self, client: FlaskClient, calls: list[dict[str, Any]]) -> None:
        assert [post(client, json.dumps(call)) for call in calls] == [200, 200, 200]

    def test_anything_in_any_place_is_answered(
        self, url: str, client: FlaskClient, calls: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
    ) -> None:
        """No fault of ours, no traceback in the log: what no page could have sent is refused."""
        wrong, before = [], Path(url.removeprefix("sqlite:///")).read_bytes()
        chosen = random.Random(7)
        for call in calls:
            every = [(path, odd) for path in places(call) for odd in (*ODD, ...)]
            for path, odd in chosen.sample(every, min(len(every), 700)):
                if path or odd is not ...:
                    status = post(client, json.dumps(changed(call, path, odd)))
                    if status not in (200, 204, 400):
                        wrong.append((path, odd, status))
        assert wrong == []
        assert Path(url.removeprefix("sqlite:///")).read_bytes() == before
        assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []

    @pytest.mark.parametrize("body", ["", "{", "[]", "null", "1", '"x"', "[" * 50_000, '{"a":' * 40_000])
    def test_what_is_no_call_is_refused(self, client: FlaskClient, body: str) -> None:
        assert post(client, body) == 400

    @pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "", "application/xml"])
    def test_another_kind_of_body_is_refused(self, client: FlaskClient, calls: list[dict[str, Any]], kind: str) -> None:
        assert post(client, json.dumps(calls[0]), kind) in (400, 415)

    @settings(max_examples=100, deadline=None)
    @given(st.recursive(_ATOMS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
    def test_any_json_is_answered(self, client: FlaskClient, body: Any) -> None:
        assert post(client, json.dumps(body)) == 400


class TestAddresses:
    @pytest.mark.parametrize("role", ["stranger", "editor"])
    def test_anything_in_any_place_is_answered(self, app: Dash, role: str, caplog: pytest.LogCaptureFixture) -> None:
        """No fault of ours, no traceback in the log: what leads nowhere is refused."""
        client = client_of(app, role)
        headers = {"X-CSRF-Token": token_of(client)}
        wrong = []
        for rule in app.server.url_map.iter_rules():
            for odd in IN_AN_ADDRESS if rule.arguments else IN_AN_ADDRESS[:1]:
                path = re.sub("<[^>]*>", odd, rule.rule)
                for method in {"GET", "POST"} - ({"POST"} if path == "/signout" else set()):
                    status = client.open(f"{path}?q={odd}", method=method, headers=headers, buffered=True).status_code
                    wrong += [(method, path, status)] if status >= 500 else []
        assert wrong == []
        assert [record.getMessage() for record in caplog.records if record.exc_info] == []


class TestSize:
    def test_a_large_body_is_refused_unread(self, client: FlaskClient) -> None:
        assert post(client, b'{"a":[' + b"[]," * limits.MOST_BYTES + b"[]]}") == 413

    def test_the_refusal_is_a_sentence(self, client: FlaskClient) -> None:
        answer = client.post("/signin", data={"name": "x" * limits.MOST_BYTES})
        assert answer.status_code == 413
        assert "too large" in answer.text

    def test_a_full_page_has_room(self, client: FlaskClient, calls: list[dict[str, Any]]) -> None:
        assert len(json.dumps(calls[1])) * 4 < limits.MOST_BYTES


class Held:
    """So many requests for an address at once, each of which takes until it may go on."""

    def __init__(self, app: Dash, endpoint: str, path: str, requests: int) -> None:
        self._app, self._endpoint, self._path = app, endpoint, path
        self._come, self._begun, self._go_on = threading.Semaphore(0), threading.Semaphore(0), threading.Event()
        self._asking = [threading.Thread(target=self._ask) for _ in range(requests)]
        self.statuses: list[int] = []

    def __enter__(self) -> Held:
        self._patch = pytest.MonkeyPatch()
        self._patch.setitem(self._app.server.view_functions, self._endpoint, self._answer)
        flask.request_started.connect(self._arrive, self._app.server)
        for one in self._asking:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()
        for one in self._asking:
            one.join()
        flask.request_started.disconnect(self._arrive, self._app.server)
        self._patch.undo()

    def let_go(self) -> None:
        self._go_on.set()

    def come(self, requests: int) -> bool:
        """Whether so many more come."""
        return all(self._come.acquire(timeout=10) for _ in range(requests))

    def begin(self, requests: int) -> bool:
        """Whether so many more begin to be answered."""
        return all(self._begun.acquire(timeout=10) for _ in range(requests))

    def are_more(self) -> bool:
        """Whether one more has begun by now."""
        return self._begun.acquire(blocking=False)

    def _ask(self) -> None:
        self.statuses.append(self._app.server.test_client().get(self._path).status_code)

    def _arrive(self, *_: Any, **__: Any) -> None:
        self._come.release()

    def _answer(self, *_: Any, **__: Any) -> str:
        self._begun.release()
        self._go_on.wait(10)
        return "made"


class TestCostlyAnswers:
    def test_more_than_a_share_are_put_off(self, app: Dash) -> None:
        """While costly answers are being made, a further one is asked to come again; pages are served."""
        client = app.server.test_client()
        with Held(app, "brief.html", "/brief.html", 4) as held:
            assert held.begin(4)
            refused = client.get("/brief.html")
            served = client.get("/healthz").status_code
        assert (refused.status_code, refused.headers["Retry-After"], served) == (503, "5", 200)
        assert held.statuses == [200] * 4
        assert client.get("/brief.html").status_code == 200

    def test_an_answer_that_is_made_as_it_goes_counts_until_its_end(self, reference_url: str) -> None:
        client = client_of(app_of(reference_url, threads=2), "stranger")
        begun = client.get("/data/commitments.csv", buffered=False)
        assert client.get("/data/themes.csv").status_code == 503
        assert begun.data.count(b"\n") > 2_000
        left = client.get("/data/commitments.csv", buffered=False)
        assert client.get("/data/themes.csv").status_code == 503
        left.close()  # its reader has gone
        assert client.get("/data/themes.csv").status_code == 200

    def test_the_numbers_of_a_chart_wait_for_no_file(self, reference_url: str) -> None:
        client = client_of(app_of(reference_url, threads=2), "stranger")
        begun = client.get("/data/commitments.csv", buffered=False)
        assert client.get("/charts/completion-by-theme.csv").status_code == 200
        begun.close()

    def test_passwords_are_looked_at_by_a_share_of_the_threads(
        self, hand_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = app_of(hand_url, threads=2)
        begun, go_on = threading.Event(), threading.Event()

        def slow(*_: str) -> None:
            begun.set()
            go_on.wait(10)

        monkeypatch.setattr(app.server.extensions["signin"].accounts, "check", slow)
        guess = threading.Thread(target=lambda: sign_in(client_of(app, "stranger"), "edith", "a guess"))
        guess.start()
        assert begun.wait(10)
        client = client_of(app, "stranger")
        statuses = sign_in(client, "vera").status_code, client.get("/healthz").status_code
        go_on.set()
        guess.join()
        assert statuses == (503, 200)


class TestPagesAtATime:
    def test_a_third_waits_for_one_of_two_and_what_is_no_page_for_none(
        self, app: Dash, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "_PATIENCE", 10.0)
        with Held(app, "page", "/_page/", 3) as held:
            assert held.come(3)
            assert held.begin(2)
            assert app.server.test_client().get("/version.json").status_code == 200
            assert not held.are_more()
            held.let_go()
            assert held.begin(1)

    def test_nobody_waits_for_long_where_these_take_long(self, app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "_PATIENCE", 0.05)
        with Held(app, "page", "/_page/", 3) as held:
            assert held.begin(3)


def test_who_asks_for_news_waits_for_no_page() -> None:
    """Of two that wait for the only thread, the one that takes no time goes first, though it came last."""
    called: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        called.append(environ["PATH_INFO"])
        if len(called) == 1:
            begun.set()
            go_on.wait(10)
        start_response("200 OK", [("Content-Length", "0")])
        return []

    with socket.create_server(("127.0.0.1", 0)) as listening, ExitStack() as open_ones:
        serving = server.create(application, listening, Settings(threads=1))
        address = listening.getsockname()
        looping = threading.Thread(target=serving.run, daemon=True)
        looping.start()
        asking = [open_ones.enter_context(socket.create_connection(address, 10)) for _ in range(3)]
        for waiting, (connection, path) in enumerate(zip(asking, ("/first", "/page", "/version.json"), strict=True)):
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
            assert begun.wait(10)
            until(lambda n=waiting: len(serving.task_dispatcher.queue) == n, 10)
        go_on.set()
        for connection in asking:
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        serving.close()
    assert called == ["/first", "/version.json", "/page"]
