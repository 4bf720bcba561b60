"""A client of the addresses that answer with data: of a server at a URL, or of the application in this process."""

from __future__ import annotations

import csv
import io
import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import requests

from dashboard.settings import Settings

APPLICATION = "dashboard.app:create_app"
"""What makes the application: named and not imported, as it stands on a floor above."""
SECONDS = 120
"""How long a server may take to answer."""
_TABLES = 8  # as many of a data version are kept
_AS_IT_IS = ",:;()!="  # what a value of an address holds without being encoded

_MOVED = "What is asked for has moved: give the address that it has now."
_REASONS = {
    **dict.fromkeys((301, 302, 307, 308), _MOVED),  # which may be another host's, and is not followed
    429: "Too much is asked at once: wait a little.",
    503: "The data cannot be reached just now: the database is away, or the server is busy. Try again soon.",
}
"""What a status means where the answer gives no reason."""

Query = Mapping[str, str]
Row = dict[str, str]


class ClientError(Exception):
    """There is no answer; the text is a sentence that says why."""


class MissingError(ClientError):
    """There is nothing at the address."""


@dataclass(frozen=True)
class Reply:
    """An answer: its HTTP status and its text."""

    status: int
    text: str


class Client:
    """Asks for data with GET alone. `get` answers for a path under the root; `origin` is its scheme and host."""

    def __init__(self, get: Callable[[str, Query], Reply], origin: str) -> None:
        self._get, self.origin = get, origin
        self.table = lru_cache(_TABLES)(self._table)
        """The rows of a table of the data of a version, by column; an empty cell is not known."""

    def text(self, path: str, query: Query) -> str:
        """What is at a path; MissingError where nothing is, ClientError with its reason where it is refused."""
        reply = self._get(path, {name: value for name, value in query.items() if value})
        if reply.status == 404:
            raise MissingError(_detail(reply.text) or f"There is nothing at {path}.")
        if reply.status != 200:
            reason = _detail(reply.text) or _REASONS.get(reply.status, "")
            raise ClientError(f"{path} was answered with status {reply.status}. {reason}".rstrip())
        return reply.text

    def json(self, path: str, query: Query) -> Any:
        """The JSON at a path."""
        try:
            return json.loads(self.text(path, query))
        except json.JSONDecodeError:
            raise ClientError(f"{self.origin} answers {path} with no JSON: is it the address of a dashboard?") from None

    def newest(self) -> int:
        """The number of the newest data version; 0 where there is none."""
        known = self.json("version.json", {})
        if not isinstance(known, dict) or not isinstance(known.get("version"), int):
            raise ClientError(f"{self.origin} answers as no dashboard does: is it the address of one?")
        return int(known["version"])

    def rows(self, path: str, query: Query) -> list[Row]:
        """The rows of the CSV at a path, by column."""
        return [*csv.DictReader(io.StringIO(self.text(path, query)))]

    def page(self, path: str, query: Query) -> Page:
        """A page of the API, or one block of it; ClientError where a filter was not taken as it was given."""
        if not {"", ".", ".."}.isdisjoint(path.split("/")):
            raise MissingError(f"There is nothing at {path}.")
        page = Page(self.origin, self.json(f"api/v1/{quote(path)}.json", query))
        taken = dict(parse_qsl(urlsplit(page.body["href"]).query))
        if left_out := [name for name, value in query.items() if value and name not in taken]:
            raise ClientError(f"The data have no such {' or '.join(left_out)}.")
        return page

    def _table(self, name: str, version: int) -> tuple[Row, ...]:
        return tuple(self.rows(f"data/{name}.csv", {"version": str(version)}))


@dataclass(frozen=True)
class Page:
    """A page as the API answered it."""

    origin: str
    body: dict[str, Any]

    @property
    def version(self) -> int:
        """The number of its data version."""
        return int(self.body["version"])

    @property
    def asof(self) -> str:
        """The day that its figures are as of, ISO 8601."""
        return str(self.body["asof"])

    def address(self, href: str = "") -> str:
        """The address of this page, or of another of this dashboard, with version, day and language pinned."""
        parts = urlsplit(href or self.body["href"])
        pinned = {"asof": self.asof, "version": str(self.version), "lang": str(self.body["lang"])}
        query = dict(parse_qsl(parts.query)) | pinned
        return f"{self.origin}{parts.path}?{urlencode(query, safe=_AS_IT_IS)}"


def of_server(url: str) -> Client:
    """A client of the dashboard served at a URL; ClientError where that is none."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ClientError(f"Give the address of a dashboard, as https://data.example.org, not {url!r}.")
    root = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"

    def get(path: str, query: Query) -> Reply:
        try:
            answer = requests.get(
                f"{root}{path}", params=query, timeout=SECONDS, allow_redirects=False, auth=_as_nobody
            )
        except requests.RequestException as fault:
            raise ClientError(f"The server at {root} cannot be reached: {type(fault).__name__}.") from fault
        answer.encoding = "utf-8"
        return Reply(answer.status_code, answer.text)

    return Client(get, f"{parts.scheme}://{parts.netloc}")


def _as_nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """A request without the name and password that the machine may have for a host."""
    return request


def of_application(settings: Settings) -> Client:
    """A client of the application over the database of the settings, in this process and for nobody in particular."""
    server = pkgutil.resolve_name(APPLICATION)(settings).server

    def get(path: str, query: Query) -> Reply:
        # a client of its own for each question: they may be asked at the same time
        answer = server.test_client().get(f"{settings.path_prefix}{path}", query_string=query)
        return Reply(answer.status_code, answer.get_data(as_text=True))

    return Client(get, settings.site_url or f"http://{settings.host}:{settings.port}")


def _detail(text: str) -> str:
    """What a problem says of itself; empty where an answer is none."""
    try:
        problem = json.loads(text)
    except json.JSONDecodeError:
        return ""
    return str(problem.get("detail", "")) if isinstance(problem, dict) else ""
