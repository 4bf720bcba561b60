"""The pages of decks: which there are, and one being put together, of which its address is all there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.decks import deck as decks
from dashboard.decks import tomorrow
from dashboard.decks.deck import TITLES, Deck, Item, edit_href, own_filters, text_of
from dashboard.decks.grammar import KINDS, LONGEST_NOTE, NOTE, words_of
from dashboard.signin import access
from dashboard.view.view import View

ALL, ONE = N_("Present"), N_("Change a deck")
"""The title of the page of all decks, and of the page of one."""
_MOVED = N_("{title} is now slide {n} of {total}.")
_FORMATS = ("pptx", "html")
"""In what a deck is handed out."""


def all_blocks(_: View) -> Sequence[b.Block]:
    """The decks, under the filters chosen above."""
    return [b.Section([b.Part("present", _all)], "present")]


def _all(view: View) -> list[b.Block]:
    """The reader's own deck, those that ship, and those that were saved."""
    words = view.words
    lede = words(
        "Full screen, one view a slide, with its filters, n, source and as-of day. "
        "The filters above hold for the whole deck; arrow keys, space or a clicker turn the slides."
    )
    shipped = [_card(view, name, words(deck.title), deck) for name, deck in decks.SHIPPED.items()]
    others = [_card(view, name, name, deck, _removal(view, name)) for name, deck in decks.saved(view).items()]
    cards = [tomorrow.card(view), _own(view), *shipped, *others]
    return [b.Header(words("Which deck do you want to show?"), lede), b.Grid(cards)]


def _card(view: View, name: str, title: str, deck: Deck, more: Sequence[b.Form] = ()) -> b.Card:
    """The slides of a deck, the ways to show and to change it, and the files it is handed out as."""
    n = view.words.plural("{n} slide", "{n} slides", len(deck.items))
    slides = b.Items([_question(view, item, " · ") for item in deck.items], ordered=True, style="deck-slides")
    ways = [_start(view, name), b.Link(view.words("Change the deck"), edit_href(view, name), style="send")]
    actions = b.Actions([*_spoken(ways, title), *more], style="deck-ways")
    return b.Card(title, [slides, actions, b.Actions(_spoken(_files(view, name), title))], n, span=6, style="deck")


def _files(view: View, deck: str) -> list[b.Link]:
    """What a deck is handed out as; on paper, or as PDF, through the browser's own print."""
    addresses = {form: view.href(f"present.{form}", deck=deck, lang=view.lang) for form in _FORMATS}
    files = [
        b.Link(view.words.code("download", form), href, "file", style="action") for form, href in addresses.items()
    ]
    paper = f"{view.presenting(deck)}#print"
    return [*files, b.Link(view.words("PDF: print"), paper, "document", style="action")]


def _question(view: View, item: Item, apart: str) -> list[b.Text]:
    """The question of a slide, and the filters it has for itself."""
    own = own_filters(view, item)
    return [decks.title_of(view, item), *([b.Styled(f"{apart}{own}", "unknown")] if own else [])]


def _start(view: View, deck: str, **data: str) -> b.Link:
    """To show a deck: the player is a document of its own."""
    return b.Link(view.words("Start presenting"), view.presenting(deck), "document", style="send strong", data=data)


def _spoken(links: Sequence[b.Link], title: str) -> list[b.Link]:
    """Links that say, when they are spoken, of which deck they are."""
    return [replace(link, label=f"{link.text}: {title}") for link in links]


def _removal(view: View, name: str) -> list[b.Form]:
    """How an editor takes a saved deck away."""
    if not access.may(access.DECKS):
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
        _start(view, "", mine="present"),
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


def one_blocks(_: View) -> Sequence[b.Block]:
    """The deck of the address, and what can be added to it."""
    return [b.Section([b.Part("present-edit", _one)], "present")]


def _one(view: View) -> list[b.Block]:
    """Its slides, each with what can be done with it; then what can be added, and where the deck can be kept."""
    view, deck = decks.presentation(view)
    words = view.words
    n = words.plural("{n} slide", "{n} slides", len(deck.items))
    lede = words(
        "Order the slides, write notes that only the presenter sees, add slides. "
        "The address of this page holds the whole deck: copy it to keep or share it."
    )
    # assets/js/page/decks.js writes the notes of the slides into the address.
    slides = [_slide(view, deck, place) for place in range(len(deck.items))]
    shown = b.Native("deck-slides", {"slides": slides, "name": deck.name, "messages": _messages(view)})
    now = [*_left_out(view, deck), _ways(view, deck), shown, _more(view, deck), *_written(view, deck)]
    return [
        b.Header(words("{title}: {slides}", title=deck.title, slides=n), lede),
        b.Paragraph("", "deck-told status"),
        b.Section([*now, *_saving(view, deck)], "", data={"deck": deck.text}),
    ]


