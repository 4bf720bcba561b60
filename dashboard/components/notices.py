"""What a reader has to know before all else: that the data are not the current ones, and what a link lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc

from dashboard.components.elements import Element, el
from dashboard.data.filters import Dropped
from dashboard.language.words import Words
from dashboard.view.view import View


def notices(view: View) -> list[Any]:
    """What a reader has to know before all else: that the data are not the current ones, and what a link lost."""
    if view.snapshot.empty:
        return []
    return [
        *([_older(view)] if view.is_older else []),
        *map(notice, lost(view)),
    ]


def lost(view: View, dropped: Sequence[Dropped] = (), more: Sequence[str] = ()) -> list[str]:
    """What a link asked for and is not shown, in sentences: of the view, of `dropped`, and `more` by name."""
    current = view.snapshot.version.number
    gone = [version_gone(view.words, drop.value, current) for drop in view.dropped if drop.name == "version"]
    others = [drop for drop in [*view.dropped, *dropped] if drop.name != "version"]
    told = left_out(view.words, others, more)
    return [*gone, *([told] if told else [])]


def _older(view: View) -> Any:
    words, shown = view.words, view.snapshot.version
    day = words.date(shown.published_at.date().isoformat()) if shown.published_at else ""
    return version_notice(words, shown.number, day, view.href(version=""))


def notice(text: str) -> Any:
    """A sentence that a reader has to know, and may put away."""
    return dbc.Alert(text, color="warning", class_name="notice", dismissable=True)


def left_out(words: Words, dropped: Sequence[Dropped], more: Sequence[str] = ()) -> str:
    """What a link asked for that this data does not have, and `more` of it by name; empty when it had everything."""
    names = [*more, *(f"{drop.name}={drop.value}" if drop.value else drop.name for drop in dropped)]
    if not names:
        return ""
    asked = words.listing(names)
    return words("This link asked for something this data does not have, which was left out: {asked}.", asked=asked)


def version_gone(words: Words, asked: str, current: int) -> str:
    """A link asked for a data version there is not, or whose rows were let go."""
    return words(
        "There is no data version {asked}, or it is no longer kept. You are looking at the current one, "
        "version {current}.",
        asked=asked,
        current=current,
    )


def version_notice(words: Words, number: int, day: str, current: str) -> Element:
    """That the data are not the current ones; `current` is the address of the same view of these."""
    text = words("You are looking at version {number} of {date}, not the current one.", number=number, date=day)
    # No `link`: another version changes the whole page, also what no callback makes anew.
    return el("p", text, " ", el("a", words("See the current one"), href=current), className="version-notice")
