"""A deck being put together: order, notes, what to add; the address is all there is of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dashboard import blocks as b
from dashboard.charts.registry import CHARTS
from dashboard.decks.deck import LONGEST, MOST_SLIDES, TITLES, Item, own_text, text_of
from dashboard.decks.presentation import Presentation, dropped, edit_href, own_filters, presentation
from dashboard.language.words import N_
from dashboard.pages.topics import TOPICS
from dashboard.signin import access
from dashboard.signin.people import DECKS
from dashboard.view.view import View
from data_loader.schema import DECK_NAME, LONGEST_DECK_NAME

TITLE = N_("Change a deck")

_GROUPS = (
    (N_("Findings"), [name for name in TITLES if name in TOPICS]),
    (N_("Charts"), [name for name in TITLES if name not in TOPICS]),
)


def blocks(_: View) -> Sequence[b.Block]:
    """The deck of the address, and what can be added to it."""
    return [b.Section([b.Part("present-edit", _deck)], "present")]


def _deck(view: View) -> list[b.Block]:
    """Its slides, each with what can be done with it; then what can be added, and where the deck can be kept."""
    words, deck = view.words, presentation(view)
    n = words.plural("{n} slide", "{n} slides", len(deck.items))
    lede = words(
        "Order the slides, write notes that only the presenter sees, add slides. "
        "The address of this page holds the whole deck: copy it to keep or share it."
    )
    now = [*_left_out(deck), _ways(deck), _slides(deck), _more(deck), *_saving(deck)]
    return [
        b.Header(words("{title}: {slides}", title=deck.title, slides=n), lede),
        b.Paragraph("", "deck-told status"),
        b.Section(now, "", data={"deck": text_of(deck.items)}),
    ]


def _left_out(deck: Presentation) -> list[b.Block]:
    """What the address asks for and cannot have."""
    words = deck.view.words
    lost = [*deck.left_out, *(f"{one.name}={one.value}" for one in dropped(deck.view, deck.items))]
    text = words("Left out, as there is no such slide or filter: {names}.", names=words.listing(lost))
    return [b.Paragraph(text, "notice")] if lost else []


def _ways(deck: Presentation) -> b.Block:
    view, words, text = deck.view, deck.view.words, text_of(deck.items)
    if not deck.items:
        return b.Paragraph(words("This deck has no slides yet."), "empty")
    keep = {
        "keep": text,
        "said": words("This is now your deck."),
        "refused": words("This browser does not let a page keep anything."),
    }
    every = f"{view.root}present{replace(view.chosen, deck='').query()}"
    return b.Actions(
        [
            b.Link(
                words("Start presenting"), view.presenting(text), "document", style="send strong", data={"whole": ""}
            ),
            b.Link(words("Keep as my deck"), "", "button", style="send", data=keep),
            b.Link(words("All decks"), every, style="send"),
        ],
        style="deck-ways",
    )


def _slides(deck: Presentation) -> b.Native:
    """The slides; assets/js/page/decks.js writes their notes into the address."""
    slides = [_slide(deck, place, item) for place, item in enumerate(deck.items)]
    return b.Native("deck-slides", {"slides": slides, "longest": LONGEST // 8})


def _slide(deck: Presentation, place: int, item: Item) -> dict[str, Any]:
    own = own_filters(deck.view, item)
    title: list[b.Text] = [b.Styled(deck.view.words(TITLES[item.name]), "slide-title")]
    return {
        "title": [*title, b.Styled(own, "unknown")] if own else title,
        "acts": [*_acts(deck, place)],
        "note": item.note,
        "data": {"slide": str(place), "name": item.name, "own": own_text(item)},
    }


def _acts(deck: Presentation, place: int) -> Iterator[b.Link]:
    """Up, down and away: each a link to the deck as it would then be."""
    words, items, last = deck.view.words, deck.items, len(deck.items) - 1
    title = words(TITLES[items[place].name])
    rest = [*items[:place], *items[place + 1 :]]
    for act, to, label in (("up", place - 1, words("Up")), ("down", place + 1, words("Down"))):
        if 0 <= to <= last:
            moved = [*rest[:to], items[place], *rest[to:]]
            yield _act(deck, moved, act, label, title, _moved(deck, title, to, len(items)), to)
    removed = words.plural(
        "{title} removed; {n} slide left.", "{title} removed; {n} slides left.", len(rest), title=title
    )
    yield _act(deck, rest, "remove", words("Remove"), title, removed, min(place, last - 1))


def _act(
    deck: Presentation, items: Sequence[Item], act: str, label: str, title: str, message: str, then: int
) -> b.Link:
    """A link that changes the deck, says so, and leaves the focus at the same act of slide `then`."""
    data = {"act": act, "said": message, "then": str(then)}
    return b.Link(label, edit_href(deck.view, text_of(items)), label=f"{label}: {title}", style="action", data=data)


def _moved(deck: Presentation, title: str, place: int, total: int) -> str:
    words = deck.view.words
    message = N_("{title} is now slide {n} of {total}.")
    return words(message, title=title, n=words.number(place + 1), total=words.number(total))


def _more(deck: Presentation) -> b.Block:
    """Every slide there is, each a link to the deck with it at the end."""
    words = deck.view.words
    if len(deck.items) >= MOST_SLIDES:
        return b.Paragraph(words("A deck has at most {n} slides.", n=words.number(MOST_SLIDES)), "note")
    groups = [
        b.Section([b.Heading(words(heading)), b.Items([_added(deck, name) for name in names if _fits(deck, name)])], "")
        for heading, names in _GROUPS
    ]
    return b.Card(words("Add a slide"), [b.Section(groups, "slides-to-add")])


def _fits(deck: Presentation, name: str) -> bool:
    """A chart about one member needs one to be chosen."""
    return len(deck.view.filters.member) == 1 or not (name in CHARTS and CHARTS[name].page.endswith("/*"))


def _added(deck: Presentation, name: str) -> b.Link:
    words, place = deck.view.words, len(deck.items)
    title = words(TITLES[name])
    data = {"act": f"add {name}", "said": _moved(deck, title, place, place + 1)}
    text = text_of([*deck.items, Item(name)])
    return b.Link(title, edit_href(deck.view, text), label=": ".join([words("Add a slide"), title]), data=data)


def _saving(deck: Presentation) -> list[b.Block]:
    """Where an editor saves the deck under a name for everybody."""
    view, words = deck.view, deck.view.words
    if not access.may(DECKS) or not deck.items:
        return []
    rule = words(
        "Up to {n} letters, digits and spaces, not in small letters alone: “Spring meeting 2017”.",
        n=words.number(LONGEST_DECK_NAME),
    )
    name = deck.title if DECK_NAME.fullmatch(deck.title) else ""
    fields: list[b.Field | b.Text] = [
        b.Field("hidden", "address", value=replace(view.chosen, deck=text_of(deck.items)).query()),
        b.Field("text", "name", words("Save for everybody as"), name, longest=LONGEST_DECK_NAME),
        b.Field("submit", "", words("Save")),
        b.Styled(rule, "paragraph card-note"),
    ]
    form = b.Form(f"{view.root}present/save?lang={view.lang}", access.csrf_token(), fields, "deck-saving")
    return [b.Card(words("Save this deck"), [form])]