def _messages(view: View) -> dict[str, str]:
    """What the browser says of a slide that is moved by hand; it fills in the title and the places."""
    words, places = view.words, {"title": "{title}", "n": "{n}", "all": "{all}"}
    return {
        "grabbed": words(
            "{title} is picked up: slide {n} of {all}. Arrow keys move it, Space puts it down, Escape puts it back.",
            **places,
        ),
        "moving": words("{title}: slide {n} of {all}.", **places),
        "moved": words(_MOVED, title="{title}", n="{n}", total="{all}"),
        "back": words("{title} is back in its place."),
        "undone": words("Undone."),
        "redone": words("Done again."),
        "renamed": words("The name was kept in the address."),
    }


def _left_out(view: View, deck: Deck) -> list[b.Block]:
    """What the address asks for and cannot have."""
    lost = [*deck.left_out, *(f"{one.name}={one.value}" for one in decks.dropped(view, deck.items))]
    names = view.words.listing(lost)
    text = view.words("Left out, as there is no such slide or filter: {names}.", names=names)
    long = _too_long(view, deck)
    return [b.Paragraph(text, "notice") for text in ([text] if lost else []) + long]


def _too_long(view: View, deck: Deck) -> list[str]:
    """The words of its address for which no slide has room, in a sentence."""
    names = view.words.listing(deck.too_long)
    text = view.words("Left out, as no slide has room for so many words: {names}.", names=names)
    return [text] if deck.too_long else []


def _ways(view: View, deck: Deck) -> b.Block:
    """To show it, to keep it, and to hand it out."""
    words, text = view.words, deck.text
    if not deck.items:
        return b.Paragraph(words("This deck has no slides yet."), "empty")
    keep = {
        "keep": text,
        "said": words("This is now your deck."),
        "refused": words("This browser does not let a page keep anything."),
    }
    every = f"{view.root}present{view.chosen.changed(deck='').query()}"
    links = [
        _start(view, text, whole=""),
        b.Link(words("Keep as my deck"), "", "button", style="send", data=keep),
        b.Link(words("All decks"), every, style="send"),
    ]
    files = [replace(link, data={"whole": ""}) for link in _files(view, text)]
    return b.Section([b.Actions(links, style="deck-ways"), b.Actions(files, words("To hand out"))], "")


def _slide(view: View, deck: Deck, place: int) -> dict[str, Any]:
    item = deck.items[place]
    title, *own = _question(view, item, "")
    kind = "" if item.name in KINDS else view.words(decks.group_of(item.name))  # what is one's own says so itself
    return {
        "title": [b.Styled(title, "slide-title"), *own],
        "kind": kind,
        "thumbnail": text_of([replace(item, note="")]),
        "handle": view.words("Move {title}", title=view.plain(title)),
        "acts": [*_acts(view, deck, place)],
        "words": [*_fields(view, item)],
        "data": {"slide": str(place), "name": item.name, "own": decks.fixed_text(item), "title": view.plain(title)},
    }


def _fields(view: View, item: Item) -> Iterator[dict[str, Any]]:
    """The words that can be written on it, and its note."""
    words = view.words
    for key, one in words_of(item.name).items():
        if one.fixed:
            continue
        limit = words.plural("{n} letter", "{n} letters", one.longest)
        if one.lines > 1:
            limit = words("{letters} in {n} lines", letters=limit, n=one.lines)
        refused = words("This does not fit on a slide, or is missing: at most {limit}. It was not kept.", limit=limit)
        yield {
            "key": key,
            "label": words("{name}, at most {limit}", name=words(one.label), limit=limit),
            "value": item.words.get(key, ""),
            "most": {"longest": one.longest, "lines": one.lines, "required": one.required},
            "data": {"said": words("It was kept in the address."), "refused": refused},
        }
    yield {
        "key": NOTE,
        "label": words("Note for the presenter"),
        "value": item.note,
        "most": {"longest": LONGEST_NOTE, "lines": 0, "required": False},
        "data": {"said": words("The note was kept in the address.")},
    }


