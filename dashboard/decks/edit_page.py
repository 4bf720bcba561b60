"""A deck being put together: order, notes, what to add; the address is all there is of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dash import html

from dashboard.charts.registry import CHARTS
from dashboard.components import form
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.components.static import Static
from dashboard.decks.deck import LONGEST, MOST_SLIDES, TITLES, Item, own_text, text_of
from dashboard.decks.presentation import Presentation, dropped, edit_href, own_filters, presentation
from dashboard.language.words import N_
from dashboard.pages.topics import TOPICS
from dashboard.signin.visitor import visitor
from dashboard.view.view import View
from data_loader.schema import DECK_NAME, LONGEST_DECK_NAME

TITLE = N_("Change a deck")

_GROUPS = (
    (N_("Findings"), [name for name in TITLES if name in TOPICS]),
    (N_("Charts"), [name for name in TITLES if name not in TOPICS]),
)


def layout(view: View) -> Any:
    """The deck of the address, and what can be added to it."""
    return html.Div(live(view, "present-edit", content), className="present")


def content(view: View) -> Any:
    """Its slides, each with what can be done with it; then what can be added, and where the deck can be kept."""
    deck = presentation(view)
    n = len(deck.items)
    lede = view.words(
        "Order the slides, write notes that only the presenter sees, add slides. "
        "The address of this page holds the whole deck: copy it to keep or share it."
    )
    title = view.words("{title}: {slides}", title=deck.title, slides=view.words.plural("{n} slide", "{n} slides", n))
    parts = [*_left_out(deck), _ways(deck), _slides(deck), _more(deck), *_saving(deck)]
    return [
        *page_header(title, lede),
        html.P(className="deck-told", role="status"),
        html.Div(parts, **{"data-deck": text_of(deck.items)}),
    ]


def _left_out(deck: Presentation) -> list[Any]:
    """What the address asks for and cannot have."""
    lost = [*deck.left_out, *(f"{one.name}={one.value}" for one in dropped(deck.view, deck.items))]
    if not lost:
        return []
    told = deck.view.words(
        "Left out, as there is no such slide or filter: {names}.", names=deck.view.words.listing(lost)
    )
    return [html.P(told, className="told")]


def _ways(deck: Presentation) -> Any:
    words, text = deck.view.words, text_of(deck.items)
    if not deck.items:
        return html.P(words("This deck has no slides yet."), className="empty")
    said = {"data-keep": text, "data-said": words("This is now your deck.")}
    said |= {"data-refused": words("This browser does not let a page keep anything.")}
    return html.Div(
        [
            html.A(
                words("Start presenting"),
                href=deck.view.presenting(text),
                className="send strong",
                **{"data-whole": ""},
            ),
            html.Button(words("Keep as my deck"), type="button", className="send", **said),
            link(words("All decks"), f"{deck.view.root}present{replace(deck.view.chosen, deck='').query()}", "send"),
        ],
        className="deck-ways",
    )


def _slides(deck: Presentation) -> Any:
    rows = [_slide(deck, place) for place in range(len(deck.items))]
    return html.Ol(rows, className="deck-edited")


def _slide(deck: Presentation, place: int) -> Any:
    view, item = deck.view, deck.items[place]
    own = own_filters(view, item)
    parts = {"data-slide": str(place), "data-name": item.name, "data-own": own_text(item)}
    named = [html.Span(view.words(TITLES[item.name]), className="slide-title")]
    named += [html.Span(own, className="unknown")] if own else []
    acts = html.Span([*_acts(deck, place)], className="slide-acts")
    return html.Li([html.Div(named), acts, _note(deck, item)], **parts)


def _acts(deck: Presentation, place: int) -> Iterator[Any]:
    """Up, down and away: each a link to the deck as it would then be."""
    words, items, last = deck.view.words, deck.items, len(deck.items) - 1
    title = words(TITLES[items[place].name])
    numbers = {"total": words.number(len(items)), "title": title}
    for act, to, label in (("up", place - 1, words("Up")), ("down", place + 1, words("Down"))):
        if 0 <= to <= last:
            said = words("{title} is now slide {n} of {total}.", n=words.number(to + 1), **numbers)
            yield _act(deck, _moved(items, place, to), act, label, title, said, to)
    rest = [*items[:place], *items[place + 1 :]]
    said = words.plural("{title} removed; {n} slide left.", "{title} removed; {n} slides left.", len(rest), title=title)
    yield _act(deck, rest, "remove", words("Remove"), title, said, min(place, last - 1))


def _act(deck: Presentation, items: Sequence[Item], act: str, label: str, title: str, said: str, then: int) -> Any:
    """A link that changes the deck, says so, and leaves the focus at the same act of slide `then`."""
    more = {"data-act": act, "data-said": said, "data-then": str(then), "aria-label": f"{label}: {title}"}
    return link(label, edit_href(deck.view, text_of(items)), "action", **more)


def _moved(items: Sequence[Item], place: int, to: int) -> list[Item]:
    rest = [*items[:place], *items[place + 1 :]]
    return [*rest[:to], items[place], *rest[to:]]


def _note(deck: Presentation, item: Item) -> Any:
    """The presenter's note, which assets/js/60-decks.js writes into the address."""
    words = deck.view.words
    given = {"defaultValue": item.note, "rows": 1, "maxLength": LONGEST // 8}
    box = Static(["textarea", {**given, "data-said": words("The note was kept in the address.")}], [])
    label = html.Span(words("Note for the presenter"), className="note-label")
    return html.Label([label, box], className="slide-note")


def _more(deck: Presentation) -> Any:
    """Every slide there is, each a link to the deck with it at the end."""
    words = deck.view.words
    if len(deck.items) >= MOST_SLIDES:
        return html.P(words("A deck has at most {n} slides.", n=words.number(MOST_SLIDES)), className="card-note")
    groups = [
        html.Div(
            [html.H3(words(heading)), html.Ul([html.Li(_added(deck, name)) for name in names if _fits(deck, name)])]
        )
        for heading, names in _GROUPS
    ]
    return html.Section([html.H2(words("Add a slide")), html.Div(groups, className="slides-to-add")], className="card")


def _fits(deck: Presentation, name: str) -> bool:
    """A chart about one member needs one to be chosen."""
    return len(deck.view.filters.member) == 1 or not (name in CHARTS and CHARTS[name].page.endswith("/*"))


def _added(deck: Presentation, name: str) -> Any:
    words, place = deck.view.words, len(deck.items)
    title = words(TITLES[name])
    said = words("{title} is now slide {n} of {total}.", title=title, n=words.number(place + 1),
                 total=words.number(place + 1))  # fmt: skip
    label = ": ".join([words("Add a slide"), title])
    more = {"data-act": f"add {name}", "data-said": said, "aria-label": label}
    return link(title, edit_href(deck.view, text_of([*deck.items, Item(name)])), **more)


def _saving(deck: Presentation) -> list[Any]:
    """Where an editor saves the deck under a name for everybody."""
    asks, view = visitor(), deck.view
    if not asks.editor or not deck.items:
        return []
    words = view.words
    rule = words(
        "Up to {n} letters, digits and spaces, not in small letters alone: “Spring meeting 2017”.",
        n=words.number(LONGEST_DECK_NAME),
    )
    name = deck.title if DECK_NAME.fullmatch(deck.title) else ""
    parts = [
        form.hidden("csrf_token", asks.token),
        form.hidden("address", replace(view.chosen, deck=text_of(deck.items)).query()),
        form.text(words("Save for everybody as"), "name", name, LONGEST_DECK_NAME),
        form.button(words("Save")),
        html.P(rule, className="card-note"),
    ]
    action = f"{view.root}present/save?lang={view.lang}"
    body = html.Form(parts, method="post", action=action, className="deck-saving")
    return [html.Section([html.H2(words("Save this deck")), body], className="card")]
