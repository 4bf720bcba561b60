"""The brief as one HTML file: a cover, what is in it, the sentences and every table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import controls
from dashboard.cards import chosen_in_words, source
from dashboard.components.facts import facts
from dashboard.exports.html_file import at_the_foot, html_file
from dashboard.exports.markup import markup
from dashboard.pages import brief, brief_rows
from dashboard.pages.frame import notices
from dashboard.pages.paper import BRAND, cover
from dashboard.standalone.document import Document
from dashboard.takeaway.look import asset, fonts
from dashboard.view import View

_STYLES = ("standalone/document.css", "css/cards.css", "css/tables.css", "css/brief.css")


def pinned(view: View) -> View:
    """The same view, each address of which names the data version, the day and the language."""
    asof, since, version = view.selection.asof.isoformat(), view.chosen.since, str(view.snapshot.version.number)
    return replace(view, chosen=replace(view.chosen, asof=asof, since=since, version=version, lang=view.lang))


def brief_file(view: View, site: str, made_on: dt.date) -> str:
    """The brief of `view` as the text of one HTML file; its links lead to `site`, where that is known."""
    view = pinned(view)
    rows = brief_rows.rows(view)
    main = [*notices(view), *brief.top(view), _contents(view, rows), rows]
    body = [_cover(view, site, made_on), html.Main(main, className="brief"), _end(view)]
    document = Document(
        lang=view.lang,
        title=f"{view.words(brief.TITLE)} · {BRAND}",
        description=cover(view, view.words(brief.TITLE), compared=True),
        kind="document",
        body=markup(body, site),
    )
    return html_file(document, [fonts(), *map(asset, _STYLES), at_the_foot(f"{BRAND} · {source(view)}")])


def _cover(view: View, site: str, made_on: dt.date) -> Any:
    words = view.words
    meetings = dict(controls.meetings(view))
    address = f"{site}{view.href()}"
    pairs = [
        (words("As of"), meetings.get(view.selection.asof.isoformat(), view.asof)),
        (
            words("Compared with"),
            meetings.get(view.selection.since.isoformat(), view.since) or words("nothing earlier"),
        ),
        (words("Filters"), html.Ul([html.Li(one) for one in chosen_in_words(view)] or [html.Li(words("None chosen"))])),
        (words("Commitments"), controls.summary(view)),
        (words("Data"), words("Data version {version}", version=view.snapshot.version.number)),
        (words("Made on"), words.date(made_on.isoformat())),
        *([(words("This view"), html.A(address, href=address))] if site else []),
    ]
    heading = [html.P(BRAND, className="brand"), html.P(words(brief.TITLE), className="document-title")]
    return html.Header([*heading, facts(pairs, words)], className="document-cover")


def _contents(view: View, rows: Any) -> Any:
    """The sections by name; each heading gets the id that its line leads to."""
    lines = []
    for n, heading in enumerate(_headings(rows), start=1):
        heading.id = f"section-{n}"
        lines.append(html.Li(html.A(heading.children, href=f"#{heading.id}")))
    name = view.words("Contents")
    return html.Nav([html.H2(name), html.Ol(lines)], className="contents", **{"aria-label": name}) if lines else None


def _headings(node: Any) -> Iterator[Component]:
    if isinstance(node, (list, tuple)):
        for part in node:
            yield from _headings(part)
    elif isinstance(node, html.H2):
        yield node
    elif isinstance(node, Component):
        yield from _headings(getattr(node, "children", None))


def _end(view: View) -> Any:
    licence = view.words(
        "Facts from the Open Government Partnership and its Independent Reporting Mechanism, CC BY 4.0."
    )
    return html.Footer([html.P(licence), html.P(source(view))])
