"""A chart as its card shows it on any day: what the slider of time draws, one after the other."""

from __future__ import annotations

import flask
import orjson

from dashboard.charts.registry import CHARTS
from dashboard.components.chart_card import draw
from dashboard.web import request
from dashboard.web.request import Views


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the address of a chart's figure with the words around it, under any filters."""

    @server.get(f"{root}charts/<name>.json")
    def frame(name: str) -> flask.Response:
        view = request.view(views) if name in CHARTS else flask.abort(404)
        response = flask.Response(orjson.dumps(draw(view, name).data(name)), mimetype="application/json")
        return request.of_version(response, view)
