"""What the server answers: a page, a table, and once for the whole page whatever the reader does to the filters."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import cache, partial
from typing import Any
from zlib import compress, decompress

import flask
import orjson
from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard.blocks import Part, parts
from dashboard.charts.registry import chart_of, choosable, narrowed
from dashboard.components import controls, ids, screen
from dashboard.components.chart_card import Drawn, draw
from dashboard.components.notices import notices
from dashboard.components.static import static
from dashboard.data.filters import Dropped, Filters
from dashboard.signin import access
from dashboard.view.faults import FAULTY
from dashboard.view.view import View, Views
from dashboard.web.frame import address as address_of
from dashboard.web.frame import shape, shown, whole
from dashboard.web.pages import NOT_SAID, OF_ONE_PERSON, Page, blocks_of, key, page_of, title, version_number

_FAST = 1  # of nine levels of packing
_CONTROLS = {
    "ticked": (ids.ticked(ALL), "data"),
    "choices": (ids.choice(ALL), "value"),
    "asof": (ids.asof(ALL), "value"),
    "since": (ids.since(ALL), "value"),
    "texts": (ids.text(ALL), "value"),
}
"""What the reader sets; each follows the address, too."""


def register(app: Dash, views: Views) -> None:
    """Let the server answer."""
    _pages(app, views)
    _filters(app, views)


def _pages(app: Dash, views: Views) -> None:
    """The page that the browser comes to, and the tables of its cards when they are asked for."""

    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.TITLE, "data"),
        Input(ids.LOCATION, "data"),
        prevent_initial_call=True,
    )
    def show(location: dict[str, str]) -> tuple[Any, str]:
        return _shown(*page_of(app, views, location["pathname"], location["search"]))

    # What the browser asks for in place of that callback (assets/js/page/calls.js), so that caches can hold it.
    @app.server.get(f"{app.config.routes_pathname_prefix}_page/", defaults={"path": ""})
    @app.server.get(f"{app.config.routes_pathname_prefix}_page/<path:path>")
    def page(path: str) -> flask.Response:
        query = flask.request.query_string.decode(errors="replace")
        page, view = page_of(app, views, app.config.routes_pathname_prefix + path, query)
        flask.g.private = view.is_draft or (page is not None and not page.public)
        is_everybodys = access.is_stranger() and not flask.g.private
        with access.anonymous() if is_everybodys else nullcontext():
            shown, heading = _shown(page, view)
        answer = {"multi": True, "response": {ids.PAGE: {"children": shown}, ids.TITLE: {"data": heading}}}
        response = flask.Response(_json(answer), mimetype="application/json")
        response.vary.add("Cookie")  # a browser that signs in or out has another page
        if page and is_everybodys:
            flask.g.shown = view.snapshot  # anybody may keep it (web/caching.py)
        return response

    @app.callback(
        Output(ids.part("table", MATCH), "children"),
        Output(ids.part("table-button", MATCH), "aria-expanded"),
        Input(ids.part("table-button", MATCH), "n_clicks"),
        State(ids.address(ALL), "data"),
        State(ids.confirmed(ALL), "data"),
        prevent_initial_call=True,
    )
    def turn(clicks: int, addresses: list[dict[str, Any]], confirmed: list[Any]) -> tuple[Any, str]:
        here = addresses[0]
        _, view = page_of(app, views, here["pathname"], here["query"], _shown_there(here, confirmed))
        is_open = clicks % 2 == 1
        table = draw(view, ctx.triggered_id["chart"], with_table=True).table if is_open else ""
        return static(table), str(is_open).lower()


def _shown(page: Page | None, view: View) -> tuple[Any, str]:
    """A page as components, and the title of its document."""
    return static(whole(page, view, blocks_of(page, view)), ids.shown(view.path)), title(page, view)


def _filters(app: Dash, views: Views) -> None:
    """One callback for all: each further one, and each property it changes, costs the browser a pass over the page."""

    @app.callback(
        {name: Output(*place) for name, place in _CONTROLS.items()}
        | {
            "address": Output(ids.address(ALL), "data"),
            "answer": Output(ids.answer(ALL), "data"),
            "notice": Output(ids.notice(ALL), "children"),
            "live": Output(ids.live(ALL), "children"),
            "messages": Output(ids.part("message", ALL), "children"),
            "tables": Output(ids.part("table", ALL), "children"),
        },
        {name: Input(*place) for name, place in _CONTROLS.items()}
        | {
            "marks": Input(ids.mark(ALL), "data"),
            "address": Input(ids.address(ALL), "data"),
            "confirmed": State(ids.confirmed(ALL), "data"),
            "messages": State(ids.part("message", ALL), "children"),
            "open_tables": State(ids.part("table-button", ALL), "aria-expanded"),
        },
        prevent_initial_call=True,
    )
    def follow(address: list[dict[str, Any]], confirmed: list[Any], **_: Any) -> dict[str, Any]:
        [here] = address
        newest = max(_shown_there(here, confirmed), version_number(here.get("newest")))  # or heard of
        page, view = page_of(app, views, here["pathname"], here["query"], newest=newest)
        asked, by_reader = _ASKED[ctx.triggered_id["kind"]](view), ctx.triggered_id["kind"] != "address"
        lost = _lost(view)
        if by_reader:
            page, view = page_of(app, views, here["pathname"], asked.query(), newest=newest)
            lost = lost or _lost(view)
            view = replace(view, dropped=lost)
        cards = {id_["chart"]: draw(view, id_["chart"], with_table=_is_open(id_)) for id_ in _ids("messages")}
        answer = shown(view, filtered=page is not None and page.filtered)
        answer["cards"] = [_written(drawn.data(chart)) for chart, drawn in cards.items()]
        # The address of a link stays as it was written; a choice is written in the one canonical way.
        answer |= {"query": view.chosen.query()} if by_reader else {}
        if _is_renewed(here, page, view):
            answer["renewed"] = _renewal(page, view, here.get("shape"))
        return {
            **{name: _controls(view, name) for name in _CONTROLS},
            "address": [address_of(page, view)],
            "answer": [_written(answer)],
            "notice": [no_update if by_reader and not lost else notices(view)],
            "live": _live(page, view),
            "messages": [_message(cards[id_["chart"]], id_) for id_ in _ids("messages")],
            "tables": [static(cards[id_["chart"]].table) if _is_open(id_) else no_update for id_ in _ids("tables")],
        }


def _live(page: Page | None, view: View) -> list[Any]:
    """The parts of the page that follow the filters, as they stand on it."""

    @cache
    def by_name() -> dict[str, Part]:
        return {part.name: part for part in parts(blocks_of(page, view))}

    def write(name: str) -> bytes:
        return compress(_json(static(screen.part(view, by_name()[name]))), _FAST) if name in by_name() else b""

    written = [_kept_part(page, view, id_["part"], partial(write, id_["part"])) for id_ in _ids("live")]
    return [orjson.Fragment(decompress(part)) if part else no_update for part in written]


def _kept_part(page: Page | None, view: View, name: str, write: Callable[[], bytes]) -> bytes:
    """A part as it was written for whoever asked the same, on any server, in any version with the same tables."""
    if page is None or page.name not in NOT_SAID or name in OF_ONE_PERSON:
        return write()
    of_tables = view.answers.of(view.snapshot.contents_but(NOT_SAID[page.name]))
    seen = view.chosen, view.filters.asof, view.recency, view.lang  # today is another day tomorrow
    question = "part", page.name, name, view.root, view.path, *seen
    return of_tables.get(question, write, lambda: _is_for_all(view))


def _is_for_all(view: View) -> bool:
    """Whether what was answered so far would be the same for anybody, and nothing is missing from it."""
    return not (view.away_since or flask.g.get(FAULTY) or flask.g.get("personal"))


def _shown_there(here: dict[str, Any], confirmed: list[Any]) -> int:
    """The data version that the browser shows: the one the page is of, or a later one with the same tables."""
    return max(map(version_number, (here.get("version"), *confirmed)))


def _is_renewed(here: dict[str, Any], page: Page | None, view: View) -> bool:
    """The browser shows an older version than `view`, of other tables, and did not ask for that one."""
    version, known_by = here.get("version"), key(page, view)
    is_older = isinstance(version, int) and version < view.snapshot.version.number
    return is_older and not view.chosen.version and not (known_by and here.get("key") == known_by)


def _renewal(page: Page | None, view: View, shown: object) -> dict[str, Any]:
    """What changes with the data version alone: a sentence, the document's title, options; or that the page is another.

    `shown` is the shape of the page that the reader has.
    """
    if shape(page, view) != shown:
        return {"reload": True}
    offered = [(id_, controls.options(view, id_)) for name in _CONTROLS for id_ in _ids(name)]
    return {
        "told": view.words("The data were updated: version {version}.", version=view.snapshot.version.number),
        "title": title(page, view),
        "options": [{"id": id_, "options": options} for id_, options in offered if options is not None],
    }


def _written(data: Any) -> orjson.Fragment:
    """What is sent as JSON: all is plain or a component, so Dash need not look at each of its thousand values."""
    return orjson.Fragment(_json(data))


def _json(data: Any) -> bytes:
    return orjson.dumps(data, lambda component: component.to_plotly_json())


def _lost(view: View) -> list[Dropped]:
    """The data version asked for, when its rows are no longer kept."""
    return [drop for drop in view.dropped if drop.name == "version"]


def _ids(output: str) -> list[ids.Id]:
    return [one["id"] for one in ctx.outputs_grouping[output]]


def _given(name: str, chart: str) -> Any:
    """What stands in a part of the card of `chart` now."""
    return next((part["value"] for part in ctx.args_grouping[name] if part["id"]["chart"] == chart), None)


def _is_open(card: ids.Id) -> bool:
    return bool(_given("open_tables", card["chart"]) == "true")


def _message(drawn: Drawn, card: ids.Id) -> Any:
    """The message of a card, left alone where there was none and is none: what changes costs time."""
    return static(drawn.message) if drawn.message or _given("messages", card["chart"]) else no_update


def _controls(view: View, name: str) -> list[Any]:
    """What the controls of one kind shall show; a box the reader turned and a text he wrote stand already."""
    left_alone = ctx.triggered_id["kind"] in {"ticked", "choice", "text"}
    return [no_update if left_alone else _VALUES[name](view, id_) for id_ in _ids(name)]


def _choice(view: View) -> Filters:
    """Every box counts as it stands on the page: a second click may be faster than the answer to the first."""
    ticked = {control["id"]["filter"]: control["value"] for control in ctx.args_grouping["choices"]}
    for boxes in ctx.args_grouping["ticked"]:
        ticked |= boxes["value"]
    return view.chosen.changed(page="", **{name: tuple(values or ()) for name, values in ticked.items()})


def _single(view: View) -> Filters:
    given = next(entry["value"] for entry in ctx.triggered)
    return view.chosen.changed(**{ctx.triggered_id.get("filter", ctx.triggered_id["kind"]): given or "", "page": ""})


def _mark(view: View) -> Filters:
    """The choice of the mark that was clicked; nothing happens where a mark chooses nothing."""
    clicked = next(entry["value"] for entry in ctx.triggered)
    custom = clicked.get("value")
    value = custom[0] if isinstance(custom, list) and custom else custom  # the id that the mark carries
    dimension = chart_of(view, clicked["chart"]).dimension
    if not choosable(view, dimension, value):
        raise PreventUpdate
    return view.chosen.changed(**narrowed(view, dimension, value))


_ASKED: dict[str, Callable[[View], Filters]] = {
    "address": lambda view: view.chosen,
    "ticked": _choice,
    "choice": _choice,
    "asof": _single,
    "since": lambda view: replace(_single(view), known=""),
    "text": _single,
    "mark": _mark,
}
"""The filters the reader asks for, by the kind of what was touched."""


_VALUES: dict[str, Callable[[View, ids.Id], Any]] = {
    "ticked": lambda view, _: controls.ticked(view),
    "choices": lambda view, id_: list(getattr(view.filters, id_["filter"])),
    "asof": lambda view, id_: controls.asof_value(view, id_["by"]),
    "since": lambda view, id_: controls.since_value(view, id_["by"]),
    "texts": lambda view, id_: controls.text_value(view, id_["filter"]),
}
"""What each control shows in a view, by its id."""
