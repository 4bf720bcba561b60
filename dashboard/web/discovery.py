"""What the head of a page says to programs: how it is followed, the code of its chart, the catalogue, the icons."""

from __future__ import annotations

from html import escape

from dashboard.blocks import N_
from dashboard.charts.registry import asking
from dashboard.exports.document import json_in_html
from dashboard.view.view import View
from dashboard.web import catalogue, embed, well_known
from dashboard.web.pages import Page, followed

_FOLLOWED = {
    "atom": ("application/atom+xml", N_("Follow what changes (Atom)")),
    "ics": ("text/calendar", N_("Dates as a calendar (ICS)")),
}
"""Ending of the address by which a page is followed -> its media type, and what it is called."""
_CATALOGUE = {catalogue.PACKAGE: "application/json", catalogue.CATALOGUE: "application/ld+json"}


def tags(page: Page | None, view: View, site: str, *, framed: bool) -> list[str]:
    """The tags; of a page that is for everybody more than the icons. Charts have code if they may be `framed`."""
    icons = well_known.links(view.root)
    if page is None or not page.public or view.snapshot.empty or view.is_draft:
        return icons
    ways = followed(page, view)
    follow = [_alternate(kind, view.words(text), f"{site}{ways[form]}") for form, (kind, text) in _FOLLOWED.items()]
    return [*icons, *follow, *(_chart(page, view, site) if framed else []), *_data(page, view, site)]


def ways_to_follow(page: Page, view: View) -> dict[str, tuple[str, str]]:
    """What following a page is called in the reader's language, and its address, by the ending of that."""
    return {form: (view.words(_FOLLOWED[form][1]), href) for form, href in followed(page, view).items()}


def _chart(page: Page, view: View, site: str) -> list[str]:
    if not page.chart:
        return []
    home = f"{site}{view.root}"
    href = embed.address(page.chart, asking(view, page.chart).query(), home)
    return embed.discovery(href, page.titled(view), home)


def _data(page: Page, view: View, site: str) -> list[str]:
    """On the Data page, the catalogue: as links, and for search engines in the page itself."""
    if page.name != "data":
        return []
    links = [_alternate(kind, name, f"{site}{view.root}{name}") for name, kind in _CATALOGUE.items()]
    return [
        *links,
        f'<script type="application/ld+json">{json_in_html(catalogue.schema_org(view, site))}</script>',
    ]


def _alternate(kind: str, title: str, href: str) -> str:
    return f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(href)}">'
