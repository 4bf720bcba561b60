"""Who may keep an answer and for how long: what anybody is answered depends on address, language, data and release."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Any

import flask
from flask import Request
from werkzeug import Response

from dashboard.data import clock
from dashboard.data.filters import LONGEST_QUERY, TODAY
from dashboard.data.release import release
from dashboard.data.snapshot import Version
from dashboard.data.store import SnapshotStore
from dashboard.language.words import LOCALES, preferred
from dashboard.signin.service import Service
from dashboard.view.faults import FAULTY
from dashboard.web.response_cache import EVERYBODYS, ResponseCache

_SHORT, _DAY, _ROWS, _PICTURE, _NEWEST = "sdrpn"
_LIFETIMES = {
    # With MONITOR_VERSION_CHECK_SECONDS, a cache in front and the browser behind it: ten seconds at most.
    _SHORT: "public, max-age=2, stale-while-revalidate=2",
    _DAY: "public, max-age=86400",  # it is of an older version for good, but a release may say it otherwise
    _ROWS: "public, max-age=31536000, immutable",  # rows of a version as they were loaded
    _PICTURE: "public, max-age=600",
    _NEWEST: "public, max-age=1",  # open pages ask every few seconds
}
"""How long an answer is kept, by the letter that its tag begins with."""

_OWN_LIFETIMES = {"newest": _NEWEST, "preview": _PICTURE}
_OF_ROWS = {"table", "package"}
_OF_DECKS = {"present", "slides", "deck.html", "deck.pptx"}
"""Endpoints of what may change within a data version: decks are saved when people save them. They have no tag."""
_OF_RELEASE = {"_dash-layout", "_dash-dependencies"}
"""What Dash asks for once a visit."""
_OF_NO_LANGUAGE = re.compile(
    r"version\.json|healthz|readyz|metrics|robots\.txt|sitemap(-[0-9]+)?\.xml|favicon\.ico|apple-touch-icon\.png"
    r"|\.well-known/security\.txt|_dash-layout|_dash-dependencies"
    r"|(_dash-component-suites|vendor|assets|static)/.*"
)
"""Paths under the root that are answered alike in every language."""
_OF_NOW = re.compile(r"healthz|readyz|metrics")
"""Paths that say how the server is: nobody waits for what another is answered there."""
_ASKED = "no-cache"
_CALLBACKS = "_dash-update-component"
_KEPT_SCRIPTS = "public, max-age=86400"
_TAG = re.compile(r'"([a-z])([0-9a-f]{32})[^"]*"')  # what packs an answer may add how it did
_READING = {"GET", "HEAD"}
_NAMED = ("version", "asof", "lang")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Tags:
    """The tags of answers: each names all that its answer depends on, so that none is made to see that it is the same.

    A tag is known to be ours by being what we would give now: whoever has it was given the answer.
    """

    def __init__(self, service: Service, cookie: str) -> None:
        self._service, self._cookie, self._root = service, cookie, service.root
        self._release = (release(), service.settings.site_url, service.settings.frame_ancestors, service.ways)

    def of(self, request: Request, version: Version, lifetime: str) -> str:
        """The tag of the answer to a request while `version` is the newest."""
        lang = preferred(request.accept_languages) if self.is_negotiated(request) else ""
        day = clock.today()  # documents say on which day they were made, pages how old the data are
        site = request.environ.get("HTTP_HOST", ""), self._service.proxies.is_secure(request)
        address = request.environ.get("SCRIPT_NAME", ""), request.path, request.query_string
        parts = (self._release, site, address, lang, version, day, lifetime)
        return lifetime + hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    def is_negotiated(self, request: Request) -> bool:
        """Whether the language of an answer is chosen by what the browser prefers."""
        is_of_none = _OF_NO_LANGUAGE.fullmatch(request.path.removeprefix(self._root))
        return not (is_of_none or _names_language(request))

    def is_everybodys(self, request: Request) -> bool:
        """Whether nothing in a request may name a person."""
        return request.method in _READING and self.is_anonymous(request)

    def is_anonymous(self, request: Request) -> bool:
        """Whether nobody is signed in who sends a request."""
        return self._cookie not in request.cookies and self._service.proxies.person(request) is None

    def key(self, request: Request, version: Version | None) -> str:
        """What names all that the answer to anybody depends on, but for what is sent; none for who is signed in."""
        is_of_now = _OF_NOW.fullmatch(request.path.removeprefix(self._root))
        return self.of(request, version, "") if version and not is_of_now and self.is_anonymous(request) else ""

    def unchanged(self, request: Request, version: Version | None) -> str:
        """The tag that a request brings along, if its answer would be the same; else nothing."""
        brought = request.headers.get("If-None-Match", "")
        if not brought or version is None or not self.is_everybodys(request):
            return ""
        tags = (letter + digest for letter, digest in _TAG.findall(brought) if letter in _LIFETIMES)
        return next((tag for tag in tags if tag == self.of(request, version, tag[0])), "")

    def not_modified(self, request: Request, tag: str) -> Response:
        """The answer to whoever has one with this tag."""
        response = Response(status=304)
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = _LIFETIMES[tag[0]]
        response.vary.update(["Accept-Encoding", *(["Accept-Language"] if self.is_negotiated(request) else [])])
        return response


class Unchanged:
    """Answers 304 where nothing has changed since an answer was given; all else goes on to `application`.

    Caches and open pages ask all the time, and Flask would cost more than the rest.
    """

    def __init__(self, application: Application, tags: Tags, known: Callable[[], Version | None]) -> None:
        self._application, self._tags, self._known = application, tags, known

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A WSGI application."""
        request = Request(environ) if environ.get("HTTP_IF_NONE_MATCH") else None
        tag = self._tags.unchanged(request, self._known()) if request else ""
        if not (request and tag):
            return self._application(environ, start_response)
        return self._tags.not_modified(request, tag)(environ, start_response)


