"""What a reader has to know before all else: that the data are not the current ones, and what a link lost."""

from __future__ import annotations

from collections.abc import Sequence

import dash_bootstrap_components as dbc

from dashboard.components.elements import Element, Node, el
from dashboard.data.filters import Dropped
from dashboard.view.view import View


def notices(view: View) -> list[Node]:
    """Each as an element; what a link lost may be put away."""
    if view.snapshot.empty:
        return []
    sentences = [dbc.Alert(text, color="warning", class_name="notice", dismissable=True) for text in lost(view)]
    return [*_of_version(view), *sentences]


def _of_version(view: View) -> list[Node]:
    """That these are not the current data."""
    if view.is_draft:
        return [_draft(view)]
    return [_older(view)] if view.is_older else []


def _draft(view: View) -> Element:
    text = view.words("You are looking at a draft, which is not published: only editors see it. Do not pass it on.")
    current = el("a", view.words("See the current version"), href=view.href(version=""))
    return el("p", text, " ", current, className="version-notice")


def _older(view: View) -> Element:
    words, shown = view.words, view.snapshot.version
    day = words.date(shown.published_at.date().isoformat()) if shown.published_at else ""
    text = words("You are looking at version {number} of {date}, not the current one.", number=shown.number, date=day)
    # No `link`: another version changes the whole page, also what no callback makes anew.
    current = el("a", words("See the current one"), href=view.href(version=""))
    return el("p", text, " ", current, className="version-notice")


def faults(view: View) -> list[Node]:
    """Places, empty as a rule, for what fails: the database, and the calls of this page (assets/js/page/calls.js)."""
    words = view.words
    sentences = {
        "data_late": words("The server does not answer: this page does not show your last choice yet. Trying again."),
        "data_again": words("Try again now"),
        "data_stale": words("The server did not understand this page, which may be out of date."),
        "data_reload": words("Load the page again"),
    }
    return [
        el("p", view.away(), className="away-notice", role="status"),
        el("div", className="call-notice", role="alert", **sentences),
    ]


def lost(view: View, dropped: Sequence[Dropped] = (), more: Sequence[str] = ()) -> list[str]:
    """What a link asked for and is not shown, in sentences: of the view, of `dropped`, and `more` by name."""
    gone = [
        view.words(
            "There is no data version {asked}, or it is no longer kept. You are looking at the current one, "
            "version {current}.",
            asked=drop.value,
            current=view.snapshot.version.number,
        )
        for drop in view.dropped
        if drop.name == "version"
    ]
    others = left_out(view, [drop for drop in [*view.dropped, *dropped] if drop.name != "version"], more)
    return [*gone, others] if others else gone


def left_out(view: View, dropped: Sequence[Dropped], more: Sequence[str] = ()) -> str:
    """What a link asked for that this data does not have, and `more` of it by name; empty when it had everything."""
    names = [*more, *(f"{drop.name}={drop.value}" if drop.value else drop.name for drop in dropped)]
    if not names:
        return ""
    asked = view.words.listing(names)
    return view.words(
        "This link asked for something this data does not have, which was left out: {asked}.", asked=asked
    )
