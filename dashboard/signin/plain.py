"""Small pages that stand by themselves, without scripts: signing in, and a sentence where something is refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import flask

from dashboard.language.languages import LANGUAGES
from dashboard.language.words import N_, NATIVE_NAMES, Words, preferred, words
from dashboard.signin.service import EXTENSION
from dashboard.theme import colours
from dashboard.theme.assets import address

_REFUSED = N_("This cannot be done")
_NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def language() -> Words:
    """The reader's language: the one the address names, else the browser's."""
    asked = flask.request.args.get("lang", "")
    return words(asked if asked in LANGUAGES else preferred(flask.request.accept_languages))


def root() -> str:
    """The path the dashboard is served under."""
    return str(flask.current_app.extensions[EXTENSION].root)


def page(template: str, title: str, status: int = 200, **parts: Any) -> flask.Response:
    """A page of `dashboard/templates`; `title` is a message, everything else is ready to be shown."""
    said, under = language(), root()
    text = flask.render_template(
        template,
        lang=said.lang,
        title=said(title),
        root=under,
        style=address(under, "page.css"),
        font=address(under, "public-sans-latin-wght-normal.woff2"),
        appearance=address(under, "appearance.js"),
        colours=colours.css(),
        skip=said("Skip to content"),
        language=said("Language"),
        languages=[(lang, name, _in(lang)) for lang, name in NATIVE_NAMES.items()],
        home=f"{under}?{urlencode({'lang': said.lang})}",
        overview=said("Go to the overview"),
        **parts,
    )
    return flask.Response(text, status, _NOT_KEPT, mimetype="text/html")


def refusal(status: int, message: str, **more: Any) -> flask.Response:
    """One sentence: as JSON for a script that asks, else as a page."""
    said = language()
    if _asks_for_json():
        response = flask.jsonify(error=said(message, **more))
        response.status_code = status
        response.headers.update(_NOT_KEPT)
        return response
    links = {"sign_in": said("Sign in"), "sign_in_href": sign_in_address(said.lang)} if status == 401 else {}
    return page("sentence.html", _REFUSED, status, sentence=said(message, **more), **links)


def sign_in_address(lang: str, back: str = "") -> str:
    """Where one signs in, and is then led back to the path `back`."""
    query = {"lang": lang, **({"next": back} if back else {})}
    return f"{root()}signin?{urlencode(query)}"


def _in(lang: str) -> str:
    """This address in another language."""
    return "?" + urlencode({**flask.request.args, "lang": lang})


def _asks_for_json() -> bool:
    accepted = flask.request.accept_mimetypes
    return "X-CSRF-Token" in flask.request.headers or accepted["application/json"] > accepted["text/html"]
