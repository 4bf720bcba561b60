"""Files of evidence: those of accepted reports for everybody, all others for their reporter and for editors alone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import flask

from dashboard.data import reports
from dashboard.signin import access
from dashboard.view.view import Views

_ID = re.compile(r"[0-9a-f]{32}")
_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the route."""

    @server.get(f"{root}evidence/<id_>/<name>")
    def evidence(id_: str, name: str) -> flask.Response:
        file = reports.file(views.records.asked, id_) if _ID.fullmatch(id_) else None
        if file is None or file.name != name or not _may_see(file):
            return access.refusal(404, "There is no such file, or it is not public yet.")
        return _sent(file)


def _may_see(file: Any) -> bool:
    """Whether it is public; else whether this person wrote it, or decides on it."""
    if file.state == "accepted":
        return True
    someone = access.person()
    if someone is None:
        return False
    return access.may(access.REVIEW) or (someone.name == file.author and someone.reports_for(file.member_id))


def _sent(file: Any) -> flask.Response:
    """The file as what it is, to be kept and not to be opened here."""
    response = flask.Response(file.content, mimetype=file.kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    if file.state != "accepted":
        flask.g.private = True  # no-store
    return response
