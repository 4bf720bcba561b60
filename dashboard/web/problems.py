"""Errors: a request that cannot be answered; under /api/ every one is `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import flask
import orjson

from dashboard.signin.access import REFUSAL, refusal
from dashboard.web.edge import PREFIX, START

KIND = "application/problem+json"


class ProblemError(Exception):
    """A request that cannot be answered: a status, a message with its values, and `members` of the problem beside."""

    def __init__(self, status: int, message: str, *, members: dict[str, Any] | None = None, **values: Any) -> None:
        super().__init__(message)
        self.status, self.message, self.values, self.members = status, message, values, members or {}


def register(server: flask.Flask, root: str) -> None:
    """Answer problems everywhere, and under /api/ whatever else goes wrong in the same form."""

    @server.errorhandler(ProblemError)
    def answer(problem: ProblemError) -> flask.Response:
        flask.g.members = problem.members
        return refusal(problem.status, problem.message, **problem.values)

    @server.get(f"{root}{PREFIX}<path:_path>")
    def nowhere(_path: str) -> flask.Response:
        flask.abort(404)

    @server.after_request
    def finish(response: flask.Response) -> flask.Response:
        is_fault = response.status_code >= HTTPStatus.BAD_REQUEST
        if is_fault and flask.request.path.startswith(f"{root}{PREFIX}"):
            _describe(response, root)
        return response


def _describe(response: flask.Response, root: str) -> None:
    """Put the problem in the place of a page or sentence about it; its headers say more, and stay."""
    status = HTTPStatus(response.status_code)
    problem: dict[str, Any] = {
        "type": f"{root}{START}#{status.value}",
        "title": status.phrase,
        "status": status.value,
        "detail": flask.g.get(REFUSAL) or status.description or status.phrase,
        "instance": flask.request.path,
        **flask.g.get("members", {}),
    }
    response.set_data(orjson.dumps(problem))
    response.mimetype = KIND
