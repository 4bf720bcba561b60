"""The addresses of presentations: the player and all it shows; and where editors save and remove decks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import flask
from flask.typing import ResponseReturnValue

from dashboard.decks import player, tomorrow
from dashboard.decks.deck import LONGEST, SHIPPED, edit_href, may_be_called, presentation, read, with_slide
from dashboard.exports.document import Document, head, scripts, written
from dashboard.signin import access
from dashboard.web import request, writing
from dashboard.web.request import View, Views

_EVERY, _WINDOW, _BARE = "every", "presenter", "bare"
"""Parameters of the player itself: seconds a slide when it plays by itself, the link of a presenter's window, and that
slides are asked for without their prepared filters."""
_SECONDS = re.compile(r"[1-9][0-9]{0,3}")


def register(
    server: flask.Flask, views: Views, prefix: str, database: str, site: Callable[[], str], page: Callable[[], Any]
) -> None:
    """Add the routes under the dashboard's root; without a deck, `page` answers, and `database` takes those saved.

    `site` says at which scheme and host readers find us.
    """
    root = f"{prefix}present"

    @server.get(root)
    def present() -> Any:
        if not flask.request.args.get("deck"):
            return page()
        view = _asked(views)
        return request.of_version(flask.Response(written(_document(view)), mimetype="text/html"), view)

    @server.get(f"{root}.json")
    def slides() -> flask.Response:
        view = _asked(views)
        slides = player.bare(view) if flask.request.args.get(_BARE) else player.payload(view, site())
        return request.of_version(flask.jsonify(slides), view)

    _register_forms(server, views, root)

    @server.post(f"{root}/save")
    @access.writing(access.DECKS)
    def save_deck() -> ResponseReturnValue:
        name, address = (flask.request.form.get(field, "").strip() for field in ("name", "address"))
        if not may_be_called(name):
            return _no_name()
        query = _query(views.of(address)) if len(address) <= LONGEST else ""
        return (
            _loaded(views, database, "save", name, query)
            if query
            else access.refusal(400, "There is no slide in this deck: nothing was saved.")
        )

    @server.post(f"{root}/remove")
    @access.writing(access.DECKS)
    def remove_deck() -> ResponseReturnValue:
        name = flask.request.form.get("name", "").strip()
        if not may_be_called(name):
            return _no_name()
        return _loaded(views, database, "remove", name)


def _register_forms(server: flask.Flask, views: Views, root: str) -> None:
    """Forms that write an address; both lead to the editor."""

    @server.get(f"{root}/write")
    def write_slide() -> ResponseReturnValue:
        """A slide more, for a form that no script sends."""
        view, given = request.view(views, flask.request.args.get("address", "")), flask.request.args
        written = with_slide(view.chosen.deck, given.get("kind", ""), given)
        if written is None:
            return access.refusal(400, "This slide needs words, and no more than fit: please go back and change them.")
        return flask.redirect(edit_href(view, written), 303)

    @server.get(f"{root}/tomorrow")
    def deck_for_tomorrow() -> ResponseReturnValue:
        """A deck of slides that have something to say."""
        given = flask.request.args
        view = request.view(views, given.get("address", ""))
        if view.snapshot.empty or given.get("audience", "") not in tomorrow.AUDIENCES:
            return access.refusal(400, "Please go back and choose for whom the deck is.")
        region = (given["region"],) if given.get("region", "") in view.snapshot.choices["region"] else ()
        view = replace(view, chosen=view.chosen.changed(region=region))
        return flask.redirect(edit_href(view, tomorrow.text(view, given["audience"], given.get("minutes", ""))), 303)


def _no_name() -> ResponseReturnValue:
    return access.refusal(
        400,
        "A saved deck is named with up to 60 letters, digits and spaces, not in small letters alone; "
        "please go back and choose another name.",
    )


def _asked(views: Views) -> View:
    """The view of the address without what is the player's own."""
    query = [part for part in request.query().split("&") if part.partition("=")[0] not in (_EVERY, _WINDOW, _BARE)]
    return request.view(views, "&".join(query), path="present")


def _document(view: View) -> Document:
    _, deck = presentation(view)
    return Document(
        lang=view.lang,
        title=view.titled(deck.title),
        description=view.words(
            "A presentation of live charts, each with its filters, n, source, as-of day and data version."
        ),
        payload=player.settings(view) | _addresses(view),
        kind="player",
        head=head(view.root, "player.css", "appearance.js"),
        scripts=scripts(view.root, "player.js", maps=True),  # which slides there are turns out later
    )


def _addresses(view: View) -> dict[str, str | int]:
    """Where the slides are, those of the newest data, and the number of these; where one leaves to, and the pace."""
    slides, chosen = f"{view.root}present.json", view.chosen.changed(lang=view.lang)
    every = flask.request.args.get(_EVERY, "")
    return {
        "slides": f"{slides}{chosen.query()}",
        "newest": f"{slides}{chosen.changed(version='').query()}",
        "versions": f"{view.root}version.json",
        "leave": f"{view.root}present?{urlencode({'lang': view.lang})}",
        "worker": f"{view.root}present/worker.js",
        "scope": f"{view.root}present",
        "every": int(every) if _SECONDS.fullmatch(every) else 0,  # 0: it does not play by itself
    }


def _query(view: View) -> str:
    """The slides of an address as they are now, with its filters; empty when there is none."""
    text = view.chosen.deck
    deck = SHIPPED[text] if text in SHIPPED else read(text)
    return view.chosen.presenting(deck.text).query() if deck.items else ""


def _loaded(views: Views, database: str, command: str, *arguments: str) -> ResponseReturnValue:
    """The list of decks, once the loader has written them."""
    if not writing.run(database, ["deck", command], *arguments).succeeded:
        return access.refusal(503, "The deck could not be saved or removed. The server's log says why.")
    return flask.redirect(request.view(views).href("present"), 303)
