"""The brief as one HTML file: a cover, what is in it, the sentences and every table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html

from dashboard.components.cards import source
from dashboard.components.tree import outermost
from dashboard.exports import front
from dashboard.exports.document import Document
from dashboard.exports.html_file import at_the_foot, html_file
from dashboard.exports.inline import asset, fonts
from dashboard.exports.markup import markup
from dashboard.language.brand import BRAND, titled
from dashboard.pages import brief, brief_rows
from dashboard.pages.paper import cover
from dashboard.view.view import View
from dashboard.web.frame import notices

_STYLES = (
    *("standalone/plain.css", "css/cards.css", "css/tables.css", "css/brief.css"),
    "standalone/document.css",
)


def brief_file(view: View, site: str, made_on: dt.date) -> str:
    """The brief of `view` as the text of one HTML file; its links lead to `site`, where that is known."""
    view = front.pinned(view)
    title = view.words(brief.TITLE)
    document = Document(
        lang=view.lang,
        title=titled(title),
        description=cover(view, title, compared=True),
        kind="document",
        body=markup(_body(view, title, front.made(view, site, made_on)), site),
    )
    return html_file(document, [fonts(), *map(asset, _STYLES), at_the_foot(f"{BRAND} · {source(view)}")])


def _body(view: View, title: str, made: list[front.Fact]) -> list[Any]:
    rows = brief_rows.rows(view)
    names = _named(rows)
    main = [*notices(view), *brief.top(view, on_screen=False), front.contents(view.words, names), rows]
    cover = front.front(
        view, BRAND, html.P(title, className="document-title"), [*_days(view), *front.shown(view), *made]
    )
    return [cover, html.Main(main, className="brief"), front.end(view)]


def _days(view: View) -> list[front.Fact]:
    words, selection = view.words, view.selection
    since = front.day(view, selection.since.isoformat(), view.since) or words("nothing earlier")
    return [
        (words("As of"), front.day(view, selection.asof.isoformat(), view.asof)),
        (words("Compared with"), since),
    ]


def _named(rows: Any) -> list[str]:
    """The names of the sections; the heading of each gets the id to which its line among the contents leads."""
    names = []
    for n, heading in enumerate(outermost(rows, html.H2), start=1):
        heading.id = front.place(n)
        names.append(str(heading.children))
    return names
