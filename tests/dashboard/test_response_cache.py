"""What is the same for everybody is made once: given again byte for byte, until the data, or who asks, is another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from dashboard.app import create_app
from dashboard.pages import members
from dashboard.settings import Settings
from dashboard.web import document
from dashboard.web.response_cache import EVERYBODYS, ResponseCache
from tests.dashboard.calling import follow, page
from tests.dashboard.conftest import publish

CHART = "completion-by-level"


@pytest.fixture
def url(published_url: str) -> str:
    return published_url


def visitor(url: str) -> FlaskClient:
    """A browser of a server that knows its data already, and trusts them for a while."""
    app = create_app(Settings(database_url=url, version_check_seconds=3600))
    client = app.server.test_client()
    client.get("/version.json")
    return client


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The path of each document that is made."""
    made: list[str] = []
    real = document.page_html

    def counted(view: Any, *more: Any) -> Any:
        made.append(view.path)
        return real(view, *more)

    monkeypatch.setattr(document, "page_html", counted)
    return made


class TestAPage:
    def test_is_made_once(self, url: str, drawn: list[str]) -> None:
        client = visitor(url)
        first, again = client.get("/members"), client.get("/members")
        assert drawn.count("members") == 1
        assert (first.data, first.headers["ETag"]) == (again.data, again.headers["ETag"])
        assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]

    @pytest.mark.parametrize(
        ("path", "headers"),
        [
            ("/members?region=europe", {}),
            ("/members", {"Accept-Language": "fr"}),
            ("/members", {"Accept-Encoding": "gzip"}),
            ("/members", {"Host": "elsewhere.example"}),
        ],
    )
    def test_is_another_to_who_asks_otherwise(
        self, url: str, drawn: list[str], path: str, headers: dict[str, str]
    ) -> None:
        client = visitor(url)
        client.get("/members")
        client.get(path, headers=headers)
        assert drawn.count("members") == 2

    def test_is_another_once_data_are_published(self, url: str, drawn: list[str]) -> None:
        client = visitor(url)
        first = client.get("/members")
        publish(url, 2)
        follow(client, CHART, version=1, newest=2)  # a page that has heard of it
        again = client.get("/members")
        assert [answer.headers["Data-Version"] for answer in (first, again)] == ["1", "2"]
        assert drawn.count("members") == 2

    def test_that_lacks_a_part_is_made_again(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        client = visitor(url)

        def fails(*_: Any, **__: Any) -> Any:
            raise ValueError("on purpose")

        with monkeypatch.context() as patched:
            patched.setattr(members, "_row", fails)
            faulty = client.get("/members")
        assert "The fault is noted under the reference" in faulty.text
        assert (faulty.headers["Cache-Control"], "ETag" in faulty.headers) == ("no-cache", False)
        assert "The fault is noted" not in client.get("/members").text

    def test_of_who_is_signed_in_is_neither_kept_nor_given_again(self, url: str, drawn: list[str]) -> None:
        stranger, editor = visitor(url), visitor(url)
        editor.set_cookie(editor.application.config["SESSION_COOKIE_NAME"], "theirs")
        for client in (stranger, editor):
            client.get("/members")
            client.get("/members")
        assert drawn.count("members") == 3

    def test_of_an_older_version_is_made_anew_as_its_rows_may_go(self, url: str, drawn: list[str]) -> None:
        publish(url, 2)
        client = visitor(url)
        for _ in range(2):
            client.get("/members?version=1")
        assert drawn.count("members") == 2


class TestACallback:
    def test_that_is_the_same_is_answered_the_same(self, url: str) -> None:
        client = visitor(url)
        assert page(client, "/members") == page(client, "/members")
        assert follow(client, CHART, "?region=europe") != follow(client, CHART, "?region=americas")

    def test_is_answered_anew_once_data_are_published(self, url: str) -> None:
        client = visitor(url)
        before = page(client, "/members")
        publish(url, 2)
        follow(client, CHART, version=1, newest=2)  # a page that has heard of it
        assert page(client, "/members") != before


def counting(answer: Callable[[Request, int], Response]) -> tuple[Callable[..., Iterable[bytes]], list[str]]:
    """An application that notes what it is asked, all of it everybody's."""
    asked: list[str] = []

    @Request.application
    def application(request: Request) -> Response:
        asked.append(request.path)
        request.environ[EVERYBODYS] = "page"
        return answer(request, len(asked))

    return application, asked


def cached(answer: Callable[[Request, int], Response], most: int = 10_000) -> tuple[Client, list[str]]:
    application, asked = counting(answer)
    return Client(ResponseCache(application, lambda request: request.path, most)), asked


class TestWhatIsKept:
    def test_is_no_more_than_there_is_room_for(self) -> None:
        client, asked = cached(lambda request, _: Response(request.path * 1000), most=5_000)
        for path in ("/1", "/2", "/1", "/3", "/1", "/2"):  # /2 had to go when /3 came: nobody had asked for it again
            client.get(path)
        assert asked == ["/1", "/2", "/3", "/2"]

    def test_is_nothing_that_sets_a_cookie(self) -> None:
        client, asked = cached(lambda _, n: Response(str(n), headers={"Set-Cookie": f"n={n}"}))
        assert [client.get("/").text for _ in range(2)] == ["1", "2"]
        assert len(asked) == 2

    def test_is_nothing_that_is_made_as_it_is_sent(self) -> None:
        client, _ = cached(lambda _, n: Response(iter([str(n), "!"])))
        assert [client.get("/").text for _ in range(2)] == ["1!", "2!"]

    def test_depends_on_what_is_sent(self) -> None:
        client, asked = cached(lambda request, _: Response(request.data))
        assert [client.post("/", data=text).text for text in ("a", "b", "a")] == ["a", "b", "a"]
        assert len(asked) == 2

    def test_is_nothing_for_a_large_body(self) -> None:
        client, asked = cached(lambda request, _: Response(str(len(request.data))))
        assert [client.post("/", data=b"x" * 70_000).text for _ in range(2)] == ["70000", "70000"]
        assert len(asked) == 2

    @pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE"])
    def test_is_nothing_but_what_is_read(self, method: str) -> None:
        client, asked = cached(lambda _, n: Response(str(n)))
        for _ in range(2):
            client.open("/", method=method)
        assert len(asked) == 2


class TestTenThatAskTheSameAtOnce:
    def ask(self, cache: ResponseCache, answered: list[str]) -> list[threading.Thread]:
        threads = [threading.Thread(target=lambda: answered.append(Client(cache).get("/").text)) for _ in range(10)]
        for thread in threads:
            thread.start()
        return threads

    def slow(self, monkeypatch: pytest.MonkeyPatch, **headers: str) -> tuple[list[str], list[str]]:
        """What is made, and what all are answered, where it is made as soon as nine wait."""
        patience = 60
        monkeypatch.setattr("dashboard.web.response_cache._PATIENCE", patience)
        waiting = threading.Semaphore(0)
        real = threading.Event.wait

        def wait(event: threading.Event, timeout: float | None = None) -> bool:
            if timeout == patience:
                waiting.release()
            return real(event, timeout)

        monkeypatch.setattr(threading.Event, "wait", wait)

        def answer(_: Request, n: int) -> Response:
            if n == 1:
                for _ in range(9):
                    assert waiting.acquire(timeout=60)
            return Response(str(n), headers=headers)

        application, made = counting(answer)
        answered: list[str] = []
        for thread in self.ask(ResponseCache(application, lambda request: request.path), answered):
            thread.join()
        return made, answered

    def test_are_given_what_is_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made, answered = self.slow(monkeypatch)
        assert (made, answered) == (["/"], ["1"] * 10)

    def test_are_each_given_their_own_where_it_is_not_everybodys(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made, answered = self.slow(monkeypatch, **{"Set-Cookie": "theirs"})
        assert (len(made), len({*answered})) == (10, 10)

    def test_do_not_wait_for_what_takes_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dashboard.web.response_cache._PATIENCE", 0)
        is_begun, may_end = threading.Event(), threading.Event()

        def answer(_: Request, n: int) -> Response:
            if n == 1:
                is_begun.set()
                assert may_end.wait(60)
            return Response(str(n))

        cache = ResponseCache(counting(answer)[0], lambda request: request.path)
        first = threading.Thread(target=lambda: Client(cache).get("/"))
        first.start()
        assert is_begun.wait(60)
        assert Client(cache).get("/").text == "2"  # while the first is still being made
        may_end.set()
        first.join()

    def test_go_on_where_making_it_failed(self) -> None:
        fails = [True, False]

        def answer(request: Request, _: int) -> Response:
            if fails.pop(0):
                raise ValueError("on purpose")
            return Response("there")

        client, _ = cached(answer)
        with pytest.raises(ValueError, match="on purpose"):
            client.get("/")
        assert client.get("/").text == "there"
