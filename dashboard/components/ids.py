"""Every id a callback can say; a pattern-matching id names a kind of component, never one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MAIN = "main"
HEARD = "heard"  # where client-side callbacks without a visible result would write
LOCATION = "location"  # the path and query string the browser is at: which page is to be shown
PAGE = "page"  # where pages come and go
TITLE = "title"  # that of the document
FORM = "plain-filters"  # the form to which every control of the first HTML belongs, wherever it stands

Id = dict[str, Any]


def part(kind: Any, chart: Any) -> Id:
    """One part (`kind`) of the card of `chart`."""
    return {"kind": kind, "chart": chart}


def choice(name: Any) -> Id:
    """The checkboxes of filter `name` that are always seen."""
    return {"kind": "choice", "filter": name}


def asof(by: Any) -> Id:
    """A control of the as-of day: `by` meeting or day."""
    return {"kind": "asof", "by": by}


def since(by: Any) -> Id:
    """A control of the day compared with: `by` meeting or day."""
    return {"kind": "since", "by": by}


def text(name: Any) -> Id:
    """A text box that writes filter `name`."""
    return {"kind": "text", "filter": name}


def live(name: Any) -> Id:
    """A part of a page that is made anew when the filters change."""
    return {"kind": "live", "part": name}


def _of_page(kind: str) -> Callable[..., Id]:
    """A function that gives the id of the one component of a kind on a page; there is one page at a time."""

    def id_(page: Any = "") -> Id:
        return {"kind": kind, "page": page}

    return id_


address = _of_page("address")
"""The path and the query string of the page that is shown."""

confirmed = _of_page("confirmed")
"""The newest data version of which the page that is shown is known to be, as none of its tables has changed."""

ticked = _of_page("ticked")
"""What is ticked in all other checkboxes of the filters."""

mark = _of_page("mark")
"""The mark of a chart that was clicked last: its chart, and what it stands for."""

answer = _of_page("answer")
"""What the browser puts in place by itself: words of the filter bar, addresses of links, charts."""

shown = _of_page("shown")
"""All of a page: another page is another element, and nothing of the one before is left in it."""

drawer = _of_page("drawer")
"""The button that opens the filters on a phone."""

notice = _of_page("notice")
"""The line that tells what of a link was dropped."""

appearance = _of_page("appearance")
"""The choice between light, dark and the system's setting."""