def register(server: flask.Flask, store: SnapshotStore) -> None:
    """Answer 304 where that is all there is to say, and add to every other answer who may keep it."""
    service: Service = server.extensions["signin"]
    tags = Tags(service, server.config["SESSION_COOKIE_NAME"])
    again = ResponseCache(server.wsgi_app, lambda request: tags.key(request, store.known()))
    server.wsgi_app = Unchanged(again, tags, store.known)  # type: ignore[method-assign]

    @server.before_request
    def begin() -> Response | None:
        """Note what is answered from at the least: a tag never names a version newer than its answer."""
        flask.g.known = store.in_memory()
        if not tags.unchanged(flask.request, flask.g.known):
            return None
        store.current()  # it was time to look
        flask.g.known = store.in_memory()
        tag = tags.unchanged(flask.request, flask.g.known)
        return tags.not_modified(flask.request, tag) if tag else None

    @server.after_request
    def finish(response: flask.Response) -> flask.Response:
        flask.g.known = _all_the_while(store)
        if "shown" in flask.g:
            response.headers["Data-Version"] = str(flask.g.shown.version.number)
        _say(tags, response, service.root)
        if tags.is_negotiated(flask.request):
            response.vary.add("Accept-Language")
        return response


def _say(tags: Tags, response: flask.Response, root: str) -> None:
    """Say who may keep an answer, where it does not say so itself."""
    if flask.g.get("private"):  # it holds what this person may do
        response.headers["Cache-Control"] = "no-store"
    elif flask.request.path == f"{root}{_CALLBACKS}":
        _share(tags, response)
    elif flask.request.method in _READING and response.headers.get("Cache-Control", _ASKED) == _ASKED:
        _add(tags, response, root)


def _share(tags: Tags, response: flask.Response) -> None:
    """Let whoever sends the same to a callback have the same answer, where it is everybody's, whole and the newest."""
    known, is_whole = flask.g.known, response.status_code == 200 and not flask.g.get(FAULTY)
    is_newest = known is not None and flask.g.get("answered_from") == known.number
    if is_whole and is_newest and not flask.g.get("personal") and tags.is_anonymous(flask.request):
        flask.request.environ[EVERYBODYS] = flask.request.endpoint


def _all_the_while(store: SnapshotStore) -> Version | None:
    """What an answer was made from at the least; not known where the database went or came back meanwhile."""
    known: Version | None = flask.g.get("known")
    return known if known and known.away_since == store.away_since else None


def _add(tags: Tags, response: flask.Response, root: str) -> None:
    """Say for how long everybody may keep an answer; or that nobody may without asking again."""
    path = flask.request.path.removeprefix(root)
    if path.startswith("_dash-component-suites") and response.status_code == 200:
        response.headers["Cache-Control"] = _KEPT_SCRIPTS
        return
    of_data = "Data-Version" in response.headers or path in _OF_RELEASE
    if flask.g.get("personal") or not tags.is_everybodys(flask.request):
        response.headers["Cache-Control"] = "private, no-cache"
    elif response.status_code != 200 or not of_data or flask.g.get(FAULTY):
        response.headers["Cache-Control"] = _ASKED
    else:
        lifetime, known = _lifetime(response, flask.g.known), str(flask.g.known.number if flask.g.known else "")
        response.headers["Cache-Control"] = _LIFETIMES[lifetime]
        if flask.g.known and flask.request.endpoint not in _OF_DECKS:  # not the first answer of a process
            response.set_etag(tags.of(flask.request, flask.g.known, lifetime), weak=True)
            if response.headers.get("Data-Version", known) == known:  # rows of an older one may go at any time
                flask.request.environ[EVERYBODYS] = flask.request.endpoint


def _lifetime(response: flask.Response, newest: Version | None) -> str:
    """Nothing changes what an address says that names an older version, day and language; a release may say it anew."""
    endpoint, asked = flask.request.endpoint or "", flask.request.args
    shown = response.headers.get("Data-Version")
    is_pinned = all(asked.get(name) for name in _NAMED) and TODAY not in [value for _, value in asked.items(multi=True)]
    if flask.g.get("of_rows") and asked.get("version") == shown and asked.get("asof") != TODAY:
        return _ROWS
    if is_pinned and _names_language(flask.request) and asked["version"] == shown:
        if endpoint in _OF_ROWS:
            return _ROWS
        if newest and not newest.away_since and shown != str(newest.number) and endpoint not in _OF_DECKS:
            return _DAY
    return _OWN_LIFETIMES.get(endpoint, _SHORT)


def _names_language(request: Request) -> bool:
    """Whether an address says in which language it is answered, whatever the browser prefers."""
    asked = request.args.getlist("lang")
    return len(request.query_string) <= LONGEST_QUERY and any(lang in LOCALES for lang in asked)
