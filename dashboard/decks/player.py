"""The player: its keys and what it says, in the reader's language; and all that a presentation shows, as plain values.

The filter choices prepared for each slide are why a question from the hall is answered without a network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dashboard.blocks import N_
from dashboard.components.notices import lost
from dashboard.data.filters import SELECTING, Filters
from dashboard.decks.deck import Item, dropped, presentation, slides_of, view_of
from dashboard.exports.qr import in_address
from dashboard.exports.slides import Slide, options, slide_data
from dashboard.view.view import View

FEW = 20
"""Slides up to which a deck has prepared choices for all of them; in a longer one the first so many have."""
PREPARED = ("region", "level")
"""The filters whose every value is prepared."""
_EVERYTHING = N_("Everything")

KEYS: tuple[tuple[str, str], ...] = (
    (N_("→, Space, Page Down, swipe to the left"), N_("Next slide")),
    (N_("←, Page Up, swipe to the right"), N_("Previous slide")),
    (N_("Home, End"), N_("First slide, last slide")),
    (N_("Number and Enter"), N_("That slide")),
    ("B .", N_("Blank the screen, and back")),
    ("F", N_("Other filters on this slide")),
    ("T", N_("Table instead of the chart, and back")),
    (N_("↑, ↓"), N_("Other rows of a long chart or table")),
    (N_("Tab"), N_("To the chart: arrows then walk its marks and speak them, Escape leaves it")),
    ("P", N_("Play by itself, and pause")),
    ("N", N_("Notes, this slide and the next, and a clock in a second window")),
    ("Q", N_("This view on a listener's phone: its QR code")),
    ("S", N_("Full screen, and back")),
    ("D", N_("Light or dark")),
    ("U", N_("Update to newer data, when there are any")),
    ("?", N_("This help")),
    (N_("Esc"), N_("Close what is open; else leave the presentation")),
)
"""The keys of assets/js/player/keys.js and what they do; letters stand for themselves in every language."""

_MESSAGES = {
    "loading": N_("Fetching all slides…"),
    "failed": N_("The slides could not be fetched. Please try again soon."),
    "again": N_("Try again"),
    "none": N_("There is no slide to show in this deck."),
    "slide": N_("Slide"),
    "number": N_("{n} of {all}"),
    "announced": N_("Slide {n} of {all}: {headline}"),
    "controls": N_("Controls of the presentation"),
    "previous": N_("Previous slide"),
    "next": N_("Next slide"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "playing": N_("Playing: {seconds} s a slide"),
    "paused": N_("Paused"),
    "table": N_("Table"),
    "chart": N_("Chart"),
    "noTable": N_("This slide has no table."),
    "filters": N_("Filters"),
    "filtersOf": N_("Filters on this slide"),
    "noFilters": N_("No other filters are prepared for this slide."),
    "asDeck": N_("As in the deck"),
    "notes": N_("Notes"),
    "noNotes": N_("No notes for this slide."),
    "code": N_("QR code"),
    "codeOf": N_("This view on your phone"),
    "noCode": N_("This slide has no address of its own."),
    "fullScreen": N_("Full screen"),
    "help": N_("Help"),
    "keys": N_("Keys"),
    "close": N_("Close"),
    "leave": N_("Leave"),
    "blankKey": N_("Blank"),
    "blank": N_("The screen is blank. B brings the slide back."),
    "unblank": N_("The slide is back."),
    "goTo": N_("Go to slide {n}: Enter"),
    "cut": N_("Rows {first} to {last} of {all}; the arrows down and up show the others, the table all."),
    "newer": N_("Newer data are there: version {version}."),
    "update": N_("Update now"),
    "updated": N_("This is data version {version} now."),
    "notUpdated": N_("The newer data could not be fetched; the slides stay as they are."),
    "away": N_("The server cannot be reached. All slides, tables and filters go on working."),
    "stay": N_("The server cannot be reached, so the presentation stays open."),
    "back": N_("The server is back."),
    "waiting": N_("Waiting for the presentation…"),
    "now": N_("Now"),
    "ended": N_("The presentation has ended."),
    "nextIs": N_("Next"),
    "last": N_("This is the last slide."),
    "clock": N_("Time"),
    "elapsed": N_("Elapsed"),
    "blocked": N_("The browser did not open a second window. Allow pop-ups for this site."),
}


def settings(view: View) -> dict[str, Any]:
    """What the player needs beside the slides, wherever it runs: words, colours, Plotly's configuration.

    Numbers in the words are filled in by the browser.
    """
    words = view.words
    drawing = options(view)
    return drawing | {
        "words": drawing["words"] | {name: words(message) for name, message in _MESSAGES.items()},
        "keys": [[words(key), words(meaning)] for key, meaning in KEYS],
        "lang": words.locale.language,
    }


def payload(view: View, site: str = "") -> dict[str, Any]:
    """The deck that the address of a view names, of one data version.

    Its links lead to `site`; without one to the place where it is shown, and no slide has the code of its address.
    """
    pinned = replace(view, chosen=view.chosen.changed(version=str(view.snapshot.version.number)))
    under, deck = presentation(view if view.snapshot.empty else pinned)
    return {
        "title": deck.title,
        "version": view.snapshot.version.number,
        "newest": view.newest,
        "notices": lost(view, dropped(under, deck.items), [*deck.left_out, *deck.too_long]),
        "slides": [
            entry for place, item in enumerate(deck.items) for entry in _entries(under, item, place < FEW, site)
        ],
    }


def bare(view: View) -> dict[str, Any]:
    """The slides of a deck alone, each with its place among those that were asked for: to be drawn small."""
    under, deck = presentation(view)
    entries = [(place, slide) for place, item in enumerate(deck.items) for slide in slides_of(under, [item])]
    return {"slides": [{"place": place, "slide": slide_data(slide)} for place, slide in entries]}


def _entries(view: View, item: Item, with_choices: bool, site: str) -> Iterator[dict[str, Any]]:
    """The slide of an item with its prepared choices; none without data."""
    for slide in slides_of(view, [item]):
        choices = [*_choices(view, item, slide, site)] if with_choices else []
        yield {"slide": _data(slide, site), "choices": choices}


def _data(slide: Slide, site: str) -> dict[str, Any]:
    """A slide with its whole address and the code of it, where the site is known."""
    href = f"{site}{slide.href}"
    return slide_data(slide) | ({"href": href, "code": in_address(href)} if site else {})


def _choices(view: View, item: Item, own: Slide, site: str) -> Iterator[dict[str, Any]]:
    """What can be chosen for `item`, whose slide is `own`, in place of its filters: only what says something else."""
    if own.look:
        return
    asked = view_of(view, item).chosen
    if item.own:  # a headline of the presenter's own is true of the deck's filters alone
        item = item.without_headline
        [own] = slides_of(view, [item])
    bare = replace(view, chosen=Filters(version=asked.version, lang=asked.lang))
    for name, text, filters in _prepared(view, asked):
        for slide in slides_of(bare, [replace(item, filters=filters.query().removeprefix("?"))]):
            if _message(slide) != _message(own):
                yield {"name": name, "text": text, "slide": _data(slide, site)}


def _prepared(view: View, asked: Filters) -> Iterator[tuple[str, str, Filters]]:
    """The name of a filter, empty where it is everything; what is chosen, in words; and the filters it makes."""
    yield "", view.words(_EVERYTHING), replace(asked, **dict.fromkeys(SELECTING, ()))  # type: ignore[arg-type]
    for name in PREPARED:
        for value in view.snapshot.choices.get(name, ()):
            yield view.words.filter(name), view.names.of(name, value), asked.choosing(name, (value,))


def _message(slide: Slide) -> tuple[object, ...]:
    """What a slide says; its filters may have no bearing on it."""
    return slide.headline, slide.points, slide.rows
