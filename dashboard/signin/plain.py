"""Small pages that stand by themselves, without scripts: signing in, and a sentence where something is refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import flask

from dashboard.language.words import NATIVE_NAMES, Words, preferred, words
from dashboard.signin import service
from dashboard.theme import colours
from dashboard.theme.assets import address

NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def language() -> Words:
    """The reader's language: the one the address names, else the browser's."""
    asked = flask.request.args.get("lang", "")
    return words(asked if asked in NATIVE_NAMES else preferred(flask.request.accept_languages))


def too_often(wait: int) -> str:
    """That a wait of so many seconds comes before the next try."""
    return language().plural(
        "Too many attempts. Please try again in {n} second.",
        "Too many attempts. Please try again in {n} seconds.",
        wait,
    )


def page(template: str, title: str, status: int = 200, **parts: Any) -> flask.Response:
    """A page of `dashboard/templates`; `title` is a message, everything else is ready to be shown."""
    translate, root = language(), service.current().root
    text = flask.render_template(
        template,
        lang=translate.lang,
        title=translate(title),
        root=root,
        style=address(root, "page.css"),
        font=address(root, "public-sans-latin-wght-normal.woff2"),
        appearance=address(root, "appearance.js"),
        colours=colours.css(),
        skip=translate("Skip to content"),
        language=translate("Language"),
        languages=[
            (lang, name, "?" + urlencode({**flask.request.args, "lang": lang})) for lang, name in NATIVE_NAMES.items()
        ],
        home=f"{root}?{urlencode({'lang': translate.lang})}",
        overview=translate("Go to the overview"),
        **parts,
    )
    return flask.Response(text, status, NOT_KEPT, mimetype="text/html")
