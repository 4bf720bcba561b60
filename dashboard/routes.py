"""Addresses that answer with data: the numbers of a chart, the rows of a list or a table, what a search finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import flask
import numpy as np

from dashboard.charts import CHARTS, answer
from dashboard.exports.csv_text import chart_csv, lines
from dashboard.listing import in_order
from dashboard.search import SOURCES, Group, search
from dashboard.snapshot import COMPLETION
from dashboard.view import View, Views
from data_loader import schema

_ROWS_AT_ONCE = 500


def chart_numbers(view: View, name: str) -> str:
    """The CSV of a chart: what its card downloads, and what the command line prints."""
    return chart_csv(answer(name, view.selection, view.names))


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the routes under `root`."""

    def view() -> View:
        return views.of(flask.request.query_string.decode(errors="replace"), accept=flask.request.accept_languages)

    @server.get(f"{root}charts/<name>.csv")
    def chart(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        return _csv(f"{name}.csv", iter([chart_numbers(view(), name)]))

    @server.get(f"{root}commitments.csv")
    def commitments() -> flask.Response:
        return _csv("commitments.csv", _commitments(view()))

    @server.get(f"{root}data/<name>.csv")
    def table(name: str) -> flask.Response:
        if name not in schema.DATA_TABLES:
            flask.abort(404)
        header = [field.name for field in schema.fields(schema.DATA_TABLES[name])]
        rows = (list(row) for row in views.records.table(view().snapshot, name))
        return _csv(f"{name}.csv", lines(header, rows))

    @server.get(f"{root}search.json")
    def found() -> flask.Response:
        return flask.jsonify(search_results(view()))


def search_results(view: View) -> dict[str, Any]:
    """What a search finds, in words: how much in all, and by kind the closest with their addresses."""
    groups = search(view)
    text, found = view.filters.q.strip(), sum(group.found for group in groups)
    if found:
        told = view.words.plural("{n} result for “{text}”", "{n} results for “{text}”", found, text=text)
    else:
        told = view.words("Nothing found for “{text}”.", text=text) if text else ""
    return {"told": told, "groups": [_group(view, group) for group in groups]}


def _group(view: View, group: Group) -> dict[str, Any]:
    heading, _ = SOURCES[group.kind]
    results = [{"name": entry.name, "note": entry.note, "href": entry.href(view)} for entry in group.entries]
    if group.kind == "commitment" and group.as_typed > len(results):  # the list forgives no typing errors
        name = view.words("All of them in the list of commitments")
        results.append({"name": name, "note": "", "href": view.href("commitments", q=view.filters.q)})
    return {"heading": view.words(heading), "results": results}


def _commitments(view: View) -> Iterator[str]:
    """The list under the reader's filters, search and order, each row with what was known of it."""
    header = [field.name for field in schema.fields(schema.commitments)]
    places = in_order(view)
    states = view.selection.findings.completion

    def rows() -> Iterator[list[object]]:
        for start in range(0, len(places), _ROWS_AT_ONCE):
            some: np.ndarray = places[start : start + _ROWS_AT_ONCE]
            for record, state in zip(view.records.commitments(view.snapshot, some), states[some], strict=True):
                yield [*(getattr(record, name) for name in header), COMPLETION[state], view.selection.asof.isoformat()]

    return lines([*header, "completion", "as_of"], rows())


def _csv(name: str, text: Iterator[str]) -> flask.Response:
    response = flask.Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
