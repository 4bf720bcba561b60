"""Every id a callback can say; a pattern-matching id names a kind of component, never one of them."""

from __future__ import annotations

from typing import Any

URL = "url"
MAIN = "main"
MODE = "mode"  # light or dark, as shown
DARK_COLOURS = "dark-colours"
HEARD = "heard"  # where client-side callbacks without a visible result write

Id = dict[str, Any]


def part(kind: Any, chart: Any) -> Id:
    """One part (`kind`) of the card of `chart`."""
    return {"kind": kind, "chart": chart}


def choice(name: Any, group: Any = "") -> Id:
    """The checkboxes of filter `name`; a long filter has several `group`s of them."""
    return {"kind": "choice", "filter": name, "group": group}


def current_choice(name: Any) -> Id:
    """The words on the button of filter `name` that say what is chosen."""
    return {"kind": "choice-value", "filter": name}


def asof(by: Any) -> Id:
    """A control of the as-of day: `by` meeting or day."""
    return {"kind": "asof", "by": by}


def text(name: Any) -> Id:
    """A text box that writes filter `name`."""
    return {"kind": "text", "filter": name}


def summary(page: Any = "") -> Id:
    """How many commitments the filters leave; a pattern, since not every page has it."""
    return {"kind": "summary", "page": page}


def counts(page: Any = "") -> Id:
    """The counts beside the options of the filters, as data."""
    return {"kind": "counts", "page": page}


def drawer(page: Any = "") -> Id:
    """The button that opens the filters on a phone."""
    return {"kind": "drawer", "page": page}


def live(name: Any) -> Id:
    """A part of a page that is made anew when the filters change."""
    return {"kind": "live", "part": name}


def link(kind: str, to: Any) -> Id:
    """A link that carries the filters along: to a page (`nav`) or to this page in a language (`lang`)."""
    return {"kind": kind, "to": to}


def notice(page: Any = "") -> Id:
    """The line that tells what of a link was dropped."""
    return {"kind": "notice", "page": page}


def appearance(page: Any = "") -> Id:
    """The choice between light, dark and the system's setting."""
    return {"kind": "appearance", "page": page}
