"""The addresses of the files that are taken away."""

from __future__ import annotations

from functools import partial

import flask

from dashboard.settings import Settings
from dashboard.takeaway.files import FILES, File, today
from dashboard.view import Views


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add an address for each row of FILES."""
    for (what, form), file in FILES.items():
        answer = partial(_answer, views, settings, what, form, file)
        server.add_url_rule(f"{settings.path_prefix}{file.address}", f"{what}.{form}", answer, methods=["GET"])


def _answer(views: Views, settings: Settings, what: str, form: str, file: File) -> flask.Response:
    asked = flask.request
    view = views.of(asked.query_string.decode(errors="replace"), path=file.page, accept=asked.accept_languages)
    if view.snapshot.empty:
        flask.abort(404)
    content = file.write(view, settings.site_url or asked.host_url.rstrip("/"), today())
    response = flask.Response(content, mimetype=file.kind)
    name = f"{what}-{view.selection.asof.isoformat()}-{view.lang}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Data-Version"] = str(view.snapshot.version.number)
    return response
