"""The ways from the numbers of the Brief to the commitments that they count."""

from __future__ import annotations

from typing import Any

from dashboard import blocks as b
from dashboard.view.view import View


def changed_href(view: View, *changed: str, **chosen: Any) -> str:
    """The list of the commitments of some classes, with what is compared with written into the address."""
    return view.href("commitments", **_compared(view), change=changed, **chosen)


def _compared(view: View) -> dict[str, str]:
    """The version, else the day, compared with."""
    return {} if view.selection.known else {"since": view.selection.since.isoformat()}


def is_free(view: View) -> bool:
    """No filter is chosen whose meaning differs between the two days."""
    return not (view.filters.completion or view.filters.due or view.filters.change)


def on_both_days(view: View, before: int, now: int, **chosen: Any) -> tuple[str, str]:
    """The way to what is counted on each of the two days, where the list can show exactly those."""
    if not is_free(view):
        return "", ""
    day = {"asof": view.selection.since.isoformat(), "since": ""}
    then = {"version": view.chosen.known, "known": "", "since": ""} if view.selection.known else day
    return (
        view.href("commitments", **(chosen | then)) if before else "",
        view.href("commitments", **chosen) if now else "",
    )


def linked(text: str, href: str) -> b.Text:
    """A text with the way to what it says, where there is one."""
    return b.Link(text, href) if href else text
