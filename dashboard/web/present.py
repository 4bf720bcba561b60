"""The addresses of a presentation: the player's document, and all it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import flask

from dashboard.decks.payload import payload
from dashboard.decks.player import settings
from dashboard.decks.presentation import presentation
from dashboard.exports.document import Document, head, scripts, written
from dashboard.language.words import N_, titled
from dashboard.view.view import View, Views
from dashboard.web import request

_EVERY, _WINDOW = "every", "presenter"
"""Parameters of the player itself: seconds a slide when it plays by itself, and the link of a presenter's window."""
_DESCRIPTION = N_("A presentation of live charts, each with its filters, n, source, as-of day and data version.")
_SECONDS = re.compile(r"[1-9][0-9]{0,3}")


def register(server: flask.Flask, views: Views, root: str, page: Callable[[], Any]) -> None:
    """Add the routes under `root`; without a deck, `page` answers."""

    @server.get(f"{root}present")
    def present() -> Any:
        return written(_document(_asked(views))) if flask.request.args.get("deck") else page()

    @server.get(f"{root}present.json")
    def slides() -> flask.Response:
        return flask.jsonify(payload(_asked(views)))


def _asked(views: Views) -> View:
    """The view of the address without what is the player's own."""
    query = [part for part in request.query().split("&") if part.partition("=")[0] not in (_EVERY, _WINDOW)]
    return request.view(views, "&".join(query), path="present")


def _document(view: View) -> Document:
    title = presentation(view).title
    return Document(
        lang=view.lang,
        title=titled(title),
        description=view.words(_DESCRIPTION),
        payload=settings(view) | _addresses(view),
        kind="player",
        head=head(view.root, "player.css", "appearance.js"),
        scripts=scripts(view.root, "player.js"),
    )


def _addresses(view: View) -> dict[str, str | int]:
    """Where the slides are, those of the newest data, and the number of these; where one leaves to, and the pace."""
    slides, chosen = f"{view.root}present.json", replace(view.chosen, lang=view.lang)
    return {
        "slides": f"{slides}{chosen.query()}",
        "newest": f"{slides}{replace(chosen, version='').query()}",
        "versions": f"{view.root}version.json",
        "leave": f"{view.root}present?{urlencode({'lang': view.lang})}",
        "every": _every(),
    }


def _every() -> int:
    """The seconds a slide is shown that the address asks for; 0: it does not play by itself."""
    asked = flask.request.args.get(_EVERY, "")
    return int(asked) if _SECONDS.fullmatch(asked) else 0
