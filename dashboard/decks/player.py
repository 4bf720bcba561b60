"""The player: its keys, its controls and what it says, in the reader's language."""

from __future__ import annotations

from typing import Any

from dashboard.exports.slides import options
from dashboard.language.words import N_
from dashboard.view.view import View

KEYS: tuple[tuple[str, str], ...] = (
    # The keys, and what they do: the table of assets/js/player/keys.js, in words.
    (N_("→, Space, Page Down, swipe to the left"), N_("Next slide")),
    (N_("←, Page Up, swipe to the right"), N_("Previous slide")),
    (N_("Home, End"), N_("First slide, last slide")),
    (N_("Number and Enter"), N_("That slide")),
    ("B .", N_("Blank the screen, and back")),
    ("F", N_("Other filters on this slide")),
    ("T", N_("Table instead of the chart, and back")),
    (N_("↑, ↓"), N_("Other rows of a long chart or table")),
    ("P", N_("Play by itself, and pause")),
    ("N", N_("Notes, next slide and clock in a second window")),
    ("S", N_("Full screen, and back")),
    ("D", N_("Light or dark")),
    ("U", N_("Update to newer data, when there are any")),
    ("?", N_("This help")),
    (N_("Esc"), N_("Close what is open; else leave the presentation")),
)
"""Keys and what they do. Letters stand for themselves in every language."""

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
    return options(view) | {
        "words": {name: words(message) for name, message in _MESSAGES.items()},
        "keys": [[words(key), words(meaning)] for key, meaning in KEYS],
        "lang": words.locale.language,
    }
