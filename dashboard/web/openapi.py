"""The API as an OpenAPI 3.1 document: from the tables of pages, charts, filters and rows, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dashboard.blocks import N_, SCREEN, Chart, Table, leaves
from dashboard.charts.registry import CHARTS
from dashboard.data import questions
from dashboard.exports.json import block_json
from dashboard.language.words import NATIVE_NAMES
from dashboard.web.openapi_schemas import SCHEMAS, response
from dashboard.web.pages import PAGES, Page, blocks_of, resolve
from dashboard.web.request import OWN, SELECTING, TRAVELLING, View, Views
from dashboard.web.rows import RESOURCES, Field, Resource

Json = dict[str, Any]

TITLE = N_("The data for programs")
INTRODUCTION = (
    N_(
        "Every page, table and chart of this site, and the data behind them, for programs. Nothing needs a key, and "
        "scripts of any site may read what is here."
    ),
    N_(
        "An address may end in .json or .csv; without an ending, the header Accept decides. Blocks of pages are there "
        "as .txt and .xlsx too, whole pages also as .html and .pptx, but not as .csv."
    ),
    N_(
        "The filters are those of the pages, under the same names. What is not understood is refused, with its name "
        "and what is possible: nothing is left out in silence."
    ),
    N_(
        "Rows are answered in pages: limit says how many, offset from which place on. In the answer, total says how "
        "many there are, and next leads on."
    ),
    N_(
        "What is not known is null in JSON and an empty cell in CSV, never zero. A rate is its two counts: part, "
        "and whole, on which it rests."
    ),
    N_(
        "version pins an answer to a data version. The rows of a version that an address names may be kept for good; "
        "every other answer has an ETag, by which to ask whether it has changed."
    ),
)
"""What is said first, a paragraph each."""
PROBLEMS = {
    400: N_("A parameter is not understood: dropped names it, and what is possible."),
    404: N_("There is nothing at this address, or the data version is not kept here."),
    405: N_("All of this is read only: GET, HEAD and OPTIONS."),
    406: N_("It is not to be had in a form that the request accepts: formats says in which it is."),
    413: N_("The request is too large."),
    422: N_("More differs between two versions than one answer can hold."),
    503: N_("The database cannot be reached, or as much is under way as may be. Retry-After says when to ask again."),
}
"""Status -> when it is answered; each as application/problem+json."""
TAGS = {
    "pages": N_("Pages and their blocks"),
    "charts": N_("Charts"),
    "records": N_("Records"),
    "tables": N_("Tables of the data"),
}


def _within(name: str) -> Json:
    """The schema of a parameter that says which rows are asked for."""
    least, most = OWN[name]
    return {"type": "integer", "minimum": least, "maximum": most}


_YEAR = "[1-9][0-9]{3}"
_DAY = (
    rf"{_YEAR}(-(0[1-9]|1[0-2]))?|{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    rf"|{_YEAR}-(0[13-9]|1[0-2])-(29|30)|{_YEAR}-(0[13578]|1[02])-31"
)
_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_VERSION: Json = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
_TEXT: Json = {"type": "string", "pattern": r"^[^\x00-\x1f]{1,200}$"}
_MEANINGS: dict[str, tuple[str, Json, object]] = {
    "since": (
        N_("The earlier day that the as-of day is compared with: a year, a month or a day."),
        {"type": "string", "pattern": f"^({_DAY})$"},
        "2015-12-31",
    ),
    "known": (N_("The number of an earlier data version to compare with, in place of a day."), _VERSION, 1),
    "asof": (
        N_("The day as of which all is counted: a year, a month, a day, or today. Else the last on which data came."),
        {"type": "string", "pattern": f"^(today|{_DAY})$"},
        "2016-12-31",
    ),
    "version": (N_("The number of the data version that is asked. Else the newest."), _VERSION, 1),
    "lang": (
        N_("The language of titles and words. Else the one that Accept-Language prefers."),
        {"type": "string", "enum": [*NATIVE_NAMES]},
        "fr",
    ),
    "q": (N_("Words that a commitment, its institution or its plan must have."), _TEXT, "water"),
    "sort": (
        N_("The order of the list; a minus before it turns it round."),
        {"type": "string", "enum": [f"{sign}{name}" for name in questions.SORTED for sign in ("", "-")]},
        "-due",
    ),
    "from": (N_("The number of the version compared with."), _VERSION, 1),
    "to": (N_("The number of the version that is compared. Else the newest."), _VERSION, 1),
    "measure": (N_("What is counted."), {"type": "string", "enum": [*questions.MEASURED]}, "late"),
    "group": (N_("By what it is grouped."), {"type": "string", "enum": [*questions.GROUPED]}, "region"),
    "colour": (N_("What is told apart by colour."), {"type": "string", "enum": [*questions.COLOURED]}, "level"),
    "split": (N_("By what it is divided into panels."), {"type": "string", "enum": [*questions.GROUPED]}, "year"),
    "only": (
        N_("Only the rows in which those compared differ."),
        {"type": "string", "enum": ["differences"]},
        "differences",
    ),
    "limit": (N_("How many rows at the most."), _within("limit"), 100),
    "offset": (N_("From which place on, the first being 0."), _within("offset"), 100),
}
"""Parameter that is no choice among values of the data -> what it means, its schema, an example."""
_SEVERAL = N_("{filter}: one of the values, or several with commas between.")
_OWN_OF = {
    "commitments": ("q", "sort"),
    "leadership": ("constituency",),
    "pilots": ("pilot", "peer"),
    "brief": ("mine",),
    "explore": ("measure", "group", "colour", "split"),
    "compare": ("only",),
    "changes": ("from", "to"),
}
"""Page -> the parameters that it has alone."""
_COMPARED = ("since", "known", "asof")
_FILTERS = (*SELECTING, *_COMPARED)
_NAMES = (*SELECTING, "constituency", "mine", "peer", "pilot", *_MEANINGS)
_HEADERS: Json = {
    "ETag": {"schema": {"type": "string"}},
    "Data-Version": {"schema": {"type": "integer"}},
    "Link": {"schema": {"type": "string"}},
}
_ITEMS_LOOKED_AT = 3
_TYPES = {"integer": "integer", "number": "number", "flag": "boolean"}
_BLOCK = "#/components/schemas/Block"
_PAGE = "#/components/schemas/Page"
_ONE_OF: dict[str, tuple[str, str, str]] = {
    "commitments": ("commitment", "commitments", N_("One commitment")),
    "members": ("member", "members", N_("One member")),
    "one-page": ("member", "members", N_("One member on one page")),
    "themes": ("theme", "themes", N_("One theme")),
    "meetings": ("meeting", "meetings", N_("One meeting")),
}
"""Path of pages about one thing -> what its id is called in addresses, the table that has it, the title."""


def document(views: Views, view: View, start: str) -> Json:
    """The document of the data version and language of a view; `start` is the path under which all of it is."""
    words = view.words
    paths = {path: {"get": about} for path, about in _paths(views, view)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{view.brand}: {words(TITLE)}",
            "version": "1",
            "description": "\n\n".join(words(text) for text in INTRODUCTION),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": start.rstrip("/")}],
        "tags": [{"name": name, "description": words(text)} for name, text in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "parameters": {name: about for name in _NAMES if (about := _parameter(view, name))},
            "responses": {str(status): response(words(text)) for status, text in PROBLEMS.items()},
        },
    }


def _paths(views: Views, view: View) -> Iterator[tuple[str, Json]]:
    for page in PAGES:
        if page.public:
            yield from _of_page(views, view, page)
    name = _item(view, "chart", N_("The name of a chart."), next(iter(CHARTS)), {"type": "string", "enum": [*CHARTS]})
    chart = _operation(
        view, "charts", N_("The numbers of a chart"), _BLOCK, (*_FILTERS, *OWN, *_OWN_OF["explore"]), [name]
    )
    yield "/charts/{chart}", chart
    for path, resource in RESOURCES.items():
        yield from _of_resource(view, path, resource)


def addresses(view: View, start: str) -> Json:
    """The pages, and the rows beside them, with what each is and its address."""
    words = view.words
    pages = [
        {
            "name": page.name,
            "title": words(_title(page)),
            "href": f"{start}{page.path.replace('*', '{id}') or page.name}.json",
        }
        for page in PAGES
        if page.public
    ]
    rows = [{"name": path, "title": words(one.title), "href": f"{start}{path}.json"} for path, one in RESOURCES.items()]
    return {"pages": pages, "rows": rows}


def _title(page: Page) -> str:
    """A page's title; of one about one thing, what that is."""
    return page.title if isinstance(page.title, str) else _ONE_OF[page.path.removesuffix("/*")][2]


