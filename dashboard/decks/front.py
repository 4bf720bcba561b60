"""What every document begins with: a cover with what it shows, and what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.blocks import Facts, Items, Link, Text
from dashboard.components.elements import Element, el
from dashboard.components.screen import screen
from dashboard.language.words import LICENCE, Words
from dashboard.view.view import View

Fact = tuple[Text, Text]


def front(view: View, over: str, title: Element, pairs: Sequence[Fact]) -> Element:
    """The cover: what kind of document, its title, and the facts about it."""
    return el(
        "header", el("p", over, className="brand"), title, *screen(view, [Facts(pairs)]), className="document-cover"
    )


def choice(view: View) -> list[Fact]:
    """Under which filters, of how many commitments."""
    words = view.words
    filters = view.chosen_in_words()
    chosen = Items(filters) if filters else words("None chosen")
    return [(words("Filters"), chosen), (words("Commitments"), view.summary())]


def days(view: View) -> list[Fact]:
    """The as-of day, and the one it is compared with."""
    words, selection = view.words, view.selection
    since = view.meeting_day(selection.since.isoformat(), view.since) or words("nothing earlier")
    return [
        (words("As of"), view.meeting_day(selection.asof.isoformat(), view.asof)),
        (words("Compared with"), since),
    ]


def origin(view: View, site: str, made_on: dt.date) -> list[Fact]:
    """Which data, made when, and where the same is seen live."""
    words = view.words
    address = f"{site}{view.href()}"
    return [
        (words("Data"), words("Data version {version}", version=view.snapshot.version.number)),
        (words("Made on"), words.date(made_on.isoformat())),
        *([(words("Live"), Link(address, address, "document"))] if site else []),
    ]


def contents(words: Words, names: Sequence[str]) -> Element | None:
    """The names of the sections, each leading to the one with its number."""
    lines = [el("li", el("a", name, href=f"#{place(n)}")) for n, name in enumerate(names, start=1)]
    name = words("Contents")
    return el("nav", el("h2", name), el("ol", *lines), className="contents", aria_label=name) if lines else None


def place(n: int) -> str:
    """The id of the section with number `n`."""
    return f"section-{n}"


def end(view: View) -> Element:
    """The licence and the source."""
    return el("footer", el("p", view.words(LICENCE)), el("p", view.source()))