def _acts(view: View, deck: Deck, place: int) -> Iterator[b.Link]:
    """Up, down and away: each a link to the deck as it would then be, after which the focus stays where it was."""
    words, items = view.words, deck.items
    last = len(items) - 1
    title = decks.title_of(view, items[place])
    rest = [*items[:place], *items[place + 1 :]]

    def act(name: str, label: str, then: Sequence[Item], message: str, to: int) -> b.Link:
        data = {"act": name, "said": message, "then": str(to)}
        href = edit_href(view, text_of(then, deck.name))
        return b.Link(label, href, label=f"{label}: {title}", style="action", data=data)

    for name, to, label in (("up", place - 1, words("Up")), ("down", place + 1, words("Down"))):
        if 0 <= to <= last:
            moved = [*rest[:to], items[place], *rest[to:]]
            yield act(name, label, moved, _moved(view, title, to, len(items)), to)
    removed = words.plural(
        "{title} removed; {n} slide left.", "{title} removed; {n} slides left.", len(rest), title=title
    )
    yield act("remove", words("Remove"), rest, removed, min(place, last - 1))


def _moved(view: View, title: str, place: int, total: int) -> str:
    words = view.words
    return words(_MOVED, title=title, n=words.number(place + 1), total=words.number(total))


def _more(view: View, deck: Deck) -> b.Block:
    """Every slide there is that can be shown, each a link to the deck with it at the end."""
    words = view.words
    if len(deck.items) >= decks.MOST_SLIDES:
        return b.Paragraph(words("A deck has at most {n} slides.", n=words.number(decks.MOST_SLIDES)), "note")
    unfit = set() if len(view.filters.member) == 1 else decks.OF_ONE_MEMBER
    groups = [
        b.Section(
            [b.Heading(words(group)), b.Items([_added(view, deck, name) for name in names if name not in unfit])], ""
        )
        for group, names in decks.GROUPS.items()
    ]
    return b.Card(words("Add a slide"), [b.Section(groups, "slides-to-add")])


def _added(view: View, deck: Deck, name: str) -> b.Link:
    words, place = view.words, len(deck.items)
    title = words(TITLES[name])
    data = {"act": f"add {name}", "said": _moved(view, title, place, place + 1)}
    text = text_of([*deck.items, Item(name)], deck.name)
    return b.Link(title, edit_href(view, text), label=": ".join([words("Add a slide"), title]), data=data)


def _written(view: View, deck: Deck) -> list[b.Block]:
    """Forms for slides of one's own; assets/js/page/decks.js writes them into the address, else the server does."""
    words = view.words
    if len(deck.items) >= decks.MOST_SLIDES:
        return []
    offered = decks.offered(view)
    forms = [_form(view, deck, kind, offered.get(kind)) for kind in KINDS if offered.get(kind) != []]
    note = words("Nothing of it is kept on a server: the words stand in the address, for whoever has that.")
    return [b.Card(words("Add a slide of your own"), forms, note, style="own-slides")]


def _form(view: View, deck: Deck, kind: str, offered: Sequence[tuple[str, str]] | None) -> b.Block:
    words, label = view.words, view.words(KINDS[kind].label)
    fields: list[b.Field | b.Text] = [
        b.Field("hidden", "address", value=view.chosen.changed(deck=deck.text, lang=view.lang).query()),
        b.Field("hidden", "kind", value=kind),
    ]
    for key, one in KINDS[kind].words.items():
        listed = list(offered or ()) if one.fixed and offered else []
        fields.append(
            b.Field(
                "choice" if listed else ("lines" if one.lines > 1 else "line"),
                key,
                words(one.label),
                options=listed,
                required=one.required,
                longest=one.longest,
            )
        )
    add = words("Add this slide")
    fields.append(b.Field("submit", "", add, note=words.named(add, label)))
    return b.Disclosure(label, [b.Form(f"{view.root}present/write", "", fields, "own-slide")])


def _saving(view: View, deck: Deck) -> list[b.Block]:
    """Where an editor saves the deck under a name for everybody."""
    words = view.words
    if not access.may(access.DECKS) or not deck.items:
        return []
    rule = words(
        "Up to {n} letters, digits and spaces, not in small letters alone: “Spring meeting 2017”.",
        n=words.number(decks.LONGEST_NAME),
    )
    name = deck.title if decks.may_be_called(deck.title) else ""
    fields: list[b.Field | b.Text] = [
        b.Field("hidden", "address", value=view.chosen.changed(deck=text_of(deck.items)).query()),
        b.Field("text", "name", words("Save for everybody as"), name, longest=decks.LONGEST_NAME),
        b.Field("submit", "", words("Save")),
        b.Styled(rule, "paragraph card-note"),
    ]
    form = b.Form(f"{view.root}present/save?lang={view.lang}", access.csrf_token(), fields, "deck-saving")
    return [b.Card(words("Save this deck"), [form])]
