"""Present: which decks there are, those that ship, those saved and the reader's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.decks.deck import SHIPPED, TITLES, Deck, Item
from dashboard.decks.presentation import edit_href, own_filters, saved
from dashboard.language.vocabulary import DOWNLOADS
from dashboard.language.words import N_
from dashboard.signin import access
from dashboard.signin.people import DECKS
from dashboard.view.view import View

TITLE = N_("Present")
FOOTER = N_("Present a deck")
_FORMATS = ("pptx", "html")
"""In what a deck is handed out."""


def blocks(_: View) -> Sequence[b.Block]:
    """The decks, under the filters chosen above."""
    return [b.Section([b.Part("present", _decks)], "present")]


def _decks(view: View) -> list[b.Block]:
    """The reader's own deck, those that ship, and those that were saved."""
    words = view.words
    lede = words(
        "Full screen, one view a slide, with its filters, n, source and as-of day. "
        "The filters above hold for the whole deck; arrow keys, space or a clicker turn the slides."
    )
    shipped = [_card(view, name, words(deck.title), deck) for name, deck in SHIPPED.items()]
    others = [_card(view, name, name, deck, _removal(view, name)) for name, deck in saved(view).items()]
    return [b.Header(words("Which deck do you want to show?"), lede), b.Grid([_own(view), *shipped, *others])]


def _card(view: View, name: str, title: str, deck: Deck, more: Sequence[b.Form] = ()) -> b.Card:
    n = view.words.plural("{n} slide", "{n} slides", len(deck.items))
    slides = b.Items([_slide(view, item) for item in deck.items], ordered=True, style="deck-slides")
    ways = b.Actions([*_ways(view, name, title), *more], style="deck-ways")
    return b.Card(title, [slides, ways, b.Actions(_files(view, name, title))], n, span=6, style="deck")


def _slide(view: View, item: Item) -> list[b.Text]:
    """The question of a slide, and the filters it has for itself."""
    own = own_filters(view, item)
    return [view.words(TITLES[item.name]), *([b.Styled(f" · {own}", "unknown")] if own else [])]


def _ways(view: View, name: str, title: str) -> list[b.Link]:
    """To show a deck, and to change it; the player is a document of its own."""
    start, change = view.words("Start presenting"), view.words("Change the deck")
    return [
        b.Link(start, view.presenting(name), "document", label=f"{start}: {title}", style="send strong"),
        b.Link(change, edit_href(view, name), label=f"{change}: {title}", style="send"),
    ]


def _files(view: View, name: str, title: str) -> list[b.Link]:
    """To hand a deck out."""
    labels = {form: view.words(DOWNLOADS[form]) for form in _FORMATS}
    return [
        b.Link(
            label,
            view.href(f"present.{form}", deck=name, lang=view.lang),
            "file",
            label=f"{label}: {title}",
            style="action",
        )
        for form, label in labels.items()
    ]


def _removal(view: View, name: str) -> list[b.Form]:
    """How an editor takes a saved deck away."""
    if not access.may(DECKS):
        return []
    words = view.words
    label = words("Remove the saved deck {name}", name=name)
    fields = [b.Field("hidden", "name", value=name), b.Field("submit", "", words("Remove"), note=label)]
    return [b.Form(f"{view.root}present/remove?lang={view.lang}", access.csrf_token(), fields, style="")]


def _own(view: View) -> b.Card:
    """The deck that this browser keeps; assets/js/page/decks.js fills it in and shows the ways to it."""
    words = view.words
    empty = words("Nothing in it yet: “Present” on a chart adds the chart.")
    ways = [
        b.Link(
            words("Start presenting"), view.presenting(""), "document", style="send strong", data={"mine": "present"}
        ),
        b.Link(words("Change the deck"), edit_href(view, ""), "document", style="send", data={"mine": "present/edit"}),
        b.Link(words("Empty it"), "", "button", style="send", data={"mine": ""}),
    ]
    return b.Card(
        words("My deck"),
        [
            b.Paragraph(empty, "subtitle status"),
            b.Paragraph(words("It is kept in this browser alone; its address can be sent to anybody."), "note"),
            b.Actions([replace(way, hidden=True) for way in ways], style="deck-ways"),
        ],
        style="my-deck",
        data={"my-deck": view.root, "count": words("Slides: {n}", n="{n}"), "empty": empty},
    )
