"""A whole page, for any address: header, filter bar, content, footer; and what of them follows the filters."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.blocks import N_, Block
from dashboard.components import controls, ids
from dashboard.components.contents import contents
from dashboard.components.elements import Element, Node, el, link
from dashboard.components.notices import faults, notices
from dashboard.components.screen import screen
from dashboard.components.send import Message as Message  # noqa: PLC0414 - who asks for a page brings one
from dashboard.components.send import page_menu, sent_path
from dashboard.components.static import Store
from dashboard.pages.edit_links import edit_links
from dashboard.signin import access
from dashboard.view.view import ANY_VERSION, View
from dashboard.web.discovery import ways_to_follow
from dashboard.web.edited_tables import EDITS
from dashboard.web.pages import PAGES, Page, find, followed, key, languages

_APPEARANCES = {"system": N_("System"), "light": N_("Light"), "dark": N_("Dark")}


_WAYS = (
    (access.REPORT, N_("Report progress"), "report", ""),
    (access.REVIEW, N_("Review reports"), "review", ""),
    (access.LOAD, N_("Load data"), "data/load", ""),
    (access.LOAD, N_("Edit the data"), "edit", ""),
    (access.LOAD, N_("Download to edit"), "data/load", "#download-to-edit"),
    (access.ACCOUNTS, N_("People and roles"), "people", ""),
)
"""What the footer offers to those who have a right: the page, and the place in it."""


def shell() -> html.Div:
    """What stays while pages come and go."""
    stores = [Store(name) for name in (ids.LOCATION, ids.TITLE, ids.HEARD)]
    return html.Div([*stores, html.Div(id=ids.PAGE)])


def whole(page: Page | None, view: View, blocks: Sequence[Block], message: Message | None = None) -> list[Node]:
    """Everything inside the body of the document; with the message that its links send before scripts have come."""
    filtered = page is not None and page.filtered and not view.snapshot.empty
    return [
        el("a", view.words("Skip to content"), href=f"#{ids.MAIN}", className="skip-link"),
        _header(view, page, message),
        controls.filter_bar(view, workbook(page, view)) if page and filtered else None,
        Store(ids.address(), data=address(page, view)),
        Store(ids.answer(), data=shown(view, filtered=filtered)),
        Store(ids.mark()),
        Store(ids.confirmed()),
        html.Div(notices(view), id=ids.notice(), role="status"),
        *faults(view),
        _main(view, [*_edits(view, page), *blocks]),
        _footer(view, page),
    ]


def _main(view: View, blocks: Sequence[Block]) -> Element:
    shown = screen(view, blocks)
    return el("main", _on_paper(view), contents(view, shown), shown, id=ids.MAIN, className="page", tabIndex="-1")


def _edits(view: View, page: Page | None) -> Sequence[Block]:
    """For editors, the ways to change what the page shows."""
    places = EDITS.get(page.name, ()) if page else ()
    return edit_links(view, places) if places and access.editor() else []


def _header(view: View, page: Page | None, message: Message | None) -> Element:
    """Brand, navigation, search, languages, appearance, and Send where the page is for everybody."""
    words, hrefs = view.words, navigation(view)
    mark = el("span", className="brand-mark", aria_hidden="true")
    links = [
        link(words(one.nav), hrefs[one.name], data_nav=one.name, aria_current="page" if one is page else None)
        for one in PAGES
        if one.nav
    ]
    options = [{"label": words(label), "value": value} for value, label in _APPEARANCES.items()]
    select = dbc.Select(id=ids.appearance(), options=options, value="system", persistence=True, class_name="appearance")
    appearance = el("label", el("span", words("Appearance"), className="visually-hidden"), select)
    send = page_menu(view, message, ways_to_follow(page, view)) if page and _is_sent(page, view) else None
    return el(
        "header",
        el("a", mark, view.brand, href=hrefs[PAGES[0].name], className="brand"),
        el("nav", *links, className="main-nav", aria_label=words("Pages")),
        el("div", _search(view), _languages(view), appearance, send, className="site-tools"),
        className="site-header",
    )


def _is_sent(page: Page, view: View) -> bool:
    """Whether a page is passed on and followed: one that is the same for everybody."""
    return page.public and not view.snapshot.empty and not view.is_draft


def _search(view: View) -> Element:
    """The button that opens the search, with the words that assets/js/page/search.js writes into it."""
    words = view.words
    return el(
        "button",
        el("span", className="search-icon", aria_hidden="true"),
        el("span", words("Search"), className="search-word"),
        el("span", "/", className="search-key", aria_hidden="true"),
        type="button",
        className="search-open",
        aria_haspopup="dialog",
        aria_keyshortcuts="/",
        data_address=f"{view.root}search.json",
        data_label=words("Search members, themes, people, agenda and commitments"),
        data_keys=words("Arrow keys choose, Enter opens, Escape closes."),
        data_away=words("The search cannot be reached just now."),
        data_close=words("Close"),
    )


def _languages(view: View) -> Element:
    links = []
    for lang, href in languages(view).items():
        code = el("span", lang.upper(), aria_hidden="true")
        name = el("span", view.languages[lang], className="visually-hidden")
        current = "true" if lang == view.lang else None
        links.append(el("a", code, name, href=href, lang=lang, hrefLang=lang, data_lang=lang, aria_current=current))
    return el("nav", *links, className="languages", aria_label=view.words("Language"))


def _footer(view: View, page: Page | None) -> Element:
    """The licence, the data version, the pages that the navigation has no room for, and who is signed in."""
    words, hrefs = view.words, navigation(view)
    number = view.snapshot.version.number
    version = {"data_version": str(number), "data_written": view.version_written}
    known_by = {"data_page": page.name if page else "", "data_key": key(page, view), "data_shape": shape(page, view)}
    shown = el("p", _version(view, view.version_written), **version, **known_by)
    line = el("div", shown, None if view.chosen.version else _live_updates(view), className="site-version")
    links = [link(words(one.footer), hrefs[one.name], data_nav=one.name) for one in PAGES if one.footer]
    pages = el("nav", *links, className="site-pages", aria_label=words("More pages"))
    news = el("p", className="live-news", role="status")  # written by assets/js/page/live.js
    software = el("a", words("Software licences"), href=f"{view.root}vendor/licences.txt")
    licences = el("p", view.licence, " ", software)
    return el("footer", licences, line, pages, _account(view), news, className="site-footer")


def _live_updates(view: View) -> Element:
    """The switch of the updates, which assets/js/page/live.js turns as the reader left it."""
    words = view.words
    state = [el("span", words("on"), className="when-on"), el("span", words("off"), className="when-off")]
    return el(
        "button",
        el("span", words("Live updates")),
        el("span", *state, className="live-state", aria_hidden="true"),
        type="button",
        role="switch",
        className="live-switch",
        aria_checked="true",
        data_live=f"{view.root}version.json",  # where the page learns of a newer version
    )


def _account(view: View) -> Element | None:
    """Who is signed in, with the way out; for everybody else the way in; nothing where nobody can be."""
    if not access.configured():
        return None
    words, someone = view.words, access.person()
    if someone is None:
        here = f"{view.root}{view.path}{view.chosen.query()}"
        return el("p", el("a", words("Sign in"), href=access.sign_in_address(view.lang, here)))
    name: Node = words("Signed in as {name}", name=someone.name)
    ways = [
        link(words(text), f"{view.href(path)}{place}") for right, text, path, place in _WAYS if right in someone.rights
    ]
    name = [name, *(part for way in ways for part in (" · ", way))]
    if not someone.session:  # it is not ours to end
        return el("p", name)
    token = {"name": "csrf_token", "value": access.csrf_token()}
    button = el("button", words("Sign out"), type="submit", className="btn btn-link", **token)
    end = f"{view.root}signout?lang={view.lang}"
    return el("form", name, " · ", button, method="post", action=end, className="signed-in")


def _on_paper(view: View) -> Element | None:
    """What only paper shows."""
    lines = [el("p", text, className=name, data_paper=name) for name, text in said_on_paper(view).items()]
    return el("div", *lines, className="on-paper") if lines else None


def said_on_paper(view: View, version: object = None) -> dict[str, str]:
    """The cover line and the source of this page; nothing where there is no page or no data.

    `version` stands in the place of the number of the data version.
    """
    page, _ = find(view.path) or (None, "")
    if page is None or view.snapshot.empty or not (page.filtered or page.nav) or not page.exists(view):
        return {}
    line = view.cover(page.titled(view), compared=page.compared)
    return {"cover": line, "cover-source": view.source(version)}


def _version(view: View, version: object) -> str:
    """The data version, or what stands in the place of its number, for the footer."""
    return "" if view.snapshot.empty else view.words("Data version {version}", version=version)


def address(page: Page | None, view: View) -> dict[str, Any]:
    """The path and the query string of this view, and what it shows: the data version, and the parts of the page."""
    return {
        "pathname": f"{view.root}{view.path}",
        "query": view.chosen.query(),
        "version": view.snapshot.version.number,
        "shape": shape(page, view),
        "key": key(page, view),
    }


def shape(page: Page | None, view: View) -> str:
    """What decides which parts and controls a page has at all: an open page of another one is loaded again."""
    parts = page is None, view.snapshot.empty, bool(view.snapshot.pilots), view.snapshot.choices["priority"]
    return hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()


def shown(view: View, *, filtered: bool) -> dict[str, Any]:
    """What follows the filters outside of charts and live parts: addresses, the version and, if any, the filter bar."""
    page, _ = find(view.path) or (None, "")
    file = workbook(page, view) if page and filtered else ""
    follow = followed(page, view) if page and _is_sent(page, view) else {}
    around = {
        "nav": navigation(view) | follow | ({"workbook": file} if file else {}),
        "lang": languages(view),
        "version": _version(view, ANY_VERSION),
        "number": view.snapshot.version.number,
        "written": view.version_written,
        "key": key(page, view),
        "newest": view.href(version=""),
        "paper": said_on_paper(view, ANY_VERSION),
        "away": view.away(),
        "sent": {"path": sent_path(view), "source": view.source(ANY_VERSION)},
    }
    return around | (controls.shown(view) if filtered else {})


def workbook(page: Page, view: View) -> str:
    """Where the page is as a workbook, under the same filters; empty where there is no link to it."""
    query = view.chosen.changed(page="", lang=view.lang).query()
    offered = page.workbook and not page.compared  # a page that compares two days lists all its files itself
    return f"{view.root}{view.path or page.name}.xlsx{query}" if offered else ""


def navigation(view: View) -> dict[str, str]:
    """The address of each page in the navigation and the footer, by name; the filters travel along."""
    query = view.chosen.travelling().query()
    return {page.name: f"{view.root}{page.path}{query}" for page in PAGES if page.nav or page.footer}
