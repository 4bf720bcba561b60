"""What the head of a public page says to programs: how it is followed, the code of its chart, the catalogue."""

from __future__ import annotations

from html import escape

from dashboard.exports.document import json_in_html
from dashboard.view.view import View
from dashboard.web import catalogue, embed
from dashboard.web.pages import Page, followed

_KINDS = {"atom": "application/atom+xml", "ics": "text/calendar"}
"""Ending of the address by which a page is followed -> its media type."""
_CATALOGUE = {catalogue.PACKAGE: "application/json", catalogue.CATALOGUE: "application/ld+json"}


def tags(page: Page | None, view: View, site: str, *, framed: bool) -> list[str]:
    """The tags; none of a page that is not for everybody. Charts have code if they may be `framed`."""
    if page is None or not page.public or view.snapshot.empty or view.is_draft:
        return []
    follow = [
        _alternate(_KINDS[form], text, f"{site}{href}") for form, (text, href) in ways_to_follow(page, view).items()
    ]
    home = f"{site}{view.root}"
    chart = embed.discovery(view, page.chart, page.titled(view), home) if page.chart and framed else []
    return [*follow, *chart, *(_data(view, site) if page.name == "data" else [])]


def ways_to_follow(page: Page, view: View) -> dict[str, tuple[str, str]]:
    """What following a page is called in the reader's language, and its address, by the ending of that."""
    called = {
        "atom": view.words("Follow what changes (Atom)"),
        "ics": view.words("Dates as a calendar (ICS)"),
    }
    return {form: (called[form], href) for form, href in followed(page, view).items()}


def _data(view: View, site: str) -> list[str]:
    """The catalogue: as links, and for search engines in the page itself."""
    links = [_alternate(kind, name, f"{site}{view.root}{name}") for name, kind in _CATALOGUE.items()]
    return [
        *links,
        f'<script type="application/ld+json">{json_in_html(catalogue.schema_org(view, site))}</script>',
    ]


def _alternate(kind: str, title: str, href: str) -> str:
    return f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(href)}">'