# Pages and their blocks.


def _of_page(views: Views, view: View, page: Page) -> Iterator[tuple[str, Json]]:
    """A page, then each of its blocks; of a page about one thing, those that some of these things have."""
    own = page.path.removesuffix("/*") or "overview"
    filters = (*(SELECTING if page.filtered else ()), *_COMPARED, *_OWN_OF.get(page.name, ()))
    path, title, items, named = f"/{own}", _title(page), [""], list[Json]()
    if page.path.endswith("/*"):
        parameter, table, _ = _ONE_OF[own]
        items = [f"/{id_}" for id_ in _some(view, table)]
        path = f"/{own}/{{{parameter}}}"
        named = [
            _item(
                view,
                parameter,
                N_("The id of one: {path} lists them."),
                next(iter(items), "/1")[1:],
                path=f"tables/{table}",
            )
        ]
    yield path, _operation(view, "pages", title, _PAGE, filters, named, is_page=True)
    for name, block in _blocks(views, view, page, [f"{own}{item}" for item in items]).items():
        about = _operation(view, "pages", block["title"], _BLOCK, (*filters, *OWN), named)
        about["description"] = "\n".join(f"- {one['header']}: {one['meaning']}" for one in block["columns"])
        about["responses"]["200"]["content"]["application/json"]["example"] = {"blocks": [block]}
        yield f"{path}/{name}", about


