"""Addresses that answer with data: the numbers of a chart, the rows of a list or a table, what a search finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

import flask
import numpy as np

from dashboard.charts.registry import CHARTS, chart_of, tabled
from dashboard.exports.csv import chart_csv, lines
from dashboard.exports.editable import TooLarge, tables_to_edit, workbook_to_edit
from dashboard.exports.package import table_csv, zipped
from dashboard.view.listing import in_order
from dashboard.view.search import COMMITMENT, SOURCES, Group, search
from dashboard.web import audience, request
from dashboard.web.pages import news
from dashboard.web.request import TRAVELLING, ProblemError, View, Views, Window
from data_loader import schema

T = TypeVar("T")
_ROWS_AT_ONCE = 500
_KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def chart_numbers(view: View, name: str) -> str:
    """The CSV of a chart: what its card downloads, and what the command line prints."""
    return chart_csv(tabled(view, name), chart_of(view, name).numbers.columns)


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the routes under `root`."""

    @server.get(f"{root}charts/<name>.csv")
    def chart(name: str) -> flask.Response:
        view = request.view(views) if name in CHARTS else flask.abort(404)
        return _csv(request.checked(view), name, iter([chart_numbers(view, name)]))

    @server.get(f"{root}commitments.csv")
    def commitments() -> flask.Response:
        view = request.view(views)
        header = [field.name for field in schema.fields(schema.commitments)]
        _, rows = listed(request.checked(view))
        return csv_file(view, "commitments", [*header, "completion", "as_of"], rows)

    @server.get(f"{root}data/<name>.csv")
    def table(name: str) -> flask.Response:
        view = request.view(views) if name in schema.DATA_TABLES else flask.abort(404)
        rows = _begun(views.records.table(view.snapshot, name))
        request.only(view, Window(), "asof", *TRAVELLING)  # no filter narrows it
        return _csv(view, name, table_csv(name, rows, view.snapshot.version.number))

    @server.get(f"{root}data/edit/<name>.xlsx")
    def editable_tables(name: str) -> flask.Response:
        view = request.view(views)
        return _to_edit(view, name, tables_to_edit(view, name) or flask.abort(404))

    @server.get(f"{root}data.zip")
    def package() -> flask.Response:
        view = request.view(views)
        request.only(view, Window(), "asof", *TRAVELLING)
        return _package(view) if not view.snapshot.empty else flask.abort(404)

    @server.get(f"{root}search.json")
    def results() -> flask.Response:
        view = request.view(views)
        return request.of_version(flask.jsonify(search_results(view)), view)

    @server.get(f"{root}{audience.PATH}")
    def newest() -> flask.Response:
        view = views.of("")
        return request.of_version(flask.jsonify(news(view) | {"open": audience.open_pages()}), view)


def search_results(view: View) -> dict[str, Any]:
    """What a search finds, in words: how much in all, and by kind the closest with their addresses."""
    groups = search(view)
    text, total = view.filters.q.strip(), sum(group.total for group in groups)
    if total:
        status = view.words.plural("{n} result for “{text}”", "{n} results for “{text}”", total, text=text)
    else:
        status = view.words("Nothing found for “{text}”.", text=text) if text else ""
    return {"told": status, "groups": [_group(view, group) for group in groups]}


def _group(view: View, group: Group) -> dict[str, Any]:
    results = [{"name": entry.name, "note": entry.note, "href": entry.href(view)} for entry in group.entries]
    if group.kind == COMMITMENT and group.total > len(results):
        name = view.words("All of them in the list of commitments")
        results.append({"name": name, "note": "", "href": view.href("commitments", q=view.filters.q)})
    return {"heading": view.words(SOURCES[group.kind]), "results": results}


def listed(view: View, first: int = 0, most: int | None = None) -> tuple[int, Iterator[list[object]]]:
    """How many commitments there are under the reader's filters and search; rows of them, from a place on, in order.

    A row has the columns of the table, then the completion and the as-of day.
    """
    names = [field.name for field in schema.fields(schema.commitments)]
    every, asof = in_order(view), view.selection.asof.isoformat()
    places = every[first:][:most]

    def rows() -> Iterator[list[object]]:
        for start in range(0, len(places), _ROWS_AT_ONCE):
            some: np.ndarray = places[start : start + _ROWS_AT_ONCE]
            for place, record in zip(some, view.records.commitments(view.snapshot, some), strict=True):
                yield [*(getattr(record, name) for name in names), view.state(place), asof]

    return len(every), rows()


def _begun(rows: Iterator[T]) -> Iterator[T]:
    """The same rows, the first of them read now: that there are none any more is known before the answer begins."""
    return chain([*islice(rows, 1)], rows)


def _package(view: View) -> flask.Response:
    """All tables of a version."""
    snapshot = view.snapshot
    names = [name for name in schema.DATA_TABLES if name in snapshot.batches]
    assert snapshot.version.published_at is not None  # it has tables
    pieces = zipped(
        snapshot.version.number, snapshot.version.published_at, names, _begun(view.records.package(snapshot, names))
    )
    return _file(view, "open-government-monitor", "zip", pieces, named=True)


def _to_edit(view: View, name: str, tables: Sequence[str]) -> flask.Response:
    """Tables as a workbook that is made to be edited."""
    try:
        content = workbook_to_edit(view, tables)
    except TooLarge as problem:
        raise ProblemError(413, problem.sentence.template, **problem.sentence.values) from problem
    return _file(view, name, "xlsx", iter([content]), named=True)


def csv_file(view: View, name: str, header: Sequence[str], rows: Iterator[Sequence[object]]) -> flask.Response:
    """Rows as a file to keep; a flag is 1 or 0, as in the files of tables."""
    cells = ([int(cell) if isinstance(cell, bool) else cell for cell in row] for row in _begun(rows))
    return _csv(view, name, lines(header, cells))


def _csv(view: View, name: str, text: Iterator[str]) -> flask.Response:
    return _file(view, name, "csv", _in_pieces(text), named=bool(view.chosen.version))


def _in_pieces(records: Iterator[str]) -> Iterator[str]:
    """Some hundred records at a time: to pack and to hand on each by itself would take longer than to make it."""
    while piece := "".join(islice(records, _ROWS_AT_ONCE)):
        yield piece


def _file(view: View, name: str, kind: str, pieces: Iterator[str] | Iterator[bytes], *, named: bool) -> flask.Response:
    """A file to keep, which says of which data version it is; also in its name where it is `named` so."""
    response = flask.Response(pieces, mimetype=_KINDS[kind])
    version = view.snapshot.version.number
    stem = f"{name}-version-{version}" if named else name
    response.headers["Content-Disposition"] = f"attachment; filename={stem}.{kind}"
    return request.of_version(response, view)
