"""The addresses at which editors save and remove decks: the loader writes them."""

from __future__ import annotations

import flask
from flask.typing import ResponseReturnValue

from dashboard.decks.deck import LONGEST, SHIPPED, read, text_of
from dashboard.language.words import N_
from dashboard.settings import Settings
from dashboard.signin import access
from dashboard.signin.people import DECKS
from dashboard.view.view import View, Views
from dashboard.web import request
from data_loader import isolated
from data_loader.schema import DECK_NAME

_NO_NAME = N_(
    "A saved deck is named with up to 60 letters, digits and spaces, not in small letters alone; "
    "please go back and choose another name."
)
_NO_SLIDES = N_("There is no slide in this deck: nothing was saved.")
_NOT_DONE = N_("The deck could not be saved or removed. The server's log says why.")


def register(server: flask.Flask, views: Views, settings: Settings) -> None:
    """Add the routes under the dashboard's root."""
    root = f"{settings.path_prefix}present"

    def run(*arguments: str) -> ResponseReturnValue:
        """Let the loader do it, then show the list of decks."""
        command, *rest = arguments
        by = f"--by={access.the_editor().name}"
        variables = {"MONITOR_DATABASE_URL": settings.database_url, "MONITOR_LOAD_ORIGIN": access.client_address()}
        outcome = isolated.run(["deck", command, "--report", "json", by, "--", *rest], variables=variables)
        if not outcome.succeeded:
            return access.refusal(503, _NOT_DONE)
        return flask.redirect(request.view(views).href("present"), 303)

    def save() -> ResponseReturnValue:
        name, address = (flask.request.form.get(field, "").strip() for field in ("name", "address"))
        if not DECK_NAME.fullmatch(name):
            return access.refusal(400, _NO_NAME)
        query = _query(views.of(address)) if len(address) <= LONGEST else ""
        return run("save", name, query) if query else access.refusal(400, _NO_SLIDES)

    def remove() -> ResponseReturnValue:
        name = flask.request.form.get("name", "").strip()
        return run("remove", name) if DECK_NAME.fullmatch(name) else access.refusal(400, _NO_NAME)

    for path, answer in {"save": save, "remove": remove}.items():
        guarded = access.writing(DECKS)(answer)
        server.add_url_rule(f"{root}/{path}", f"deck {path}", guarded, methods=["POST"])


def _query(view: View) -> str:
    """The slides of an address as they are now, with its filters; empty when there is none."""
    text = view.chosen.deck
    items = SHIPPED[text].items if text in SHIPPED else read(text).items
    return view.chosen.presenting(text_of(items)).query() if items else ""