def _some(view: View, table: str) -> list[str]:
    """The ids of some rows of a table, far from each other."""
    size = view.records.size(view.snapshot, table)
    places = {size * place // _ITEMS_LOOKED_AT for place in range(_ITEMS_LOOKED_AT)}
    return [row.id for place in sorted(places) for row in view.records.table(view.snapshot, table, place, 1)]


def _blocks(views: Views, view: View, page: Page, paths: Sequence[str]) -> dict[str, Json]:
    """The tables and charts of a page, by name, with a row each as an example."""
    blocks: dict[str, Json] = {}
    for path in paths:
        _, one = resolve(views, "" if path == "overview" else path, view.chosen.query())
        one = replace(one, entire=True)
        for block in leaves(one, blocks_of(page, one)):
            if isinstance(block, Chart) or (
                isinstance(block, Table) and (block.only != SCREEN or block.name not in blocks)
            ):
                blocks[block.name] = block_json(one, block, 0, 1)
    return blocks


# Rows.


def _of_resource(view: View, path: str, resource: Resource) -> Iterator[tuple[str, Json]]:
    """The list; where its records have addresses, one of them."""
    words, tag = view.words, path.partition("/")[0]
    row = _row(view, resource.fields)
    properties: Json = {name: {"type": "integer", "minimum": 0} for name in ("version", "total", "limit", "offset")}
    properties |= {"next": {"type": ["string", "null"]}, "rows": {"type": "array", "items": row}}
    listed: Json = {"type": "object", "properties": properties, "required": [*properties]}
    title = words.sentence(words(resource.title)).rstrip(".")
    about = _operation(view, tag, title, listed, (*resource.filters, *OWN))
    yield f"/{path}", about
    if resource.has_records:
        first = next((row[0] for row in resource.rows(view, 0, 1)[1]), 1)
        id_ = _item(view, "id", N_("The id of one: {path} lists them."), str(first), path=path)
        record: Json = {"type": "object", "properties": {"record": row}, "required": ["record"]}
        yield f"/{path}/{{id}}", _operation(view, tag, title, record, resource.filters, [id_])


def _row(view: View, fields: Sequence[Field]) -> Json:
    """The schema of a row, each field with what it means."""
    return {
        "type": "object",
        "properties": {field.name: _field(view, field) for field in fields},
        "required": [field.name for field in fields],
    }


def _field(view: View, field: Field) -> Json:
    about: Json = {"description": view.words(field.meaning)}
    if field.kind == "list":
        return about | {"type": ["array", "null"], "items": {"type": "string"}}
    kind = _TYPES.get(field.kind, "string")
    about["type"] = kind if field.required else [kind, "null"]
    if field.allowed:
        about["enum"] = [*field.allowed, *([] if field.required else [None])]
    return about | ({"pattern": f"^{_DATE}$"} if field.kind == "date" else {})


# What all of them have.


def _operation(
    view: View,
    tag: str,
    title: str,
    schema: str | Json,
    filters: Sequence[str],
    items: Sequence[Json] = (),
    *,
    is_page: bool = False,
) -> Json:
    """A way to ask: its parameters, and what may be answered."""
    content: Json = {"application/json": {"schema": {"$ref": schema} if isinstance(schema, str) else schema}}
    if not is_page:
        content["text/csv"] = {"schema": {"type": "string"}}
    names = [name for name in dict.fromkeys((*filters, *TRAVELLING)) if _parameter(view, name)]
    title = view.words(title)
    return {
        "tags": [tag],
        "summary": title,
        "parameters": [*items, *({"$ref": f"#/components/parameters/{name}"} for name in names)],
        "responses": {
            "200": {"description": title, "headers": _HEADERS, "content": content},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in PROBLEMS},
        },
    }


def _item(view: View, name: str, meaning: str, example: str, schema: Json | None = None, **values: str) -> Json:
    """A parameter within a path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": view.words(meaning, **values),
        "schema": schema or {"type": "string", "minLength": 1},
        "example": example,
    }


def _parameter(view: View, name: str) -> Json:
    """A parameter of a query; nothing where no value of it is possible in these data."""
    about: Json = {"name": name, "in": "query"}
    if name in _MEANINGS:
        meaning, schema, example = _MEANINGS[name]
        return about | {"description": view.words(meaning), "schema": schema, "example": example}
    possible = [*view.snapshot.choices.get(name, ())]
    if not possible:
        return {}
    one: Json = {"type": "string", "enum": possible}
    label = view.words.filter(name) if name != "mine" else view.words(N_("Member and region of who reads"))
    if name == "pilot":
        return about | {"description": label, "schema": one, "example": possible[0]}
    about |= {"description": view.words(_SEVERAL, filter=label), "style": "form", "explode": False}
    return about | {"schema": {"type": "array", "items": one, "minItems": 1}, "example": possible[:1]}
