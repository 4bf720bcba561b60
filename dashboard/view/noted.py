"""What a note may be about: what it is called, and the way to it."""

from __future__ import annotations

from dashboard.view.view import View

_PATHS = {"commitment": "commitments", "theme": "themes", "member": "members"}
"""Kind -> the path under which each has a page."""


def name(view: View, about: str, id_: str) -> str:
    """What it is called in the reader's language."""
    if about == "date":
        return view.words.date(id_)
    if about == "commitment":
        record = view.records.commitment(view.snapshot, id_)
        return record.title if record else id_
    return view.names.of(about, id_)


def href(view: View, about: str, id_: str) -> str:
    """Where notes on it are shown in place."""
    if about == "date":
        return view.href("brief", asof=id_)
    return f"{view.href('agenda')}#{id_}" if about == "promise" else view.href(f"{_PATHS[about]}/{id_}")
