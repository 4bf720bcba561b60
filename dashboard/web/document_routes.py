"""The addresses of the files that are taken away."""

from __future__ import annotations

from functools import partial

import flask

from dashboard.charts.registry import CHARTS
from dashboard.decks.slide_files import KIND, chart_pptx
from dashboard.settings import Settings
from dashboard.view.view import Views
from dashboard.web import request
from dashboard.web.documents import FILES, File, today


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add an address for each row of FILES, and one for the slides of each chart."""
    for (what, form), file in FILES.items():
        answer = partial(_answer, views, settings, what, form, file)
        server.add_url_rule(f"{settings.path_prefix}{file.address}", f"{what}.{form}", answer, methods=["GET"])

    @server.get(f"{settings.path_prefix}charts/<name>.pptx")
    def slides_of_a_chart(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        file = File("", f"charts/{name}.pptx", KIND, partial(chart_pptx, name=name))
        return _answer(views, settings, name, "pptx", file)


def _answer(views: Views, settings: Settings, what: str, form: str, file: File) -> flask.Response:
    view = request.view(views, path=file.page)
    if view.snapshot.empty:
        flask.abort(404)
    content = file.write(view, request.origin(settings), today())
    response = flask.Response(content, mimetype=file.kind)
    name = f"{what}-{view.selection.asof.isoformat()}-{view.lang}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Data-Version"] = str(view.snapshot.version.number)
    return response
