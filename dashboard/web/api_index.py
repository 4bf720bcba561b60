"""What the API has: its OpenAPI document; a list of links for programs; a page for people made from the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import flask
import orjson

from dashboard.blocks import N_
from dashboard.signin.plain import page
from dashboard.web import request
from dashboard.web.openapi import TITLE, addresses, document
from dashboard.web.request import SELECTING, START, TRAVELLING, View, Views

Json = dict[str, Any]

_HEADS = (N_("Address"), N_("What it is"), N_("Parameters"))
_EXAMPLES = (
    "overview.json",
    "members/members.csv?region=europe&asof=2016-12-31",
    "charts/completion-by-theme.csv",
    "records/commitments.json?completion=complete&limit=10",
    "tables/roles.csv",
)


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add `api/v1/`, which is for programs or people as the request accepts, and `api/v1/openapi.json`."""
    start = f"{root}{START}"

    @server.get(start)
    @request.as_anybody
    def api_index() -> flask.Response:
        view = _view(views)
        is_person = flask.request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
        response = _page(_document(views, view, start), view, start) if is_person else _json(_list(view, start))
        return request.of_version(response, view)

    @server.get(f"{start}openapi.json")
    @request.as_anybody
    def openapi() -> flask.Response:
        view = _view(views)
        return request.of_version(_json(_document(views, view, start)), view)


def _view(views: Views) -> View:
    view = request.view(views)
    request.only(view, request.window(), *TRAVELLING)
    return flask.abort(404) if view.snapshot.empty else view


def _document(views: Views, view: View, start: str) -> Json:
    """Kept for the version: it has a row of every block of every page."""
    return view.answers.get(("openapi", view.lang, start), lambda: document(views, view, start))


def _json(content: Any) -> flask.Response:
    return flask.Response(orjson.dumps(content), mimetype="application/json")


def _list(view: View, start: str) -> Json:
    """Where everything is, for programs that follow links."""
    words, query = view.words, view.chosen.query()
    return {
        "title": words(TITLE),
        "version": view.snapshot.version.number,
        "lang": view.lang,
        "licence": view.licence,
        "openapi": f"{start}openapi.json{query}",
        **addresses(view, start),
    }


def _page(about: Json, view: View, start: str) -> flask.Response:
    """The document as a page that stands by itself."""
    words, query = view.words, f"?lang={view.lang}"
    response = page(
        "api.html",
        TITLE,
        paragraphs=about["info"]["description"].split("\n\n"),
        openapi={"text": words(N_("All of it as an OpenAPI 3.1 document")), "href": f"{start}openapi.json{query}"},
        examples_title=words(N_("Examples")),
        examples=[(f"{start}{path}", f"{start}{path}") for path in _EXAMPLES],
        heads=[words(head) for head in _HEADS],
        groups=[(tag["description"], [*_addresses(about, tag["name"], start, query)]) for tag in about["tags"]],
        parameters_title=words(N_("Parameters")),
        filters_title=words(N_("Filters")),
        parameters=[one for one in _parameters(about) if one["name"] not in SELECTING],
        filters=[one for one in _parameters(about) if one["name"] in SELECTING],
        problems_title=words(N_("Where there is no answer")),
        problems=[
            {"name": status, "meaning": one["description"], "among": []}
            for status, one in about["components"]["responses"].items()
        ],
    )
    del response.headers["Cache-Control"], response.headers["X-Robots-Tag"]
    return response


def _addresses(about: Json, tag: str, start: str, query: str) -> Iterator[Json]:
    """The addresses of a kind, each with what it is, and where an example of it is."""
    for path, ways in about["paths"].items():
        way = ways["get"]
        if tag not in way["tags"]:
            continue
        example = path
        for one in way["parameters"]:
            if one.get("in") == "path":
                example = example.replace(f"{{{one['name']}}}", str(one["example"]))
        forms = ["json", *(["csv"] if "text/csv" in way["responses"]["200"]["content"] else [])]
        every = [one["$ref"].rpartition("/")[2] for one in way["parameters"] if "$ref" in one]
        names = [name for name in every if name not in SELECTING]
        yield {
            "path": path,
            "title": way["summary"],
            "links": [(form.upper(), f"{start}{example[1:]}.{form}{query}") for form in forms],
            "parameters": names,
            "is_filtered": len(names) < len(every),
            "is_whole": len(forms) == 1,
        }


def _parameters(about: Json) -> Iterator[Json]:
    """What each parameter means, and the values that it may have where these are few."""
    for name, one in about["components"]["parameters"].items():
        schema = one["schema"].get("items", one["schema"])
        values = schema.get("enum", [])
        yield {"name": name, "meaning": one["description"], "among": values, "example": one["example"]}
