"""What stands around every page: brand, navigation, languages, appearance, notice and footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import ids
from dashboard.components.link import link
from dashboard.language.words import BRAND, LICENCE, N_, NATIVE_NAMES, Words

_APPEARANCES = {"system": N_("System"), "light": N_("Light"), "dark": N_("Dark")}


def site_header(
    words: Words,
    labels: Mapping[str, str],
    hrefs: Mapping[str, str],
    here: str,
    languages: Mapping[str, str],
    search: str,
) -> Any:
    """The header: the pages by name with label and address, which one this is, the languages and the search."""
    mark = html.Span(className="brand-mark", **{"aria-hidden": "true"})
    home = next(iter(hrefs))
    current = {"aria-current": "page"}
    links = [
        link(label, hrefs[name], **{"data-nav": name}, **(current if name == here else {}))
        for name, label in labels.items()
    ]
    tools = [_search(words, search), _languages(words, languages), _appearance(words)]
    return html.Header(
        [
            html.A([mark, BRAND], href=hrefs[home], className="brand"),
            html.Nav(links, className="main-nav", **{"aria-label": words("Pages")}),
            html.Div(tools, className="site-tools"),
        ],
        className="site-header",
    )


def _search(words: Words, address: str) -> Any:
    """The button that opens the search, with the words that assets/js/page/search.js writes into it."""
    said = {
        "label": words("Search members, themes, people, agenda and commitments"),
        "keys": words("Arrow keys choose, Enter opens, Escape closes."),
        "away": words("The search cannot be reached just now."),
        "close": words("Close"),
    }
    return html.Button(
        [
            html.Span(className="search-icon", **{"aria-hidden": "true"}),
            html.Span(words("Search"), className="search-word"),
            html.Span("/", className="search-key", **{"aria-hidden": "true"}),
        ],
        type="button",
        className="search-open",
        **{"aria-haspopup": "dialog", "aria-keyshortcuts": "/", "data-address": address},
        **{f"data-{name}": text for name, text in said.items()},
    )


def _languages(words: Words, languages: Mapping[str, str]) -> Any:
    links = [
        html.A(
            [
                html.Span(lang.upper(), **{"aria-hidden": "true"}),
                html.Span(NATIVE_NAMES[lang], className="visually-hidden"),
            ],
            href=href,
            lang=lang,
            hrefLang=lang,
            **{"data-lang": lang},
            **({"aria-current": "true"} if lang == words.lang else {}),
        )
        for lang, href in languages.items()
    ]
    return html.Nav(links, className="languages", **{"aria-label": words("Language")})


def _appearance(words: Words) -> Any:
    options = [{"label": words(label), "value": value} for value, label in _APPEARANCES.items()]
    select = dbc.Select(id=ids.appearance(), options=options, value="system", persistence=True, class_name="appearance")
    return html.Label([html.Span(words("Appearance"), className="visually-hidden"), select])


def footer_link(label: str, name: str, href: str) -> Any:
    """A page that the navigation has no room for."""
    return html.P(link(label, href, **{"data-nav": name}))


def site_footer(
    words: Words, version: str, number: int, asks: str = "", links: Sequence[Any] = (), account: Any = None
) -> Any:
    """The footer: what the data is, its version, more pages, and who is signed in.

    `asks` is the address where the page learns of a newer version; empty when it stays with its own.
    """
    told = html.P(version, **{"data-version": str(number)})
    line = html.Div([told, _live_updates(words, asks) if asks else None], className="site-version")
    news = html.P(className="live-news", role="status")  # written by assets/js/page/live.js
    return html.Footer([html.P(words(LICENCE)), line, *links, account, news], className="site-footer")


def _live_updates(words: Words, asks: str) -> Any:
    """The switch of the updates, which assets/js/page/live.js turns as the reader left it."""
    state = [html.Span(words("on"), className="when-on"), html.Span(words("off"), className="when-off")]
    return html.Button(
        [html.Span(words("Live updates")), html.Span(state, className="live-state", **{"aria-hidden": "true"})],
        type="button",
        role="switch",
        className="live-switch",
        **{"aria-checked": "true", "data-live": asks},
    )
