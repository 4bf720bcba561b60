"""A whole page: header, filter bar, content, footer, for any address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import flask
from dash import Dash, dcc, html

from dashboard.blocks import Block
from dashboard.components import controls, ids, page_frame
from dashboard.components.account import sign_in_link, signed_in
from dashboard.components.controls import filter_bar
from dashboard.components.notices import notices
from dashboard.components.screen import screen
from dashboard.language.words import LOCALES, titled
from dashboard.pages import missing
from dashboard.signin import access
from dashboard.view.view import View, Views
from dashboard.web.pages import PAGES, Page, find


def resolve(views: Views, path: str, query: str, **more: Any) -> tuple[Page | None, View]:
    """The page and the view of an address; no page when the address leads nowhere."""
    match = find(path)
    if not match:
        return None, views.of(query, path=path, **more)
    page, item = match
    view = views.of(query, path=path, scope=page.scope(item), item=item, **more)
    return (page if view.snapshot.empty or page.exists(view) else None), view


def whole(page: Page | None, view: View, blocks: Sequence[Block]) -> Any:
    """Everything inside the body of the document."""
    words = view.words
    filtered = page is not None and page.filtered and not view.snapshot.empty
    labels = {one.name: words(one.nav) for one in PAGES if one.nav}
    here = page.name if page else ""
    return [
        html.A(words("Skip to content"), href=f"#{ids.MAIN}", className="skip-link"),
        page_frame.site_header(words, labels, navigation(view), here, languages(view), f"{view.root}search.json"),
        filter_bar(view, workbook(page, view)) if page and filtered else None,
        dcc.Store(id=ids.address(), data=address(view)),
        dcc.Store(id=ids.answer(), data=shown(view, filtered=filtered)),
        dcc.Store(id=ids.mark()),
        html.Div(notices(view), id=ids.notice(), role="status"),
        html.Main([_on_paper(view), screen(view, blocks)], id=ids.MAIN, className="page", tabIndex="-1"),
        page_frame.site_footer(
            words, version(view), view.snapshot.version.number, _asks(view), _footer_links(view), _account(view)
        ),
    ]


def _asks(view: View) -> str:
    """Where a page learns of a newer version; nothing for one that was asked for by its number."""
    return "" if view.chosen.version else f"{view.root}version.json"


def _footer_links(view: View) -> list[Any]:
    hrefs = navigation(view)
    return [page_frame.footer_link(view.words(one.footer), one.name, hrefs[one.name]) for one in PAGES if one.footer]


def _account(view: View) -> Any:
    """Who is signed in; nothing where nobody can be."""
    if not access.configured():
        return None
    someone = access.person()
    if someone is None:
        back_to = f"{view.root}{view.path}{view.chosen.query()}"
        return sign_in_link(view.words, access.sign_in_address(view.lang, back_to))
    if not someone.session:
        return signed_in(view.words, someone.name)
    return signed_in(view.words, someone.name, f"{view.root}signout?lang={view.lang}", access.csrf_token())


def _on_paper(view: View) -> Any:
    """What only paper shows."""
    lines = [html.P(text, className=name, **{"data-paper": name}) for name, text in said_on_paper(view).items()]
    return html.Div(lines, className="on-paper") if lines else None


def said_on_paper(view: View) -> dict[str, str]:
    """The cover line and the source of this page; nothing where there is no page or no data."""
    page, _ = find(view.path) or (None, "")
    if page is None or view.snapshot.empty or not (page.filtered or page.nav) or not page.exists(view):
        return {}
    line = view.cover(page.titled(view), compared=page.compared)
    return {"cover": line, "cover-source": view.source()}


def title(page: Page | None, view: View) -> str:
    """The document's title."""
    own = view.words(missing.TITLE) if page is None else page.titled(view)
    return titled(own)


def version(view: View) -> str:
    """The data version, for the footer."""
    number = view.snapshot.version.number
    return view.words("Data version {version}", version=number) if number else ""


def address(view: View) -> dict[str, Any]:
    """The path and the query string of this view, and the data version it shows."""
    return {
        "pathname": f"{view.root}{view.path}",
        "query": view.chosen.query(),
        "version": view.snapshot.version.number,
    }


def shown(view: View, *, filtered: bool) -> dict[str, Any]:
    """What follows the filters outside of charts and live parts: addresses, the version and, if any, the filter bar."""
    around = {
        "nav": navigation(view) | _workbook(view, filtered=filtered),
        "lang": languages(view),
        "version": version(view),
        "number": view.snapshot.version.number,
        "newest": view.href(version=""),
        "paper": said_on_paper(view),
    }
    return around | (controls.shown(view) if filtered else {})


def workbook(page: Page, view: View) -> str:
    """Where the page is as a workbook, under the same filters; empty where there is no link to it."""
    query = replace(view.chosen, page="", lang=view.lang).query()
    offered = page.workbook and not page.compared  # a page that compares two days lists all its files itself
    return f"{view.root}{view.path or page.name}.xlsx{query}" if offered else ""


def _workbook(view: View, *, filtered: bool) -> dict[str, str]:
    """The address of the page's workbook, under the name its link has; nothing where there is no link."""
    page, _ = find(view.path) or (None, "")
    href = workbook(page, view) if page and filtered else ""
    return {"workbook": href} if href else {}


def navigation(view: View) -> dict[str, str]:
    """The address of each page in the navigation and the footer, by name; the filters travel along."""
    query = view.chosen.travelling().query()
    return {page.name: f"{view.root}{page.path}{query}" for page in PAGES if page.nav or page.footer}


def languages(view: View) -> dict[str, str]:
    """The address of this view in each language."""
    here = f"{view.root}{view.path}"
    return {lang: f"{here}{replace(view.chosen, lang=lang).query()}" for lang in LOCALES}


_LAST_VERSION = 2**31 - 1  # what the database has room for


def path_of(app: Dash, pathname: str | None) -> str:
    """The path under the dashboard's root, without slashes at its ends."""
    return (app.strip_relative_path(pathname or app.config.requests_pathname_prefix) or "").strip("/")


def page_of(
    app: Dash, views: Views, pathname: str | None, query: str | None, version: object = 0, newest: object = 0
) -> tuple[Page | None, View]:
    """The page and the view of the address in the reader's browser.

    `version` is the one shown there, to stay with; `newest` one that the browser knows of: no older is current.
    """
    versions = {"shown": _number(version), "at_least": _number(newest)}
    return resolve(views, path_of(app, pathname), query or "", **versions, accept=flask.request.accept_languages)


def known(here: dict[str, Any]) -> int:
    """The newest data version that the browser has shown or heard of."""
    return max(_number(here.get("version")), _number(here.get("newest")))


def _number(version: object) -> int:
    """A version as a browser may send it, which may send anything; 0 when it is none."""
    return version if isinstance(version, int) and 0 < version <= _LAST_VERSION else 0
