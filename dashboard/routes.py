"""Addresses that answer with a file: the numbers of a chart, the rows of a list or a table, as CSV."""

from __future__ import annotations

from collections.abc import Iterator

import flask
import numpy as np

from dashboard.charts import CHARTS, answer
from dashboard.exports.csv_text import chart_csv, lines
from dashboard.listing import in_order
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
