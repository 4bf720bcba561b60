"""NATIVES: the few things that only a screen can show, by the name a block calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.blocks import Text
from dashboard.components.elements import Element, el
from dashboard.components.inline import inline
from dashboard.view.view import View


def _progress(view: View, done: int, total: int) -> Element:
    """How far work has come; without a total only that it goes on."""
    known = {"value": str(done), "max": str(total)} if total else {}
    return el("progress", aria_label=view.words("Progress"), **known)


def _deck_slides(view: View, slides: Sequence[Mapping[str, Any]], longest: int) -> Element:
    """The slides of a deck that is put together, each with what can be done with it and a box for its note."""
    return el("ol", *(_deck_slide(view, longest, **slide) for slide in slides), className="deck-edited")


def _deck_slide(view: View, longest: int, title: Text, acts: Text, note: str, data: Mapping[str, str]) -> Element:
    words = view.words
    box = {
        "defaultValue": note,
        "rows": 1,
        "maxLength": longest,
        "data-said": words("The note was kept in the address."),
    }
    return el(
        "li",
        el("div", inline(title, words)),
        el("span", inline(acts, words), className="slide-acts"),
        el(
            "label",
            el("span", words("Note for the presenter"), className="note-label"),
            el("textarea", **box),
            className="slide-note",
        ),
        **{f"data-{name}": value for name, value in data.items()},
    )


NATIVES: dict[str, Callable[..., Any]] = {
    "progress": _progress,
    "deck-slides": _deck_slides,
}
