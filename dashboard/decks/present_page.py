"""Present: which decks there are, those that ship, those saved and the reader's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components import form
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.decks.deck import SHIPPED, TITLES, Deck, Item
from dashboard.decks.presentation import edit_href, own_filters, saved
from dashboard.language.vocabulary import DOWNLOADS
from dashboard.language.words import N_
from dashboard.signin.visitor import Visitor, visitor
from dashboard.view.view import View

TITLE = N_("Present")
FOOTER = N_("Present a deck")
_FORMS = ("pptx", "html")
"""In what a deck is handed out."""


def layout(view: View) -> Any:
    """The decks, under the filters chosen above."""
    return html.Div(live(view, "present", content), className="present")


def content(view: View) -> Any:
    """The reader's own deck, those that ship, and those that were saved."""
    words = view.words
    lede = words(
        "Full screen, one view a slide, with its filters, n, source and as-of day. "
        "The filters above hold for the whole deck; arrow keys, space or a clicker turn the slides."
    )
    shipped = [_card(view, name, words(deck.title), deck) for name, deck in SHIPPED.items()]
    kept = saved(view)
    asks = visitor()
    parts = [_mine(view), *shipped, *(_saved(view, asks, name, deck) for name, deck in kept.items())]
    return [*page_header(words("Which deck do you want to show?"), lede), html.Div(parts, className="cards")]


def _card(view: View, name: str, title: str, deck: Deck, more: Sequence[Any] = ()) -> Any:
    words, n = view.words, len(deck.items)
    return html.Section(
        [
            html.H2(title),
            html.P(words.plural("{n} slide", "{n} slides", n), className="card-subtitle"),
            html.Ol([html.Li(_named(view, item)) for item in deck.items], className="deck-slides"),
            html.Div([*_ways(view, name, title), *more], className="deck-ways"),
            html.Div(_files(view, name, title), className="takeaways"),
        ],
        className="card span-6 deck",
    )


def _ways(view: View, name: str, title: str) -> list[Any]:
    """To show a deck, and to change it; the player is a document of its own."""
    words = view.words
    start, change = words("Start presenting"), words("Change the deck")
    return [
        html.A(start, href=view.presenting(name), className="send strong", **{"aria-label": f"{start}: {title}"}),
        link(change, edit_href(view, name), "send", **{"aria-label": f"{change}: {title}"}),
    ]


def _files(view: View, name: str, title: str) -> list[Any]:
    """To hand a deck out."""
    words = view.words
    return [
        html.A(
            words(DOWNLOADS[form]),
            href=view.href(f"present.{form}", deck=name, lang=view.lang),
            download=f"present.{form}",
            className="action",
            **{"aria-label": f"{words(DOWNLOADS[form])}: {title}"},
        )
        for form in _FORMS
    ]


def _named(view: View, item: Item) -> list[Any]:
    """The question of a slide, and the filters it has for itself."""
    own = own_filters(view, item)
    return [view.words(TITLES[item.name]), *([html.Span(f" · {own}", className="unknown")] if own else [])]


def _saved(view: View, asks: Visitor, name: str, deck: Deck) -> Any:
    """A deck that was saved; an editor may take it away."""
    if not asks.editor:
        return _card(view, name, name, deck)
    words = view.words
    label = words("Remove the saved deck {name}", name=name)
    button = html.Button(words("Remove"), type="submit", className="send", **{"aria-label": label})
    parts = [form.hidden("csrf_token", asks.token), form.hidden("name", name), button]
    action = f"{view.root}present/remove?lang={view.lang}"
    return _card(view, name, name, deck, [html.Form(parts, method="post", action=action)])


def _mine(view: View) -> Any:
    """The deck that this browser keeps; assets/js/60-decks.js fills it in and shows the section."""
    words = view.words
    empty = words("Nothing in it yet: “Present” on a chart adds the chart.")
    ways = [
        html.A(
            words("Start presenting"),
            href=view.presenting(""),
            className="send strong",
            hidden=True,
            **{"data-mine": "present"},
        ),
        html.A(
            words("Change the deck"),
            href=edit_href(view, ""),
            className="send",
            hidden=True,
            **{"data-mine": "present/edit"},
        ),
        html.Button(words("Empty it"), type="button", className="send", hidden=True, **{"data-mine": ""}),
    ]
    note = words("It is kept in this browser alone; its address can be sent to anybody.")
    return html.Section(
        [
            html.H2(words("My deck")),
            html.P(empty, className="card-subtitle", role="status"),
            html.P(note, className="card-note"),
            html.Div(ways, className="deck-ways"),
        ],
        className="card span-12 my-deck",
        **{"data-my-deck": view.root, "data-count": words("Slides: {n}", n="{n}"), "data-empty": empty},
    )
