"""A whole page: header, filter bar, content, footer, for any address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from dashboard.components import controls, ids, page_frame
from dashboard.components.account import sign_in_link, signed_in
from dashboard.components.cards import source
from dashboard.components.controls import filter_bar
from dashboard.data.filters import Dropped
from dashboard.language.brand import titled
from dashboard.language.words import LOCALES
from dashboard.pages import missing, paper, takeaways
from dashboard.signin import access
from dashboard.view.view import View, Views
from dashboard.web.pages import PAGES, Page, find


def found(views: Views, path: str, query: str, **more: Any) -> tuple[Page | None, View]:
    """The page and the view of an address; no page when the address leads nowhere."""
    match = find(path)
    if not match:
        return None, views.of(query, path=path, **more)
    page, item = match
    view = views.of(query, path=path, scope=page.scope(item), item=item, **more)
    return (page if view.snapshot.empty or page.exists(view) else None), view


def whole(page: Page | None, view: View) -> Any:
    """Everything inside the body of the document."""
    words = view.words
    filtered = page is not None and page.filtered and not view.snapshot.empty
    labels = {one.name: words(one.nav) for one in PAGES if one.nav}
    here = page.name if page else ""
    return [
        html.A(words("Skip to content"), href=f"#{ids.MAIN}", className="skip-link"),
        page_frame.site_header(words, labels, navigation(view), here, languages(view), f"{view.root}search.json"),
        filter_bar(view, takeaways.workbook(here, view)) if filtered else None,
        dcc.Store(id=ids.address(), data=address(view)),
        dcc.Store(id=ids.answer(), data=shown(view, filtered=filtered)),
        html.Div(notices(view), id=ids.notice(), role="status"),
        html.Main([_on_paper(view), _content(page, view)], id=ids.MAIN, className="page", tabIndex="-1"),
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
    someone, lang = access.person(), urlencode({"lang": view.lang})
    if someone is None:
        back = urlencode({"next": f"{view.root}{view.path}{view.chosen.query()}"})
        return sign_in_link(view.words, f"{view.root}signin?{lang}&{back}")
    if not someone.session:
        return signed_in(view.words, someone.name)
    return signed_in(view.words, someone.name, f"{view.root}signout?{lang}", access.csrf_token())


def _content(page: Page | None, view: View) -> Any:
    if page is None:
        return missing.not_found(view)
    if view.snapshot.empty and page.needs_data:
        return missing.empty_database(view)
    return page.layout(view)


def _on_paper(view: View) -> Any:
    """What only paper shows."""
    lines = [html.P(text, className=name, **{"data-paper": name}) for name, text in said_on_paper(view).items()]
    return html.Div(lines, className="on-paper") if lines else None


def said_on_paper(view: View) -> dict[str, str]:
    """The cover line and the source of this page; nothing where there is no page or no data."""
    page, _ = find(view.path) or (None, "")
    if page is None or view.snapshot.empty or not (page.filtered or page.nav) or not page.exists(view):
        return {}
    cover = paper.cover(view, page.title(view), compared=page.compared)
    return {"cover": cover, "cover-source": source(view)}


def title(page: Page | None, view: View) -> str:
    """The document's title."""
    own = view.words(missing.TITLE) if page is None else page.title(view)
    return titled(own)


def notices(view: View) -> list[Any]:
    """What a reader has to know before all else: that the data are not the current ones, and what a link lost."""
    if view.snapshot.empty:
        return []
    return [
        *([_older(view)] if view.is_older else []),
        *map(page_frame.notice, lost(view)),
    ]


def lost(view: View, dropped: Sequence[Dropped] = (), more: Sequence[str] = ()) -> list[str]:
    """What a link asked for and is not shown, in sentences: of the view, of `dropped`, and `more` by name."""
    current = view.snapshot.version.number
    gone = [page_frame.version_gone(view.words, drop.value, current) for drop in view.dropped if drop.name == "version"]
    others = [drop for drop in [*view.dropped, *dropped] if drop.name != "version"]
    told = page_frame.left_out(view.words, others, more)
    return [*gone, *([told] if told else [])]


def _older(view: View) -> Any:
    words, shown = view.words, view.snapshot.version
    day = words.date(shown.published_at.date().isoformat()) if shown.published_at else ""
    return page_frame.version_notice(words, shown.number, day, view.href(version=""))


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


def _workbook(view: View, *, filtered: bool) -> dict[str, str]:
    """The address of the page's workbook, under the name its link has; nothing where there is no link."""
    page, _ = find(view.path) or (None, "")
    href = takeaways.workbook(page.name, view) if page and filtered else ""
    return {"workbook": href} if href else {}


def navigation(view: View) -> dict[str, str]:
    """The address of each page in the navigation and the footer, by name; the filters travel along."""
    query = view.chosen.travelling().query()
    return {page.name: f"{view.root}{page.path}{query}" for page in PAGES if page.nav or page.footer}


def languages(view: View) -> dict[str, str]:
    """The address of this view in each language."""
    here = f"{view.root}{view.path}"
    return {lang: f"{here}{replace(view.chosen, lang=lang).query()}" for lang in LOCALES}
