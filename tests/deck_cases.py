"""What Python makes of some decks, for the browser's module that writes them too: `python -m tests.deck_cases`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.data.filters import Filters
from dashboard.decks.deck import MOST_SLIDES, Item, fixed_text, own_text, read, text_of

FILE = Path(__file__).parent / "js" / "deck_cases.json"

_FILTERS = (
    Filters(),
    Filters(region=("europe",)),
    Filters(region=("europe", "americas"), theme=("open-data",), asof="2016-12-07"),
    Filters(member=("ALB",), lang="fr", version="3"),
)
_NOTES = ("", "A note", "50 % (at last!)", "a;b=c & d", "Où ? « là »\nand a line", "* it's ~so-so_.", "日本 🎉")
_DECKS = (
    "",
    "completion-by-year;completion-by-theme(region=europe,americas!level=local!note=A note);completion-by-region",
    "deck(name=Spring);title(headline=Hello!text=One%0ATwo);overview(headline=So be it)",
)
_OWN = (
    Item("title", own=(("headline", "Hello (all)"), ("text", "One\nTwo; three"))),
    Item("quote", own=(("text", "50 % = half!"), ("by", "Ana")), note="Slowly"),
    Item("overview", "region=europe", own=(("headline", "So be it"),)),
)


def cases() -> dict[str, Any]:
    """Slides with their texts, decks with their names, and addresses as the server writes them."""
    pairs = [*((filters, _NOTES[1]) for filters in _FILTERS), *((_FILTERS[2], note) for note in _NOTES)]
    slides = [_slide(filters, note) for filters, note in pairs] + [_own(item) for item in _OWN]
    decks = [*_DECKS, *(slide["text"] for slide in slides)]
    return {
        "mostSlides": MOST_SLIDES,
        "slides": slides,
        "decks": [{"text": text, "names": [item.name for item in read(text).items]} for text in decks],
        "addresses": [_address(_FILTERS[place % len(_FILTERS)], text) for place, text in enumerate(decks) if text],
    }


def _own(item: Item) -> dict[str, Any]:
    """A slide with words on it."""
    words = [list(pair) for pair in item.own]
    text = text_of([item])
    return {"name": item.name, "query": "", "own": fixed_text(item), "words": words, "note": item.note, "text": text}


def _slide(filters: Filters, note: str) -> dict[str, Any]:
    item = Item("completion-by-theme", replace(filters, lang="", version="").query().removeprefix("?"), note)
    return {
        "name": item.name,
        "query": replace(filters, lang=filters.lang or "en").query(),
        "own": own_text(item),
        "words": [],
        "note": note,
        "text": text_of([item]),
    }


def _address(filters: Filters, text: str) -> dict[str, str]:
    before, after = (f"/present/edit{replace(filters, deck=deck).query()}" for deck in ("completion-by-year", text))
    return {"before": before, "deck": text, "after": after}


def written() -> str:
    """The file as it should be."""
    return json.dumps(cases(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
